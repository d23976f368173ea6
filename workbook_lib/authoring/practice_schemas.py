"""What looks.yaml and activities/*.yaml may hold. As in `schemas`, nothing unknown is let in."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from workbook_lib.authoring.reading_files import ReadTogetherFile
from workbook_lib.authoring.schemas import Line, Slug, Strict, Text
from workbook_lib.authoring.session_files import SessionFile
from workbook_lib.authoring.toning_files import ToningFile
from workbook_lib.authoring.week_files import CheckInFile

Phrases = Annotated[str, Field(min_length=1, max_length=20_000)]


class AnswerFile(Strict):
    """One answer to where a line stands."""

    fit: Literal["right", "near", "far", ""] = ""
    reason: Line = Field(description="Why it fits, or what speaks against it")


class PlacedLineFile(Strict):
    """A line to place."""

    id: Slug
    desks: list[Slug] = Field(min_length=1)
    situation: Text
    line: Text
    answers: dict[Slug, AnswerFile] = Field(min_length=2, description="One for each option")


class PlacingFile(Strict):
    """Lines to place, each answer with its own reason."""

    legend: Line
    options: dict[Slug, Line] = Field(min_length=2, max_length=5)
    lines: list[PlacedLineFile] = Field(min_length=1)


class MoveFile(Strict):
    """A way to say a line better."""

    name: Line
    towards: Line = Field(description="What to move towards")
    why: Text
    looks: list[Slug] = Field(min_length=1, description="Names of looks, in looks.yaml")


class WayFile(Strict):
    """Help with one line."""

    hint: Line
    model: Text = Field(description="Shown only after the learner's own words")


class RewriteLineFile(Strict):
    """A line to say another way."""

    id: Slug
    desks: list[Slug] = Field(min_length=1)
    situation: Text
    line: Text
    theirs: Phrases = Field(description="Words of this person's own matter, with commas between")
    moves: dict[Slug, WayFile] = Field(min_length=1)


class RewritingFile(Strict):
    """Lines to say another way."""

    moves: dict[Slug, MoveFile] = Field(min_length=1)
    lines: list[RewriteLineFile] = Field(min_length=1)


class BoxFile(Strict):
    """A box to write in."""

    wording: Line
    help: Line
    rows: int = Field(5, ge=2, le=20)
    reads: Literal["looks", "ladder", "reply", "reflection", "nothing"]
    looks: list[Slug] = Field(default_factory=list, description="With reads: looks or ladder")
    aims: list[Slug] = Field(default_factory=list, description="With reads: reply or reflection")
    then: Literal["", "facts"] = Field("", description="facts: then tell what asking would bring to light")


class WritingFile(Strict):
    """Boxes about one's own work, or about a case of one's desk."""

    about: Literal["own", "case"]
    boxes: dict[Slug, BoxFile] = Field(min_length=1)
    cases: list[Slug] = Field(default_factory=list, description="The only cases, if any are named")
    in_turn: bool = Field(False, description="Each box opens when something was kept in the one before")


class NoteFile(Strict):
    """A box that nothing reads."""

    wording: Line
    help: Line
    rows: int = Field(5, ge=2, le=20)


class SortingFile(Strict):
    """A note to sort into what was seen, what was assumed and what there is to know."""

    about: Literal["own", "case"]
    note: NoteFile
    after: BoxFile = Field(description="Asked when the case has told what was going on, or of one's own note")
    cases: list[Slug] = Field(default_factory=list, description="The only cases, if any are named")


class ActivityFile(Strict):
    """activities/*.yaml: the practice of the page of the same name."""

    place: dict[Slug, PlacingFile] = Field(default_factory=dict)
    rewrite: dict[Slug, RewritingFile] = Field(default_factory=dict)
    write: dict[Slug, WritingFile] = Field(default_factory=dict)
    sort: dict[Slug, SortingFile] = Field(default_factory=dict)
    tone: dict[Slug, ToningFile] = Field(default_factory=dict)
    check_in: dict[Slug, CheckInFile] = Field(default_factory=dict)
    session: dict[Slug, SessionFile] = Field(default_factory=dict)
    read_together: dict[Slug, ReadTogetherFile] = Field(default_factory=dict)


class LookFile(Strict):
    """What a line had better lose, or gain."""

    kind: Literal["goes", "comes", "theirs"]
    name: Line
    says: Line = Field(description="The reason beside what was found")
    missing: Line = Field(description="The question where it isn't as it should be")
    phrases: Phrases | None = Field(None, description="What to find, with commas between")
    but_not: Phrases | None = Field(None, description="What only sounds so")
    dimension: Slug | None = Field(None, description="Met too where the reply rubric finds this clear")
    hits: list[Line] = Field(default_factory=list, description="Lines it is found in")
    misses: list[Line] = Field(default_factory=list, description="Lines it is not found in")


class LooksFile(Strict):
    """looks.yaml"""

    version: Line
    vocabulary: dict[Slug, Phrases]
    looks: dict[Slug, LookFile]
