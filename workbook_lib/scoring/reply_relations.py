"""A reply beside the client's message: what it takes up, how both are written, whose fault it was.

Each function gives names of features, ``r:...``, in the sense of `features`. Names of people are never
compared, so that another name changes nothing; words are compared by their stems.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, pairwise

from workbook_lib.scoring.match import Match
from workbook_lib.scoring.relations import steps
from workbook_lib.scoring.words import ASK, END, NAME, NUMBER, UNKNOWN, Encoder, Words

_WORD = re.compile(r"\w+(?:['’`]\w+)*")
_ENDINGS = (
    "ations",
    "ation",
    "ingly",
    "ings",
    "ing",
    "ies",
    "ied",
    "edly",
    "ed",
    "ers",
    "er",
    "es",
    "ly",
    "s",
)
_RUN = 9
_SPELT = frozenset((NAME, NUMBER, UNKNOWN))
_CROSSED = ("acknowledgement", "shared_feeling", "ownership", "positive_language", "inclusion")


def stem(word: str) -> str:
    """A rough stem: "packed", "packing" and "packs" give "pack"; a doubled last letter is single."""
    for ending in _ENDINGS if word.endswith(_ENDINGS) else ():
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)] + ("y" if ending[:2] == "ie" else "")
            break
    if len(word) <= 3:
        return word
    if word[-1] == word[-2]:
        word = word[:-1]
    return word[:-1] + "i" if word[-1] == "y" else word.rstrip("e")


@dataclass(frozen=True, slots=True)
class Side:
    """One text as it is compared, sentence by sentence: ``codes``, its coded words, and ``content``, its
    content words (stems, numbers)."""

    words: Words
    codes: tuple[str, ...]
    content: tuple[frozenset[str], ...]


class Relations:
    """Compares replies with messages, given the vocabulary and its classes."""

    def __init__(self, encoder: Encoder, classes: Mapping[str, frozenset[str]]) -> None:
        self._encoder, self._classes = encoder, classes
        self._keys: dict[str, str] = {}
        self._heads: dict[str, str] = {}

    def side(self, words: Words) -> Side:
        """A text's content words, sentence by sentence."""
        codes = tuple(words.code[start:end] for start, end in pairwise([*words.starts, len(words.code)]))
        content = (
            frozenset(chain(map(self._key, frozenset(code)), self._spelt(words.text, span, code))) - {""}
            for span, code in zip(words.spans, codes, strict=True)
        )
        return Side(words, codes, tuple(content))

    def _key(self, coded: str) -> str:
        """A known word's key: its stem, "#" and a number, or "" where it is no content word."""
        key = self._keys.get(coded)
        if key is None:
            if coded in self._classes["number_word"]:
                key = "#" + coded
            else:
                key = "" if coded in self._classes["empty_word"] else stem(self._head(coded))
            self._keys[coded] = key
        return key

    def _spelt(self, text: str, span: tuple[int, int], code: str) -> Iterator[str]:
        """The keys of names ("@"), numbers ("#") and unknown words, which are compared as they are spelt."""
        if _SPELT.isdisjoint(code):
            return
        for piece in _WORD.findall(text, *span):
            coded = self._encoder.word(piece)
            if coded == NUMBER:
                yield "#" + piece.lstrip("0")
            elif coded == NAME:
                yield "@" + stem(piece.lower())
            elif coded == UNKNOWN:
                yield stem(piece.lower())

    def _head(self, coded: str) -> str:
        """The one spelling that stands for all words of a character; "" for what is no known word."""
        if not self._heads:
            for word, char in self._encoder.forms.items():
                known = self._heads.get(char)
                if known is None or (len(word), word) < (len(known), known):
                    self._heads[char] = word
        return self._heads.get(coded, "")

    def beside(self, words: Words, message: Words, at_fault: bool | None) -> set[str]:
        """All relations of a reply to the client's message."""
        reply, client = self.side(words), self.side(message)
        found = {f"r:fault:{at_fault}"} | self._taken_up(reply, client) | self._voice(reply)
        return found | self._register(words, message)

    def _taken_up(self, reply: Side, client: Side) -> set[str]:
        said = self._plain_keys(frozenset().union(*client.content))
        shared = [self._plain_keys(sentence) & said for sentence in reply.content]
        total = frozenset().union(*shared)
        words = frozenset(key for key in total if key[0] != "#")
        found = steps("taken_up", len(words))
        found |= steps("taken_numbers", len(total) - len(words))
        found |= self._personal(reply, shared) | steps("parroted", _copied(reply.words, client.words) // 4)
        if not total and len(said) >= 5:
            found.add("r:nothing_taken")
        return found

    @staticmethod
    def _plain_keys(keys: Iterable[str]) -> frozenset[str]:
        return frozenset(key[1:] if key[0] == "@" else key for key in keys)

    def _personal(self, reply: Side, shared: list[frozenset[str]]) -> set[str]:
        """What is taken up in sentences that hold no office words."""
        office = self._classes["office_word"]
        best = 0
        for sentence, keys in zip(reply.codes, shared, strict=True):
            if keys and office.isdisjoint(sentence) and not sentence.endswith(ASK):
                best = max(best, len(keys))
        return steps("taken_plainly", best)

    def _voice(self, reply: Side) -> set[str]:
        """Who speaks in the sentences, and with what words."""
        classes = self._classes
        i, you = classes["speaker"], classes["listener"]
        count = dict.fromkeys(("i", "you", "both", "nobody", "to_you", "office", "slang"), 0)
        for sentence in reply.codes:
            mine, yours = not i.isdisjoint(sentence), not you.isdisjoint(sentence)
            count["i"] += mine
            count["you"] += yours
            count["both"] += mine and yours
            count["nobody"] += len(sentence) > 5 and not mine and not yours
            count["to_you"] += yours and sentence.endswith(ASK)
        distinct = frozenset(reply.words.code)
        count["office"] = len(distinct & classes["office_word"])
        count["slang"] = len(distinct & classes["slang"])
        return set().union(*(steps(f"voice_{name}", n) for name, n in count.items()))

    def _register(self, words: Words, message: Words) -> set[str]:
        asked, given = self._manner(message), self._manner(words)
        weight = "heavy" if self._heavy(message) else "light"
        loud = "loud" if words.text.count("!") > 1 else "even"
        chars = frozenset(words.code)
        office = "office" if len(chars & self._classes["office_word"]) > 2 else "plain"
        return {
            f"r:register:{asked}:{given}",
            f"r:weight:{weight}:{loud}",
            f"r:manner:{asked}:{office}",
        }

    def _heavy(self, message: Words) -> bool:
        return len(frozenset(message.code) & self._classes["heavy_word"]) >= 1

    def _manner(self, words: Words) -> str:
        """``formal``, ``casual`` or ``plain``, by salutation and words."""
        chars = frozenset(words.code)
        formal = 2 * bool(chars & self._classes["salutation"])
        formal += min(3, len(chars & self._classes["office_word"]))
        casual = min(3, len(chars & self._classes["slang"])) + 2 * bool(
            chars & self._classes["casual_greeting"]
        )
        return "formal" if formal >= casual + 2 else "casual" if casual >= formal + 1 else "plain"


def _copied(words: Words, message: Words) -> int:
    """How many runs of nine words stand in both texts."""
    known = {message.code[i : i + _RUN] for i in range(len(message.code) - _RUN + 1)}
    known = {run for run in known if END not in run and UNKNOWN not in run}
    return sum(words.code[i : i + _RUN] in known for i in range(len(words.code) - _RUN + 1))


_UNREAD = (
    "r:names:",
    "r:particulars:",
    "k:client:",
    "k:manager:",
    "k:own_history:",
    "k:help_object:",
    "k:particular:",
    "k:num_word:",
    "k:time_word:",
)
"""Marks that change with a name or a sentence which says nothing; replies are read without them."""


def settled(found: Iterable[str]) -> set[str]:
    """The features of a reply that another name or a filler sentence leaves alone."""
    return {name for name in found if not name.startswith(_UNREAD)}


def crossed(matches: Iterable[Match], at_fault: bool | None) -> set[str]:
    """What cues mean together, and beside the fault: owned where the fault was ours, an act without
    recognition, recognition without an act."""
    levels = {(m.cue.dimension, m.cue.level) for m in matches if m.counts}
    found = {f"r:fault:{at_fault}:{d}:{level}" for d, level in levels if d == "ownership"}
    marks = {d for d in _CROSSED if (d, 2) in levels}
    against = {d for d in (*_CROSSED, "assumption_free", "tone_match", "text") if (d, -1) in levels}
    for first in sorted(marks):
        found.update(f"r:both:{first}:{second}" for second in sorted(marks) if first < second)
    found |= steps("good", len(marks)) | steps("bad", len(against))
    found.add(f"r:weighed:{max(-3, min(3, len(marks) - len(against)))}")
    return found
