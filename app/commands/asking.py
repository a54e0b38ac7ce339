"""Commands that ask where a number comes from."""

from collections.abc import Sequence

from app.commands.command import ASK, Command, Desk
from app.scene.neighbourhood import Direction
from app.scene.texts import QT_TRANSLATE_NOOP


def _explains(desk: Desk) -> bool:
    return desk.inspector_shown and desk.inquiry.subject is not None


WALK_TEXTS = {
    Direction.UP: QT_TRANSLATE_NOOP("Actions", "Explain the one above"),
    Direction.DOWN: QT_TRANSLATE_NOOP("Actions", "Explain the one below"),
    Direction.LEFT: QT_TRANSLATE_NOOP("Actions", "Explain the one to the left"),
    Direction.RIGHT: QT_TRANSLATE_NOOP("Actions", "Explain the one to the right"),
}


def _walk(direction: Direction) -> Command:
    return Command(
        f"walk_{direction.name.lower()}",
        WALK_TEXTS[direction],
        lambda desk: desk.pin_next(direction),
        (f"Shift+{direction.name.capitalize()}",),
        menu=ASK,
        group=1,
    )


COMMANDS: Sequence[Command] = (
    Command(
        "pin",
        QT_TRANSLATE_NOOP("Actions", "Keep explaining this"),
        lambda desk: desk.toggle_pin(),
        ("P",),
        icon="pin",
        menu=ASK,
        enabled=lambda desk: desk.inquiry.subject is not None,
        on=lambda desk: desk.inquiry.pinned is not None,
        checkable=True,
    ),
    *(_walk(direction) for direction in Direction),
    Command(
        "next_aspect",
        QT_TRANSLATE_NOOP("Actions", "Next page of the explanation"),
        lambda desk: desk.turn_page(+1),
        ("A",),
        menu=ASK,
        group=2,
        enabled=_explains,
    ),
    Command(
        "previous_aspect",
        QT_TRANSLATE_NOOP("Actions", "Page before"),
        lambda desk: desk.turn_page(-1),
        ("Shift+A",),
        menu=ASK,
        group=2,
        enabled=_explains,
    ),
    Command(
        "check",
        QT_TRANSLATE_NOOP("Actions", "Check this gradient"),
        lambda desk: desk.check(),
        ("C",),
        menu=ASK,
        group=3,
        enabled=lambda desk: desk.can_check,
    ),
    Command(
        "copy",
        QT_TRANSLATE_NOOP("Actions", "Copy the explanation"),
        lambda desk: desk.copy_text(),
        ("Ctrl+C",),
        menu=ASK,
        group=4,
        enabled=_explains,
    ),
    Command(
        "copy_latex",
        QT_TRANSLATE_NOOP("Actions", "Copy it as LaTeX"),
        lambda desk: desk.copy_latex(),
        ("Ctrl+Shift+C",),
        menu=ASK,
        group=4,
        enabled=_explains,
    ),
)
