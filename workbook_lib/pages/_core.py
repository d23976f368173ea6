"""The core practice on a page: its moves. What it shows is in `_core_parts`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial

from ..activities import five_questions as activity
from ..activities import unaided
from ..coaching import coach
from ..model import Assessment, Entry, Kind, Level, Scenario
from ..parts import Part
from ..scoring import score_reflection, score_reply
from ..widgets import Choice, Event, Form, Press, Reply
from . import _care as care
from . import _core_parts as view
from . import _objections as objections
from ._page import Page

OWN = "own"
"""The scenario id of the learner's own encounter."""


@dataclass
class Practice:
    """One walk through one case, on one page."""

    page: Page
    walk: activity.Walk = field(init=False)
    disputing: str = ""
    nudged: str = ""

    def __post_init__(self) -> None:
        place = self.page.place
        cases = self.cases()
        chosen = place.get("scenario")
        self.start(chosen if chosen in (*cases, OWN) else cases[0], str(place.get("open", "")))

    def start(self, scenario: str, open_step: str = "") -> None:
        """Take up a case where the journal left it."""
        self.walk = activity.walk(scenario, self.page.entries(), open_step, self.steps(scenario))
        self.disputing = ""
        self.page.remember(scenario=scenario, open=self.walk.open)

    def steps(self, scenario: str) -> tuple[str, ...]:
        """The steps of a case. Of one's own encounter nothing can be revealed; of somebody who abused staff
        nobody is asked to see the side."""
        case = self.page.content.scenarios.get(scenario)
        if case is not None and case.safety:
            return activity.SAFETY_STEPS
        return tuple(s for s in activity.STEPS if scenario != OWN or s != "reveal")

    def cases(self) -> list[str]:
        """The cases for the learner's desk, by id: those of the desk's own first, those of abuse last.

        The two kept for an unaided answer are left out.
        """
        desk = self.page.desk
        cases = sorted(
            self.page.content.for_desk(desk), key=lambda case: (case.safety, case.desks[0] != desk)
        )
        kept = unaided.pair_of([case.id for case in cases if not case.safety])
        return [case.id for case in cases if case.id not in kept] or [case.id for case in cases]

    @property
    def scenario(self) -> Scenario | None:
        """The case; None for the learner's own encounter."""
        return self.page.content.scenarios.get(self.walk.scenario)

    def slot(self, prompt: str) -> tuple[str, str]:
        """The draft of a prompt in this case."""
        return (self.walk.scenario, prompt)

    def parts(self) -> list[Part]:
        """The page as it stands."""
        return view.parts(self)

    # -- what the learner does -----------------------------------------------------------------------------

    def act(self, event: Event, form: Form) -> Reply:
        """What a press or a choice does. Drafts never come here."""
        if isinstance(event, Press):
            move, _, about = event.name.partition(":")
            if move in objections.MOVES:
                return objections.MOVES[move](self, about)
            reply: Reply = getattr(self, MOVES[move])(about)
            return reply
        if isinstance(event, Choice):
            return self.choose(event.part, event.value)
        return Reply()

    def choose(self, part: str, value: str) -> Reply:
        """Remember a choice: one's own rating, the client's tone, what a dispute is about."""
        self.page.remember(chosen={**self.chosen, f"{self.walk.scenario}/{part}": value})
        return Reply(self.parts())

    @property
    def chosen(self) -> Mapping[str, str]:
        """Every choice made on this page, by scenario and part."""
        chosen: Mapping[str, str] = self.page.place.get("chosen", {})
        return chosen

    def choice(self, part: str, default: str = "") -> str:
        """What was chosen in this case."""
        return self.chosen.get(f"{self.walk.scenario}/{part}", default)

    def rating(self, prompt: str) -> dict[str, Level]:
        """What the learner said of their own text before the reading, by dimension."""
        levels: dict[str, Level] = {"0": 0, "1": 1, "2": 2}
        rated = self.choice(f"rate-{prompt}")
        return {activity.AIMS[prompt][0]: levels[rated]} if rated in levels else {}

    def read(self, prompt: str) -> Reply:
        """Read the draft of a prompt with the learner, and keep both. Asks once to rate first."""
        if not self.rating(prompt) and self.nudged != prompt:
            self.nudged = prompt
            told = view.own(self, "rate_help")
            return Reply(self.parts(), focus=f"rate-{prompt}", announce=told)
        text, _ = self.page.draft(self.slot(prompt))
        last = self.walk.latest(prompt)
        if last is None or last.text != text:
            self._keep_reading(prompt, text, last)
        entry = self.walk.latest(prompt)
        assessment = entry.assessment if entry else None
        told = view.told(self, prompt, assessment) if assessment else ""
        return Reply(self.parts(), focus=view.reading_name(prompt, assessment), announce=told)

    def _keep_reading(self, prompt: str, text: str, last: Entry | None) -> None:
        assessment = self.assess(prompt, text)
        entry = self.page.keep(
            self.slot(prompt),
            text,
            self.page.content.prompts[prompt].wording,
            assessment,
            self_rating=self.rating(prompt),
            revises=last.id if last else None,
            disputed=self.page.withdrawn(text),
        )
        self.walk = activity.keep(self.walk, entry)
        self._coach(prompt, entry)

    def assess(self, prompt: str, text: str) -> Assessment:
        """Read a text as what it is: a reply beside the client's message, a reflection beside its case."""
        safety = self.scenario.safety if self.scenario else False
        return care.assess(self.page, self.kind(prompt), text, partial(self._score, prompt), safety=safety)

    def _score(self, prompt: str, text: str) -> Assessment:
        if prompt != "reply":
            return score_reflection(text, prompt, case=self.scenario)
        message = view.message(self)
        fault = self.scenario.library_at_fault if self.scenario else None
        return score_reply(text, message.text if message else None, fault)

    def kind(self, prompt: str) -> Kind:
        """Which rubric a prompt's texts are read by."""
        return "reply" if prompt == "reply" else "reflection"

    def _coach(self, prompt: str, entry: Entry) -> None:
        """Choose what to notice and one question; kept with the place, so that it stands after a reload."""
        assert entry.assessment is not None  # noqa: S101 - only entries just read come here
        place = self.page.place
        recent = [(str(s), int(w)) for s, w in place.get("recent", [])]
        said = coach(
            entry.assessment,
            self.page.content.feedback,
            text=entry.text,
            aim=activity.AIMS[prompt],
            question=prompt,
            recent=recent,
        )
        coached = {**place.get("coached", {}), entry.id: {"notice": said.notice, "question": said.question}}
        self.page.remember(coached=coached, recent=[*recent, (said.situation, said.wording)][-8:])

    def keep(self, step: str) -> Reply:
        """Keep what is written at a step without a reading, and go on."""
        for prompt in activity.PROMPTS[step]:
            self._keep_plain(prompt)
        if step == "plan":
            self.page.plan(self.page.draft(self.slot("when_then"))[0], self.walk.scenario)
            kept = bool(self.page.draft(self.slot("when_then"))[0].strip())
            return Reply(self.parts(), announce=view.own(self, "plan_kept") if kept else "")
        return self.go_on(step)

    def _keep_plain(self, prompt: str) -> None:
        text, _ = self.page.draft(self.slot(prompt))
        last = self.walk.latest(prompt)
        if not text.strip() or (last and last.text == text) or prompt in activity.AIMS:
            return
        wording = self.page.content.prompts[prompt].wording
        revises = last.id if last else None
        self.walk = activity.keep(
            self.walk, self.page.keep(self.slot(prompt), text, wording, None, revises=revises)
        )

    def go_on(self, step: str) -> Reply:
        """Open the next step."""
        for prompt in activity.PROMPTS[step]:
            self._keep_plain(prompt)
        self.walk = activity.go_on(activity.go_to(self.walk, step))
        return self._opened()

    def open(self, step: str) -> Reply:
        """Open a step out of turn."""
        self.walk = activity.go_to(self.walk, step)
        return self._opened()

    def _opened(self) -> Reply:
        self.disputing = ""
        self.page.remember(open=self.walk.open)
        return Reply(self.parts(), focus=view.first(self.walk.open))

    def another(self, _: str) -> Reply:
        """Another case, no reason asked."""
        cases = self.cases()
        here = cases.index(self.walk.scenario) if self.walk.scenario in cases else -1
        return self._begin(cases[(here + 1) % len(cases)])

    def own(self, _: str) -> Reply:
        """The learner's own encounter in place of a case."""
        return self._begin(OWN)

    def _begin(self, scenario: str) -> Reply:
        self.start(scenario)
        title = self.scenario.title if self.scenario else self.page.word("cases.own_heading")
        return Reply(self.parts(), focus="case-title", announce=title)


MOVES: Mapping[str, str] = {
    "read": "read",
    "keep": "keep",
    "go_on": "go_on",
    "open": "open",
    "another": "another",
    "own": "own",
}
"""What a button's name calls. By name, so that a shorter practice may do a move its own way."""
