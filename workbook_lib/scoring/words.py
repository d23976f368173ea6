"""Sentences to a string with one character per word, so that a cue is a short regular expression.

Words that mean the same to the reader share a character: "he", "she" and "they"; "realise" and
"realize"; "don't" is two, "do" and "not". Articles are left out. What is not known is one of four
characters: a number, a name, any other word, or the end of a sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from sys import intern

END, ASK, UNKNOWN, NAME, NUMBER = "\x01", "\x02", "\x03", "\x04", "\x05"
"""End of a sentence, end of a question, any other word, a name, a number."""
FIRST_CODE = 0x100
"""The first known word's character; the others follow."""

_TOKEN = re.compile(r"\w+(?:['’`]\w+)*|[,;:()\"“”«»—–]|(?<!\w)['‘]|['’](?!\w)|\*")
_OPENING, _CLOSING = frozenset("“«‘"), frozenset("”»’")
_MEMO_LIMIT = 20_000
_VOWELS = str.maketrans("", "", "aeiouy")


@dataclass(slots=True)
class Words:
    """A text as the cues see it.

    ``code`` is the coded string; ``starts[i]`` where sentence i begins in it; ``spans[i]`` its offsets in
    the text; ``breaks`` the indices in ``code`` before which a comma, dash or bracket stands; ``quoted``
    the indices that stand inside quotation marks.
    """

    text: str
    spans: list[tuple[int, int]]
    code: str = ""
    starts: list[int] = field(default_factory=list)
    breaks: set[int] = field(default_factory=set)
    quoted: set[int] = field(default_factory=set)

    def only(self, sentences: Sequence[int]) -> Words:
        """A text of these sentences alone, parted by spaces; its offsets are into that shorter text."""
        kept, parts, at = Words("", []), [END], 1
        ends, moved = [*self.starts, len(self.code)], {}
        pieces, length = [], 0
        for index in sentences:
            start, end = self.spans[index]
            pieces.append(self.text[start:end])
            kept.spans.append((length, length + end - start))
            length += end - start + 1
            kept.starts.append(at)
            parts.append(self.code[ends[index] : ends[index + 1]])
            moved[index] = at - ends[index]
            at += len(parts[-1])
        kept.text, kept.code = " ".join(pieces), "".join(parts)
        kept.breaks, kept.quoted = self._moved(self.breaks, moved), self._moved(self.quoted, moved)
        return kept

    def _moved(self, places: set[int], by: Mapping[int, int]) -> set[int]:
        """Places in the code, those of the sentences in ``by`` moved by as much, others left out."""
        at = ((place, bisect_right(self.starts, place) - 1) for place in places)
        return {place + by[sentence] for place, sentence in at if sentence in by}


def skeleton(word: str) -> str:
    """A key that survives most typing errors: first letter, then the other consonants in order, once each."""
    return word[0] + "".join(sorted(set(word[1:].translate(_VOWELS))))


def _distance(word: str, other: str) -> tuple[int, int]:
    """How many letters one word has that the other hasn't; then, how many stand elsewhere."""
    counts = {char: word.count(char) - other.count(char) for char in {*word, *other}}
    return sum(map(abs, counts.values())), sum(a != b for a, b in zip(word, other, strict=False))


class Encoder:
    """Codes words by the compiled vocabulary; remembers at most 20,000 spellings."""

    def __init__(self, forms: str, written: Mapping[str, str], near: str) -> None:
        """``forms``: all spellings of each character's word, the characters parted by "|", spellings by
        spaces. ``written``: what stands for no character or several. ``near``: skeletons in order, each
        with the known words that have it: "skeleton:word word|".
        """
        self._forms = dict(written)
        for code, spellings in enumerate(forms.split("|"), FIRST_CODE):
            self._forms.update(dict.fromkeys(spellings.split(), intern(chr(code))))
        self._near = near.split("|")
        self._memo: dict[str, str] = {}

    @property
    def forms(self) -> Mapping[str, str]:
        """Every known spelling and its characters."""
        return self._forms

    def word(self, piece: str) -> str:
        """The characters of one word as it stands in a text: none for an article, two for "don't"."""
        known = self._memo.get(piece)
        if known is None:
            known = self._look_up(piece)
            if len(self._memo) >= _MEMO_LIMIT:
                self._memo.clear()
            if len(piece) < 40:
                self._memo[piece] = known
        return known

    def knows(self, word: str) -> bool:
        """Whether a lower-case word stands in the vocabulary as it is spelt."""
        return word in self._forms or ("'" in word and word.split("'")[0] in self._forms)

    def _look_up(self, piece: str) -> str:
        lowered = piece.lower().replace("’", "'").replace("`", "'")
        known = self._forms.get(lowered)
        if known is not None:
            return known
        if lowered[0].isdigit():
            return NUMBER
        if "'" in lowered:
            head, tail = lowered.split("'", 1)
            return self.word(piece[: len(head)]) + self._forms.get("'" + tail, "")
        if piece[0].isupper() and not piece.isupper():
            return NAME
        return self._misspelt(lowered)

    def _misspelt(self, word: str) -> str:
        if len(word) < 4:
            return UNKNOWN
        squeezed = re.sub(r"(.)\1+", r"\1", word[:40])
        for candidate in (squeezed, squeezed.rstrip("s")):
            if candidate in self._forms:
                return self._forms[candidate]
        near = [other for other in self._alike(word[:40]) if abs(len(other) - len(word)) <= 2]
        likeness = [(*_distance(word, other), i) for i, other in enumerate(near)]
        best = min(likeness, default=(9, 9, 0))
        return self._forms[near[best[-1]]] if best[0] <= 2 else UNKNOWN

    def _alike(self, word: str) -> list[str]:
        """The known words with the skeleton of ``word``."""
        key = skeleton(word) + ":"
        at = bisect_left(self._near, key)
        if at == len(self._near) or not self._near[at].startswith(key):
            return []
        return self._near[at][len(key) :].split(" ")

    def encode(self, text: str, spans: list[tuple[int, int]]) -> Words:
        """Code the sentences at ``spans`` of ``text``."""
        words = Words(text, spans)
        memo, parts, length, inside = self._memo, [END], 1, ""
        for start, end in spans:
            words.starts.append(length)
            for piece in _TOKEN.findall(text, start, end):
                coded = memo.get(piece)
                if coded is None:
                    if not piece[0].isalnum() and piece[0] != "_":
                        inside = self._mark(piece, inside, length, words)
                        continue
                    coded = self.word(piece)
                if inside:
                    words.quoted.update(range(length, length + len(coded)))
                parts.append(coded)
                length += len(coded)
            if inside:
                inside = self._still_open(text, inside, end)
            parts.append(ASK if "?" in text[max(start, end - 4) : end] else END)
            length += 1
        words.code = "".join(parts)
        return words

    @staticmethod
    def _still_open(text: str, inside: str, end: int) -> str:
        """A quotation runs on over a sentence's end only where its closing mark comes soon."""
        closing = {"“": "”", "«": "»"}.get(inside, inside)
        return inside if closing not in "'‘" and text.find(closing, end, end + 400) >= 0 else ""

    @staticmethod
    def _mark(piece: str, inside: str, at: int, words: Words) -> str:
        if piece in ",;:()—–":
            words.breaks.add(at)
            return inside
        if piece == "*":
            return inside
        if inside:
            return "" if piece in _CLOSING or piece == inside or piece == "'" else inside
        if piece in _OPENING or piece in "\"'":
            return piece
        return inside
