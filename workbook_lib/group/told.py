"""A room's state as it was told over the network: looked at value by value before anything is drawn. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from workbook_lib.group.rooms import STEPS
from workbook_lib.model import Assessment, assessment_from_dict

_NAME = re.compile(r"[a-z][a-z0-9_]{0,60}")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of the running step. ``key`` goes with one answer."""

    id: str
    wording: str
    help: str
    key: str


@dataclass(frozen=True, slots=True)
class Written:
    """An own answer that the room holds. ``rate``: one's own rating is asked for before the reading is shown."""

    case: str
    prompt: str
    text: str
    title: str
    wording: str
    reading: Assessment | None = None
    rate: bool = False
    rated: Mapping[str, Any] = field(default_factory=dict)
    disputed: Mapping[str, str] = field(default_factory=dict)
    sentences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Now:
    """How a room stands for one person; see `workbook_lib.group.api.state`."""

    version: int
    step: str
    paused: bool
    manager: bool
    least: int
    left: int | None
    agreed: bool
    writes: bool
    case_id: str
    case: Mapping[str, str] | None
    prompts: tuple[Asked, ...]
    answers: tuple[Written, ...]
    earlier: tuple[Written, ...]
    offers: tuple[Mapping[str, str], ...]

    def written(self, prompt: str) -> Written | None:
        """What stands for a question of the running case."""
        return next((w for w in self.answers if w.prompt == prompt), None)


def now_of(told: Mapping[str, Any]) -> Now:
    """A room's state, looked at value by value. Raises KeyError, TypeError or ValueError for anything else."""
    if told["step"] not in STEPS:
        raise ValueError(told["step"])
    left = told["left"]
    return Now(
        version=int(told["version"]),
        step=told["step"],
        least=int(told["least"]),
        left=None if left is None else int(left),
        **{name: told[name] is True for name in ("paused", "manager", "agreed", "writes")},
        case_id=_name(told["case_id"]),
        case=None if told["case"] is None else _texts(told["case"], "title", "holds", "story", "message"),
        prompts=tuple(_asked(p) for p in told["prompts"]),
        answers=tuple(_written(a) for a in told["answers"]),
        earlier=tuple(_written(a) for a in told["earlier"]),
        offers=tuple(_texts(o, "id", "text") for o in told["offers"]),
    )


def _name(told: object) -> str:
    """A name that content gives a case or a question."""
    if not isinstance(told, str) or not _NAME.fullmatch(told):
        raise ValueError("no name")
    return told


def _texts(told: Mapping[str, Any], *names: str) -> dict[str, str]:
    return {name: str(told[name]) for name in names}


def _asked(told: Mapping[str, Any]) -> Asked:
    return Asked(_name(told["id"]), **_texts(told, "wording", "help", "key"))


def _written(told: Mapping[str, Any]) -> Written:
    reading = told.get("reading")
    levels = {_name(d): level for d, level in told.get("rated", {}).items() if level in (0, 1, 2)}
    return Written(
        _name(told["case"]),
        _name(told["prompt"]),
        **_texts(told, "text", "title", "wording"),
        reading=None if reading is None else _sound(assessment_from_dict(reading), str(told["text"])),
        rate=told.get("rate") is True,
        rated=levels,
        disputed={_name(d): str(why) for d, why in told.get("disputed", {}).items()},
        sentences=tuple(map(str, told.get("sentences", ()))),
    )


def _sound(found: Assessment, text: str) -> Assessment:
    """A reading that can be drawn over its text. Raises ValueError or TypeError for others."""
    spans = [*found.sentences, *((e.start, e.end) for e in found.evidence)]
    inside = all(0 <= start <= end <= len(text) for start, end in spans)
    in_order = all(a[1] <= b[0] for a, b in zip(found.sentences, found.sentences[1:], strict=False))
    known = all(r.level in (0, 1, 2) and _name(r.dimension) for r in found.ratings)
    if not (inside and in_order and known and isinstance(found.note, str)):
        raise ValueError("reading")
    return found
