"""One language's compiled JSON -> the types of content."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from workbook_lib.activities.decoding import activity_of, looks_of
from workbook_lib.activities.discussing import discussion_of
from workbook_lib.catalog.types import Care, Catalog, ConcernWords, Desk, Page
from workbook_lib.coaching import Feedback, Situation, When
from workbook_lib.listening.client import client_of
from workbook_lib.model import ClientMessage, Dimension, Prompt, Rubric, Scenario
from workbook_lib.nearby import Nearby, Vocabulary


def catalog_of(data: Mapping[str, Any]) -> Catalog:
    """Compiled content as types. Raises KeyError or TypeError on data that no compiler of ours wrote."""
    return Catalog(
        version=data["version"],
        language=data["language"],
        rubrics={k: _rubric(r) for k, r in data["rubrics"].items()},
        scenarios={k: scenario_of(s) for k, s in data["scenarios"].items()},
        prompts={k: Prompt(k, **p) for k, p in data["prompts"].items()},
        desks={k: Desk(k, **d) for k, d in data["desks"].items()},
        pages={k: _page(k, p) for k, p in data["pages"].items()},
        words=data["words"],
        feedback=feedback_of(data["feedback"]),
        care=_care(data["care"]),
        looks=looks_of(data["looks"]),
        activities={k: activity_of(k, a) for k, a in data["activities"].items()},
        discussion=discussion_of(data["discussion"]),
        clients={k: client_of(c) for k, c in data.get("clients", {}).items()},
    )


def _rubric(data: Mapping[str, Any]) -> Rubric:
    dimensions = (Dimension(**{**d, "descriptors": tuple(d["descriptors"])}) for d in data["dimensions"])
    return Rubric(**{**data, "dimensions": tuple(dimensions)})


def scenario_of(data: Mapping[str, Any]) -> Scenario:
    """One compiled case."""
    messages = tuple(ClientMessage(**m) for m in data["messages"])
    lists = {"desks": tuple(data["desks"]), "hidden": tuple(data["hidden"]), "messages": messages}
    return Scenario(**{**data, **lists})


def _page(name: str, data: Mapping[str, Any]) -> Page:
    lists = {k: tuple(data[k]) for k in ("you_will", "finish") if k in data}
    return Page(name, **{"words": {}, **data, **lists})


def _care(data: Mapping[str, Any]) -> Care:
    read = {
        "procedure": tuple(data["procedure"]),
        "call": tuple(data["call"]),
        "concerns": {k: ConcernWords(c["says"], _rules(c["rules"])) for k, c in data["concerns"].items()},
        "vocabulary": Vocabulary(tuple((name, tuple(listed)) for name, listed in data["vocabulary"].items())),
        "look_alikes": _rules(data["look_alikes"]),
        "respelt": {word: tuple(words.split()) for word, words in data["respelt"].items()},
    }
    return Care(**{**data, **read})


def _rules(data: Iterable[Mapping[str, Any]]) -> tuple[Nearby, ...]:
    return tuple(Nearby(**{**r, "groups": tuple(r["groups"]), "unless": tuple(r["unless"])}) for r in data)


def feedback_of(data: Mapping[str, Any]) -> Feedback:
    """The words of coaching, from the values of feedback.yaml."""
    return Feedback(
        opening=tuple(data["opening"]),
        unsure=tuple(data["unsure"]),
        notices={
            kind: {d: (tuple(n["emerging"]), tuple(n["clear"])) for d, n in by_dimension.items()}
            for kind, by_dimension in data["notices"].items()
        },
        people=tuple(data["people"]),
        patterns={k: tuple(v) for k, v in data["patterns"].items()},
        avoid=tuple(data["avoid"]),
        focus={k: tuple(v) for k, v in data["focus"].items()},
        situations=tuple(_situation(k, s) for k, s in data["situations"].items()),
    )


def _situation(name: str, data: Mapping[str, Any]) -> Situation:
    when = data["when"]
    return Situation(
        id=name,
        kind=data["kind"],
        tier=data["tier"],
        when=When(
            note=when.get("note"),
            stage=tuple(when.get("stage") or ()),
            levels={d: tuple(levels) for d, levels in when.get("levels", {}).items()},
            text=tuple(when.get("text", ())),
        ),
        dimension=data.get("dimension"),
        notice=tuple(data.get("notice", ())),
        ask=tuple(data["ask"]),
        plain=tuple(data["plain"]),
    )
