"""Words that may be about more than a reply can hold: self-harm, abuse, danger. Declared as data, read here.

It meets most of what is said outright and misses most of what is hinted at, so help stands on every page.
What is found here only decides that no reading is shown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from workbook_lib.catalog import Care, ConcernWords, load


@dataclass(frozen=True, slots=True)
class Concern:
    """What a text may be about. ``text[start:end]`` is what the finding rests on; it need not be shown."""

    kind: str
    says: str
    start: int
    end: int


def concern(text: str, care: Care | None = None) -> Concern | None:
    """The first worry in `text`, or None. Kinds are tried in the content's order.

    `care` is the content to read by; without it, the built-in English. Its patterns are read once.
    """
    words = care or load("en").care
    plain = _plain(text)
    for kind, declared in words.concerns.items():
        span = _first(declared, plain)
        if span:
            return Concern(kind, declared.says, *span)
    return None


def _plain(text: str) -> str:
    """`text` in small letters with straight apostrophes and plain spaces, at the same offsets."""
    small = text.lower()
    if len(small) != len(text):
        small = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return small.replace("’", "'").replace("\u00a0", " ")


def _first(declared: ConcernWords, text: str) -> tuple[int, int] | None:
    """The first match of a pattern that no look-alike covers."""
    found = [m.span() for m in _compiled(declared.patterns).finditer(text)]
    if not found:
        return None
    excused = (
        [m.span() for m in _compiled(declared.look_alikes).finditer(text)] if declared.look_alikes else []
    )
    return next((span for span in found if not any(_overlaps(span, other) for other in excused)), None)


def _overlaps(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


@lru_cache(maxsize=32)
def _compiled(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{p})" for p in patterns))
