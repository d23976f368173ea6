"""A turn heard fairly: what is plainly listening does no harm, and what refuses or threatens is no help. Pure.

The reader looks at sentences one by one. Here they are heard as people hear them: beside one another, and beside
what the client has said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from workbook_lib.listening.small_talk import SmallTalk, mentions, sentences
from workbook_lib.model import Evidence, TurnReading

HARMS = ("policy_shield", "argues", "solves_early", "self_turn", "belittles")
WARM = frozenset({"names_feeling", "takes_up", "asks_open", "stays"})
NO_QUESTION = frozenset({"acts", "overpromises", "policy_shield", "argues", "self_turn", "solves_early"})
"""What an open question never does."""

_ECHO = 0.7
"""Share of a sentence's words that the client said before; from here on it gives back their own."""
_FEWEST = 2
_WORD = re.compile(r"[^\W\d_]{3,}|\d+")
_NUMBERS = dict(enumerate("one two three four five six seven eight nine ten eleven twelve".split(), start=1))  # noqa: SIM905
_TAG = re.compile(
    r"(?:\b\w+n['’]?t|,\s*(?:is|are|was|were|do|does|did|has|have)) (?:it|they|you|he|she|that|we)\W*$",
    re.IGNORECASE,
)
_TO_COME = re.compile(r"['’]ll\b|\bwill\b|\bgoing to\b|\bwon['’]t\b|\bnever\b|\balways\b", re.IGNORECASE)
_I_COULD = re.compile(r"\W*(?:\w+\W+){0,2}?(?:i|we)(?:['’]ll| can| could| will)\b", re.IGNORECASE)
_FRAME = frozenset((
    "the", "and", "you", "your", "yours", "she", "her", "his", "him", "they", "them", "that", "this",
    "these", "those", "was", "were", "are", "has", "had", "have", "did", "does", "not", "for", "but",
    "with", "what", "who", "how", "why", "when", "where", "which", "can", "could", "would", "will", "all",
    "its", "it's", "i've", "i'm", "i'd", "i'll", "you've", "you'd", "you're", "you'll", "don't", "didn't",
    "doesn't", "wasn't", "isn't", "said", "say", "says",
))  # fmt: skip
_OWN = re.compile(r"\b(?:i|me|my|mine|myself|we|us|our|let['’]?s)\b", re.IGNORECASE)
_MYSELF = re.compile(r"\b(?:i|me|my|mine|myself)\b", re.IGNORECASE)
_YOURS = re.compile(r"\b(?:you|your|yours|yourself|u|ur)\b", re.IGNORECASE)
_OTHERS = re.compile(
    r"\W*(?:(?:and|but|so|then|if)\s+)*(?:you|he|she|they|it['’]?s free|it is free)\b", re.IGNORECASE
)
_CANNOT = re.compile(r"\b(?:i|we) (?:can['’]?t|cannot|can not|couldn['’]?t|won['’]?t)\b", re.IGNORECASE)
_STILL = re.compile(r"\bbut\b|['’]ll\b|\bwill\b|\bi can\b", re.IGNORECASE)
_BEEN = re.compile(r"\bbeen (?:told|asked|given|put|sent|taken)\b", re.IGNORECASE)
_AHEAD = re.compile(r"['’]ll\b|\bwill\b|\bgoing to\b|\bnow\b|\bcan\b|['’]ve\b|\bhave\b", re.IGNORECASE)
_BEFORE = re.compile(
    r"\b(?:i|we) (?:was|were)\b|\bsorry\b|\bwe (?:put|sent|threw|took|made|lost|let|did|had)\b", re.IGNORECASE
)
_OWNED = re.compile(r"\bwe(?:['’]ve| have) (?:got )?(?:a|an|lots|some|plenty)\b", re.IGNORECASE)
_NOBODYS = re.compile(r"\b(?:was|were|is|has been|have been) [\w-]+ed\b", re.IGNORECASE)
_MORE = re.compile(r"\b(?:any|some)thing else\b", re.IGNORECASE)
_AS_YOU_LIKE = re.compile(r"\bas (?:far|long|much|slow\w*) as you\b", re.IGNORECASE)
_TRIED = re.compile(r"\b(?:tr(?:y|ied)|check|thought of|considered|looked)\b", re.IGNORECASE)
_WHETHER = frozenset(("is", "are", "was", "were", "do", "does", "did", "has"))
_SPEAKS = frozenset(
    ("a", "an", "the", "it", "it's", "that", "that's", "this", "my", "i", "i'm", "he", "she", "they")
)
_FEELS = re.compile(
    r"\b(?:i|we) (?:feel|felt|wish|hope|think|thought|guess|love|loved|cried|understand)\b", re.IGNORECASE
)
_NO_PROMISE = re.compile(r"n['’]t promise|\bnot promise|\bno promise", re.IGNORECASE)
_YES_BUT = re.compile(
    r"\W*(?:\w+,\s)?i (?:\w+ )?(?:understand|appreciate|know|realise|realize|see|hear)\b.*\b(?:but|however)\b",
    re.IGNORECASE | re.DOTALL,
)


