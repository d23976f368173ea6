"""What is met as bigger than a reply, what isn't, and how much is missed."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook_lib.authoring.care_words import misspelt
from workbook_lib.authoring.compiler import check
from workbook_lib.care import concern
from workbook_lib.catalog import load
from workbook_lib.nearby import Nearby, Words, matches, spelled_out

DATA = Path(__file__).parent / "data"
REPEATED = (
    "he",
    "will",
    "not",
    "kill",
    "himself",
    "husband",
    "hits",
    "her",
    "knife",
    "pills",
    "end",
    "it",
    ".",
)


def texts(name: str) -> list[str]:
    lines = (DATA / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def told(name: str) -> list[str]:
    """The texts of a file in which each line starts with its kind."""
    return [line.split(": ", 1)[1] for line in texts(name)]


def met(found: list[str], language: str = "en") -> float:
    care = load(language).care
    return sum(concern(text, care) is not None for text in found) / len(found)


def test_texts_on_harm_are_met() -> None:
    assert len(texts("care_met")) == 40
    assert met(texts("care_met")) >= 0.9


def test_look_alikes_are_read_as_usual() -> None:
    assert len(texts("care_look_alike")) == 40
    assert met(texts("care_look_alike")) <= 0.1


@pytest.mark.parametrize("name", ["care_fresh", "care_last"])
def test_texts_that_the_vocabulary_was_made_from_stay_met(name: str) -> None:
    assert met(texts(f"{name}_met")) >= 0.9
    assert met(texts(f"{name}_look_alike")) <= 0.1


@pytest.mark.parametrize("name", ["care_blind", "care_more", "care_third"])
def test_texts_that_it_was_widened_by_stay_met(name: str) -> None:
    assert met(told(f"{name}_met")) >= 0.9
    assert met(texts(f"{name}_look_alike")) <= 0.1


@pytest.mark.parametrize("half", [0, 1], ids=["seen", "held aside"])
@pytest.mark.parametrize(("name", "language", "many"), [("care_told", "en", 60), ("care_es", "es", 20)])
def test_what_staff_tell_is_met(name: str, language: str, many: int, half: int) -> None:
    worries, alike = told(f"{name}_met"), texts(f"{name}_look_alike")
    assert len(worries) == len(alike) == many
    assert met(worries[half::2], language) >= 0.9
    assert met(alike[half::2], language) <= 0.1


@pytest.mark.parametrize("half", [0, 1], ids=["seen", "held aside"])
def test_half_direct_texts_are_met_and_everyday_ones_read(half: int) -> None:
    worries = told("care_dev_met")
    assert len(worries) == len(texts("care_dev_look_alike")) == 84
    assert met(worries[half::2]) >= 0.9
    assert met(texts("care_dev_look_alike")[half::2]) <= 0.1


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("self_harm", "I don\u2019t want to be here any more."),
        ("abuse", "Her husband beats her."),
        ("danger", "He has a knife."),
    ],
)
def test_each_kind_has_its_words_and_its_place(kind: str, text: str) -> None:
    found = concern(text)
    assert found is not None
    assert found.kind == kind
    assert found.says == load("en").care.concerns[kind].says
    assert text[found.start : found.end].strip()


def test_a_look_alike_takes_back_only_what_it_covers() -> None:
    assert concern("This printer will kill me.") is None
    assert concern("This printer will kill me. And he said he wants to kill himself.") is not None


@pytest.mark.parametrize(
    ("text", "worrying"),
    [
        ("She is not safe.", True),
        ("She fell and she is not hurt.", False),
        ("She said nobody hurts her.", True),
        ("\u201cMy dad hits me,\u201d he said.", True),
        ("He hits the counter.", False),
        ("He has a knife in his bag.", True),
        ("He has a book on knives.", False),
        ("She was not. Safe is what the till is.", False),
    ],
)
def test_a_denied_harm_is_none_and_words_count_within_one_sentence(text: str, worrying: bool) -> None:
    assert (concern(text) is not None) is worrying


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Today hes going to kill himslef, I think.", "hes going to kill himslef"),
        ("shes scared of her husbnad", "scared of her husbnad"),
        ("He wasnae safe there.", "wasnae safe"),
        ("Mr. Price has a knife.", "has a knife"),
    ],
)
def test_spoken_and_misspelt_words_are_read_in_full_at_their_own_place(text: str, place: str) -> None:
    found = concern(text)
    assert found is not None
    assert place in text[found.start : found.end] or text[found.start : found.end] in place


def test_spanish_is_read_with_and_without_accents() -> None:
    for text in ("Tiene un moretón en la cara.", "Tiene un moreton en la cara."):
        assert concern(text, load("es").care) is not None


def test_slips_of_a_word_keep_its_first_letter() -> None:
    slips = set(misspelt("suicide"))
    assert {"sucide", "siucide", "suiccide", "suecide"} <= slips
    assert all(slip.startswith("s") for slip in slips)


def test_a_rule_may_reach_across_sentences_and_may_be_undone_in_its_own() -> None:
    words = Words("rope here. he hid")
    found = {"rope": [(0, 1)], "hid": [(4, 5)], "here": [(1, 2)]}
    assert not list(matches(Nearby(("rope", "hid"), 5), found, words))
    assert list(matches(Nearby(("rope", "hid"), 5, across=True), found, words))
    assert not list(matches(Nearby(("rope",), unless=("here",)), found, words))
    assert list(matches(Nearby(("hid",), unless=("here",)), found, words))


@given(st.lists(st.sampled_from(REPEATED), max_size=12))
def test_what_is_found_grows_with_a_text_and_no_faster(words: list[str]) -> None:
    """Whatever is said again and again: as many findings for each saying, but for the ends."""
    vocabulary = load("en").care.vocabulary
    sizes = [sum(map(len, vocabulary.found(words * times).values())) for times in (20, 40, 60)]
    assert sizes[2] - sizes[1] == sizes[1] - sizes[0]


def test_a_long_text_takes_as_long_as_its_parts_do() -> None:
    """Nothing is tried twice: the groups found in a text grow with it and no faster."""
    words = Words("him " * 1000)
    found = {"one": [(i, i + 1) for i in range(1000)], "other": [(999, 1000)]}
    assert len(list(matches(Nearby(("one", "other"), 5), found, words))) <= 1001


@given(st.text(max_size=300))
def test_any_text_can_be_asked_about(text: str) -> None:
    found = concern(text)
    assert found is None or 0 <= found.start < found.end <= len(text)


def test_no_case_is_mistaken_for_a_worry_unless_it_is_about_safety() -> None:
    """A learner who retells a built-in case should get a reading of it."""
    for case in load("en").scenarios.values():
        if not case.safety:
            assert concern(case.story) is None, case.id


@pytest.mark.parametrize(
    ("phrase", "sequences"),
    [
        ("kill|harm him", {("kill", "him"), ("harm", "him")}),
        ("not in? bed", {("not", "in", "bed"), ("not", "bed")}),
        ("he's gone", {("he", "'s", "gone")}),
        ("give .. away", {("give", "..", "away")}),
    ],
)
def test_a_phrase_stands_for_sequences_of_words(phrase: str, sequences: set[tuple[str, ...]]) -> None:
    assert set(spelled_out(phrase)) == sequences


def test_the_check_names_a_group_that_is_not_there_and_a_phrase_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "care.yaml").write_text(
        "look_alikes:\n  - groups: [idium]\nvocabulary:\n  thing: printer, ALGO printer, kill|?\n",
        encoding="utf-8",
    )
    told = "\n".join(map(str, check("en", tmp_path)))
    assert "idium" in told
    assert "ALGO" in told
    assert "words between the signs" in told
