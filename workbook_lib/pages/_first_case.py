"""A case answered without a reading: kept for the learner's own comparison, and nothing read in front of them."""

from __future__ import annotations

from dataclasses import dataclass

from .. import render
from ..activities import unaided
from ..model import Assessment, Scenario
from ..parts import Actions, Button, Group, Html, Part
from ..scoring import score_reflection, score_reply
from ..widgets import Event, Form, Press, Reply
from . import _care as care
from ._page import Page

NEXT = "02_five_questions"
"""The page that a first case leads to."""


@dataclass
class FirstCase:
    """The first of a learner's two unaided cases."""

    page: Page

    def pair(self) -> tuple[str, str]:
        """The learner's first and last unaided case: as begun, or as their desk has them now."""
        begun = self.page.setting("unaided")
        if begun and begun[0] in self.page.content.scenarios:
            return (begun[0], begun[1])
        desk = self.page.desk
        cases = [s for s in self.page.content.for_desk(desk) if not s.safety]
        cases.sort(key=lambda case: case.desks[0] != desk)
        ids = [case.id for case in cases]
        return unaided.pair(ids if len(ids) > 1 else list(self.page.content.scenarios), self.page.key)

    @property
    def scenario(self) -> Scenario:
        return self.page.content.scenarios[self.pair()[0]]

    @property
    def kept(self) -> bool:
        """Whether this case was answered."""
        return any(not e.aided and e.scenario == self.scenario.id for e in self.page.entries())

    def act(self, event: Event, form: Form) -> Reply:
        """Begin, keep or skip."""
        if isinstance(event, Press) and event.name == "begin":
            self.page.set("unaided", self.pair())
            self.page.remember(first_case="open")
            return Reply(self.parts(), focus="case-title")
        if isinstance(event, Press) and event.name == "skip":
            self.page.remember(first_case="skipped")
            return Reply(self.parts(), focus="first-case-next", announce=self.page.own("first_case_skipped"))
        return self._keep() if isinstance(event, Press) else Reply()

    def _keep(self) -> Reply:
        """Keep what is written. Where nothing is, say so, and stay."""
        if not any(self.page.draft((self.scenario.id, p))[0].strip() for p in unaided.PROMPTS):
            first = f"first-{unaided.PROMPTS[0]}"
            return Reply(self.parts(), focus=first, announce=self.page.word("saved.nothing_yet"))
        self._keep_all()
        met = self._met()
        focus = "care-heading" if met else "first-case-next"
        return Reply(self.parts(), focus=focus, announce=self.page.own("first_case_kept"))

    def _keep_all(self) -> None:
        for prompt in unaided.PROMPTS:
            slot = (self.scenario.id, prompt)
            text, _ = self.page.draft(slot)
            if text.strip():
                wording = self.page.content.prompts[prompt].wording
                self.page.keep(slot, text, wording, self._assess(prompt, text), aided=False)
        self.page.remember(first_case="kept")

    def _assess(self, prompt: str, text: str) -> Assessment:
        """The reading, kept for later: nothing of it is shown here."""
        client, fault = self.scenario.messages[0].text, self.scenario.library_at_fault
        if prompt == "unaided_reply":
            return care.assess(self.page, "reply", text, lambda t: score_reply(t, client, fault))
        return care.assess(self.page, "reflection", text, lambda t: score_reflection(t, case=self.scenario))

    def _met(self) -> list[Part]:
        """Help, where what was kept may be about more than a reply can hold."""
        kept = [e.assessment for e in self.page.entries() if not e.aided and e.assessment]
        note = next((a.note for a in kept if a.note in care.MET), "")
        return [Html("care", care.met(self.page, note))] if note else []

    def parts(self) -> list[Part]:
        """The offer, the case, or where it is kept."""
        if self.kept:
            return [self._line("first_case_kept"), *self._met(), self._next()]
        if self.page.place.get("first_case") == "open":
            return [self._case()]
        begin = Button("begin", self.page.word("actions.begin"))
        skip = Button("skip", self.page.own("first_case_skip"))
        if self.page.place.get("first_case") == "skipped":
            return [self._line("first_case_skipped"), Actions("first", (begin,)), self._next()]
        return [Actions("first", (begin, skip))]

    def _line(self, key: str) -> Html:
        return Html(key, render.template("intro.html", text=self.page.own(key)))

    def _next(self) -> Html:
        """What comes after the first case, with a link to it."""
        told = self.page.own("first_case_next")
        after = self.page.content.pages[NEXT]
        shown = render.template(
            "next.html", text=told, page=after.id, title=after.title, name="first-case-next"
        )
        return Html("first-case-next", shown)

    def _case(self) -> Group:
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
            self.page.editor(f"first-{p.id}", p.wording, p.help, (self.scenario.id, p.id)) for p in told
        ]
        keep = Button("keep", self.page.word("actions.keep_it"), main=True)
        skip = Button("skip", self.page.own("first_case_skip"))
        return Group("first-case", (Html("story", html), *editors, Actions("first", (keep, skip))))
