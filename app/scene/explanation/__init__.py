"""Explanations: where a number comes from, as pages of formulas and tables. No Qt."""
