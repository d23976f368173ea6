"""The vocabulary of ``care.yaml``: phrases with commas between -> lists, and ``hurt~`` -> every form of it."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from workbook_lib.authoring.faults import Fault, did_you_mean, shown
from workbook_lib.authoring.inflect import inflect
from workbook_lib.authoring.reader import Path_, Source
from workbook_lib.nearby import PLAIN_LETTERS, sequences

_VOWELS = "aeiou"
_SIGNS = frozenset("|?*~")
MANY = 40
"""The most sequences one phrase may stand for."""


def compiled(data: dict[str, Any]) -> dict[str, Any]:
    """The values of care.yaml as the run-time types need them; only the groups that a rule or a phrase names."""
    irregular = _irregular(data)
    groups = {n: [_inflected(p, irregular) for p in phrases(text)] for n, text in data["vocabulary"].items()}
    rules = [*data.get("look_alikes", ()), *(r for c in data["concerns"].values() for r in c["rules"])]
    named = {name for rule in rules for name in (*rule["groups"], *rule.get("unless", ()))}
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
    told = {k: v for k, v in data.items() if k not in ("irregular", "often_misspelt")}
    compiled_ = {"concerns": concerns, "look_alikes": look_alikes, "vocabulary": kept}
    return {**told, **compiled_, "respelt": _respelt(data, kept)}


def _rule(rule: dict[str, Any]) -> dict[str, Any]:
    return {"within": 6, "in_order": False, "across": False, "unless": [], **rule}


def _irregular(data: dict[str, Any]) -> dict[str, list[str]]:
    declared = data.get("irregular")
    return {k: str(v).split() for k, v in declared.items()} if isinstance(declared, dict) else {}


def _respelt(data: dict[str, Any], groups: dict[str, list[str]]) -> dict[str, str]:
    """Declared spellings, and every slip of a word that is often misspelt; none that is a word of a phrase."""
    known = {word for listed in groups.values() for p in listed for word in re.findall(r"[^\W_]+", p)}
    slips = {slip: word for word in phrases(data.get("often_misspelt", "")) for slip in misspelt(word)}
    return {slip: word for slip, word in slips.items() if slip not in known} | (data.get("respelt") or {})


def misspelt(word: str) -> Iterator[str]:
    """`word` with one letter left out, doubled or changed for another vowel, or two letters swapped; the first
    letter stays, as it mostly does when people mistype."""
    for i in range(1, len(word)):
        before, letter, after = word[:i], word[i], word[i + 1 :]
        yield before + after
        yield before + letter * 2 + after
        if after:
            yield before + after[0] + letter + after[1:]
        if letter in _VOWELS:
            yield from (before + other + after for other in _VOWELS if other != letter)


def phrases(text: str) -> list[str]:
    """The phrases of a group."""
    return [" ".join(phrase.split()) for phrase in text.split(",") if phrase.strip()]


def references(phrase: str) -> set[str]:
    """The groups that a phrase names in capitals."""
    parts = (part.rstrip("?") for word in phrase.split() for part in word.split("|"))
    return {part.lower() for part in parts if part[:1].isupper()}


def _inflected(phrase: str, irregular: Mapping[str, Sequence[str]]) -> str:
    plain = phrase.translate(PLAIN_LETTERS)
    return " ".join(_forms(word, irregular) for word in plain.split())


def _forms(word: str, irregular: Mapping[str, Sequence[str]]) -> str:
    ending = "?" if word.endswith("?") else ""
    parts = word.removesuffix("?").split("|")
    forms = [form for p in parts for form in (inflect(p[:-1], irregular) if p.endswith("~") else (p,))]
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
    irregular = _irregular(source.data)
    for name in known:
        for phrase in filter(_has_signs, phrases(str(vocabulary[name]))):
            yield from _phrase_faults(source, ("vocabulary", name), phrase, known, irregular)


def _groups_named(data: dict[str, Any]) -> Iterator[tuple[Path_, Any]]:
    concerns = data.get("concerns")
    lists: list[tuple[Path_, Any]] = [(("look_alikes",), data.get("look_alikes"))]
    if isinstance(concerns, dict):
        lists += [
            (("concerns", k, "rules"), c.get("rules")) for k, c in concerns.items() if isinstance(c, dict)
        ]
    for path, rules in lists:
        for i, rule in enumerate(rules if isinstance(rules, list) else ()):
            for part in ("groups", "unless") if isinstance(rule, dict) else ():
                groups = rule.get(part)
                for j, name in enumerate(groups if isinstance(groups, list) else ()):
                    yield (*path, i, part, j), name


def _phrase_faults(
    source: Source, path: Path_, phrase: str, known: list[str], irregular: Mapping[str, Sequence[str]]
) -> Iterator[Fault]:
    for name in sorted(references(phrase) - set(known)):
        hint = did_you_mean(name, known)
        yield _fault(source, path, "a group of the vocabulary in capitals", shown(name.upper()), hint)
    if any(not part.strip("?*~") for word in phrase.split() for part in word.split("|") if word != ".."):
        yield _fault(source, path, "words between the signs", shown(phrase))
    elif _most(phrase) > MANY and _many(_inflected(phrase, irregular)):
        yield _fault(source, path, "a phrase with fewer choices", shown(phrase))


_FORMS = 8


def _has_signs(phrase: str) -> bool:
    return phrase != phrase.lower() or not _SIGNS.isdisjoint(phrase)


def _most(phrase: str) -> int:
    """At least as many as the sequences it stands for, without making them: forms of one word are one choice."""
    alternatives = (word.removesuffix("?").split("|") for word in phrase.split())
    parts = [sum(_FORMS if "~" in p and not p[:-1].isalpha() else 1 for p in a) for a in alternatives]
    return math.prod(n + word.endswith("?") for n, word in zip(parts, phrase.split(), strict=True))


def _many(phrase: str) -> bool:
    return sum(1 for _ in islice(sequences(phrase), MANY + 1)) > MANY


def _fault(source: Source, path: Path_, expected: str, got: str, hint: str = "") -> Fault:
    return Fault(source.place(path), ".".join(str(p) for p in path), expected, got, hint)
