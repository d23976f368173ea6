"""What a turn does to a client: the moves that were read in it, small talk, and whether it is on the matter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from workbook_lib.listening.small_talk import SmallTalk, mentions
from workbook_lib.model import Evidence, TurnReading

GROUPS: Mapping[str, tuple[str, ...]] = {
    "hurt": ("belittles",),
    "managed": ("policy_shield", "argues", "solves_early", "self_turn"),
    "helped": ("acts", "offers_choice", "suggests"),
    "heard": ("names_feeling", "takes_up", "asks_open", "stays"),
    "limit": ("kind_limit",),
    "small": ("sorry", "greets", "thanks", "agrees"),
    "unclear": ("speaks", "nothing"),
}
"""Deeds that a client may answer alike. A line may stand under a deed or under its group."""

ORDER = (
    "repeats", "belittles", "overpromises", "kind_limit", "policy_shield", "argues", "solves_early", "self_turn",
    "acts", "offers_choice", "suggests", "names_feeling", "takes_up", "asks_open", "stays", "asks_closed",
    "sorry", "leaves", "thanks", "greets", "agrees", "speaks", "nothing",
)  # fmt: skip
"""Every deed; the first that a turn does is what the client answers."""

CLOSES = frozenset({"belittles", *GROUPS["managed"], "overpromises", "repeats"})
"""Deeds after which nobody opens up."""

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
}
"""How a deed moves (trust, heat); one that isn't named moves neither."""

_BRIEF = 6
_KINDER = frozenset({*GROUPS["heard"], *GROUPS["helped"]})
_NO_QUESTION = frozenset({"acts", "overpromises", "policy_shield", "argues", "self_turn", "solves_early"})
_BUT = re.compile(r"\b(?:but|however|although)\b", re.IGNORECASE)
_SILENT = re.compile(
    r"[\W_]*(?:\([^()]*\b(?:wait|silen|nothing|nod|listen|sit|stay)\w*\b[^()]*\)[\W_]*|\.\.[\W_]*|…[\W_]*)"
)


def deeds(
    reading: TurnReading, text: str, small: SmallTalk, *, early: bool, asked: bool, matter: bool
) -> tuple[str, ...]:
    """What a turn does, in the order of `ORDER`.

    ``early``: not enough was told yet for a solution to be more than early. ``asked``: the turn asks about what the
    client can tell of. ``matter``: it is about what the client said.

    Where a sentence was read both ways, the client hears the kinder one. A limit that was said kindly is no shield,
    an apology without a "but" is no argument, and a question is nothing but a question.
    """
    if _SILENT.fullmatch(text.strip()):
        return ("stays",)
    talk = small.found(text)
    found = {move for move, there in reading.moves.items() if there} - _doubtful(reading.evidence)
    if mentions(text, small.opens):
        found = (found - CLOSES) | {"asks_open"}
    if small.sets_limit(text):
        found = (found - CLOSES) | {"kind_limit"}
    if small.is_question(text):
        brief = {"belittles"} if len(text.split()) <= _BRIEF else set()
        found = (found - _NO_QUESTION - brief) or {"asks_open"}
        if not mentions(text, small.choice):
            found -= {"offers_choice"}
    if asked:
        found -= {"solves_early"}
    found -= _forgiven(found, talk, text)
    if not early and "solves_early" in found:
        found = (found - {"solves_early"}) | {"suggests"}
    if not found or "sorry" in talk:
        found |= talk
    return tuple(deed for deed in ORDER if deed in found) or ("speaks" if matter else "nothing",)


def _forgiven(found: set[str], talk: set[str], text: str) -> set[str]:
    """What a kind limit, or an apology without a "but", takes back."""
    if "kind_limit" in found:
        return {"policy_shield", "argues"}
    return {"argues"} if "sorry" in talk and not _BUT.search(text) else set()


def _doubtful(evidence: Iterable[Evidence]) -> set[str]:
    """Moves that close and rest only on sentences that were read as hearing or helping too."""
    where: dict[str, set[tuple[int, int]]] = {}
    for e in evidence:
        where.setdefault(e.dimension, set()).add((e.start, e.end))
    kinder = {span for move in _KINDER for span in where.get(move, ())}
    return {move for move in GROUPS["managed"] if where.get(move) and where[move] <= kinder}


def in_group(deed: str) -> str:
    """The group of a deed; the deed itself where it stands alone."""
    return next((name for name, members in GROUPS.items() if deed in members), deed)


def does_any(done: Sequence[str], wanted: Sequence[str]) -> bool:
    """Whether one of the deeds, or its group, is among those wanted."""
    return any(deed in wanted or in_group(deed) in wanted for deed in done)


def asks(done: Sequence[str]) -> bool:
    """Whether a turn wants an answer, by its deeds."""
    return does_any(done, ("asks_open", "asks_closed"))
