"""Draws the same moments on the GPU and with QPainter, and prints how they differ, as JSON.

A program of its own: it needs a screen, where the tests themselves have none.
python -m tests.app.views.both_canvases beneath|beside JOB: the canvas lies
beneath the stage, as where there is a GPU, or draws beside the screen.
"""

import json
import resource
import sys
from tempfile import TemporaryDirectory

import numpy as np
from PySide6.QtCore import QSettings, QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.application import Desk, prepare
from app.formats.experiment_toml import load, loads
from app.scene.edges import points
from app.scene.texts import Text
from app.views import stage_pane
from app.views.gpu.errors import GpuError
from app.views.gpu.graphics import Graphics
from app.views.gpu.renderer import Renderer
from app.views.stage_painting import paint_back, paint_between, paint_nodes
from engine.quantity import activation, delta, weight

MOMENTS = (
    ("article", "light", 2.4, None),
    ("article", "dark", 8.0, activation(2, 1)),
    ("article", "light", 15.3, delta(1, 1)),
    ("article", "dark", 21.0, weight(1, 0, 1)),
    ("image", "light", 100.0, None),
    ("vanishing", "light", 30.2, None),
    ("spiral", "dark", 12.0, None),
)
"""(example, theme, t, what is pinned)."""

IMAGE = """
title = "pixels and plain dots, half of them negative"
seed = 1
[data]
source = "digits"
standardize = true
[network]
sizes = [64, 2, 80, 10]
activations = ["tanh", "tanh", "softmax"]
initializer = "glorot_uniform"
[training]
loss = "cross_entropy"
optimizer = "sgd"
learning_rate = 0.1
batch_size = 4
"""
"""The example of that name."""

SPOTS = 23
"""Places along each edge."""

FAR = 24
"""Channels that differ by more than this look different."""


def pixels(image: QImage) -> np.ndarray:
    """(height, width, 3) of an image."""
    image = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1)
    return rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).astype(int)


def painted(stage, ratio: float) -> QImage:
    """The stage's marks as QPainter draws them."""
    size = stage.size() * ratio
    image = QImage(size, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    picture, painter = stage.picture(), QPainter(image)
    paint_back(painter, picture)
    paint_between(painter, picture, stage._sight.spotlight())
    paint_nodes(painter, picture)
    painter.end()
    return image


def around(image: np.ndarray, places: np.ndarray) -> np.ndarray:
    """(n, 3): the mean colours of the nine pixels around each of the places (n, 2)."""
    x, y = np.rint(places).astype(int).T
    x, y = np.clip(x, 1, image.shape[1] - 2), np.clip(y, 1, image.shape[0] - 2)
    patch = [image[y + dy, x + dx] for dy in (-1, 0, 1) for dx in (-1, 0, 1)]
    return np.mean(patch, axis=0)


def shown(pane) -> QImage:
    """What the canvas draws."""
    if pane.stage._canvas:
        return pane._canvas.grabFramebuffer()
    return pane._canvas.drawn(pane.stage.size())


def difference(pane) -> dict[str, float]:
    """How the two pictures differ at nodes, along edges, and anywhere."""
    stage = pane.stage
    ratio = stage.devicePixelRatioF()
    one, other = pixels(shown(pane)), pixels(painted(stage, ratio))
    assert one.shape == other.shape
    picture = stage.picture()
    nodes = np.concatenate([column.centres for column in picture.layout.columns])
    along = np.concatenate([points(picture.ends, t) for t in np.linspace(0.06, 0.94, SPOTS)])

    def at(places):
        return around(one, places * ratio) - around(other, places * ratio)

    edges = at(along)
    lines = edges.reshape(SPOTS, -1, 3).mean(axis=0)
    return {
        "nodes": float(np.abs(at(nodes)).max()),
        "edges": float(np.abs(edges).max()),
        "lines": float(np.abs(lines).max()),
        "mean line": float(np.abs(lines).mean()),
        "anywhere": float((np.abs(one - other).max(axis=2) > FAR).mean()),
        "drawn": float((np.abs(other - other[0, 0]).max(axis=2) > FAR).mean()),
    }


def compare(desk_of) -> list[dict[str, float]]:
    """The differences at all moments."""
    found = []
    for name, theme, t, pinned in MOMENTS:
        desk = desk_of(name, theme)
        desk.player.seek(0, t)
        desk.window.inquiry.pin(pinned)
        QTest.qWait(50)
        found.append(difference(desk.window.workbench.pane))
        desk.window.close()
    return found


def whole(desk) -> np.ndarray:
    """All that is to be seen on the stage."""
    QTest.qWait(100)
    pane = desk.window.workbench.pane
    return pixels(pane.grab().toImage())


def lose(desk_of) -> dict[str, object]:
    """What the window does when the GPU fails in the middle of a step."""
    desk = desk_of("article", "light")
    desk.player.seek(0, 9.0)
    before, driver = whole(desk), desk.window.workbench.pane.drawn_by()

    def fail(*arguments):
        raise GpuError(Text("Test", "a test"))

    draw, Renderer.draw = Renderer.draw, fail
    desk.player.seek(0, 9.5)
    QTest.qWait(100)
    Renderer.draw = draw
    desk.player.seek(0, 9.0)
    after = whole(desk)
    pane, words = desk.window.workbench.pane, desk.window.message_line.text()
    desk.window.close()
    return {
        "driver": driver,
        "after": pane.drawn_by(),
        "note": words,
        "differs": float((np.abs(before - after).max(axis=2) > FAR).mean()),
    }


def idle(desk_of) -> dict[str, int]:
    """How many frames the GPU draws in a second in which nothing happens, and then for a move."""
    desk = desk_of("article", "light")
    desk.player.seek(0, 9.4)
    QTest.qWait(500)
    frames, pane = [], desk.window.workbench.pane
    draw = pane._canvas._source
    pane._canvas._source = lambda: frames.append(1) or draw()
    QTest.qWait(1000)
    resting = len(frames)
    desk.player.seek(0, 9.45)
    QTest.qWait(100)
    desk.window.close()
    return {"resting": resting, "moved": len(frames) - resting}


def resize(desk_of) -> dict[str, int]:
    """By how many MiB the program grows while the canvas becomes another size over and over."""
    canvas = desk_of("article", "light").window.workbench.pane._canvas
    most = []
    for number in range(400):
        canvas.drawn(QSize(1000 + number % 2, 700))
        most.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
    return {"grown": (most[-1] - most[50]) // 1024}


def main(place: str, job: str) -> None:
    """Do that job and print what is found."""
    kind = {"beneath": Graphics.HARDWARE, "beside": Graphics.SOFTWARE}[place]
    stage_pane.graphics = lambda: kind
    application = QApplication([])
    prepare(application)
    with TemporaryDirectory() as home:
        settings = QSettings(f"{home}/settings.ini", QSettings.Format.IniFormat)

        def desk_of(name: str, theme: str) -> Desk:
            experiment = loads(IMAGE) if name == "image" else load(name)
            desk = Desk(experiment, settings, theme=theme, renderer="gpu")
            desk.window.show()
            QTest.qWait(200)
            return desk

        done = {"compare": compare, "lose": lose, "idle": idle, "resize": resize}[job](desk_of)
        print(json.dumps(done), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
