"""The invented library's figures: a chart, the lines behind it, whom it leaves out, and what people say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from .. import charts, render
from ..figures import library
from ..figures import lines as behind
from ..figures.lines import VIEWS, Trouble
from ..parts import Actions, Button, Choices, Group, Html, Option, Part
from ..widgets import Choice, Event, Form, Press, Reply
from ._bench import MOVES, Bench, Done
from ._cases import OWN
from ._charted import chart
from ._later import later
from ._looks_reader import LooksReader
from ._page import Page

FIGURES, LINES = "figures", "lines"
"""The scenario names of what is written about a view, and of the lines a learner changed."""
LOOKS = ("all_is_well", "more_of_it", "names_missing", "asks_people", "stays_open")
SINCE: Mapping[str, str] = {
    "large_print": library.SHELF_MOVED,
    "families": library.BUS_CHANGED,
    "holds": library.CLOSES_AT_FIVE,
}
"""When it happened, what people tell once they are asked."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A view as it was drawn, and why the learner's lines could not be, if they couldn't."""

    figure: Html
    trouble: Trouble | None = None


@dataclass
class Figures:
    """The four views of the library. ``drawn`` holds what was made in this opening, by view."""

    page: Page
    drawn: dict[str, Drawn] = field(default_factory=dict)
    benches: dict[str, Bench] = field(default_factory=dict)
    waiting: str = ""
    failed: bool = False

    @property
    def view(self) -> str:
        """The view that is open; "" before one was chosen."""
        chosen = str(self.page.place.get("view", ""))
        return chosen if chosen in VIEWS else ""

    def bench(self, view: str) -> Bench:
        """The box about a view."""
        if view not in self.benches:
            label, help = self.page.own("leave_out"), self.page.own("leave_out_help")
            asked = f"{self.page.own(f'{view}_title')}: {label}"
            reader = LooksReader(self.page, LOOKS)
            self.benches[view] = Bench(self.page, (FIGURES, view), label, help, reader, 5, asked)
        return self.benches[view]

    def lines(self, view: str) -> str:
        """The lines behind a view: the learner's, where they changed them."""
        return self.page.draft((LINES, view))[0].strip() or VIEWS[view].lines

    # -- what the learner does -----------------------------------------------------------------------------

    def act(self, event: Event, form: Form | None) -> Reply:
        """Another view, a press in a box, or the lines behind the chart."""
        done = Done()
        if isinstance(event, Choice) and event.part == "view":
            self.page.remember(view=event.value)
            self.draw(form)
        elif isinstance(event, Choice):
            self.bench(self.view).choose(event.part.partition("-")[0], event.value)
        elif isinstance(event, Press):
            what = event.name.partition(":")[0]
            done = self._read(what, form) if what in MOVES else self._behind(what, form)
        return Reply(self.parts(), focus=done.focus, announce=done.announce)

    def _read(self, what: str, form: Form | None) -> Done:
        bench = self.bench(self.view)
        first = not bench.kept()
        done = bench.do(what)
        if first and bench.kept():
            self.drawn.pop(self.view, None)
            self.draw(form)
        return done

    def _behind(self, what: str, form: Form | None) -> Done:
        """Open or close the lines, run them, or put them back."""
        view = self.view
        if what == "peek":
            peeking = not self._peeks(view)
            self.page.remember(peek={**self.page.place.get("peek", {}), view: peeking})
            if peeking and not self.page.draft((LINES, view))[0].strip():
                self.page.put((LINES, view), VIEWS[view].lines)
            return Done(f"box-{LINES}-{view}" if peeking else "")
        if what == "back":
            self.page.put((LINES, view), VIEWS[view].lines)
        self.draw(form, again=True)
        found = self.drawn.get(view)
        if found and found.trouble:
            return Done("lines-trouble")
        return Done(f"figure-{view}", self.page.own("lines_back" if what == "back" else "lines_ran"))

    def _peeks(self, view: str) -> bool:
        return bool(self.page.place.get("peek", {}).get(view))

    # -- drawing -------------------------------------------------------------------------------------------

    def draw(self, form: Form | None, *, again: bool = False) -> None:
        """Draw the open view beside the page: the first time that loads pandas and what draws."""
        view, lines = self.view, self.lines(self.view) if self.view else ""
        if not view or (view in self.drawn and not again):
            return
        noted, self.waiting, self.failed = bool(self.bench(view).kept()), view, False
        if again and view in self.drawn:
            self._arrived(view, self._made(view, lines, noted), None)
            return
        later(
            lambda: self._made(view, lines, noted),
            lambda made: self._arrived(view, made, form),
            lambda: self._lost(form),
        )

    def _arrived(self, view: str, made: Drawn, form: Form | None) -> None:
        kept = self.drawn.get(view)
        self.drawn[view] = Drawn(kept.figure, made.trouble) if kept and made.trouble else made
        self.waiting = ""
        if form is not None:
            form.show(self.parts())
            form.tell(self.page.own("drawn"))

    def _lost(self, form: Form | None) -> None:
        self.waiting, self.failed = "", True
        if form is not None:
            form.show(self.parts())

    def _made(self, view: str, lines: str, noted: bool) -> Drawn:
        """The view drawn by these lines; by its own where these show nothing."""
        own = VIEWS[view].lines
        try:
            return Drawn(self._figure(view, behind.run(lines), noted, lines != own))
        except Trouble as trouble:
            return Drawn(self._figure(view, behind.run(own), noted, False), trouble)

    def _figure(self, view: str, shown: behind.Shown, noted: bool, changed: bool) -> Html:
        own = self.page.own
        title = own("changed_title", title=own(f"{view}_title")) if changed else own(f"{view}_title")
        x = own("month") if shown.kind == "dates" else own("who")
        marks = [(SINCE[view], own(f"{view}_mark"))] if noted and view in SINCE else []
        made = chart(
            own, shown.points, shown.kind, name=view, title=title, x=x, y=own(f"{view}_y"), notes=marks
        )
        return charts.figure(made, self.page.word)

    # -- what it shows -------------------------------------------------------------------------------------

    def parts(self) -> list[Part]:
        """The views to choose from, and the open one from its chart to what people say."""
        page, view = self.page, self.view
        options = tuple(Option(id, self._tally(id)) for id in VIEWS)
        choice = Choices("view", page.own("which_view"), options, view)
        if not view:
            return [choice]
        return [choice, *self._chart(view), self.bench(view).parts(), *self._asked(view)]

    def _tally(self, view: str) -> str:
        title = self.page.own(f"{view}_title")
        return self.page.own("asked_about", title=title) if self.bench(view).kept() else title

    def _chart(self, view: str) -> list[Part]:
        if view not in self.drawn:
            text = self.page.own("not_drawn" if self.failed else "drawing")
            return [Html("drawing", render.template("intro.html", text=text))]
        peeks = self._peeks(view)
        button = Button("peek", self.page.own("peek_close" if peeks else "peek"))
        return [self.drawn[view].figure, Actions("peek", (button,)), *(self._peek(view) if peeks else ())]

    def _peek(self, view: str) -> tuple[Part, ...]:
        """The lines, and what to do with them."""
        page, trouble = self.page, self.drawn[view].trouble
        intro = Html("lines-about", render.template("intro.html", text=page.own(f"{view}_try")))
        box = page.editor(
            f"box-{LINES}-{view}", page.own("lines"), page.own("lines_help"), (LINES, view), rows=4, code=True
        )
        ways = [Button("run", page.own("lines_run"))]
        if self.lines(view) != VIEWS[view].lines:
            ways.append(Button("back", page.own("lines_put_back")))
        said = (trouble_box(page, trouble),) if trouble else ()
        return (Group(f"behind-{view}", (intro, box, Actions("lines-do", tuple(ways)), *said), look="note"),)

    def _asked(self, view: str) -> tuple[Part, ...]:
        """What people say, once the learner said whom they would ask; and the first guess beside it."""
        if not self.bench(view).kept():
            return ()
        guess = self.page.kept_for((OWN, "caring_guess"))
        html = render.template(
            "asked.html",
            heading=self.page.own("asked_heading"),
            told=render.paragraphs(self.page.own(f"{view}_asked")),
            guess=self.page.own("your_guess", guess=guess[-1].text)
            if guess and view == "large_print"
            else "",
        )
        return (Html(f"asked-{view}", html),)


def trouble_box(page: Page, trouble: Trouble) -> Html:
    """Why the lines show nothing: one sentence, and pandas' own last line in a fold."""
    html = render.template(
        "lines_trouble.html",
        text=page.own(f"lines_{trouble.key}", **trouble.values),
        last=trouble.last,
        fold=page.own("lines_last"),
        stays=page.own("lines_chart_stays"),
    )
    return Html("lines-trouble", html)


def of_figures(words: Mapping[str, str]) -> dict[str, str]:
    """The titles of what this page keeps besides its practice, for a learner's own copy."""
    views = {view: words[f"{view}_title"] for view in VIEWS}
    own = {"own_figures": words["own_leave_out"], "own_file": words["path"]}
    return {**views, **own, FIGURES: words["figures_heading"], LINES: words["lines"]}
