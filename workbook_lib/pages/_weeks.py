"""The weeks of a check-in side by side: a line for each item, the same as a table, and in a sentence."""

from __future__ import annotations

from dataclasses import dataclass

from .. import render
from ..activities import weeks as told
from ..parts import Html, Part
from ._checking import Checking
from ._days import day_of


@dataclass
class Weeks:
    """What was kept, week by week."""

    checking: Checking

    def parts(self) -> list[Part]:
        """Nothing yet, one week, or the weeks."""
        own = self.checking.page.own
        weeks = self.checking.weeks()
        if len(weeks) < 2:
            key = "weeks_one" if weeks else "weeks_none"
            return [Html("weeks", render.template("intro.html", text=own(key)))]
        language = self.checking.page.content.language
        html = render.template(
            "weeks.html",
            own=own,
            items=self.checking.told.items,
            often=[self._often(item, weeks) for item in self.checking.told.items],
            rows=[(day_of(week.monday, language, year=False), week.answers) for week in weeks],
            beside=self._beside(weeks),
        )
        return [Html("weeks", html)]

    def _often(self, item: told.Item, weeks: list[told.Week]) -> str:
        own = self.checking.page.own
        counts = told.how_often(item, weeks)
        said = sum(count for _, count in counts)
        often = ", ".join(own("weeks_times", words=words, count=count, weeks=said) for words, count in counts)
        return own("weeks_often", name=item.name, often=often) if counts else ""

    def _beside(self, weeks: list[told.Week]) -> str:
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
