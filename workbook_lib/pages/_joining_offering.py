"""A sentence for the room, from one's own workbook: chosen, seen as the room will see it, taken back at will."""

from __future__ import annotations

from .. import render
from ..group.told import Now, Written
from ..parts import Button, Choices, Html, Option, Part, Ticks
from . import _joining_pieces as pieces
from ._joining import Joining


def shown(joining: Joining, kept: Written) -> list[Part]:
    """The sentences of an answer to choose from, or the one that was chosen."""
    back = pieces.button(joining, "not_now", "offer.not_now")
    if joining.view == "offer":
        says = pieces.html("room-offer-says", "intro.html", text=pieces.word(joining, "offer.says"))
        if not kept.sentences:
            return [
                pieces.box("room-offer-none", pieces.word(joining, "offer.none")),
                pieces.row("offer-do", back),
            ]
        options = tuple(Option(str(n), text) for n, text in enumerate(kept.sentences))
        which = Choices(
            "room-sentence", pieces.word(joining, "offer.which"), options, joining.chosen.get("sentence", "")
        )
        return [
            says,
            which,
            pieces.row("offer-do", pieces.button(joining, "preview", "offer.look", main=True), back),
        ]
    return _preview(joining, back) if joining.view == "preview" else []


def _preview(joining: Joining, back: Button) -> list[Part]:
    """Exactly what the room would see; help in its place where a sentence may be bigger than a reply."""
    page, sentence = joining.page, joining.chosen.get("offered", "")
    if met := joining.chosen.get("met", ""):
        care = render.template("care.html", care=page.content.care, own=met == "own_hurt")
        return [
            pieces.box("room-bigger", pieces.word(joining, "offer.bigger")),
            Html("room-care", care),
            pieces.row("offer-do", back),
        ]
    text = pieces.word(joining, "offer.preview")
    shown: list[Part] = [
        pieces.html("room-preview", "joined_quote.html", text=text, quote=sentence, name="room-preview")
    ]
    if joining.chosen.get("details"):
        shown.append(pieces.box("room-preview-details", pieces.word(joining, "offer.details")))
    ticked = ("yes",) if joining.chosen.get("keep") else ()
    shown.append(Ticks("room-may-keep", "", (Option("yes", pieces.word(joining, "offer.keep")),), ticked))
    return [*shown, pieces.row("offer-do", pieces.button(joining, "offer_yes", "offer.yes", main=True), back)]


def mine(joining: Joining, now: Now) -> list[Part]:
    """What this person offered, each with a way to take it back."""
    shown: list[Part] = []
    for number, offer in enumerate(now.offers):
        heading = pieces.word(joining, "offer.yours") if number == 0 else ""
        quote = pieces.html(
            f"room-offer-{number}", "joined_quote.html", text=heading, quote=offer["text"], name=""
        )
        shown += [quote, pieces.row(f"undo-{number}", pieces.button(joining, f"undo:{number}", "offer.undo"))]
    return shown
