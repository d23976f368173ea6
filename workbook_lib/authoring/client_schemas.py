"""What a file of ``clients/`` may hold."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from workbook_lib.authoring.schemas import Line, Slug, Strict, Text
from workbook_lib.listening.client import MOST
from workbook_lib.listening.deeds import GROUPS, ORDER

Number = Annotated[int, Field(ge=0, le=MOST)]
Count = Annotated[int, Field(ge=1, le=40)]
Shift = Annotated[int, Field(ge=-3, le=3)]
Said = Annotated[list[Line], Field(min_length=1)]
Deed = Annotated[str, Field(description="What a turn does, or a group: " + ", ".join((*GROUPS, *ORDER)))]
FEWEST_LINES = 60
FEWEST_STATES = 8


class WhenFile(Strict):
    """A condition: all of it must hold. Numbers are at least; "below" is less than."""

    trust: Number | None = None
    trust_below: Number | None = None
    heat: Number | None = None
    heat_below: Number | None = None
    told: Number | None = Field(None, description="Facts that were told")
    told_below: Number | None = None
    helped: Number | None = Field(None, description="Steps that were taken for them")
    helped_below: Number | None = Field(None, description="Fewer steps than so many")
    limits: Number | None = Field(None, description="Limits that were said kindly")
    turns: Count | None = Field(None, description="Turns of the learner so far")
    does: list[Deed] = Field(default_factory=list, description="This turn does any of these")
    knows: list[Slug] = Field(default_factory=list, description="All of these facts were told")
    state: list[Slug] = Field(default_factory=list, description="The client is in one of these states")


class WayFile(Strict):
    """From this state to another."""

    to: Slug
    when: WhenFile


class StateFile(Strict):
    """How the client is."""

    seen: Said = Field(description="What is seen or heard of them as they come to be so")
    lines: dict[Deed, Said] = Field(description="What the turn did: what they may say")
    ways: list[WayFile] = Field(default_factory=list, description="The first that holds is taken")


class FactFile(Strict):
    """Something the client holds back at first."""

    about: list[Line] = Field(
        description="Words a turn asks about it with; photo* is any word that starts so"
    )
    trust: Number = Field(description="Told at this trust, when a turn does one of `does`")
    asked: Number | None = Field(None, description="Told at this trust already, when asked about")
    does: list[Deed] = Field(["heard"], min_length=1)
    after: list[Slug] = Field(default_factory=list, description="Facts that must have been told before")
    told: Said = Field(description="How they tell it of themselves")
    answers: list[Line] = Field(default_factory=list, description="How they tell it when asked")
    ducks: list[Line] = Field(default_factory=list, description="What they say when asked too soon")
    more: list[Line] = Field(
        default_factory=list, description="What they say when asked again, after telling"
    )
    unsaid: Line = Field(description="What a learner reads where it was never told")


class AnswerFile(Strict):
    """An ordinary question, and what they say to it."""

    about: list[Line] = Field(min_length=1)
    says: Said
    does: list[Deed] = Field(
        default_factory=list, description="Said to a turn that does one of these, too, though it asks nothing"
    )
    after: list[Slug] = Field(default_factory=list, description="Facts that must have been told before")


class EndingFile(Strict):
    """How it may end."""

    kind: Literal[
        "heard_and_helped",
        "helped_not_heard",
        "heard_unsolvable",
        "gave_up",
        "kind_limit",
        "walked_off",
        "staff_safety",
    ]
    when: WhenFile
    says: Said = Field(description="Their last words, or what is seen as they go, in (brackets)")
    after: Text = Field(description="What became of it")


class ClientFile(Strict):
    """clients/*.yaml: somebody who comes, rings or writes."""

    id: Slug
    version: int = Field(ge=1)
    name: Line
    title: Line
    where: Literal["desk", "phone", "chat"]
    they: Literal["she", "he", "they"]
    holds: Annotated[str, Field(min_length=15, max_length=200, pattern=r"^[^\n]+$")]
    safety: bool = Field(False, description="They abuse or threaten staff")
    setting: Text
    opening: Annotated[list[Line], Field(min_length=2)]
    wants: Line
    settles_for: Line
    trust: Number
    heat: Number
    turns: Annotated[int, Field(ge=6, le=20, description="How many turns they have time for")]
    start: Slug
    temper: dict[Deed, Annotated[list[Shift], Field(min_length=2, max_length=2)]] = Field(
        default_factory=dict, description="What a deed does to (trust, heat), where they differ from others"
    )
    states: Annotated[dict[Slug, StateFile], Field(min_length=FEWEST_STATES)]
    facts: Annotated[dict[Slug, FactFile], Field(min_length=3)]
    answers: list[AnswerFile] = Field(default_factory=list)
    lines: dict[Deed, Said] = Field(description="What they may say in any state")
    warmly: dict[Deed, Said] = Field(
        default_factory=dict, description="What they say in place of `lines` once they trust somebody"
    )
    endings: Annotated[list[EndingFile], Field(min_length=2)]
