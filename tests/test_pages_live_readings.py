"""Reading together on page 21: texts put before a real room, opened, talked about, and taken to page 23."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.readings_made import CONTENT, mark, reads, some_marks
from tests.room_process import Phone
from tests.test_pages_live import Facilitator
from tests.test_pages_read_together import Together
from workbook_lib.pages._live_watch import watch

OWN = CONTENT.pages["21_live_session"].words


@pytest.fixture
def facilitator(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Facilitator]:
    monkeypatch.setenv("WORKBOOK_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("WORKBOOK_FOLDER", str(tmp_path))
    yield Facilitator()
    for mark_of in (tmp_path / "data" / "rooms").glob("*.held"):
        mark_of.unlink()
    process = watch().process
    if process is not None:
        process.wait(30)


def said(key: str, **values: object) -> str:
    return OWN[key].format(**values)


def put_before(page: Facilitator, **chosen: str) -> str:
    page.press("read_choose")
    for part, value in chosen.items():
        page.choose(f"read_{part}", value)
    return page.press("read_put")


def test_from_the_texts_to_the_figures_on_page_23(facilitator: Facilitator, tmp_path: Path) -> None:
    room = facilitator.opens()
    assert said("read_about") in facilitator.press("read_choose")
    offered = " ".join(_options(facilitator.board.parts))
    assert all(said(f"read_count_{n}") in offered for n in (6, 8, 12))
    assert said("read_from_theirs") not in offered
    assert said("read_put") not in facilitator.press("read_never")
    assert "8 texts wait" in put_before(facilitator, kind="reply")
    assert facilitator.watch.state["together"]["kind"] == "reply"  # type: ignore[index]
    facilitator.press("read_not")
    shown = put_before(facilitator, kind="reflection", count="6")
    assert "6 texts wait at the step Read together" in shown
    digest = facilitator.watch.state["together"]["set"]  # type: ignore[index]
    assert said("read_choose") in facilitator.press("read_not")
    put_before(facilitator, kind="reflection", count="6")
    facilitator.press("onward")
    assert said("say_read_together").split(".")[0] in facilitator.press("onward")
    rng = random.Random(3)
    for number in range(7):
        phone = Phone(room).join()
        reads(phone, {n: some_marks(rng) for n in ((1, 2) if number else (1,))})
    assert "7 are done" in facilitator.shows()
    assert said("heads_first") in facilitator.press("read_open")
    facilitator.types("5")
    assert said("read_refused_more_than_heads") in facilitator.press("read_open")
    facilitator.types("7")
    shown = facilitator.press("read_open")
    assert "This is a text that you read differently." in shown
    assert "7 people are counted." in shown
    order = [text["number"] for text in facilitator.watch.state["together"]["opened"]["texts"]]  # type: ignore[index]
    assert f"Text {order[0]} of 6" in shown
    assert "The workbook:" not in shown
    assert "The workbook:" in facilitator.press("read_workbook")
    shown = facilitator.press(f"read_talk:{order[1]}")
    assert f"Text {order[1]} of 6" in shown
    assert "The workbook:" not in shown
    projected = facilitator.press("view")
    assert f"Text {order[1]} of 6" in projected
    assert said("read_file") not in projected
    facilitator.press("view")
    assert "It holds marks under numbers" in facilitator.press("read_file")
    (path,) = tmp_path.glob("readings-of-a-room-*.csv")
    facilitator.press("onward")
    facilitator.press("ask_end")
    assert said("read_file") in facilitator.press("end"), "the file can be had after the end too"
    takes_in(path.read_bytes(), digest)


def takes_in(data: bytes, digest: str) -> None:
    """Page 23 takes the file, and works the figures out."""
    page = Together()
    page.presses("texts", "begin")
    assert page.round.texts.digest == digest
    page.brings("files", data)
    assert [(reader.name, reader.closed) for reader in page.round.readers] == [
        (f"{n}", True) for n in range(1, 8)
    ]
    assert [page.round.done(reader) for reader in page.round.readers].count(2) == 6
    page.presses("figures", "open")
    assert page.round.opened


def test_the_texts_of_page_23_are_read_with_the_case_before_them(facilitator: Facilitator) -> None:
    Together().presses("texts", "begin")
    room = facilitator.opens()
    facilitator.press("read_choose")
    assert said("read_from_theirs") in _options(facilitator.board.parts)
    facilitator.choose("read_from", "theirs")
    facilitator.choose("read_alone", "no")
    facilitator.press("read_put")
    state = facilitator.watch.state
    assert state is not None
    assert state["together"]["set"] == Together().round.texts.digest
    assert state["steps"].index("read_together") == state["steps"].index("snapshot") + 1
    for _ in range(state["steps"].index("read_together")):
        facilitator.press("onward")
    mark(Phone(room).join(), 1, {"emotion": "1"})
    facilitator.types("1")
    assert "It takes 6" in facilitator.press("read_open")


def _options(parts: list[dict[str, Any]]) -> Iterator[str]:
    for part in parts:
        yield from (option["label"] for option in part.get("options", ()))
        yield from _options(part.get("parts", []))
