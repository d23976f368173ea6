"""A session planned: length, group, desks, aims and place give an agenda whose minutes add up. Pure.

The words are content; the facilitator changes any of them. Kinds of items are the steps of the room
(`workbook_lib.group.rooms.STEPS`) where there is one, and ``together``, ``practice``, ``role_play``, ``pause`` or
``own`` (an item of the facilitator's).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import zip_longest
from typing import Any

from .five_questions import QUESTIONS
from .session_blocks import PRACTICE, WHERES, Aim, Block, SessionBlocks, Where
from .session_cases import Choosing, Content
from .session_groups import in_words, pairs, threes

PAGE = "20_plan_a_session"
LEAST = 3
"""No item is shorter, in minutes, in what is suggested."""
FEWEST, MOST = 2, 200
FEW = 6
"""Below this many people there is no picture of the group, as in the room, and everybody speaks in a round."""
MANY = 16
_MOVED = 2
"""In a large group so many minutes of the talk of all are for the pairs: there, everybody speaks."""


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """One item. ``case`` is a case's id or empty; ``id`` is its own in this agenda."""

    kind: str
    title: str
    minutes: int
    case: str
    words: str
    questions: tuple[str, ...]
    id: str = ""


@dataclass(frozen=True, slots=True)
class Agenda:
    """A session as it is planned. ``minutes`` is how long it may last; ``aims`` are ids; ``manager`` takes part."""

    minutes: int
    people: int
    where: Where
    desks: tuple[str, ...]
    aims: tuple[str, ...]
    items: tuple[AgendaItem, ...]
    manager: bool = False

    @property
    def total(self) -> int:
        """The minutes of all items."""
        return sum(item.minutes for item in self.items)

    @property
    def over(self) -> int:
        """By how many minutes it runs over; negative where some are left."""
        return self.total - self.minutes

    @property
    def starts(self) -> tuple[int, ...]:
        """For each item the minute at which it begins, from 0."""
        return tuple(sum(item.minutes for item in self.items[:place]) for place in range(len(self.items)))

    @property
    def cases(self) -> tuple[str, ...]:
        """The ids of the cases in order, each once."""
        return tuple(dict.fromkeys(item.case for item in self.items if item.case))

    @property
    def opens(self) -> tuple[str, ...]:
        """For each item the case that begins with it, or "" where it goes on with one or has none."""
        cases = [item.case for item in self.items]
        return tuple("" if case in cases[:place] else case for place, case in enumerate(cases))

    @property
    def picture(self) -> bool:
        """Whether a picture of the group may be taken at all."""
        return self.people >= FEW and self.where != "paper"


def blocks_of(content: Content) -> SessionBlocks:
    """What sessions are built of in this content."""
    return content.activities[PAGE].session["plan"]


def suggest(
    minutes: int,
    people: int,
    desks: Collection[str],
    aims: Collection[str],
    where: Where,
    content: Content,
    *,
    manager: bool = False,
) -> Agenda:
    """An agenda of exactly ``minutes``. Without an aim that is known it has the first one.

    Raises ValueError where there is no session of that length or place, or the people are too few or too many.
    """
    told = blocks_of(content)
    if minutes not in told.runs or where not in WHERES or not FEWEST <= people <= MOST:
        raise ValueError(f"no session of {minutes} minutes for {people} people in {where!r}")
    wanted = [aim for aim in told.aims.values() if aim.id in aims] or [next(iter(told.aims.values()))]
    choosing = Choosing(content, tuple(desks), wanted)
    items, case = [], ""
    for block, lasts in _timed(told, minutes, people, where, wanted[0]):
        if block.case == "new":
            case = choosing.take(_aims_of(block, wanted), gentle=block.kind == "role_play")
        words = _words(block, people, where, told)
        asked = tuple(_asked(block, wanted, content))
        items.append(
            AgendaItem(block.kind, block.title, lasts, case if block.case else "", words, asked, block.id)
        )
    named = tuple(aim.id for aim in wanted)
    return Agenda(minutes, people, where, tuple(desks), named, tuple(items), manager)


def _timed(
    told: SessionBlocks, minutes: int, people: int, where: Where, first: Aim
) -> Iterator[tuple[Block, int]]:
    """The blocks of the run with their minutes, as this group and place change them."""
    lasts = dict(told.runs[minutes])
    if people < FEW or where == "paper":
        lasts["together"] += lasts.pop("snapshot")
    if people >= MANY and lasts["together"] - _MOVED >= LEAST:
        lasts["together"] -= _MOVED
        lasts["pair_talk"] += _MOVED
    for name, long in lasts.items():
        yield told.blocks[first.practice if name == PRACTICE else name], long


def _aims_of(block: Block, wanted: Sequence[Aim]) -> list[Aim]:
    return [aim for aim in wanted if aim.practice == block.id]


def _words(block: Block, people: int, where: Where, told: SessionBlocks) -> str:
    more = block.few if people < FEW else block.many if people >= MANY else ""
    words = " ".join(part for part in (block.words.get(where) or block.words["room"], more) if part)
    values = {
        "people": str(people),
        "pairs": in_words(pairs(people), told),
        "threes": in_words(threes(people), told),
    }
    for slot, value in values.items():
        words = words.replace(f"{{{slot}}}", value)
    return " ".join(words.split())


def _asked(block: Block, wanted: Sequence[Aim], content: Content) -> Iterator[str]:
    """The questions of an item: the five, those of the aims in turn, or the block's own."""
    if block.asks_five:
        yield from (content.prompts[name].wording for name in QUESTIONS if name in content.prompts)
    elif block.kind == "together":
        in_turn = [ask for asks in zip_longest(*(aim.asks for aim in wanted)) for ask in asks if ask]
        yield from in_turn[: max(3, len(wanted))]
    else:
        yield from block.questions


def agenda_to_dict(agenda: Agenda) -> dict[str, Any]:
    """Plain values, for JSON. `agenda_from_dict` reads them back."""
    return asdict(agenda)


def agenda_from_dict(data: Mapping[str, Any]) -> Agenda:
    """The agenda that `agenda_to_dict` wrote. Raises KeyError, TypeError or ValueError on anything else."""
    items = tuple(_item_of(item) for item in data["items"])
    agenda = Agenda(
        **{**data, "items": items, "desks": tuple(data["desks"]), "aims": tuple(data["aims"])},
    )
    if agenda.where not in WHERES or not all(type(n) is int for n in (agenda.minutes, agenda.people)):
        raise ValueError("not an agenda")
    return agenda


def _item_of(data: Mapping[str, Any]) -> AgendaItem:
    item = AgendaItem(**{**data, "questions": tuple(data["questions"])})
    if type(item.minutes) is not int:
        raise ValueError("not an agenda")
    return item
