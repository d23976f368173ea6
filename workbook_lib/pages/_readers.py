"""Which reader a box of a practice page names."""

from __future__ import annotations

from ..activities import lines
from ..model import Scenario
from ._ladder_reader import LadderReader
from ._looks_reader import LooksReader
from ._page import Page
from ._reader import NoReader, Reader
from ._rubric_reader import RubricReader


def reader_of(page: Page, box: lines.Box, case: Scenario | None = None) -> Reader:
    """The reader that a box names. ``case`` is what stands beside it, if anything."""
    if box.reads == "looks":
        return LooksReader(page, box.looks)
    if box.reads == "ladder":
        return LadderReader(page, box.looks, case=case)
    if box.reads == "reply" or box.reads == "reflection":
        return RubricReader(page, box.reads, box.id, box.aims, case)
    return NoReader(page)
