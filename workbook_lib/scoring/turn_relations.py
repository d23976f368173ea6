"""What a turn has to do with what stands beside it and with itself: echoes of the client's words, whether
they were heard before a fix, a limit with what stays possible, a story of one's own that returns or doesn't.

Each function gives names of features, ``r:...``, in the sense of `features`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from workbook_lib.scoring.match import Match
from workbook_lib.scoring.reader import Reader
from workbook_lib.scoring.relations import steps
from workbook_lib.scoring.words import ASK, Words

_WORD = re.compile(r"\w+(?:['’]\w+)*")
_ENDING = re.compile(r"(?:ing|ied|ies|ed|es|s|y|e)$")
_YOU = re.compile(r"\b(?:you|your|yours|ye|y'all|ur|u)\b", re.IGNORECASE)
_ME = re.compile(r"\b(?:i|we|me|us|my|our|let)\b", re.IGNORECASE)
_MOST = 20_000
_RIVALS: dict[str, frozenset[str]] = {
    "takes_up": frozenset({"asks_closed", "overpromises", "policy_shield", "solves_early", "belittles"}),
    "names_feeling": frozenset({"self_turn", "belittles", "policy_shield", "argues"}),
    "asks_open": frozenset({"belittles"}),
    "asks_closed": frozenset({"asks_open", "offers_choice", "solves_early", "names_feeling"}),
    "stays": frozenset({"solves_early", "policy_shield", "belittles"}),
    "offers_choice": frozenset({"policy_shield", "belittles"}),
    "acts": frozenset({"overpromises", "offers_choice", "stays", "self_turn"}),
    "solves_early": frozenset({"overpromises", "offers_choice", "policy_shield", "acts"}),
    "argues": frozenset({"overpromises", "policy_shield", "names_feeling", "takes_up", "asks_open", "stays"}),
    "policy_shield": frozenset({"overpromises", "takes_up"}),
    "self_turn": frozenset({"acts", "overpromises", "stays"}),
    "overpromises": frozenset({"asks_open"}),
    "kind_limit": frozenset(),
    "belittles": frozenset({"names_feeling", "takes_up"}),
}
"""Move -> moves whose clear cues in the same sentence make its own doubtful."""

_QUESTIONS = frozenset({"asks_open", "asks_closed", "offers_choice"})
_NO_ECHO = frozenset(
    {"solves_early", "argues", "policy_shield", "belittles", "self_turn", "overpromises", "acts", "stays"}
)
"""Moves that a client's word can serve without being given back."""


def stem(word: str) -> str:
    """A word without its ending, so that "blocked", "blocks" and "block" are one; short words stay."""
    word = word.lower().replace("’", "'").removesuffix("'s")
    bare = _ENDING.sub("", word) if len(word) > 4 else word.removesuffix("s") if len(word) > 3 else word
    return bare[:-1] if len(bare) > 3 and bare[-1] == bare[-2] else bare


class Speech:
    """A stretch of speech by its content words: those that are no function words of the vocabulary."""

    def __init__(self, found: Reader) -> None:
        self._word = found.data.encoder.word
        self._function = found.data.classes["function"] | found.data.classes["light"]

    def stems(self, text: str) -> list[str]:
        """The content words of ``text`` in order, as stems; known words that read alike are one."""
        out = []
        for piece in _WORD.findall(text):
            coded = self._word(piece)
            if coded and not all(char in self._function for char in coded):
                out.append(stem(piece))
        return out


@dataclass(frozen=True, slots=True)
class Echo:
    """One sentence's echo of the client: shared content words, and their share of its content words."""

    shared: int
    share: float
    run: int
    asks: bool
    closes: bool
    you: bool
    me: bool


def echoes(words: Words, matches: Iterable[Match], said: str, speech: Speech) -> list[Echo]:
    """The echo of each sentence of a turn in what the client said."""
    client = speech.stems(said[:_MOST])
    heard, closing = set(client), {m.sentence for m in matches if m.counts and _closes(m)}
    pairs = set(pairwise(client))
    out = []
    for index, (start, end) in enumerate(words.spans):
        piece = words.text[start:end]
        own = speech.stems(piece)
        shared = len(set(own) & heard)
        run = sum(pair in pairs for pair in pairwise(own))
        share = shared / len(set(own)) if own else 0.0
        you, me = bool(_YOU.search(piece)), bool(_ME.search(piece))
        out.append(Echo(shared, share, run, asks(words, index), index in closing, you, me))
    return out


def _closes(match: Match) -> bool:
    return match.cue.level == 2 and match.cue.dimension in _NO_ECHO


