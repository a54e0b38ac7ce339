"""State that views watch: QtCore only."""
