"""Whether everything in a client can be met: a search through what turns may do, without any words.

It goes on until all is found or there is nowhere left to go. Turns are of a few kinds, one or two deeds each, so
that the search stays small.
"""

from __future__ import annotations

import random
from collections import deque
from collections.abc import Iterator
from itertools import chain, product, repeat

from workbook_lib.listening.client import Client
from workbook_lib.listening.deeds import GROUPS, ORDER
from workbook_lib.listening.standing import Standing, follow

MOST_STEPS = 25_000
"""Steps after which the search stops and takes what it hasn't found as missing: far more than any client needs."""

_MIXED: tuple[tuple[str, ...], ...] = (
    ("names_feeling", "takes_up"),
    ("takes_up", "acts"),
    ("acts", "kind_limit"),
)
_STEADY: tuple[tuple[str, ...], ...] = (
    *_MIXED,
    *((deed,) for group in GROUPS.values() for deed in group[:1]),
    *((deed,) for deed in ("asks_open", "stays", "argues", "asks_closed", "self_turn")),
)
"""What a steady talker does: a deed of each group, and those that some clients take in their own way."""
_KINDS = (*_MIXED, *((deed,) for deed in ORDER))
_TURNS = (0, 1, 2, 4, 7)
_BETWEEN: tuple[tuple[tuple[str, ...], ...], ...] = ((), (("acts",),))
_TALKS = list(product(_BETWEEN, _STEADY, _STEADY, _TURNS))
"""In no order: talks that are alike meet the same things, so mixed ones find all of it several times sooner."""
random.Random(0).shuffle(_TALKS)  # noqa: S311 - no secret, and the same in every check


def unmet(client: Client) -> list[tuple[str, str | int]]:
    """States and facts by name, endings by number, that no conversation comes to; in the file's order."""
    wanted: list[tuple[str, str | int]] = [
        *(("states", name) for name in client.states),
        *(("facts", name) for name in client.facts),
        *(("endings", number) for number in range(len(client.endings))),
    ]
    left = set(wanted) - {("states", client.start)}
    # Deep first and wide second: most clients are met within a few hundred steps.
    for steps in (_straight(client), _everywhere(client)):
        for standing in steps:
            left -= _met(client, standing)
            if not left:
                return []
    return [key for key in wanted if key in left]


def _met(client: Client, standing: Standing) -> set[tuple[str, str | int]]:
    met: set[tuple[str, str | int]] = {("states", standing.state)}
    met |= {("facts", fact) for fact in standing.told}
    if standing.ending is not None:
        met.add(("endings", client.endings.index(standing.ending)))
    return met


def _straight(client: Client) -> Iterator[Standing]:
    """Every conversation that does one thing all the time, or one thing and from some turn on another, with a step
    of help between or without; and what comes of a goodbye at any point of it."""
    known: dict[tuple[Standing, tuple[str, ...]], Standing] = {}  # talks begin alike
    for between, second, first, turn in _TALKS:
        standing = Standing.first(client)
        for done in chain(repeat(first, turn), between, repeat(second)):
            for turned in (("leaves",), done):
                if (standing, turned) not in known:
                    known[standing, turned] = _after(client, standing, turned)
                    yield known[standing, turned]
            standing = known[standing, done]
            if standing.ending is not None:
                break


def _everywhere(client: Client) -> Iterator[Standing]:
    """Every conversation there is, the short ones first, up to `MOST_STEPS`."""
    todo = deque([Standing.first(client)])
    seen = {todo[0]}
    steps = 0
    while todo and steps < MOST_STEPS:
        standing = todo.popleft()
        for done in _KINDS:
            steps += 1
            following = _after(client, standing, done)
            if following not in seen:
                seen.add(following)
                yield following
                if following.ending is None:
                    todo.append(following)


def _after(client: Client, standing: Standing, done: tuple[str, ...]) -> Standing:
    """A turn that does this and, where it asks, asks about whatever hasn't been told."""
    about = [fact for fact in client.facts if fact not in standing.told]
    return follow(client, standing, done, about if done == ("asks_open",) else ())