def clean(matches: Sequence[Match]) -> set[str]:
    """Moves with a clear cue in a sentence that holds no cue against it and none of a rival move."""
    clear: dict[int, set[str]] = {}
    against: dict[int, set[str]] = {}
    for match in matches:
        if match.counts and match.cue.level == 2:
            clear.setdefault(match.sentence, set()).add(match.cue.dimension)
        elif match.counts and match.cue.level < 0:
            against.setdefault(match.sentence, set()).add(match.cue.dimension)
    return {
        f"r:{move}:clean"
        for sentence, moves in clear.items()
        for move in moves - against.get(sentence, set())
        if not moves & _RIVALS[move]
    }


def asks(words: Words, sentence: int) -> bool:
    """True where the sentence ends with a question mark."""
    end = words.starts[sentence + 1] if sentence + 1 < len(words.starts) else len(words.code)
    return words.code[end - 1] == ASK


def company(matches: Sequence[Match], echoed: bool) -> set[str]:
    """For each move that a clear cue or an echo speaks for, which other moves are clear in the turn."""
    clear = {m.cue.dimension for m in matches if m.counts and m.cue.level == 2}
    spoken_for = clear | {"takes_up"} if echoed else clear
    return {f"r:{move}:beside:{other}" for move in spoken_for for other in clear - {move}}


def echo_features(found: Sequence[Echo]) -> set[str]:
    """How much of the client's words a turn gives back, and in what kind of sentence."""
    out: set[str] = set()
    given = [e for e in found if not e.closes and not e.asks]
    kinds = {
        "echo": given,
        "echo_you": [e for e in given if e.you],
        "echo_bare": [e for e in given if not e.me and not e.you],
        "echo_me": [e for e in given if e.me and not e.you],
        "echo_asks": [e for e in found if e.asks],
        "echo_other": [e for e in found if e.closes],
    }
    for name, chosen in kinds.items():
        out |= steps(f"takes_up:{name}", max((e.shared for e in chosen), default=0))
        best = max((e.share for e in chosen if e.shared), default=0.0)
        out |= {f"r:takes_up:{name}_share:{cut}" for cut in (40, 60) if best * 100 >= cut}
    if any(e.run for e in given):
        out.add("r:takes_up:echo_run")
    if found and found[0].shared and not found[0].closes:
        out.add("r:takes_up:echo_first")
    return out


def advice(matches: Iterable[Match], history: str, client_asks_how: bool) -> set[str]:
    """Whether a fix comes early: before anything was heard, in this turn or earlier."""
    dimensions = {m.cue.dimension for m in matches if m.counts and m.cue.level == 2}
    if "solves_early" not in dimensions:
        return set()
    hears = bool(dimensions & {"takes_up", "names_feeling", "stays", "asks_open"})
    out = {
        f"r:solves_early:{'hearing' if hears else 'only'}",
        f"r:solves_early:{'later' if history else 'first'}",
    }
    if client_asks_how:
        out.add("r:solves_early:asked_for")
    return out


def limits(matches: Iterable[Match]) -> set[str]:
    """A limit alone, or a limit with what stays possible after it."""
    said = [m.sentence for m in matches if m.counts and m.cue.id == "kind_limit.limit"]
    if not said:
        return set()
    possible = [m.sentence for m in matches if m.counts and m.cue.id == "kind_limit.possible"]
    return {"r:kind_limit:door_open" if any(p >= said[0] for p in possible) else "r:policy_shield:bare_limit"}


def own_story(words: Words, me: frozenset[str], you: frozenset[str]) -> set[str]:
    """How much a turn speaks of the speaker, and whether it comes back to the client."""
    mine = sum(char in me for char in words.code)
    yours = sum(char in you for char in words.code)
    out = steps("self_turn:mine", mine)
    if mine >= 2 and not yours:
        out.add("r:self_turn:only")
    if mine > 2 * yours and mine >= 3:
        out.add("r:self_turn:mostly")
    if yours:
        out.add("r:self_turn:returns")
    return out


def asking(words: Words, matches: Sequence[Match]) -> set[str]:
    """Which kinds of question a turn asks, each question sentence taken as one kind."""
    kinds: dict[int, set[tuple[str, int]]] = {}
    for match in matches:
        if match.counts and match.cue.dimension in _QUESTIONS:
            kinds.setdefault(match.sentence, set()).add((match.cue.dimension, match.cue.level))
    out = set()
    for index in range(len(words.starts)):
        found = kinds.get(index, set())
        if not asks(words, index):
            continue
        if ("offers_choice", 2) in found:
            out.add("r:offers_choice:asked")
        elif ("asks_open", 2) in found and ("asks_open", -1) not in found:
            out.add("r:asks_open:asked")
        elif ("asks_closed", -1) not in found or {("asks_closed", 2), ("asks_open", -1)} <= found:
            out.add("r:asks_closed:asked")
    return out
