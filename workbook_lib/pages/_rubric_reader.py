"""Reads a box by one of the rubrics, as page 02 does: rated by the learner first, then read, with one question."""

from __future__ import annotations

from dataclasses import dataclass

from .. import render
from ..model import Assessment, Dimension, Entry, Kind, Scenario
from ..scoring import score_reflection, score_reply
from . import _care as care
from . import _coached as coached
from . import _self_rating as self_rating
from ._marks import Mark, of_rubric
from ._reader import Reader


@dataclass
class RubricReader(Reader):
    """Reads by a rubric. ``aims`` are the dimensions that the box asks for most, ``prompt`` its id.

    ``case`` and its first message stand beside the text.
    """

    kind: Kind = "reflection"
    prompt: str = ""
    aims: tuple[str, ...] = ()
    case: Scenario | None = None

    @property
    def aim(self) -> Dimension | None:
        """The first of the aims."""
        dimensions = self.page.content.rubric(self.kind).dimensions
        return next((d for d in dimensions if d.id in self.aims[:1]), None)

    def read(self, text: str) -> Assessment:
        """The rubric's reading, or help."""
        safety = self.case.safety if self.case else False
        return care.assess(self.page, self.kind, text, self._score, safety=safety)

    def _score(self, text: str) -> Assessment:
        if self.kind == "reflection":
            return score_reflection(text, case=self.case)
        if self.case is None:
            return score_reply(text)
        return score_reply(text, self.case.messages[0].text, self.case.library_at_fault)

    def unread(self) -> Assessment:
        """As every text that is bigger than a reply."""
        return care.bigger(self.page, self.kind)

    def shown(self, entry: Entry, assessment: Assessment, before: Assessment | None, name: str) -> str:
        """The reading of page 02, with one question."""
        if coached.chosen(self.page, entry) is None:
            self.anew(entry)
        rubric = self.page.content.rubric(self.kind)
        return render.reading(
            entry.text,
            assessment,
            rubric,
            self.page.word,
            name=name,
            coaching=coached.chosen(self.page, entry),
            before=before,
            asked=self.aims or None,
            disputed=entry.disputed,
            difference=self_rating.beside(self.page, rubric, entry, assessment),
        )

    def anew(self, entry: Entry) -> None:
        """One thing to notice and one question, chosen once for each entry and once more after a dispute."""
        message = self.case.messages[0].text if self.case and not self.case.safety else ""
        coached.choose(self.page, entry, self.aims, self.prompt, message)

    def marks(self, assessment: Assessment) -> list[Mark]:
        """Every dimension but those of absence that were not found."""
        return of_rubric(assessment, self.page.content.rubric(self.kind))
