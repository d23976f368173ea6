"""A piece of a learner's own text that a question can take up. Pure; needs the standard library only."""

from __future__ import annotations

import re
from functools import lru_cache

LONGEST_QUOTE = 11
"""Words. A longer quotation asks to be read, not answered."""
LONGEST_LETTERS = 90
ENOUGH = 4
"""Words. A clause of fewer says little; the start of a longer one says more."""


_SENTENCE = re.compile(r"[.!?\n]+\s+|\n")
_CLAUSE = re.compile(r"[.!?;:,\n—–]+\s+|\n|\s+(?=but\b|because\b|and then\b)")
_EDGE = " \t\r\n.,;:!?—–-\"“”'‘’()[]"


@lru_cache(maxsize=64)
def compiled(patterns: tuple[str, ...]) -> re.Pattern[str]:
    """One pattern that is met where any of `patterns` is; small and capital letters count the same."""
    return re.compile("|".join(f"(?:{p})" for p in patterns), re.IGNORECASE)


def clipped(quote: str, avoid: tuple[str, ...] = ()) -> str:
    """A piece of `quote` that can be taken up in a question.

    All of it where it is short, else its longest short clause, else its start and "…". A clause that starts as
    one of the patterns `avoid` says ("Dear Ms Ade", "and then she") is passed over while there is another. What
    comes back, less a closing "…", stands word for word in `quote`; it is empty where fewer than two words are
    left.
    """
    whole = quote.strip(_EDGE)
    clauses = [c.strip(_EDGE) for c in _CLAUSE.split(whole)]
    if avoid:
        fit = [c for c in clauses if not compiled(avoid).match(c)]
        whole, clauses = (whole, fit) if clauses[:1] == fit[:1] else ("", fit or clauses)
    if _is_short(whole) and not _SENTENCE.search(whole):
        return whole
    long = [c for c in clauses if len(c.split()) > 1 and not _is_short(c)]
    best = max((c for c in clauses if _is_short(c)), key=lambda c: len(c.split()), default="")
    return _start_of(long[0]) if long and len(best.split()) < ENOUGH else best


def _is_short(words: str) -> bool:
    return 1 < len(words.split()) <= LONGEST_QUOTE and len(words) <= LONGEST_LETTERS and "\n" not in words


def _start_of(clause: str) -> str:
    words = list(re.finditer(r"\S+", clause))[:LONGEST_QUOTE]
    return clause[: min(words[-1].end(), LONGEST_LETTERS)].split("\n")[0].strip(_EDGE) + "…"


def first_line(words: str) -> str:
    """The first line of `words` without the signs around it, at most `LONGEST_LETTERS` long."""
    return words.strip(_EDGE).split("\n")[0][:LONGEST_LETTERS]


def sentence_around(text: str, start: int, end: int) -> str:
    """The sentence of `text` in which ``text[start:end]`` stands."""
    first = max((m.end() for m in _SENTENCE.finditer(text, 0, start)), default=0)
    last = _SENTENCE.search(text, end)
    return text[first : last.start() if last else len(text)]


def person_in(text: str, people: tuple[str, ...]) -> str:
    """Somebody the text names beside the client ("her daughter"), in lower case; empty where there's none."""
    if not people:
        return ""
    found = re.search(rf"\b(?:her|his|their) (?:{'|'.join(map(re.escape, people))})\b", text, re.IGNORECASE)
    return found.group(0).lower() if found else ""
