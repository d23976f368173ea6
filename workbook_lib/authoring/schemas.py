"""What each content file may hold. Unknown keys are refused, and nothing is turned into another type.

Descriptions are in the words of the exported JSON Schemas, so that an editor shows them as help.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, RootModel

Text = Annotated[str, Field(min_length=1, max_length=4000)]
Line = Annotated[str, Field(min_length=1, max_length=400, pattern=r"^[^\n]+$")]
Pattern = Annotated[str, Field(min_length=1, max_length=1000, pattern=r"^[^\n]+$")]
Slug = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{1,48}$")]
LevelNumber = Annotated[int, Field(ge=0, le=2)]
Register = Literal["casual", "formal", "distressed", "furious"]


class Strict(BaseModel):
    """The rule for every group of keys: those that are named here, of that type, and no other."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class DimensionFile(Strict):
    """One thing a rubric looks for."""

    name: Line = Field(description="What a learner sees, in two to five words")
    definition: Line = Field(description="What it is, in a sentence")
    source: Line = Field(description="Where it comes from")
    levels: list[Line] = Field(
        min_length=3, max_length=3, description="Not yet, emerging, clear: a line for each"
    )


class RubricKind(Strict):
    """The dimensions that one kind of text is read for."""

    version: Line
    dimensions: dict[Slug, DimensionFile] = Field(min_length=1)


class RubricFile(Strict):
    """rubric.yaml"""

    reflection: RubricKind
    reply: RubricKind


class PromptFile(Strict):
    """A question put to the learner."""

    wording: Line = Field(description="The question")
    help: str = Field(default="", max_length=300, description="One line under it")


class PromptsFile(RootModel[dict[Slug, PromptFile]]):
    """prompts.yaml"""


class DeskFile(Strict):
    """A place where staff meet clients."""

    name: Line
    says: Line = Field(description="Who works there, in a line")


class DesksFile(RootModel[dict[Slug, DeskFile]]):
    """desks.yaml"""


class PageFile(Strict):
    """pages/*.yaml: the words of one page."""

    title: Line
    minutes: int = Field(ge=1, le=120)
    you_will: list[Line] = Field(min_length=1, max_length=5, description="What you will be able to do")
    you_need: Line
    idea_heading: Line
    idea: Text = Field(description="One idea, under 200 words; a blank line starts a new paragraph")
    credit: Line = Field(description="Whose idea it is")
    at_the_desk: Line = Field(description="One thing to try at the desk")
    way_on: Line
    words: dict[Slug, Text] = Field(default_factory=dict, description="The page's other words, by key")
    private: bool = Field(False, description="Nothing written here is in a copy or shared unless chosen")
    finish: list[Slug] = Field(
        default=["when_then"], min_length=1, description="The page is done when one of these was answered"
    )


class WordsFile(RootModel[dict[str, "Words"]]):
    """ui.yaml: every word of the screens, in groups."""


class Words(RootModel["Text | dict[str, Words]"]):
    """A text, or a group of texts."""


class When(Strict):
    """When a situation is at hand: everything named here must hold."""

    note: Line | None = Field(default=None, description="The text was not read, for this reason")
    stage: list[Literal["none", "sympathy", "empathy", "compassion"]] | None = None
    levels: dict[Slug, list[LevelNumber]] = Field(
        default_factory=dict, description="Dimension: levels, as 0, 1, 2"
    )
    text: list[Slug] = Field(default_factory=list, description="Any of these patterns is in the text")


class SituationFile(Strict):
    """What a text may be like, and what to ask then."""

    kind: Literal["reflection", "reply", "both"]
    tier: Literal["not_read", "caution", "opening", "gap", "clear"]
    when: When
    dimension: Slug | None = Field(default=None, description="What the question is about")
    notice: list[Line] = Field(
        default_factory=list, description="A kind opening, used instead of what was found"
    )
    ask: list[Line] = Field(min_length=2, description='Questions, each with a slot such as "{quote}"')
    plain: list[Line] = Field(min_length=2, description="Questions for a text that gives nothing to quote")


