"""Commands that say what colours mean: which numbers, on which scale, in which palette."""

from collections.abc import Sequence
from dataclasses import replace
from enum import Enum
from typing import TypeVar

from app.commands.command import VIEW, Command, Desk
from app.scene.look import EdgeColour, NodeColour
from app.scene.texts import QT_TRANSLATE_NOOP

NODES = QT_TRANSLATE_NOOP("Actions", "&Node colour")
EDGES = QT_TRANSLATE_NOOP("Actions", "&Edge colour")
SCALE = QT_TRANSLATE_NOOP("Actions", "Colour &scale")
PALETTE = QT_TRANSLATE_NOOP("Actions", "&Palette")

LOOK_MENUS = (NODES, EDGES, SCALE, PALETTE)
"""The submenus that these commands are in."""

STEPPING = ("next_nodes", "next_edges")
"""Those that only step through the others."""

GROUP = 4

NODE_TEXTS = {
    NodeColour.AUTOMATIC: QT_TRANSLATE_NOOP("Actions", "Automatic: sum z, then activation a"),
    NodeColour.ACTIVATION: QT_TRANSLATE_NOOP("Actions", "Activation a"),
    NodeColour.SUM: QT_TRANSLATE_NOOP("Actions", "Weighted sum z"),
    NodeColour.DELTA: QT_TRANSLATE_NOOP("Actions", "Delta δ = ∂L/∂z"),
}

EDGE_TEXTS = {
    EdgeColour.AUTOMATIC: QT_TRANSLATE_NOOP("Actions", "Automatic: weight, gradient, new weight"),
    EdgeColour.WEIGHT: QT_TRANSLATE_NOOP("Actions", "Weight w"),
    EdgeColour.CONTRIBUTION: QT_TRANSLATE_NOOP("Actions", "Contribution a · w"),
    EdgeColour.GRADIENT: QT_TRANSLATE_NOOP("Actions", "Gradient ∂L/∂w"),
    EdgeColour.UPDATE: QT_TRANSLATE_NOOP("Actions", "Update Δw"),
}

PALETTE_TEXTS = {
    "default": QT_TRANSLATE_NOOP("Actions", "Usual"),
    "colour-blind": QT_TRANSLATE_NOOP("Actions", "For colour-blind eyes"),
    "grey": QT_TRANSLATE_NOOP("Actions", "Grey"),
}

Choice = TypeVar("Choice", bound=Enum)


def after(choice: Choice) -> Choice:
    """The next one of the same kind; the first after the last."""
    kinds = list(type(choice))
    return kinds[(kinds.index(choice) + 1) % len(kinds)]


def _look(desk: Desk, **changes: object) -> None:
    desk.player.set_look(replace(desk.player.look, **changes))  # type: ignore[arg-type]


def _nodes(colour: NodeColour) -> Command:
    return Command(
        f"nodes_{colour}",
        NODE_TEXTS[colour],
        lambda desk: _look(desk, nodes=colour),
        menu=VIEW,
        submenu=NODES,
        group=GROUP,
        on=lambda desk: desk.player.look.nodes is colour,
        checkable=True,
    )


def _edges(colour: EdgeColour) -> Command:
    return Command(
        f"edges_{colour}",
        EDGE_TEXTS[colour],
        lambda desk: _look(desk, edges=colour),
        menu=VIEW,
        submenu=EDGES,
        group=GROUP,
        on=lambda desk: desk.player.look.edges is colour,
        checkable=True,
    )


def _palette(name: str) -> Command:
    return Command(
        f"palette_{name}",
        PALETTE_TEXTS[name],
        lambda desk: desk.choose_palette(name),
        menu=VIEW,
        submenu=PALETTE,
        group=GROUP,
        on=lambda desk: desk.palette_name == name,
        checkable=True,
    )


COMMANDS: Sequence[Command] = (
    *(_nodes(colour) for colour in NodeColour),
    Command(
        "next_nodes",
        QT_TRANSLATE_NOOP("Actions", "Next"),
        lambda desk: _look(desk, nodes=after(desk.player.look.nodes)),
        ("N",),
        menu=VIEW,
        submenu=NODES,
        group=GROUP,
    ),
    *(_edges(colour) for colour in EdgeColour),
    Command(
        "next_edges",
        QT_TRANSLATE_NOOP("Actions", "Next"),
        lambda desk: _look(desk, edges=after(desk.player.look.edges)),
        ("W",),
        menu=VIEW,
        submenu=EDGES,
        group=GROUP,
    ),
    Command(
        "per_layer",
        QT_TRANSLATE_NOOP("Actions", "A scale for each layer"),
        lambda desk: _look(desk, per_layer=not desk.player.look.per_layer),
        ("Y",),
        menu=VIEW,
        submenu=SCALE,
        group=GROUP,
        on=lambda desk: desk.player.look.per_layer,
        checkable=True,
    ),
    Command(
        "symlog",
        QT_TRANSLATE_NOOP("Actions", "Gradients logarithmic"),
        lambda desk: _look(desk, symlog=not desk.player.look.symlog),
        ("G",),
        menu=VIEW,
        submenu=SCALE,
        group=GROUP,
        on=lambda desk: desk.player.look.symlog,
        checkable=True,
    ),
    Command(
        "lock",
        QT_TRANSLATE_NOOP("Actions", "Lock, to compare steps"),
        lambda desk: desk.player.toggle_lock(),
        ("L",),
        menu=VIEW,
        submenu=SCALE,
        group=GROUP,
        on=lambda desk: desk.player.look.locked is not None,
        checkable=True,
    ),
    *(_palette(name) for name in PALETTE_TEXTS),
)
