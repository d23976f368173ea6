"""Page 24 without a browser: what a trainer's press writes, says and shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as settings_of
from hypothesis import strategies as st

from tests.conftest import ROOT
from tests.practice_page import texts_of
from workbook_lib import catalog, settings
from workbook_lib.authoring.compiler import check
from workbook_lib.authoring.new_cue import CueDraft, faults_of_cue, lines_of, write_cue
from workbook_lib.authoring.own_cues import every_fault
from workbook_lib.authoring.own_folder import STARTER, make
from workbook_lib.catalog import load
from workbook_lib.catalog.own_cues import own_scorer
from workbook_lib.pages import _page, _top, make_it_yours
from workbook_lib.pages._own_folder import SLOTS
from workbook_lib.scoring import score_reflection, store
from workbook_lib.widgets import Form

SECTIONS = ("folder", "check", "question", "help", "case", "preview", "cue")


class Trainer:
    """The page in a trainer's hands: every section a form, as in a browser."""

    def __init__(self) -> None:
        _page.open_page(make_it_yours.PAGE, anew=True)
        self.forms: dict[str, Form] = {name: getattr(make_it_yours, name)() for name in SECTIONS}
        self.page = _page.open_page(make_it_yours.PAGE)
        self.seq = 0

    def shows(self, section: str) -> str:
        return "\n".join(texts_of(self.forms[section].parts))

    def types(self, name: str, text: str) -> None:
        revision = self.page.draft((SLOTS, name))[1]
        self.seq += 1
        self.forms["folder"].receive(
            {"type": "draft", "page": self.page.id, "slot": [SLOTS, name], "text": text, "base": revision,
             "seq": self.seq, "writer": "w"}
        )  # fmt: skip

    def presses(self, section: str, name: str) -> str:
        self.forms[section].receive({"type": "press", "name": name, "part": "x", "number": 1})
        return self.shows(section)

    def chooses(self, section: str, part: str, value: str) -> str:
        self.forms[section].receive({"type": "choose", "part": part, "value": value})
        return self.shows(section)


