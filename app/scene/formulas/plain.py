"""LaTeX of our formulas as plain text: for screen readers, and where it cannot be set."""

import re
from collections.abc import Mapping
from functools import lru_cache

SIGNS: Mapping[str, str] = {
    r"\leftarrow": "←",
    r"\varepsilon": "ε",
    r"\lambda": "λ",
    r"\varphi": "φ",
    r"\cdots": "⋯",
    r"\delta": "δ",
    r"\alpha": "α",
    r"\sigma": "σ",
    r"\infty": "∞",
    r"\right": "",
    r"\neq": "≠",
    r"\big": "",
    r"\left": "",
    r"\beta": "β",
    r"\cdot": "·",
    r"\tanh": "tanh",
    r"\sqrt": "√",
    r"\rho": "ρ",
    r"\eta": "η",
    r"\sum": "Σ",
    r"\max": "max",
    r"\leq": "≤",
    r"\Phi": "Φ",
    r"\mu": "μ",
    r"\ln": "ln",
    r"\,": " ",
    r"\;": " ",
    "-": "−",
}

_BELOW = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_UPRIGHT = {0x1D7CE + digit: ord("0") + digit for digit in range(10)} | {0x1D715: ord("∂")}
_GROUP = r"\{([^{}]*)\}"
_RULES = (
    (re.compile(r"\{\}\^\{\\mathsf\{T\}\}"), "ᵀ"),
    (re.compile(r"\\sum_\{s=1\}\^" + _GROUP), r"Σ(s = 1…\1)"),
    (re.compile(r"\\textcolor\{#\w+\}" + _GROUP), r"\1"),
    (re.compile(r"\\(?:mathbf|boldsymbol|mathrm|operatorname)" + _GROUP), r"\1"),
    (re.compile(r"\^\{(\([^{}]*\))\}"), r"\1"),
    (re.compile(r"\\frac" + _GROUP + _GROUP), r"[\1] / [\2]"),
    (re.compile(r"\\sqrt" + _GROUP), r"√[\1]"),
    (re.compile(r"\^" + _GROUP), r"^[\1]"),
)


def subscript(text: str) -> str:
    """Digits as small ones below the line: w₁₂."""
    return text.translate(_BELOW)


@lru_cache(maxsize=4096)
def plain(latex: str) -> str:
    """`latex` with signs for commands: z₁(2) = 0.7 · 0.3 + [1] / [2]."""
    text, before = latex.translate(_UPRIGHT), ""
    while text != before:
        before = text
        for pattern, replacement in _RULES:
            text = pattern.sub(replacement, text)
        text = re.sub(r"_\{([^{}]*)\}", lambda match: subscript(match[1]), text)
    for command, sign in SIGNS.items():
        text = text.replace(command, sign)
    text = re.sub(r"\[([^][ ]*)\]", r"\1", text)
    text = text.replace("[", "(").replace("]", ")").replace("{", "").replace("}", "")
    return re.sub(r"\s+", " ", text.replace("\\", "")).strip()
