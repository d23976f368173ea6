"""A language is a folder: Spanish as proof, English where it has nothing of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbook_lib.authoring.checks import texts
from workbook_lib.authoring.compiler import BUILT_IN, check
from workbook_lib.authoring.faults import errors_in, to_mend
from workbook_lib.authoring.pack import read_layer
from workbook_lib.care import concern
from workbook_lib.catalog import languages, load
from workbook_lib.coaching import coach
from workbook_lib.scoring import score_reflection

ESSAY = "Renata había metido el libro por el buzón de noche. Nadie se levantó a mirar y su hija lo oyó todo."


def test_the_languages_that_are_there() -> None:
    assert languages() == ["en", "es"]


def test_a_language_has_its_own_cases_and_keeps_the_others_by_id() -> None:
    spanish = load("es")
    own = {case.id for case in spanish.scenarios.values() if case.language == "es"}
    assert len(own) == 3
    assert {case.id for case in spanish.for_desk("fines")} <= own
    assert {case.language for case in spanish.for_desk("leading")} == {"es"}
    assert set(load("en").scenarios) <= set(spanish.scenarios)


def test_every_word_of_the_screens_and_of_two_pages_is_translated() -> None:
    spanish, english = load("es"), load("en")
    same = {
        key
        for key, text in spanish.words.items()
        if text == english.words[key] and not key.endswith("_mark") and any(c.isalpha() for c in text)
    }
    translated = ("pages.00_start_here", "pages.02_five_questions")
    kept = {"actions.no", "reading.reason", "cases.formal"}
    assert {k for k in same if not k.startswith("pages.") or k.startswith(translated)} <= kept


@pytest.mark.parametrize("part", ["prompts", "desks"])
def test_questions_and_desks_are_translated(part: str) -> None:
    spanish, english = getattr(load("es"), part), getattr(load("en"), part)
    assert list(spanish) == list(english)
    assert [key for key in english if spanish[key] == english[key]] == []


def test_what_the_scorer_cannot_read_is_coached_in_the_language_all_the_same() -> None:
    reading = score_reflection(ESSAY, "why_important")
    assert reading.note == "other_language"
    found = coach(reading, load("es").feedback, text=ESSAY, question="why_important")
    assert found.situation == "other_language"
    assert "¿" in found.question
    assert "inglés" in found.notice or "idioma" in found.notice


def test_worries_are_met_in_spanish_too() -> None:
    care = load("es").care
    assert concern("Me dijo que no quiere vivir.", care) is not None
    assert concern("Su marido le pega y no la deja salir.", care) is not None
    assert concern("Me quería morir de vergüenza cuando lo leyó en voz alta.", care) is None


def test_a_word_that_is_missing_is_a_gap_and_english_stands_in(tmp_path: Path) -> None:
    for file in (BUILT_IN / "en").rglob("*"):
        if file.is_file() and "cues" not in file.parts:
            copy = tmp_path / file.relative_to(BUILT_IN)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(file.read_bytes())
    own = tmp_path / "fr" / "ui.yaml"
    own.parent.mkdir()
    own.write_text("actions:\n  read: Lire avec moi\n", encoding="utf-8")
    faults = check("fr", base=tmp_path)
    assert errors_in(faults) == ()
    assert "actions.keep" in {fault.key for fault in to_mend(faults)}
    assert {fault.place.file for fault in faults} == {own}


def test_spanish_speaks_spanish_in_every_text_of_its_own() -> None:
    layer = read_layer(BUILT_IN / "es", [])
    english = {" the ", " you ", " your ", " is ", " and "}
    for name, source in layer.items():
        for path, text in texts(source.data):
            if "credit" not in path:
                assert not any(word in f" {text} " for word in english), (name, path, text)


def test_the_example_of_an_own_folder_is_sound() -> None:
    folder = Path(__file__).parent.parent / "docs" / "example-pack"
    assert check("en", folder) == ()


def test_one_changed_question_in_the_docs_is_the_one_in_the_example() -> None:
    docs = Path(__file__).parent.parent / "docs"
    example = (docs / "example-pack" / "en" / "prompts.yaml").read_text(encoding="utf-8")
    changed = "\n".join(line for line in example.splitlines() if not line.startswith("#"))
    assert changed.replace("\n", "\n   ") in (docs / "authoring.md").read_text(encoding="utf-8")
    assert len(example.splitlines()) <= 10
