"""Text to sentences: offsets into the unaltered text, as a reader would number them."""

from __future__ import annotations

import itertools
import re

_STOP = r"[.!?…]{1,9}['\"”’»)\]]{0,3}(?=\s|$)"  # a full stop, a question mark …, with its closing quotes
_BREAK = (
    r"|\n[ \t]*(?=\n)"  # a blank line
    r"|\n[ \t]*(?=[-*•–]\s|\d{1,2}[.)]\s)"  # a list item follows
    r"|[^\s,;:—–-][ \t]*\n[ \t]*(?=[\"'“‘]?[A-Z])"  # a new line that begins like a sentence
)
_ON_ONE_LINE, _ON_LINES = re.compile(_STOP), re.compile(_STOP + _BREAK)
_TAIL_WORD = re.compile(r"(\w[\w.]{0,8})\.$")
_SHORTENED = (
    "mr mrs ms mx dr st prof rev no vs etc e.g i.e eg ie approx dept rd ave jr sr tel ref fig vol pp p a.m p.m cf "
    "mon tue wed thu fri sat sun jan feb mar apr jun jul aug sep sept oct nov dec"
)
_ABBREVIATIONS = frozenset(_SHORTENED.split())
_ENDS_ANYWAY = frozenset(["etc", "a.m", "p.m", "no"])
_LONG_RUN = 40
_SOFT_BREAK = re.compile(r"\s(?=(?:but|so|then|because|and then|and i|i just|anyway)\s)", re.IGNORECASE)


def _is_end(text: str, mark_start: int, mark_end: int) -> bool:
    mark = text[mark_start:mark_end].rstrip("'\"”’»)]")
    following = text[mark_end : mark_end + 12].lstrip(" \t\"'“‘(")[:1]
    if mark.startswith("\n") or not mark or mark[0] not in ".!?…":
        return True
    if mark in ("…", "...", "..", "....") and following.islower():
        return False
    if mark != ".":
        return True
    return not _abbreviated(text[max(0, mark_start - 12) : mark_start + 1], following)


def _abbreviated(before: str, following: str) -> bool:
    tail = _TAIL_WORD.search(before)
    if not tail:
        return False
    word = tail.group(1)
    if len(word) == 1 and (word.isdigit() or (word.isupper() and word != "I")):
        return True
    lowered = word.lower()
    if lowered not in _ABBREVIATIONS:
        return False
    return not (lowered in _ENDS_ANYWAY and (following.isupper() or not following))


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    return start + left, start + len(piece.rstrip())


def _soft_breaks(text: str, start: int, end: int) -> list[int]:
    """Where a run without punctuation may be cut: before a connective, at least 80 characters in."""
    if end - start < 200 or text.count(" ", start, end) < _LONG_RUN:
        return []
    cuts, last = [], start
    for match in _SOFT_BREAK.finditer(text, start, end):
        if match.start() - last >= 80 and end - match.end() >= 30:
            cuts.append(match.end())
            last = match.end()
    return cuts


def segment(text: str) -> list[tuple[int, int]]:
    """The sentences of ``text`` as (start, end), half-open, in order, without surrounding white space.

    Abbreviations, initials, list items, line breaks, quotations, lower case and missing punctuation are
    allowed for; a run of 40 words or more without an end is cut at its connectives.
    """
    ends = [0]
    for match in (_ON_LINES if "\n" in text else _ON_ONE_LINE).finditer(text):
        if _is_end(text, match.start(), match.end()):
            ends.append(match.end())
    ends.append(len(text))
    spans: list[tuple[int, int]] = []
    for start, end in itertools.pairwise(ends):
        cuts = [start, *_soft_breaks(text, start, end), end]
        for left, right in itertools.pairwise(cuts):
            trimmed = _trim(text, left, right)
            if trimmed[0] < trimmed[1]:
                spans.append(trimmed)
    return _join_fragments(text, spans)


def _join_fragments(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """A piece without any letter or digit (a lone quote mark, a bullet) belongs to the sentence before."""
    out: list[tuple[int, int]] = []
    for start, end in spans:
        if out and not any(c.isalnum() for c in text[start:end]):
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return out
