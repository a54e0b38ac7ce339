"""The style sheet on the real window."""

import pytest
from PySide6.QtWidgets import QComboBox

from app.views.layer_row import LayerRow


@pytest.mark.parametrize("presenting", [False, True])
def test_a_list_that_opens_shows_all_it_has(desk, presenting):
    if presenting:
        desk.window.toggle_presentation()
    boxes = [box for box in desk.window.findChildren(QComboBox) if box.isVisible()]
    # Those of layers have a style sheet of their own.
    boxes = [box for box in boxes if not isinstance(box.parent(), LayerRow)]
    for box in boxes:
        box.setFocus()  # as a press does
        box.showPopup()
        assert box.view().verticalScrollBar().maximum() == 0, box.accessibleName()
        box.hidePopup()
    assert boxes
