"""One sentence of a note about a client: seen, assumed, or still to be known."""

from __future__ import annotations

from typing import Literal, cast

from workbook_lib.scoring.reader import Reader, Reading, reader_for
from workbook_lib.scoring.words import Words

Sort = Literal["saw", "assumed", "need_to_know", "unsure"]


def read_beside(found: Reader, words: Words) -> Reading:
    """A sentence's reading; training reads with it too."""
    return found.read(words)


def sort(text: str) -> Sort:
    """The column a sentence belongs in; ``unsure`` where no column stands out."""
    found = reader_for("sentences")
    words = found.encode(text)
    if len(words.code) - len(words.starts) <= 1:
        return "unsure"
    scores = found.model.scores(read_beside(found, words))
    ranked = sorted(scores, key=lambda name: (-scores[name], name))
    if scores[ranked[0]] - scores[ranked[1]] < found.rubric.model.get("margin", 0.0):
        return "unsure"
    return cast(Sort, ranked[0])
