"""What stays of a room: what its screen showed and nothing else, in a file that can't be bent to show more."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rooms_made import CASE, NOON, ended, made, played, taken
from workbook_lib.group import facilitator, hearing, summary
from workbook_lib.group.session import RefusedError
from workbook_lib.group.summary import SummaryError

GOOD = taken({"perspective": (2, 4, 2), "action": (3, 3, 2)}, hidden=("feeling",))


def changed(**more: Any) -> bytes:
    held = json.loads(summary.as_bytes(made(1, GOOD)))
    return json.dumps({**held, **more}).encode()


def with_view(**more: Any) -> bytes:
    view = {**GOOD["views"][0], **more}
    return changed(snapshots=[{**GOOD, "views": [view]}])


def with_counts(people: int = 8, **counts: Any) -> bytes:
    return with_view(summary={"rubric_version": "1", "people": people, "counts": counts})


def why(data: bytes) -> str:
    with pytest.raises(SummaryError) as caught:
        summary.parsed(data)
    return caught.value.why


def test_a_summary_is_what_the_screen_showed_and_nothing_else(tmp_path: Path) -> None:
    session = played(tmp_path / "room.db")
    before = facilitator.state(session)
    after = ended(session)
    path = summary.keep(
        tmp_path / "kept", after, opened_at=NOON, ended_at=NOON + timedelta(minutes=61), title="Monday"
    )
    found = summary.load(path)
    assert [taken.model_dump(mode="json") for taken in found.snapshots] == json.loads(
        json.dumps(before["snapshots"])
    )
    assert [offer.text for offer in found.offers] == ["What would help her first?"]
    assert (found.title, found.minutes, found.case.id, found.opened_at) == ("Monday", 61, CASE, NOON)
    assert b"words of" not in path.read_bytes()
    assert b"For this hour" not in path.read_bytes()
    assert [oct(p.stat().st_mode & 0o777) for p in (path, path.parent)] == ["0o600", "0o700"]
    session.store.close()


def test_before_the_end_nothing_is_kept_that_its_writer_did_not_leave(tmp_path: Path) -> None:
    session = played(tmp_path / "room.db")
    state = facilitator.state(session)
    found = summary.of_state(state, opened_at=NOON, ended_at=NOON)
    assert "For this hour alone." not in [offer.text for offer in found.offers]
    session.store.close()


def test_a_floor_that_rose_after_a_picture_holds_for_what_comes_later(tmp_path: Path) -> None:
    session = played(tmp_path / "room.db")
    facilitator.make(session, {"move": "least", "least": 14})
    for _ in range(8):
        hearing.give(session.store, session.store.join(""), hearing.Said(("case",), "The pairs."))
    with pytest.raises(RefusedError, match="too_few"):
        hearing.hear(session, heads=16)
    shown = facilitator.state(session)["snapshots"]
    path = summary.keep(tmp_path / "kept", ended(session), opened_at=NOON, ended_at=NOON)
    found = summary.load(path)
    assert [taken.model_dump(mode="json") for taken in found.snapshots] == json.loads(json.dumps(shown))
    assert found.least == 7, "eight people are more than seven, and no picture was of fewer"
    session.store.close()


def test_no_picture_of_five_is_kept_whatever_the_floor() -> None:
    with pytest.raises(SummaryError):
        made(1, taken({"perspective": (2, 2, 1)}))
    with pytest.raises(SummaryError):
        made(1, taken({"perspective": (2, 2, 1)}), least=14)


def test_a_hidden_offer_and_whatever_else_a_state_holds_stay_out() -> None:
    offers = [
        {"id": "a", "text": "shown", "hidden": False},
        {"id": "b", "text": "hidden", "hidden": True},
    ]
    found = made(1, {**GOOD, "texts": ["secret"]}, offers=offers, answers=["secret"])
    assert [offer.text for offer in found.offers] == ["shown"]
    assert "secret" not in summary.as_bytes(found).decode()


def test_the_same_room_again_replaces_its_file_and_a_folder_tells_the_newest_first(tmp_path: Path) -> None:
    for number in (1, 2, 2):
        held = made(number, GOOD)
        state = {**held.model_dump(mode="json"), "over": True}
        summary.keep(tmp_path, state, opened_at=held.opened_at, ended_at=held.opened_at)
    (tmp_path / "other.json").write_text("{}")
    found = summary.summaries(tmp_path)
    assert [f.summary.id[-1] if f.summary else f.trouble for f in found] == ["2", "1", "not_ours"]
    assert summary.summaries(tmp_path / "nowhere") == []


def test_a_file_comes_back_as_it_was() -> None:
    found = made(3, GOOD, offers=[{"id": "a", "text": "half a pair: \ud800", "hidden": False}])
    assert summary.parsed(summary.as_bytes(found)) == found


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "not_ours"),
        (b"\xff\xfe", "not_ours"),
        (b"[" * 100_000, "not_ours"),
        (b"[]", "not_ours"),
        (b'{"format": "compassion-workbook/room-summary"}', "changed"),
        (changed(version=2, more="of a later day"), "newer"),
        (changed(version=True), "changed"),
        (changed(version="1"), "changed"),
        (changed(id="../../etc/passwd"), "changed"),
        (changed(answers=["words"]), "changed"),
        (changed(people="12"), "changed"),
        (changed(least=2), "changed"),
        (changed(done=["the_end_of_days"]), "changed"),
        (changed(opened_at="2026-05-04T12:00:00"), "changed"),
        (changed(opened_at="0001-01-01T00:00:00+14:00"), "changed"),
        (changed(opened_at="9999-12-31T23:59:00-12:00"), "changed"),
        (changed(snapshots=[GOOD, GOOD]), "changed"),
        (changed(least=8), "changed"),
        (b" " * (summary.LARGEST + 1), "too_large"),
    ],
)
def test_a_file_that_is_no_summary_says_why(data: bytes, told: str) -> None:
    assert why(data) == told


@pytest.mark.parametrize(("open_for", "minutes"), [(timedelta(days=40), 720), (timedelta(days=-1), 0)])
def test_a_room_that_nobody_ended_and_a_clock_that_was_set_lose_no_summary(
    open_for: timedelta, minutes: int
) -> None:
    state = json.loads(changed()) | {"step": "close", "over": True, "offers": []}
    found = summary.of_state(state, opened_at=NOON, ended_at=NOON + open_for)
    assert found.minutes == minutes


def test_a_librarys_own_case_with_a_long_title_loses_no_summary() -> None:
    long = made(1, GOOD, case={"id": CASE, "title": "A red chair " * 30})
    assert 0 < len(long.case.title) <= 200


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_file_that_an_editor_saved_again_is_the_same(encoding: str) -> None:
    room = made(1, GOOD)
    assert summary.parsed(summary.as_bytes(room).decode().encode(encoding)) == room


def test_what_helped_is_held_against_the_rooms_own_least_too() -> None:
    said = {"people": 8, "counts": {}, "hidden": [], "helped": [], "hindered": []}
    strict = json.loads(changed(snapshots=[], least=7))
    assert summary.parsed(json.dumps({**strict, "feedback": said}).encode()).feedback is not None
    assert why(json.dumps({**strict, "feedback": {**said, "people": 7}}).encode()) == "changed"


@pytest.mark.parametrize(
    "data",
    [
        with_counts(perspective=[0, 0, 8]),
        with_counts(perspective=[1, 7, 0]),
        with_counts(perspective=[2, 4, 1]),
        with_counts(perspective=[-1, 5, 4]),
        with_counts(self_awareness=[2, 4, 2]),
        with_counts(people=4, perspective=[2, 1, 1]),
        with_view(hidden=["self_awareness"]),
        with_view(hidden=["perspective"]),
    ],
)
def test_a_file_that_shows_what_no_room_shows_is_refused(data: bytes) -> None:
    assert why(data) == "changed"


@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: changed(title=text)))
def test_any_file_is_a_summary_or_is_refused(data: bytes) -> None:
    try:
        assert summary.parsed(data).id
    except SummaryError:
        return


def test_a_file_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(SummaryError) as caught:
        summary.load(tmp_path / "gone.json")
    assert caught.value.why == "unreadable"
