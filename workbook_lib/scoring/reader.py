"""One text under one rubric: its sentences, the cues in them, its features and its scores."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from workbook_lib.model import Scenario
from workbook_lib.scoring import features, relations
from workbook_lib.scoring.match import Match, Matcher
from workbook_lib.scoring.reply_relations import Relations
from workbook_lib.scoring.segment import segment
from workbook_lib.scoring.store import Compiled, CompiledRubric, chosen, compiled
from workbook_lib.scoring.words import Words


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as it was read: coded words, matches of cues, names of features, coded n-grams."""

    words: Words
    matches: tuple[Match, ...]
    features: frozenset[str]
    grams: frozenset[str]

    def of(self, dimension: str) -> list[Match]:
        """The matches of a dimension's cues that count."""
        return [m for m in self.matches if m.cue.dimension == dimension and m.counts]


class Reader:
    """Reads texts under one rubric of a compiled file."""

    def __init__(self, data: Compiled, rubric: CompiledRubric) -> None:
        self.data, self.rubric = data, rubric
        self._matcher = Matcher(data, rubric)
        self._model = Linear(rubric.model)
        self._plain = data.classes["plain"]
        self._relations = Relations(data.encoder, data.classes)
        self._class_of: dict[str, list[str]] = {}
        for name in data.classes.keys() - data.uncounted:
            for char in data.classes[name]:
                self._class_of.setdefault(char, []).append(name)

    @property
    def model(self) -> Linear:
        return self._model

    def encode(self, text: str) -> Words:
        """The text's sentences and coded words."""
        return self.data.encoder.encode(text, segment(text))

    def read(self, words: Words, beside: Iterable[str] = (), asked: str | None = None) -> Reading:
        """Find cues and features. ``beside`` are relations that the caller found, ``asked`` the
        question's id."""
        matches = tuple(self._matcher.find(words))
        found = features.cue_features(matches)
        found |= features.class_features(words.code, self._class_of)
        found |= relations.own_marks(words, self._plain)
        found |= relations.persons(words.code, self.data.classes) | relations.setting(words)
        if asked is not None:
            found |= relations.beside_question(found, asked)
        found.update(beside)
        return Reading(words, matches, frozenset(found), frozenset(self.grams(words.code)))

    def grams(self, code: str) -> set[str]:
        """The n-grams of a coded text, over the words' base forms."""
        return features.grams(code.translate(self.data.lemmas))

    def beside_message(self, words: Words, message: str, at_fault: bool | None) -> set[str]:
        """The relations of a reply to the client's message."""
        return self._relations.beside(words, self.encode(message[:20_000]), at_fault)

    def beside_question(self, words: Words, question: str | None, case: Scenario | None) -> set[str]:
        """The relations of a reflection to its question and case: copied words, particulars of the case."""
        found: set[str] = set()
        if case is not None:
            story = self.encode(case.story[:20_000])
            found |= relations.steps("case", relations.shared_words(words.code, story.code, self._plain))
        if question and " " in question and question.strip().lower() in words.text.lower():
            found.add("r:copied_question")
        return found

    def best_sentence(self, reading: Reading, output: str) -> int | None:
        """The sentence whose words speak most for ``output``; None where none does."""
        best, chosen = 0.0, None
        code, starts = reading.words.code.translate(self.data.lemmas), reading.words.starts
        for index, (start, end) in enumerate(pairwise([*starts, len(code)])):
            score = self._model.weight(code[start : end - 1], output)
            if score > best:
                best, chosen = score, index
        return chosen


class Linear:
    """Trained numbers: a weight for each feature and output, and what a score means."""

    def __init__(self, model: Mapping[str, Any]) -> None:
        self.outputs: tuple[str, ...] = tuple(model.get("outputs", ()))
        self._weights: dict[str, list[float]] = {**model.get("features", {}), **model.get("grams", {})}
        self._heads: Mapping[str, Any] = model.get("heads", {})

    def scores(self, reading: Reading) -> dict[str, float]:
        """Output -> score, before cuts."""
        share = features.gram_share(len(reading.grams))
        named = self._sum(reading.features)
        total = [a + share * b for a, b in zip(named, self._sum(reading.grams), strict=True)]
        return dict(zip(self.outputs, total, strict=True))

    def _sum(self, names: Iterable[str]) -> list[float]:
        get = self._weights.get
        rows = [row for name in names if (row := get(name)) is not None]
        return [sum(column) for column in zip(*rows, strict=True)] if rows else [0.0] * len(self.outputs)

    def weight(self, names: Iterable[str], output: str) -> float:
        """The sum of the weights of ``names`` for one output."""
        at = self.outputs.index(output)
        return sum(row[at] for name in names if (row := self._weights.get(name)))

    def level(self, output: str, score: float) -> int:
        """How many of the output's cuts the score passes."""
        return sum(score >= cut for cut in self._heads[output]["cuts"])

    def confidence(self, output: str, score: float, level: int) -> float:
        """The calibrated probability that ``level`` is what a reader would say."""
        at_least = [1.0, *(_logistic(a * score + b) for a, b in self._heads[output]["calibration"]), 0.0]
        return min(1.0, max(0.0, at_least[level] - at_least[level + 1]))

    def is_sure(self, output: str, confidence: float) -> bool:
        """True where the confidence reaches the threshold chosen in training."""
        return bool(confidence >= self._heads[output]["sure"])


def _logistic(x: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, x))))


def reader_for(rubric: str) -> Reader:
    """The reader for one rubric of the compiled file that is in use."""
    return _reader(rubric, chosen())


@lru_cache(maxsize=8)
def _reader(rubric: str, _file: Path | None) -> Reader:
    data = compiled()
    return Reader(data, data.rubrics[rubric])


def sentence_order(matches: Sequence[Match]) -> list[Match]:
    """Matches by sentence, the strongest cue of each sentence first."""
    return sorted(matches, key=lambda m: (m.sentence, -m.cue.level))
