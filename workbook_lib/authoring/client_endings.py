"""Whether a warm conversation comes to a warm ending, however much was told and done when the time is over."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from workbook_lib.listening.client import MOST, WARM, Client, Ending
from workbook_lib.listening.standing import Standing, holds

_COLD = frozenset({"gave_up", "walked_off"})
_HELP = range(4)


def ill_fitting(client: Client) -> Iterator[tuple[int, str, str]]:
    """Endings that don't fit how it went: their number, what was expected, and how it went. Each of them once."""
    seen = set()
    for standing in _ends(client):
        ending = next((e for e in client.endings if holds(e.when, standing)), None)
        wrong = _wrong(ending, standing) if ending else ""
        number = client.endings.index(ending) if ending else -1
        if wrong and (number, wrong) not in seen:
            seen.add((number, wrong))
            yield number, wrong, _as_it_went(standing)


def _wrong(ending: Ending, standing: Standing) -> str:
    if ending.kind in _COLD:
        return f"a warm ending above it, with turns: {standing.turns} and no more than trust: {WARM}"
    if ending.kind == "heard_unsolvable" and standing.helped:
        return "helped_below: 1, for nothing can be called unsolved where help was given"
    return ""


def _ends(client: Client) -> Iterator[Standing]:
    """How it may stand when the time is over, for somebody who trusts: in each state, with more and more told."""
    facts = _in_turn(client)
    for state, trust, helped, told in product(
        client.states, range(WARM, MOST + 1), _HELP, range(len(facts) + 1)
    ):
        yield Standing(state, trust, 0, helped, 0, client.turns, facts[:told], ("takes_up",))


def _in_turn(client: Client) -> tuple[str, ...]:
    """The facts in an order in which they can be told."""
    told: list[str] = []
    for _ in client.facts:
        told += [f.id for f in client.facts.values() if f.id not in told and set(f.after) <= set(told)][:1]
    return tuple(told)


def _as_it_went(standing: Standing) -> str:
    return f"trust {standing.trust}, {len(standing.told)} facts told, {standing.helped} steps taken"
