"""The form of a summary's file, and that nothing in it breaks the rules by which a room shows things. Pure."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Literal, Self

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, model_validator

from workbook_lib.group.privacy import NEVER_GROUPED, OTHERS, tells_nobody
from workbook_lib.group.rooms import STEPS
from workbook_lib.model import Kind

FORMAT = "compassion-workbook/room-summary"
VERSION = 1

Name = Annotated[str, Field(max_length=200, pattern=r"^[\w.+\-]*$")]
Line = Annotated[str, Field(max_length=200)]
Words = Annotated[str, Field(min_length=1, max_length=10_000)]
Count = Annotated[int, Field(ge=0, le=1000)]
Moment = Annotated[
    AwareDatetime, Field(ge=datetime(1970, 1, 3, tzinfo=UTC), le=datetime(9000, 1, 1, tzinfo=UTC))
]
"""A moment that any computer can tell by its own clock, and six weeks later too."""


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True)


class Counts(_Strict):
    """How many of ``people`` stand at each level, by dimension."""

    rubric_version: Line
    people: Count
    counts: dict[Name, tuple[Count, Count, Count]]


class View(_Strict):
    """See `workbook_lib.group.privacy.View`."""

    desks: tuple[Name, ...]
    summary: Counts
    hidden: tuple[Name, ...]

    @model_validator(mode="after")
    def _shows_nobody(self) -> Self:
        counts, named = self.summary.counts, [*self.summary.counts, *self.hidden]
        whole = all(sum(count) == self.summary.people and tells_nobody(count) for count in counts.values())
        if not whole or len(named) != len(set(named)) or NEVER_GROUPED & set(named):
            raise ValueError("counts that no room shows")
        return self


class Snapshot(_Strict):
    """See `workbook_lib.group.privacy.Snapshot`."""

    case: Name
    kind: Kind
    views: tuple[View, ...]
    left_out: Count = 0


class Offer(_Strict):
    """A sentence its writer offered and let the facilitator keep. ``about`` is "plan" for a plan, else ""."""

    text: Words
    about: Literal["", "plan"] = ""


class Feedback(_Strict):
    """What people said helped: of ``people`` who answered, how many ticked each choice; words in no order.

    ``hidden`` are the choices that all or nobody, or all or nobody but one, ticked.
    """

    people: Annotated[int, Field(gt=OTHERS, le=1000)]
    counts: dict[Name, Count]
    hidden: tuple[Name, ...]
    helped: tuple[Words, ...]
    hindered: tuple[Words, ...]

    @model_validator(mode="after")
    def _shows_nobody(self) -> Self:
        shown = all(2 <= count <= self.people - 2 for count in self.counts.values())
        if not shown or max(len(self.helped), len(self.hindered)) > self.people:
            raise ValueError("counts that no room shows")
        return self


class Case(_Strict):
    """The case the room worked on last."""

    id: Name
    title: Line


class Summary(_Strict):
    """What stays of one room. ``id`` is random and the same for the same room; ``people`` had joined at its end.

    ``done`` are the steps that were reached; ``minutes`` from opening to end. ``title`` is what its
    facilitator calls it, or "". Each view is of more than ``least``
    people: where a room asked for more after a picture was taken, that is a floor which held for the picture too
    (docs/decisions/0006-one-answer-one-view.md).
    """

    format: Literal["compassion-workbook/room-summary"]
    version: Annotated[int, Field(ge=VERSION, le=VERSION)]
    id: Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
    title: Line
    language: Name
    workbook: Line
    opened_at: Moment
    minutes: Annotated[int, Field(ge=0, le=10_000)]
    people: Count
    least: Annotated[int, Field(ge=OTHERS, le=1000)]
    case: Case
    done: tuple[Name, ...]
    snapshots: tuple[Snapshot, ...]
    offers: tuple[Offer, ...]
    feedback: Feedback | None

    @model_validator(mode="after")
    def _fits(self) -> Self:
        views = [view.summary.people for taken in self.snapshots for view in taken.views]
        taken = [(shown.case, shown.kind) for shown in self.snapshots]
        if self.feedback is not None:
            views.append(self.feedback.people)
        small = any(people <= self.least for people in views)
        if small or len(taken) != len(set(taken)) or not set(self.done) <= set(STEPS):
            raise ValueError("more than a room shows")
        return self

    @property
    def sentences(self) -> tuple[str, ...]:
        """What was offered to the room, plans apart."""
        return tuple(offer.text for offer in self.offers if offer.about != "plan")

    @property
    def plans(self) -> tuple[str, ...]:
        """The plans that were offered."""
        return tuple(offer.text for offer in self.offers if offer.about == "plan")
