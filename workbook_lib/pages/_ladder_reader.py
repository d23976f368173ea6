"""Looks, and how far up the ladder a whole answer goes: a kind no can stand on top, a promise too big can't."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from .. import render
from ..model import STAGES, Assessment, Entry, Scenario, Stage
from ..scoring import score_reply
from ._looks_reader import LooksReader


@dataclass
class LadderReader(LooksReader):
    """As `LooksReader`; the rung is the reply rubric's, beside ``case`` where there is one."""

    case: Scenario | None = None

    def read(self, text: str) -> Assessment:
        """The looks, with the rung of the whole as its stage."""
        found = super().read(text)
        if not found.was_read:
            return found
        message = self.case.messages[0].text if self.case else None
        fault = self.case.library_at_fault if self.case else None
        rung = score_reply(text, message, fault).stage or "none"
        return replace(found, stage=_capped(rung, self._goes(found)))

    def _goes(self, found: Assessment) -> Sequence[str]:
        looks = self.page.content.looks.looks
        return [r.dimension for r in found.ratings if r.evidence and looks[r.dimension].kind == "goes"]

    def shown(self, entry: Entry, assessment: Assessment, before: Assessment | None, name: str) -> str:
        """The looks, and the rung in words. Of a text on no rung nothing is said: no verdict is shown."""
        told = super().shown(entry, assessment, before, name)
        if assessment.stage in (None, "none"):
            return told
        rung = self.page.word(f"rungs.{assessment.stage}")
        heading = self.page.own("rung")
        return told + render.template("stands.html", name=name, heading=heading, rung=rung)


def _capped(rung: Stage, goes: Sequence[str]) -> Stage:
    """A step that may not be kept, or a rule as the only reason, eases nothing."""
    return STAGES[min(STAGES.index(rung), 2)] if goes else rung
