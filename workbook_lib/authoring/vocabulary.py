"""The vocabulary of the compiled file: which words share a character, and every spelling of each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from pydantic import BaseModel, ConfigDict

from workbook_lib.authoring.inflect import inflect, spellings
from workbook_lib.authoring.patterns import Translator
from workbook_lib.scoring.words import FIRST_CODE, NAME, NUMBER, skeleton

_EVERYDAY = 300
_NEAR = 6
_ARTICLES = ("a", "an", "the")


class SharedWords(BaseModel):
    """``words.yaml``: what all cues share.

    ``common``: the most frequent words, most frequent first. ``same``: groups that read alike, the
    first stands for all. ``written``: how short or spoken spellings read in full. ``irregular``: forms that
    rules don't give. ``classes``: named lists for patterns. ``uncounted``: classes whose members are not
    counted. ``known``: words that are English and no cue.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    common: str
    same: tuple[str, ...]
    written: dict[str, str]
    irregular: dict[str, str]
    classes: dict[str, str]
    uncounted: str = ""
    known: str = ""


class Vocabulary:
    """Codes for words. ``forms`` maps every spelling to its characters ("" for an article)."""

    def __init__(self, shared: SharedWords, patterns: Iterable[str], grams: Iterable[str]) -> None:
        self._irregular = {word: forms.split() for word, forms in shared.irregular.items()}
        self.classes = {name: members.split() for name, members in shared.classes.items()}
        self._stands_for = {w: group.split()[0] for group in shared.same for w in self._group(group)}
        self._written = {short: full.split() for short, full in shared.written.items()}
        self._rank = {word: rank for rank, word in enumerate(shared.common.split())}
        self._uncounted = frozenset(shared.uncounted.split())
        words = self._words(shared, patterns, grams)
        heads = sorted({self._stands_for.get(word, word) for word in words})
        self._codes = {word: chr(FIRST_CODE + i) for i, word in enumerate(heads)}
        self._cost_of = {self._codes[w]: 1000 / (5 + r) for w, r in self._ranked()}
        self._cost_of.update({NAME: 200.0, NUMBER: 100.0})
        self.forms = self._all_forms(words)

    @property
    def heads(self) -> dict[str, str]:
        """Each word that stands for others or itself, and its character."""
        return dict(self._codes)

    def _group(self, group: str) -> list[str]:
        return [form for word in group.split() for form in self._expand(word)]

    def _ranked(self) -> list[tuple[str, int]]:
        best: dict[str, int] = {}
        for word, rank in self._rank.items():
            head = self._stands_for.get(word, word)
            if head in self._codes:
                best[head] = min(rank, best.get(head, rank))
        return sorted(best.items())

    def _expand(self, word: str) -> Sequence[str]:
        return inflect(word[:-1], self._irregular) if word.endswith("~") else (word,)

    def _words(self, shared: SharedWords, patterns: Iterable[str], grams: Iterable[str]) -> set[str]:
        listed = [
            *shared.common.split(),
            *shared.known.split(),
            *self._stands_for,
            *self._stands_for.values(),
        ]
        listed += [word for full in self._written.values() for word in full]
        listed += [w for members in self.classes.values() for w in members]
        listed += [part for pattern in patterns for part in re.split(r"[\s|?!]+", pattern)]
        listed += [word for gram in grams for word in gram.split()]
        found: set[str] = set()
        for item in listed:
            for part in re.split(r"[_-]", item.strip("?!")):
                if re.fullmatch(r"[a-z0-9]+~?", part) and not part.isdigit():
                    found.update(f for f in self._expand(part) if f not in self._written)
        return found - set(_ARTICLES)

    def _all_forms(self, words: set[str]) -> dict[str, str]:
        forms = dict.fromkeys(_ARTICLES, "")
        for word in sorted(words):
            for other in spellings(word):
                forms.setdefault(other, self._code_of(word))
        forms.update({word: self._code_of(word) for word in sorted(words)})
        for short, full in sorted(self._written.items()):
            forms[short] = "".join(self._code_of(word) for word in full if word not in _ARTICLES)
        return dict(sorted(forms.items()))

    def _code_of(self, word: str) -> str:
        return self._codes[self._stands_for.get(word, word)]

    def code(self, word: str) -> str:
        """A word's characters as a pattern sees it; "don't" gives two."""
        known = self.forms.get(word)
        if known is not None:
            return known
        if "'" in word:
            head, tail = word.split("'", 1)
            return self.code(head) + self.forms.get("'" + tail, "")
        raise KeyError(word)

    def gram(self, gram: str) -> str:
        """A word n-gram, its words parted by spaces, as coded characters."""
        special = {"#": NUMBER, "@": NAME}
        return "".join(special.get(word) or self._codes[word] for word in gram.split())

    def translator(self) -> Translator:
        """The translator of patterns that speaks this vocabulary."""
        return Translator(
            self.classes,
            self.code,
            lambda word: inflect(word, self._irregular),
            lambda char: self._cost_of.get(char, 1.0),
        )

    def _coded_classes(self) -> dict[str, str]:
        """Each class as the characters of its one-word members."""
        translator = self.translator()
        coded = {
            name: "".join(sorted({c for c in translator.sequences(f"<{name}>") if len(c) == 1}))
            for name in sorted(self.classes)
        }
        everyday = {self._codes[head] for head, rank in self._ranked() if rank < _EVERYDAY}
        return {**coded, "plain": "".join(sorted(everyday | set("\x01\x02\x03\x04\x05")))}

    def record(self) -> dict[str, Any]:
        """The part ``words`` of the compiled file, as `scoring.store` and `Encoder` read it."""
        single: dict[str, list[str]] = {char: [] for char in self._codes.values()}
        written = {form: coded for form, coded in self.forms.items() if len(coded) != 1}
        for form, coded in self.forms.items():
            if form not in written:
                single[coded].append(form)
        return {
            "forms": "|".join(" ".join(forms) for forms in single.values()),
            "written": written,
            "near": "|".join(f"{key}:{words}" for key, words in self._skeletons().items()),
            "lemmas": "".join(form + base for form, base in self._lemmas().items()),
            "classes": self._coded_classes(),
            "counted": sorted(self.classes.keys() - self._uncounted),
        }

    def _skeletons(self) -> dict[str, str]:
        """What a misspelt word may have been: the most frequent known words of each skeleton, parted by
        spaces."""
        found: dict[str, list[str]] = {}
        for word in self.forms:
            key = skeleton(word) if len(word) >= 4 and word.isalpha() else ""
            if len(key) >= 3:
                found.setdefault(key, []).append(word)
        last = len(self._rank)
        return {
            key: " ".join(sorted(words, key=lambda word: (self._rank.get(word, last), word))[:_NEAR])
            for key, words in sorted(found.items(), key=lambda item: item[0] + ":")
        }

    def _lemmas(self) -> dict[str, str]:
        """Characters of inflected verbs and nouns -> the character of the word they are forms of."""
        out: dict[str, str] = {}
        for word in sorted(self._codes, key=lambda w: (len(w), w)):
            for form in inflect(word, self._irregular)[1:]:
                if form in self._codes and len(word) > 2:
                    out.setdefault(self._codes[form], out.get(self._codes[word], self._codes[word]))
        return {form: base for form, base in sorted(out.items()) if form != base}
