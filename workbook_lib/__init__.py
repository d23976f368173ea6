"""A coaching workbook on compassion for people who work in libraries: the helper library."""

__version__ = "0.1.0"
