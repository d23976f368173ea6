"""Compiled content -> the types of `model`, in one language, perhaps with a library's own content on top.

Reads one JSON file and needs the standard library only. The authoring tools are imported in one case: a
library's own folder changed since it was last compiled.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, fields
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from workbook_lib.coaching import Feedback, Situation, When
from workbook_lib.listening.client import Client, client_of
from workbook_lib.model import ClientMessage, Dimension, Kind, Prompt, Rubric, Scenario
from workbook_lib.nearby import Groups, Nearby

_SLOT = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Desk:
    """A place where staff meet clients, from the accounts desk to leading a team."""

    id: str
    name: str
    says: str


@dataclass(frozen=True, slots=True)
class Page:
    """The words of one page. ``idea`` has a blank line between paragraphs; ``words`` are all the others."""

    id: str
    title: str
    minutes: int
    you_will: tuple[str, ...]
    you_need: str
    idea_heading: str
    idea: str
    credit: str
    at_the_desk: str
    way_on: str
    words: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ConcernWords:
    """One kind of worry: what a page says of it, and which groups of words to look for near each other."""

    says: str
    rules: tuple[Nearby, ...]


@dataclass(frozen=True, slots=True)
class Care:
    """What to show where a text may hold more than a reply can.

    ``procedure`` and ``call`` are for each library to fill in.
    """

    heading: str
    says: str
    procedure_heading: str
    procedure: tuple[str, ...]
    call_heading: str
    call: tuple[str, ...]
    own_heading: str
    own: str
    always: str
    concerns: Mapping[str, ConcernWords]
    vocabulary: Groups
    look_alikes: tuple[Nearby, ...]


@dataclass(frozen=True)
class Catalog:
    """All content in one language. ``version`` changes whenever any of it does.

    ``faults`` are lines to show a trainer: their own folder couldn't be used as it stands, and this is what
    was used before, or the built-in content.
    """

    version: str
    language: str
    rubrics: Mapping[str, Rubric]
    scenarios: Mapping[str, Scenario]
    prompts: Mapping[str, Prompt]
    desks: Mapping[str, Desk]
    pages: Mapping[str, Page]
    words: Mapping[str, str]
    feedback: Feedback
    care: Care
    faults: tuple[str, ...] = ()
    clients: Mapping[str, Client] = field(default_factory=dict)

    def rubric(self, kind: Kind) -> Rubric:
        """The rubric for one kind of text."""
        return self.rubrics[kind]

    def for_desk(self, desk: str) -> list[Scenario]:
        """The cases of a desk in this language, in the files' order; every case where the desk has none."""
        own = [s for s in self.scenarios.values() if s.language == self.language]
        return [s for s in own if desk in s.desks] or own

    def word(self, key: str, **values: object) -> str:
        """The words under a dotted key, with ``{name}`` slots filled. An unknown key comes back itself."""
        return fill(self.words.get(key, key), values)


def fill(words: str, values: Mapping[str, object]) -> str:
    """`words` with each ``{name}`` replaced from `values`; a slot without a value stays as it is."""
    return _SLOT.sub(lambda m: str(values.get(m.group(1), m.group(0))), words)


def load(language: str = "en", overlay: Path | None = None) -> Catalog:
    """The content in `language` (English where there is none), with a library's own folder on top.

    Without `overlay`, the folder that the environment names in ``WORKBOOK_CONTENT`` is used, if any. The same
    content gives the same object. A folder with faults never keeps a page from opening: see `Catalog.faults`.
    """
    folder = overlay or _named_folder()
    if folder is None or not (folder / language).is_dir():
        return _built_in(language)
    return _with_own(language, folder, sources_digest(folder / language))


def _named_folder() -> Path | None:
    named = os.environ.get("WORKBOOK_CONTENT", "").strip()
    return Path(named) if named else None


def languages() -> list[str]:
    """The languages that content is there for, English first."""
    names = [f.name for f in (files("workbook_lib") / "compiled").iterdir()]
    found = sorted(n[8:-5] for n in names if n.startswith("content-") and n.endswith(".json"))
    return sorted(found, key=lambda name: name != "en")


