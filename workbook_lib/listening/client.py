"""What a client is: the facts they hold and what it takes to hear them, their states, lines and endings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Where = Literal["desk", "phone", "chat"]
EndingKind = Literal[
    "heard_and_helped",
    "helped_not_heard",
    "heard_unsolvable",
    "gave_up",
    "kind_limit",
    "walked_off",
    "staff_safety",
]
Lines = Mapping[str, tuple[str, ...]]
"""What a turn did (a deed, or a group of them) to the lines that may answer it."""

MOST = 10
"""Trust and heat run from 0 to this."""
WARM = 6
"""Trust from which somebody is warm: what they say when they know nobody no longer fits."""


@dataclass(frozen=True, slots=True)
class When:
    """A condition; all that is named holds. Numbers are *at least*, those called ``_below`` are *less than*.

    ``told`` counts facts the client has told, ``helped`` steps that were taken, ``limits`` limits that were said
    kindly, ``turns`` the learner's turns. ``does`` is any of these deeds or groups, ``knows`` all of these facts,
    ``state`` any of these states.
    """

    trust: int | None = None
    trust_below: int | None = None
    heat: int | None = None
    heat_below: int | None = None
    told: int | None = None
    told_below: int | None = None
    helped: int | None = None
    limits: int | None = None
    turns: int | None = None
    does: tuple[str, ...] = ()
    knows: tuple[str, ...] = ()
    state: tuple[str, ...] = ()
    helped_below: int | None = None


@dataclass(frozen=True, slots=True)
class Way:
    """From one state to another."""

    to: str
    when: When


@dataclass(frozen=True, slots=True)
class State:
    """How the client is: what is seen or heard of them when they come to be so, and what they say then."""

    id: str
    seen: tuple[str, ...]
    lines: Lines
    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """Something the client holds back at first.

    It is told at ``trust`` when a turn does one of ``does``; already at ``asked`` (never, where None) when a turn
    asks about it or takes it up, in words of ``about``. ``told`` are the lines that tell it unasked, ``answers``
    those that answer a question; ``ducks`` are said where it is asked too soon, ``more`` where it is asked about
    again after it was told. ``unsaid`` is what a learner reads afterwards, where it was never told.
    """

    id: str
    about: tuple[str, ...]
    trust: int
    told: tuple[str, ...]
    unsaid: str
    asked: int | None = None
    does: tuple[str, ...] = ("heard",)
    after: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    ducks: tuple[str, ...] = ()
    more: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What the client says to an ordinary question, in any state.

    A turn that asks nothing gets it too where it does one of ``does``: the offer to come out to the car, say.
    ``after`` are the facts that must have been told before.
    """

    about: tuple[str, ...]
    says: tuple[str, ...]
    does: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ending:
    """How it may end. ``after`` is what became of it, for the learner to read."""

    kind: EndingKind
    when: When
    says: tuple[str, ...]
    after: str


@dataclass(frozen=True, slots=True)
class Client:
    """Somebody who came, rang or wrote.

    ``warmly`` is what they say in place of ``lines`` once they trust somebody (`WARM`).
    ``temper`` says how a deed moves (trust, heat) in them, where it differs from others. ``start`` is the first
    state; ``turns`` is how many they have time for, and the last ending catches whoever is left then.
    """

    id: str
    version: int
    name: str
    title: str
    where: Where
    holds: str
    setting: str
    opening: tuple[str, ...]
    wants: str
    settles_for: str
    trust: int
    heat: int
    turns: int
    start: str
    states: Mapping[str, State]
    facts: Mapping[str, Fact]
    lines: Lines
    endings: tuple[Ending, ...]
    answers: tuple[Answer, ...] = ()
    warmly: Lines = field(default_factory=dict)
    temper: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    they: str = "they"
    safety: bool = False
    language: str = "en"


def client_of(data: Mapping[str, Any]) -> Client:
    """A client from the values of a file of ``clients/``. Raises KeyError or TypeError on other values."""
    read = {
        "opening": tuple(data["opening"]),
        "states": {name: _state(name, s) for name, s in data["states"].items()},
        "facts": {name: _fact(name, f) for name, f in data["facts"].items()},
        "lines": _lines(data["lines"]),
        "warmly": _lines(data.get("warmly", {})),
        "endings": tuple(_ending(e) for e in data["endings"]),
        "answers": tuple(_answer(a) for a in data.get("answers", ())),
        "temper": {d: (int(s[0]), int(s[1])) for d, s in data.get("temper", {}).items()},
    }
    return Client(**{**data, **read})


def _state(name: str, data: Mapping[str, Any]) -> State:
    ways = tuple(Way(w["to"], when_of(w["when"])) for w in data.get("ways", ()))
    return State(name, tuple(data["seen"]), _lines(data["lines"]), ways)


def _fact(name: str, data: Mapping[str, Any]) -> Fact:
    return Fact(name, **_with_tuples(data, ("about", "told", "does", "after", "answers", "ducks", "more")))


def _answer(data: Mapping[str, Any]) -> Answer:
    return Answer(**_with_tuples(data, ("about", "says", "does", "after")))


def _ending(data: Mapping[str, Any]) -> Ending:
    return Ending(data["kind"], when_of(data["when"]), tuple(data["says"]), data["after"])


def when_of(data: Mapping[str, Any]) -> When:
    """A condition from its values."""
    return When(**_with_tuples(data, ("does", "knows", "state")))


def _with_tuples(data: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    return {**data, **{name: tuple(data[name]) for name in names if name in data}}


def _lines(data: Mapping[str, Any]) -> Lines:
    return {deed: tuple(lines) for deed, lines in data.items()}
