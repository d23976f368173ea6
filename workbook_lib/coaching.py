"""Assessment -> one thing to notice and one question. Pure: the words come in as `Feedback`.

What a text is like is a `Situation`, declared in the content with when it is at hand. They stand in tiers:
a text that was not read, a caution, an opening (a sentence that a pattern knows, and that can be quoted), a gap,
all clear. The first tier that holds one decides. Within openings and gaps, what the learner aims at comes first,
then what the question is about, then the order of the file. A text of which much is clear has no gap where the
reading is unsure: it would be asked for what it gives. A question takes up a particular where it can do so
honestly: a whole short sentence of the learner's, a line of the client's that the text hasn't come near, or a
person the text names. Where the reading is unsure it quotes nothing as found.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from workbook_lib.feedback import TIERS, Feedback, Situation, Tier, When
from workbook_lib.model import Assessment, Rating
from workbook_lib.noticing import ABSENCE, filled, fits, met, notice, particulars, rating_of, seed_of
from workbook_lib.quoting import compiled, plain

SOUGHT: frozenset[Tier] = frozenset({"opening", "gap"})
"""Tiers of which the situation is sought that the learner or the question is about."""
FIRM = 0.6
"""The confidence that each level of a gap has to have, where another gap has it."""
LIKELY = 0.7
"""From this confidence on, what an unsure reading did not find is asked about all the same."""

__all__ = ["ABSENCE", "TIERS", "Coaching", "Feedback", "Situation", "Tier", "When", "coach"]


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
    message: str = "",
    aim: Sequence[str] = (),
    question: str | None = None,
    recent: Sequence[tuple[str, int]] = (),
    disputed: Collection[str] = (),
) -> Coaching:
    """One thing that is there in `text`, and one question about what is most worth adding next.

    `message` is what the client wrote, where the learner has it before them. `aim` are dimension ids the learner
    works on; `question` is the prompt's id; `recent` are the last (situation, wording) pairs shown, newest last:
    none of them is given again while another is left, and the newest never is. `disputed` are dimensions of
    which the learner said that the reading is off: nothing is noticed of them and nothing is asked about them. The
    same arguments give the same coaching.
    """
    assessment = _as_said(assessment, disputed)
    wanted = [*aim, *feedback.focus.get(question or "", ())]
    situation = _situation(assessment, feedback, text, wanted, recent, disputed)
    taken = particulars(assessment, feedback, text, situation, message)
    wording = _wording(situation, taken, seed_of(text, situation.id), recent)
    asked = filled((situation.ask + situation.plain)[wording], taken)
    noticed = notice(assessment, feedback, text, situation, taken["quote"])
    return Coaching(noticed, asked, situation.id, wording, situation.dimension)


def _as_said(assessment: Assessment, disputed: Collection[str]) -> Assessment:
    """The reading as the learner leaves it: a mark they took away is gone, one they missed counts as there."""
    ratings = tuple(
        replace(r, level=0 if r.level else 2, sure=False, evidence=()) if r.dimension in disputed else r
        for r in assessment.ratings
    )
    return replace(assessment, ratings=ratings)


# -- which situation -------------------------------------------------------------------------------------------


def _situation(
    assessment: Assessment,
    feedback: Feedback,
    text: str,
    wanted: Sequence[str],
    recent: Sequence[tuple[str, int]],
    disputed: Collection[str],
) -> Situation:
    """The situation to speak of. One asked about twice running steps back for another in its tier."""
    at_hand = [
        s
        for s in feedback.situations
        if s.dimension not in disputed and _holds(s, assessment, feedback, text)
    ]
    last = [name for name, _ in recent[-2:]]
    tired = last[0] if len(last) == 2 and len(set(last)) == 1 else ""
    rested = [s for s in at_hand if s.id != tired or s.tier not in SOUGHT] or at_hand
    tier = next((t for t in TIERS if any(s.tier == t for s in rested)), "clear")
    left = [s for s in rested if s.tier == tier] or [s for s in feedback.situations if s.tier == "clear"]
    if tier == "gap":
        left = _likely(left, assessment)
    return next((s for want in wanted for s in left if tier in SOUGHT and s.dimension == want), left[0])


def _likely(situations: Sequence[Situation], assessment: Assessment) -> list[Situation]:
    """The situations that rest on levels read with enough confidence; where there are none, the firmest one.

    A question on what is there already helps nobody, so firm ground comes before the order of the ladder.
    """

    def ground(situation: Situation) -> float:
        return min((rating_of(assessment, d).confidence for d in situation.when.levels), default=1.0)

    return [s for s in situations if ground(s) >= FIRM] or [max(situations, key=ground)]


def _holds(situation: Situation, assessment: Assessment, feedback: Feedback, text: str) -> bool:
    when, kind = situation.when, assessment.rubric
    if situation.kind not in {kind, "both"} or (situation.tier == "not_read") == assessment.was_read:
        return False
    levels = assessment.levels
    return (
        (when.note is None or assessment.note == when.note)
        and (not when.stage or assessment.stage in when.stage)
        and all(levels.get(d) in wanted for d, wanted in when.levels.items())
        and (not when.text or _is_met(situation, feedback, text))
        and (situation.dimension != ABSENCE or _is_assumed(rating_of(assessment, ABSENCE)))
        and not (situation.tier == "gap" and _may_be_there(situation, assessment))
    )


def _is_assumed(rating: Rating) -> bool:
    """Whether something was taken as true: with a sentence to show, and likely enough."""
    return bool(rating.evidence) and (rating.sure or rating.confidence >= LIKELY)


def _is_met(situation: Situation, feedback: Feedback, text: str) -> bool:
    """Whether a pattern of the situation is in the text; but for a caution, where it can be quoted."""
    if situation.tier != "caution":
        return bool(met(feedback, text, situation))
    return any(compiled(feedback.patterns[name]).search(plain(text)) for name in situation.when.text)


def _may_be_there(situation: Situation, assessment: Assessment) -> bool:
    """Whether much is clear in the text, and it is unsure whether what the situation asks for is not."""
    levels = [r.level for r in assessment.ratings if r.dimension != ABSENCE]
    rating = rating_of(assessment, situation.dimension or "")
    unsure = not rating.sure and (rating.level > 0 or rating.confidence < LIKELY)
    return unsure and (assessment.stage == "compassion" or 2 * levels.count(2) >= len(levels))


# -- which wording ---------------------------------------------------------------------------------------------


def _wording(
    situation: Situation, taken: Mapping[str, str], seed: int, recent: Sequence[tuple[str, int]]
) -> int:
    """The number of a wording whose slot can be filled, and that wasn't shown of late."""
    wordings = situation.ask + situation.plain
    fit = [i for i in range(len(situation.ask)) if fits(wordings[i], taken)]
    slotless = list(range(len(situation.ask), len(wordings)))
    newest = recent[-1] if recent else None
    for choice in (fit, slotless):
        fresh = [i for i in choice if (situation.id, i) not in recent]
        if fresh:
            return fresh[seed % len(fresh)]
    left = [i for i in (fit + slotless) if (situation.id, i) != newest]
    return left[seed % len(left)]