@lru_cache(maxsize=8)
def _built_in(language: str) -> Catalog:
    file = files("workbook_lib") / "compiled" / f"content-{language}.json"
    return catalog_of(json.loads(file.read_bytes())) if file.is_file() else _built_in("en")


@lru_cache(maxsize=8)
def _with_own(language: str, folder: Path, digest: str) -> Catalog:
    kept = folder / f".compiled-{language}.json"
    mark = f"{digest} on {_built_in(language).version}"
    before = _kept(kept)
    if before and before.get("made_from") == mark:
        return catalog_of(before)
    from workbook_lib.authoring.compiler import as_json, compiled
    from workbook_lib.authoring.faults import ContentError

    try:
        made = {**compiled(language, folder), "made_from": mark}
    except ContentError as error:
        return _as_before(before, language, tuple(str(fault) for fault in error.faults))
    with suppress(OSError):
        kept.write_text(as_json(made), encoding="utf-8", newline="\n")
    return catalog_of(made)


def _kept(file: Path) -> dict[str, Any] | None:
    try:
        return dict(json.loads(file.read_bytes()))
    except (OSError, ValueError, TypeError):
        return None


def _as_before(before: dict[str, Any] | None, language: str, faults: tuple[str, ...]) -> Catalog:
    with suppress(KeyError, TypeError, AttributeError):
        if before:
            return catalog_of(before, faults)
    built_in = _built_in(language)
    return Catalog(**{**{f.name: getattr(built_in, f.name) for f in fields(built_in)}, "faults": faults})


def sources_digest(folder: Path) -> str:
    """What the files under `folder` hold, as hexadecimal digits: another name or byte changes it."""
    state = hashlib.sha256()
    for file in sorted(f for f in folder.rglob("*") if f.suffix in {".yaml", ".md"} and f.is_file()):
        state.update(f"{file.relative_to(folder).as_posix()}\0".encode())
        state.update(hashlib.sha256(file.read_bytes()).digest())
    return state.hexdigest()[:16]


def catalog_of(data: Mapping[str, Any], faults: tuple[str, ...] = ()) -> Catalog:
    """Compiled content as types. Raises KeyError or TypeError on data that no compiler of ours wrote."""
    return Catalog(
        version=data["version"],
        language=data["language"],
        rubrics={k: _rubric(r) for k, r in data["rubrics"].items()},
        scenarios={k: _scenario(s) for k, s in data["scenarios"].items()},
        prompts={k: Prompt(k, **p) for k, p in data["prompts"].items()},
        desks={k: Desk(k, **d) for k, d in data["desks"].items()},
        pages={k: _page(k, p) for k, p in data["pages"].items()},
        words=data["words"],
        feedback=feedback_of(data["feedback"]),
        care=_care(data["care"]),
        faults=faults,
        clients={k: client_of(c) for k, c in data.get("clients", {}).items()},
    )


def _rubric(data: Mapping[str, Any]) -> Rubric:
    dimensions = (Dimension(**{**d, "descriptors": tuple(d["descriptors"])}) for d in data["dimensions"])
    return Rubric(**{**data, "dimensions": tuple(dimensions)})


def _scenario(data: Mapping[str, Any]) -> Scenario:
    messages = tuple(ClientMessage(**m) for m in data["messages"])
    lists = {"desks": tuple(data["desks"]), "hidden": tuple(data["hidden"]), "messages": messages}
    return Scenario(**{**data, **lists})


def _page(name: str, data: Mapping[str, Any]) -> Page:
    return Page(name, **{"words": {}, **data, "you_will": tuple(data["you_will"])})


def _care(data: Mapping[str, Any]) -> Care:
    read = {
        "procedure": tuple(data["procedure"]),
        "call": tuple(data["call"]),
        "concerns": {k: ConcernWords(c["says"], _rules(c["rules"])) for k, c in data["concerns"].items()},
        "vocabulary": tuple((name, tuple(phrases)) for name, phrases in data["vocabulary"].items()),
        "look_alikes": _rules(data["look_alikes"]),
    }
    return Care(**{**data, **read})


def _rules(data: Iterable[Mapping[str, Any]]) -> tuple[Nearby, ...]:
    return tuple(Nearby(**{**rule, "groups": tuple(rule["groups"])}) for rule in data)


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
