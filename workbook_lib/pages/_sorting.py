"""A note in three columns: the page suggests, the learner decides; then the case tells what was going on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from .. import render
from ..activities import columns
from ..activities import lines as given
from ..model import Scenario
from ..parts import Actions, Button, Choices, Group, Html, Option, Part
from ..widgets import Choice, Event, Press
from . import _cases as cases
from ._bench import Bench, Done
from ._readers import reader_of
from ._station import Station

NOTE, AFTER = "note", "after"
"""The prompts of a note, and of what is written when the case has told the rest."""


class Sorting(Station):
    """A note about a case of the learner's desk, or about an encounter of their own."""

    @property
    def told(self) -> given.Sorting:
        """What is asked for."""
        return self.page.content.activities[self.page.id].sort[self.station]

    @property
    def scenario(self) -> Scenario | None:
        """The case that is open; None for one's own encounter."""
        if self.told.about == cases.OWN:
            return None
        return cases.here(self.page, self.station, self.told.cases, safety=False)

    @property
    def about(self) -> str:
        """The scenario id that notes are kept under."""
        return self.scenario.id if self.scenario else cases.OWN

    def _bench(self, prompt: str) -> Bench:
        box = self.told.note if prompt == NOTE else self.told.after
        reader = reader_of(self.page, box, self.scenario)
        return self.box(Bench(self.page, (self.about, prompt), box.wording, box.help, reader, box.rows))

    @property
    def chosen(self) -> Mapping[str, str]:
        """Sentence id to the column the learner chose, in this note."""
        kept: Mapping[str, Mapping[str, str]] = self.page.place.get("columns", {})
        return kept.get(self.about, {})

    @property
    def revealed(self) -> bool:
        """Whether the case has told what was going on."""
        return self.about in self.page.place.get("revealed", [])

    # -- what the learner does -----------------------------------------------------------------------------

    def in_a_box(self, event: Event) -> Done | None:
        """As in every station; once a note is kept, its sentences are what to look at."""
        done = super().in_a_box(event)
        sorts = isinstance(event, Press) and event.name == f"read:{self.about}-{NOTE}"
        return replace(done, focus="sorting-heading") if done and sorts and self._sentences() else done

    def move(self, event: Event) -> Done | None:
        """Choose a column, see the rest of the case, take another one."""
        if isinstance(event, Choice):
            return self._choose(event.part.removeprefix("column-"), event.value)
        if not isinstance(event, Press):
            return None
        if event.name == "reveal":
            self.page.remember(revealed=[*self.page.place.get("revealed", []), self.about])
            return Done("reveal-heading")
        return Done("case-title", cases.another(self.page, self.station, self.told.cases, safety=False))

    def _choose(self, sentence: str, column: str) -> Done:
        mine = {**self.chosen, sentence: column}
        self.page.remember(columns={**self.page.place.get("columns", {}), self.about: mine})
        return Done(announce=self.page.word(f"columns.{column}"))

    # -- what it shows -------------------------------------------------------------------------------------

    def parts(self) -> list[Part]:
        """The case, the note, its sentences, the three columns, and what was going on."""
        note = self._bench(NOTE)
        shown: list[Part] = []
        if self.scenario is not None:
            shown.append(cases.shown(self.page, self.scenario))
        label = "columns.sort_again" if self._kept() else "columns.sort"
        shown.append(note.parts(press=self.page.word(label), goes_on=not self.revealed))
        sentences = self._sentences()
        if not sentences:
            return shown
        rows = [self._row(number, one) for number, one in enumerate(sentences, start=1)]
        head = Html("sorting-head", render.template("sorting.html", word=self.page.word))
        table = Html("table", self._table(sentences))
        return [*shown, Group(f"sorting-{self.about}", (head, *rows, table), look="stack"), *self._rest()]

    def _kept(self) -> str:
        """The note as it was last sorted; "" where none was, or where help stands in its place."""
        kept = self._bench(NOTE).kept()
        return kept[-1].text if kept and kept[-1].assessment is None else ""

    def _sentences(self) -> list[columns.Sentence]:
        return columns.sentences(self._kept()) if self._kept() else []

    def _row(self, number: int, sentence: columns.Sentence) -> Group:
        word = self.page.word
        options = tuple(Option(c, word(f"columns.{c}")) for c in (*columns.COLUMNS, "unsure"))
        chosen = self.chosen.get(sentence.id, "")
        legend = f"{number}\u2002{sentence.text}"
        html = render.template("suggestion.html", text=self._suggestion(sentence))
        said = Html(f"why-{sentence.id}", html)
        choices = Choices(f"column-{sentence.id}", legend, options, chosen)
        return Group(f"row-{sentence.id}", (choices, said), look="close")

    def _suggestion(self, sentence: columns.Sentence) -> str:
        word = self.page.word
        if sentence.suggested == "unsure":
            return word("columns.suggests_nothing")
        column = word(f"columns.{sentence.suggested}")
        if not sentence.reason:
            return word("columns.suggests", column=column)
        return word("columns.suggests_why", column=column, reason=sentence.reason)

    def _table(self, sentences: list[columns.Sentence]) -> str:
        by_column = columns.placed(sentences, self.chosen)
        shown = [(self.page.word(f"columns.{c}"), [s.text for s in by_column[c]]) for c in columns.COLUMNS]
        left = len(by_column["unsure"])
        return render.template("columns.html", columns=shown, left=left, word=self.page.word)

    def _rest(self) -> tuple[Part, ...]:
        if self.scenario is None:
            return (self._bench(AFTER).parts(),)
        if not self.revealed:
            row = Actions("reveal", (Button("reveal", self.page.word("columns.reveal"), main=True),))
            return (row,)
        never = self.page.word("pages.02_five_questions.words.reveal_never_known")
        html = render.template("reveal.html", scenario=self.scenario, never=never)
        head = render.template("reveal_heading.html", word=self.page.word)
        return (Html(f"reveal-{self.about}", head + html), self._bench(AFTER).parts())
