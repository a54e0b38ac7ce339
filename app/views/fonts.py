"""The program's font: Inter, shipped with it, so that every machine shows the same picture."""

from importlib.resources import files

from PySide6.QtGui import QFont, QFontDatabase

from app.scene.theme import Theme

FAMILIES = ("Inter", "Noto Sans", "DejaVu Sans", "Segoe UI", "Helvetica Neue", "sans-serif")
"""Inter, and where its files are missing or lack a character, what to take instead."""

WEIGHTS = ("Regular", "Medium", "SemiBold", "Bold")


def load_fonts() -> None:
    """Make the shipped font known to Qt. Needs a QGuiApplication; once is enough."""
    folder = files("resources") / "fonts"
    for weight in WEIGHTS:
        QFontDatabase.addApplicationFontFromData((folder / f"Inter-{weight}.otf").read_bytes())


def interface_font(theme: Theme) -> QFont:
    """The font of everything that is not a formula; all digits are equally wide."""
    font = QFont()
    font.setFamilies(FAMILIES)
    font.setPixelSize(round(theme.font_size))
    # Numbers change while one looks at them, and must not dance.
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def sized(font: QFont, pixels: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """`font` at another size in device-independent pixels and another weight."""
    other = QFont(font)
    other.setPixelSize(round(pixels))
    other.setWeight(weight)
    return other
