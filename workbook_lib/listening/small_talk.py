"""What is said every day, and what a turn is about, by words that are declared. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from workbook_lib.model import Evidence
from workbook_lib.quoting import sentence_around

KINDS = ("greets", "sorry", "thanks", "agrees", "leaves")
_SHORT: Mapping[str, int] = {"greets": 7, "leaves": 7, "agrees": 3}
"""Words. In a longer turn such a phrase is by the way."""
_WORD = re.compile(r"[^\W\d_]{4,}")
_MIDDLE = re.compile(r"[.!?\n]\s*\S")


def mentions(text: str, about: tuple[str, ...]) -> bool:
    """Whether ``text`` holds one of these words or phrases; ``photo*`` is any word that starts so."""
    return bool(about) and pattern(about).search(text.replace("’", "'")) is not None


@lru_cache(maxsize=512)
def pattern(about: tuple[str, ...]) -> re.Pattern[str]:
    """One pattern for words and phrases as `mentions` takes them."""
    words = (re.escape(a).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for a in about)
    return re.compile(rf"\b(?:{'|'.join(words)})(?!\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SmallTalk:
    """What is said every day, as phrases by what they do: greets, sorry, thanks, agrees, leaves.

    ``questions`` are the words that a question begins with, ``common`` the words that say nothing of a matter.
    ``opens`` offers help as every desk does. ``limit`` says what one won't take and ``stay`` that one stays.
    ``choice`` are the words of a question that leaves a choice.
    """

    phrases: Mapping[str, tuple[str, ...]]
    questions: tuple[str, ...] = ()
    common: frozenset[str] = frozenset()
    opens: tuple[str, ...] = ()
    limit: tuple[str, ...] = ()
    stay: tuple[str, ...] = ()
    choice: tuple[str, ...] = ()

    def found(self, text: str) -> set[str]:
        """What of it is in ``text``. All but sorry and thanks count only where the turn is little else."""
        length = len(text.split())
        return {
            name
            for name, phrases in self.phrases.items()
            if length <= _SHORT.get(name, length) and mentions(text, phrases)
        }

    def sets_limit(self, text: str) -> bool:
        """Whether a turn says what it won't take, and that the speaker stays."""
        return mentions(text, self.limit) and mentions(text, self.stay)

    def quotes(self, text: str, done: Iterable[str]) -> Iterator[Evidence]:
        """What of ``text`` the deeds of small talk rest on: the sentence in which a phrase stands."""
        for deed, phrases in (*self.phrases.items(), ("kind_limit", self.limit)):
            match = pattern(phrases).search(text) if phrases and deed in done else None
            if match:
                quote = sentence_around(text, *match.span())
                start = text.index(quote)
                yield Evidence(deed, start, start + len(quote), quote, "")

    def is_question(self, text: str) -> bool:
        """Whether ``text`` is one sentence that begins as a question does."""
        plain = text.strip()
        first = plain.split(maxsplit=1)[0].lower().rstrip(",'’s") if plain else ""
        return first in self.questions and not _MIDDLE.search(plain)

    def lacks_sign(self, text: str) -> bool:
        """Whether it is a question without its question mark."""
        return self.is_question(text) and not text.rstrip().endswith(("?", ".", "!", "…"))

    def shares(self, text: str, said: str) -> bool:
        """Whether ``text`` is on the matter: it holds a word of ``said`` that isn't a common one."""
        return bool(self._words(text) & self._words(said))

    def _words(self, text: str) -> set[str]:
        return {w[:5] for w in map(str.lower, _WORD.findall(text)) if w not in self.common}


def small_talk_of(words: Mapping[str, str]) -> SmallTalk:
    """Small talk from the words of a page, ``small_greets`` and so on: phrases with commas between."""
    said = {name: tuple(p.strip() for p in words[f"small_{name}"].split(",")) for name in (*KINDS, *_REST)}
    return SmallTalk(
        phrases={kind: said[kind] for kind in KINDS},
        questions=said["questions"],
        common=frozenset(said["common"]),
        opens=said["opens"],
        limit=said["limit"],
        stay=said["stay"],
        choice=said["choice"],
    )


_REST = ("questions", "common", "opens", "limit", "stay", "choice")
