"""What a coaching takes up of a learner's text, and what it notices there. Pure.

Only what a reading is sure of is told as found, and only whole sentences of the learner's are quoted.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping

from workbook_lib.feedback import Feedback, Situation
from workbook_lib.model import Assessment, Rating
from workbook_lib.quoting import compiled, person_in, plain, quote_at
from workbook_lib.theirs import telling_line

ABSENCE = "assumption_free"
"""The dimension that says what is absent; it is spoken of only where something was assumed."""
OF_THE_CLIENT = frozenset({"emotion", "perspective", "specificity", "curiosity"})
"""Dimensions of a reflection that are about the client."""
TO_THE_CLIENT = frozenset({"acknowledgement", "shared_feeling"})
"""Dimensions of a reply that are about what the client went through."""
ASKING = frozenset({"curiosity", "inclusion"})
"""Dimensions that a question shows best."""
SHOWN_BY = {
    **dict.fromkeys(OF_THE_CLIENT, "someone"),
    **dict.fromkeys((*TO_THE_CLIENT, "inclusion"), "you"),
    **dict.fromkeys(("action", "ownership"), "step"),
    "self_awareness": "self",
    ABSENCE: "taken_as",
}
"""Which pattern a sentence has to hold for a dimension to be seen in it, by the pattern's name."""


def particulars(
    assessment: Assessment, feedback: Feedback, text: str, situation: Situation, message: str = ""
) -> dict[str, str]:
    """What fills the slots; `message` is the client's.

    Nothing is quoted as what a reading found where that reading is unsure. What a pattern met is there to see.
    """
    there = [d for d, levels in situation.when.levels.items() if 0 not in levels]
    sure = bool(situation.when.text) or all(rating_of(assessment, d).sure for d in there)
    quote = _quote(assessment, feedback, text, situation) if sure else ""
    theirs = telling_line(message, text, feedback.marks, feedback.patterns.get("telling", ()))
    return {"quote": quote, "person": person_in(text, feedback.people), "theirs": theirs}


def notice(assessment: Assessment, feedback: Feedback, text: str, situation: Situation, quoted: str) -> str:
    """The situation's own opening, or the strongest thing the text surely shows, or a kind first line.

    What is ``quoted`` in the question isn't quoted here again.
    """
    seed = seed_of(text, "notice")
    if situation.notice:
        return situation.notice[seed % len(situation.notice)]
    found = [r for r in assessment.ratings if r.level and r.dimension != ABSENCE]
    sure = sorted((r for r in found if r.sure), key=lambda r: (-r.level, -r.confidence))
    if not sure:
        lines = feedback.unsure if found else feedback.opening
        return lines[seed % len(lines)]
    shown = ((r, _shown(r, feedback, text)) for r in sure)
    rating, quote = next(((r, q) for r, q in shown if q and q != quoted), (sure[0], ""))
    return _told(rating, feedback, quote, seed)


def fits(wording: str, values: Mapping[str, str]) -> bool:
    """Whether every slot of a wording can be filled."""
    return all(value for name, value in values.items() if "{" + name + "}" in wording)


def filled(wording: str, values: Mapping[str, str]) -> str:
    """The wording with its slots filled, letter by letter: what a learner wrote is never read as a slot's name."""
    for name, value in values.items():
        wording = wording.replace("{" + name + "}", value)
    return wording


def seed_of(text: str, salt: str) -> int:
    """A number that is the same for the same text, to choose among wordings."""
    return zlib.crc32(f"{salt}\n{text}".encode("utf-8", "surrogatepass"))


def rating_of(assessment: Assessment, dimension: str) -> Rating:
    """The rating of a dimension; of one that this rubric hasn't, that nothing was found."""
    found = (r for r in assessment.ratings if r.dimension == dimension)
    return next(found, Rating(dimension, 0, 0.0, False))


def met(feedback: Feedback, text: str, situation: Situation) -> str:
    """The first whole clause that holds a pattern of the situation; empty where none can be quoted.

    A question is quoted only to speak of asking.
    """
    of = tuple(p for name in situation.when.text for p in feedback.patterns[name])
    spans = [match.span() for match in compiled(of).finditer(plain(text))]
    for span in spans:
        quote = quote_at(text, [span], feedback.marks, of=of)
        if quote and (not quote.endswith("?") or situation.dimension in ASKING):
            return quote
    return ""


def _quote(assessment: Assessment, feedback: Feedback, text: str, situation: Situation) -> str:
    """A sentence to take up: what a pattern met, where the situation rests on one; else what it was found by."""
    if situation.when.text:
        return met(feedback, text, situation)
    if situation.tier == "not_read":
        return quote_at(text, [(0, len(text))], feedback.marks)
    grounds = (_shown(rating, feedback, text) for rating in _grounds(assessment, situation))
    return next(filter(None, grounds), "")


def _grounds(assessment: Assessment, situation: Situation) -> list[Rating]:
    """What the situation was surely found by: its own dimension first, then the others it names."""
    if situation.tier == "clear":
        sure = [r for r in assessment.ratings if r.sure and r.dimension != ABSENCE]
        return sorted(sure, key=lambda r: (r.dimension not in OF_THE_CLIENT, -r.confidence))
    if situation.dimension == ABSENCE:
        return [rating_of(assessment, ABSENCE)]
    named = [d for d, levels in situation.when.levels.items() if 0 not in levels]
    return [rating_of(assessment, d) for d in sorted(named, key=lambda d: d != situation.dimension)]


def _shown(rating: Rating, feedback: Feedback, text: str) -> str:
    """A sentence of the learner's in which this rating can be seen.

    A question shows curiosity alone, and what one will do oneself says little of the client.
    """
    of = feedback.patterns.get(SHOWN_BY.get(rating.dimension, ""), ())
    quote = quote_at(text, [(e.start, e.end) for e in rating.evidence], feedback.marks, of=of)
    asks = quote.endswith("?") and rating.dimension not in ASKING
    step = compiled(feedback.patterns.get("step", ()))
    off = rating.dimension in OF_THE_CLIENT | TO_THE_CLIENT and step.search(plain(quote))
    return "" if asks or off else quote


def _told(rating: Rating, feedback: Feedback, quote: str, seed: int) -> str:
    by_dimension = next((of for of in feedback.notices.values() if rating.dimension in of), {})
    pair = by_dimension.get(rating.dimension, (feedback.opening, feedback.opening))
    fit = [w for w in pair[rating.level - 1] if ("{quote}" in w) == bool(quote)] or feedback.opening
    return filled(fit[seed % len(fit)], {"quote": quote})
