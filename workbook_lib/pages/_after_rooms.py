"""Which room it is about: one of those this account led, or a file that a colleague sent."""

from __future__ import annotations

from ..group import summary
from ..group.summary import SummaryError
from ..parts import Actions, Button, Choices, Part, Upload
from ..widgets import Choice, Event, Press, Reply, Uploaded
from ._after import After

ROOM = "room"


def room_parts(after: After) -> list[Part]:
    """The rooms to choose from, and a place for a file."""
    options = after.options()
    broken = [found.path.name for found in after.found if found.trouble]
    chosen = after.chosen(ROOM)
    shown: list[Part] = []
    if options:
        shown.append(Choices(ROOM, after.word("which_room"), options, chosen.id if chosen else ""))
    else:
        shown.append(after.html("no-rooms", after.word("no_rooms")))
    if broken:
        shown.append(after.html("broken", after.word("broken", names=", ".join(broken))))
    upload = Upload(
        "room-file",
        after.word("bring"),
        after.word("bring_help"),
        ".json",
        summary.LARGEST,
        after.word("why_too_large"),
    )
    return [*shown, Actions("look", (Button("look", after.word("look")),)), upload, *after.told(ROOM)]


def act_room(after: After, event: Event) -> Reply | None:
    """Choose a room, look again, or take a file."""
    if isinstance(event, Choice) and event.part == ROOM:
        after.page.remember(room=event.value)
    elif isinstance(event, Press) and event.name == "look":
        after.look()
        return after.say(ROOM, after.word("looked", count=len(after.rooms())))
    elif isinstance(event, Uploaded):
        try:
            room = after.bring(event.data)
        except SummaryError as error:
            return after.say(ROOM, after.word(f"why_{error.why}"))
        after.page.remember(room=room.id)
        return after.say(ROOM, after.word("brought", room=after.named(room)))
    return None
