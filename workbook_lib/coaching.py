"""Assessment -> one thing to notice and one question. Pure: the words come in as `Feedback`.

What a text is like is a `Situation`, declared in the content with when it is at hand. They stand in tiers:
a text that was not read, a caution, a gap, all clear. The first tier that holds one decides. Within the gaps,
what the learner aims at comes first, then what the question is about, then the order of the file. A question
takes up a particular of the text where it can do so honestly: words the learner wrote, or a person they name.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from workbook_lib.model import Assessment, Evidence, Kind, Level, Rating, Stage
from workbook_lib.quoting import clipped, compiled, first_line, person_in, sentence_around

Tier = Literal["not_read", "caution", "gap", "clear"]
TIERS: tuple[Tier, ...] = ("not_read", "caution", "gap", "clear")
ABSENCE = "assumption_free"
"""The dimension that says what is absent; it is spoken of only where something was assumed."""


@dataclass(frozen=True, slots=True)
class When:
    """When a situation is at hand: all that is named holds. ``levels``: dimension to any of these levels."""

    note: str | None = None
    stage: tuple[Stage, ...] = ()
    levels: Mapping[str, tuple[Level, ...]] = field(default_factory=dict)
    text: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Situation:
    """What a text may be like and what to ask then. ``ask`` wordings have a slot, ``plain`` ones none."""

    id: str
    kind: Kind | Literal["both"]
    tier: Tier
    when: When
    dimension: str | None
    notice: tuple[str, ...]
    ask: tuple[str, ...]
    plain: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Feedback:
    """The words of coaching in one language. ``notices[kind][dimension]`` is (emerging, clear) wordings."""

    opening: tuple[str, ...]
    unsure: tuple[str, ...]
    notices: Mapping[str, Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]]
    people: tuple[str, ...]
    patterns: Mapping[str, tuple[str, ...]]
    avoid: tuple[str, ...]
    focus: Mapping[str, tuple[str, ...]]
    situations: tuple[Situation, ...]


@dataclass(frozen=True, slots=True)
class Coaching:
    """What to show beside a reading. ``wording`` numbers the question in its situation's ``ask + plain``."""

    notice: str
    question: str
    situation: str
    wording: int
    dimension: str | None


def coach(
    assessment: Assessment,
    feedback: Feedback,
    *,
    text: str,
    aim: Sequence[str] = (),
    question: str | None = None,
    recent: Sequence[tuple[str, int]] = (),
) -> Coaching:
    """One thing that is there in `text`, and one question about what is most worth adding next.

    `aim` are dimension ids the learner works on; `question` is the prompt's id; `recent` are the last
    (situation, wording) pairs shown, newest last: none of them is given again while another is left, and the
    newest never is. The same arguments give the same coaching.
    """
    situation = _situation(
        assessment, feedback, text, [*aim, *feedback.focus.get(question or "", ())], recent
    )
    particulars = {
        "quote": _quote(assessment, feedback, text, situation),
        "person": person_in(text, feedback.people),
    }
    wording = _wording(situation, particulars, _seed(text, situation.id), recent)
    asked = _filled((situation.ask + situation.plain)[wording], particulars)
    notice = _notice(assessment, feedback, text, situation)
    return Coaching(notice, asked, situation.id, wording, situation.dimension)


def _situation(
    assessment: Assessment,
    feedback: Feedback,
    text: str,
    wanted: Sequence[str],
    recent: Sequence[tuple[str, int]],
) -> Situation:
    """The situation to speak of. One asked about twice running steps back for another in its tier."""
    at_hand = [s for s in feedback.situations if _holds(s, assessment, feedback.patterns, text)]
    tier = next((t for t in TIERS if any(s.tier == t for s in at_hand)), "clear")
    left = [s for s in at_hand if s.tier == tier] or [s for s in feedback.situations if s.tier == "clear"]
    last = [name for name, _ in recent[-2:]]
    tired = last[0] if len(last) == 2 and len(set(last)) == 1 and tier == "gap" else ""
    fresh = [s for s in left if s.id != tired] or left
    return next((s for want in wanted for s in fresh if tier == "gap" and s.dimension == want), fresh[0])


