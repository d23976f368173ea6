"""What a box of a practice page is read by: declared looks, one of the rubrics, or nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import Protocol

from .. import render
from ..activities import lines, looks
from ..coaching import coach
from ..model import Assessment, Entry, Kind, Rating, Scenario
from ..scoring import score_reflection, score_reply
from . import _care as care
from ._page import Page

MOST_QUOTES = 4
"""More than a few quotations of one kind are a list, and nobody reads it."""


class Reader(Protocol):
    """Reads a text, and shows what it read."""

    def read(self, text: str) -> Assessment | None:
        """The reading; None where nothing is read."""

    def unread(self) -> Assessment:
        """The reading of a text that is bigger than a reply."""

    def show(self, entry: Entry, assessment: Assessment, before: Assessment | None, name: str) -> str:
        """The reading as HTML. ``name`` makes its names unique on the page."""

    def names(self, assessment: Assessment) -> dict[str, str]:
        """What a learner may say the reading got wrong: id to words."""


class NoReader:
    """Keeps what is written, and says nothing about it; help still comes where it may be needed."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def read(self, text: str) -> Assessment | None:
        """None, or the Assessment that says why help stands here."""
        kept = Assessment("none", "", "none", ())
        found = care.assess(self.page, "reflection", text, lambda _: kept)
        return found if found.note in care.MET else None

    def unread(self) -> Assessment:
        """As every text that is bigger than a reply."""
        return care.bigger(self.page, "reflection")

    def show(self, entry: Entry, assessment: Assessment, before: Assessment | None, name: str) -> str:
        """Help: only such a text has an Assessment here."""
        return care.met(self.page, assessment.note)

    def names(self, assessment: Assessment) -> dict[str, str]:
        """Nothing was read."""
        return {}


@dataclass
class LooksReader:
    """Reads by looks. ``given`` is the line as it was, ``models`` what the page itself would say."""

    page: Page
    wanted: tuple[str, ...]
    theirs: tuple[str, ...] = ()
    given: str = ""
    models: tuple[str, ...] = ()

    def read(self, text: str) -> Assessment:
        """The looks, unless the words are the line's own or the page's own."""
        note = self._borrowed(text)
        if note:
            return Assessment(looks.RUBRIC, self.page.content.looks.version, None, (), note)
        reply = care.assess(self.page, "reply", text, score_reply)
        return looks.read(text, self.page.content.looks, self.wanted, reply, self.theirs)

    def _borrowed(self, text: str) -> str:
        if self.given and lines.same_words(text, self.given):
            return "same_words"
        return "models_words" if any(lines.same_words(text, model) for model in self.models) else ""

    def unread(self) -> Assessment:
        """As every text that is bigger than a reply."""
        return replace(care.bigger(self.page, "reply"), rubric=looks.RUBRIC)

    def show(self, entry: Entry, assessment: Assessment, before: Assessment | None, name: str) -> str:
        """Sentences, what is there, what had better go, and one question."""
        if assessment.note in care.MET:
            return care.met(self.page, assessment.note)
        known, had = self.page.content.looks, self._had(before)
        found = [t for t in looks.told(assessment, known, had) if t.look.id not in entry.disputed]
        named = [r.dimension for r in assessment.ratings if r.dimension in entry.disputed]
        return render.template(
            "looks.html",
            name=name,
            word=self.page.word,
            note=assessment.note,
            was_read=assessment.was_read,
            pieces=list(render.pieces(entry.text, _carried(assessment), entry.disputed)),
            found=[(one, *_quotes(one, assessment)) for one in found],
            question=looks.question(found, self.page.word("practice.read_aloud")),
            disputed=[known.looks[n].name for n in named if n in known.looks],
        )

    def _had(self, before: Assessment | None) -> set[str]:
        """What the line held when it was given, and what the reading before this one found."""
        given = looks.spots(self.given, self.page.content.looks, self.wanted) if self.given else {}
        earlier = {r.dimension for r in before.ratings if r.level == 0 and r.evidence} if before else set()
        return {name for name, spans in given.items() if spans} | earlier

    def names(self, assessment: Assessment) -> dict[str, str]:
        """Every look that was read."""
        known = self.page.content.looks.looks
        return {r.dimension: known[r.dimension].name for r in assessment.ratings if r.dimension in known}


