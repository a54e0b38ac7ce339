# ruff: noqa: F401 - to be imported is all there is to these modules here
"""What the window needs and no Qt is in, to be imported before PySide6.

PySide6 reads the source of every module that is imported after it, to see which
spelling of its names that module wants. These want none.
"""

import app.actions
import app.crash_report
import app.formats.examples
import app.formats.experiment_toml
import app.formats.themes
import app.scene.axis_range
import app.scene.colour
import app.scene.diagnosis_texts
import app.scene.edge_labels
import app.scene.edge_marks
import app.scene.entries
import app.scene.explanation.aspects
import app.scene.formulas.terms_of
import app.scene.framing
import app.scene.ghost
import app.scene.gradient_bars
import app.scene.hairlines
import app.scene.layer_titles
import app.scene.layout
import app.scene.legend
import app.scene.look
import app.scene.loss_readout
import app.scene.marks
import app.scene.motion
import app.scene.narration
import app.scene.node_marks
import app.scene.node_names
import app.scene.outputs
import app.scene.pace
import app.scene.placement
import app.scene.pointing
import app.scene.presentation
import app.scene.pulse_marks
import app.scene.run_curves
import app.scene.samples
import app.scene.spotlight
import app.scene.strongest
import app.scene.track
import app.scene.trails
import app.scene.verdict
import app.scene.viewport
import app.scene.what_if
import app.tuning
import app.viewmodels.draft
import app.viewmodels.edits
import app.viewmodels.remedies
import app.viewmodels.settings
import engine.diagnosis
import engine.onset
import engine.trainer
import engine.what_if
