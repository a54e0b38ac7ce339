"""The program around the engine: files, pictures, windows."""
