"""Reading together in a room: on phones without JavaScript, blind until it is opened, on both databases."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import sqlalchemy as sa
from markupsafe import escape

from tests.readings_made import CONTENT, ITEMS, begin, file, mark, reader, reads, some_marks, texts, together
from tests.room_process import Phone, Served
from workbook_lib import db
from workbook_lib.agreement import figures
from workbook_lib.agreement.marks import Marks
from workbook_lib.agreement.sheets import bring
from workbook_lib.db import place_for, postgres, schema
from workbook_lib.group import readers, summary, tables
from workbook_lib.group.reading_words import ReadingWords
from workbook_lib.group.rooms import MOST_TEXTS
from workbook_lib.group.store import Store
from workbook_lib.group.together import put, standing

WORDS = ReadingWords(CONTENT, "reflection")
HALF = dict.fromkeys(ITEMS, "1")


def shown(key: str, **values: object) -> str:
    return str(escape(WORDS.word(key, **values)))


@pytest.fixture
def room(tmp_path: Path, database: str) -> Iterator[Served]:
    served = Served(tmp_path)
    yield served
    served.stop()


@pytest.fixture
def light(tmp_path: Path) -> Iterator[Served]:
    """A room on a file alone."""
    served = Served(tmp_path)
    yield served
    served.stop()


def a_group(room: Served, people: int = 7, seed: int = 0) -> list[str]:
    """So many who have read everything and said yes; their tokens."""
    rng = random.Random(seed)
    begin(room)
    return [reader(room, {n: some_marks(rng) for n in range(1, 7)}) for _ in range(people)]


def test_a_whole_reading_from_the_texts_to_the_workbooks_marks(room: Served) -> None:
    begin(room)
    rng, phones = random.Random(5), [Phone(room).join() for _ in range(2)]
    assert texts().texts[0].text.split(".")[0] in phones[0].get("/room").text
    assert WORDS.says("emotion", "2") in phones[0].page.text
    reads(phones[0], {n: some_marks(rng) for n in range(1, 7)})
    assert shown("closed") in phones[0].page.text
    for _ in range(5):
        reader(room, {n: some_marks(rng) for n in range(1, 7)})
    assert (together(room)["done"], together(room)["opened"]) == (6, None)
    assert room.facilitator(move="read_file").json() == {"refused": "not_opened"}
    for heads, why in ((5, "more_than_heads"), (6, "more_than_heads")):
        assert room.facilitator(move="read_open", heads=heads).json() == {"refused": why}
    assert room.facilitator(move="read_workbook").json() == {"refused": "not_opened"}
    version = room.facilitator().json()["version"]
    state = room.facilitator(move="read_open", heads=7).json()["together"]
    assert phones[0].browser.get("/now").json()["version"] > version, "so that phones look again"
    first = state["opened"]["texts"][0]["number"]
    assert (state["opened"]["people"], state["at"], state["rows"]) == (6, first, 6)
    page = phones[0].get("/room").text
    assert shown("talks_about") in page
    assert shown("people", count=6) in page
    assert "The workbook:" not in page
    assert shown("not_counted") in phones[1].get("/room").text
    room.facilitator(move="read_talk", text=2)
    room.facilitator(move="read_workbook")
    assert list(together(room)["workbook"]) == ["2"]
    assert shown("workbook_says") in phones[0].get("/room").text
    assert shown("workbook_says") not in phones[0].get(f"/room?q={3}").text
    assert room.facilitator(move="read_open", heads=7).json() == {"refused": "taken"}


def test_marks_stand_after_a_reload_a_pause_and_other_steps_and_can_be_changed(light: Served) -> None:
    begin(light, alone=False)
    phone = Phone(light).join()
    assert mark(phone, 2, {"emotion": "2", "stage": "9", "elsewhere": "1"}, go="3").url.params["q"] == "3"
    assert 'name="of_emotion" value="2" checked' in phone.get("/room?q=2").text
    light.facilitator(move="pause")
    assert shown("paused") in phone.get("/room").text
    light.facilitator(move="resume")
    light.go_to("plan")
    phone.get("/room")
    fields = {"number": "2", "of_emotion": "0", "go": "3", "mark": phone.fields("/writing")["mark"]}
    assert phone.browser.post("/marks", data=fields).status_code == 200, (
        "the room went on while somebody marked"
    )
    light.go_to("read_together")
    assert 'name="of_emotion" value="0" checked' in phone.get("/room?q=2").text
    assert phone.page.text.count("checked") == 1
    quiet = {**phone.fields("/marks"), "of_emotion": "1", "quiet": "yes"}
    assert phone.browser.post("/marks", data=quiet).status_code == 204
    assert phone.get("/room").text.count("checked") == 0, "the first text that isn't marked comes first"


def test_what_is_closed_stays_and_a_yes_can_become_a_no_until_it_is_opened(light: Served) -> None:
    a_group(light, 6)
    phone = reads(Phone(light).join(), {1: HALF})
    late = {**phone.fields("/marks/done"), "number": "1", "of_emotion": "0"}
    answer = phone.browser.post("/marks", data=late)
    assert (answer.status_code, shown("late_closed") in answer.text) == (409, True)
    assert shown("said_yes") in phone.get("/room").text
    phone.send("/marks/done", take="no")
    assert shown("said_no") in phone.page.text
    change = {**phone.fields("/marks/done"), "take": "yes"}
    still_open = Phone(light).join()
    still_open.get("/room?q=1")
    fields = still_open.fields("/marks")
    assert light.facilitator(move="read_open", heads=8).json()["together"]["opened"]["people"] == 6
    answer = still_open.browser.post("/marks", data={**fields, "of_emotion": "2"})
    assert (answer.status_code, shown("late_opened") in answer.text) == (409, True)
    assert phone.browser.post("/marks/done", data=change).status_code == 409
    assert len(brought(file(light))) == 6


def test_done_takes_a_yes_or_a_no_and_at_least_one_mark(light: Served) -> None:
    begin(light)
    phone = Phone(light).join()
    phone.get("/room?q=end")
    assert (phone.send("/marks/done").status_code, shown("choose") in phone.page.text) == (422, True)
    assert (phone.send("/marks/done", take="yes").status_code, shown("nothing") in phone.page.text) == (
        422,
        True,
    )
    mark(phone, 1, {"emotion": "1"})
    phone.get("/room?q=end")
    assert shown("marked", done=0, total=6) in phone.page.text
    phone.send("/marks/done", take="no")
    assert together(light)["done"] == 1


def test_whoever_leaves_takes_their_marks_along_until_it_is_opened(room: Served) -> None:
    inside = a_group(room, 6)
    phones = [reads(Phone(room).join(), {1: HALF}) for _ in range(2)]
    phones[0].get("/leaving")
    phones[0].send("/leave")
    assert together(room)["done"] == 7
    opened = room.facilitator(move="read_open", heads=7).json()["together"]["opened"]
    assert opened["people"] == 7
    rows = file(room)
    phones[1].get("/leaving")
    phones[1].send("/leave")
    room.session.store.leave(inside[0])
    assert shown("not_counted") in Phone(room).join().get("/room").text
    assert together(room)["opened"] == opened, "a second picture would show who left"
    assert file(room) == rows
    store = room.session.store
    assert readers.own(store, inside[0]).marks == readers.own(store, "nobody's token").marks == {}
    assert len(readers.own(store, inside[1]).marks) == 6


def on_disk(room: Served) -> bytes:
    return b"".join(p.read_bytes() for p in room.state.parent.iterdir())


def test_the_end_deletes_all_marks_and_texts_that_were_never_opened(light: Served) -> None:
    begin(light)
    reads(Phone(light).join(), {1: HALF})
    assert b'"curiosity": "1"' in on_disk(light)
    light.facilitator(move="end")
    assert together(light) is None
    assert b'"curiosity": "1"' not in on_disk(light)
    assert texts().texts[0].text.encode()[:40] not in on_disk(light)


def test_after_the_end_the_picture_and_the_file_stay_and_single_readers_are_gone(light: Served) -> None:
    a_group(light)
    light.facilitator(move="read_open", heads=7)
    opened, rows = together(light), file(light)
    state = light.facilitator(move="end").json()
    assert state["together"] == {**opened, "done": 0}
    assert file(light) == rows
    assert state["done"] == ["welcome", "agreement", "read_together", "close"]
    room = light.session.store.room()
    assert room.ended_at is not None
    kept = summary.of_state(state, opened_at=room.opened_at, ended_at=room.ended_at)
    assert summary.parsed(summary.as_bytes(kept)) == kept


@pytest.mark.parametrize("people", [5, 6])
def test_five_readers_who_said_yes_are_too_few(light: Served, people: int) -> None:
    a_group(light, people)
    reader(light, {1: HALF}, take=False)
    answer = light.facilitator(move="read_open", heads=people + 1).json()
    assert (answer.get("refused") == "too_few") == (people == 5)


def test_a_room_of_the_version_before_goes_on_and_can_read_together(tmp_path: Path, database: str) -> None:
    place = place_for(tmp_path / "old.db", "room")
    engine = db.engine_for(place)
    if database:
        with db.writing(engine) as connection:
            postgres.make_namespace(connection)
    with db.writing(engine) as connection:
        schema.upgrade(connection, tables.SCHEMA, "0003")
        connection.execute(
            sa.text(
                'INSERT INTO rooms (number, code, secret, language, opened_at, "case", step, paused, readings,'
                " manager, least, version, furthest) VALUES (1, 'C', 'S', 'en', '2026-05-04 12:00:00',"
                " 'a_small_red_chair', 'agreement', false, false, false, 5, 3, 'agreement')"
            )
        )
    engine.dispose()
    store = Store.open(tmp_path / "old.db")
    assert (store.room().step, store.room().together, standing(store)) == ("agreement", "", None)
    put(store, texts(), "alone")
    readers.put_down(store, token := store.join(""), 1, HALF)
    assert readers.own(store, token).marks == {1: HALF}
    store.close()


# -- blind -------------------------------------------------------------------------------------------------


def all_that_is_told(phone: Phone, room: Served) -> list[str]:
    """Every answer that somebody in the room and its facilitator can get, without what is random in it."""
    pages = ["/room", *(f"/room?q={n}" for n in range(1, 7)), "/room?q=end", "/words", "/now", "/helped"]
    told = [phone.get(path).text for path in pages]
    told.append(room.facilitator().text)
    told.append(room.facilitator(move="read_file").text)
    told.append(room.facilitator(move="read_workbook").text)
    return [re.sub(r"[0-9a-f]{16,64}|\"opened_at\": ?\"[^\"]*\"", "", text) for text in told]


def test_before_the_opening_others_marks_change_nothing_that_anybody_is_told(tmp_path: Path) -> None:
    """Two rooms that differ in the others' marks alone are told apart by no answer at all."""
    heard, opened = [], []
    for seed in (1, 2):
        (tmp_path / str(seed)).mkdir()
        room = Served(tmp_path / str(seed))
        a_group(room, 6, seed)
        mine = Phone(room).join()
        mark(mine, 1, HALF)
        heard.append(all_that_is_told(mine, room))
        reads(mine, {})
        heard[-1] += all_that_is_told(mine, room)
        room.facilitator(move="read_open", heads=7)
        opened.append(all_that_is_told(mine, room))
        room.stop()
    assert heard[0] == heard[1]
    assert opened[0] != opened[1], "afterwards they are told apart, by page and by state"