def fairly(reading: TurnReading, text: str, client_said: str, small: SmallTalk) -> TurnReading:
    """The reading of ``text`` without what is plainly something else, and with what plainly is there.

    ``client_said`` is all that the client has said so far.
    """
    theirs = _words(client_said)
    kept = [e for e in reading.evidence if not _misread(e, small) and not _theirs(e, theirs, small)]
    kept += _plainly(text, kept, theirs, small)
    kept = [e for e in kept if not _outweighed(e, kept, small)]
    there = {e.dimension for e in kept}
    return TurnReading({move: move in there for move in reading.moves}, tuple(kept))


def gives_back(said: str, theirs: frozenset[str]) -> bool:
    """Whether a sentence is mostly made of the client's own words."""
    own = _words(said)
    return len(own & theirs) >= max(_FEWEST, _ECHO * len(own))


def _words(text: str) -> frozenset[str]:
    found = (word.lower() for word in _WORD.findall(text.replace("’", "'")))
    spelt = (_NUMBERS.get(int(word), word) if word.isdecimal() else word for word in found)
    return frozenset(word[:5] for word in spelt if word not in _FRAME)


def _theirs(evidence: Evidence, theirs: frozenset[str], small: SmallTalk) -> bool:
    """Whether a sentence that was read as harm or as a choice gives the client's words back, or plainly listens."""
    move, said = evidence.dimension, evidence.quote
    if move == "offers_choice":
        return not said.rstrip().endswith("?") and gives_back(said, theirs)
    listens = mentions(said, small.listens) and not mentions(said, small.hard)
    return move in HARMS and (listens or gives_back(said, theirs))


def _outweighed(evidence: Evidence, every: Sequence[Evidence], small: SmallTalk) -> bool:
    """Whether a harm stands beside something warm and is not itself a refusal, an insult or an order.

    Talking down and arguing outright are never outweighed by what stands in other sentences.
    """
    if evidence.dimension not in HARMS or evidence.dimension == "belittles":
        return False
    span = (evidence.start, evidence.end)
    warm = [(e.start, e.end) for e in every if e.dimension in WARM]
    if mentions(evidence.quote, small.hard) or mentions(evidence.quote, small.shields):
        return False
    return span in warm or (bool(warm) and not evidence.cue.startswith(_STRONG))


_STRONG = ("solves_early.", "policy_shield.", "argues.defends")
"""Cues that find an order, a refusal or a defence; those of other sentences that answer back are weaker."""


def _plainly(text: str, read: Sequence[Evidence], theirs: frozenset[str], small: SmallTalk) -> list[Evidence]:
    """What is plainly there by its words, and wasn't read: a thing given, a rule put in front."""
    known = {(e.dimension, e.quote.strip()) for e in read}
    found, end = [], 0
    for said in sentences(text):
        start = text.index(said, end)
        end = start + len(said)
        for move, there in (("acts", _hands_over), ("policy_shield", _shields)):
            if (move, said) not in known and there(said, small) and not gives_back(said, theirs):
                found.append(Evidence(move, start, end, said, ""))
    return found


