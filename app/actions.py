"""Everything a user can command, as one table.

Menus, buttons, shortcuts and the shortcut sheet are built from it, so they
cannot disagree. No Qt here: views/action_set.py makes QActions of the rows.
"""

from collections.abc import Sequence

from app.command import ASK, FILE, HELP, PLAY, STEP_BY, TRAIN, VIEW, Command, Desk
from app.scene import speed
from app.scene.neighbourhood import Direction
from app.scene.texts import QT_TRANSLATE_NOOP
from app.scene.timeline import Granularity


def _not_training(desk: Desk) -> bool:
    return not desk.training_running


def _beginning(desk: Desk) -> bool:
    return not desk.training_running and (desk.player.step, desk.player.t) != (0, 0.0)


def _can_go_on(desk: Desk) -> bool:
    """Training does not run, and there is, or can be, something after what is shown."""
    return not desk.training_running and (
        desk.session.divergence is None
        or desk.player.step + 1 < desk.session.steps
        or desk.player.t < desk.session.timeline.end
    )


def _has_next_step(desk: Desk) -> bool:
    return not desk.training_running and (
        desk.session.divergence is None or desk.player.step + 1 < desk.session.steps
    )


def _can_train(desk: Desk) -> bool:
    return desk.training_running or desk.session.divergence is None


GRANULARITY_TEXTS = {
    Granularity.TERM: QT_TRANSLATE_NOOP("Actions", "term"),
    Granularity.NEURON: QT_TRANSLATE_NOOP("Actions", "neuron"),
    Granularity.OPERATION: QT_TRANSLATE_NOOP("Actions", "operation"),
    Granularity.PASS: QT_TRANSLATE_NOOP("Actions", "pass"),
    Granularity.STEP: QT_TRANSLATE_NOOP("Actions", "step (batch)"),
    Granularity.EPOCH: QT_TRANSLATE_NOOP("Actions", "epoch"),
}


