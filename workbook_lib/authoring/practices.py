"""Looks and activities: what no schema sees in them, and the shape they are compiled to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from workbook_lib.authoring.care_words import phrases, references
from workbook_lib.authoring.faults import Fault, did_you_mean, shown
from workbook_lib.authoring.inflect import inflect
from workbook_lib.authoring.pack import Pack
from workbook_lib.authoring.reader import Path_, Source
from workbook_lib.authoring.reading_files import references as of_reading
from workbook_lib.authoring.session_checks import faults as of_sessions
from workbook_lib.authoring.session_checks import references as of_session
from workbook_lib.authoring.toning_files import references as of_toning
from workbook_lib.authoring.week_files import references as of_check_in

_Reference = tuple[Path_, Any, list[str], str]
"""Where a name stands, the name, the names there are (none: known by what it is), and what it is."""


def compiled_looks(data: dict[str, Any]) -> dict[str, Any]:
    """looks.yaml as the run-time types need it: phrases by look, and by ``look!`` for what only sounds so."""
    groups = {name: _listed(text) for name, text in data.get("vocabulary", {}).items()}
    for name, look in data.get("looks", {}).items():
        groups[name] = _listed(look.get("phrases"))
        groups[f"{name}!"] = _listed(look.get("but_not"))
    kept = ("kind", "name", "says", "missing", "dimension")
    looks = {name: {k: look[k] for k in kept if k in look} for name, look in data.get("looks", {}).items()}
    return {
        "version": data.get("version", ""),
        "looks": looks,
        "groups": {k: g for k, g in groups.items() if g},
    }


def compiled(data: dict[str, Any]) -> dict[str, Any]:
    """An activity file with its phrases as lists."""
    rewrite = {
        name: {**r, "lines": [{**line, "theirs": _listed(line["theirs"])} for line in r["lines"]]}
        for name, r in data.get("rewrite", {}).items()
    }
    return {"place": {}, "write": {}, "sort": {}, **data, "rewrite": rewrite}


def _listed(text: str | None) -> list[str]:
    return [" ".join(map(_forms, phrase.split())) for phrase in phrases(text or "")]


def _forms(word: str) -> str:
    """A word of a phrase with every form of what is marked ``~``: ``charge~`` is ``charge|charges|charged...``."""
    may_miss = "?" if word.endswith("?") else ""
    parts = word.removesuffix("?").split("|")
    forms = (form for part in parts for form in (inflect(part[:-1], {}) if part[-1:] == "~" else (part,)))
    return "|".join(dict.fromkeys(forms)) + may_miss


def faults(pack: Pack) -> Iterator[Fault]:
    """Every reference that leads nowhere, every line without all its answers, every phrase that can't be read."""
    looks = pack.files.get("looks.yaml")
    if looks is not None and _is_group(looks.data, "looks"):
        yield from _looks(looks)
    for source in pack.named("activities").values():
        if not source.broken and isinstance(source.data, dict):
            yield from _lines(pack, source)
            yield from _named(pack, source)
            yield from of_sessions(pack, source)


def _is_group(data: Any, key: str) -> bool:
    return isinstance(data, dict) and isinstance(data.get(key), dict)


def _fault(source: Source, path: Path_, expected: str, got: str, hint: str = "") -> Fault:
    return Fault(source.place(path), ".".join(str(p) for p in path), expected, got, hint)


def _looks(source: Source) -> Iterator[Fault]:
    known = list(source.data.get("vocabulary") or {})
    for path, text in _phrase_lists(source.data):
        for phrase in phrases(str(text or "")):
            for name in sorted(references(phrase) - set(known)):
                hint = did_you_mean(name, known)
                yield _fault(source, path, "a group of the vocabulary in capitals", shown(name.upper()), hint)
            if any(not part.strip("?*~") for part in phrase.replace("|", " ").split() if part != ".."):
                yield _fault(source, path, "words between the signs", shown(phrase))


def _phrase_lists(data: dict[str, Any]) -> Iterator[tuple[Path_, Any]]:
    yield from ((("vocabulary", name), text) for name, text in (data.get("vocabulary") or {}).items())
    for name, look in data["looks"].items():
        yield from (
            (("looks", name, key), (look or {}).get(key)) for key in ("phrases", "but_not") if key in look
        )


