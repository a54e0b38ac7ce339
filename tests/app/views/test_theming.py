"""The style sheet on the real window."""

import pytest
from PySide6.QtWidgets import QComboBox


@pytest.mark.parametrize("presenting", [False, True])
def test_a_list_that_opens_shows_all_it_has(desk, presenting):
    if presenting:
        desk.window.toggle_presentation()
    boxes = [box for box in desk.window.findChildren(QComboBox) if box.isVisible()]
    for box in boxes:
        height = box.sizeHint().height()
        box.setFocus()  # as a press does
        assert box.sizeHint().height() == height, box.accessibleName()
        box.showPopup()
        assert box.view().verticalScrollBar().maximum() == 0, box.accessibleName()
        box.hidePopup()
    assert boxes
