"""The core practice on a page: its moves. What it shows is in `_core_parts`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..activities import five_questions as activity
from ..activities import unaided
from ..model import Entry, Level, Scenario
from ..parts import Part
from ..widgets import Choice, Event, Form, Press, Reply
from . import _core_case as case_box
from . import _core_parts as view
from . import _core_reading as reading
from . import _objections as objections
from . import _self_rating as self_rating
from . import _telling_details as telling
from ._page import Page

OWN = "own"
"""The scenario id of the learner's own encounter."""


@dataclass
class Practice:
    """One walk through one case, on one page."""

    page: Page
    walk: activity.Walk = field(init=False)
    met: list[activity.Met] = field(init=False)
    disputing: str = ""
    unchosen: str = ""
    nudged: str = ""
    held: telling.Held | None = None

    def __post_init__(self) -> None:
        place = self.page.place
        cases = self.cases()
        chosen = place.get("scenario")
        same_desk = place.get("desk") == self.page.desk and chosen in self.page.content.scenarios
        stays = same_desk or chosen in (*cases, OWN)
        self._take_up(str(chosen) if stays else cases[0], str(place.get("open", "")))

    def start(self, scenario: str) -> None:
        """Take up a case where the journal left it, and stay there."""
        self._take_up(scenario, "")
        self.stay()

    def stay(self) -> None:
        """Remember where the learner is, for the next opening of the page."""
        self.page.remember(scenario=self.walk.scenario, open=self.walk.open, desk=self.page.desk)

    def _take_up(self, scenario: str, open_step: str) -> None:
        entries = self.page.entries()
        self.walk = activity.walk(scenario, entries, open_step, self.steps(scenario))
        self.met = activity.met(entries, self.steps)
        self.disputing = ""
        self.held = None

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

    def foot(self) -> tuple[Part, ...]:
        """What stands below the steps: the cases met, and the way to another."""
        return (case_box.foot(self),)

    # -- what the learner does -----------------------------------------------------------------------------

    def act(self, event: Event, form: Form) -> Reply:
        """What a press or a choice does. Drafts never come here."""
        if isinstance(event, Press):
            return telling.hold(self, event.name) or self.move(event.name)
        if isinstance(event, Choice):
            return self.choose(event.part, event.value)
        return Reply()

    def move(self, name: str) -> Reply:
        """What the button of that name does."""
        move, _, about = name.partition(":")
        self.unchosen = ""
        if move in objections.MOVES:
            return objections.MOVES[move](self, about)
        if move in telling.MOVES:
            return telling.MOVES[move](self, about)
        reply: Reply = getattr(self, MOVES[move])(about)
        return reply

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
        chosen = self.choice(f"rate-{prompt}")
        return self_rating.rated(reading.aim(self, prompt), chosen) if chosen else {}

    def read(self, prompt: str) -> Reply:
        """Read the draft of a prompt with the learner, and keep both. Asks once to rate first."""
        rates = prompt not in activity.UNREAD
        if rates and not self.rating(prompt) and self.nudged != prompt:
            self.nudged = prompt
            told = self.page.word("reading.rate_first")
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
        assessment = reading.assess(self, prompt, text)
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
        reading.coach_on(self, prompt, entry)
        self.stay()

    def keep(self, step: str) -> Reply:
        """Keep what is written at a step without a reading, and go on."""
        for prompt in activity.PROMPTS[step]:
            self._keep_plain(prompt)
        if step == "plan":
            self.page.plan(self.page.draft(self.slot("when_then"))[0], self.walk.scenario)
            if not self.page.draft(self.slot("when_then"))[0].strip():
                return Reply(
                    self.parts(), focus="answer-when_then", announce=self.page.word("saved.nothing_yet")
                )
            return Reply(self.parts(), focus="plan-kept", announce=view.own(self, "plan_kept"))
        return self.go_on(step)

    def _keep_plain(self, prompt: str) -> None:
        text, _ = self.page.draft(self.slot(prompt))
        last = self.walk.latest(prompt)
        if not text.strip() or (last and last.text == text) or prompt in (*activity.AIMS, *activity.UNREAD):
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
        self.stay()
        return Reply(self.parts(), focus=view.first(self.walk.open))

    def another(self, _: str) -> Reply:
        """Another case, no reason asked."""
        cases = self.cases()
        here = cases.index(self.walk.scenario) if self.walk.scenario in cases else -1
        return self._begin(cases[(here + 1) % len(cases)])

    def own(self, _: str) -> Reply:
        """The learner's own encounter in place of a case."""
        return self._begin(OWN)

    def case(self, scenario: str) -> Reply:
        """Back to a case that was begun or finished."""
        return (
            self._begin(scenario) if scenario in (*self.page.content.scenarios, OWN) else Reply(self.parts())
        )

    def _begin(self, scenario: str) -> Reply:
        self.start(scenario)
        return Reply(self.parts(), focus="case-title", announce=case_box.title(self, scenario))


MOVES: Mapping[str, str] = {
    "read": "read",
    "keep": "keep",
    "go_on": "go_on",
    "open": "open",
    "another": "another",
    "own": "own",
    "case": "case",
}
"""What a button's name calls. By name, so that a shorter practice may do a move its own way."""
