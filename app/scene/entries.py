"""Typed numbers: what a text means, how a value is written, and where an arrow key takes it."""

from math import floor, isclose, isfinite, log10

from app.scene.numbers import MINUS
from engine.options import Option

SERIES = (1.0, 2.0, 5.0, 10.0)
"""The 1-2-5 series: what logarithmic stepping stops at in each decade."""

SMALLEST = 1e-4
"""Where stepping up from 0 begins, and below which stepping down ends at 0."""


def parsed(text: str, whole: bool) -> int | float | str:
    """The number that a text means, or the text itself where it means none.

    A comma is a decimal point, a true minus sign a minus. A number with
    decimals stays one even where a whole number is wanted: that is for the
    check to refuse.
    """
    plain = text.strip().replace(MINUS, "-")
    if plain.count(",") == 1 and "." not in plain:
        plain = plain.replace(",", ".")
    for kind in (int, float) if whole else (float,):
        try:
            return kind(plain)
        except ValueError:
            continue
    return text.strip()


def written(value: int | float | str) -> str:
    """A value for an entry: it reads back as the same number. 0.05, 1e-08, 32."""
    if isinstance(value, float) and isfinite(value) and value == int(value) and abs(value) < 1e6:
        return str(int(value))
    return str(value)


def stepped(value: int | float, steps: int, option: Option) -> int | float:
    """Where `steps` presses of an arrow key (negative: down) take `value`, within the range.

    Small whole numbers go one by one; shares below 1 go nearer and nearer to
    1; all else in the 1-2-5 series.
    """
    if not isfinite(value):
        return option.default if isinstance(option.default, int | float) else value
    for _ in range(min(abs(steps), 100)):
        value = _step(value, steps > 0, option)
    return value


def _step(value: int | float, up: bool, option: Option) -> int | float:
    if isinstance(option.default, int):
        return _next_whole(int(value), up, option)
    if option.high <= 1.0 and option.default > 0.5:  # type: ignore[operator]
        return _next_share(value, up)
    if option.high <= 1.0:
        tenth = round(value * 10.0 + (1.0 if up else -1.0)) / 10.0
        return min(max(tenth, option.low), 0.9 if option.below else option.high)
    return _within(_next_in_series(value, up), option)


def _next_whole(value: int, up: bool, option: Option) -> int:
    by_series = option.name == "samples" and value >= 100
    step = max(int(10 ** floor(log10(value))) // 2, 1) if by_series else 1
    stop = (value // step + 1) * step if up else (-(-value // step) - 1) * step
    return int(min(max(stop, option.low), option.high))


def _next_share(value: float, up: bool) -> float:
    rest = 1.0 - value
    if rest <= 1e-6 and up:
        return value
    if rest >= 1.0:
        return 0.5 if up else 0.0
    nearer = _next_in_series(rest, not up)
    return round(min(max(1.0 - nearer, 0.0), 1.0), 9)


def _next_in_series(value: float, up: bool) -> float:
    if value <= 0.0:
        return SMALLEST if up else 0.0
    decade = 10.0 ** floor(log10(value))
    stops = [decade / 2.0, *(decade * factor for factor in SERIES), decade * 20.0]
    if up:
        stop = next(stop for stop in stops if stop > value and not isclose(stop, value))
    else:
        stop = next(s for s in reversed(stops) if s < value and not isclose(s, value))
    return float(f"{stop:.3g}")


def _within(value: float, option: Option) -> float:
    if value < SMALLEST and not option.above and option.default == 0.0:
        value = 0.0
    lowest = 1e-6 if option.above else option.low
    return min(max(value, lowest), option.high)
