"""The same trouble told in several moods, and what to say where a reply is written far from its client. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..model import Assessment, Evidence, Rating
from . import register

RUBRIC = "tone"


@dataclass(frozen=True, slots=True)
class Remark:
    """What stands out between a message and a reply, why it may matter, and one question."""

    id: str
    name: str
    says: str
    asks: str
    phrases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Trouble:
    """One trouble; ``clients`` is each mood's message, ``theirs`` are phrases of this trouble and no other."""

    id: str
    desks: tuple[str, ...]
    situation: str
    theirs: tuple[str, ...]
    clients: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Toning:
    """``moods`` are what a client may be like (id to words); the remarks stand in the order they are asked in."""

    legend: str
    moods: Mapping[str, str]
    remarks: Mapping[str, Remark]
    troubles: tuple[Trouble, ...]


def toning_of(data: Mapping[str, Any]) -> Toning:
    """The compiled form. Raises KeyError or TypeError on what no compiler of ours wrote."""
    remarks = {
        k: Remark(k, **{**r, "phrases": tuple(r.get("phrases", ()))}) for k, r in data["remarks"].items()
    }
    troubles = tuple(
        Trouble(**{**t, "desks": tuple(t["desks"]), "theirs": tuple(t["theirs"])}) for t in data["troubles"]
    )
    return Toning(data["legend"], data["moods"], remarks, troubles)


def read(
    told: Toning, mood: str, message: str, text: str, reply: Assessment, hollow: bool, version: str
) -> Assessment:
    """What stands out in ``text`` beside ``message``, as an Assessment of the rubric ``tone``.

    ``reply`` is the same text read as a reply: what makes its tone a form letter's counts here too. ``hollow``:
    nothing of this person's own trouble is in the text. A rating stands for each remark, in the remarks' order.
    """
    found: dict[str, tuple[Evidence, ...]] = dict.fromkeys(
        register.gaps(mood, register.marks(message), register.marks(text)), ()
    )
    if hollow:
        found["anybody"] = ()
    for name, evidence in (*_said(told, mood, text), *_form_letter(reply)):
        found[name] = (*found.get(name, ()), evidence)
    ratings = tuple(Rating(name, 0, 1.0, True, found[name]) for name in told.remarks if name in found)
    return Assessment(RUBRIC, version, "none", ratings, "", reply.sentences)


def _said(told: Toning, mood: str, text: str) -> Iterator[tuple[str, Evidence]]:
    for remark in told.remarks.values():
        for start, end in register.found_at(text, remark.phrases):
            yield remark.id, Evidence(remark.id, start, end, text[start:end], remark.says, remark.id)


def _form_letter(reply: Assessment) -> Iterator[tuple[str, Evidence]]:
    if reply.was_read and reply.levels.get("tone_match", 2) < 2:
        for one in reply.rating("tone_match").evidence:
            yield "form_letter", Evidence("form_letter", one.start, one.end, one.quote, one.reason, one.cue)
