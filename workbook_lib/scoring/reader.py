"""One text under one rubric: its sentences, the cues in them, its features and its scores."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from workbook_lib.model import Scenario
from workbook_lib.scoring import features, relations
from workbook_lib.scoring.linear import Linear
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
        return [m for m in self.matches if m.counts and m.cue.dimension == dimension]


class Reader:
    """Reads texts under one rubric of a compiled file."""

    def __init__(self, data: Compiled, rubric: CompiledRubric) -> None:
        self.data, self.rubric = data, rubric
        self._matcher = Matcher(data, rubric)
        self._others = data.classes["them_all"] | data.classes["addressed"] | data.classes["client"]
        self._own = frozenset((*rubric.dimensions, "text"))
        self._plain = data.classes["plain"]
        self._relations = Relations(data.encoder, data.classes)

    @property
    def model(self) -> Linear:
        return self.rubric.model

    def encode(self, text: str) -> Words:
        """The text's sentences and coded words."""
        return self.data.encoder.encode(text, segment(text))

    def read(self, words: Words, beside: Iterable[str] = (), asked: str | None = None) -> Reading:
        """Find cues and features. ``beside`` are relations that the caller found, ``asked`` the
        question's id."""
        matches = tuple(self._matcher.find(words))
        heard = self._carrying(words, matches)
        found = features.cue_features(matches)
        found |= features.end_features(matches, self._own)
        found |= features.class_features(heard.code, self.data.class_of)
        found |= features.company_features(heard, self.data.class_of, self.data.classes)
        found |= relations.own_marks(heard, self._plain)
        found |= relations.persons(heard.code, self.data.classes) | relations.setting(heard)
        if asked is not None:
            found |= relations.beside_question(found, asked)
        found.update(beside)
        return Reading(words, matches, frozenset(found), frozenset(features.grams(self.base(heard.code))))

    def _carrying(self, words: Words, matches: Iterable[Match]) -> Words:
        """The text without the sentences that hold no cue and speak of no one else, which say nothing here.

        All of it, where no sentence does.
        """
        cued = {match.sentence for match in matches}
        ends = [*words.starts, len(words.code)]
        kept = [
            index
            for index, (start, end) in enumerate(pairwise(ends))
            if index in cued or not self._others.isdisjoint(words.code[start:end])
        ]
        return words.only(kept) if 0 < len(kept) < len(words.starts) else words

    def base(self, code: str) -> str:
        """A coded text with each word in its base form."""
        return "".join(map(self.data.lemmas.get, code, code))

    def scores(self, reading: Reading) -> dict[str, float]:
        """Output -> the model's score of a text, before cuts."""
        return self.model.scores(reading.features, reading.grams, features.gram_share(len(reading.grams)))

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

    def sentence_totals(self, words: Words) -> list[int]:
        """Each sentence's total weight of its single words, for `best`."""
        code, total = self.base(words.code), self.model.total
        return [total(code[start : end - 1]) for start, end in pairwise([*words.starts, len(code)])]

    def best(self, totals: Sequence[int], output: str) -> int | None:
        """The sentence whose words speak most for ``output``; None where none does."""
        weights = [self.model.weight(total, output) for total in totals]
        best = max(range(len(weights)), key=weights.__getitem__, default=None)
        return best if best is not None and weights[best] > 0 else None


def reader_for(rubric: str) -> Reader:
    """The reader for one rubric of the compiled file that is in use."""
    return _reader(rubric, chosen())


@lru_cache(maxsize=8)
def _reader(rubric: str, _file: str | None) -> Reader:
    data = compiled()
    return Reader(data, data.rubrics[rubric])


def sentence_order(matches: Sequence[Match]) -> list[Match]:
    """Matches by sentence, the strongest cue of each sentence first."""
    return sorted(matches, key=lambda m: (m.sentence, -m.cue.level))
