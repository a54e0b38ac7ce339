"""Widgets, each small; painting is functions of data."""
