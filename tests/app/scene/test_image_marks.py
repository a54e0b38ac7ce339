import numpy as np

from app.formats.themes import theme_named
from app.scene.frame import Selection
from app.scene.framing import frame
from app.scene.layout import layout
from app.scene.node_marks import node_marks, places
from app.scene.timeline import Timeline
from tests.builders import trainer_of


def test_the_pixels_of_an_image_are_squares_without_an_outline():
    trainer = trainer_of([64, 3, 2])
    trainer.advance(1)
    trace = trainer.trace(0)
    now = frame(trace, Timeline(trace.operations, trace.sizes), 0.0, Selection())
    marks = node_marks(now, places(layout(trace.sizes, 800, 440)), theme_named("light"))
    assert (marks.outline[:64, :2] == 0.0).all()
    assert (marks.outline[64:69, :2] > 0.0).all()
    assert len(np.unique(marks.fill[:64, :3], axis=0)) > 10