# -- the file ----------------------------------------------------------------------------------------------


def brought(data: bytes) -> list[dict[str, Marks]]:
    """The readings of a file as page 23 takes them."""
    found = bring(data, texts(), ITEMS, {})
    assert (found.aside, found.unmarked) == ((), 0)
    assert [one.name for one in found.readings] == [str(n + 1) for n in range(len(found.readings))]
    return [dict(one.marks) for one in found.readings]


def test_the_file_gives_the_figures_that_the_marks_themselves_give(light: Served) -> None:
    rng = random.Random(11)
    begin(light)
    given: list[dict[int, Marks]] = [{n: some_marks(rng) for n in range(1, 7)} for _ in range(7)]
    for marks in given:
        reader(light, marks)
    refused = {n: some_marks(rng) for n in range(1, 7)}
    reader(light, refused, take=False)
    light.facilitator(move="read_open", heads=8)
    ids = [text.id for text in texts().texts]
    rows = [[one.get(id, {}) for id in ids] for one in brought(file(light))]
    directly = [[marks[n] for n in range(1, 7)] for marks in given]
    assert sorted(map(str, rows)) == sorted(map(str, directly))
    assert [refused[n] for n in range(1, 7)] not in rows
    from_file, known = figures.figures(ITEMS, rows), figures.figures(ITEMS, directly)
    for one, other in zip(
        (*from_file.readers, from_file.overall), (*known.readers, known.overall), strict=True
    ):
        for name in ("alpha", "kappa"):
            a, b = getattr(one, name).value, getattr(other, name).value
            assert (a is None) == (b is None)
            assert a is None or np.isclose(a, b, atol=1e-12)
    assert from_file.overall.alpha.value is not None


