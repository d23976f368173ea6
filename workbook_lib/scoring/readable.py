"""Which texts are not read, and why. It is no judgement of the text."""

from __future__ import annotations

import re

from workbook_lib.scoring.reader import Reader, Reading
from workbook_lib.scoring.words import ASK, END, NAME, NUMBER, UNKNOWN, Words

_NOT_WORDS = frozenset((END, ASK))
_OTHER_SCRIPT = re.compile(r"[\u0370-\u1fff\u2c00-\ud7ff\uf900-\ufdff]")
_ENOUGH_LETTERS = 4


def before_reading(words: Words, data_reader: Reader) -> str:
    """A reason seen from the words alone: ``no_words``, ``too_short``, ``other_language`` or ""."""
    coded = [char for char in words.code if char not in _NOT_WORDS]
    if not coded:
        return "no_words"
    if _other_language(words.text, coded, data_reader.data.classes["function"]):
        return "other_language"
    return "too_short" if len(coded) <= 2 else ""


def _other_language(text: str, coded: list[str], function_words: frozenset[str]) -> bool:
    letters = sum(c.isalpha() for c in text[:2000])
    if letters >= _ENOUGH_LETTERS and len(_OTHER_SCRIPT.findall(text[:2000])) > letters / 3:
        return True
    if len(coded) < 3:
        return False
    sample = coded[:400]
    unknown = sum(char in (UNKNOWN, NAME, NUMBER) for char in sample)
    english = sum(char in function_words for char in sample)
    return unknown > 0.55 * len(sample) and english < 0.15 * len(sample)


def after_reading(reading: Reading, data_reader: Reader) -> str:
    """A reason seen from the cues: ``off_topic``, ``own_hurt`` or ""."""
    if "not_read" not in data_reader.model.outputs:
        return ""
    scores = data_reader.model.scores(reading)
    if not data_reader.model.level("not_read", scores["not_read"]):
        return ""
    classes = data_reader.data.classes
    about_me = sum(char in classes["me"] for char in reading.words.code)
    return "own_hurt" if about_me >= 2 else "off_topic"
