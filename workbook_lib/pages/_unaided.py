"""A case answered without a reading: kept for the learner's own comparison, and nothing read in front of them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass

from .. import render
from ..activities import unaided
from ..model import Assessment, Scenario
from ..parts import Actions, Button, Group, Html, Part
from ..scoring import score_reflection, score_reply
from . import _care as care
from ._page import Page


@dataclass
class Unaided(ABC):
    """One unaided case on a page. The two forms are drawn once for each learner; which is next, a subclass says."""

    page: Page

    def pair(self) -> tuple[str, str]:
        """The learner's first and last unaided case: as begun, or as their desk has them now."""
        begun = self.page.setting("unaided")
        if begun and set(begun) <= set(self.page.content.scenarios):
            return (begun[0], begun[1])
        desk = self.page.desk
        cases = [s for s in self.page.content.for_desk(desk) if not s.safety]
        cases.sort(key=lambda case: case.desks[0] != desk)
        ids = [case.id for case in cases]
        return unaided.pair(ids if len(ids) > 1 else list(self.page.content.scenarios), self.page.key)

    @property
    @abstractmethod
    def scenario(self) -> Scenario:
        """The case that is open or comes next."""

    def written(self) -> bool:
        """Whether there are words in a box of this case."""
        return any(self.page.draft((self.scenario.id, p))[0].strip() for p in unaided.PROMPTS)

    def keep_all(self) -> list[Assessment]:
        """Keep what is written, each text with a reading that nobody is shown; those readings."""
        read = []
        for prompt in unaided.PROMPTS:
            slot = (self.scenario.id, prompt)
            text, _ = self.page.draft(slot)
            if text.strip():
                wording = self.page.content.prompts[prompt].wording
                read.append(self._assess(prompt, text))
                self.page.keep(slot, text, wording, read[-1], aided=False)
        return read

    def _assess(self, prompt: str, text: str) -> Assessment:
        """The reading, kept for later: nothing of it is shown here."""
        client, fault = self.scenario.messages[0].text, self.scenario.library_at_fault
        if prompt == "unaided_reply":
            return care.assess(self.page, "reply", text, lambda t: score_reply(t, client, fault))
        return care.assess(self.page, "reflection", text, lambda t: score_reflection(t, case=self.scenario))

    def line(self, key: str, **values: str) -> Html:
        """One of the page's own words as a paragraph."""
        return Html(key, render.template("intro.html", text=self.page.own(key, **values)))

    def case(self, name: str, skip: str) -> Group:
        """The case, the boxes and the buttons; ``skip`` says what the second one does."""
        html = render.template(
            "story.html",
            scenario=self.scenario,
            story=render.paragraphs(self.scenario.story),
            message=self.scenario.messages[0],
            another=False,
            word=self.page.word,
        )
        told = [self.page.content.prompts[prompt] for prompt in unaided.PROMPTS]
        editors = [
            self.page.editor(f"{name}-{p.id}", p.wording, p.help, (self.scenario.id, p.id)) for p in told
        ]
        keep = Button("keep", self.page.word("actions.keep_it"), main=True)
        row = Actions(f"{name}-do", (keep, Button("skip", skip)))
        return Group(f"{name}-case", (Html(f"story-{self.scenario.id}", html), *editors, row))


def met(page: Page, read: list[Assessment]) -> list[Part]:
    """Help, where what was kept may be about more than a reply can hold."""
    note = next((a.note for a in read if a.note in care.MET), "")
    return [Html("care", care.met(page, note))] if note else []
