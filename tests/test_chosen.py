"""What a page opens with: language, own folder, and one sentence where they can't be used as they stand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from markupsafe import escape

from workbook_lib import catalog, settings
from workbook_lib.chosen import available, choice, content_for
from workbook_lib.pages import _page, _top
from workbook_lib.pages._core import Practice
from workbook_lib.parts import Group, Html, Part
from workbook_lib.scoring import store
from workbook_lib.widgets import Choice, DraftTyped, Form, Press

PAGE = "02_five_questions"
ESSAY = (
    "Renata había metido el libro por el buzón de noche. Nadie se levantó a mirar y su hija lo oyó todo. "
    "Yo creo que le daba vergüenza, y mañana busco el libro en la estantería."
)
NO_FORM: Form = None  # type: ignore[assignment]  # the practice needs none


@pytest.fixture(autouse=True)
def pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The learner's folder; an own folder ``mine`` may be made in it."""
    folder = tmp_path / "pages"
    folder.mkdir()
    monkeypatch.setenv("WORKBOOK_FOLDER", str(folder))
    monkeypatch.setenv("WORKBOOK_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("WORKBOOK_COMPILED", str(tmp_path / "kept"))
    monkeypatch.delenv("WORKBOOK_CONTENT", raising=False)
    yield folder
    store.use(None)


def own(pages: Path, name: str, text: str, language: str = "en") -> Path:
    file = pages / "mine" / language / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    settings.write(pages, content=pages / "mine")
    return pages / "mine"


def html(parts: list[Part] | tuple[Part, ...]) -> str:
    return "\n".join(
        p.html if isinstance(p, Html) else html(p.parts) for p in parts if isinstance(p, Html | Group)
    )


def test_nothing_chosen_is_the_built_in_english() -> None:
    found = content_for(PAGE)
    assert (found.language, found.trouble, found.faults) == ("en", "", ())
    assert found.version == catalog.built_in("en").version


def test_the_setting_names_the_own_folder(pages: Path) -> None:
    own(pages, "prompts.yaml", "hardship:\n  wording: What has this cost them so far?\n")
    found = content_for(PAGE)
    assert found.prompts["hardship"].wording == "What has this cost them so far?"
    assert found.trouble == ""


def test_the_environment_wins_over_the_setting(
    pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own(pages, "ui.yaml", "actions:\n  read: Mine\n")
    theirs = tmp_path / "theirs" / "en" / "ui.yaml"
    theirs.parent.mkdir(parents=True)
    theirs.write_text("actions:\n  read: Theirs\n", encoding="utf-8")
    monkeypatch.setenv("WORKBOOK_CONTENT", str(tmp_path / "theirs"))
    assert content_for(PAGE).word("actions.read") == "Theirs"
    assert choice().fixed


def test_a_folder_that_is_missing_is_one_sentence_and_no_more(pages: Path) -> None:
    settings.write(pages, content=pages / "gone")
    found = content_for(PAGE)
    assert "isn't at" in found.trouble
    assert str(pages / "gone") in found.trouble
    assert found.prompts == catalog.built_in("en").prompts


@pytest.mark.parametrize("name", ["prompts.yaml", "scenarios/x.md"])
def test_a_folder_with_faults_is_one_sentence_and_the_faults_are_there_for_the_trainer(
    pages: Path, name: str
) -> None:
    own(pages, name, "hardship: [\n")
    found = content_for(PAGE)
    assert found.trouble == found.word("own.faults")
    assert any(f"{name}:" in fault for fault in found.faults)
    assert found.prompts == catalog.built_in("en").prompts


def test_cues_with_faults_are_one_sentence_and_the_words_are_used(pages: Path) -> None:
    own(pages, "ui.yaml", "actions:\n  read: Mine\n")
    own(pages, "cues/x.yaml", "rubric: reflexion\ncues: []\n")
    found = content_for(PAGE)
    assert found.trouble == found.word("own.cue_faults")
    assert found.word("actions.read") == "Mine"
    assert store.chosen() is None


def test_a_strange_line_is_told(pages: Path) -> None:
    (pages / settings.NAME).write_text("langage: es\n", encoding="utf-8")
    assert "langage: es" in content_for(PAGE).trouble


def test_a_language_that_there_isnt_is_told(pages: Path) -> None:
    settings.write(pages, language="tlh")
    found = content_for(PAGE)
    assert found.language == "en"
    assert "“tlh”" in found.trouble


def test_a_language_of_an_own_folder_can_be_chosen(pages: Path) -> None:
    folder = own(pages, "ui.yaml", "actions:\n  read: Lire avec moi\n", "fr")
    assert available(folder) == ["en", "es", "fr"]
    settings.write(pages, language="fr")
    found = content_for("no_page")
    assert (found.language, found.word("actions.read")) == ("fr", "Lire avec moi")


def test_a_page_that_a_language_lacks_is_english_throughout(pages: Path) -> None:
    own(pages, "ui.yaml", "actions:\n  read: Lire avec moi\n", "fr")
    settings.write(pages, language="fr")
    found = content_for(PAGE)
    assert found.language == "en"
    assert found.word("actions.read") == "Read with me"
    assert found.trouble


def test_the_sentence_stands_at_the_head_of_a_page(pages: Path) -> None:
    settings.write(pages, content=pages / "gone")
    page = _page.open_page(PAGE, anew=True)
    assert str(escape(page.content.trouble)) in html(_top._parts(page))
    settings.write(pages, content=pages)
    page = _page.open_page(PAGE, anew=True)
    assert "own-trouble" not in {part.id for part in _top._parts(page)}


def test_a_change_is_there_when_the_page_is_opened_again(pages: Path) -> None:
    own(pages, "ui.yaml", "actions:\n  read: One\n")
    assert _page.open_page(PAGE, anew=True).word("actions.read") == "One"
    own(pages, "ui.yaml", "actions:\n  read: Two\n")
    assert _page.open_page(PAGE).word("actions.read") == "One"
    assert _page.open_page(PAGE, anew=True).word("actions.read") == "Two"


def spanish(pages: Path) -> Practice:
    settings.write(pages, language="es")
    return Practice(_page.open_page(PAGE, anew=True))


def test_in_spanish_the_page_coaches_by_its_questions_and_says_that_it_reads_english_only(
    pages: Path,
) -> None:
    practice = spanish(pages)
    step = practice.walk.steps[0]
    practice.page.save(DraftTyped(PAGE, practice.slot(step), ESSAY, 0, 1, "w"))
    practice.act(Choice(f"rate-{step}", "1"), NO_FORM)
    said = practice.act(Press(f"read:{step}", "part"), NO_FORM)
    shown = html(practice.parts())
    assert practice.page.word("notes.other_language") in shown
    assert said.announce == practice.page.word("notes.other_language")
    [entry] = practice.page.entries()
    assert (entry.text, entry.language, entry.self_rating) == (ESSAY, "es", {"perspective": 1})
    assert entry.assessment is not None
    assert not entry.assessment.was_read
    coached = practice.page.place["coached"][entry.id]
    assert coached["question"] in shown
    assert "¿" in coached["question"]
    assert "wb-finding" not in shown


def test_in_spanish_one_can_compare_and_go_on(pages: Path) -> None:
    practice = spanish(pages)
    for text in (ESSAY, ESSAY + " Le preguntaría qué le ayudaría hoy."):
        step = practice.walk.steps[0]
        practice.page.save(
            DraftTyped(PAGE, practice.slot(step), text, practice.page.draft(practice.slot(step))[1], 1, "w")
        )
        practice.act(Choice(f"rate-{step}", "2"), NO_FORM)
        practice.act(Press(f"read:{step}", "part"), NO_FORM)
    assert practice.page.word("reading.earlier", count=1) in html(practice.parts())
    practice.act(Press("go_on:why_important", "part"), NO_FORM)
    assert practice.walk.open != "why_important"
    practice.act(Press("open:reply", "part"), NO_FORM)
    practice.page.save(DraftTyped(PAGE, practice.slot("reply"), ESSAY, 0, 1, "w"))
    practice.act(Choice("rate-reply", "1"), NO_FORM)
    practice.act(Press("read:reply", "part"), NO_FORM)
    assert practice.scenario is not None
    assert practice.scenario.replies["meets"].split("\n")[0][:40] in html(practice.parts())