_LISTED = (
    ("place", "lines"),
    ("rewrite", "lines"),
    ("tone", "troubles"),
    ("read_together", "reflections"),
    ("read_together", "replies"),
)
"""Where things with an id of their own are listed."""


def _lines(pack: Pack, source: Source) -> Iterator[Fault]:
    seen: set[str] = set()
    for path, line in _all_lines(source.data):
        if line.get("id") in seen:
            yield _fault(source, (*path, "id"), "an id of its own", f'"{line["id"]}", which another line has')
        seen.add(str(line.get("id")))
        for i, desk in enumerate(line.get("desks") or ()):
            yield from _known(source, (*path, "desks", i), desk, list(pack.data("desks.yaml")), "a desk")


def _all_lines(data: dict[str, Any]) -> Iterator[tuple[Path_, dict[str, Any]]]:
    for kind, listed in _LISTED:
        for name, part in (data.get(kind) or {}).items():
            for i, line in enumerate(part.get(listed) or ()):
                if isinstance(line, dict):
                    yield (kind, name, listed, i), line


def _named(pack: Pack, source: Source) -> Iterator[Fault]:
    looks = list(pack.data("looks.yaml").get("looks", {}))
    cases = [str(s.data.get("id")) for s in pack.named("scenarios").values()]
    dimensions = [d for r in pack.data("rubric.yaml").values() for d in r.get("dimensions", {})]
    named = {"look": looks, "case": cases, "dimension": dimensions}
    for path, value, among, what in _references(source.data):
        known = {**named, "question": [*pack.data("prompts.yaml")]}.get(what, among)
        yield from _known(source, path, value, known, f"a {what}")


def _references(data: dict[str, Any]) -> Iterator[_Reference]:
    """Every name in an activity file that stands for something else."""
    for kind, told in _TOLD.items():
        for name, part in (data.get(kind) or {}).items():
            if isinstance(part, dict):
                yield from told((kind, name), part)


def _of_placing(at: Path_, part: dict[str, Any]) -> Iterator[_Reference]:
    options = list(part.get("options") or {})
    for i, line in enumerate(part.get("lines") or ()):
        path, answers = (*at, "lines", i, "answers"), list(line.get("answers") or {})
        yield from (((*path, a), a, options, "choice of this place") for a in answers)
        yield from ((path, o, answers, "choice with an answer of its own") for o in options)


def _of_rewriting(at: Path_, part: dict[str, Any]) -> Iterator[_Reference]:
    moves = part.get("moves") or {}
    for move, told in moves.items():
        yield from (((*at, "moves", move, "looks"), look, [], "look") for look in told.get("looks") or ())
    for i, line in enumerate(part.get("lines") or ()):
        path = (*at, "lines", i, "moves")
        yield from (((*path, move), move, list(moves), "move") for move in line.get("moves") or ())


def _of_writing(at: Path_, part: dict[str, Any]) -> Iterator[_Reference]:
    for i, case in enumerate(part.get("cases") or ()):
        yield (*at, "cases", i), case, [], "case"
    boxes = part.get("boxes") or {"after": part.get("after") or {}}
    for box, told in boxes.items():
        path = (*at, "boxes", box)
        yield from (((*path, "looks"), look, [], "look") for look in told.get("looks") or ())
        yield from (((*path, "aims"), aim, [], "dimension") for aim in told.get("aims") or ())


_TOLD: Mapping[str, Callable[[Path_, dict[str, Any]], Iterator[_Reference]]] = {
    "place": _of_placing,
    "rewrite": _of_rewriting,
    "write": _of_writing,
    "sort": _of_writing,
    "tone": of_toning,
    "check_in": of_check_in,
    "session": of_session,
    "read_together": of_reading,
}


def _known(source: Source, path: Path_, value: object, known: list[str], what: str) -> Iterator[Fault]:
    if isinstance(value, str) and value not in known:
        yield _fault(
            source, path, f"{what}: one of " + ", ".join(known), shown(value), did_you_mean(value, known)
        )
