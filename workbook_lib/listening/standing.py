"""How a client stands, and what a turn makes of it, without any words: so it can be followed and searched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from workbook_lib.listening.client import MOST, Client, Ending, Fact, Way, When
from workbook_lib.listening.deeds import CLOSES, SHIFTS, asks, does_any

IN_PEACE = frozenset({"heard_and_helped", "heard_unsolvable", "helped_not_heard", "kind_limit"})
"""Endings of somebody who would answer a question before they go."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How it stands after ``turns`` turns. ``tells`` is the fact told with the last one, ``done`` what that did."""

    state: str
    trust: int
    heat: int
    helped: int = 0
    limits: int = 0
    turns: int = 0
    told: tuple[str, ...] = ()
    done: tuple[str, ...] = ()
    tells: str = ""
    ending: Ending | None = None

    @staticmethod
    def first(client: Client) -> Standing:
        """Before the first turn."""
        return Standing(client.start, client.trust, client.heat)


def follow(
    client: Client,
    before: Standing,
    done: tuple[str, ...],
    about: Sequence[str] = (),
    *,
    asking: bool = False,
    room: bool = True,
) -> Standing:
    """How it stands after a turn that did these deeds. ``about`` are the facts it speaks of, the nearest first.

    ``asking``: it wants an answer, whatever its deeds. ``room``: it leaves them room to speak of something else.
    """
    now = _moved(client, before, done)
    state = next((way.to for way in client.states[before.state].ways if _goes(way, now)), before.state)
    now = replace(now, state=state)
    helps = _takes_help_first(done) and not asking
    asking = asking or asks(done)
    fact = "" if helps else _fact(client, now, about, room=room)
    if fact:  # it is lighter for having been told
        now = replace(now, tells=fact, told=(*now.told, fact), heat=_within(now.heat - 1))
    else:
        now = replace(now, tells="")
    return replace(now, ending=_ending(client, before, now, asking=asking))


def _goes(way: Way, now: Standing) -> bool:
    """Whether they come to another state. Nobody warms to a turn that closes them, whatever their trust."""
    warms = way.when.trust is not None and not way.when.does
    return holds(way.when, now) and not (warms and CLOSES & set(now.done))


def _ending(client: Client, before: Standing, now: Standing, *, asking: bool) -> Ending | None:
    """How it ends with this turn, if it does.

    Whoever is telling something, has this moment come to be otherwise or is being asked stays for another turn,
    but for a goodbye.
    """
    ending = next((e for e in client.endings if holds(e.when, now)), None)
    if now.turns >= client.turns:
        return ending
    goes = {*CLOSES, "leaves"} & set(now.done)
    stays = now.tells or (now.state != before.state and not goes)
    waits = asking and not goes and ending is not None and ending.kind in IN_PEACE
    return None if stays or waits else ending


def _moved(client: Client, before: Standing, done: tuple[str, ...]) -> Standing:
    shifts = [client.temper.get(deed, SHIFTS.get(deed, (0, 0))) for deed in done]
    most = 2 if does_any(done, ("takes_up", "names_feeling", "stays", "kind_limit")) else 1
    return replace(
        before,
        trust=_within(before.trust + max(-2, min(most, sum(t for t, _ in shifts)))),
        heat=_within(before.heat + max(-2, min(3, sum(h for _, h in shifts)))),
        helped=before.helped + ("acts" in done or "suggests" in done),
        limits=before.limits + ("kind_limit" in done),
        turns=before.turns + 1,
        done=done,
    )


def _within(number: int) -> int:
    return max(0, min(MOST, number))


def holds(when: When, now: Standing) -> bool:
    """Whether a condition holds."""
    return (
        _reaches(when, now)
        and (when.trust_below is None or now.trust < when.trust_below)
        and (when.heat_below is None or now.heat < when.heat_below)
        and (when.helped_below is None or now.helped < when.helped_below)
        and (when.told_below is None or len(now.told) < when.told_below)
        and (not when.does or does_any(now.done, when.does))
        and set(when.knows) <= set(now.told)
        and (not when.state or now.state in when.state)
    )


def _reaches(when: When, now: Standing) -> bool:
    # Spelt out: the check of a client asks this tens of thousands of times.
    return (
        (when.trust is None or now.trust >= when.trust)
        and (when.heat is None or now.heat >= when.heat)
        and (when.told is None or len(now.told) >= when.told)
        and (when.helped is None or now.helped >= when.helped)
        and (when.limits is None or now.limits >= when.limits)
        and (when.turns is None or now.turns >= when.turns)
    )


def _fact(client: Client, now: Standing, about: Sequence[str], *, room: bool) -> str:
    """What the client tells now: what the turn speaks of first, then in the client's order; "" for nothing.

    After telling something of themselves they wait how it is taken, and go on only if they are asked. Nobody begins
    on something new while they part.
    """
    if {*CLOSES, "leaves"} & set(now.done) or now.turns >= client.turns:
        return ""
    could = {f.id: f for f in client.facts.values() if f.id not in now.told and set(f.after) <= set(now.told)}
    spoken_of = [could[id] for id in about if id in could]
    asked = [f for f in spoken_of if f.asked is not None and now.trust >= f.asked]
    free = room and not now.tells
    heard = [f for f in could.values() if free and now.trust >= f.trust and _opens(f, now.done)]
    return next((fact.id for fact in asked + heard), "")


def _takes_help_first(done: Sequence[str]) -> bool:
    """Whether a turn gives something, which is answered before they go on with what is theirs."""
    return does_any(done, ("acts", "suggests"))


def _opens(fact: Fact, done: tuple[str, ...]) -> bool:
    """Whether such a turn brings out a fact. A limit is answered first, unless it is what this fact waits for."""
    return does_any(done, fact.does) and ("kind_limit" not in done or "limit" in fact.does)
