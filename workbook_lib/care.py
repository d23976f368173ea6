"""Words that may be about more than a reply can hold: self-harm, abuse, danger, a hurt of one's own.

Two readers: declared rules over groups of words, and a learned part that weighs all words of a text. It misses
some of what is hinted at, so help stands on every page. What is found here only decides that no reading is shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from workbook_lib.care_learned import learned
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
    """The worry in `text`, or None. `care` is the content to read by; without it, the built-in English.

    Where the content names a learned part, it reads beside the rules and decides on the kind. It may hold against
    a rule only where the rules' words are those it was trained with: a rule of a library's own always counts.
    """
    declared = care or load("en").care
    words, found = found_in(text, declared)
    held = kinds_of_rules(declared, found, words)
    if not declared.learned:
        kind = next(iter(held), None)
        return _concern(kind, declared, held[kind], words) if kind else None
    model = learned(declared.learned)
    opinion = model.opinion(words, found, {*held, *(["any"] if held else [])})
    doubted = opinion.strength < -model.doubt and declared.vocabulary.digest == model.vocabulary
    if (opinion.strength < 0 and not held) or doubted or not words.words:
        return None
    kind = opinion.kind if opinion.kind in declared.concerns else next(iter(held), "danger")
    return _concern(kind, declared, held.get(kind) or next(iter(held.values()), opinion.span), words)


def _concern(kind: str, declared: Care, span: Span, words: Words) -> Concern:
    return Concern(kind, declared.concerns[kind].says, words.starts[span[0]], words.ends[span[1] - 1])


def found_in(text: str, care: Care) -> tuple[Words, dict[str, list[Span]]]:
    """The words of `text`, and where each group of the vocabulary is in it, without what only sounds like it."""
    words = Words(_plain(text), care.respelt)
    found = care.vocabulary.found(words.words)
    return words, _without(found, _looks_alike(care.look_alikes, found, words))


def kinds_of_rules(care: Care, found: Mapping[str, list[Span]], words: Words) -> dict[str, Span]:
    """The kinds of worry of which a rule holds, in the content's order, and where the first such rule does."""
    spans = ((kind, _first(asked, found, words)) for kind, asked in care.concerns.items())
    return {kind: span for kind, span in spans if span}


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
