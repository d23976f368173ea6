"""Compiled looks and activities -> their types. Pure.

Raises KeyError or TypeError on what no compiler of ours wrote.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .lines import (
    Activity,
    Answer,
    Box,
    Move,
    PlacedLine,
    Placing,
    RewriteLine,
    Rewriting,
    Sorting,
    Way,
    Writing,
)
from .looks import Look, Looks
from .reading import reading_of
from .session_blocks import session_of
from .toning import toning_of
from .weeks import check_in_of


def looks_of(data: Mapping[str, Any]) -> Looks:
    """The looks of one language."""
    looks = {name: Look(name, **look) for name, look in data["looks"].items()}
    groups = tuple((name, tuple(phrases)) for name, phrases in data["groups"].items())
    return Looks(data["version"], looks, groups)


def activity_of(name: str, data: Mapping[str, Any]) -> Activity:
    """The practice of the page ``name``."""
    return Activity(
        name,
        place={k: _placing(part) for k, part in data["place"].items()},
        rewrite={k: _rewriting(part) for k, part in data["rewrite"].items()},
        write={k: _writing(part) for k, part in data["write"].items()},
        sort={k: _sorting(part) for k, part in data["sort"].items()},
        tone={k: toning_of(part) for k, part in data.get("tone", {}).items()},
        check_in={k: check_in_of(part) for k, part in data.get("check_in", {}).items()},
        session={k: session_of(part) for k, part in data.get("session", {}).items()},
        read_together={k: reading_of(part) for k, part in data.get("read_together", {}).items()},
    )


def _placing(data: Mapping[str, Any]) -> Placing:
    return Placing(data["legend"], data["options"], tuple(_placed(line) for line in data["lines"]))


def _placed(data: Mapping[str, Any]) -> PlacedLine:
    answers = {option: Answer(a.get("fit", ""), a["reason"]) for option, a in data["answers"].items()}
    return PlacedLine(**{**data, "desks": tuple(data["desks"]), "answers": answers})


def _rewriting(data: Mapping[str, Any]) -> Rewriting:
    moves = {k: Move(k, **{**m, "looks": tuple(m["looks"])}) for k, m in data["moves"].items()}
    return Rewriting(moves, tuple(_rewrite(line) for line in data["lines"]))


def _rewrite(data: Mapping[str, Any]) -> RewriteLine:
    ways = {move: Way(**way) for move, way in data["moves"].items()}
    lists = {"desks": tuple(data["desks"]), "theirs": tuple(data["theirs"])}
    return RewriteLine(**{**data, **lists, "moves": ways})


def _writing(data: Mapping[str, Any]) -> Writing:
    boxes = tuple(_box(name, box) for name, box in data["boxes"].items())
    return Writing(data["about"], boxes, tuple(data.get("cases", ())), data.get("in_turn", False))


def _sorting(data: Mapping[str, Any]) -> Sorting:
    boxes = {key: _box(key, {"reads": "nothing", **data[key]}) for key in ("note", "after")}
    return Sorting(data["about"], cases=tuple(data.get("cases", ())), **boxes)


def _box(name: str, data: Mapping[str, Any]) -> Box:
    lists = {key: tuple(data.get(key, ())) for key in ("looks", "aims")}
    return Box(name, **{"rows": 5, **data, **lists})
