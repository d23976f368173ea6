"""Reads how a reply is written beside its message, and says so in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from .. import render
from ..activities import register, toning
from ..model import Assessment, Entry
from ..scoring import score_reply
from . import _care as care
from ._marks import Mark, disputed
from ._reader import Reader


@dataclass
class ToneReader(Reader):
    """Reads how a reply is written beside ``message``; ``mood`` is how the client writes."""

    told: toning.Toning
    mood: str
    message: str
    theirs: tuple[str, ...] = ()

    def read(self, text: str) -> Assessment:
        """What stands out between the two."""
        reply = care.assess(self.page, "reply", text, lambda t: score_reply(t, self.message or None))
        if not reply.was_read:
            return replace(reply, rubric=toning.RUBRIC, ratings=())
        hollow = bool(self.theirs) and not any(register.found_at(text, self.theirs))
        version = self.page.content.looks.version
        return toning.read(self.told, self.mood, self.message, text, reply, hollow, version)

    def unread(self) -> Assessment:
        """As every text that is bigger than a reply."""
        return replace(care.bigger(self.page, "reply"), rubric=toning.RUBRIC, ratings=())

    def shown(self, entry: Entry, assessment: Assessment, before: Assessment | None, name: str) -> str:
        """The marks of both, what stands out, and one question."""
        found = [r for r in assessment.ratings if r.dimension in self.told.remarks]
        open_ones = [r for r in found if r.dimension not in entry.disputed]
        remarks = [(self.told.remarks[r.dimension], [e.quote for e in r.evidence[:4]]) for r in open_ones]
        return render.template(
            "tone.html",
            name=name,
            word=self.page.word,
            own=self.page.own,
            note=assessment.note,
            was_read=assessment.was_read,
            rows=self._rows(entry.text),
            remarks=remarks,
            question=remarks[0][0].asks if remarks else self.page.own("near_asks"),
            disputed=disputed(self.marks(assessment), entry.disputed),
        )

    def marks(self, assessment: Assessment) -> list[Mark]:
        """Every remark that was made."""
        known = self.told.remarks
        made = [r.dimension for r in assessment.ratings if r.dimension in known]
        return [Mark(name, known[name].name, missed=False) for name in made]

    def _rows(self, text: str) -> list[tuple[str, str, str]]:
        """Each mark in words: its name, in their message, in yours."""
        theirs, yours = (self._in_words(register.marks(t)) for t in (self.message, text))
        return [(self.page.own(f"mark_{kind}"), theirs[kind], yours[kind]) for kind in theirs]

    def _in_words(self, marks: register.Marks) -> Mapping[str, str]:
        own = self.page.own
        loud = [own("mark_exclaims", count=marks.exclaims)] if marks.exclaims else []
        loud += [f"“{word}”" for word in marks.shouted[:2]] + ([own("mark_smiley")] if marks.smileys else [])
        return {
            "greeting": f"“{marks.greeting}”" if marks.greeting else own("mark_none"),
            "short_forms": ", ".join(marks.short_forms[:3]) or own("mark_none"),
            "each": str(marks.each),
            "all": str(marks.words),
            "loud": ", ".join(loud) or own("mark_none"),
            "farewell": f"“{marks.farewell}”" if marks.farewell else own("mark_none"),
            "manner": own(f"manner_{marks.manner}"),
        }
