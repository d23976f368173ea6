"""A learner's own table of figures: any encoding, delimiter and header, read in one pass and never kept.

Nothing here imports pandas: rows are counted as they go by, so that a file of any size needs little memory.
"""

from .answers import Note, Refused
from .files import Source
from .layout import Layout, look
from .summing import Plan, Sums, sum_up

__all__ = ["Layout", "Note", "Plan", "Refused", "Source", "Sums", "look", "sum_up"]
