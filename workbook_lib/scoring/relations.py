"""What a text has to do with what stands beside it: the question, the client's message, whose fault it was.

Each function gives names of features, ``r:...``, in the sense of `features`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise

from workbook_lib.scoring.words import ASK, NAME, NUMBER, UNKNOWN, Words

_STEPS = (1, 2, 3, 5, 8, 12)
_CAPITALS = re.compile(r"\b[A-Z]{3,}\b")
_QUESTIONS = (
    ("why_important", ("important", "matter")),
    ("what_made_them_feel", ("made_them", "made them", "makes them")),
    ("who_and_what_motivates", ("motivat", "who are they", "day to day")),
    ("how_would_i_feel", ("would_i_feel", "would i feel", "their place")),
    ("hardship", ("hardship",)),
)


def steps(name: str, count: int) -> set[str]:
    """``r:name:1``, ``r:name:2`` and so on, as far as ``count`` reaches."""
    return {f"r:{name}:{step}" for step in _STEPS if count >= step}


def own_marks(words: Words, plain: frozenset[str]) -> set[str]:
    """Marks of the text itself: questions, quotations, names, numbers, words that are not everyday words.

    ``plain`` are the characters of everyday words.
    """
    code = words.code
    distinct = frozenset(code)
    found = (
        steps("asks", code.count(ASK))
        | steps("names", code.count(NAME))
        | steps("numbers", code.count(NUMBER))
    )
    found |= steps("particulars", (len(distinct - plain) + code.count(UNKNOWN)) // 2)
    if words.quoted:
        found.add("r:quotes")
    return found


def persons(code: str, classes: Mapping[str, frozenset[str]]) -> set[str]:
    """Who is spoken of, and of whom more: the writer, the client, the desk."""
    i, we, they = (_count(code, classes[name]) for name in ("i", "we", "them_all"))
    found = steps("i", i) | steps("we", we) | steps("they", they)
    everyone = i + we + they
    if everyone:
        found.add(f"r:balance:{(5 * they - 1) // everyone if they else 0}")
    distinct = frozenset(code)
    me, them = bool(distinct & classes["me"]), bool(distinct & (classes["client"] | classes["them"]))
    found.add(f"r:persons:{'me' if me else ''}{'them' if them else ''}")
    return found


def _count(code: str, chars: frozenset[str]) -> int:
    return sum(map(code.count, chars))


def setting(words: Words) -> set[str]:
    """How the text is set: exclamations, capitals, amounts of money, very short sentences."""
    text = words.text[:20_000]
    short = sum(b - a == 2 or b - a <= 5 for a, b in pairwise([*words.starts, len(words.code)]))
    return (
        steps("exclaims", text.count("!"))
        | steps("shouts", len(_CAPITALS.findall(text)))
        | steps("money", sum(map(text.count, "$£€")))
        | steps("fragments", short)
    )


def of_question(question: str | None) -> str:
    """The id of the self-question a reflection answers, from its id or its wording; "" where it is none."""
    asked = (question or "").lower()
    for name, marks in _QUESTIONS:
        if any(mark in asked for mark in marks):
            return name
    return ""


def beside_question(found: frozenset[str] | set[str], asked: str) -> set[str]:
    """What was found, seen beside the question that was asked."""
    kinds = ("p:", "r:", "k:feeling")
    own = (name for name in found if name.startswith(kinds) and not name.startswith("p:turns_"))
    return {f"r:q:{asked}"} | {f"q:{asked}|{name}" for name in own}


def shared_words(code: str, other: str, plain: frozenset[str]) -> int:
    """How many different words that are not everyday words both texts hold."""
    return len((frozenset(code) & frozenset(other)) - plain - {NAME, NUMBER, UNKNOWN})


def beside_message(words: Words, message: Words, plain: frozenset[str], at_fault: bool | None) -> set[str]:
    """A reply beside the client's message: what it takes up, how both are written, who was at fault."""
    taken = shared_words(words.code, message.code, plain)
    return steps("taken_up", taken) | {
        f"r:fault:{at_fault}",
        f"r:register:{_register(words.text)}:{_register(message.text)}",
    }


def _register(text: str) -> str:
    """``formal``, ``casual`` or ``plain``, by how the text is set: salutation, capitals, short forms."""
    start = text[:40].lstrip().lower()
    if start.startswith(("dear ", "to the ", "to whom", "sir", "madam")):
        return "formal"
    first_letters = (
        text[:1].islower() or " i " in text[:400] or "!!" in text or start.startswith(("hi", "hey"))
    )
    return "casual" if first_letters else "plain"
