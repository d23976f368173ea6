"""Which texts are not read, and why. It is no judgement of the text."""

from __future__ import annotations

import re

from workbook_lib.scoring.reader import Reader, Reading
from workbook_lib.scoring.words import ASK, END, Words

_NOT_WORDS = frozenset((END, ASK))
_OTHER_SCRIPT = re.compile(r"[\u0370-\u1fff\u2c00-\ud7ff\uf900-\ufdff]")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_ENOUGH_LETTERS = 4
_SAMPLE = 2000
_ENOUGH_ENGLISH = 9
_OWN_TO_THEIRS = 3


def before_reading(words: Words, found: Reader) -> str:
    """A reason seen from the words alone: ``no_words``, ``too_short``, ``other_language`` or ""."""
    count = len(words.code) - sum(map(words.code.count, _NOT_WORDS))
    if not count:
        return "no_words"
    english = len(found.data.classes["function"].intersection(words.code))
    if english < _ENOUGH_ENGLISH and _other_language(words.text[:_SAMPLE], found):
        return "other_language"
    return "too_short" if count <= 1 else ""


def _other_language(sample: str, found: Reader) -> bool:
    letters = sum(map(str.isalpha, sample))
    if letters >= _ENOUGH_LETTERS and len(_OTHER_SCRIPT.findall(sample)) > letters / 3:
        return True
    words = [word.lower().replace("’", "'") for word in _WORD.findall(sample)]
    if len(words) < 3:
        return False
    known = sum(map(found.data.encoder.knows, words))
    return known < (0.55 if len(words) >= 6 else 0.4) * len(words)


def after_reading(reading: Reading, found: Reader) -> str:
    """A reason seen from the cues, where no client is spoken of: ``off_topic``, ``own_hurt`` or ""."""
    marks = {m.cue.id for m in reading.matches if m.counts and m.cue.dimension == "text"}
    if not marks & _MARKS.keys():
        return ""
    code, classes = reading.words.code, found.data.classes
    theirs = sum(map(code.count, classes["addressed" if found.rubric.id == "reply" else "them_all"]))
    own = sum(map(code.count, classes["i"])) + sum(map(code.count, classes["we"]))
    for cue, note in _MARKS.items():
        if cue in marks and (theirs == 0 or (note == "own_hurt" and theirs * _OWN_TO_THEIRS <= own)):
            return note
    return ""


_MARKS = {"text.off_topic": "off_topic", "text.own_hurt": "own_hurt"}
"""The cues that say why a text is not read, where it speaks of no client."""
