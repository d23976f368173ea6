"""The vocabulary of ``care.yaml``: phrases with commas between -> lists, and ``hurt~`` -> every form of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from workbook_lib.authoring.faults import Fault, did_you_mean, shown
from workbook_lib.authoring.inflect import inflect
from workbook_lib.authoring.reader import Path_, Source
from workbook_lib.nearby import spelled_out

MANY = 400
"""The most sequences one phrase may stand for."""


def compiled(data: dict[str, Any]) -> dict[str, Any]:
    """The values of care.yaml as the run-time types need them; only the groups that a rule or a phrase names."""
    groups = {name: [_inflected(p) for p in phrases(text)] for name, text in data["vocabulary"].items()}
    rules = [*data.get("look_alikes", ()), *(r for c in data["concerns"].values() for r in c["rules"])]
    named = {name for rule in rules for name in rule["groups"]}
    todo = list(named)
    while todo:
        used = {n for phrase in groups[todo.pop()] for n in references(phrase)} - named
        named |= used
        todo += used
    kept = {name: listed for name, listed in groups.items() if name in named}
    concerns = {
        k: {"says": c["says"], "rules": [_rule(r) for r in c["rules"]]} for k, c in data["concerns"].items()
    }
    look_alikes = [_rule(r) for r in data.get("look_alikes", ())]
    return {**data, "concerns": concerns, "look_alikes": look_alikes, "vocabulary": kept}


def _rule(rule: dict[str, Any]) -> dict[str, Any]:
    return {"within": 6, "in_order": False, **rule}


def phrases(text: str) -> list[str]:
    """The phrases of a group."""
    return [" ".join(phrase.split()) for phrase in text.split(",") if phrase.strip()]


def references(phrase: str) -> set[str]:
    """The groups that a phrase names in capitals."""
    parts = (part.rstrip("?") for word in phrase.split() for part in word.split("|"))
    return {part.lower() for part in parts if part[:1].isupper()}


def _inflected(phrase: str) -> str:
    return " ".join(_forms(word) for word in phrase.split())


def _forms(word: str) -> str:
    ending = "?" if word.endswith("?") else ""
    parts = word.removesuffix("?").split("|")
    forms = [form for p in parts for form in (inflect(p[:-1], {}) if p.endswith("~") else (p,))]
    return "|".join(dict.fromkeys(forms)) + ending


def faults(source: Source) -> Iterator[Fault]:
    """What is wrong in rules and phrases: a group that isn't there, or a phrase that can't be read."""
    vocabulary = source.data.get("vocabulary")
    known = list(vocabulary) if isinstance(vocabulary, dict) else []
    for path, name in _groups_named(source.data):
        if name not in known:
            yield _fault(
                source, path, "a group of the vocabulary", shown(str(name)), did_you_mean(str(name), known)
            )
    for name in known:
        for phrase in phrases(str(vocabulary[name])):
            yield from _phrase_faults(source, ("vocabulary", name), phrase, known)


def _groups_named(data: dict[str, Any]) -> Iterator[tuple[Path_, Any]]:
    concerns = data.get("concerns")
    lists: list[tuple[Path_, Any]] = [(("look_alikes",), data.get("look_alikes"))]
    if isinstance(concerns, dict):
        lists += [
            (("concerns", k, "rules"), c.get("rules")) for k, c in concerns.items() if isinstance(c, dict)
        ]
    for path, rules in lists:
        for i, rule in enumerate(rules if isinstance(rules, list) else ()):
            groups = rule.get("groups") if isinstance(rule, dict) else None
            for j, name in enumerate(groups if isinstance(groups, list) else ()):
                yield (*path, i, "groups", j), name


def _phrase_faults(source: Source, path: Path_, phrase: str, known: list[str]) -> Iterator[Fault]:
    for name in sorted(references(phrase) - set(known)):
        hint = did_you_mean(name, known)
        yield _fault(source, path, "a group of the vocabulary in capitals", shown(name.upper()), hint)
    if any(not part.strip("?*~") for word in phrase.split() for part in word.split("|") if word != ".."):
        yield _fault(source, path, "words between the signs", shown(phrase))
    elif sum(1 for _, _ in zip(spelled_out(_inflected(phrase)), range(MANY + 1), strict=False)) > MANY:
        yield _fault(source, path, "a phrase with fewer choices", shown(phrase))


def _fault(source: Source, path: Path_, expected: str, got: str, hint: str = "") -> Fault:
    return Fault(source.place(path), ".".join(str(p) for p in path), expected, got, hint)