def _shields(said: str, small: SmallTalk) -> bool:
    return mentions(said, small.shields) and not said.endswith("?")


def _hands_over(said: str, small: SmallTalk) -> bool:
    asks = said.endswith("?") and not _I_COULD.match(said)
    if asks or refuses(said, small) or _CANNOT.search(said):
        return False
    first = " ".join(small.after_leads(said)[:3])
    return mentions(said, small.gives) or mentions(first, small.hands)


def refuses(said: str, small: SmallTalk) -> bool:
    """Whether a sentence refuses, threatens or puts off; then it is no help."""
    return any(mentions(said, words) for words in (small.refuses, small.shields, small.alarm, small.threat))


def _misread(evidence: Evidence, small: SmallTalk) -> bool:
    """Whether a sentence is plainly something else than it was read as.

    A greeting gives nothing back, and nor does an order; an open question is no rule, no promise and, without a
    word of choosing, no choice, and what is no question leaves none; "I understand that..., but" hears nobody; a
    promise is no limit, and one of what is so already promises nothing; "isn't it" asks to be agreed with; what
    others did, what one can't do or what one won't give is no step; and who speaks of nobody but themselves talks
    down to nobody.
    """
    move, said = evidence.dimension, evidence.quote
    simple = {
        "takes_up": lambda: (
            small.is_greeting(said)
            or (not evidence.cue and any(mentions(said, w) for w in (small.hard, small.shields)))
        ),
        "names_feeling": lambda: bool(_YES_BUT.match(said)),
        "belittles": lambda: bool(_MYSELF.search(said)) and not _YOURS.search(said),
        "kind_limit": lambda: mentions(said, small.promises) and not _NO_PROMISE.search(said),
        "acts": lambda: not own_step(said, small),
        "solves_early": lambda: _no_advice(evidence, small),
        "argues": lambda: bool(_TAG.search(said)),
        "overpromises": lambda: mentions(said, small.promises) and not _TO_COME.search(said),
        "offers_choice": lambda: _no_choice(said, small),
    }
    if move in simple and simple[move]():
        return True
    asks = said.rstrip().endswith("?") or small.lacks_sign(said)
    return move in NO_QUESTION and small.is_question(said) and asks


def _no_advice(evidence: Evidence, small: SmallTalk) -> bool:
    """Whether it tells nobody what to do: a sentence about something else, or a question whether a thing is so."""
    said = evidence.quote
    first = next(iter(small.after_leads(said)), "")
    if said.rstrip().endswith("?") and first in _WHETHER and not _TRIED.search(said):
        return True
    speaks = first in _SPEAKS and not _YOURS.search(said)
    return bool(_AS_YOU_LIKE.search(said)) or (evidence.cue == "solves_early.instructs" and speaks)


def _no_choice(said: str, small: SmallTalk) -> bool:
    if not said.rstrip().endswith("?"):
        return not (_OWN.search(said) or _YOURS.search(said))
    return small.is_question(said) and not mentions(said, small.choice)


def own_step(said: str, small: SmallTalk) -> bool:
    """Whether a sentence says a step of the speaker's own, or hands something over."""
    if (_CANNOT.search(said) and not _STILL.search(said)) or _BEEN.search(said) or refuses(said, small):
        return False
    if _MORE.search(said) and said.rstrip().endswith("?"):
        return False
    if _hands_over(said, small):
        return True
    past = any(found.search(said) for found in (_BEFORE, _OWNED, _FEELS)) or (
        _NOBODYS.search(said) and not _YOURS.search(said)
    )
    if past and not _AHEAD.search(said):
        return False
    return bool(_OWN.search(said)) or not _OTHERS.match(said)
