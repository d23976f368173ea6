"""What a session is built of: aims, runs of so many minutes, blocks, and what to say when it gets hard. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

Where = Literal["room", "online", "paper"]
"""In a room with devices, online, or with no devices at all."""
WHERES: tuple[Where, ...] = get_args(Where)

PRACTICE = "practice"
"""Stands in a run for the practice of the first aim."""


@dataclass(frozen=True, slots=True)
class Aim:
    """What a session is for. ``practice`` is a block, ``asks`` are for the talk of all, ``cases`` fit best."""

    id: str
    name: str
    practice: str
    asks: tuple[str, ...]
    cases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """One item of an agenda before it has minutes.

    ``kind`` is a step of the room where the room has one. ``case``: it opens a ``new`` case, goes on with the
    ``same``, or (empty) has none. ``few`` and ``many`` are added to ``words`` for small and large groups.
    """

    id: str
    kind: str
    title: str
    words: Mapping[str, str]
    case: Literal["", "new", "same"] = ""
    questions: tuple[str, ...] = ()
    asks_five: bool = False
    few: str = ""
    many: str = ""


@dataclass(frozen=True, slots=True)
class Script:
    """What to do ``first`` when it gets hard, words to ``say`` aloud, what not to do, and when to stop."""

    id: str
    title: str
    first: str
    say: tuple[str, ...]
    do_not: tuple[str, ...]
    stop: str


@dataclass(frozen=True, slots=True)
class Role:
    """One part in a role play."""

    id: str
    title: str
    says: str


@dataclass(frozen=True, slots=True)
class RolePlay:
    """A role play for three."""

    says: str
    roles: tuple[Role, ...]
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SessionBlocks:
    """``runs``: minutes to (block, minutes) in order. ``sizes``: words for one group of a size, and for several.

    ``debrief`` has questions for the ``group`` and for ``yourself``.
    """

    aims: Mapping[str, Aim]
    runs: Mapping[int, Mapping[str, int]]
    blocks: Mapping[str, Block]
    sizes: Mapping[str, tuple[str, str]]
    joiner: str
    scripts: tuple[Script, ...]
    debrief: Mapping[str, tuple[str, ...]]
    role_play: RolePlay


def session_of(data: Mapping[str, Any]) -> SessionBlocks:
    """The compiled part of an activity. Raises KeyError or TypeError on what no compiler of ours wrote."""
    play = data["role_play"]
    sizes = {name: tuple(words) for name, words in data["sizes"].items() if name != "and"}
    return SessionBlocks(
        aims={k: _aim(k, a) for k, a in data["aims"].items()},
        runs={run["minutes"]: run["items"] for run in data["runs"]},
        blocks={k: _block(k, b) for k, b in data["blocks"].items()},
        sizes=sizes,
        joiner=data["sizes"]["and"],
        scripts=tuple(_script(k, s) for k, s in data["scripts"].items()),
        debrief={k: tuple(asked) for k, asked in data["debrief"].items()},
        role_play=RolePlay(
            play["says"], tuple(Role(k, **r) for k, r in play["roles"].items()), tuple(play["steps"])
        ),
    )


def _aim(name: str, data: Mapping[str, Any]) -> Aim:
    return Aim(name, data["name"], data["practice"], tuple(data["asks"]), tuple(data.get("cases", ())))


def _block(name: str, data: Mapping[str, Any]) -> Block:
    return Block(name, **{**data, "questions": tuple(data.get("questions", ()))})


def _script(name: str, data: Mapping[str, Any]) -> Script:
    return Script(name, **{**data, "say": tuple(data["say"]), "do_not": tuple(data["do_not"])})
