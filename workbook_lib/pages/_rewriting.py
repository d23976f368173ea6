"""Lines to say another way: a move at a time, read live; a model is shown only after the learner's own words."""

from __future__ import annotations

from .. import render
from ..activities import lines as given
from ..parts import Actions, Button, Choices, Group, Html, Option, Part
from ..widgets import Choice, Event, Press
from ._bench import Bench, Done
from ._looks_reader import LooksReader
from ._station import Station


class Rewriting(Station):
    """One set of lines on a page. Where lines begin with different moves, the learner chooses the move."""

    @property
    def told(self) -> given.Rewriting:
        """The moves and the lines."""
        return self.page.content.activities[self.page.id].rewrite[self.station]

    @property
    def chosen_move(self) -> str:
        """The move that is practised now."""
        chosen = str(self._place("move"))
        return chosen if chosen in self.told.first_moves else self.told.first_moves[0]

    @property
    def lines(self) -> list[given.RewriteLine]:
        """The lines of this move, those of the learner's desk first."""
        return given.for_desk(self.told.of_move(self.chosen_move), self.page.desk)

    @property
    def here(self) -> given.RewriteLine:
        """The line that is open: where the learner was, else the first that nothing was kept for."""
        by_id = {line.id: line for line in self.lines}
        at = self._place("line", self.chosen_move)
        if at in by_id:
            return by_id[at]
        return next((line for line in self.lines if not self._tried(line)), self.lines[0])

    def _place(self, *keys: str) -> object:
        found: object = self.page.place.get(self.station, {})
        for key in keys:
            found = found.get(key, {}) if isinstance(found, dict) else {}
        return found or ""

    def _remember(self, **more: object) -> None:
        self.page.remember(**{self.station: {**self.page.place.get(self.station, {}), **more}})

    def _bench(self, line: given.RewriteLine, move: str) -> Bench:
        told = self.told.moves[move]
        models = tuple(way.model for way in line.moves.values())
        reader = LooksReader(self.page, told.looks, line.theirs, line.line, models)
        climbs = len(line.moves) > 1
        label = told.towards if climbs else self.page.word("practice.say_it")
        asked = f"{told.towards} “{line.line}”"
        help = told.why if climbs else ""
        return self.box(Bench(self.page, (line.id, move), label, help, reader, 3, asked))

    def _shown(self, what: str, name: str) -> bool:
        return bool(self._place(what, name))

    def _tried(self, line: given.RewriteLine) -> bool:
        return bool(self._bench(line, next(iter(line.moves))).kept())

    # -- what the learner does -----------------------------------------------------------------------------

    def in_a_box(self, event: Event) -> Done | None:
        """As in every station; the line that one works on stays open."""
        here = self.here.id
        done = super().in_a_box(event)
        if done:
            self._stay(here)
        return done

    def move(self, event: Event) -> Done | None:
        """The choice of a move, a hint, a model, another line."""
        if isinstance(event, Choice):
            self._remember(move=event.value)
        if not isinstance(event, Press):
            return None
        what, _, name = event.name.partition(":")
        if what in ("hints", "models"):
            shown = self._place(what)
            self._remember(**{what: {**(shown if isinstance(shown, dict) else {}), name: True}})
            return Done(f"{what}-{name}")
        to = given.beside([line.id for line in self.lines], self.here.id, 1 if what == "next" else -1)
        self._stay(to)
        return Done(f"line-{to}")

    def _stay(self, line: str) -> None:
        """Keep which line of this move is open."""
        at = self._place("line")
        self._remember(line={**(at if isinstance(at, dict) else {}), self.chosen_move: line})

    # -- what it shows -------------------------------------------------------------------------------------

    def parts(self) -> list[Part]:
        """The moves to choose from, the open line, and its boxes: the next one opens when one was read."""
        line, shown = self.here, self.lines
        number = [one.id for one in shown].index(line.id) + 1
        html = render.template("line.html", line=line, number=number, total=len(shown), word=self.page.word)
        boxes: list[Part] = []
        for move in line.moves:
            boxes.append(self._box(line, move))
            if not self._bench(line, move).kept():
                break
        all_read = all(self._bench(line, move).kept() for move in line.moves)
        onward = Button("next", self.page.word("practice.next_line"), main=all_read)
        ways = Actions("ways", (onward, Button("before", self.page.word("practice.line_before"))))
        return [*self._choice(), Group(f"rewriting-{line.id}", (Html(f"line-{line.id}", html), *boxes)), ways]

    def _choice(self) -> tuple[Part, ...]:
        if len(self.told.first_moves) < 2:
            return ()
        options = tuple(Option(m, self._tally(m)) for m in self.told.first_moves)
        move = self.told.moves[self.chosen_move]
        html = render.template("move.html", move=move)
        return (
            Choices("move", self.page.word("practice.which_move"), options, self.chosen_move),
            Html("move-why", html),
        )

    def _tally(self, move: str) -> str:
        of_move = self.told.of_move(move)
        tried = sum(self._tried(line) for line in of_move)
        if not tried:
            return self.told.moves[move].name
        return self.page.word(
            "practice.tried", name=self.told.moves[move].name, tried=tried, total=len(of_move)
        )

    def _box(self, line: given.RewriteLine, move: str) -> Group:
        bench, way = self._bench(line, move), line.moves[move]
        more: list[Button] = []
        below: list[Part] = []
        self._offer("hints", bench, way.hint, more, below)
        if bench.kept():
            self._offer("models", bench, way.model, more, below)
        shown = bench.parts(tuple(more), tuple(below), goes_on=True)
        if len(line.moves) < 2:
            return shown
        head = Html(f"rung-{bench.name}", render.template("rung.html", name=self.told.moves[move].name))
        return Group(f"step-{bench.name}", (head, shown), look="step")

    def _offer(self, what: str, bench: Bench, text: str, more: list[Button], below: list[Part]) -> None:
        """A hint or a model: a button until it was pressed, then the text."""
        if self._shown(what, bench.name):
            html = render.template(f"{what}.html", name=bench.name, text=text, word=self.page.word)
            below.append(Html(f"{what}-{bench.name}", html))
        else:
            more.append(Button(f"{what}:{bench.name}", self.page.word(f"practice.{what}")))
