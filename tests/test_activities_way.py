"""The way through the pages: done, begun, next."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from workbook_lib.activities import way
from workbook_lib.activities.way import Traces

FINISH = {"00": ("desk",), "01": ("when_then",), "02": ("when_then", "reply")}


def test_to_have_opened_a_page_is_no_beginning() -> None:
    assert way.states({}, FINISH) == {"00": "ahead", "01": "ahead", "02": "ahead"}


def test_one_answer_begins_a_page_and_any_of_its_last_prompts_ends_it() -> None:
    traces = {
        "00": Traces(frozenset({"desk"})),
        "01": Traces(touched=True),
        "02": Traces(frozenset({"reply", "know"})),
    }
    assert way.states(traces, FINISH) == {"00": "done", "01": "begun", "02": "done"}
    assert way.state(Traces(frozenset({"know"})), ("reply",)) == "begun"


def test_the_next_page_is_the_first_after_here_that_is_not_done() -> None:
    stand: dict[str, way.State] = {"00": "begun", "01": "done", "02": "ahead"}
    assert way.next_page(stand, "00") == "02"
    assert way.next_page(stand, "02") == "00"
    assert way.next_page({"00": "done", "01": "done", "02": "begun"}, "02") is None


@given(st.dictionaries(st.text(min_size=1), st.sampled_from(["done", "begun", "ahead"])), st.text())
def test_next_is_never_here_and_never_done(stand: dict[str, way.State], here: str) -> None:
    found = way.next_page(stand, here)
    open_pages = [page for page, state in stand.items() if state != "done" and page != here]
    assert (found in open_pages) if open_pages else found is None
