"""What a turn does to a client: the moves that were read in it, small talk, and whether it is on the matter."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from workbook_lib.listening.fairly import NO_QUESTION, refuses
from workbook_lib.listening.small_talk import SmallTalk, mentions, sentences
from workbook_lib.model import Evidence, TurnReading

GROUPS: Mapping[str, tuple[str, ...]] = {
    "hurt": ("belittles", "threatens"),
    "managed": ("policy_shield", "argues", "solves_early", "self_turn"),
    "helped": ("acts", "offers_choice", "suggests"),
    "heard": ("names_feeling", "takes_up", "asks_open", "stays"),
    "limit": ("kind_limit",),
    "small": ("sorry", "greets", "thanks", "agrees"),
    "unclear": ("speaks", "nothing"),
}
"""Deeds that a client may answer alike. A line may stand under a deed or under its group."""

ORDER = (
    "calls_help", "repeats", "belittles", "threatens", "overpromises", "kind_limit", "policy_shield", "argues",
    "solves_early", "self_turn",
    "leaves", "acts", "offers_choice", "suggests", "names_feeling", "takes_up", "asks_open", "stays", "asks_closed",
    "grates", "sorry", "thanks", "greets", "agrees", "speaks", "nothing",
)  # fmt: skip
"""Every deed; the first that a turn does is what the client answers."""

CLOSES = frozenset({*GROUPS["hurt"], *GROUPS["managed"], "overpromises", "repeats", "calls_help"})
"""Deeds after which nobody opens up."""

RESTS_ON: Mapping[str, str] = {"suggests": "solves_early", "grates": "belittles"}
"""Deed -> the move it was read as."""

SHIFTS: Mapping[str, tuple[int, int]] = {
    "takes_up": (1, -1),
    "names_feeling": (1, -1),
    "asks_open": (1, 0),
    "stays": (1, -1),
    "offers_choice": (1, 0),
    "acts": (1, -1),
    "sorry": (0, -1),
    "self_turn": (-1, 0),
    "solves_early": (-1, 1),
    "policy_shield": (-1, 1),
    "argues": (-1, 2),
    "belittles": (-2, 2),
    "threatens": (-1, 1),
    "calls_help": (-2, 1),
    "grates": (-1, 1),
}
"""How a deed moves (trust, heat); one that isn't named moves neither."""

_BRIEF = 6
_WORDS = 3
_KINDER = frozenset({*GROUPS["heard"], *GROUPS["helped"]})
_ASKS = frozenset({"asks_open", "asks_closed", "offers_choice"})
_IF = re.compile(r"\b(?:if|unless|or|otherwise|have to|must)\b", re.IGNORECASE)
_BUT = re.compile(r"\b(?:but|however|although)\b", re.IGNORECASE)
_QUIET = r"\([^()]*\b(?:wait|silen|nothing|nod|listen|sit|stay)\w*\b[^()]*\)[\W_]*"
_SILENT = re.compile(rf"[\W_]*(?:{_QUIET}|\.\.[\W_]*|…[\W_]*)")
_THEN_SILENT = re.compile(rf"{_QUIET}$")


def deeds(
    reading: TurnReading,
    text: str,
    small: SmallTalk,
    *,
    early: bool,
    asked: bool,
    matter: bool,
    spared: bool = False,
    listened: bool = False,
) -> tuple[str, ...]:
    """What a turn does, in the order of `ORDER`.

    ``early``: not enough was told yet for a solution to be more than early. ``asked``: the turn asks about what the
    client can tell of. ``matter``: it is about what the client said. ``spared``: nothing in the conversation has
    hurt them yet, so they give the benefit of the doubt. ``listened``: something of theirs was heard before, so
    that a step may be proposed.

    Where a sentence was read both ways, the client hears the kinder one. A limit that was said kindly is no shield,
    an apology without a "but" is no argument, and a question is nothing but a question.
    """
    if _SILENT.fullmatch(text.strip()):
        return ("stays",)
    talk = small.found(text)
    found = _moves(reading, text, small, spared=spared)
    if _THEN_SILENT.search(text):
        found.add("stays")
    if "sorry" in talk and not _BUT.search(text):
        found -= {"argues", "belittles", "grates"} | (
            {"policy_shield", "self_turn"} if found & _KINDER else set()
        )
    if "kind_limit" in found:
        found -= {"policy_shield", "argues"}
    if "proposes" in found:
        found = (found - {"proposes"}) | (
            set() if (early and not listened) or found & {"acts"} else {"suggests"}
        )
    if asked:
        found -= {"solves_early"}
    elif not early and "solves_early" in found:
        found = (found - {"solves_early"}) | {"suggests"}
    if not found and _gone_on(text, small):
        found.add("takes_up")
    found |= talk if not found or "sorry" in talk else talk & {"leaves"}
    if _unheard_question(found, text, small):
        found.add("asks_closed")
    return tuple(deed for deed in ORDER if deed in found) or ("speaks" if matter else "nothing",)


