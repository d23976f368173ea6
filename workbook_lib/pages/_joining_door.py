"""The way into a session and out of it, in a learner's own workbook."""

from __future__ import annotations

from ..group.told import Now
from ..parts import Button, Group, Part
from . import _joining_pieces as pieces
from ._joining import Joining

DOOR = ("room", "code")
AT = ("room", "at")


def door(joining: Joining) -> list[Part]:
    """The code, and the address where it is needed."""
    page, needs_place = joining.page, bool(joining.chosen.get("ask_at"))
    code = page.editor(
        "room-code",
        pieces.word(joining, "join.code"),
        pieces.word(joining, "door.code_help"),
        DOOR,
        rows=1,
        sends="come_in",
    )
    at = page.editor(
        "room-at",
        pieces.word(joining, "join.at"),
        pieces.word(joining, "join.at_help"),
        AT,
        rows=1,
        sends="come_in",
    )
    close = Button("close_join", page.word("actions.close"))
    return [
        pieces.html("room-says", "intro.html", text=pieces.word(joining, "join.says")),
        code,
        *((at,) if needs_place else ()),
        *pieces.line(joining),
        pieces.row("door", pieces.button(joining, "come_in", "door.go", main=True), close),
    ]


def agreement(joining: Joining, now: Now) -> list[Part]:
    """Who can read what, when it is deleted, what is agreed on: the phone's words."""
    agree = (
        pieces.button(joining, "agree:yes", "agreement.write", main=True),
        pieces.button(joining, "agree:no", "agreement.without"),
    )
    shown = pieces.html("room-agreement", "joined_agreement.html", room=now, word=joining.page.word)
    return [
        shown,
        *pieces.line(joining),
        pieces.row("agree", *agree, pieces.button(joining, "leaving", "leave.link")),
    ]


def leaving(joining: Joining) -> list[Part]:
    """Asked once more before everything of theirs is deleted."""
    if joining.view != "leaving":
        return []
    asked = pieces.html("room-leaving", "intro.html", text=pieces.word(joining, "leave.says"))
    sure = pieces.row(
        "leave",
        pieces.button(joining, "stay", "leave.no", main=True),
        pieces.button(joining, "leave", "leave.yes"),
    )
    return [Group("room-sure", (asked, sure), look="note")]


def over(joining: Joining) -> list[Part]:
    """The session is over or left. What the room never had is shown once more, to keep or to let go."""
    key = "over.says" if joining.ended == "over" else "told.gone_heading"
    shown: list[Part] = [pieces.box("room-over", pieces.word(joining, key))]
    for number, text in enumerate(joining.unsent()):
        says = pieces.word(joining, "join.unsent") if number == 0 else ""
        shown.append(
            pieces.html(f"room-unsent-{number}", "joined_quote.html", text=says, quote=text, name="")
        )
    return [*shown, pieces.press(joining, "forget", "join.done")]
