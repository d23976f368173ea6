"""Page 23 without a browser: texts chosen, marked blind by several, compared, talked about and kept."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import zipfile
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import docx
import pytest

from tests.conftest import ROOT
from workbook_lib.agreement.marks import STAGE
from workbook_lib.agreement.reading_back import load as load_agreed
from workbook_lib.agreement.texts import part_of
from workbook_lib.catalog import load
from workbook_lib.pages import _page, read_together
from workbook_lib.pages._round import Round
from workbook_lib.widgets import Form

SECTIONS = ("texts", "marks", "files", "figures", "talk", "keep")
PRACTICE = load().activities[read_together.PAGE].read_together["practice"]


class Together:
    """The page as those who sit before it use it: every section a form, as in a browser."""

    def __init__(self) -> None:
        self.seq = 0
        self.reload()

    def reload(self) -> None:
        """The page closed and opened again."""
        self.page = _page.open_page(read_together.PAGE, anew=True)
        self.forms: dict[str, Form] = {name: getattr(read_together, name)() for name in SECTIONS}

    @property
    def round(self) -> Round:
        return read_together._open[read_together.PAGE]

    def shows(self, section: str) -> str:
        return "\n".join(_texts(self.forms[section].parts))

    def presses(self, section: str, name: str) -> str:
        self.forms[section].receive({"type": "press", "name": name, "part": "x", "number": 1})
        return self.shows(section)

    def chooses(self, section: str, part: str, value: str) -> str:
        self.forms[section].receive({"type": "choose", "part": part, "value": value})
        return self.shows(section)

    def brings(self, section: str, data: bytes) -> str:
        self.forms[section].receive({"type": "upload", "part": "x"}, [data])
        return self.shows(section)

    def types(self, slot: tuple[str, str], text: str) -> None:
        self.seq += 1
        self.forms["marks"].receive(
            {"type": "draft", "page": self.page.id, "slot": list(slot), "text": text,
             "base": self.page.draft(slot)[1], "seq": self.seq, "writer": "w"}
        )  # fmt: skip

    def buttons(self, section: str) -> set[str]:
        return set(_buttons(self.forms[section].parts))

    def reads_as(self, name: str) -> None:
        self.types(("read_together", "who"), name)
        self.presses("marks", "start")

    def marks(self, pattern: str) -> None:
        """Mark all that is left of the texts, each with the same marks."""
        for _ in self.round.texts.texts:
            number = self.number()
            for item, mark in zip(self.round.items, pattern, strict=True):
                self.chooses("marks", f"mark-{item}-{number}", mark)
            self.presses("marks", "next")

    def number(self) -> int:
        """The number of the text that is shown."""
        at = self.page.place.get("at")
        return next(n for n, text in enumerate(self.round.texts.texts, start=1) if text.id == at)

    def reads_all(self, name: str, pattern: str) -> None:
        self.reads_as(name)
        self.marks(pattern)
        self.presses("marks", "close")


def _texts(parts: list[dict[str, Any]]) -> Iterator[str]:
    for part in parts:
        yield from (str(part[key]) for key in ("html", "label", "help", "legend", "text") if part.get(key))
        yield from (option["label"] for option in part.get("options", ()))
        yield from (button["label"] for button in part.get("buttons", ()))
        yield from _texts(part.get("parts", []))


def _buttons(parts: list[dict[str, Any]]) -> Iterator[str]:
    for part in parts:
        yield from (button["name"] for button in part.get("buttons", ()))
        yield from _buttons(part.get("parts", []))


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Together]:
    monkeypatch.setenv("WORKBOOK_DATA", str(tmp_path / "data"))
    folder = tmp_path / "pages"
    folder.mkdir()
    monkeypatch.setenv("WORKBOOK_FOLDER", str(folder))
    made = Together()
    yield made
    assert made.page.journal is not None
    made.page.journal.close()


@pytest.fixture
def begun(page: Together) -> Together:
    """Six reflections to read."""
    page.presses("texts", "begin")
    return page


ONE, OTHER = "2110012", "2010011"


@pytest.fixture
def opened(begun: Together) -> Together:
    """Two readers who differ on two items of every text, and the readings open."""
    begun.reads_all("Ana", ONE)
    begun.reads_all("Ben", OTHER)
    begun.presses("figures", "open")
    return begun


# -- the practice texts ------------------------------------------------------------------------------------


def test_there_are_twenty_four_texts_about_every_question_and_every_kind_of_fault() -> None:
    texts = [text for listed in PRACTICE.texts.values() for text in listed]
    assert len(texts) == len({text.id for text in texts}) == 24
    asked = {part_of(text) for text in PRACTICE.texts["reflection"]}
    assert asked == {
        "why_important",
        "what_made_them_feel",
        "hardship",
        "who_and_what_motivates",
        "how_would_i_feel",
        "free",
    }
    assert {part_of(text) for text in PRACTICE.texts["reply"]} == {"at_fault", "not_at_fault", "shared"}


def test_no_practice_text_is_of_the_texts_that_the_workbook_was_trained_on() -> None:
    """Else the workbook would be one reader who has seen the answers. Nine words in a row would be a copy."""
    seen: set[tuple[str, ...]] = set()
    for name in ("reflections", "replies"):
        with (ROOT / "training" / "data" / f"{name}.jsonl").open(encoding="utf-8") as file:
            for line in file:
                item = json.loads(line)
                seen |= _runs(item["text"]) | _runs(item.get("client_message", ""))
    for listed in PRACTICE.texts.values():
        for text in listed:
            assert not (_runs(text.text) | _runs(text.client_message)) & seen, text.id


def _runs(text: str, length: int = 9) -> set[tuple[str, ...]]:
    words = text.lower().split()
    return {tuple(words[at : at + length]) for at in range(len(words) - length + 1)}


def test_the_practice_texts_are_of_all_levels_as_the_workbook_reads_them() -> None:
    """Not a check of the reading: a set without low or high texts would be no practice."""
    from workbook_lib.scoring import score_reflection, score_reply

    read = [score_reflection(t.text, t.question) for t in PRACTICE.texts["reflection"]]
    replied = [score_reply(t.text, t.client_message, t.library_at_fault) for t in PRACTICE.texts["reply"]]
    for many in (read, replied):
        assert len({one.stage for one in many} - {None}) >= 3
        for dimension in many[0].levels:
            assert len({one.levels[dimension] for one in many}) >= 2, dimension


# -- choosing ----------------------------------------------------------------------------------------------


def test_texts_are_chosen_by_kind_and_question_and_have_the_same_name_anywhere(page: Together) -> None:
    page.chooses("texts", "part", "hardship")
    shown = page.presses("texts", "begin")
    assert {text.question for text in page.round.texts.texts} == {"hardship"}
    assert page.round.texts.digest in shown
    first = page.round.texts.digest
    page.presses("texts", "anew")
    page.presses("texts", "anew_yes")
    assert not page.round.begun
    page.presses("texts", "begin")
    assert page.round.texts.digest == first
    page.presses("texts", "anew")
    page.presses("texts", "anew_yes")
    page.chooses("texts", "kind", "reply")
    page.presses("texts", "begin")
    assert page.round.texts.kind == "reply"
    assert "acknowledgement" in page.round.items


def test_to_begin_anew_is_asked_first_and_deletes_every_mark(begun: Together) -> None:
    begun.reads_all("Ana", ONE)
    key = f"read_together:{begun.round.data['id']}:{begun.round.readers[0].key}"
    assert begun.page.setting(key)["marks"]
    assert "deletes" in begun.presses("texts", "anew")
    begun.presses("texts", "anew_no")
    assert begun.round.begun
    begun.presses("texts", "anew")
    begun.presses("texts", "anew_yes")
    assert not begun.page.setting(key).get("marks")
    assert "Ana" not in begun.shows("marks")


def test_ones_own_texts_are_looked_through_for_details_before_they_are_read(page: Together) -> None:
    page.chooses("texts", "from", "own")
    assert "Invented texts only" in page.shows("texts")
    data = b"id,text\na,He left his number 020 7946 0018 and was gone.\nb,Rules are rules.\nb,Twice.\n"
    shown = page.brings("texts", data)
    assert "2 texts can be used." in shown
    assert 'Line 4: the id "b" is there already.' in _plain(shown)
    assert "a phone number" in shown
    assert "use" not in page.buttons("texts")
    page.presses("texts", "replace")
    page.presses("texts", "use")
    assert page.round.texts.own
    assert "[phone number]" in page.round.texts.texts[0].text
    assert "7946" not in json.dumps(page.page.setting("read_together"))


def test_details_may_be_left_where_all_is_invented(page: Together) -> None:
    page.chooses("texts", "from", "own")
    page.brings("texts", b"text\nWrite to mo@example.org, she said.\nAnother.\n")
    page.presses("texts", "leave")
    page.presses("texts", "use")
    assert "mo@example.org" in page.round.texts.texts[0].text


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "This file is empty."),
        (b"PK\x03\x04", "save it as CSV"),
        (b"%PDF-1.7", "This isn't a CSV file."),
        (b"words\nx\n", 'A column called "text" is missing. The columns here are: words.'),
        (b"text\n", "No row of this file can be used."),
    ],
)
def test_a_file_that_cannot_be_used_is_said_in_a_sentence(page: Together, data: bytes, said: str) -> None:
    page.chooses("texts", "from", "own")
    assert said in _plain(page.brings("texts", data))
    assert "use" not in page.buttons("texts")


def test_a_hostile_text_and_name_are_shown_as_text(page: Together) -> None:
    page.chooses("texts", "from", "own")
    page.brings("texts", b"id,text\n<b>1</b>,<script>alert(1)</script> she said\n2,<img src=x onerror=y>\n")
    page.presses("texts", "use")
    page.reads_all("<i>A</i>", ONE)
    page.reads_all("<i>B</i>", OTHER)
    page.presses("figures", "open")
    page.chooses("talk", "talk", "2")
    html = "\n".join(p for s in SECTIONS for p in _html(page.forms[s].parts))
    assert "&lt;img" in html
    assert not any(tag in html for tag in ("<script", "<img", "<i>A", "<b>1"))


def _html(parts: list[dict[str, Any]]) -> Iterator[str]:
    for part in parts:
        yield str(part.get("html", ""))
        yield from _html(part.get("parts", []))


def _plain(html: str) -> str:
    return unescape(html)


# -- marking blind -----------------------------------------------------------------------------------------


def test_a_text_stands_beside_every_level_in_the_rubrics_words(begun: Together) -> None:
    begun.reads_as("Ana")
    shown = _plain(begun.shows("marks"))
    assert " ".join(begun.round.texts.texts[0].text.split()) in " ".join(shown.split())
    for dimension in load().rubric("reflection").dimensions:
        assert all(says in shown for says in dimension.descriptors)
    assert all(rung.says in shown for rung in PRACTICE.stages.values())
    assert shown.count("can't tell") >= len(begun.round.items)


def test_marks_and_notes_come_back_after_a_reload_at_the_same_text(begun: Together) -> None:
    begun.reads_as("Ana")
    for item in begun.round.items:
        begun.chooses("marks", f"mark-{item}-1", "1")
    begun.presses("marks", "next")
    begun.chooses("marks", "mark-emotion-2", "2")
    reader = begun.round.readers[0]
    begun.types(begun.round.slot(reader, begun.round.texts.texts[1]), "counted again")
    begun.reload()
    assert "Ana: text 2 of 6. 1 marked." in begun.shows("marks")
    assert begun.round.marks(begun.round.readers[0])[begun.round.texts.texts[1].id] == {"emotion": "2"}
    assert "counted again" in begun.shows("marks")


def test_what_is_missing_is_named_and_one_may_come_back_to_it(begun: Together) -> None:
    begun.reads_as("Ana")
    begun.chooses("marks", "mark-emotion-1", "?")
    shown = begun.presses("marks", "next")
    assert "Not marked yet: their side," in shown
    assert begun.number() == 1
    begun.presses("marks", "later")
    assert begun.number() == 2
    for _ in range(5):
        number = begun.number()
        begun.chooses("marks", f"mark-{STAGE}-{number}", "x")
        begun.presses("marks", "next")
    assert begun.number() == 1
    assert "only text that is left" in begun.presses("marks", "later")


def test_no_reader_sees_a_mark_of_another_before_all_are_done(begun: Together) -> None:
    begun.reads_all("Ana", ONE)
    begun.reads_as("Ben")
    shown = [part for part in _choices(begun.forms["marks"].parts) if part["id"].startswith("mark-")]
    assert shown
    assert {part["value"] for part in shown} == {""}
    for section in ("figures", "talk", "keep"):
        assert "Alpha" not in begun.shows(section)
    assert "open" not in begun.buttons("figures")
    begun.presses("figures", "open")
    assert not begun.round.opened
    begun.presses("marks", "stop")
    begun.reads_as("ana")
    assert "done already" in begun.shows("marks")
    assert "Ana: text" not in begun.shows("marks")


def _choices(parts: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for part in parts:
        if part["kind"] == "choices":
            yield part
        yield from _choices(part.get("parts", []))


def test_one_may_look_again_before_closing_and_not_after(begun: Together) -> None:
    begun.reads_as("Ana")
    begun.marks(ONE)
    assert "close" in begun.buttons("marks")
    begun.presses("marks", "again")
    assert begun.number() == 1
    begun.chooses("marks", "mark-emotion-1", "0")
    begun.presses("marks", "next")
    assert begun.number() == 2
    for _ in range(5):
        begun.presses("marks", "next")
    begun.presses("marks", "close")
    reader = begun.round.readers[0]
    assert begun.round.marks(reader)[begun.round.texts.texts[0].id]["emotion"] == "0"
    begun.chooses("marks", "mark-emotion-1", "2")
    assert begun.round.marks(reader)[begun.round.texts.texts[0].id]["emotion"] == "0"


def test_a_choice_is_kept_without_drawing_the_form_anew(begun: Together) -> None:
    """One who marks faster than the page answers must not lose a mark to an older picture of the form."""
    begun.reads_as("Ana")
    before = begun.forms["marks"].parts
    begun.chooses("marks", "mark-emotion-1", "2")
    assert begun.forms["marks"].parts is before
    assert begun.round.marks(begun.round.readers[0])[begun.round.texts.texts[0].id] == {"emotion": "2"}


def test_a_name_is_needed(begun: Together) -> None:
    assert "Type a name" in begun.presses("marks", "start")
    begun.reads_as("x" * 41)
    assert begun.round.readers == []


# -- paper and files ---------------------------------------------------------------------------------------


def test_the_sheet_on_paper_has_every_text_and_every_level(begun: Together) -> None:
    begun.chooses("files", "way", "paper")
    begun.presses("files", "paper_word")
    begun.presses("files", "paper_print")
    folder = folder_of()
    (word,) = folder.glob("*.docx")
    (web,) = folder.glob("*.html")
    document = docx.Document(str(word))
    cells = " ".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)
    told = " ".join(p.text for p in document.paragraphs)
    page = _plain(web.read_text(encoding="utf-8"))
    for text in begun.round.texts.texts:
        assert text.text in told
        assert text.text in page
    for dimension in load().rubric("reflection").dimensions:
        assert all(says in cells and says in page for says in dimension.descriptors)


def folder_of() -> Path:
    """Where files for those who read go."""
    return Path(os.environ["WORKBOOK_FOLDER"])


def test_marks_from_paper_are_taken_in_and_lines_that_fail_are_named(begun: Together) -> None:
    begun.chooses("files", "way", "paper")
    begun.types(("read_together", "paper_name"), "Cem")
    begun.types(("read_together", "paper"), "1 2110012\n2: 2 0 1 0 ? 1 1\n3 21\n9 2110012\n4 x")
    shown = _plain(begun.presses("files", "paper_in"))
    assert "Cem: 3 of 6 texts are marked." in shown
    assert "Line 3: it has 2 marks, and 7 are needed." in shown
    assert 'Line 4: it begins with "9", and the texts have the numbers 1 to 6.' in shown
    begun.types(("read_together", "paper"), "3 2110012")
    assert "Cem: 4 of 6" in begun.presses("files", "paper_in")
    assert begun.page.draft(("read_together", "paper"))[0] == ""
    assert begun.round.readers[0].closed


def test_two_machines_bring_their_marks_together_by_a_file(
    begun: Together, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun.reads_all("Ana", ONE)
    begun.chooses("files", "way", "files")
    begun.presses("files", f"out:{begun.round.readers[0].key}")
    (file,) = folder_of().glob("readings-ana-*.csv")
    data = file.read_bytes()
    monkeypatch.setenv("WORKBOOK_DATA", str(tmp_path / "other"))
    other = Together()
    other.presses("texts", "begin")
    other.reads_all("Ben", OTHER)
    other.chooses("files", "way", "files")
    assert "Ana: 6 of 6 texts are marked." in other.brings("files", data)
    assert "Ana reads already" in other.brings("files", data)
    assert {r.name: r.closed for r in other.round.readers} == {"Ana": True, "Ben": True}
    other.presses("figures", "open")
    assert other.round.opened
    assert other.page.journal is not None
    other.page.journal.close()


def test_a_file_of_another_set_is_set_aside_row_by_row(begun: Together) -> None:
    begun.chooses("files", "way", "files")
    begun.types(("read_together", "sheet_name"), "Dee")
    begun.presses("files", "out")
    (file,) = folder_of().glob("readings-dee-*.csv")
    rows = list(csv.DictReader(io.StringIO(file.read_bytes().decode("utf-8-sig"), newline="")))
    assert [row["reader"] for row in rows] == ["Dee"] * 6
    for row in rows:
        row.update(dict.fromkeys(begun.round.items, "emerging"), stage="sympathy")
    rows[1]["set"] = "000000000000"
    rows[2]["emotion"] = "lots"
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(rows[0]), delimiter=";")
    writer.writeheader()
    writer.writerows(rows)
    shown = _plain(begun.brings("files", out.getvalue().encode("cp1252", "replace")))
    assert "Dee: 4 of 6 texts are marked." in shown
    assert "isn't the one of this set" in shown
    assert '"lots" is no mark for their feeling.' in shown


# -- figures -----------------------------------------------------------------------------------------------


def test_the_figures_say_in_words_how_often_readers_agree(opened: Together) -> None:
    shown = _plain(opened.shows("figures"))
    assert "2 readers, 6 texts" in shown
    # Five of seven items are the same in every text, and the two others are one level apart.
    assert (
        "Of a hundred marks that two of you gave, 71 are the same, and 100 are one level apart at most."
        in shown
    )
    assert "one mark everywhere, so no figure" in shown
    assert "With 6 texts nobody can tell how far these figures are off." in shown
    assert "The workbook beside you" in shown
    figures = opened.round.picked["figures"]
    assert figures.readers[1].exact.value == 0.0
    assert figures.overall.exact.value == pytest.approx(5 / 7)


def test_no_word_of_the_page_is_left_unfilled(opened: Together) -> None:
    opened.chooses("talk", "talk", opened.round.texts.texts[0].id)
    for way in ("paper", "files"):
        opened.chooses("files", "way", way)
        for section in SECTIONS:
            assert "{" not in opened.shows(section)


def test_no_figure_names_a_reader(opened: Together) -> None:
    shown = opened.shows("figures")
    assert "Ana" not in shown
    assert "Ben" not in shown


def test_the_figures_wait_for_a_press_after_a_reload(opened: Together) -> None:
    opened.reload()
    assert "show" in opened.buttons("figures")
    assert "2 readers, 6 texts" in opened.presses("figures", "show")


def test_those_who_are_not_done_may_be_left_out_by_a_press(begun: Together) -> None:
    begun.reads_all("Ana", ONE)
    begun.reads_all("Ben", OTHER)
    begun.reads_as("Cem")
    begun.presses("marks", "stop")
    assert "Still reading: Cem" in begun.shows("figures")
    begun.presses("figures", "open_without")
    assert [r.name for r in begun.round.readers] == ["Ana", "Ben"]
    assert "nobody else could read blind" in begun.shows("marks")


def stored(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())


@pytest.mark.parametrize(
    "presses", [(("figures", "open_without"),), (("texts", "anew"), ("texts", "anew_yes"))]
)
def test_what_a_reader_who_is_out_put_down_is_gone_from_the_disk(
    begun: Together, tmp_path: Path, presses: tuple[tuple[str, str], ...]
) -> None:
    begun.reads_all("Ana", ONE)
    begun.reads_all("Ben", OTHER)
    begun.reads_as("Cemile")
    left = begun.round.readers[-1]
    begun.types(begun.round.slot(left, begun.round.texts.texts[0]), "He looks at the queue, not at her.")
    number = begun.number()
    for item, mark in zip(begun.round.items, ONE, strict=True):
        begun.chooses("marks", f"mark-{item}-{number}", mark)
    key = f"read_together:{begun.round.data['id']}:{left.key}"
    assert begun.page.setting(key)["marks"]
    begun.presses("marks", "stop")
    for section, name in presses:
        begun.presses(section, name)
    assert begun.page.setting(key) == {"private": True}
    for words in (b"looks at the queue", b"Cemile"):
        assert words not in stored(tmp_path / "data")


def test_a_press_that_comes_late_throws_nobody_out(begun: Together) -> None:
    begun.reads_as("Ana")
    begun.reads_as("Ben")
    begun.presses("figures", "open_without")
    assert not begun.round.opened
    assert [reader.name for reader in begun.round.readers] == ["Ana", "Ben"]


def test_twelve_texts_that_agree_are_set_beside_trained_readers(page: Together) -> None:
    page.chooses("texts", "count", "12")
    page.presses("texts", "begin")
    lines = [f"{n} {'2100122' if n % 2 else '0012203'}" for n in range(1, 13)]
    page.chooses("files", "way", "paper")
    for name in ("Ana", "Ben"):
        page.types(("read_together", "paper_name"), name)
        page.types(("read_together", "paper"), "\n".join(lines))
        page.presses("files", "paper_in")
    shown = page.presses("figures", "open")
    assert "you agree more often than trained readers of reflections do" in shown
    assert "Alpha is 1.00." in shown
    assert "1.00 (1.00" not in shown, "twelve texts can't say that others would be read alike"


@pytest.mark.parametrize(("count", "ranges"), [("6", False), ("12", True)])
def test_a_range_stands_beside_a_figure_of_twelve_texts_or_more(
    page: Together, count: str, ranges: bool
) -> None:
    page.chooses("texts", "count", count)
    page.presses("texts", "begin")
    page.chooses("files", "way", "paper")
    for name, often in (("Ana", 5), ("Ben", 4)):
        lines = [f"{n} {n % 3}{'210' * 2}" if n % often else f"{n} 0120120" for n in range(1, int(count) + 1)]
        page.types(("read_together", "paper_name"), name)
        page.types(("read_together", "paper"), "\n".join(lines))
        page.presses("files", "paper_in")
    shown = _plain(page.presses("figures", "open"))
    assert bool(re.search(r"\d \(−?\.\d\d to −?1?\.\d\d\)", shown)) == ranges
    assert ("nobody can tell how far these figures are off" in shown) != ranges
    assert ("with other texts like these" in shown) == ranges


# -- the talk ----------------------------------------------------------------------------------------------


def test_a_text_to_talk_about_has_both_marks_the_levels_and_a_question(opened: Together) -> None:
    opened.chooses("talk", "talk", opened.round.texts.texts[0].id)
    shown = _plain(opened.shows("talk"))
    levels = {d.id: d.descriptors for d in load().rubric("reflection").dimensions}["perspective"]
    assert levels[0] in shown
    assert levels[1] in shown
    assert "Ana" in shown
    assert "Ben" in shown
    assert PRACTICE.questions["perspective"] in shown
    assert PRACTICE.questions["stage"] in shown
    assert "The workbook finds: " in shown
    assert PRACTICE.questions["emotion"] not in shown


def test_what_was_agreed_on_or_left_open_is_kept_and_counted(opened: Together) -> None:
    text = opened.round.texts.texts[0]
    opened.chooses("talk", "talk", text.id)
    assert "Texts on which you differ: 6. Still to talk about: 6." in opened.shows("talk")
    opened.chooses("talk", "agreed-perspective-1", "1")
    opened.chooses("talk", "agreed-stage-1", "open")
    assert "Still to talk about: 5." in opened.shows("talk")
    opened.reload()
    assert opened.round.data["agreed"] == {text.id: {"perspective": "1", "stage": "open"}}
    opened.presses("talk", "next_text")
    assert opened.page.place["talk"] == opened.round.texts.texts[1].id


# -- what is kept ------------------------------------------------------------------------------------------


def test_the_file_is_made_only_if_everybody_says_yes(opened: Together) -> None:
    ana, ben = opened.round.readers
    opened.chooses("keep", f"yes-{ana.key}", "yes")
    assert "make" not in opened.buttons("keep")
    opened.presses("keep", "make")
    opened.chooses("keep", f"yes-{ben.key}", "no")
    opened.chooses("keep", "licence", "cc_by")
    opened.presses("keep", "make")
    assert list(folder_of().glob("*.zip")) == []
    opened.chooses("keep", f"yes-{ben.key}", "yes")
    assert "make" in opened.buttons("keep")
    opened.chooses("talk", "talk", opened.round.texts.texts[0].id)
    opened.chooses("talk", "agreed-perspective-1", "1")
    assert "make" not in opened.buttons("keep"), "what was agreed on has changed since they said yes"


def test_the_agreed_readings_come_back_without_a_name(opened: Together) -> None:
    opened.chooses("talk", "agreed-perspective-1", "1")
    opened.chooses("talk", "agreed-stage-1", "2")
    for reader in opened.round.readers:
        opened.chooses("keep", f"yes-{reader.key}", "yes")
    opened.chooses("keep", "licence", "cc0")
    assert "score --against" in opened.presses("keep", "make")
    (file,) = folder_of().glob("agreed-readings-*.zip")
    (agreed,) = load_agreed(file)
    first = opened.round.texts.texts[0].id
    assert agreed.settled[first] == dict(zip(opened.round.items, "2110012", strict=True))
    assert [agreed.whole(t.id) for t in agreed.texts.texts].count(True) == 1
    with zipfile.ZipFile(file) as archive:
        inside = {name: archive.read(name).decode() for name in archive.namelist()}
    assert not any(name in text for text in inside.values() for name in ("Ana", "Ben"))
    assert json.loads(inside["about.json"])["licence"] == "CC0-1.0"
    assert "CC0 1.0" in inside["README.md"]
    assert "{" not in inside["README.md"]


def test_a_copy_of_ones_own_words_holds_nothing_of_the_round(opened: Together) -> None:
    assert opened.page.journal is not None
    ours = opened.page.journal.contents()
    told = json.dumps([dict(ours.settings), dict(ours.places)], default=str)
    assert "Ana" not in told
    assert opened.round.data["id"] not in told
    everything = opened.page.journal.contents(private=True)
    assert "Ana" in json.dumps(dict(everything.settings), default=str)
