"""The types that everything else speaks in. Imports nothing of ours and does no I/O.

Offsets are Python string offsets, half-open, into the learner's **unaltered** text:
``text[start:end] == quote`` holds for every `Evidence`. Times are aware datetimes in UTC.
Terms follow the field: rubric, dimension, level, evidence, cue, scenario, prompt, entry, session.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, Literal

Level = Literal[0, 1, 2]
"""0 not yet, 1 emerging, 2 clear (after EPITOME, Sharma et al. 2020)."""

Stage = Literal["none", "sympathy", "empathy", "compassion"]
"""How far up the ladder a text as a whole stands."""

Kind = Literal["reflection", "reply"]

STAGES: tuple[Stage, ...] = ("none", "sympathy", "empathy", "compassion")


@dataclass(frozen=True, slots=True)
class Dimension:
    """One thing a rubric looks for; ``descriptors[level]`` says what that level means."""

    id: str
    name: str
    definition: str
    source: str
    descriptors: tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Rubric:
    """The dimensions that one kind of text is read for."""

    id: str
    version: str
    kind: Kind
    dimensions: tuple[Dimension, ...]


@dataclass(frozen=True, slots=True)
class Cue:
    """A declared reason to read a sentence one way, with sentences it must hit and must miss."""

    id: str
    dimension: str
    reason: str
    patterns: tuple[str, ...]
    hits: tuple[str, ...]
    misses: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """A stretch of the learner's text and why it counts: ``text[start:end] == quote``."""

    dimension: str
    start: int
    end: int
    quote: str
    reason: str
    cue: str = ""


@dataclass(frozen=True, slots=True)
class Rating:
    """One dimension's level; ``confidence`` is a probability from 0 to 1, ``sure`` a threshold on it."""

    dimension: str
    level: Level
    confidence: float
    sure: bool
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Assessment:
    """What a text shows under one version of a rubric.

    ``stage`` is None where the text was not read; ``note`` then says why, as a key of the UI words
    (``too_short``, ``other_language``, ``off_topic``, ``own_hurt``, ``no_words``, ``bigger_than_a_reply``).
    On a text that was read, ``note`` is empty or ``unsure``. ``sentences`` are (start, end) offsets, in
    order, of the sentences as they are numbered for the learner.
    """

    rubric: str
    rubric_version: str
    stage: Stage | None
    ratings: tuple[Rating, ...]
    note: str = ""
    sentences: tuple[tuple[int, int], ...] = ()

    @property
    def levels(self) -> dict[str, Level]:
        """Dimension id to level, for every dimension of the rubric; all 0 where not read."""
        return {r.dimension: r.level for r in self.ratings}

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The evidence of all ratings, in the rubric's order of dimensions."""
        return tuple(e for r in self.ratings for e in r.evidence)

    @property
    def was_read(self) -> bool:
        return self.stage is not None

    def rating(self, dimension: str) -> Rating:
        """The rating of one dimension. Raises KeyError where the rubric has no such dimension."""
        for rating in self.ratings:
            if rating.dimension == dimension:
                return rating
        raise KeyError(dimension)

    def to_dict(self) -> dict[str, Any]:
        """Plain dicts and lists, for JSON. `assessment_from_dict` reads it back."""
        return asdict(self)


def assessment_from_dict(data: Mapping[str, Any]) -> Assessment:
    """The Assessment that `Assessment.to_dict` wrote. Raises KeyError or TypeError on anything else."""
    ratings = tuple(
        Rating(**{**r, "evidence": tuple(Evidence(**e) for e in r["evidence"])}) for r in data["ratings"]
    )
    sentences = tuple((int(a), int(b)) for a, b in data["sentences"])
    return Assessment(**{**data, "ratings": ratings, "sentences": sentences})


@dataclass(frozen=True, slots=True)
class TurnReading:
    """What one turn in a conversation did: every move, present or not, with what it rests on."""

    moves: Mapping[str, bool]
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class ClientMessage:
    """The client's own words in one register: casual, formal, distressed or furious."""

    id: str
    register: str
    text: str


@dataclass(frozen=True, slots=True)
class Prompt:
    """A question put to the learner. ``help`` is one line under it; it may be empty."""

    id: str
    wording: str
    help: str = ""


@dataclass(frozen=True, slots=True)
class Scenario:
    """A case: who came, what happened, and what was really going on.

    ``holds`` says in one line what the case touches on, so that a learner can choose another.
    ``hidden`` are facts the learner is not told until they have asked; ``reveal`` is what was going on and, after
    a blank line, how it ended; ``reveal_kind`` how such reveals go in life: something hard, something ordinary, or
    never known.
    ``library_at_fault`` is None where it is shared or can't be said. ``boundary`` is what a kind limit
    would be here. ``replies`` are two invented ones: ``manages`` and ``meets``.
    """

    id: str
    version: int
    title: str
    desks: tuple[str, ...]
    holds: str
    story: str
    messages: tuple[ClientMessage, ...]
    library_at_fault: bool | None
    hidden: tuple[str, ...]
    reveal: str
    reveal_kind: Literal["hard", "ordinary", "unknown"]
    boundary: str
    replies: Mapping[str, str]
    safety: bool = False
    language: str = "en"

    @property
    def going_on(self) -> str:
        """What was going on with the client: what asking would have told."""
        return self.reveal.split("\n\n", 1)[0].strip()

    @property
    def ending(self) -> str:
        """How it ended; not told before the learner has answered. Empty where the case doesn't say."""
        return self.reveal.partition("\n\n")[2].strip()


@dataclass(frozen=True, slots=True)
class Entry:
    """Something a learner kept. Never changed afterwards: a revision is a new entry that names the old.

    ``self_rating`` maps dimension id to the level the learner gave before the reading. ``aided`` is
    False where nothing was read in front of the learner. ``disputed`` maps a dimension id to what the
    learner said of a reading ("This is not what I meant").
    """

    id: str
    written_at: datetime
    page: str
    scenario: str
    scenario_version: int
    prompt: str
    prompt_wording: str
    content_version: str
    language: str
    text: str
    self_rating: Mapping[str, Level] = field(default_factory=dict)
    assessment: Assessment | None = None
    aided: bool = True
    private: bool = False
    revises: str | None = None
    disputed: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Draft:
    """What stands in an editor now. ``revision`` counts saves of this slot, from 1."""

    page: str
    scenario: str
    prompt: str
    text: str
    revision: int
    writer: str
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class GroupSummary:
    """Counts for a group, ``counts[dimension][level]``: no names, no texts."""

    rubric_version: str
    people: int
    counts: Mapping[str, tuple[int, int, int]]
