"""Commands that move through a run and train it."""

from collections.abc import Sequence

from app.commands.command import PLAY, STEP_BY, TRAIN, Command, Desk
from app.scene import speed
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


COMMANDS: Sequence[Command] = (
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
)