def _granularity(number: int, granularity: Granularity) -> Command:
    return Command(
        f"step_by_{granularity}",
        GRANULARITY_TEXTS[granularity],
        lambda desk: desk.player.set_granularity(granularity),
        (str(number),),
        menu=PLAY,
        submenu=STEP_BY,
        group=3,
        on=lambda desk: desk.player.granularity is granularity,
        checkable=True,
    )


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
        "open",
        QT_TRANSLATE_NOOP("Actions", "Open an experiment…"),
        lambda desk: desk.choose_file(),
        ("Ctrl+O",),
        menu=FILE,
    ),
    # StandardKey.Quit is empty where there is no desktop, so the key is written out.
    Command(
        "quit",
        QT_TRANSLATE_NOOP("Actions", "Quit"),
        lambda desk: desk.close(),
        ("Ctrl+Q",),
        menu=FILE,
        group=9,
    ),
    Command(
        "play",
        QT_TRANSLATE_NOOP("Actions", "Play"),
        lambda desk: desk.player.toggle(),
        ("Space",),
        icon="play",
        menu=PLAY,
        enabled=lambda desk: desk.player.playing or _can_go_on(desk),
        on=lambda desk: desk.player.playing,
        on_text=QT_TRANSLATE_NOOP("Actions", "Pause"),
        on_icon="pause",
        primary=True,
    ),
    Command(
        "forward",
        QT_TRANSLATE_NOOP("Actions", "Step forward"),
        lambda desk: desk.player.forward(),
        ("Right",),
        icon="forward",
        menu=PLAY,
        group=1,
        enabled=_can_go_on,
    ),
    Command(
        "back",
        QT_TRANSLATE_NOOP("Actions", "Step back"),
        lambda desk: desk.player.back(),
        ("Left",),
        icon="back",
        menu=PLAY,
        group=1,
        enabled=_beginning,
    ),
    Command(
        "start",
        QT_TRANSLATE_NOOP("Actions", "To the start"),
        lambda desk: desk.player.to_start(),
        ("Home",),
        icon="start",
        menu=PLAY,
        group=1,
        enabled=_beginning,
    ),
    Command(
        "end",
        QT_TRANSLATE_NOOP("Actions", "To the end"),
        lambda desk: desk.player.to_end(),
        ("End",),
        icon="end",
        menu=PLAY,
        group=1,
        enabled=_not_training,
    ),
    Command(
        "next_step",
        QT_TRANSLATE_NOOP("Actions", "Same moment, next training step"),
        lambda desk: desk.player.step_forward(),
        ("Ctrl+Right",),
        menu=PLAY,
        group=2,
        enabled=_has_next_step,
    ),
    Command(
        "previous_step",
        QT_TRANSLATE_NOOP("Actions", "Same moment, training step before"),
        lambda desk: desk.player.step_back(),
        ("Ctrl+Left",),
        menu=PLAY,
        group=2,
        enabled=lambda desk: not desk.training_running and desk.player.step > 0,
    ),
    Command(
        "next_sample",
        QT_TRANSLATE_NOOP("Actions", "Next sample"),
        lambda desk: desk.show_neighbour(+1),
        (".",),
        menu=PLAY,
        group=2,
        enabled=_not_training,
    ),
    Command(
        "previous_sample",
        QT_TRANSLATE_NOOP("Actions", "Sample before"),
        lambda desk: desk.show_neighbour(-1),
        (",",),
        menu=PLAY,
        group=2,
        enabled=_not_training,
    ),
    *(_granularity(number, value) for number, value in enumerate(Granularity, 1)),
    Command(
        "faster",
        QT_TRANSLATE_NOOP("Actions", "Faster"),
        lambda desk: desk.player.set_speed(speed.faster(desk.player.speed)),
        ("]",),
        menu=PLAY,
        group=4,
        enabled=lambda desk: desk.player.speed < speed.FASTEST,
    ),
    Command(
        "slower",
        QT_TRANSLATE_NOOP("Actions", "Slower"),
        lambda desk: desk.player.set_speed(speed.slower(desk.player.speed)),
        ("[",),
        menu=PLAY,
        group=4,
        enabled=lambda desk: desk.player.speed > speed.SLOWEST,
    ),
    Command(
        "normal_speed",
        QT_TRANSLATE_NOOP("Actions", "Normal speed"),
        lambda desk: desk.player.set_speed(1.0),
        ("=", "\\"),
        menu=PLAY,
        group=4,
    ),
    Command(
        "train",
        QT_TRANSLATE_NOOP("Actions", "Train"),
        lambda desk: desk.toggle_training(),
        ("T",),
        icon="train",
        menu=TRAIN,
        enabled=_can_train,
        on=lambda desk: desk.training_running,
        on_text=QT_TRANSLATE_NOOP("Actions", "Stop"),
        on_icon="stop",
    ),
    Command(
        "limit",
        QT_TRANSLATE_NOOP("Actions", "Stop after…"),
        lambda desk: desk.choose_limit(),
        ("Shift+T",),
        menu=TRAIN,
    ),
    Command(
        "restart",
        QT_TRANSLATE_NOOP("Actions", "Start training anew"),
        lambda desk: desk.restart(),
        ("Ctrl+R",),
        menu=TRAIN,
        group=1,
    ),
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
    Command(
        "zoom_in",
        QT_TRANSLATE_NOOP("Actions", "Zoom in"),
        lambda desk: desk.zoom_in(),
        ("Ctrl++", "Ctrl+="),
        menu=VIEW,
    ),
    Command(
        "zoom_out",
        QT_TRANSLATE_NOOP("Actions", "Zoom out"),
        lambda desk: desk.zoom_out(),
        ("Ctrl+-",),
        menu=VIEW,
    ),
    Command(
        "fit",
        QT_TRANSLATE_NOOP("Actions", "Fit the network"),
        lambda desk: desk.fit(),
        ("F", "Ctrl+0"),
        menu=VIEW,
    ),
    Command(
        "theme",
        QT_TRANSLATE_NOOP("Actions", "Dark"),
        lambda desk: desk.toggle_theme(),
        ("Ctrl+D",),
        icon="moon",
        menu=VIEW,
        group=1,
        on=lambda desk: desk.dark,
        on_icon="sun",
        checkable=True,
    ),
    Command(
        "settings",
        QT_TRANSLATE_NOOP("Actions", "Settings"),
        lambda desk: desk.toggle_settings(),
        ("Ctrl+B",),
        menu=VIEW,
        group=2,
        on=lambda desk: desk.settings_shown,
        checkable=True,
    ),
    Command(
        "inspector",
        QT_TRANSLATE_NOOP("Actions", "Explanation"),
        lambda desk: desk.toggle_inspector(),
        ("Ctrl+I",),
        menu=VIEW,
        group=2,
        on=lambda desk: desk.inspector_shown,
        checkable=True,
    ),
    Command(
        "inspector_large",
        QT_TRANSLATE_NOOP("Actions", "Large explanation"),
        lambda desk: desk.toggle_inspector_large(),
        ("E",),
        icon="expand",
        menu=VIEW,
        group=2,
        enabled=lambda desk: desk.inspector_shown,
        on=lambda desk: desk.inspector_large,
        on_icon="contract",
        checkable=True,
    ),
    Command(
        "full_screen",
        QT_TRANSLATE_NOOP("Actions", "Full screen"),
        lambda desk: desk.toggle_full_screen(),
        ("F11",),
        menu=VIEW,
        group=2,
        on=lambda desk: desk.full_screen,
        checkable=True,
    ),
    Command(
        "shortcuts",
        QT_TRANSLATE_NOOP("Actions", "Keyboard shortcuts"),
        lambda desk: desk.show_shortcuts(),
        ("?", "F1"),
        icon="help",
        menu=HELP,
    ),
    Command(
        "about",
        QT_TRANSLATE_NOOP("Actions", "About Underhood"),
        lambda desk: desk.show_about(),
        menu=HELP,
        group=1,
    ),
)