@pytest.fixture(autouse=True)
def pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The learner's folder."""
    folder = tmp_path / "pages"
    folder.mkdir()
    monkeypatch.setenv("WORKBOOK_FOLDER", str(folder))
    monkeypatch.setenv("WORKBOOK_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("WORKBOOK_COMPILED", str(tmp_path / "kept"))
    monkeypatch.delenv("WORKBOOK_CONTENT", raising=False)
    yield folder
    store.use(None)


@pytest.fixture
def trainer(pages: Path) -> Trainer:
    """A trainer whose folder is made."""
    made = Trainer()
    made.presses("folder", "use")
    return made


def test_without_a_folder_the_page_asks_for_one_first(pages: Path) -> None:
    trainer = Trainer()
    assert "no folder of your own yet" in trainer.shows("folder")
    assert str(pages / "My library") in trainer.shows("folder")
    for section in SECTIONS[1:]:
        assert trainer.page.own("folder_needed") in trainer.shows(section)


def test_a_press_makes_the_folder_with_an_example_and_the_schemas_and_changes_nothing(
    pages: Path, trainer: Trainer
) -> None:
    folder = pages / "My library"
    made = {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()}
    assert {
        "READ ME.txt",
        "GUIDE.md",
        "en/prompts.yaml",
        "en/care.yaml",
        "examples/the_locked_piano.md",
    } <= made
    assert {"schemas/prompts.schema.json", "schemas/scenarios.schema.json"} <= made
    assert settings.read(pages).content == folder
    assert check("en", folder) == ()
    assert load("en", folder).prompts == catalog.built_in("en").prompts
    assert "Your folder is made in" in trainer.shows("folder")
    assert trainer.page.own("changes_none") in trainer.shows("folder")
    assert trainer.page.own("question_legend") in trainer.shows("question")


@pytest.mark.parametrize("compiled", sorted((ROOT / "workbook_lib" / "compiled").glob("content-*.json")))
def test_pages_name_no_paper_that_a_reader_may_not_hold(
    compiled: Path, pages: Path, trainer: Trainer
) -> None:
    """Who has the workbook from a Hub or a wheel has no folder ``docs``. What a new folder holds can be named."""
    words = compiled.read_text(encoding="utf-8")
    held = {made.name for made in (pages / "My library").rglob("*.md")}
    assert "docs/" not in words
    assert set(re.findall(r"\b[\w-]+\.md\b", words)) <= held


def test_a_guide_that_somebody_wrote_into_stays(pages: Path, trainer: Trainer) -> None:
    guide = pages / "My library" / "GUIDE.md"
    assert guide.read_bytes() == (ROOT / "docs" / "authoring.md").read_bytes()
    guide.write_text("Ours.", encoding="utf-8")
    make(guide.parent)
    assert guide.read_text(encoding="utf-8") == "Ours."


def test_the_example_in_a_new_folder_is_the_one_of_the_docs() -> None:
    example = "scenarios/the_locked_piano.md"
    docs = ROOT / "docs" / "example-pack" / "en" / example
    assert (STARTER / "examples" / "the_locked_piano.md").read_bytes() == docs.read_bytes()


def test_what_the_starter_offers_is_sound_once_its_remarks_are_taken_away(pages: Path) -> None:
    folder = pages / "mine"
    for file in (STARTER / "language").glob("*.yaml"):
        lines = [line[1:] if line.startswith("#") and line[1:2] != " " else line
                 for line in file.read_text(encoding="utf-8").splitlines()]  # fmt: skip
        lines = [line.removeprefix("#") if line.startswith("#  ") else line for line in lines]
        (folder / "en").mkdir(parents=True, exist_ok=True)
        (folder / "en" / file.name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert check("en", folder) == ()
    assert load("en", folder).prompts["hardship"].wording == "What has this cost them so far?"
    assert load("en", folder).care.call[0] == "Danger now: 000"


def test_a_folder_that_is_there_is_used_as_it_is(pages: Path) -> None:
    theirs = pages / "theirs" / "en" / "prompts.yaml"
    theirs.parent.mkdir(parents=True)
    theirs.write_text("hardship:\n  wording: Theirs?\n", encoding="utf-8")
    trainer = Trainer()
    trainer.types("folder", "theirs")
    said = trainer.presses("folder", "use")
    assert "Questions in your words: Theirs?" in said
    assert [file.name for file in (pages / "theirs").rglob("*") if file.is_file()] == ["prompts.yaml"]


def test_in_a_sitting_that_leaves_nothing_the_folder_outlasts_it(
    pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKBOOK_LEAVES_NOTHING", "1")
    monkeypatch.setattr("workbook_lib.pages._files.user_documents_path", lambda: tmp_path)
    Trainer().presses("folder", "use")
    assert (tmp_path / "My library" / "READ ME.txt").is_file()
    assert list(pages.glob("My*")) == []
    assert settings.read(pages).content == tmp_path / "My library"


def test_a_place_that_cant_be_written_is_said(pages: Path) -> None:
    (pages / "taken").write_text("a file")
    trainer = Trainer()
    trainer.types("folder", "taken")
    assert "be written (" in trainer.presses("folder", "use")
    assert settings.read(pages).content is None
    trainer.types("folder", "  ")
    assert trainer.page.own("folder_first") in trainer.presses("folder", "use")


def test_the_environments_folder_isnt_chosen_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "fixed" / "en").mkdir(parents=True)
    monkeypatch.setenv("WORKBOOK_CONTENT", str(tmp_path / "fixed"))
    trainer = Trainer()
    assert "WORKBOOK_CONTENT names it" in trainer.shows("folder")
    assert trainer.page.own("folder_use") not in trainer.shows("folder")
    assert trainer.page.own("check_button") in trainer.shows("check")


def test_a_folder_that_is_gone_is_said(pages: Path) -> None:
    settings.write(pages, content=pages / "gone")
    assert "isn&#39;t there" in Trainer().shows("folder")


def test_a_question_is_changed_in_its_file_with_every_remark_kept(pages: Path, trainer: Trainer) -> None:
    trainer.chooses("question", "question", "hardship")
    assert load().prompts["hardship"].wording in trainer.shows("question")
    trainer.types("question", 'What has this cost them: money, sleep, "face"?')
    said = trainer.presses("question", "save")
    assert "Saved in My library/en/prompts.yaml" in said
    file = pages / "My library" / "en" / "prompts.yaml"
    before = (STARTER / "language" / "prompts.yaml").read_text(encoding="utf-8")
    assert file.read_text(encoding="utf-8").startswith(before)
    assert check("en", pages / "My library") == ()
    wording = load("en", pages / "My library").prompts["hardship"].wording
    assert wording == 'What has this cost them: money, sleep, "face"?'
    assert wording.split(":")[0] in trainer.shows("folder")
    assert _page.open_page("02_five_questions", anew=True).content.prompts["hardship"].wording == wording


def test_any_other_question_can_be_chosen_too(trainer: Trainer) -> None:
    assert load().prompts["when_then"].wording not in trainer.shows("question")
    shown = trainer.chooses("question", "question", "other")
    assert load().prompts["when_then"].wording in shown
    trainer.chooses("question", "question", "when_then")
    trainer.types("question", "two\nlines")
    assert trainer.page.own("question_empty") in trainer.presses("question", "save")


def test_a_file_with_a_fault_is_left_alone_and_the_fault_is_named(pages: Path, trainer: Trainer) -> None:
    file = pages / "My library" / "en" / "prompts.yaml"
    file.write_text("hardship: [\n", encoding="utf-8")
    trainer.chooses("question", "question", "hardship")
    trainer.types("question", "What for?")
    said = trainer.presses("question", "save")
    assert "Nothing was changed. First mend" in said
    assert "prompts.yaml:" in said
    assert file.read_text(encoding="utf-8") == "hardship: [\n"


def test_steps_and_numbers_are_filled_in_and_every_page_shows_them(pages: Path, trainer: Trainer) -> None:
    assert load().care.procedure[0] in trainer.shows("help")
    trainer.types("help_steps", "Call 112 first.\n\n  Tell Ilse: she knows. ")
    trainer.types("help_call", "Ilse: 12")
    assert "Saved in My library/en/care.yaml" in trainer.presses("help", "save")
    assert "steps and numbers are filled in" in trainer.shows("folder")
    care = load("en", pages / "My library").care
    assert care.procedure == ("Call 112 first.", "Tell Ilse: she knows.")
    assert care.call == ("Ilse: 12",)
    _page.open_page("02_five_questions", anew=True)
    assert "Tell Ilse: she knows." in "".join(texts_of(_top.way_on("02_five_questions").parts))
    trainer.types("help_call", " ")
    assert trainer.page.own("help_empty") in trainer.presses("help", "save")
    assert load("en", pages / "My library").care.call == ("Ilse: 12",)


def test_the_check_names_file_line_key_and_what_to_do(pages: Path, trainer: Trainer) -> None:
    assert trainer.page.own("check_well") in trainer.presses("check", "check")
    file = pages / "My library" / "en" / "prompts.yaml"
    file.write_text("hardship:\n  wordng: x\nwhy_important: <b>\n", encoding="utf-8")
    said = trainer.presses("check", "check")
    assert "things to mend" in said
    assert "en/prompts.yaml, line 2" in said
    assert "hardship.wordng" in said
    assert "Expected: one of the keys wording, help" in said
    assert "Did you mean &#34;wording&#34;?" in said
    assert trainer.page.own("check_how") in said
    assert "<b>" not in said


def test_a_case_is_started_by_its_name_and_never_over_another(pages: Path, trainer: Trainer) -> None:
    assert trainer.page.own("case_empty") in trainer.presses("case", "start")
    trainer.types("case", 'The "wet" Tuesday')
    trainer.chooses("case", "desk", "teens")
    assert "started in My library/en/scenarios/the_wet_tuesday.md" in trainer.presses("case", "start")
    file = pages / "My library" / "en" / "scenarios" / "the_wet_tuesday.md"
    assert "desks: [teens]" in file.read_text(encoding="utf-8")
    file.write_text("mine", encoding="utf-8")
    assert "a case of this name already" in trainer.presses("case", "start")
    assert file.read_text(encoding="utf-8") == "mine"
    assert "your own words" not in trainer.shows("check")
    assert "things to mend" in trainer.presses("check", "check") or "thing to mend" in trainer.shows("check")


def test_a_case_is_seen_as_learners_see_it_whatever_else_is_wrong(pages: Path, trainer: Trainer) -> None:
    assert trainer.page.own("preview_none") in trainer.shows("preview")
    library = pages / "My library"
    (library / "en" / "prompts.yaml").write_text("hardship: [\n", encoding="utf-8")
    case = (library / "examples" / "the_locked_piano.md").read_text(encoding="utf-8")
    (library / "en" / "scenarios" / "the_locked_piano.md").write_text(case, encoding="utf-8")
    trainer.types("case", "Another")
    trainer.presses("case", "start")
    assert "The locked piano" in trainer.shows("preview")
    shown = trainer.chooses("preview", "preview", "the_locked_piano")
    for piece in (
        "There is a piano in the foyer",
        "Babatunde Bello",
        "stayed because nobody took",
        "Dear Tunde",
    ):
        assert piece in shown
    (library / "en" / "scenarios" / "the_locked_piano.md").write_text(case.replace("## Story", "## Storry"))
    shown = trainer.chooses("preview", "preview", "the_locked_piano")
    assert "be shown yet. Mend this first." in shown
    assert "Did you mean &#34;story&#34;?" in shown


def test_in_another_language_the_page_works_on_that_languages_files(pages: Path) -> None:
    settings.write(pages, language="es")
    trainer = Trainer()
    trainer.presses("folder", "use")
    trainer.chooses("question", "question", "hardship")
    assert load("es").prompts["hardship"].wording in trainer.shows("question")
    trainer.types("question", "¿Qué le ha costado esto?")
    assert "Saved in My library/es/prompts.yaml" in trainer.presses("question", "save")
    assert load("es", pages / "My library").prompts["hardship"].wording == "¿Qué le ha costado esto?"


def test_what_is_in_a_file_comes_back_and_what_isnt_saved_stays(pages: Path, trainer: Trainer) -> None:
    file = pages / "My library" / "en" / "care.yaml"
    trainer.types("help_call", "Ilse: 12")
    trainer.presses("help", "save")
    file.write_text(file.read_text(encoding="utf-8").replace("Ilse: 12", "Ilse: 14"), encoding="utf-8")
    again = Trainer()
    assert "Ilse: 14" in again.shows("help")
    again.types("help_call", "Ilse: 15")
    assert "Ilse: 15" in Trainer().shows("help")


def test_what_was_typed_is_there_when_the_page_opens_again(trainer: Trainer) -> None:
    trainer.types("case", "The wet Tuesday")
    assert "The wet Tuesday" in Trainer().shows("case")


def test_the_page_is_for_trainers_and_apart_from_the_learners_path() -> None:
    _page.open_page("00_start_here", anew=True)
    first = "".join(texts_of(_top.way_on("00_start_here").parts))
    assert "For facilitators and trainers" in first
    assert "24_make_it_yours.ipynb" in first
    assert "24_make_it_yours" not in "".join(texts_of(_top.top("02_five_questions").parts))
    assert "24_make_it_yours" not in "".join(texts_of(_top.way_on("02_five_questions").parts))


def test_a_phrase_is_tried_on_its_sentences_before_it_is_added(pages: Path, trainer: Trainer) -> None:
    own = trainer.page.own
    assert own("cue_empty") in trainer.presses("cue", "add")
    trainer.chooses("cue", "cue_for", "reflection.emotion")
    trainer.types("cue_words", "sick with worry\nbeside herself")
    trainer.types("cue_reason", "you say what it weighs on them: all of it")
    trainer.types("cue_hits", "She was sick with worry.\nHe is at sixes and sevens.")
    trainer.types("cue_misses", "She was sick.")
    said = trainer.presses("cue", "add")
    assert "Nothing was added." in said
    assert own("cue_line", field=own("cue_hits_label"), line=2) in said
    assert "at sixes and sevens" in said
    cues = pages / "My library" / "en" / "cues"
    assert list(cues.glob("sick*")) == []
    trainer.types("cue_hits", "She was sick with worry.\nShe is beside herself.")
    assert "Added in My library/en/cues/sick_with_worry.yaml" in trainer.presses("cue", "add")
    assert "Nothing was added." not in trainer.shows("cue")
    assert check("en", pages / "My library") == ()
    assert own("check_well") in trainer.presses("check", "check")
    assert own("changes_cues", count=1) in trainer.shows("folder")
    # The same again has the id of one that is there.
    assert "Nothing was added." in trainer.presses("cue", "add")


def test_a_cue_that_was_added_is_read_with(pages: Path, trainer: Trainer) -> None:
    trainer.chooses("cue", "cue_for", "reflection.emotion")
    trainer.chooses("cue", "cue_level", "clear")
    trainer.types("cue_words", "at sixes and sevens")
    trainer.types("cue_reason", "you say how it is for them")
    trainer.types("cue_hits", "He was at sixes and sevens.")
    trainer.types("cue_misses", "He has sixes.")
    trainer.presses("cue", "add")
    scorer, faults = own_scorer(pages / "My library")
    assert faults == ()
    store.use(scorer)
    evidence = score_reflection("He was at sixes and sevens when I saw him. The fee is from May.").rating(
        "emotion"
    )
    assert any(found.reason == "you say how it is for them" for found in evidence.evidence)


@settings_of(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(st.text(max_size=30), min_size=4, max_size=4))
def test_whatever_is_typed_as_a_cue_is_added_sound_or_refused_in_words(
    words: list[str], tmp_path: Path
) -> None:
    ways, reason, hits, misses = (lines_of(text) or ("x",) for text in words)
    cue = CueDraft("reflection", "emotion", 1, " ".join(reason), ways, hits, misses)
    faults = faults_of_cue(tmp_path, cue)
    assert all(fault.expected for fault in faults)
    if not faults:
        file = write_cue(tmp_path / cue.name, cue)
        assert every_fault(file.parent) == []
        file.unlink()
