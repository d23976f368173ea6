"""The workbook's own reading of the texts of a round: as marks, and as evidence beside the readers' words."""

from __future__ import annotations

from functools import lru_cache

from ..agreement.marks import Marks, of_assessment
from ..agreement.texts import ReadText
from ..model import Assessment
from ..scoring import score_reflection, score_reply
from . import _care as care
from ._round import Round


def read(round: Round, text: ReadText) -> Assessment:
    """The reading of one text; a text that may be bigger than a reply isn't read."""
    kind = round.texts.kind
    return care.assess(round.page, kind, text.text, lambda _: _scored(kind, text))


@lru_cache(maxsize=256)
def _scored(kind: str, text: ReadText) -> Assessment:
    if kind == "reflection":
        return score_reflection(text.text, text.question or None)
    return score_reply(text.text, text.client_message or None, text.library_at_fault)


def marks(round: Round) -> list[Marks]:
    """The workbook's marks of every text, in order."""
    return [of_assessment(read(round, text)) for text in round.texts.texts]
