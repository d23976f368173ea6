"""What the learner's texts show over time, unaided apart from aided: a line, a table and a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from .. import render
from ..activities import progress as told
from ..activities.progress import Mark
from ..activities.unaided import Occasion
from ..charts import Chart, Point
from ..model import Dimension, Entry
from ..parts import Choices, Html, Option, Part
from ..render import ABSENCES
from ..widgets import Choice, Event, Form, Reply
from ._drawn import Drawn
from ._last_case import occasions
from ._page import Page
from ._side_by_side import name_of

ROWS = ("unsure", "not_yet", "emerging", "clear")
"""The words at the side of the line, from the bottom. Unsure stands apart, as the page says below it."""

LINES = ("alone", "with", "alone_unsure", "with_unsure")
"""The lines of a chart: where the page was unsure, a point is on a line of its own and pulls no other one down."""


@dataclass
class Progress:
    """Every dimension of both rubrics over time."""

    page: Page
    drawn: Drawn = field(init=False)

    def __post_init__(self) -> None:
        self.drawn = Drawn(self.page)

    def act(self, event: Event, form: Form) -> Reply:
        """Choose another line."""
        if not isinstance(event, Choice):
            return Reply()
        self.page.remember(line=event.value)
        return Reply(self.parts())

    def parts(self) -> list[Part]:
        """That there are too few texts, or a line for one dimension and a table for all."""
        entries = self.page.journal.entries() if self.page.journal else []
        found = {kind: told.marks(entries, kind, ABSENCES) for kind in self.page.content.rubrics}
        if len({mark.entry for marks in found.values() for mark in marks}) < 2:
            return [Html("progress", render.template("intro.html", text=self.page.own("progress_none")))]
        done = occasions(self.page)
        return [
            *self._line([mark for marks in found.values() for mark in marks]),
            *(self._table(kind, marks, done) for kind, marks in found.items() if marks),
        ]

    # -- a line --------------------------------------------------------------------------------------------

    def _dimensions(self, marks: Sequence[Mark]) -> dict[str, Dimension]:
        read = {mark.dimension for mark in marks}
        every = [d for rubric in self.page.content.rubrics.values() for d in rubric.dimensions]
        return {d.id: d for d in every if d.id in read}

    def _line(self, marks: Sequence[Mark]) -> list[Part]:
        shown = self._dimensions(marks)
        chosen = str(self.page.place.get("line", ""))
        dimension = shown[chosen] if chosen in shown else next(iter(shown.values()))
        options = tuple(Option(d.id, d.name) for d in shown.values())
        choice = Choices("line", self.page.own("progress_which"), options, dimension.id)
        of = [mark for mark in marks if mark.dimension == dimension.id]
        return [choice, self.drawn.figure(self._chart(dimension, of))]

    def _chart(self, dimension: Dimension, marks: Sequence[Mark]) -> Chart:
        own = self.page.own
        levels = {**self._words(), "not_yet": own("progress_not_yet")}  # the side of a chart is narrow
        steps = tuple(levels[key] for key in ROWS)
        says = f"{dimension.definition} {self._says(marks)}"
        points = tuple(self._points(marks))
        axes = (own("progress_day"), own("progress_level"))
        return Chart(dimension.id, dimension.name, says, points, *axes, steps=steps)

    def _points(self, marks: Sequence[Mark]) -> list[Point]:
        """A point a day and kind of text; days on which the page was unsure have a line of their own."""
        own, made = self.page.own, []
        for key, aided in (("progress_alone", False), ("progress_with", True)):
            days = told.by_day(mark for mark in marks if mark.aided == aided)
            for day, word in days.items():
                by = own(f"{key}_unsure") if word == "unsure" else own(key)
                made.append(Point(day.isoformat(), by, ROWS.index(word)))
        order = [own(f"progress_{key}") for key in LINES]
        return sorted(made, key=lambda point: (order.index(point.by), point.x))

    def _says(self, marks: Sequence[Mark]) -> str:
        own, levels = self.page.own, self._words()
        alone = [mark for mark in marks if not mark.aided]
        said = []
        if len(alone) > 1:
            values = {"first": levels[alone[0].key], "last": levels[alone[-1].key]}
            said.append(own("progress_says_alone", **values))
        said.append(own("progress_says_with", counts=self._counted([mark for mark in marks if mark.aided])))
        return " ".join(said)

    def _words(self) -> dict[str, str]:
        return {key: self.page.word(f"levels.{key}") for key in ROWS}

    def _counted(self, marks: Sequence[Mark]) -> str:
        """Words and in how many of the latest texts each stands, or that there are too few."""
        counts = told.counted(marks)
        if not counts:
            return self.page.own("progress_too_few", count=len(marks))
        levels = self._words()
        return ", ".join(self.page.own("progress_times", words=levels[key], count=n) for key, n in counts)

    # -- a table -------------------------------------------------------------------------------------------

    def _table(self, kind: str, marks: Sequence[Mark], done: Sequence[Occasion]) -> Html:
        own, rubric = self.page.own, self.page.content.rubrics[kind]
        columns = [(name_of(self.page, number, done), _ids(occasion)) for number, occasion in enumerate(done)]
        rows = []
        for dimension in rubric.dimensions:
            of = [mark for mark in marks if mark.dimension == dimension.id]
            if of:
                cells = [self._cell([mark for mark in of if mark.entry in ids]) for _, ids in columns]
                aided = self._counted([mark for mark in of if mark.aided])
                rows.append((dimension.name, [*cells, {"words": aided, "mark": ""}]))
        alone = (own("progress_column", name=name) for name, _ in columns)
        head = [own("progress_dimension"), *alone, own("progress_column_with")]
        html = render.template("progress.html", heading=own(f"progress_{kind}"), head=head, rows=rows)
        return Html(f"progress-{kind}", html)

    def _cell(self, marks: Sequence[Mark]) -> dict[str, Any]:
        if not marks:
            return {"words": self.page.own("progress_not_written"), "mark": ""}
        key = marks[-1].key
        return {"words": self.page.word(f"levels.{key}"), "mark": self.page.word(f"levels.{key}_mark")}


def _ids(occasion: Occasion) -> set[str]:
    entries: list[Entry] = list(occasion.entries.values())
    return {entry.id for entry in entries}
