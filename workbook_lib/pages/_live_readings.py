"""Reading together on the facilitator's page: who is done, the opening, the talk, and the file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from .. import render
from ..agreement.texts import TextSet, set_of
from ..group.reading_shown import shown
from ..group.reading_words import ReadingWords, words_for
from ..group.rooms import READ
from ..group.talking import MoveRefusedError, UnreachableError
from ..parts import Actions, Button, Group, Html, Part
from ..widgets import Reply
from . import _files
from ._live import Live
from ._live_cover import heads_box, heads_seen
from ._live_reading_texts import CHOSEN_AT, choosing, move, waiting
from ._live_reading_texts import PRESSES as OF_TEXTS


def parts(live: Live) -> list[Part]:
    """What stands at the running step: a choice of texts, how many are done, or what lies open."""
    told, step = live.state.get("together"), live.state["step"]
    if told is None:
        return choosing(live) if step in CHOSEN_AT else []
    if step != READ:
        return waiting(live, told) if step in CHOSEN_AT else []
    if told["opened"] is None:
        return _blind(live, told)
    return [*on_screen(live), *_talking(live, told), *file(live)]


def say(live: Live) -> str:
    """The key of what to say at this step once the readings lie open; "" before."""
    opened = live.state["step"] == READ and (live.state.get("together") or {}).get("opened")
    return "say_readings_open" if opened else ""


# -- blind -------------------------------------------------------------------------------------------------


def _blind(live: Live, told: dict[str, Any]) -> list[Part]:
    """How many are done, and the press that opens the readings."""
    people, word = live.state["people"], live.word
    row = (word("read_texts", count=told["count"]), told["done"], word("read_done", count=told["done"]))
    once = live.html("read-once", "note", text=word("read_once"))
    press = Actions("read-open", (Button("read_open", word("read_open"), main=True),))
    opening = (heads_box(live, "read_open"), once, press, *live.told("read"))
    return [
        live.html("read-done", "answered", rows=[row], people=people),
        Group("read-opening", opening, look="note"),
    ]


# -- what lies open ----------------------------------------------------------------------------------------


def on_screen(live: Live) -> list[Part]:
    """The text that is talked about, with what the room gave; nothing before the opening."""
    told = live.state.get("together")
    if not told or told["opened"] is None or live.state["step"] != READ:
        return []
    texts = set_of(told["texts"])
    words, at = words_for(live.page.content, texts), told["at"]
    seen = shown(words, told["opened"], at, told["workbook"].get(str(at)))
    counts = render.template("room/marks_counts.html", own=words.word, **seen)
    return [Html("read-text", _text(words, texts, at)), Html("read-counts", counts)]


def _text(words: ReadingWords, texts: TextSet, number: int) -> str:
    text = texts.texts[number - 1]
    return render.template(
        "round_text.html",
        name="read-text",
        heading=words.word("text_of", number=number, total=len(texts.texts)),
        kind="",
        asked=words.asked(text),
        message=text.client_message,
        their_words=words.word("their_message"),
        reply=words.word("the_reply"),
        fault=words.fault(text),
        text=text.text,
    )


def _talking(live: Live, told: dict[str, Any]) -> list[Part]:
    """The way through the texts, and the workbook's reading for after the talk."""
    word, order = live.word, [text["number"] for text in told["opened"]["texts"]]
    at = order.index(told["at"])
    row = [Button(f"read_talk:{order[at + 1]}", word("read_next"), main=True)] if order[at + 1 :] else []
    row += [Button(f"read_talk:{order[at - 1]}", word("read_before"))] if at else []
    if str(told["at"]) not in told["workbook"]:
        row.append(Button("read_workbook", word("read_workbook")))
    return [Actions("read-talk", tuple(row)), *live.told("read")]


def file(live: Live) -> list[Part]:
    """The file of all readings that may be taken along, once they lie open."""
    told = live.state.get("together")
    if not told or told["opened"] is None:
        return []
    about = live.word("read_file_about", count=told["rows"], set=told["set"])
    return [
        live.html("read-file-about", "note", text=about),
        Actions("read-file", (Button("read_file", live.word("read_file")),)),
        *_files.told(live.export, "read-file", "read-saved"),
    ]


# -- what is done ------------------------------------------------------------------------------------------


def _press_open(live: Live, _: str) -> Reply | None:
    heads = heads_seen(live)
    if not heads:
        told = live.tell("read", "heads_first")
        return Reply(focus="heads", announce=told.announce)
    return move(live, "read_open", heads=heads) or Reply(focus="read-text", announce=live.word("read_opened"))


def _press_talk(live: Live, number: str) -> Reply | None:
    return move(live, "read_talk", text=int(number)) or Reply(focus="read-text")


def _press_workbook(live: Live, _: str) -> Reply | None:
    return move(live, "read_workbook") or Reply(announce=live.word("read_workbook_shown"))


def _press_file(live: Live, _: str) -> Reply | None:
    record = live.watch.record
    if record is None:
        return None
    try:
        told = live.watch.rooms.line(record).move("read_file")["file"]
        path = _files.written(f"readings-of-a-room-{date.today().isoformat()}.csv", told.encode())
    except (OSError, UnreachableError, MoveRefusedError):
        live.export = _files.Said("read-file", live.word("read_not_saved"))
        return Reply(announce=live.export.text)
    live.export = _files.made(
        "read-file",
        lambda path: live.word("read_saved", path=path),
        path,
        live.page.word("take.save"),
        download=True,
    )
    return Reply(announce=live.export.text)


PRESSES: dict[str, Callable[[Live, str], Reply | None]] = {
    **OF_TEXTS,
    "read_open": _press_open,
    "read_talk": _press_talk,
    "read_workbook": _press_workbook,
    "read_file": _press_file,
}
