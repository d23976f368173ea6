"""Many texts at once, on several processes or machines, with Dask: a folder in, a folder out.

For research on de-identified texts and for reading a store again under a new rubric. A row of the result is a
text, never a person, and no column but the levels is carried over.
"""
