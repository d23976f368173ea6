"""Three concrete things to do next that fit what a group's pictures show as hardest."""

from __future__ import annotations

from ..group.comparing import tallies
from ..group.summary import Summary
from ._after import After

THINGS = 3
ALWAYS = ("next_weeks", "next_pairs", "next_again")


def next_things(after: After, room: Summary) -> tuple[str, ...]:
    """One thing for each of the two hardest dimensions, then what always fits; its plans where there are some."""
    words = after.page.content.pages[after.page.id].words
    found = [words[key] for name in hardest(room) if (key := f"next_{name}") in words][: THINGS - 1]
    always = [after.word(key) for key in (*(("next_plans",) if room.plans else ()), *ALWAYS)]
    return tuple([*found, *always][:THINGS])


def hardest(room: Summary) -> list[str]:
    """The dimensions that a room shows, those found in the fewest texts first. Each stands once."""
    counts = [item for taken in room.snapshots if taken.views for item in tallies(taken).items()]
    return list(dict.fromkeys(name for name, _ in sorted(counts, key=lambda item: _reached(item[1]))))


def _reached(count: tuple[int, int, int]) -> float:
    not_found, emerging, clear = count
    return (emerging + 2 * clear) / (not_found + emerging + clear)
