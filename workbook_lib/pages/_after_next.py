"""Three concrete things to do next that fit what a group's pictures show as hardest."""

from __future__ import annotations

from ..group.asking import hardest
from ..group.summary import Summary
from ._after import After

THINGS = 3
ALWAYS = ("next_weeks", "next_pairs", "next_again")


def next_things(after: After, room: Summary) -> tuple[str, ...]:
    """One thing for each of the two hardest dimensions, then what always fits; its plans where there are some."""
    words = after.page.content.pages[after.page.id].words
    hard = hardest(after.page.content, *(taken.model_dump() for taken in room.snapshots))
    found = [words[key] for name in hard if (key := f"next_{name}") in words][: THINGS - 1]
    always = [after.word(key) for key in (*(("next_plans",) if room.plans else ()), *ALWAYS)]
    return tuple([*found, *always][:THINGS])
