"""The practice of a page as data: lines to place or to say another way, and boxes for one's own words. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeVar

from .reading import ReadTogether
from .session_blocks import SessionBlocks
from .toning import Toning, Trouble
from .weeks import CheckIn

Fit = Literal["right", "near", "far", ""]
"""How an answer fits a line; "" where none is the right one."""

Reads = Literal["looks", "ladder", "reply", "reflection", "nothing"]
"""What a box is read by; ``ladder`` is looks, and how far up the ladder the whole goes."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer to where a line stands, with its own reason."""

    fit: Fit
    reason: str


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A line to place: ``situation`` says who said it to whom, ``answers`` has one for each option."""

    id: str
    desks: tuple[str, ...]
    situation: str
    line: str
    answers: Mapping[str, Answer]


@dataclass(frozen=True, slots=True)
class Placing:
    """Lines to place under ``options`` (value to label)."""

    legend: str
    options: Mapping[str, str]
    lines: tuple[PlacedLine, ...]


@dataclass(frozen=True, slots=True)
class Move:
    """A way to say a line better: ``towards`` what, ``why``, and the looks that read it."""

    id: str
    name: str
    towards: str
    why: str
    looks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Way:
    """Help with one move of one line: a hint, and a model shown only after the learner's own words."""

    hint: str
    model: str


@dataclass(frozen=True, slots=True)
class RewriteLine:
    """A line to say another way, by its ``moves`` in order. ``theirs``: phrases of this person's own matter."""

    id: str
    desks: tuple[str, ...]
    situation: str
    line: str
    theirs: tuple[str, ...]
    moves: Mapping[str, Way]


@dataclass(frozen=True, slots=True)
class Rewriting:
    """Moves, and the lines to try them on."""

    moves: Mapping[str, Move]
    lines: tuple[RewriteLine, ...]

    def of_move(self, move: str) -> tuple[RewriteLine, ...]:
        """The lines whose first move this is."""
        return tuple(line for line in self.lines if next(iter(line.moves)) == move)

    @property
    def first_moves(self) -> tuple[str, ...]:
        """The moves that a line begins with: what there is to choose from."""
        return tuple(m for m in self.moves if self.of_move(m))


@dataclass(frozen=True, slots=True)
class Box:
    """A box to write in: the question, what it is read by, and (rubrics) what it asks for most.

    ``then``: once something is kept, ``facts`` tells what asking would bring to light in this case.
    """

    id: str
    wording: str
    help: str
    rows: int
    reads: Reads
    looks: tuple[str, ...] = ()
    aims: tuple[str, ...] = ()
    then: Literal["", "facts"] = ""


@dataclass(frozen=True, slots=True)
class Writing:
    """Boxes about one's own work or about a case of the learner's desk; ``cases`` names the only ones, if any.

    ``in_turn``: each box opens when something was kept in the one before.
    """

    about: Literal["own", "case"]
    boxes: tuple[Box, ...]
    cases: tuple[str, ...] = ()
    in_turn: bool = False


@dataclass(frozen=True, slots=True)
class Sorting:
    """A note to sort in three columns; ``after`` is asked when the case has told the rest, or of one's own note."""

    about: Literal["own", "case"]
    note: Box
    after: Box
    cases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Activity:
    """The practice of one page, by the name of its place on the page."""

    id: str
    place: Mapping[str, Placing]
    rewrite: Mapping[str, Rewriting]
    write: Mapping[str, Writing]
    sort: Mapping[str, Sorting]
    tone: Mapping[str, Toning] = field(default_factory=dict)
    check_in: Mapping[str, CheckIn] = field(default_factory=dict)
    session: Mapping[str, SessionBlocks] = field(default_factory=dict)
    read_together: Mapping[str, ReadTogether] = field(default_factory=dict)


_Line = TypeVar("_Line", PlacedLine, RewriteLine, Trouble)


def titles(activity: Activity) -> dict[str, str]:
    """What a learner's copy says for the ids of this page's lines, moves and boxes."""
    lines = {line.id: f"“{line.line}”" for part in activity.rewrite.values() for line in part.lines}
    moves = {m.id: m.name for part in activity.rewrite.values() for m in part.moves.values()}
    boxes = {box.id: box.wording for part in activity.write.values() for box in part.boxes}
    asked = {box.id: box.wording for part in activity.sort.values() for box in (part.note, part.after)}
    items = {item.id: item.wording for part in activity.check_in.values() for item in part.items}
    return {**lines, **moves, **boxes, **asked, **items}


def for_desk(lines: Iterable[_Line], desk: str) -> list[_Line]:
    """The lines with those of one's own desk first; else in the order of the file."""
    return sorted(lines, key=lambda line: desk not in line.desks)


def beside(ids: Sequence[str], here: str, step: int) -> str:
    """The id ``step`` places on from ``here``, round and round; the first where ``here`` is not among them."""
    if here not in ids:
        return ids[0]
    return ids[(ids.index(here) + step) % len(ids)]


def same_words(one: str, other: str) -> bool:
    """Whether two lines are the same but for case, spaces and punctuation."""
    return _letters(one) == _letters(other)


def _letters(text: str) -> str:
    return "".join(c for c in text.lower() if c.isalnum())
