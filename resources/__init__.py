"""Data that the program reads: examples, themes, icons, fonts, datasets."""
