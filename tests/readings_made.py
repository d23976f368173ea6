"""A room that reads together: its texts, phones that mark them, and readers by the dozen."""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import Any

import httpx
from hypothesis import strategies as st

from tests.room_process import Phone, Room, Served
from workbook_lib.agreement.marks import STAGE, Marks, allowed
from workbook_lib.agreement.texts import TextSet, chosen
from workbook_lib.catalog import built_in
from workbook_lib.group import readers
from workbook_lib.group.reading_words import ReadingWords, practice

CONTENT = built_in("en")
ITEMS = ReadingWords(CONTENT, "reflection").items


def texts(count: int = 6) -> TextSet:
    return TextSet("reflection", chosen(practice(CONTENT).texts["reflection"], "", count))


def some_marks(rng: random.Random) -> dict[str, str]:
    """Marks of one text as somebody may give them."""
    if rng.random() < 0.05:
        return {STAGE: "x"}
    return {item: rng.choice([m for m in allowed(item) if m != "x"]) for item in ITEMS}


def marks_of(items: tuple[str, ...] = ITEMS) -> st.SearchStrategy[dict[str, str]]:
    """Any marks of one text: whole, with gaps, or none at all."""
    return st.fixed_dictionaries({}, optional={item: st.sampled_from(allowed(item)) for item in items})


def begin(room: Room, count: int = 6, *, alone: bool = True) -> None:
    """Put practice texts before a room, and go to them."""
    said = room.facilitator(move="read", texts=texts(count).as_data(), alone=alone)
    assert said.status_code == 200, said.text
    room.go_to("read_together")


def mark(phone: Phone, number: int, given: Mapping[str, str], **more: str) -> httpx.Response:
    """Mark one text on the phone and go on."""
    phone.get(f"/room?q={number}")
    return phone.send("/marks", **{f"of_{item}": one for item, one in given.items()}, **{"go": "", **more})


def reader(room: Served, given: Mapping[int, Marks], take: bool = True) -> str:
    """Somebody who has read and is done, without a phone: their token."""
    store = room.session.store
    token = store.join("")
    for number, marks in given.items():
        readers.put_down(store, token, number, marks)
    readers.close(store, token, take=take)
    return token


def reads(phone: Phone, given: Mapping[int, Marks], take: str = "yes") -> Phone:
    """Mark all of these texts, and be done."""
    for number, marks in given.items():
        assert mark(phone, number, marks).status_code == 200
    phone.get("/room?q=end")
    assert phone.send("/marks/done", take=take).status_code == 200
    return phone


def together(room: Room) -> dict[str, Any]:
    """What the facilitator is told of the reading."""
    told: dict[str, Any] = room.facilitator().json()["together"]
    return told


def file(room: Room) -> bytes:
    """The file of all readings."""
    told: str = room.facilitator(move="read_file").json()["file"]
    return told.encode()
