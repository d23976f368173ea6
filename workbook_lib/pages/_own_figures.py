"""A learner's own figures: choose a file, say what to count, see it, and ask whom it leaves out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from .. import charts, render
from ..parts import Actions, Button, Choices, Group, Html, Option, Part, Upload
from ..tables import Refused, Source
from ..tables.answers import Note, note
from ..tables.columns import Column
from ..tables.numbers import number
from ..tables.summing import read_day
from ..widgets import Choice, Event, Form, Press, Reply, Uploaded
from ._bench import CHOICES, MOVES, Bench, Done
from ._cases import OWN
from ._charted import capital, chart
from ._figures import LOOKS
from ._looks_reader import LooksReader
from ._own_points import points
from ._own_table import NONE, OwnTable, named, offered
from ._page import Page

MOST = 8_000_000
"""Bytes that may come through the browser, whose wire takes ten million. A larger file is read where it lies."""
PATH = (OWN, "own_file")


@dataclass
class OwnFigures:
    """The place for one's own file. It is read anew with each opening of the page, and never kept."""

    page: Page
    table: OwnTable = field(default_factory=OwnTable)
    asked: str = ""
    _bench: Bench | None = None

    @property
    def bench(self) -> Bench:
        """The box that is asked under every chart."""
        if self._bench is None:
            own = self.page.own
            reader = LooksReader(self.page, LOOKS)
            self._bench = Bench(
                self.page, (OWN, "own_figures"), own("own_leave_out"), own("own_leave_out_help"), reader, 5
            )
        return self._bench

    # -- what the learner does -----------------------------------------------------------------------------

    def act(self, event: Event, form: Form | None) -> Reply:
        """A file, a choice of what to count, or a press in the box."""
        done = Done()
        if isinstance(event, Uploaded):
            done = self._take(Source(self.page.own("chosen_file"), data=event.data), form)
        elif isinstance(event, Choice):
            done = self._choose(event, form)
        elif isinstance(event, Press):
            done = self._press(event.name, form)
        return Reply(self.parts(), focus=done.focus, announce=done.announce)

    def _teller(self, form: Form | None, focus: str = "") -> Callable[[], None]:
        """What shows how far the work beside the page is, and says when it is done."""

        def told() -> None:
            if form is None:
                return
            form.show(self.parts())
            if self.table.reading is None:
                refused = self.table.refused
                form.tell(self._said(refused) if refused else self.page.own("drawn"), focus)

        return told

    def _press(self, name: str, form: Form | None) -> Done:
        what = name.partition(":")[0]
        if what in MOVES:
            return self.bench.do(what)
        if what == "stop":
            self.table.stop()
            return Done("file-said", self.page.own("csv_stopped"))
        source = named(self.page.draft(PATH)[0])
        if source is None:
            self.asked = self.page.own("csv_no_name")
            return Done("file-asked", self.asked)
        return self._take(source, form)

    def _take(self, source: Source, form: Form | None) -> Done:
        self.asked = ""
        self.table.take(source, self._teller(form, "file-said"))
        if self.table.refused:
            return Done("file-said", self._said(self.table.refused))
        return Done("file-said" if self.table.sums else "")

    def _choose(self, event: Choice, form: Form | None) -> Done:
        if event.part == "offered":
            source = named(event.value)
            return self._take(source, form) if source else Done()
        what, _, _ = event.part.partition("-")
        if what in CHOICES:
            self.bench.choose(what, event.value)
            return Done()
        self.table.choose(event.part.removeprefix("csv-"), event.value, self._teller(form))
        return Done()

    # -- what it shows -------------------------------------------------------------------------------------

    def parts(self) -> list[Part]:
        """The ways to choose a file, what was read, what to count, the chart and the question."""
        return [*self._ways(), *self._state(), *self._result()]

    def _ways(self) -> Iterator[Part]:
        own = self.page.own
        yield Upload(
            "own-file", own("upload"), own("upload_help"), ".csv,.tsv,.txt,.tab", MOST, own("upload_too_big")
        )
        names = offered()
        if names:
            here = self.table.source.name if self.table.source and self.table.source.path else ""
            yield Choices("offered", own("offered"), tuple(Option(name, name) for name in names), here)
        box = self.page.editor("box-own-file", own("path"), own("path_help"), PATH, rows=1)
        yield Group("own-path", (box, Actions("read-path", (Button("read_path", own("path_read")),))))
        if self.asked:
            yield Html(
                "file-asked", render.template("said.html", name="file-asked", text=self.asked, link="")
            )

    def _state(self) -> Iterator[Part]:
        """How far it is, or why the file can't be read."""
        if self.table.reading is not None:
            text = self.page.own("reading", rows=f"{self.table.reading:,}")
            yield Html("reading-file", render.template("intro.html", text=text))
            yield Actions("reading-do", (Button("stop", self.page.own("stop")),))
        elif self.table.refused:
            text = self._said(self.table.refused)
            yield Html("file-said", render.template("said.html", name="file-said", text=text, link=""))

    def _said(self, refused: Refused) -> str:
        return self.page.own(f"csv_{refused.key}", **refused.values)

    def _result(self) -> Iterator[Part]:
        layout, sums = self.table.layout, self.table.sums
        if layout is None or (sums is None and not self.table.refused):
            return
        if sums is not None:
            told = [self.page.own(f"csv_{one.key}", **dict(one.values)) for one in self._notes()]
            heading = self.page.own("taken_heading")
            html = render.template("taken.html", name="file-said", heading=heading, told=told)
            yield Html("taken", html)
        yield from self._choices()
        if sums is not None:
            yield self._figure()
            yield self.bench.parts()

    def _choices(self) -> Iterator[Part]:
        """Which column is which, where there is a choice; and which number is the day, where both may be."""
        layout, plan, own = self.table.layout, self.table.plan, self.page.own
        if layout is None:
            return
        for what, columns, none in (
            ("day", layout.of("day"), own("no_day")),
            ("count", layout.of("number"), own("count_rows")),
            ("group", layout.groups, own("no_group")),
        ):
            chosen = getattr(plan, what)
            options = (*(Option(str(c.at), c.name) for c in columns), Option(NONE, none))
            if columns:
                value = str(chosen.at) if chosen else NONE
                yield Choices(f"csv-{what}", own(f"which_{what}"), options, value)
        if plan.day and plan.day.order_why in ("", "rises", "chosen"):
            yield Choices("csv-order", own("which_order"), self._orders(plan.day), plan.day.order)

    def _orders(self, column: Column) -> tuple[Option, ...]:
        """The same date, read both ways."""
        orders = ("day_first", "month_first")
        found = {o: read_day(column.example, replace(column, order=o)) for o in orders}  # type: ignore[arg-type]
        values = {o: in_words(day) for o, day in found.items() if day}
        return tuple(
            Option(o, self.page.own("order_is", example=column.example, day=day)) for o, day in values.items()
        )

    def _figure(self) -> Part:
        own, plan, sums = self.page.own, self.table.plan, self.table.sums
        if sums is None:
            raise RuntimeError("nothing was added up")
        made, kind, span = points(sums, own("all_others"), own("no_name"))
        y = plan.count.name if plan.count else own("rows")
        by = plan.group.name if plan.group else ""
        x = own(span) if kind == "dates" else by
        title = capital(own("own_title_by", what=y, by=by) if by else own("own_title", what=y))
        drawn = chart(own, made, kind, name="own", title=title, x=x, y=y)
        return charts.figure(drawn, self.page.word)

    def _notes(self) -> Iterator[Note]:
        """What was taken for what, and what was left out."""
        layout, sums, plan = self.table.layout, self.table.sums, self.table.plan
        if layout is None or sums is None:
            return
        yield note("rows", rows=f"{sums.rows:,}")
        yield from layout.notes
        for key in ("totals", "left_out"):
            if count := getattr(sums, key):
                yield note(key, count=f"{count:,}")
        for key in ("no_day", "no_number"):
            if count := getattr(sums, key):
                line, text = sums.examples[key]
                yield note(key, count=f"{count:,}", line=f"{line:,}", text=" ".join(text.split())[:40])
        if plan.day:
            yield from self._about_day(plan.day)
        if plan.count and plan.count.example:
            value = number(plan.count.example, plan.count.decimal)
            shown = f"{value:,.3f}".rstrip("0").rstrip(".") if value is not None else ""
            yield note("decimal", example=plan.count.example, value=shown)
        yield from (note("mixed", name=c.name) for c in layout.columns if c.order_why == "mixed")

    def _about_day(self, column: Column) -> Iterator[Note]:
        found = read_day(column.example, column)
        if found is None:
            return
        key = {"": "order", "rises": "order_rises", "dots": "order_dots"}.get(column.order_why, "")
        key = "excel" if column.style == "excel" else key
        if key:
            yield note(key, name=column.name, example=column.example, day=in_words(found))


def in_words(day: date) -> str:
    """A day as a sentence says it."""
    return f"{day.day} {day:%B %Y}"
