"""First and last: two sessions of one group side by side, and how little or much that says."""

from __future__ import annotations

from collections.abc import Iterator

from ..group import comparing
from ..group.comparing import Comparison, Difference, RefusedError
from ..group.summary import Summary
from ..model import Kind
from ..parts import Choices, Option, Part
from ..takeaway.document import Block, Document, Points, Says, Section, Table
from ..widgets import Choice, Event, Press, Reply
from ._after import After, chosen_of
from ._after_report import bound, case_title, dimension_name, lines

FIRST, LAST, KIND = "first", "last", "kind"


def compare_parts(after: After) -> list[Part]:
    """The two rooms to choose, and what lies between them."""
    options = after.options()
    if len(options) < 2:
        return [after.html("compare-none", after.word("two_needed"))]
    first, last = after.chosen(FIRST), after.chosen(LAST)
    shown: list[Part] = [
        Choices(FIRST, after.word("which_first"), options, first.id if first else ""),
        Choices(LAST, after.word("which_last"), options, last.id if last else ""),
    ]
    if first is None or last is None:
        return shown
    return [*shown, *_kinds(after, first, last), *_result(after, first, last)]


def _kinds(after: After, first: Summary, last: Summary) -> Iterator[Part]:
    kinds = comparing.kinds(first, last)
    if len(kinds) > 1:
        options = tuple(Option(kind, after.word(f"kind_{kind}")) for kind in kinds)
        yield Choices(KIND, after.word("which_kind"), options, _kind(after, first, last))


def _kind(after: After, first: Summary, last: Summary) -> Kind:
    kinds = comparing.kinds(first, last)
    chosen = after.page.place.get(KIND)
    return next((kind for kind in kinds if kind == chosen), kinds[0] if kinds else "reflection")


def _result(after: After, first: Summary, last: Summary) -> list[Part]:
    try:
        made = comparison(after, first, last)
    except RefusedError as error:
        return [after.html("compare-refused", after.word(f"compare_{error.why}"), "own_said.html")]
    return after.sheet(made, "compare")


def act_compare(after: After, event: Event) -> Reply | None:
    """Choose a room or a kind of text, or make a file of what is shown."""
    if isinstance(event, Choice) and event.part in {FIRST, LAST, KIND}:
        after.page.remember(**{event.part: event.value})
    asked = chosen_of(event.name, ("compare",)) if isinstance(event, Press) else None
    first, last = after.chosen(FIRST), after.chosen(LAST)
    if not asked or first is None or last is None:
        return None
    try:
        return after.make(comparison(after, first, last), *asked)
    except RefusedError as error:
        return Reply(announce=after.word(f"compare_{error.why}"))


def comparison(after: After, first: Summary, last: Summary) -> Document:
    """The two rooms side by side. Raises RefusedError."""
    found = comparing.compare(first, last, _kind(after, first, last))
    about = after.word("compare_about", first=after.named(first), last=after.named(last))
    sections = [
        Section(after.word("differences_heading"), tuple(_differences(after, found))),
        Section(after.word("compare_cannot_heading"), (Points(lines(after.word("compare_cannot"))),)),
    ]
    return bound(after, after.word("compare_title"), about, sections)


def _differences(after: After, found: Comparison) -> Iterator[Block]:
    word, cases = after.word, [case_title(after, case) for case in found.cases]
    texts = {"first": found.texts[0], "last": found.texts[1]}
    yield Says(word("compare_texts", **texts, first_case=cases[0], last_case=cases[1]))
    columns = tuple(word(f"compare_{name}") for name in ("what", "both", "change"))
    yield Table(columns, tuple(_row(after, found.kind, d) for d in found.differences))
    if found.hidden:
        names = ", ".join(dimension_name(after, found.kind, name) for name in found.hidden)
        yield Says(word("compare_hidden_some", names=names), quiet=True)


def _row(after: After, kind: Kind, found: Difference) -> tuple[str, ...]:
    word = after.word
    what = word(f"measure_{found.measure}", name=dimension_name(after, kind, found.dimension))
    first, last = (word("of", count=count, all=texts) for count, texts in (found.first, found.last))
    low, high = (_points(after, end) for end in (found.low, found.high))
    key = "range_with_none" if found.includes_none else "range"
    change = word(key, change=_points(after, found.change), low=low, high=high)
    return (what, word("compare_then", first=first, last=last), change)


def _points(after: After, share: float) -> str:
    """A difference of shares in words: so many texts in 100 more or fewer."""
    points = round(100 * share)
    return after.word("none_more" if not points else "more" if points > 0 else "fewer", count=abs(points))
