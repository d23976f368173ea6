"""One sentence of a note about a client: seen, assumed, or still to be known."""

from __future__ import annotations

from typing import Literal, cast

from workbook_lib.scoring.match import Match
from workbook_lib.scoring.reader import Reader, Reading, reader_for
from workbook_lib.scoring.words import Words

Sort = Literal["saw", "assumed", "need_to_know", "unsure"]


def read_beside(found: Reader, words: Words) -> Reading:
    """A sentence's reading; training reads with it too.

    Its features are cues and how they stand together, no single words: notes are short and their
    writers few.
    """
    plain = found.read(words)
    features = {name for name in plain.features if name[0] in "cp" or name == "r:quotes"}
    features |= together(plain.matches)
    return Reading(words, plain.matches, frozenset(features), frozenset())


def together(matches: tuple[Match, ...]) -> set[str]:
    """What clear cues stand together: a judgement that somebody reported is something that was heard."""
    clear = {m.cue.dimension for m in matches if m.counts and m.cue.level == 2}
    ids = {m.cue.id for m in matches if m.counts}
    out = {f"r:{'+'.join(sorted(clear)) or 'none'}"}
    if "saw.reports" in ids:
        out |= {f"r:reported:{dimension}" for dimension in clear - {"saw"}}
    return out


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
