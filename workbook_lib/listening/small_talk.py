"""What is said every day, and what a turn is about, by words that are declared. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import dropwhile

from workbook_lib.model import Evidence
from workbook_lib.quoting import sentence_around

KINDS = ("greets", "sorry", "thanks", "agrees", "leaves")
_SHORT: Mapping[str, int] = {"greets": 7, "agrees": 3}
"""Words. In a longer turn such a phrase is by the way."""
_BRIEF = 7
"""Words of a sentence that is a goodbye, or a greeting, and nothing else."""
_SHORTEST = 2
_WORD = re.compile(r"[^\W\d_]{4,}")
_SENTENCE = re.compile(r"[^.!?…\n]+[.!?…]*")
_SPOKEN = re.compile(r"[\w'’]+")
_SHORTENED = re.compile(r"'(?:s|re|ll|d)$")


def sentences(text: str) -> list[str]:
    """The sentences of ``text``, each with its sign."""
    return [found.strip() for found in _SENTENCE.findall(text) if found.strip()]


def mentions(text: str, about: tuple[str, ...]) -> bool:
    """Whether ``text`` holds one of these words or phrases; ``photo*`` is any word that starts so."""
    return longest(text, about) > 0


def longest(text: str, about: tuple[str, ...]) -> int:
    """Letters of the longest of these words or phrases that ``text`` holds; 0 for none."""
    if not about:
        return 0
    found = pattern(about).finditer(text.replace("’", "'"))
    return max((match.end() - match.start() for match in found), default=0)


@lru_cache(maxsize=512)
def pattern(about: tuple[str, ...]) -> re.Pattern[str]:
    """One pattern for words and phrases as `mentions` takes them, the longest first; "whats" is "what's"."""
    ordered = sorted(about, key=len, reverse=True)
    words = (re.escape(a).replace(r"\*", r"\w*").replace(r"\ ", r"\s+").replace("'", "'?") for a in ordered)
    return re.compile(rf"\b(?:{'|'.join(words)})(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=512)
def overlapping(about: tuple[str, ...]) -> re.Pattern[str]:
    """As `pattern`, found from every word on: the first group is the longest that begins there.

    "Is your mother" must not hide "mother coming to the wedding".
    """
    return re.compile(rf"(?=({pattern(about).pattern}))", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SmallTalk:
    """What is said every day, as phrases by what they do: greets, sorry, thanks, agrees, leaves.

    ``questions`` are the words that a question begins with, ``leads`` those that may stand before it, ``common``
    the words that say nothing of a matter. ``opens`` offers help as every desk does. ``limit`` says what one won't
    take and ``stay`` that one stays. ``choice`` are the words of a question that leaves a choice. ``unsorry`` has
    the form of an apology and is none. ``yes_or_no`` are the words that a question for yes or no begins with, and
    ``whom`` those that follow them. ``invites`` asks without a question, ``offers`` is a step of one's own.
    ``listens`` is said by somebody who listens, ``hard`` by somebody who refuses or orders. ``shields`` puts a rule
    in front, ``refuses`` is no help whatever else it is, ``gives`` hands something over, ``hands`` does so at the
    beginning of a sentence. ``proposes`` is a step that waits for their yes. ``promises`` is no limit. ``alarm``
    calls for help and ``threat`` says what will be done to them. ``rude`` speaks of how they speak, and is no
    insult.
    """

    phrases: Mapping[str, tuple[str, ...]]
    questions: tuple[str, ...] = ()
    common: frozenset[str] = frozenset()
    opens: tuple[str, ...] = ()
    limit: tuple[str, ...] = ()
    stay: tuple[str, ...] = ()
    choice: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    unsorry: tuple[str, ...] = ()
    yes_or_no: tuple[str, ...] = ()
    whom: tuple[str, ...] = ()
    invites: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()
    listens: tuple[str, ...] = ()
    hard: tuple[str, ...] = ()
    shields: tuple[str, ...] = ()
    refuses: tuple[str, ...] = ()
    gives: tuple[str, ...] = ()
    hands: tuple[str, ...] = ()
    proposes: tuple[str, ...] = ()
    promises: tuple[str, ...] = ()
    alarm: tuple[str, ...] = ()
    threat: tuple[str, ...] = ()
    rude: tuple[str, ...] = ()

    def found(self, text: str) -> set[str]:
        """What of it is in ``text``. Greetings and a bare yes count only where the turn is little else."""
        length = len(text.split())
        found = {
            name
            for name, phrases in self.phrases.items()
            if name != "leaves" and length <= _SHORT.get(name, length) and mentions(text, phrases)
        }
        if mentions(text, self.unsorry):
            found -= {"sorry"}
        return found | ({"leaves"} if any(map(self._is_goodbye, sentences(text))) else set())

    def _is_goodbye(self, sentence: str) -> bool:
        match = pattern(self.phrases["leaves"]).search(sentence) if self.phrases["leaves"] else None
        before = len(sentence[: match.start()].split()) if match else 2
        return before < 2 and len(sentence.split()) <= _BRIEF

    def is_greeting(self, sentence: str) -> bool:
        """Whether a sentence says good day and no more."""
        return len(sentence.split()) <= _BRIEF and mentions(sentence, self.phrases["greets"])

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
        """Whether ``text`` is one sentence that begins as a question does, be it after "so" or a colon."""
        if len(sentences(text)) != 1:
            return False
        first = _SHORTENED.sub("", next(iter(self.after_leads(text)), ""))
        return first in self.questions or first in {word + "s" for word in self.questions}

    def lacks_sign(self, text: str) -> bool:
        """Whether its last sentence is a question without its question mark."""
        last = next(reversed(sentences(text)), "")
        if not last or last.endswith(("?", ".", "!", "…")):
            return False
        first, second = (*self.after_leads(last), "", "")[:2]
        return self.is_question(last) or (first in self.yes_or_no and second in self.whom)

    def after_leads(self, text: str) -> list[str]:
        """The words of a sentence, in lower case, from where it begins to say something."""
        said = [word.lower().replace("’", "'") for word in _SPOKEN.findall(text.rpartition(":")[2])]
        return list(dropwhile(self.leads.__contains__, said))

    def shares(self, text: str, said: str) -> bool:
        """Whether ``text`` is on the matter: it holds a word of ``said`` that isn't a common one."""
        return bool(self.telling(text) & self.telling(said))

    def speaking(self, phrase: str) -> list[str]:
        """The words of a phrase that say what it is about: no question word, no "do you", no common one."""
        small = {*self.questions, *self.yes_or_no, *self.whom, *self.common, *self.leads}
        words = (word.lower() for word in _SPOKEN.findall(phrase.replace("’", "'")))
        return [word for word in words if len(word) > _SHORTEST and word not in small]

    def telling(self, text: str) -> set[str]:
        """The beginnings of its words that aren't common ones."""
        return {w[:5] for w in map(str.lower, _WORD.findall(text)) if w not in self.common}


def small_talk_of(words: Mapping[str, str]) -> SmallTalk:
    """Small talk from the words of a page, ``small_greets`` and so on: phrases with commas between."""
    said = {name: tuple(p.strip() for p in words[f"small_{name}"].split(",")) for name in (*KINDS, *_REST)}
    rest = {name: said[name] for name in _REST if name != "common"}
    return SmallTalk({kind: said[kind] for kind in KINDS}, common=frozenset(said["common"]), **rest)


_REST = (
    "questions", "common", "opens", "limit", "stay", "choice", "leads", "unsorry", "yes_or_no", "whom", "invites",
    "offers", "listens", "hard", "shields", "refuses", "gives", "hands", "proposes", "promises", "alarm", "threat",
    "rude",
)  # fmt: skip
