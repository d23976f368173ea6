"""The weeks of a check-in side by side: a line for the item one chooses, all of them as a table, and sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from .. import render
from ..activities import weeks as told
from ..activities.weeks import Item, Week
from ..charts import Chart, Point
from ..parts import Choices, Html, Option, Part
from ..widgets import Choice, Event, Form, Reply
from ._checking import Checking
from ._days import day_of
from ._drawn import Drawn


@dataclass
class Weeks:
    """What was kept, week by week."""

    checking: Checking
    drawn: Drawn = field(init=False)

    def __post_init__(self) -> None:
        self.drawn = Drawn(self.checking.page)

    @property
    def item(self) -> Item:
        """The item whose line is shown: the one chosen, else the first."""
        items = {item.id: item for item in self.checking.told.items}
        return items.get(str(self.checking.page.place.get("line", "")), next(iter(items.values())))

    def act(self, event: Event, form: Form) -> Reply:
        """Choose another line."""
        if not isinstance(event, Choice):
            return Reply()
        self.checking.page.remember(line=event.value)
        weeks = self.checking.weeks()
        return Reply(self.parts(), announce=self._often(self.item, weeks))

    def parts(self) -> list[Part]:
        """Nothing yet, one week, or the weeks."""
        own, weeks = self.checking.page.own, self.checking.weeks()
        if len(weeks) < told.LEAST:
            key = "weeks_one" if weeks else "weeks_none"
            return [Html("weeks", render.template("intro.html", text=own(key)))]
        options = tuple(Option(item.id, item.name) for item in self.checking.told.items)
        choice = Choices("line", own("weeks_which"), options, self.item.id)
        return [self._says(weeks), choice, self._line(weeks), self._table(weeks)]

    def _says(self, weeks: Sequence[Week]) -> Html:
        html = render.template("weeks.html", own=self.checking.page.own, beside=self._beside(weeks))
        return Html("weeks", html)

    def _line(self, weeks: Sequence[Week]) -> Html:
        """The line of one item. Words stand on its side; a week in which nothing was said leaves a gap."""
        item, own = self.item, self.checking.page.own
        order = list(item.options)
        values = [(week, told.value_of(item, week.answers.get(item.id, ""))) for week in weeks]
        points = tuple(
            Point(week.monday.isoformat(), "", order.index(value) if value else None)
            for week, value in values
        )
        if all(point.value is None for point in points):
            return Html(f"figure-{item.id}", render.template("intro.html", text=own("weeks_none_of_it")))
        says = self._often(item, weeks)
        steps = tuple(item.options.values())
        return self.drawn.figure(
            Chart(item.id, item.name, says, points, own("weeks_column"), item.name, steps=steps)
        )

    def _table(self, weeks: Sequence[Week]) -> Html:
        language = self.checking.page.content.language
        own, items = self.checking.page.own, self.checking.told.items
        rows = [
            (
                day_of(week.monday, language, year=False),
                [{"words": week.answers.get(item.id, own("weeks_gap")), "mark": ""} for item in items],
            )
            for week in weeks
        ]
        head = [own("weeks_column"), *(item.name for item in items)]
        html = render.template("weeks_table.html", heading=own("weeks_all"), head=head, rows=rows)
        return Html("weeks-table", html)

    def _often(self, item: Item, weeks: Sequence[Week]) -> str:
        own = self.checking.page.own
        counts = told.how_often(item, weeks)
        said = sum(count for _, count in counts)
        often = ", ".join(own("weeks_times", words=words, count=count) for words, count in counts)
        return own("weeks_often", name=item.name, weeks=said, often=often)

    def _beside(self, weeks: Sequence[Week]) -> str:
        found = told.compared(self.checking.told, weeks)
        if found is None:
            return ""
        numbers = {
            "weeks": found.weeks,
            "low": found.low,
            "others": found.others,
            "others_low": found.others_low,
        }
        return self.checking.page.own("weeks_beside", **numbers)
