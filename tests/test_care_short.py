"""Short sentences: what is told of families, doors and cars is read; a worry in as few words is met."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

from workbook_lib.care import concern

DATA = Path(__file__).parent / "data"
EVERYDAY = (
    "She told her daughter it would be sorted out today.",
    "A man asked her son to wait outside.",
    "Mr Okafor told me he has been to three offices already and each one sent him on.",
    "She asked if we have a room where she can pray.",
    "My ex did the very same with a whole box of Bluey DVDs.",
    "He promised his wife they would eat at seven.",
    "Her husband rang to ask when we close.",
    "My mum waited in the car with the ice cream.",
    "The girl couldn't tell the two authors apart.",
    "There is no point in printing it in colour.",
    "A father was in tears of laughter over the puppet.",
    "I had tea with her and she told me about her son's new job.",
    "Try the top floor, it's dead quiet up there.",
    "Our kids left the tent in a mess.",
    "He held the door for his brother and both dropped their bags.",
)
WORRIES = (
    "She told her daughter she wants to die.",
    "He told his son he won't be alive next week.",
    "The boy told his friend he cuts himself.",
    "She told her mother that her husband hits her.",
    "Her son told me his dad locks him in.",
    "A man asked her son to get in his car.",
    "He told his wife he'd kill her if she left.",
    "She asked if we have a room where he can't find her.",
    "The boy had no shoes on and bruises up his arms.",
    "My ex is outside with a knife.",
    "He can't see any point in living.",
    "I cry before every shift and I can't go on.",
)
WHO = ("She", "He", "They", "The woman", "A man")
TOLD = ("told", "asked", "promised", "showed", "texted", "rang")
KIN = ("her daughter", "his daughter", "her son", "her mother", "his brother")
FRIENDS = ("her friend", "her husband", "his wife", "their neighbour", "her kids")
WHAT = ("it would be sorted out today", "it was on the shelf", "about the fine", "that the printer works")
WHEN = ("to wait outside", "the letter had come", "she had brought it back", "it would be ready by three")
THEN = (
    "that we were closed",
    "not to worry about the book",
    "they could come to story time",
    "it was all arranged",
)
SOMEONE = ("My dad", "The girl", "A mother", "An old man", "His uncle", "The boy")
DOES = (
    "waited for",
    "came in with",
    "picked up",
    "sat with",
    "helped",
    "read to",
    "rang",
    "went home with",
)
WHOM = (
    "his son",
    "her little sister",
    "the baby",
    "his mum",
    "her husband",
    "a friend",
    "the twins",
    "my colleague",
)
WHERE = ("after school", "by the door", "at the bus stop", "this morning", "until we closed", "for an hour")
WEATHER = ("in the car", "in the rain")


def texts(name: str) -> list[str]:
    lines = (DATA / f"care_short_{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def met(found: list[str]) -> int:
    return sum(concern(text) is not None for text in found)


@pytest.mark.parametrize("text", EVERYDAY)
def test_an_everyday_sentence_is_read(text: str) -> None:
    assert concern(text) is None


@pytest.mark.parametrize("text", WORRIES)
def test_a_worry_in_one_short_sentence_is_met(text: str) -> None:
    assert concern(text) is not None


def test_what_one_person_passes_on_to_another_is_read() -> None:
    """Before short lines were learned from, 371 of these 3,600 were met."""
    told = [f"{' '.join(words)}." for words in product(WHO, TOLD, KIN + FRIENDS, WHAT + WHEN + THEN)]
    assert len(told) == 3600
    assert met(told) <= 36


def test_what_people_do_together_is_not_stopped_more_often() -> None:
    """565 of these 3,072 are met, too many still: 1,270 were before."""
    done = [f"{' '.join(words)}." for words in product(SOMEONE, DOES, WHOM, WHERE + WEATHER)]
    assert len(done) == 3072
    assert met(done) <= 600


def test_short_texts_held_apart_are_told_apart() -> None:
    """Nothing was made from these: 58 worries of 60 were met and 10 everyday lines of 100."""
    worries, everyday = [line.split(": ", 1)[1] for line in texts("met")], texts("look_alike")
    assert (len(worries), len(everyday)) == (60, 100)
    assert met(worries) >= 56
    assert met(everyday) <= 12
