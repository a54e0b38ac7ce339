"""How numbers are written on the screen: few significant digits, a true minus sign."""

from collections.abc import Sequence
from math import isfinite, isnan

MINUS = "−"

_MINUS_ZERO = MINUS + "0"

WHOLE = 10_000_000
"""Smaller whole numbers, such as a count of steps, have all their digits."""


def _parts(x: float, digits: int) -> tuple[str, int | None]:
    """`x` as a decimal, or as a mantissa and a power of ten where that is shorter to read."""
    if x == 0.0:
        return "0", None
    if float(x).is_integer() and abs(x) < WHOLE:
        return f"{x:.0f}", None
    mantissa, _, power = f"{x:.{digits - 1}e}".partition("e")
    exponent = int(power)
    if -5 < exponent < max(digits, 5):
        # Digits before the point are never rounded away.
        return f"{x:.{max(digits - 1 - exponent, 0)}f}", None
    return mantissa, exponent


def _trimmed(decimal: str) -> str:
    return decimal.rstrip("0").rstrip(".") if "." in decimal else decimal


def _special(x: float) -> str | None:
    if isfinite(x):
        return None
    return "nan" if isnan(x) else "∞" if x > 0 else MINUS + "∞"


def number(x: float, digits: int = 4) -> str:
    """`x` to `digits` significant digits, for a label: 0.7, −0.1182, 1.2e−7."""
    # What Python writes as a plain decimal we write so too; to ask for that alone is far faster,
    # and hundreds of numbers are written a frame.
    plain = f"{x:.{digits}g}"
    if x != 0.0 and isfinite(x) and "e" not in plain:
        return plain.replace("-", MINUS)
    special = _special(x)
    if special:
        return special
    decimal, exponent = _parts(x, digits)
    power = "" if exponent is None else f"e{exponent}"
    return (_trimmed(decimal) + power).replace("-", MINUS)


def written(values: Sequence[float], digits: int) -> list[str]:
    """Each of `values` as `number` writes it, which takes a third of the time for many at once."""
    texts = (f"%.{digits}g " * len(values) % tuple(values)).replace("-", MINUS).split()
    return [
        number(value, digits) if "e" in text or "n" in text or text == _MINUS_ZERO else text
        for value, text in zip(values, texts, strict=True)
    ]


def compact(x: float) -> str:
    """`x` to one digit, with a power of ten where that is shorter: 0.3, −3e−3."""
    plain = number(x, 1)
    if not isfinite(x) or x == 0.0:
        return plain
    mantissa, _, power = f"{x:.0e}".partition("e")
    scientific = f"{mantissa}e{int(power)}".replace("-", MINUS)
    return min(plain, scientific, key=len)


def signed(x: float, digits: int = 3) -> str:
    """As `number`, with a plus sign before positive numbers; 0 has none."""
    text = number(x, digits)
    return f"+{text}" if x > 0 else text


def latex(x: float, digits: int = 4) -> str:
    """As `number`, for a formula: 0.7, -0.1182, 1.2 \\cdot 10^{-7}."""
    special = _special(x)
    if special:
        return {"nan": r"\mathrm{nan}", "∞": r"\infty"}.get(special, r"-\infty")
    decimal, exponent = _parts(x, digits)
    power = "" if exponent is None else rf" \cdot 10^{{{exponent}}}"
    return _trimmed(decimal) + power
