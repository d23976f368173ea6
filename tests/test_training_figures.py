"""The figures of the model card, and the blind comparison of coaching."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from training import compare, figures
from training.data import examples
from training.english import KINDS, kind_of


def test_a_share_has_an_interval_around_it() -> None:
    assert figures.wilson(0, 0) == (0.0, 1.0)
    low, high = figures.wilson(46, 60)
    assert (round(low, 2), round(high, 2)) == (0.65, 0.86)
    assert figures.wilson(60, 60)[1] == pytest.approx(1.0)


def test_sentences_left_unsure_are_counted_apart() -> None:
    found = figures.sorting([("saw", "saw"), ("saw", "assumed"), ("assumed", "unsure"), ("saw", "saw")])
    assert found["unsure"] == 0.25
    assert found["accuracy"] == pytest.approx(2 / 3)


def test_a_part_of_the_texts_has_its_own_figures() -> None:
    said = [figures.Said(f"g{n % 5}", {"a": n % 3}, {"a": n % 3 if n < 24 else 2}) for n in range(30)]
    found = figures.part(said, {"a": 3}, draws=50)
    assert found["of"] == 30
    assert found["exact"] == pytest.approx(26 / 30)
    assert found["false_praise"] == pytest.approx(0.2)
    assert found["low"] <= found["qwk"] <= found["high"] <= 1


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("She wait two hours and nobody speak to her.", "second language"),
        ("idk what he wanted tbh", "casual"),
        ("She was stood there an hour.", "regional"),
        ("The patron was advised of closure at six.", "formal"),
        ("I didn't ask him.", "plain, short forms"),
        ("Did she say why he came?", "plain, written out"),
    ],
)
def test_the_kind_of_english_shows_in_marks(text: str, kind: str) -> None:
    assert kind_of(text) == kind


def test_every_text_has_a_kind_of_english() -> None:
    found = {kind_of(e.text) for rubric in ("reflection", "reply") for e in examples(rubric)}
    assert found == {name for name, _ in KINDS}


def test_choices_are_counted_against_the_key(tmp_path: Path) -> None:
    key, choices = tmp_path / "key.json", tmp_path / "choices.txt"
    key.write_text(json.dumps({str(n): {"coached": "A", "text": f"R{n}"} for n in range(1, 5)}))
    choices.write_text("1 A\n2 b\n3. A\n")
    with pytest.raises(ValueError, match="no choice for 4"):
        compare.score(key, choices)
    choices.write_text("1 A\n2 b\n3. A\n4 A\n")
    assert compare.score(key, choices)["won"] == 3
