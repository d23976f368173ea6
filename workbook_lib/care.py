"""Words that may be about more than a reply can hold: self-harm, abuse, danger. Declared as data, read here.

It misses some of what is hinted at, so help stands on every page. What is found here only decides that no
reading is shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from workbook_lib.catalog import Care, ConcernWords, load
from workbook_lib.nearby import PLAIN_LETTERS, Nearby, Span, Words, matches


@dataclass(frozen=True, slots=True)
class Concern:
    """What a text may be about. ``text[start:end]`` is what the finding rests on; it need not be shown."""

    kind: str
    says: str
    start: int
    end: int


def concern(text: str, care: Care | None = None) -> Concern | None:
    """The first worry in `text`, or None. Kinds are tried in the content's order.

    `care` is the content to read by; without it, the built-in English. Its words are read once.
    """
    declared = care or load("en").care
    words = Words(_plain(text), declared.respelt)
    found = declared.vocabulary.found(words.words)
    found = _without(found, _looks_alike(declared.look_alikes, found, words))
    for kind, asked in declared.concerns.items():
        span = _first(asked, found, words)
        if span:
            return Concern(kind, asked.says, words.starts[span[0]], words.ends[span[1] - 1])
    return None


def _plain(text: str) -> str:
    """`text` in small letters without accents and with straight apostrophes, at the same offsets."""
    small = text.lower()
    if len(small) != len(text):
        small = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return small.translate(PLAIN_LETTERS)


def _looks_alike(rules: tuple[Nearby, ...], found: Mapping[str, list[Span]], words: Words) -> set[int]:
    """The words that only sound like a worry, by their number."""
    return {
        i
        for rule in rules
        if all(name in found for name in rule.groups)
        for spans in matches(rule, found, words)
        for start, end in spans
        for i in range(start, end)
    }


def _without(found: Mapping[str, list[Span]], excused: set[int]) -> dict[str, list[Span]]:
    """What was found that shares no word with a look-alike."""
    if not excused:
        return dict(found)
    left = {n: [s for s in spans if excused.isdisjoint(range(*s))] for n, spans in found.items()}
    return {name: spans for name, spans in left.items() if spans}


def _first(asked: ConcernWords, found: Mapping[str, list[Span]], words: Words) -> Span | None:
    """Where the first rule that holds does, from the first of its words to the last."""
    for rule in asked.rules:
        if all(name in found for name in rule.groups) and (spans := next(matches(rule, found, words), None)):
            return min(s for s, _ in spans), max(e for _, e in spans)
    return None
