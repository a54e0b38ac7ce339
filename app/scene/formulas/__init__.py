"""Formulas of every operation: trees that say the symbols, the numbers and the result at once."""
