"""One sentence of a note about a client: seen, assumed, or still to be known."""

from __future__ import annotations

import re
from typing import Literal, cast

from workbook_lib.scoring.features import cue_features
from workbook_lib.scoring.match import Match
from workbook_lib.scoring.reader import Reader, Reading, reader_for
from workbook_lib.scoring.words import ASK, Words

_PAST = re.compile(r"\b(?!need|indeed|speed|hundred|bed|red)\w{2,}ed\b", re.IGNORECASE)
_PRESENT = re.compile(r"\b(?:he|she|they|it|who|that)(?:'s|'re| is| are| has| \w+(?<!u|s)s)\b", re.IGNORECASE)

MARGIN = 0.1
"""How far the first column has to stand out from the second. Levels are 0 and 1, so below this it is a toss-up;
chosen on sentences that training never sees (`training/data/sentences_outside.jsonl`)."""

Sort = Literal["saw", "assumed", "need_to_know", "unsure"]


def read_beside(found: Reader, words: Words) -> Reading:
    """A sentence's reading; training reads with it too.

    Its features are cues and how they stand together, no single words: notes are short and their
    writers few.
    """
    plain = found.read(words)
    asks = words.code[-1:] == ASK and not words.quoted
    matches = standing([m for m in plain.matches if m.counts], asks)
    clear = {m.cue.dimension for m in matches if m.cue.level == 2}
    features = {name for name in cue_features(matches) if name[0] == "p"} | {f"c:{m.cue.id}" for m in matches}
    features |= {f"r:{'+'.join(sorted(clear)) or 'none'}"}
    features |= tense(words.text)
    if words.quoted:
        features.add("r:quotes")
    return Reading(words, tuple(matches), frozenset(features), frozenset())


def tense(text: str) -> set[str]:
    """Whether a sentence tells what happened or says how things are, roughly."""
    found = {"r:past"} if _PAST.search(text) else set()
    return found | ({"r:present"} if _PRESENT.search(text) else set())


def standing(matches: list[Match], asks: bool) -> list[Match]:
    """The matches that stand beside each other.

    What somebody is reported to have said was heard, whatever it judges or guesses; a motive that the writer
    adds stays. A judgement in the shape of a question asks nothing.
    """
    ids = {m.cue.id for m in matches}
    if "saw.reports" in ids and not asks and "need_to_know.opens_as_guess" not in ids:
        added = [m for m in matches if m.cue.id == "assumed.purpose"]
        return added or [m for m in matches if m.cue.dimension == "saw"]
    if "assumed.rhetorical" in ids:
        return [m for m in matches if m.cue.dimension != "need_to_know"]
    return matches


def sort(text: str) -> Sort:
    """The column a sentence belongs in; ``unsure`` where no column stands out."""
    found = reader_for("sentences")
    return sort_with(found, found.encode(text))


def sort_with(found: Reader, words: Words) -> Sort:
    """The column by a given reader; evaluation sorts with it too."""
    if len(words.code) - len(words.starts) <= 1:
        return "unsure"
    reading = read_beside(found, words)
    if not reading.matches and not tense(words.text):
        return "unsure"
    scores = found.scores(reading)
    best, second, *_ = sorted(scores, key=lambda name: (-scores[name], name))
    return cast(Sort, best) if scores[best] - scores[second] >= MARGIN else "unsure"
