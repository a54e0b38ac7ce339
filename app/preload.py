# ruff: noqa: F401 - to be imported is all there is to these modules here
"""What the window needs and no Qt is in, to be imported before PySide6.

PySide6 reads the source of every module that is imported after it, to see which
spelling of its names that module wants. These want none.
"""

import app.actions
import app.scene.diagnosis_texts
import app.scene.edge_labels
import app.scene.explanation.aspects
import app.scene.formulas.terms_of
import app.scene.framing
import app.scene.gradient_bars
import app.scene.layout
import app.scene.legend
import app.scene.look
import app.scene.motion
import app.scene.narration
import app.scene.pace
import app.scene.placement
import app.scene.pointing
import app.scene.presentation
import app.scene.run_curves
import app.scene.strongest
import app.scene.trails
import app.scene.verdict
import engine.diagnosis
import engine.what_if
