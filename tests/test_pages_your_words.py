"""One's words: copied, brought along, recorded, deleted."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbook_lib.pages import _page
from workbook_lib.pages import _short_case as short
from workbook_lib.pages._your_words import YourWords
from workbook_lib.parts import Html
from workbook_lib.widgets import DraftTyped, Form, Press, Uploaded

PAGE = "00_start_here"
MARKER = "a sentence that nobody else would write about frogs"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> YourWords:
    (tmp_path / "folder").mkdir()
    monkeypatch.setenv("WORKBOOK_FOLDER", str(tmp_path / "folder"))
    return opened(tmp_path / "data", monkeypatch)


def opened(data: Path, monkeypatch: pytest.MonkeyPatch) -> YourWords:
    monkeypatch.setenv("WORKBOOK_DATA", str(data))
    return YourWords(_page.open_page(PAGE, anew=True))


def no_form() -> Form:
    return None  # type: ignore[return-value]  # it needs none


def write(place: YourWords, text: str) -> None:
    place.page.save(DraftTyped(PAGE, ("case", "free"), text, 0, 1, "w"))
    place.page.keep(("case", "free"), text, "What goes on in you?", None)


def said(place: YourWords) -> str:
    return "".join(p.html for p in place.parts() if isinstance(p, Html))


def test_a_copy_goes_to_another_computer_and_back_to_the_letter(
    place: YourWords, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = MARKER + " \ud83d \x00 \u202e end"
    write(place, text)
    place.act(Press("copy", "take"), no_form())
    [zipped] = (tmp_path / "folder").glob("my-words-*.zip")
    assert str(zipped) in said(place)
    there = opened(tmp_path / "elsewhere", monkeypatch)
    there.act(Uploaded("bring", zipped.read_bytes()), no_form())
    assert [e.text for e in there.page.entries()] == [text]
    assert [e.written_at for e in there.page.entries()] == [e.written_at for e in place.page.entries()]


def test_a_second_copy_never_overwrites_the_first(place: YourWords, tmp_path: Path) -> None:
    place.act(Press("copy", "take"), no_form())
    place.act(Press("copy", "take"), no_form())
    assert len(list((tmp_path / "folder").glob("my-words-*.zip"))) == 2


def test_a_file_that_is_not_ours_is_refused_in_a_sentence(place: YourWords) -> None:
    place.act(Uploaded("bring", b"not a zip"), no_form())
    assert "Traceback" not in said(place)
    assert len(said(place)) > 20


def test_a_copy_says_where_texts_hold_a_number(place: YourWords) -> None:
    write(place, "Call her on 0412 345 678.")
    place.act(Press("copy", "take"), no_form())
    assert "1 of your texts" in said(place)


def test_the_record_holds_no_word_of_the_learner(place: YourWords, tmp_path: Path) -> None:
    write(place, MARKER)
    place.act(Press("record", "take"), no_form())
    [record] = (tmp_path / "folder").glob("record-of-learning-*.html")
    text = record.read_text("utf-8")
    assert MARKER not in text
    assert "Start here" in text


def test_the_record_calls_pages_by_their_titles_and_leaves_out_what_was_only_opened(
    place: YourWords, tmp_path: Path
) -> None:
    """Opening page 00 readies a four-minute case that nobody took up: that is no work."""
    home = short.home(place.page)
    short.ShortCase(home)
    write(place, MARKER)
    place.act(Press("record", "take"), no_form())
    [record] = (tmp_path / "folder").glob("record-of-learning-*.html")
    assert "<tr><td>Start here</td>" in record.read_text("utf-8")
    assert "our-minute" not in record.read_text("utf-8")
    home.keep(("case", "free"), "words", "What goes on in you?", None)
    home.keep(("case", "free"), "more words", "What goes on in you?", None)
    place.act(Press("record", "take"), no_form())
    again = (tmp_path / "folder").glob("record-of-learning-*-2.html")
    text = next(again).read_text("utf-8")
    assert "<tr><td>Four-minute cases</td>" in text
    assert short.HOME not in text


@pytest.mark.parametrize(("press", "before"), [("copy", "bring"), ("record", "bring")])
def test_what_was_made_is_told_right_below_its_button(place: YourWords, press: str, before: str) -> None:
    reply = place.act(Press(press, "take"), no_form())
    ids = [p.id for p in place.parts()]
    assert ids[:3] == ["take", "said-take", before]
    assert reply.focus == "said"
    assert 'data-name="said"' in said(place)
    assert 'href="../../files/' in said(place)


def test_nothing_is_deleted_before_a_second_yes(place: YourWords) -> None:
    write(place, MARKER)
    reply = place.act(Press("ask_delete", "delete"), no_form())
    assert not reply.erased
    assert place.page.entries()


def test_after_deleting_no_byte_of_it_is_left(place: YourWords, tmp_path: Path) -> None:
    write(place, MARKER)
    assert place.act(Press("delete", "sure-do"), no_form()).erased
    held = b"".join(p.read_bytes() for p in (tmp_path / "data").rglob("*") if p.is_file())
    assert MARKER.encode() not in held
