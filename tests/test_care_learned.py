"""The learned part of care: what is unmistakable is met, what is harmless is read, and the file is up to date."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training import care_texts as training
from workbook_lib.care import concern
from workbook_lib.care_learned import Everything, Forms, Reader, stem
from workbook_lib.catalog import built_in, load
from workbook_lib.nearby import Nearby, Vocabulary, Words


def rows(writer: str) -> list[dict[str, Any]]:
    lines = (training.HERE / "care" / f"{writer}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


UNMISTAKABLE = {
    "self_harm": (
        "He told me that he is going to kill himself tonight.",
        "She said she wants to die and has saved up her pills.",
        "A boy showed me the cuts on his wrists and said he does it to himself.",
        "I have been thinking about suicide and I have not told anyone.",
        "Her son hanged himself last week.",
        "I don't want to live any more.",
    ),
    "abuse": (
        "Her husband beats her every weekend.",
        "The girl said her uncle touches her at night.",
        "He locks his wife in the house and keeps her passport.",
        "Her stepfather hits her with a belt.",
        "She told me that her boyfriend raped her.",
    ),
    "danger": (
        "A man pulled out a knife and said he would stab the next person.",
        "He collapsed at the desk and was not breathing.",
        "There was a phone call that said there is a bomb in the building.",
        "He has a gun and he is looking for his wife.",
        "Her ex is waiting outside and says he will kill her.",
    ),
    "own_hurt": (
        "A patron groped me at the desk and I went on working.",
        "My manager puts his hand on my thigh and I am afraid to lose my job.",
        "He spat in my face and said he would find me after work.",
        "I am falling apart. I cry every day at work and I can't sleep.",
    ),
}

HARMLESS = (
    "This printer will kill me one day.",
    "A student needs articles on suicide prevention for her essay.",
    "My phone died and I was dying for a coffee.",
    "He wanted a crime novel with a good murder in it.",
    "We hit our target and beat last year's numbers.",
    "The training on child protection is on Tuesday.",
    "He was angry about the fine, and then he calmed down and paid it.",
    "She was tired and sad about her job, and we looked at the adverts together.",
    "He lost his glasses, so I read the form to him.",
)


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, ts in UNMISTAKABLE.items() for text in ts])
def test_what_is_unmistakable_is_met_and_its_kind_is_told(kind: str, text: str) -> None:
    found = concern(text)
    assert found is not None
    assert found.kind == kind
    assert text[found.start : found.end].strip()


@pytest.mark.parametrize("text", HARMLESS)
def test_what_only_sounds_like_it_or_is_ordinary_is_read(text: str) -> None:
    assert concern(text) is None


def test_the_learned_part_meets_what_no_rule_finds_and_says_on_which_words_it_rests() -> None:
    care = load("en").care
    by_rules = replace(care, learned="")
    texts_ = [row["text"] for row in rows("a") if row["about"] in UNMISTAKABLE]
    only_learned = [t for t in texts_ if concern(t, by_rules) is None and concern(t, care) is not None]
    assert len(only_learned) > 30
    for text in only_learned:
        found = concern(text, care)
        assert found is not None
        assert 0 < len(text[found.start : found.end].split()) <= 8


def test_a_rule_of_a_librarys_own_always_counts() -> None:
    care = load("en").care
    groups = (*care.vocabulary.groups, ("password", ("xyzzy",)))
    danger = replace(care.concerns["danger"], rules=(*care.concerns["danger"].rules, Nearby(("password",))))
    own = replace(care, vocabulary=Vocabulary(groups), concerns={**care.concerns, "danger": danger})
    text = "The printer said xyzzy and the printer of the student printed the essay for the seminar."
    assert concern(text, care) is None
    assert concern(text, own) is not None


def test_spanish_is_read_by_rules_alone() -> None:
    assert load("es").care.learned == ""


def test_the_compiled_model_is_made_from_the_texts_and_the_vocabulary_that_are_there() -> None:
    """Where this fails: ``python -m training.care``."""
    made = json.loads(gzip.decompress(training.COMPILED.read_bytes()))
    assert made["made_from"] == training.digest()
    assert made["vocabulary"] == built_in("en").care.vocabulary.digest
    assert training.COMPILED.stat().st_size <= 200_000


def test_training_twice_gives_the_same_weights_and_they_tell_worries_apart() -> None:
    fitting = pytest.importorskip("training.care", reason="needs scikit-learn")
    some = [t for t in training.texts() if t.writer in ("b", "care_told")][::4]
    found = fitting.table(some)
    every = found.lengths > 0
    weights, constant = fitting.fit(found, every)
    again, same = fitting.fit(found, every)
    assert constant == same
    assert (weights == again).all()
    strong = fitting.strengths(found, weights, constant)
    worrying = [t.worrying for t in some]
    assert strong[worrying].mean() > strong[[not w for w in worrying]].mean()


@given(st.integers(1, 5))
def test_features_grow_with_a_text_and_no_faster(times: int) -> None:
    reader = Reader(Forms(training.forms()), Everything())
    one = Words("he hit her arm and she cried. ")
    many = Words("he hit her arm and she cried. " * times)
    assert reader.places(many, {}) == reader.places(one, {})


@pytest.mark.parametrize(
    ("word", "base"),
    [
        ("hurts", "hurt"),
        ("hurting", "hurt"),
        ("slapped", "slap"),
        ("cries", "cry"),
        ("kiss", "kiss"),
        ("use", "use"),
    ],
)
def test_regular_endings_are_taken_off(word: str, base: str) -> None:
    assert stem(word) == base
