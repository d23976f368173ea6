"""Files of ``clients/``: what no schema sees. Names, lines that stand twice, whether all of a client can be met."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

from pydantic import ValidationError

from workbook_lib.authoring.client_endings import ill_fitting
from workbook_lib.authoring.client_schemas import FEWEST_LINES, ClientFile
from workbook_lib.authoring.client_walks import unmet
from workbook_lib.authoring.faults import Fault, did_you_mean, shown
from workbook_lib.authoring.reader import Path_, Source
from workbook_lib.listening.client import client_of
from workbook_lib.listening.deeds import GROUPS, ORDER


def faults(clients: Mapping[str, Source], common: Collection[str] = ()) -> Iterator[Fault]:
    """Every fault of the files of clients, by the file's name, that their schema doesn't see.

    ``common`` are the words that say nothing of a matter.
    """
    for name, source in clients.items():
        if not _sound(source):
            continue
        yield from _own_id(name, source)
        wrong = [*_names(source), *_lines(source), *_last(source)]
        yield from wrong
        yield from _common(source, common)
        if not wrong:
            yield from _unmet(source)
            yield from _ill_fitting(source)


def _sound(source: Source) -> bool:
    if source.broken or source.faults:
        return False
    try:
        ClientFile.model_validate(source.data)
    except ValidationError:
        return False
    return True


def _at(source: Source, path: Path_, expected: str, got: str, hint: str = "") -> Fault:
    return Fault(source.place(path), ".".join(str(p) for p in path), expected, got, hint)


def _own_id(name: str, source: Source) -> Iterator[Fault]:
    if source.data["id"] != name:
        yield _at(source, ("id",), f'the file\'s own name, "{name}"', shown(source.data["id"]))


def _names(source: Source) -> Iterator[Fault]:
    """Names of states, facts and deeds that aren't there."""
    data = source.data
    known = {
        "state": list(data["states"]),
        "to": list(data["states"]),
        "knows": list(data["facts"]),
        "after": list(data["facts"]),
        "does": [*GROUPS, *ORDER],
    }
    if data["start"] not in data["states"]:
        yield _unknown(source, ("start",), data["start"], known["state"], "a state")
    for path, key, name in _named(data):
        if name not in known[key]:
            what = {"does": "what a turn does", "state": "a state", "to": "a state"}.get(key, "a fact")
            yield _unknown(source, path, name, known[key], what)
    for path, deed in _deeds(data):
        if deed not in (*known["does"], "any"):
            yield _unknown(source, path, deed, [*known["does"], "any"], "what a turn does")


def _unknown(source: Source, path: Path_, name: str, known: list[str], what: str) -> Fault:
    return _at(source, path, f"{what}: one of " + ", ".join(known), shown(name), did_you_mean(name, known))


def _named(value: Any, path: Path_ = ()) -> Iterator[tuple[Path_, str, str]]:
    """Every name under a key that names something else, with the way to it."""
    if isinstance(value, dict):
        for key, child in value.items():
            if key in {"state", "knows", "after", "does"} and isinstance(child, list):
                yield from (((*path, key, i), key, name) for i, name in enumerate(child))
            elif key == "to" and isinstance(child, str):
                yield (*path, key), key, child
            else:
                yield from _named(child, (*path, key))
    elif isinstance(value, list):
        for i, child in enumerate(value):
            yield from _named(child, (*path, i))


def _deeds(data: Mapping[str, Any]) -> Iterator[tuple[Path_, str]]:
    yield from ((("temper", deed), deed) for deed in data.get("temper", ()))
    for place in ("lines", "warmly"):
        yield from (((place, deed), deed) for deed in data.get(place, ()))
    for name, state in data["states"].items():
        yield from ((("states", name, "lines", deed), deed) for deed in state["lines"])


def spoken(data: Mapping[str, Any]) -> Iterator[tuple[Path_, str]]:
    """Every line of a client, with the way to it: what they say, and what is seen of them."""
    yield from ((("opening", i), line) for i, line in enumerate(data["opening"]))
    yield from _under(data["lines"], ("lines",))
    yield from _under(data.get("warmly", {}), ("warmly",))
    for name, state in data["states"].items():
        yield from ((("states", name, "seen", i), line) for i, line in enumerate(state["seen"]))
        yield from _under(state["lines"], ("states", name, "lines"))
    for name, fact in data["facts"].items():
        kinds = {kind: fact.get(kind, ()) for kind in ("told", "answers", "ducks", "more")}
        yield from _under(kinds, ("facts", name))
    for group in ("answers", "endings"):
        for i, said in enumerate(data.get(group, ())):
            yield from (((group, i, "says", j), line) for j, line in enumerate(said["says"]))


def _under(lines: Mapping[str, Iterable[str]], path: Path_) -> Iterator[tuple[Path_, str]]:
    for key, several in lines.items():
        yield from (((*path, key, i), line) for i, line in enumerate(several))


def _lines(source: Source) -> Iterator[Fault]:
    """Lines that stand twice, and too few of them."""
    said = list(spoken(source.data))
    counts = Counter(line for _, line in said)
    first: dict[str, Path_] = {}
    for path, line in said:
        if counts[line] > 1 and line in first:
            where = source.place(first[line]).line
            yield _at(source, path, "a line of its own", f"{shown(line)}, which line {where} has")
        first.setdefault(line, path)
    if len(counts) < FEWEST_LINES:
        yield _at(source, ("lines",), f"{FEWEST_LINES} lines or more in the file", f"{len(counts)}")


def _common(source: Source, common: Collection[str]) -> Iterator[Fault]:
    """Subjects that hang on a word which people say of anything."""
    facts = ((("facts", name), fact) for name, fact in source.data["facts"].items())
    answers = ((("answers", i), answer) for i, answer in enumerate(source.data.get("answers", ())))
    for path, subject in (*facts, *answers):
        for i, word in enumerate(subject["about"]):
            if word.lower() in common:
                at, expected = (*path, "about", i), "a phrase, or a word that is said of this alone"
                hint = "people say it of anything, and then this line comes"
                yield replace(_at(source, at, expected, shown(word), hint), severity="note")


def _last(source: Source) -> Iterator[Fault]:
    """The last ending catches whoever is left when the time is over: nobody is stuck."""
    endings = source.data["endings"]
    when = {key: value for key, value in endings[-1]["when"].items() if value not in (None, [])}
    if when != {"turns": source.data["turns"]}:
        expected = f"turns: {source.data['turns']} and nothing else, so that every conversation ends"
        yield _at(source, ("endings", len(endings) - 1, "when"), expected, shown(when))


_SAYS = {
    "states": "a state that a conversation can come to",
    "facts": "a fact that a conversation can bring to light",
    "endings": "an ending that a conversation can come to",
}


@lru_cache(maxsize=64)
def _searched(data: str) -> tuple[tuple[str, str | int], ...]:
    """Kept: another language over the same clients needn't search again."""
    return tuple(unmet(client_of({**json.loads(data), "language": "en"})))


def _ill_fitting(source: Source) -> Iterator[Fault]:
    client = client_of({**source.data, "language": "en"})
    for number, expected, got in ill_fitting(client):
        yield _at(source, ("endings", number, "kind"), expected, f"{client.endings[number].kind} at {got}")


def _unmet(source: Source) -> Iterator[Fault]:
    for group, key in _searched(json.dumps(source.data, default=str)):
        yield _at(
            source, (group, key), _SAYS[group], "no way of talking leads there", "look at its conditions"
        )
