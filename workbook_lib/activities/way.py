"""The way through the pages: which are done, which are begun, which may come next. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

State = Literal["done", "begun", "ahead"]


@dataclass(frozen=True, slots=True)
class Traces:
    """What the journal holds of one page: the prompts something was kept for, and whether there is more.

    ``touched``: a draft with words in it, or an answer that was chosen. To have opened a page is no trace.
    """

    kept: frozenset[str] = frozenset()
    touched: bool = False


NONE = Traces()


def state(traces: Traces, finish: Iterable[str]) -> State:
    """Done when something was kept for any prompt in ``finish``, begun when anything is there."""
    if traces.kept & set(finish):
        return "done"
    return "begun" if traces.kept or traces.touched else "ahead"


def states(traces: Mapping[str, Traces], finish: Mapping[str, Sequence[str]]) -> dict[str, State]:
    """How every page stands, in the order of ``finish`` (page id to the prompts that make it done)."""
    return {page: state(traces.get(page, NONE), prompts) for page, prompts in finish.items()}


def next_page(stand: Mapping[str, State], here: str) -> str | None:
    """The page to go on to: the first after ``here`` that is not done, else the first at all; None when all are."""
    pages = list(stand)
    start = pages.index(here) + 1 if here in pages else 0
    for page in [*pages[start:], *pages[:start]]:
        if page != here and stand[page] != "done":
            return page
    return None
