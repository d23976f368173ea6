"""Reads a line by declared looks, and says what is there, what had better go, and one question."""

from __future__ import annotations

from dataclasses import dataclass, replace

from .. import render
from ..activities import lines, looks
from ..model import Assessment, Entry, Rating
from ..scoring import score_reply
from . import _care as care
from ._marks import Mark, disputed
from ._reader import Reader

MOST_QUOTES = 4
"""More than a few quotations of one kind are a list, and nobody reads it."""


@dataclass
class LooksReader(Reader):
    """Reads by looks. ``given`` is the line as it was, ``models`` what the page itself would say."""

    wanted: tuple[str, ...] = ()
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

    def shown(self, entry: Entry, assessment: Assessment, before: Assessment | None, name: str) -> str:
        """Sentences, what is there, what had better go, and one question."""
        had = self._had(before)
        found = [
            t for t in looks.told(assessment, self.page.content.looks, had) if t.look.id not in entry.disputed
        ]
        return render.template(
            "looks.html",
            name=name,
            word=self.page.word,
            note=assessment.note,
            was_read=assessment.was_read,
            pieces=list(render.pieces(entry.text, _carried(assessment), entry.disputed)),
            found=[(one, *_quotes(one, assessment)) for one in found],
            question=looks.question(found, self.page.word("practice.read_aloud")),
            disputed=disputed(self.marks(assessment), entry.disputed),
        )

    def _had(self, before: Assessment | None) -> set[str]:
        """What the line held when it was given, and what the reading before this one found."""
        given = looks.spots(self.given, self.page.content.looks, self.wanted) if self.given else {}
        earlier = {r.dimension for r in before.ratings if r.level == 0 and r.evidence} if before else set()
        return {name for name, spans in given.items() if spans} | earlier

    def marks(self, assessment: Assessment) -> list[Mark]:
        """Every look that something was said of."""
        said = looks.told(assessment, self.page.content.looks)
        return [Mark(one.look.id, one.look.name, one.key == "missing") for one in said]


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
