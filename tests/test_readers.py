"""Readers in any order of doing things: each finds what they put down last, and a file gives back every mark."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.readings_made import ITEMS, marks_of, texts
from tests.rooms_made import session_at
from workbook_lib.agreement.marks import Marks, Reading
from workbook_lib.agreement.sheets import bring, sheet
from workbook_lib.group import readers, together
from workbook_lib.group.kept import GoneError
from workbook_lib.group.session import RefusedError

WHO = st.integers(0, 2)
DONE = st.one_of(
    st.tuples(st.just("mark"), WHO, st.integers(1, 6), marks_of()),
    st.tuples(st.just("close"), WHO, st.booleans(), st.none()),
    st.tuples(st.just("leave"), WHO, st.none(), st.none()),
)


class Model:
    """What three readers should find, by plain dictionaries."""

    def __init__(self) -> None:
        self.marks: list[dict[int, Marks]] = [{}, {}, {}]
        self.closed, self.take, self.gone = [False] * 3, [False] * 3, [False] * 3

    def expects(self, what: str, who: int) -> type[Exception] | None:
        """What an act is refused with."""
        if self.gone[who]:
            return None if what == "leave" else GoneError
        if what == "mark":
            return RefusedError if self.closed[who] else None
        return RefusedError if what == "close" and not any(self.marks[who].values()) else None

    def does(self, what: str, who: int, one: Any, other: Any) -> None:
        if what == "mark":
            self.marks[who][one] = other
        elif what == "close":
            self.closed[who], self.take[who] = True, one
        else:
            self.marks[who], self.closed[who], self.take[who], self.gone[who] = {}, False, False, True


@settings(max_examples=15)
@given(st.lists(DONE, max_size=14))
def test_everybody_finds_what_they_put_down_last_and_nothing_else(
    acts: list[tuple[str, int, Any, Any]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        session, model = session_at(Path(folder) / "room.db"), Model()
        store = session.store
        together.put(store, texts(), "after")
        inside = [store.join("") for _ in range(3)]

        def act(what: str, who: int, one: Any, other: Any) -> None:
            if what == "mark":
                readers.put_down(store, inside[who], one, other)
            elif what == "close":
                readers.close(store, inside[who], take=one)
            else:
                store.leave(inside[who])

        for what, who, one, other in acts:
            refused = model.expects(what, who)
            if refused:
                with pytest.raises(refused):
                    act(what, who, one, other)
            else:
                act(what, who, one, other)
                model.does(what, who, one, other)
        for who, token in enumerate(inside):
            own = readers.own(store, token)
            assert (own.marks, own.closed, own.take) == (model.marks[who], model.closed[who], model.take[who])
        assert readers.done(store) == sum(model.closed)
        store.close()


GIVEN = st.dictionaries(
    st.sampled_from([text.id for text in texts().texts]), marks_of().filter(bool), min_size=1
)


@settings(max_examples=40)
@given(st.lists(GIVEN, min_size=1, max_size=4))
def test_a_file_of_several_readers_gives_back_every_mark(given_marks: list[dict[str, Marks]]) -> None:
    each = [Reading(str(n), marks) for n, marks in enumerate(given_marks, start=1)]
    found = bring(sheet(texts(), ITEMS, *each), texts(), ITEMS, {})
    assert found.aside == ()
    assert [(one.name, dict(one.marks)) for one in found.readings] == [(one.name, one.marks) for one in each]
    assert found.unmarked == sum(6 - len(marks) for marks in given_marks)
