"""Lines to place: one at a time, and each answer tells its own reason. Nothing is counted as right or wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .. import render
from ..activities import lines as given
from ..parts import Actions, Button, Choices, Group, Html, Option, Part
from ..widgets import Choice, Event, Form, Press, Reply
from ._page import Page


@dataclass
class Placing:
    """One set of lines on a page. ``station`` is its name in the page's activity."""

    page: Page
    station: str

    @property
    def told(self) -> given.Placing:
        """The lines and their answers."""
        return self.page.content.activities[self.page.id].place[self.station]

    @property
    def lines(self) -> list[given.PlacedLine]:
        """The lines, those of the learner's desk first."""
        return given.for_desk(self.told.lines, self.page.desk)

    @property
    def answers(self) -> Mapping[str, str]:
        """Line id to the option chosen last."""
        chosen: Mapping[str, Mapping[str, str]] = self.page.place.get("answers", {})
        return chosen.get(self.station, {})

    @property
    def here(self) -> given.PlacedLine:
        """The line that is open: where the learner was, else the first without an answer, else the first."""
        by_id = {line.id: line for line in self.lines}
        at = self.page.place.get("line", {}).get(self.station)
        if at in by_id:
            return by_id[at]
        return next((line for line in self.lines if line.id not in self.answers), self.lines[0])

    def act(self, event: Event, form: Form) -> Reply:
        """Choose an answer, or go to another line."""
        if isinstance(event, Choice):
            return self._choose(event.value)
        if isinstance(event, Press):
            return self._go(1 if event.name == "next" else -1)
        return Reply()

    def _choose(self, value: str) -> Reply:
        line = self.here
        if value not in line.answers:
            return Reply(self.parts())
        mine = {**self.answers, line.id: value}
        answers = {**self.page.place.get("answers", {}), self.station: mine}
        self.page.remember(answers=answers, line={**self.page.place.get("line", {}), self.station: line.id})
        return Reply(self.parts(), announce=f"{self._fit(line, value)} {line.answers[value].reason}".strip())

    def _go(self, step: int) -> Reply:
        to = given.beside([line.id for line in self.lines], self.here.id, step)
        self.page.remember(line={**self.page.place.get("line", {}), self.station: to})
        return Reply(self.parts(), focus=f"line-{to}")

    def _fit(self, line: given.PlacedLine, value: str) -> str:
        fit = line.answers[value].fit
        return self.page.word(f"practice.fit_{fit}") if fit else ""

    def parts(self) -> list[Part]:
        """The open line, its answers, and what the chosen one says."""
        line, all_lines = self.here, self.lines
        number = [one.id for one in all_lines].index(line.id) + 1
        html = render.template(
            "line.html", line=line, number=number, total=len(all_lines), word=self.page.word
        )
        chosen = self.answers.get(line.id, "")
        options = tuple(Option(value, label) for value, label in self.told.options.items())
        shown: list[Part] = [
            Html(f"line-{line.id}", html),
            Choices(f"place-{line.id}", self.told.legend, options, chosen),
        ]
        if chosen in line.answers:
            reason = line.answers[chosen].reason
            said = render.template("answer.html", fit=self._fit(line, chosen), reason=reason)
            shown.append(Html(f"answer-{line.id}", said))
        return [Group(f"placing-{line.id}", tuple(shown)), self._ways(bool(chosen))]

    def _ways(self, answered: bool) -> Actions:
        all_met = len(self.answers) >= len(self.lines)
        onward = "practice.round_again" if all_met else "practice.next_line"
        before = Button("before", self.page.word("practice.line_before"))
        return Actions(
            "ways", (Button("next", self.page.word(onward), main=answered and not all_met), before)
        )