def _holds(
    situation: Situation, assessment: Assessment, patterns: Mapping[str, tuple[str, ...]], text: str
) -> bool:
    when, kind = situation.when, assessment.rubric
    if situation.kind not in {kind, "both"} or (situation.tier == "not_read") == assessment.was_read:
        return False
    levels = assessment.levels
    return (
        (when.note is None or assessment.note == when.note)
        and (not when.stage or assessment.stage in when.stage)
        and all(levels.get(d) in wanted for d, wanted in when.levels.items())
        and (not when.text or any(_search(patterns[name], text) for name in when.text))
        and (situation.dimension != ABSENCE or bool(_evidence(assessment, ABSENCE)))
    )


def _search(patterns: tuple[str, ...], text: str) -> re.Match[str] | None:
    return compiled(patterns).search(text.replace("’", "'"))


def _wording(
    situation: Situation, particulars: Mapping[str, str], seed: int, recent: Sequence[tuple[str, int]]
) -> int:
    """The number of a wording whose slot can be filled, and that wasn't shown of late."""
    wordings = situation.ask + situation.plain
    fit = [i for i in range(len(situation.ask)) if _fits(wordings[i], particulars)]
    plain = list(range(len(situation.ask), len(wordings)))
    newest = recent[-1] if recent else None
    for choice in (fit, plain):
        fresh = [i for i in choice if (situation.id, i) not in recent]
        if fresh:
            return fresh[seed % len(fresh)]
    left = [i for i in (fit + plain) if (situation.id, i) != newest]
    return left[seed % len(left)]


def _fits(wording: str, particulars: Mapping[str, str]) -> bool:
    return all(value for name, value in particulars.items() if "{" + name + "}" in wording)


def _filled(wording: str, particulars: Mapping[str, str]) -> str:
    for name, value in particulars.items():
        wording = wording.replace("{" + name + "}", value)
    return wording


def _seed(text: str, salt: str) -> int:
    return zlib.crc32(f"{salt}\n{text}".encode("utf-8", "surrogatepass"))


def _notice(assessment: Assessment, feedback: Feedback, text: str, situation: Situation) -> str:
    """The situation's own opening, or the strongest thing the text shows, or a kind first line."""
    seed = _seed(text, "notice")
    if situation.notice:
        return situation.notice[seed % len(situation.notice)]
    found = {r: _told(r.evidence, feedback) for r in assessment.ratings if r.level and r.dimension != ABSENCE}
    ratings = [r for r, quote in found.items() if quote]
    if not ratings:
        return feedback.opening[seed % len(feedback.opening)]
    rating = max(ratings, key=lambda r: (r.sure, r.level, r.confidence))
    wordings = _notices(feedback, assessment.rubric, rating)
    return _filled(wordings[seed % len(wordings)], {"quote": found[rating]})


def _told(evidence: Sequence[Evidence], feedback: Feedback) -> str:
    """What was found, short enough to be told; one word will do here."""
    quote = _best(evidence)
    return clipped(quote, feedback.avoid) or first_line(quote)


def _notices(feedback: Feedback, kind: str, rating: Rating) -> tuple[str, ...]:
    pair = feedback.notices.get(kind, {}).get(rating.dimension)
    return pair[rating.level - 1] if pair and rating.sure else feedback.unsure


def _quote(assessment: Assessment, feedback: Feedback, text: str, situation: Situation) -> str:
    """Words of the learner that the question can honestly take up; empty where there are none.

    What a pattern met, where the situation rests on patterns. What was found of the dimension asked about,
    where something was. Where nothing was: something else that was found, or a clause of the text.
    """
    if situation.when.text:
        return _met(situation, feedback, text)
    about = _evidence(assessment, situation.dimension)
    if assessment.levels.get(situation.dimension or "", 0) or situation.dimension == ABSENCE:
        return clipped(_best(about), feedback.avoid)
    return clipped(_best(assessment.evidence), feedback.avoid) or clipped(text, feedback.avoid)


def _met(situation: Situation, feedback: Feedback, text: str) -> str:
    """The clause in which one of the situation's patterns is met."""
    found = (_search(feedback.patterns[name], text) for name in situation.when.text)
    match = next((m for m in found if m), None)
    if match is None:
        return ""
    return clipped(sentence_around(text, *match.span()), feedback.avoid)


def _evidence(assessment: Assessment, dimension: str | None) -> list[Evidence]:
    return [e for e in assessment.evidence if e.dimension == dimension]


def _best(evidence: Iterable[Evidence]) -> str:
    return next((e.quote for e in evidence if e.quote.strip()), "")
