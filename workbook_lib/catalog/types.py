"""The types of compiled content, as pages use them. Standard library only."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from workbook_lib.activities.discussing import Discussion
from workbook_lib.activities.lines import Activity
from workbook_lib.activities.looks import Looks
from workbook_lib.coaching import Feedback
from workbook_lib.listening.client import Client
from workbook_lib.model import Kind, Prompt, Rubric, Scenario
from workbook_lib.nearby import Nearby, Vocabulary

_SLOT = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Desk:
    """A place where staff meet clients, from the accounts desk to leading a team."""

    id: str
    name: str
    says: str


@dataclass(frozen=True, slots=True)
class Page:
    """The words of one page. ``idea`` has a blank line between paragraphs; ``words`` are all the others.

    ``private``: nothing written there is in a copy unless chosen. ``finish``: the page counts as done when
    something was kept for one of these prompts. ``language`` is English where the content's own language
    has no such page.
    """

    id: str
    title: str
    minutes: int
    you_will: tuple[str, ...]
    you_need: str
    idea_heading: str
    idea: str
    credit: str
    at_the_desk: str
    way_on: str
    words: Mapping[str, str]
    language: str = "en"
    private: bool = False
    finish: tuple[str, ...] = ("when_then",)


@dataclass(frozen=True, slots=True)
class ConcernWords:
    """One kind of worry: what a page says of it, and which groups of words to look for near each other."""

    says: str
    rules: tuple[Nearby, ...]


@dataclass(frozen=True, slots=True)
class Care:
    """What to show where a text may hold more than a reply can.

    ``procedure`` and ``call`` are for each library to fill in. ``learned`` names the language of the learned part
    that reads beside the rules; with none, rules alone decide.
    """

    heading: str
    says: str
    procedure_heading: str
    procedure: tuple[str, ...]
    call_heading: str
    call: tuple[str, ...]
    own_heading: str
    own: str
    always: str
    concerns: Mapping[str, ConcernWords]
    vocabulary: Vocabulary
    look_alikes: tuple[Nearby, ...]
    respelt: Mapping[str, tuple[str, ...]]
    learned: str = ""


@dataclass(frozen=True, eq=False)
class Catalog:
    """All content in one language. ``version`` changes whenever any of it does.

    ``faults`` are lines to show a trainer: their own folder couldn't be used as it stands, and this is what
    was used before, or the built-in content. ``trouble`` is one plain sentence for whoever opens a page.
    """

    version: str
    language: str
    rubrics: Mapping[str, Rubric]
    scenarios: Mapping[str, Scenario]
    prompts: Mapping[str, Prompt]
    desks: Mapping[str, Desk]
    pages: Mapping[str, Page]
    words: Mapping[str, str]
    feedback: Feedback
    care: Care
    looks: Looks
    activities: Mapping[str, Activity]
    faults: tuple[str, ...] = ()
    trouble: str = ""
    clients: Mapping[str, Client] = field(default_factory=dict)
    discussion: Discussion = field(default_factory=Discussion)

    def rubric(self, kind: Kind) -> Rubric:
        """The rubric for one kind of text."""
        return self.rubrics[kind]

    def for_desk(self, desk: str) -> list[Scenario]:
        """The cases of a desk in this language, in the files' order; every case where the desk has none.

        A language without any case of its own takes the English ones.
        """
        every = list(self.scenarios.values())
        own = [s for s in every if s.language == self.language] or every
        return [s for s in own if desk in s.desks] or own

    def word(self, key: str, **values: object) -> str:
        """The words under a dotted key, with ``{name}`` slots filled. An unknown key comes back itself."""
        return fill(self.words.get(key, key), values)


def fill(words: str, values: Mapping[str, object]) -> str:
    """`words` with each ``{name}`` replaced from `values`; a slot without a value stays as it is."""
    return _SLOT.sub(lambda m: str(values.get(m.group(1), m.group(0))), words)
