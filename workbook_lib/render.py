"""Parts of pages as HTML, through Jinja2 with autoescape: whatever a person wrote is shown as text. Pure."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from .model import Assessment, Dimension, Rating, Rubric

Word = Callable[..., str]
"""A UI word by its dotted key, filled with the values given: ``word("saved.at", time="14:02")``."""

LEVELS = ("not_yet", "emerging", "clear")
"""The keys of the words for levels 0, 1 and 2."""
MOST_UNSURE = 3
"""So many findings that the page is unsure of are shown at once; the others are folded."""
ABSENCES = frozenset({"assumption_free"})
"""Dimensions that say that something is *not* there: mentioned only when something was found."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the learner's text: a numbered sentence, or (``number`` 0) what stands between two."""

    number: int
    text: str
    carries: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """One dimension's reading in words: its level, and each reason with the sentences it rests on."""

    dimension: Dimension
    key: str
    reasons: tuple[tuple[str, tuple[int, ...]], ...]


@cache
def environment() -> Environment:
    """The templates' environment. An undefined name is an error: a missing word never shows as nothing."""
    return Environment(
        loader=PackageLoader("workbook_lib", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        # The templates are part of the program: nobody edits them while it runs.
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def template(file: str, /, **values: Any) -> str:
    """The template ``file`` filled with ``values``."""
    return environment().get_template(file).render(**values)


def paragraphs(text: str) -> list[str]:
    """Content prose as paragraphs: blank lines part them."""
    return [p.strip() for p in text.split("\n\n") if p.strip()]


def pieces(text: str, assessment: Assessment, disputed: Container[str] = ()) -> Iterator[Piece]:
    """The whole of ``text`` in order, cut at its sentences; the pieces joined are ``text`` again.

    A sentence carries when a finding rests on it whose dimension is not among those ``disputed``.
    """
    told = [r for r in assessment.ratings if _worth_saying(r) and r.dimension not in disputed]
    carrying = {sentence_of(assessment, e.start) for r in told for e in r.evidence}
    done = 0
    for number, (start, end) in enumerate(assessment.sentences, start=1):
        if start > done:
            yield Piece(0, text[done:start])
        yield Piece(number, text[start:end], number in carrying)
        done = end
    if done < len(text):
        yield Piece(0, text[done:])


def findings(assessment: Assessment, rubric: Rubric) -> list[Finding]:
    """What to say of each dimension that something was found for, in the rubric's order."""
    told = {d.id: d for d in rubric.dimensions}
    return [_finding(r, told[r.dimension], assessment) for r in assessment.ratings if _worth_saying(r)]


def missing(assessment: Assessment, rubric: Rubric, asked: Container[str] | None = None) -> list[Dimension]:
    """The dimensions of presence, of those ``asked`` for, that were not found in the text yet."""
    told = {d.id: d for d in rubric.dimensions}
    return [
        told[r.dimension]
        for r in assessment.ratings
        if not _worth_saying(r) and r.dimension not in ABSENCES and (asked is None or r.dimension in asked)
    ]


def reading(
    text: str,
    assessment: Assessment,
    rubric: Rubric,
    word: Word,
    *,
    name: str,
    coaching: Mapping[str, str] | None = None,
    before: Assessment | None = None,
    asked: Container[str] | None = None,
    disputed: Mapping[str, str] | None = None,
    difference: str = "",
) -> str:
    """A reading as HTML: the numbered sentences, the findings, one question, and what moved.

    ``name`` makes the names of its sentences unique on the page. ``before`` is the reading before this one,
    ``asked`` the dimensions that the question asks for: of others nothing is said to be missing.
    ``disputed`` maps a dimension to what the learner said of it; its mark is withdrawn.
    ``difference`` says in words how the learner's own rating stands beside the reading.
    """
    disputed = disputed or {}
    shown = [f for f in findings(assessment, rubric) if f.dimension.id not in disputed]
    return template(
        "reading.html",
        name=name,
        word=word,
        note=assessment.note,
        was_read=assessment.was_read,
        pieces=list(pieces(text, assessment, disputed)),
        findings=[f for f in shown if f.key != "unsure"],
        perhaps=_asked_first([f for f in shown if f.key == "unsure"], asked),
        most=MOST_UNSURE,
        missing=[d for d in missing(assessment, rubric, asked) if d.id not in disputed],
        coaching=coaching,
        difference=difference,
        read_before=bool(before),
        moved=moved(before, assessment, rubric) if before else [],
        disputed=[
            (d.name, disputed[d.id], not _worth_saying(assessment.rating(d.id)))
            for d in rubric.dimensions
            if d.id in disputed
        ],
    )


def _asked_first(findings: list[Finding], asked: Container[str] | None) -> list[Finding]:
    """The same findings, those that the question asks for first."""
    return sorted(findings, key=lambda f: asked is not None and f.dimension.id not in asked)


def moved(before: Assessment, now: Assessment, rubric: Rubric) -> list[tuple[Dimension, str, str]]:
    """The dimensions whose level differs from the reading before: (dimension, key then, key now).

    Where either reading is unsure, nothing is said to have moved.
    """
    told = {d.id: d for d in rubric.dimensions}
    then = {r.dimension: r for r in before.ratings if r.sure and r.dimension not in ABSENCES}
    return [
        (told[r.dimension], LEVELS[then[r.dimension].level], LEVELS[r.level])
        for r in now.ratings
        if r.sure and r.dimension in then and then[r.dimension].level != r.level
    ]


def _worth_saying(rating: Rating) -> bool:
    if rating.dimension in ABSENCES:
        return rating.level < 2 and bool(rating.evidence)
    return rating.level > 0


def _finding(rating: Rating, dimension: Dimension, assessment: Assessment) -> Finding:
    by_reason: dict[str, list[int]] = {}
    for evidence in rating.evidence:
        numbers = by_reason.setdefault(evidence.reason, [])
        number = sentence_of(assessment, evidence.start)
        if number and number not in numbers:
            numbers.append(number)
    key = LEVELS[rating.level] if rating.sure else "unsure"
    return Finding(dimension, key, tuple((why, tuple(ns)) for why, ns in by_reason.items()))


def sentence_of(assessment: Assessment, offset: int) -> int:
    """The number, from 1, of the sentence that holds this offset; 0 where none does."""
    for number, (start, end) in enumerate(assessment.sentences, start=1):
        if start <= offset < end:
            return number
    return 0
