"""Small parts that a session is made of."""

from __future__ import annotations

from .. import render
from ..group.rooms import LONGEST
from ..parts import Actions, Button, Html, Part
from ._joining import Joining


def word(joining: Joining, key: str, **values: object) -> str:
    """A word of the room."""
    return joining.page.word(f"room.{key}", **values)


def html(name: str, file: str, /, **values: object) -> Html:
    """A template as a part."""
    return Html(name, render.template(file, **values))


def text(name: str, text: str) -> Html:
    """A quiet line."""
    return html(name, "kept_line.html", name=name, text=text)


def button(joining: Joining, name: str, key: str, *, main: bool = False) -> Button:
    """A button with a word of the room."""
    return Button(name, word(joining, key), main=main)


def row(id: str, *buttons: Button) -> Actions:
    """A row of buttons."""
    return Actions(f"room-{id}", buttons)


def press(joining: Joining, name: str, key: str) -> Actions:
    """One button."""
    return row(name, button(joining, name, key))


def box(name: str, text: str) -> Html:
    """A line in a box."""
    return html(name, "said.html", name=name, text=text, link="")


def line(joining: Joining) -> list[Part]:
    """What there is to say: of the connection, or of the last press."""
    if joining.offline:
        return [box("room-line", word(joining, "join.waiting" if joining.pending else "join.offline"))]
    told = word(joining, joining.told, limit=LONGEST) if joining.told else ""
    return [box("room-line", told)] if told else []
