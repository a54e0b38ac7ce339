"""Numbers to numbers: what is to be seen at a moment of a step. No Qt."""
