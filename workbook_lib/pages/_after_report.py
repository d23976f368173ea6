"""The group's report: what its room showed, in words and shapes, and what that can't say. Made of one document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..group import summary
from ..group.summary import Feedback, Summary
from ..group.summary_form import Snapshot, View
from ..model import Kind
from ..parts import Actions, Button, Html, Part
from ..takeaway.document import Block, Document, Own, Points, Says, Section, Table
from ..takeaway.web import preview
from ..widgets import Event, Press, Reply
from ._after import After, chosen_of
from ._after_next import next_things
from ._after_rooms import ROOM
from ._days import day_of

FIGURES = "figures"
"""The button that makes a file without a text, and where it is told."""
LEVELS = ("not_yet", "emerging", "clear")


def report_parts(after: After) -> list[Part]:
    """The report of the chosen room, as it will be in its files."""
    room = after.chosen(ROOM)
    if room is None:
        return [after.html("report-none", after.word("choose_first"))]
    figures = Actions(FIGURES, (Button(FIGURES, after.word("make_figures")),))
    about = after.html("figures-about", after.word("figures_about"))
    shown = [*after.sheet(report(after, room), "report"), *_alone(after, room.feedback)]
    return [*shown, about, figures, *after.told(FIGURES)]


def act_report(after: After, event: Event) -> Reply | None:
    """Make a file of what is shown."""
    room = after.chosen(ROOM)
    if room and isinstance(event, Press) and event.name == FIGURES:
        return after.write(FIGURES, "json", lambda: summary.as_bytes(summary.figures_only(room)))
    asked = chosen_of(event.name, ("report",)) if isinstance(event, Press) else None
    return after.make(report(after, room), *asked) if room and asked else None


def report(after: After, room: Summary) -> Document:
    """The report, section by section; a section with nothing in it is left out."""
    word = after.word
    sections = [
        Section(word("done_heading"), tuple(_done(after, room))),
        *(Section(heading_of(after, taken), tuple(_taken(after, taken))) for taken in room.snapshots),
        Section(word("sentences_heading"), tuple(Own(text) for text in room.sentences)),
        Section(word("plans_heading"), tuple(Own(text) for text in room.plans)),
        Section(word("helped_heading"), tuple(_helped(after, room.feedback)) if room.feedback else ()),
        Section(word("next_heading"), (Points(next_things(after, room)),)),
        Section(word("cannot_heading"), (Points(lines(word("cannot"))),)),
    ]
    return bound(after, word("report_title"), after.named(room), [s for s in sections if s.blocks])


def bound(after: After, title: str, about: str, sections: Sequence[Section]) -> Document:
    """Any document of this page."""
    return Document(title, about, tuple(sections), after.word("foot"), after.page.content.language)


def lines(text: str) -> tuple[str, ...]:
    """The lines of a word of the page that holds a list."""
    return tuple(line for line in text.splitlines() if line.strip())


def _done(after: After, room: Summary) -> Iterator[Block]:
    word, day = after.word, day_of(room.opened_at.astimezone().date(), after.page.content.language)
    yield Says(word("done", day=day, minutes=room.minutes, people=room.people))
    yield Says(word("done_case", case=room.case.title))
    steps = tuple(after.page.word(f"room.steps.{step}") for step in room.done)
    if steps:
        yield Says(word("done_steps", steps=", ".join(step[:1].lower() + step[1:] for step in steps)))
    if not room.snapshots:
        yield Says(word("no_picture", least=room.least + 1))


# -- the pictures --------------------------------------------------------------------------------------------


def heading_of(after: After, taken: Snapshot) -> str:
    """What a picture is of."""
    return after.word(f"picture_{taken.kind}", case=case_title(after, taken.case))


def case_title(after: After, case: str) -> str:
    """A case's title; its id where this content has it no more."""
    known = after.page.content.scenarios.get(case)
    return known.title if known else case


def dimension_name(after: After, kind: Kind, dimension: str) -> str:
    """A dimension's name; its id where the rubric has it no more."""
    named = {d.id: d.name for d in after.page.content.rubric(kind).dimensions}
    return named.get(dimension, dimension)


def _taken(after: After, taken: Snapshot) -> Iterator[Block]:
    for view in taken.views:
        yield from _view(after, taken.kind, view)
    if taken.left_out:
        yield Says(after.word("left_out", count=taken.left_out), quiet=True)


def _view(after: After, kind: Kind, view: View) -> Iterator[Block]:
    people, desks = view.summary.people, after.page.content.desks
    texts = after.word("texts", count=people)
    if view.desks:
        names = [desks[d].name if d in desks else d or after.word("no_desk") for d in view.desks]
        texts = f"{', '.join(names)}: {texts}"
    yield Says(texts)
    if view.summary.counts:
        yield table_of(
            after, [(dimension_name(after, kind, d), c) for d, c in view.summary.counts.items()], people
        )
    if view.hidden:
        names = [dimension_name(after, kind, dimension) for dimension in view.hidden]
        yield Says(after.word("hidden", names=", ".join(names)), quiet=True)


def table_of(after: After, rows: Sequence[tuple[str, Sequence[int]]], people: int) -> Table:
    """Counts by level in words, and one shape for each text."""
    level = after.page.word
    columns = (after.word("dimension"), *(level(f"levels.{name}") for name in LEVELS))
    cells = tuple(
        (name, *(after.word("of", count=number, all=people) for number in count)) for name, count in rows
    )
    shapes = [level(f"levels.{name}_mark") for name in LEVELS]
    marks = tuple("".join(shape * n for shape, n in zip(shapes, count, strict=True)) for _, count in rows)
    return Table(columns, cells, marks)


# -- what helped ---------------------------------------------------------------------------------------------


def _helped(after: After, said: Feedback) -> Iterator[Block]:
    word = after.word
    yield Says(word("helped_people", count=said.people))
    ticked = tuple(
        word("ticked", what=_choice(after, choice), count=n, all=said.people)
        for choice, n in said.counts.items()
    )
    if ticked:
        yield Points(ticked)
    if said.hidden:
        yield Says(word("not_ticked", names="; ".join(_choice(after, c) for c in said.hidden)), quiet=True)


def _alone(after: After, said: Feedback | None) -> Iterator[Part]:
    """The words that people let their facilitator read: on the page, and in no file that others may get."""
    word, asked = after.word, (("helped", said.helped), ("hindered", said.hindered)) if said else ()
    sections = [Section(word(f"said_{name}"), tuple(map(Own, texts))) for name, texts in asked if texts]
    if sections:
        made = Document(
            word("alone_title"), word("alone_about"), tuple(sections), "", after.page.content.language
        )
        yield Html("alone-sheet", preview(made, "alone"))


def _choice(after: After, choice: str) -> str:
    key = f"room.helped.{choice}"
    return after.page.word(key) if key in after.page.content.words else choice
