"""A whole short sentence of a learner's text that a question can take up. Pure; needs the standard library only.

A clause is quoted whole or not at all: nothing is trimmed in mid-phrase, and no dots stand for the rest. What parts
two clauses, what a whole one holds, and how one starts that is no good to quote are `Marks` of a language: they
come in with the content.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

FEWEST_WORDS = 3
FEWEST_IN_A_PART = 5
"""A short piece of a long sentence says less than a short sentence does."""
MOST_WORDS = 15
"""A longer quotation asks to be read, not answered."""
MOST_LETTERS = 90

_SENTENCE = re.compile(r"(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)(?<!\bSt)[.!?…]+[\"'”’)\]]*\s+|\s*\n+\s*")
_WORD = re.compile(r"[\w$£€¿¡(\"“'‘«„]")
_CLOSING = " \t\r\n.,;:!…—–-"
_SPEECH = re.compile("[\"“”«»„]|(?<!\\w)['‘]|['’](?!\\w)")


@dataclass(frozen=True, slots=True)
class Marks:
    """The patterns by which a language's clauses are known.

    ``joins`` part two clauses. ``whole`` is met in a clause that can stand alone, ``avoid`` at the start of one
    that can't. Small and capital letters count the same, and so do the two kinds of apostrophe.
    """

    joins: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    most_words: int = MOST_WORDS
    most_letters: int = MOST_LETTERS


@lru_cache(maxsize=64)
def compiled(patterns: tuple[str, ...]) -> re.Pattern[str]:
    """One pattern that is met where any of `patterns` is, and nowhere if there are none."""
    return re.compile("|".join(f"(?:{p})" for p in patterns) or r"(?!)", re.IGNORECASE)


def plain(text: str) -> str:
    """``text`` with every apostrophe written as ``'``; as long as before, so that offsets hold."""
    return text.replace("’", "'")


def quotes(text: str, marks: Marks, *, parted: bool = True) -> Iterator[tuple[int, int]]:
    """The (start, end) of each clause of ``text`` that can be quoted; of whole sentences alone if not ``parted``.

    Offsets are half-open, into ``text``; a closing question mark belongs to the clause and a full stop doesn't.
    """
    for start, end, fewest in _clauses(text, marks if parted else replace(marks, joins=())):
        start, end = _inside(text, start, end)
        if _stands_alone(plain(text[start:end]), fewest, marks):
            yield start, end


def quote_at(text: str, spans: Iterable[tuple[int, int]], marks: Marks, *, of: tuple[str, ...] = ()) -> str:
    """A quotable clause of ``text`` that one of ``spans`` meets: the longest at the first that has any; else "".

    ``of``: patterns, one of which the clause has to hold.
    """
    found = list(quotes(text, marks))
    for first, last in spans:
        met = [text[start:end] for start, end in found if start < last and first < end]
        fit = [words for words in met if not of or compiled(of).search(plain(words))]
        if fit:
            return max(fit, key=len)
    return ""


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """The (start, end) of each sentence or line of ``text``, with its closing signs."""
    done = 0
    for match in _SENTENCE.finditer(text):
        yield done, match.end()
        done = match.end()
    yield done, len(text)


def sentence_around(text: str, start: int, end: int) -> str:
    """The sentence or sentences of ``text`` in which ``text[start:end]`` stands, word for word."""
    met = [(first, last) for first, last in sentences(text) if first < end and start < last]
    return text[met[0][0] : met[-1][1]].strip() if met else text[start:end]


def person_in(text: str, people: tuple[str, ...]) -> str:
    """Somebody the text names beside the client ("her daughter"), in lower case; empty where there's none."""
    if not people:
        return ""
    found = re.search(rf"\b(?:her|his|their) (?:{'|'.join(map(re.escape, people))})\b", text, re.IGNORECASE)
    return found.group(0).lower() if found else ""


def _clauses(text: str, marks: Marks) -> Iterator[tuple[int, int, int]]:
    """Sentences, parted at the joins, and how many words each has to have at least.

    A sentence that is short, or that holds what somebody says, isn't parted.
    """
    joins = compiled(marks.joins)
    told = plain(text)
    for first, last in sentences(text):
        start, end = _inside(text, first, last)
        if _is_short(text[start:end], FEWEST_WORDS, marks) or _SPEECH.search(text, start, end):
            yield start, end, FEWEST_WORDS
            continue
        for join in joins.finditer(told, first, last):
            yield start, join.start(), FEWEST_IN_A_PART
            start = join.end()
        yield start, end, FEWEST_IN_A_PART


def _inside(text: str, start: int, end: int) -> tuple[int, int]:
    """The same stretch without the signs around it."""
    kept = text[start:end]
    first = _WORD.search(kept)
    return start + (first.start() if first else len(kept)), start + len(kept.rstrip(_CLOSING))


def _is_short(words: str, fewest: int, marks: Marks) -> bool:
    return fewest <= len(words.split()) <= marks.most_words and len(words) <= marks.most_letters


def _stands_alone(clause: str, fewest: int, marks: Marks) -> bool:
    return (
        _is_short(clause, fewest, marks)
        and not _SPEECH.search(clause)
        and not compiled(marks.avoid).match(clause)
        and bool(compiled(marks.whole).search(clause))
    )