# -- the facilitator's moves -------------------------------------------------------------------------------


def test_the_set_can_be_changed_or_taken_away_until_somebody_marks(light: Served) -> None:
    begin(light)
    assert light.facilitator().json()["steps"] == ["welcome", "agreement", "read_together", "close"]
    assert light.facilitator(move="read_not").json()["step"] == "agreement"
    assert "read_together" not in light.facilitator().json()["steps"]
    assert (
        light.facilitator(move="read", texts=texts(8).as_data(), alone=False).json()["together"]["count"] == 8
    )
    light.go_to("questions")
    assert light.facilitator(move="read", texts=texts().as_data(), alone=True).json() == {
        "refused": "way_back"
    }
    light.go_to("read_together")
    mark(Phone(light).join(), 1, {"emotion": "1"})
    for move in ({"move": "read", "texts": texts().as_data()}, {"move": "read_not"}):
        assert light.facilitator(**move).json() == {"refused": "read_begun"}


NO_SETS: list[object] = [
    None,
    [],
    {},
    {"kind": "poem", "own": False, "texts": []},
    {"kind": "reflection", "own": False, "texts": [{"id": "a", "text": ""}]},
    {"kind": "reflection", "own": False, "texts": [{"id": 1, "text": "words"}]},
    {"kind": "reflection", "own": False, "texts": [{"id": "a", "text": "words"}] * 2},
    {"kind": "reflection", "own": False, "texts": [{"id": "a", "text": "w", "more": 1}]},
    {"kind": "reflection", "own": False, "texts": ["words"]},
    {"kind": ["reflection"], "own": False, "texts": [{"id": "a", "text": "words"}]},
]


def test_what_is_no_set_is_refused_and_changes_nothing(light: Served) -> None:
    before = light.facilitator().json()
    for said in NO_SETS:
        assert light.facilitator(move="read", texts=said).json() == {"refused": "no_texts"}
    assert light.facilitator().json() == before


def test_more_texts_than_a_room_can_read_are_refused(light: Served) -> None:
    many = [{"id": str(n), "text": f"Words {n}."} for n in range(MOST_TEXTS + 1)]
    said = {"kind": "reflection", "own": True, "texts": many}
    assert light.facilitator(move="read", texts=said).json() == {"refused": "too_many_texts"}
    assert light.facilitator(move="read", texts={**said, "texts": many[:-1]}).status_code == 200


def test_only_a_text_of_the_set_is_talked_about(light: Served) -> None:
    a_group(light)
    light.facilitator(move="read_open", heads=7)
    for number in (0, 7, -1, "1", None):
        why = "no_texts" if isinstance(number, int) else "no_text"
        assert light.facilitator(move="read_talk", text=number).json() == {"refused": why}
