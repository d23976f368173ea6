"""What the ``session`` part of an activity may hold; `session_checks` finds what no schema sees in it."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from workbook_lib.authoring.schemas import Line, Slug, Strict, Text

Kind = Literal[
    "welcome", "agreement", "case", "questions", "pair_talk", "snapshot", "together", "revise", "reply", "pause",
    "practice", "role_play", "plan", "close",
]  # fmt: skip
"""Steps of the room, and what only an agenda has."""


class AimFile(Strict):
    """What a session is for."""

    name: Line = Field(description="In plain words, such as: Say a kind no")
    practice: Slug = Field(description="The block that practises it")
    asks: list[Line] = Field(min_length=3, max_length=5, description="Questions for the talk of all")
    cases: list[Slug] = Field(default_factory=list, description="The cases that fit best, none of abuse")


class RunFile(Strict):
    """A session of so many minutes."""

    minutes: int = Field(ge=20, le=480)
    items: dict[Slug, int] = Field(
        min_length=3, description="Block: minutes, in order; practice is the aim's"
    )


class PlaceWords(Strict):
    """How it is run in each place; room stands for the others where they are missing."""

    room: Text
    online: Text = ""
    paper: Text = ""


class BlockFile(Strict):
    """One item of an agenda."""

    kind: Kind
    title: Line
    words: PlaceWords
    case: Literal["", "new", "same"] = ""
    questions: list[Line] = Field(default_factory=list)
    asks_five: bool = Field(False, description="It asks the five questions")
    few: str = Field("", max_length=400, description="Added for fewer than six people")
    many: str = Field("", max_length=400, description="Added for sixteen and more")


class SizesFile(Strict):
    """Words for one group of a size, and for several."""

    pair: list[Line] = Field(min_length=2, max_length=2)
    three: list[Line] = Field(min_length=2, max_length=2)
    four: list[Line] = Field(min_length=2, max_length=2)
    and_: Line = Field(alias="and")


class ScriptFile(Strict):
    """What to say when it gets hard."""

    title: Line
    first: Line = Field(description="What to do first")
    say: list[Line] = Field(min_length=2, description="Words to say aloud")
    do_not: list[Line] = Field(min_length=2)
    stop: Text = Field(description="When to stop, and how")


class RoleFile(Strict):
    """One part in a role play."""

    title: Line
    says: Text


class RolePlayFile(Strict):
    """A role play for three."""

    says: Text
    roles: dict[Literal["client", "desk", "observer"], RoleFile] = Field(min_length=3)
    steps: list[Line] = Field(min_length=2)


class DebriefFile(Strict):
    """Questions for afterwards."""

    group: list[Line] = Field(min_length=2)
    yourself: list[Line] = Field(min_length=2)


class SessionFile(Strict):
    """What a facilitator's session is built of."""

    aims: dict[Slug, AimFile] = Field(min_length=1, max_length=8)
    runs: list[RunFile] = Field(min_length=1)
    blocks: dict[Slug, BlockFile]
    sizes: SizesFile
    scripts: dict[Slug, ScriptFile] = Field(min_length=1)
    debrief: DebriefFile
    role_play: RolePlayFile
