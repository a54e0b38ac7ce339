"""What shows a network whose every number changes: two ways that Qt and pyqtgraph offer, and ours.

Each is a window of 1280 by 800, and `change(n)` makes all its edges and nodes
look as in picture n. Lines are as wide and as opaque as the stage's are, and where
negative dashed, which a GraphItem cannot. What can be made beforehand is: pens and
brushes of 256 colours, the edges' places.
"""

from collections.abc import Iterator, Sequence
from importlib import import_module
from itertools import pairwise
from pkgutil import walk_packages
from time import perf_counter

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QObject, QPointF, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import (
    QGraphicsEllipseItem,
    QGraphicsLineItem,
    QGraphicsPathItem,
    QGraphicsScene,
    QGraphicsView,
    QMainWindow,
    QWidget,
)

from app.scene.edge_marks import edge_marks
from app.scene.edges import Edges, widths
from engine.arrays import Array
from engine.experiment import DataSpec, Experiment, NetworkSpec, TrainingSpec
from engine.specs import Table

SIZE = (1280, 800)
PICTURES = 6
"""As many as a session keeps traces of, and fewer: to make a trace is no part of a frame."""

SHADES = 256
RADIUS = 7.0
LOW, HIGH = (200, 90, 20), (30, 90, 200)


class Values:
    """A number in [-1, 1] for each edge (E,) and node (N,) of a network, in picture `n`."""

    def __init__(self, sizes: Sequence[int]) -> None:
        rng = np.random.default_rng(0)
        edges = sum(a * b for a, b in pairwise(sizes))
        self.edges = rng.uniform(-1.0, 1.0, (PICTURES, edges))
        self.nodes = rng.uniform(-1.0, 1.0, (PICTURES, sum(sizes)))

    @staticmethod
    def shades(values: Array) -> Array:
        """Which of the shades each number has."""
        return ((values + 1.0) * 0.5 * (SHADES - 1)).astype(np.intp)


def places(sizes: Sequence[int]) -> Array:
    """(N, 2): the middles of all nodes, layers as columns."""
    width, height = SIZE
    return np.array(
        [
            (60 + (width - 120) * layer / (len(sizes) - 1), height * (unit + 0.5) / count)
            for layer, count in enumerate(sizes)
            for unit in range(count)
        ]
    )


def joints(sizes: Sequence[int]) -> Array:
    """(E, 2): the numbers of the nodes that each edge joins."""
    starts = np.cumsum((0, *sizes))
    return np.array(
        [
            (start + source, start + fan_in + unit)
            for start, (fan_in, fan_out) in zip(starts, pairwise(sizes), strict=False)
            for source in range(fan_in)
            for unit in range(fan_out)
        ]
    )


def colours() -> Array:
    """(SHADES, 3): from LOW over white to HIGH."""
    along = np.linspace(-1.0, 1.0, SHADES)[:, None]
    ends = np.where(along < 0.0, LOW, HIGH)
    return np.rint(255 + (ends - 255) * np.abs(along)).astype(np.uint8)


def lines(count: int) -> tuple[Array, Array]:
    """(SHADES,) twice: how wide, and how opaque, the stage draws lines where there are so many."""
    share, every = np.abs(np.linspace(-1.0, 1.0, SHADES)), np.linspace(0.0, 1.0, count)
    number = np.zeros(count, np.intp)
    edges = Edges(number, number, number, every, number.astype(np.uint8), 0.0 * every, None, count)
    opacity = edge_marks(edges, np.zeros((count, 4), np.float32)).paint[:, 3]
    return widths(share, count), np.interp(share, every, opacity)


def pens(count: int) -> list[QPen]:
    """A pen for each shade, where so many lines are drawn."""
    found = []
    for index, (ink, width, opacity) in enumerate(
        zip(colours().tolist(), *lines(count), strict=True)
    ):
        pen = QPen(QColor(*ink, round(255 * opacity)), width)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        if index < SHADES // 2:
            pen.setStyle(Qt.PenStyle.DashLine)
        found.append(pen)
    return found


