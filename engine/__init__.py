"""The engine: a fully connected network, trained one observable step at a time.

NumPy only. Nothing in this package knows Qt, opens a file, reads a clock or
draws from a global random state.
"""
