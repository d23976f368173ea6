"""What a room's process remembers is what stands on the disk, whatever was done and whoever was faster."""

from __future__ import annotations

import tempfile
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbook_lib import db
from workbook_lib.group.at_hand import AtHand
from workbook_lib.group.kept import Answer, GoneError, Person
from workbook_lib.group.rooms import Room
from workbook_lib.group.store import Store

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
CASES, PROMPTS, WORDS = ("a_small_red_chair", "returned_book"), ("hardship", "reply"), ("one", "two", "three")


def test_what_was_read_before_a_change_is_not_remembered_after_it() -> None:
    held: AtHand[str, str] = AtHand()
    turn = held.turn("a")
    held.change("a", "new", held.turn("a"))
    held.remember("a", "old", turn)
    assert held.get("a") == "new"


def test_of_two_changes_at_once_neither_is_remembered() -> None:
    held: AtHand[str, str] = AtHand()
    first, second = held.turn("a"), held.turn("a")
    held.change("a", "first", first)
    held.change("a", "second", second)
    assert held.get("a") is None


def test_what_nobody_knows_to_be_written_is_forgotten() -> None:
    held: AtHand[str, str] = AtHand()
    held.change("a", "before", held.turn("a"))
    with suppress(OSError), held.changing("a"):
        raise OSError
    assert held.get("a") is None


def test_nothing_is_remembered_for_long_nor_past_a_clearing() -> None:
    held: AtHand[str, str] = AtHand(seconds=0.0)
    held.change("a", "x", held.turn("a"))
    assert held.get("a") is None
    lasting: AtHand[str, str] = AtHand()
    turn = lasting.turn("a")
    lasting.clear()
    lasting.remember("a", "read before", turn)
    assert lasting.get("a") is None


def test_where_nothing_may_wait_only_what_is_at_hand_is_given(tmp_path: Path) -> None:
    with closing(_opened(tmp_path)) as store:
        token = store.join("")
        with db.without_waiting():
            with pytest.raises(db.WouldWaitError):
                store.person(token)
            with pytest.raises(db.WouldWaitError):
                store.join("")
        found = store.person(token)
        with db.without_waiting():
            assert store.person(token) == found is not None


def _opened(folder: Path) -> Store:
    made = Store.open(folder / "room.db")
    made.found(Room(NOON, CASES[0]), "CODE", "SECRET", "en")
    return made


_who = st.integers(0, 2)
_acts = st.one_of(
    st.tuples(
        st.just("answer"), _who, st.sampled_from(CASES), st.sampled_from(PROMPTS), st.sampled_from(WORDS)
    ),
    st.tuples(st.just("say"), _who, st.sampled_from(CASES), st.sampled_from(PROMPTS), st.sampled_from(WORDS)),
    st.tuples(st.just("offer"), _who, st.sampled_from(WORDS)),
    st.tuples(st.just("show"), st.sampled_from(("shown", "hidden"))),
    st.tuples(st.just("agree"), _who, st.booleans()),
    st.tuples(st.just("undo"), _who),
    st.tuples(st.just("leave"), _who),
)


def _act(store: Store, tokens: list[str], what: str, *of: object) -> None:
    if what == "show":
        store.set_offers(str(of[0]))
        return
    token = tokens[int(str(of[0]))]
    person = store.person(token)
    if what == "leave":
        store.leave(token)
    elif what == "undo":
        for row in store.offered(token)[:1]:
            store.undo(token, row["id"])
    elif person is not None:
        _of_somebody(store, token, person, what, *of[1:])


def _of_somebody(store: Store, token: str, person: Person, what: str, *of: object) -> None:
    if what == "agree":
        store.set_person(person, agreed=bool(of[0]))
    elif what == "offer":
        store.offer(token, str(of[0]), keep=True)
    else:
        case, prompt, word = map(str, of)
        answer = Answer(person.id, case, prompt, word, None)
        if what == "answer":
            # The same key again is the same form sent again, with other words or not. A key is signed for one
            # case and question.
            store.keep_answer(person, f"{case}-{prompt}-{len(word)}", answer)
        else:
            store.say(answer, {"rated": {}, "disputed": {word: "so"}})


@settings(max_examples=60)
@given(st.lists(_acts, max_size=14))
def test_what_is_at_hand_is_what_is_on_the_disk(acts: list[tuple[object, ...]]) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        closing(_opened(Path(folder))) as store,
        closing(Store.open(Path(folder) / "room.db")) as disk,
    ):
        tokens = [store.join("") for _ in range(3)]
        for what, *of in acts:
            with suppress(GoneError):
                _act(store, tokens, str(what), *of)
            with disk._forgetting():
                pass  # so that it reads all anew
            for token in tokens:
                _same(store, disk, token)


def _same(store: Store, disk: Store, token: str) -> None:
    person = disk.person(token)
    assert store.person(token) == person
    assert store.offered(token) == disk.offered(token)
    if person is not None:
        assert store.answers(person=person) == disk.answers(person=person)
    for case in CASES if person is not None else ():
        assert store.answers(person=person, case=case) == disk.answers(person=person, case=case)