def _carried(assessment: Assessment) -> Assessment:
    """The same reading with every rating that has evidence counted, so that its sentences are marked."""
    ratings = tuple(
        Rating(r.dimension, 1 if r.evidence else 0, 1.0, True, r.evidence) for r in assessment.ratings
    )
    return replace(assessment, ratings=ratings)


def _quotes(one: looks.Told, assessment: Assessment) -> tuple[list[str], list[int]]:
    """What was found, each once and no more than `MOST_QUOTES`, and the numbers of the sentences it stands in."""
    quotes = list({e.quote.lower(): e.quote for e in reversed(one.evidence)}.values())[::-1]
    numbers = {render.sentence_of(assessment, e.start) for e in one.evidence}
    return quotes[:MOST_QUOTES], sorted(numbers - {0})


@dataclass
class RubricReader:
    """Reads by a rubric, as page 02 does. ``case`` and its first message stand beside the text."""

    page: Page
    kind: Kind
    prompt: str
    aims: tuple[str, ...] = ()
    case: Scenario | None = None

    def read(self, text: str) -> Assessment:
        """The rubric's reading, or help."""
        safety = self.case.safety if self.case else False
        return care.assess(self.page, self.kind, text, partial(self._score), safety=safety)

    def _score(self, text: str) -> Assessment:
        if self.kind == "reflection":
            return score_reflection(text, case=self.case)
        if self.case is None:
            return score_reply(text)
        return score_reply(text, self.case.messages[0].text, self.case.library_at_fault)

    def unread(self) -> Assessment:
        """As every text that is bigger than a reply."""
        return care.bigger(self.page, self.kind)

    def show(self, entry: Entry, assessment: Assessment, before: Assessment | None, name: str) -> str:
        """The reading of page 02, with one question."""
        if assessment.note in care.MET:
            return care.met(self.page, assessment.note)
        return render.reading(
            entry.text,
            assessment,
            self.page.content.rubric(self.kind),
            self.page.word,
            name=name,
            coaching=self._coaching(entry, assessment),
            before=before,
            asked=self.aims or None,
            disputed=entry.disputed,
        )

    def _coaching(self, entry: Entry, assessment: Assessment) -> dict[str, str]:
        """One thing to notice and one question, chosen once for each entry."""
        kept: dict[str, dict[str, str]] = self.page.place.get("coached", {})
        if entry.id not in kept:
            recent = [(str(s), int(w)) for s, w in self.page.place.get("recent", [])]
            feedback = self.page.content.feedback
            message = self.case.messages[0].text if self.case and not self.case.safety else ""
            said = coach(
                assessment,
                feedback,
                text=entry.text,
                message=message,
                aim=self.aims,
                question=self.prompt,
                recent=recent,
            )
            kept = {**kept, entry.id: {"notice": said.notice, "question": said.question}}
            self.page.remember(coached=kept, recent=[*recent, (said.situation, said.wording)][-8:])
        return kept[entry.id]

    def names(self, assessment: Assessment) -> dict[str, str]:
        """Every dimension but those of absence that were not found."""
        rubric = self.page.content.rubric(self.kind)
        found = {f.dimension.id for f in render.findings(assessment, rubric)}
        return {d.id: d.name for d in rubric.dimensions if d.id in found or d.id not in render.ABSENCES}


def reader_of(page: Page, box: lines.Box, case: Scenario | None = None) -> Reader:
    """The reader that a box names."""
    if box.reads == "looks":
        return LooksReader(page, box.looks)
    if box.reads == "reply" or box.reads == "reflection":
        return RubricReader(page, box.reads, box.id, box.aims, case)
    return NoReader(page)
