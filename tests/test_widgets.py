"""The form's Python half: messages in, replies out, and no traceback for whatever comes."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook_lib.parts import Actions, Button, Editor, Group, Html, as_data, editors
from workbook_lib.widgets import DraftTyped, Event, Form, Press, Refused, Reply, Stored, Ticked
from workbook_lib.widgets.assets import script, style

WORDS = {"broken": "Something in this page stopped. Your words are kept."}


class Heard:
    """A handler that remembers its events and answers as told."""

    def __init__(self, reply: Reply) -> None:
        self.events: list[Event] = []
        self.reply = reply

    def __call__(self, event: Event, _: Form) -> Reply:
        self.events.append(event)
        return self.reply


def form(handler: Any) -> tuple[Form, list[dict[str, Any]]]:
    made = Form(handler, parts=[Html("a", "<p>hello</p>")], words=WORDS, page="p", key="k", plain="a page")
    sent: list[dict[str, Any]] = []
    made.send = lambda content, buffers=None: sent.append(content)
    return made, sent


DRAFT = {
    "type": "draft",
    "page": "p",
    "slot": ["c", "q"],
    "text": "words",
    "base": 3,
    "seq": 9,
    "writer": "w",
}


def test_a_draft_is_handed_on_whole_and_confirmed_by_its_count() -> None:
    heard = Heard(Reply(draft=Stored(4, "2026-01-02T03:04:05+00:00")))
    made, sent = form(heard)
    made.receive(DRAFT)
    assert heard.events == [DraftTyped("p", ("c", "q"), "words", 3, 9, "w")]
    at = "2026-01-02T03:04:05+00:00"
    assert sent == [{"type": "stored", "page": "p", "slot": ["c", "q"], "seq": 9, "revision": 4, "at": at}]


def test_a_draft_that_cannot_be_stored_is_answered_with_why() -> None:
    made, sent = form(Heard(Reply(draft=Refused("The disk is full."))))
    made.receive(DRAFT)
    assert sent == [{"type": "refused", "page": "p", "slot": ["c", "q"], "why": "The disk is full."}]


def test_a_press_shows_new_parts_before_it_is_done() -> None:
    made, sent = form(Heard(Reply([Html("b", "new")], focus="b", announce="read")))
    made.receive({"type": "press", "name": "read:x", "part": "do", "number": 5})
    assert made.parts == as_data([Html("b", "new")])
    assert sent == [{"type": "done", "number": 5, "focus": "b", "announce": "read"}]


def test_a_box_that_is_ticked_tells_which_and_whether() -> None:
    heard = Heard(Reply())
    made, _ = form(heard)
    for on in (True, False):
        made.receive({"type": "tick", "part": "p", "value": "one", "on": on})
    assert heard.events == [Ticked("p", "one", True), Ticked("p", "one", False)]


def test_a_press_without_new_parts_leaves_the_page_as_it_was() -> None:
    made, _ = form(Heard(Reply()))
    made.receive({"type": "press", "name": "x", "part": "y", "number": 1})
    assert made.parts == as_data([Html("a", "<p>hello</p>")])


def test_an_error_of_ours_becomes_one_plain_sentence() -> None:
    def broken(_: Event, __: Form) -> Reply:
        raise RuntimeError("inside")

    made, sent = form(broken)
    made.receive({"type": "press", "name": "x", "part": "y", "number": 1})
    assert sent == [{"type": "trouble", "why": WORDS["broken"]}]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda x: st.lists(x) | st.dictionaries(st.text(), x),
)


@given(st.dictionaries(st.sampled_from(["type", "slot", "text", "base", "seq", "name", "part"]), JSON))
def test_no_message_breaks_a_page(content: dict[str, Any]) -> None:
    made, sent = form(Heard(Reply()))
    made.receive(content)
    assert all(set(m) >= {"type"} for m in sent)


@given(st.text())
def test_any_text_reaches_the_handler_unaltered(text: str) -> None:
    heard = Heard(Reply(draft=Stored(1, "")))
    made, _ = form(heard)
    made.receive({**DRAFT, "text": text})
    event = heard.events[0]
    assert isinstance(event, DraftTyped)
    assert event.text == text


def test_what_a_saved_notebook_shows_is_fixed() -> None:
    made, _ = form(Heard(Reply()))
    data, *_ = made._repr_mimebundle_()
    assert data["text/plain"] == "a page"
    assert any("widget-view" in kind for kind in data)


def test_parts_are_plain_data() -> None:
    parts = [Group("g", (Editor("e", "Label", "", ("c", "q")), Actions("a", (Button("b", "B", True),))))]
    assert json.loads(json.dumps(as_data(parts)))[0]["parts"][0]["label"] == "Label"
    assert [e.id for e in editors(parts)] == ["e"]


def test_the_script_is_one_module_without_imports() -> None:
    assert "import {" not in script()
    assert script().count("export ") == 1


@pytest.mark.parametrize("asset", [script(), style()])
def test_nothing_is_fetched_from_elsewhere(asset: str) -> None:
    assert "http:" not in asset
    assert "https:" not in asset
    assert "@import" not in asset


def test_a_press_is_told_by_name() -> None:
    heard = Heard(Reply())
    made, _ = form(heard)
    made.receive({"type": "press", "name": "read:why", "part": "do", "number": 1})
    assert heard.events == [Press("read:why", "do")]