class NoticePair(Strict):
    """Ways to say that something is there."""

    emerging: list[Line] = Field(min_length=2)
    clear: list[Line] = Field(min_length=2)


class FeedbackFile(Strict):
    """feedback.yaml"""

    opening: list[Line] = Field(min_length=3, description="A first line where nothing was found")
    unsure: list[Line] = Field(min_length=2, description="A first line where the reading is unsure")
    notices: dict[Literal["reflection", "reply"], dict[Slug, NoticePair]]
    people: list[Line] = Field(description="Words for people that a question may take up")
    patterns: dict[Slug, list[Pattern]] = Field(
        description="What to look for in a text, as regular expressions"
    )
    avoid: list[Pattern] = Field(description="How a clause starts that is no good to quote, as patterns")
    focus: dict[Slug, list[Slug]] = Field(description="Prompt: the dimensions it is most about")
    situations: dict[Slug, SituationFile]


class PackFile(Strict):
    """pack.yaml, in a folder of one's own."""

    leave_out: list[Slug] = Field(
        default_factory=list, description="Built-in cases that your learners don't see"
    )


class NearbyFile(Strict):
    """Groups of words that stand near each other in one sentence."""

    groups: list[Slug] = Field(min_length=1, description="Names of groups in the vocabulary, all of them")
    within: int = Field(6, ge=0, le=40, description="At most so many words between the first and the last")
    in_order: bool = Field(False, description="The groups stand in this order")
    across: bool = Field(False, description="The groups may stand in different sentences")
    unless: list[Slug] = Field(default_factory=list, description="Groups that undo it in the same sentence")


class ConcernFile(Strict):
    """One kind of worry: what a page says of it, and the rules that find it."""

    says: Line
    rules: list[NearbyFile] = Field(description="None where only the learned part finds it")


class CareFile(Strict):
    """care.yaml"""

    heading: Line
    says: Text
    procedure_heading: Line
    procedure: list[Line] = Field(min_length=1, description="What this library does; fill in your own")
    call_heading: Line
    call: list[Line] = Field(min_length=1, description="Who to call; fill in your own")
    own_heading: Line
    own: Text
    always: Line = Field(description="The line that leads here from every page")
    concerns: dict[Literal["self_harm", "abuse", "danger", "own_hurt"], ConcernFile]
    learned: Literal["", "en"] = Field("", description="The learned part that reads beside the rules")
    look_alikes: list[NearbyFile] = Field(
        default_factory=list, description="What only sounds like a worry: its words count for no rule"
    )
    vocabulary: dict[Slug, Annotated[str, Field(min_length=1, max_length=20_000)]] = Field(
        description="Groups of words and phrases, with commas between"
    )
    irregular: dict[str, str] = Field(default_factory=dict, description="More forms of a word with ~")
    respelt: dict[str, str] = Field(
        default_factory=dict, description="How a short, spoken or misspelt word reads in full"
    )
    often_misspelt: str = Field("", description="Words that are known with one letter wrong, commas between")


class MessageFile(Strict):
    """The client's own words."""

    spoken: Register = Field(alias="register")
    text: Text


class RepliesFile(Strict):
    """Two invented replies."""

    manages: Annotated[str, Field(min_length=60, max_length=1200)]
    meets: Annotated[str, Field(min_length=60, max_length=1200)]


class ScenarioFile(Strict):
    """scenarios/*.md: the front matter, then a section under each heading."""

    id: Slug
    version: int = Field(ge=1, description="Raise it by one when the story changes")
    title: Line
    desks: list[Slug] = Field(min_length=1)
    holds: Annotated[str, Field(min_length=15, max_length=200, pattern=r"^[^\n]+$")] = Field(
        description="What the case touches on, in a line, so that a learner can choose another"
    )
    library_at_fault: bool | Literal["shared"]
    reveal_kind: Literal["hard", "ordinary", "unknown"]
    safety: bool = False
    story: Annotated[str, Field(min_length=200, max_length=2000)]
    messages: list[MessageFile] = Field(min_length=2, max_length=4)
    hidden: list[Line] = Field(min_length=2)
    reveal: Text
    boundary: Text
    replies: RepliesFile


WordsFile.model_rebuild()
