"""A learner's own file on its page: where it is, what is added up, and how far that is. Nothing of it is kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from .. import settings, tables
from ..tables import Layout, Plan, Refused, Source, Sums
from ..tables.columns import Column
from ..tables.days import Order
from ..tables.summing import OtherOrder
from ._later import here, later

ENDINGS = frozenset({".csv", ".tsv", ".txt", ".tab"})
MOST_FILES = 8
"""So many files of the learner's folder are offered; another one is named by its path."""
NONE = "-"
"""What a choice of no column is called."""
_IDS = ("id", "code", "no", "no.", "nr", "number", "barcode", "isbn", "postcode", "zip", "phone", "year")
"""Columns of numbers that count nothing."""


@dataclass
class OwnTable:
    """What is known of the file that was chosen. ``told`` is called when a part of the work is done."""

    source: Source | None = None
    layout: Layout | None = None
    refused: Refused | None = None
    sums: Sums | None = None
    plan: Plan = field(default_factory=Plan)
    reading: int | None = None
    turned: bool = False
    _run: int = 0

    def take(self, source: Source, told: Callable[[], None]) -> None:
        """Look at a file and add up what it most likely is for."""
        self.__init__(source=source, _run=self._run + 1)  # type: ignore[misc]
        try:
            self.layout = tables.look(source)
            self.plan = first_plan(self.layout)
        except Refused as refused:
            self.refused = refused
            return
        self.add_up(told)

    def choose(self, what: str, value: str, told: Callable[[], None]) -> None:
        """Take another column for the day, the figure or the group, or another order of day and month."""
        if self.layout is None:
            return
        if what == "order" and self.plan.day:
            order: Order = "month_first" if value == "month_first" else "day_first"
            self.plan = replace(self.plan, day=replace(self.plan.day, order=order, order_why="chosen"))
        else:
            column = next((c for c in self.layout.columns if str(c.at) == value), None)
            self.plan = Plan(**{**_as_kept(self.plan), what: column})
        self.turned = False
        self.add_up(told)

    def add_up(self, told: Callable[[], None]) -> None:
        """Add up the file beside the page."""
        self._run += 1
        self.sums, self.refused, self.reading = None, None, 0
        tell, run = here(), self._run

        def progress(rows: int) -> bool:
            if run == self._run:
                self.reading = rows
                tell(told)
            return run == self._run

        def arrived(made: tuple[Plan, Sums] | Refused) -> None:
            if run == self._run:
                self._arrived(made)
                told()

        later(partial(self._work, self.plan, progress), arrived, partial(arrived, Refused("lost")))

    def stop(self) -> None:
        """Read no further."""
        self._run += 1
        self.reading, self.refused = None, Refused("stopped")

    def _work(self, plan: Plan, progress: Callable[[int], bool]) -> tuple[Plan, Sums] | Refused:
        if self.source is None or self.layout is None:
            return Refused("lost")
        try:
            return plan, tables.sum_up(self.source, self.layout, plan, progress)
        except OtherOrder:
            return self._work(_turned(plan), progress)
        except Refused as refused:
            return refused

    def _arrived(self, made: tuple[Plan, Sums] | Refused) -> None:
        self.reading = None
        if isinstance(made, Refused):
            self.refused = made
        else:
            self.plan, self.sums = made


def _turned(plan: Plan) -> Plan:
    """The same plan with day and month the other way: a day further down left no doubt."""
    if plan.day is None:
        return plan
    order: Order = "month_first" if plan.day.order == "day_first" else "day_first"
    return replace(plan, day=replace(plan.day, order=order, order_why="sure"))


def _as_kept(plan: Plan) -> dict[str, Column | None]:
    return {"day": plan.day, "count": plan.count, "group": plan.group}


def first_plan(layout: Layout) -> Plan:
    """What a file is most likely for. Raises `Refused` where it has neither a day nor a group."""
    day = next(iter(layout.of("day")), None)
    count = next((c for c in layout.of("number") if c.name.lower().split()[-1] not in _IDS), None)
    group = next(
        (c for c in layout.groups if c.different <= 8), None if day else next(iter(layout.groups), None)
    )
    if day is None and group is None:
        mixed = next((c for c in layout.columns if c.order_why == "mixed"), None)
        if mixed:
            raise Refused("mixed", {"name": mixed.name})
        raise Refused("only_numbers" if layout.of("number") else "nothing_again")
    return Plan(day, count, group)


def named(typed: str) -> Source | None:
    """The file that a learner names: a path from their own folder on, or a whole one; None without a name."""
    path = typed.strip().strip("\"'“”‘’ ")
    if not path:
        return None
    found = settings.learners_folder() / Path(path).expanduser()
    return Source(found.name, found)


def offered() -> list[str]:
    """The names of the tables in the learner's own folder, as far as there are a few."""
    try:
        names = sorted(p.name for p in settings.learners_folder().iterdir() if p.suffix.lower() in ENDINGS)
    except OSError:
        return []
    return [name for name in names if name != settings.NAME][:MOST_FILES]
