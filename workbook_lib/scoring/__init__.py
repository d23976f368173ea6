"""Text -> Assessment. Pure: after the compiled file is loaded nothing is read, written or kept.

Imports the standard library and `workbook_lib.model` only.
"""

from __future__ import annotations

from dataclasses import replace

from workbook_lib.model import Assessment, Scenario, TurnReading
from workbook_lib.scoring.assessing import assess, unread
from workbook_lib.scoring.readable import after_reading, before_reading
from workbook_lib.scoring.reader import Reader, Reading, reader_for
from workbook_lib.scoring.relations import of_question
from workbook_lib.scoring.reply_relations import crossed, settled
from workbook_lib.scoring.sentences import Sort, sort
from workbook_lib.scoring.turns import read
from workbook_lib.scoring.words import Words


def score_reflection(text: str, question: str | None = None, *, case: Scenario | None = None) -> Assessment:
    """Read what a staff member wrote to themselves about a client's situation.

    ``question`` is a prompt's id or its wording, ``case`` the case it is about. Every dimension of the
    codebook's part A has a rating, in its order. Any string is read or left unread with a note; anything
    else raises TypeError. ``text[e.start:e.end] == e.quote`` for each piece of evidence.
    """
    check_text(text)
    found = reader_for("reflection")
    words = found.encode(text)
    return _assess(found, words, read_reflection(found, words, question, case))


def score_reply(
    text: str, client_message: str | None = None, library_at_fault: bool | None = None
) -> Assessment:
    """Read what a staff member writes or says to a client, beside the client's message.

    ``library_at_fault`` is None where it is shared or not known. As `score_reflection` otherwise.
    """
    check_text(text)
    found = reader_for("reply")
    words = found.encode(text)
    return _assess(found, words, read_reply(found, words, client_message, library_at_fault))


def read_turn(text: str, client_said: str = "", history: str = "") -> TurnReading:
    """Read what a turn in a conversation does to the client: each move present or not, with its evidence.

    ``client_said`` are the client's last words, ``history`` what was said before them. Raises TypeError
    for anything that is not a string.
    """
    check_text(text)
    return read(text, client_said, history)


def sort_sentence(text: str) -> Sort:
    """Sort one sentence of a note: ``saw``, ``assumed``, ``need_to_know``, or ``unsure``."""
    check_text(text)
    return sort(text)


def check_text(text: object) -> None:
    """Raises TypeError unless ``text`` is a string."""
    if not isinstance(text, str):
        raise TypeError(f"text must be a str, not {type(text).__name__}")


def read_reflection(
    found: Reader, words: Words, question: str | None = None, case: Scenario | None = None
) -> Reading:
    """A reflection's reading beside its question and case; training reads with it too."""
    return found.read(words, found.beside_question(words, question, case), of_question(question))


def read_reply(
    found: Reader, words: Words, message: str | None = None, at_fault: bool | None = None
) -> Reading:
    """A reply's reading beside the client's message; training reads with it too."""
    reading = found.read(words, found.beside_message(words, message or "", at_fault))
    return replace(
        reading, features=frozenset(settled(reading.features) | crossed(reading.matches, at_fault))
    )


def _assess(found: Reader, words: Words, reading: Reading) -> Assessment:
    note = before_reading(words, found) or after_reading(reading, found)
    return unread(found, words.spans, note) if note else assess(found, reading)


__all__ = ["Sort", "read_turn", "score_reflection", "score_reply", "sort_sentence"]