def _gone_on(text: str, small: SmallTalk) -> bool:
    """Whether a turn thanks them for what they told, or says something more after a thank-you."""
    first, *rest = sentences(text) or [""]
    if not small.found(first):
        return False
    spoken = [said for said in rest if len(said.split()) > _WORDS and small.telling(said)]
    return mentions(first, small.listens) or any(not refuses(said, small) for said in spoken)


def _unheard_question(found: set[str], text: str, small: SmallTalk) -> bool:
    asked = "?" in text or small.lacks_sign(text)
    return asked and len(text.split()) >= _WORDS and not found & {*_ASKS, *CLOSES}


def _moves(reading: TurnReading, text: str, small: SmallTalk, *, spared: bool) -> set[str]:
    """The moves that were read, put right by what is plain: an offer of help, a limit, a question."""
    evidence = reading.evidence
    found = {move for move, there in reading.moves.items() if there} - _doubtful(evidence)
    found = _taken(found, evidence, small, spared=spared)
    found |= _said_outright(text, small)
    if mentions(text, small.offers) and not refuses(text, small):
        found.add("acts")
    if mentions(text, small.invites) and not found & CLOSES:
        found.add("asks_open")
    if mentions(text, small.proposes) and not found & (CLOSES - {"solves_early"}):
        found = (found - {"solves_early"}) | {"proposes"}
    if mentions(text, small.opens):
        found = (found - CLOSES - {"grates"}) | {"asks_open"}
    if small.sets_limit(text):
        found = (found - CLOSES - {"grates"}) | {"kind_limit"}
    if small.is_question(text):
        brief = {"belittles", "grates"} if len(text.split()) <= _BRIEF else set()
        found = (found - NO_QUESTION - brief) or {"asks_open"}
    return found


def _said_outright(text: str, small: SmallTalk) -> set[str]:
    """Calling for help, now or as a threat; it is nothing else."""
    calls = [said for said in sentences(text) if mentions(said, small.alarm) and not said.endswith("?")]
    threats = any(map(_IF.search, calls)) or mentions(text, small.threat)
    return ({"threatens"} if threats else set()) | ({"calls_help"} if calls and not threats else set())


def _taken(found: set[str], evidence: Sequence[Evidence], small: SmallTalk, *, spared: bool) -> set[str]:
    """How talking down is taken: once, or beside something kind, it only grates, and so does "That is rude".

    The reading is often wrong there. What stands in the same sentence is not kind.
    """
    if "belittles" not in found:
        return found
    down = {(e.start, e.end) for e in evidence if e.dimension == "belittles"}
    beside = {e.dimension for e in evidence if (e.start, e.end) not in down}
    found = found - ({*GROUPS["heard"]} - beside - _ASKS)
    kind = beside & {*_KINDER, "kind_limit"} - _ASKS
    theirs = all(mentions(e.quote, small.rude) for e in evidence if e.dimension == "belittles")
    grates = theirs or (len(down) == 1 and (spared or kind))
    return (found - {"belittles"}) | {"grates"} if grates else found


def _doubtful(evidence: Sequence[Evidence]) -> set[str]:
    """Moves that close and rest only on sentences that were read as hearing or helping too.

    And a word of oneself in a turn that goes back to them with a question.
    """
    where: dict[str, set[tuple[int, int]]] = {}
    for e in evidence:
        where.setdefault(e.dimension, set()).add((e.start, e.end))
    kinder = {span for move in _KINDER for span in where.get(move, ())}
    doubtful = {move for move in GROUPS["managed"] if where.get(move) and where[move] <= kinder}
    promised = [e.quote.strip() for e in evidence if e.dimension == "overpromises"]
    if promised and all(quote.endswith("?") for quote in promised):
        doubtful.add("overpromises")  # nobody promises by asking
    if where.keys() & _ASKS and len(where.get("self_turn", ())) == 1:
        doubtful.add("self_turn")  # a short bond, and back to them
    return doubtful


def in_group(deed: str) -> str:
    """The group of a deed; the deed itself where it stands alone."""
    return next((name for name, members in GROUPS.items() if deed in members), deed)


def does_any(done: Sequence[str], wanted: Sequence[str]) -> bool:
    """Whether one of the deeds, or its group, is among those wanted."""
    return any(deed in wanted or in_group(deed) in wanted for deed in done)


def asks(done: Sequence[str]) -> bool:
    """Whether a turn wants an answer, by its deeds."""
    return does_any(done, ("asks_open", "asks_closed"))