class Items(QGraphicsView):
    """A QGraphicsScene with a line item for each edge and an ellipse item for each node."""

    def __init__(self, sizes: Sequence[int]) -> None:
        scene = QGraphicsScene(0, 0, *SIZE)
        super().__init__(scene)
        # Everything changes: to look for what does is lost time.
        scene.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.setOptimizationFlags(
            QGraphicsView.OptimizationFlag.DontAdjustForAntialiasing
            | QGraphicsView.OptimizationFlag.DontSavePainterState
        )
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setFrameShape(QGraphicsView.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.resize(*SIZE)
        self._values, self._scene = Values(sizes), scene
        inks = [QColor(*colour) for colour in colours().tolist()]
        self._brushes = [QBrush(ink) for ink in inks]
        self._pens = pens(len(joints(sizes)))
        at = [QPointF(*place) for place in places(sizes).tolist()]
        self._lines = [self._line(at[a], at[b]) for a, b in joints(sizes).tolist()]
        self._nodes = [self._node(place) for place in at]

    def _line(self, start: QPointF, end: QPointF) -> QGraphicsLineItem:
        return self._scene.addLine(start.x(), start.y(), end.x(), end.y())

    def _node(self, place: QPointF) -> QGraphicsEllipseItem:
        x, y = place.x() - RADIUS, place.y() - RADIUS
        return self._scene.addEllipse(x, y, 2.0 * RADIUS, 2.0 * RADIUS)

    def change(self, number: int) -> None:
        """Give every item its pen or brush."""
        edges, nodes = self._values.edges[number], self._values.nodes[number]
        pens, brushes = self._pens, self._brushes
        for line, shade in zip(self._lines, Values.shades(edges).tolist(), strict=True):
            line.setPen(pens[shade])
        for node, shade in zip(self._nodes, Values.shades(nodes).tolist(), strict=True):
            node.setBrush(brushes[shade])


class CurvedItems(Items):
    """The same with the curves that the stage draws, each a path item."""

    def _line(self, start: QPointF, end: QPointF) -> QGraphicsPathItem:
        path, middle = QPainterPath(start), 0.5 * (start.x() + end.x())
        path.cubicTo(QPointF(middle, start.y()), QPointF(middle, end.y()), end)
        return self._scene.addPath(path)


class Graph(pg.PlotWidget):
    """pyqtgraph's GraphItem, with a pen for each edge in a structured array."""

    def __init__(self, sizes: Sequence[int]) -> None:
        pg.setConfigOptions(antialias=True)
        super().__init__(background="w", enableMenu=False)
        self.hideAxis("left")
        self.hideAxis("bottom")
        self.setXRange(0, SIZE[0], padding=0)
        self.setYRange(0, SIZE[1], padding=0)
        self.resize(*SIZE)
        self._values, self._colours = Values(sizes), colours()
        self._brushes = np.array([pg.mkBrush(*c) for c in self._colours.tolist()], object)
        self._item = pg.GraphItem()
        self.addItem(self._item)
        self._places, self._joints = places(sizes), joints(sizes)
        fields = [(name, np.ubyte) for name in ("red", "green", "blue", "alpha")]
        self._pens = np.empty(len(self._joints), [*fields, ("width", float)])
        self._widths, self._opacities = lines(len(self._joints))

    def change(self, number: int) -> None:
        """Set everything anew, which is the way to change anything."""
        edges, nodes = self._values.edges[number], self._values.nodes[number]
        shades = Values.shades(edges)
        for column, name in enumerate(("red", "green", "blue")):
            self._pens[name] = self._colours[shades, column]
        self._pens["alpha"] = 255.0 * self._opacities[shades]
        self._pens["width"] = self._widths[shades]
        self._item.setData(
            pos=self._places,
            adj=self._joints,
            pen=self._pens,
            size=2.0 * RADIUS,
            symbolBrush=self._brushes[Values.shades(nodes)],
        )


class Healthy(QObject):
    """In the place of what looks for what is wrong with the network: that is no part of a frame."""

    changed = Signal()
    findings, norms, working = (), np.empty(0), False


class Stage(QMainWindow):
    """Our stage; other pictures are other training steps, at their ends. All edges are drawn.

    Without its texts, since the others have none.
    """

    renderer, texts = "gpu", False

    def __init__(self, sizes: Sequence[int]) -> None:
        from app.clock import now
        from app.formats.themes import theme_named
        from app.viewmodels.asking import Asking
        from app.viewmodels.edge_budget import EdgeBudget
        from app.viewmodels.inquiry import Inquiry
        from app.viewmodels.player import Player
        from app.viewmodels.session import Session
        from app.viewmodels.what_if import WhatIf
        from app.views.stage import StageView
        from app.views.stage_pane import StagePane

        super().__init__()
        self.session = Session(experiment(sizes), self)
        self.player = Player(self.session, self)
        self.session.train(PICTURES)
        inquiry = Inquiry(self.session, self.player, self)
        what_if = WhatIf(self.session, self.player, inquiry, self)
        healthy = Healthy(self)
        healthy.norms = np.full(len(sizes) - 1, np.nan)
        asking = Asking(inquiry, what_if, healthy)
        theme, budget = theme_named("light"), EdgeBudget(now, self)
        budget.lift()
        kind = StageView if self.texts else _mute(StageView)
        stage = kind(self.session, self.player, asking, theme, budget)
        self.stage = StagePane(stage, theme, budget, self.renderer)
        self.setCentralWidget(self.stage)
        self.resize(*SIZE)
        for number in range(PICTURES):
            self.change(number)

    def change(self, number: int) -> None:
        """Go to that step."""
        self.player.seek(number, self.session.timeline.end)


class ToldStage(Stage):
    """The stage as it is, with all its numbers, which are others in every picture."""

    texts = True


class PaintedStage(Stage):
    """The stage as QPainter draws it."""

    renderer = "painter"


def _mute(kind: type[QWidget]) -> type[QWidget]:
    """A stage that says nothing."""

    class Mute(kind):
        """The stage without its texts."""

        def __init__(self, *arguments: object) -> None:
            super().__init__(*arguments)
            self._looking.texts = lambda: None

        def _paint_front(self, *arguments: object) -> None:
            pass

    return Mute


METHODS = ("paintEvent", "drawn", "copy", "render")
"""Qt has the stage paint, the stage has a canvas draw and Qt copy that, the canvas Python draw."""


class PythonShare:
    """The seconds that Python takes to have the stage drawn.

    To be made before the stage is: Qt looks these methods up only once.
    """

    def __init__(self) -> None:
        self.seconds = dict.fromkeys(METHODS, 0.0)
        for kind in drawn_kinds():
            for name in METHODS:
                if name in vars(kind):
                    setattr(kind, name, self._timed(name, vars(kind)[name]))

    @property
    def total(self) -> float:
        """Seconds in Python: within painting, not within what a canvas and Qt do by themselves."""
        took = self.seconds
        return took["paintEvent"] - took["drawn"] - took["copy"] + took["render"]

    def reset(self) -> None:
        """Begin to count anew."""
        self.seconds = dict.fromkeys(METHODS, 0.0)

    def _timed(self, name: str, method: object) -> object:
        def timed(*arguments: object) -> object:
            start = perf_counter()
            try:
                return method(*arguments)
            finally:
                self.seconds[name] += perf_counter() - start

        return timed


def drawn_kinds() -> Iterator[type[QWidget]]:
    """The kinds of widget that the stage may consist of."""
    import app.views

    for module in walk_packages(app.views.__path__, "app.views."):
        if module.name.removeprefix("app.views.").startswith(("stage", "canvas", "gpu")):
            for kind in vars(import_module(module.name)).values():
                if isinstance(kind, type) and kind.__module__ == module.name:
                    yield kind


def experiment(sizes: Sequence[int]) -> Experiment:
    """Random rows of as many numbers as the network wants, and a class for each.

    It learns so slowly that the same neurons stay the strongest, which stand out where layers
    fold: as its rivals', the stage's nodes and edges stay where they are.
    """
    rng, rows = np.random.default_rng(0), 32
    table = Table(
        rng.uniform(size=(rows, sizes[0])),
        None,
        tuple(rng.integers(0, sizes[-1], rows).tolist()),
        class_names=tuple(f"class {i + 1}" for i in range(sizes[-1])),
    )
    hidden = len(sizes) - 2
    return Experiment(
        "Random",
        0,
        DataSpec("inline", table=table),
        NetworkSpec(tuple(sizes), ("tanh",) * hidden + ("softmax",)),
        TrainingSpec("cross_entropy", learning_rate=0.003, batch_size=4),
    )
