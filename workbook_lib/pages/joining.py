"""Take part in a session from one's own workbook: ``join("BCDF-2345")`` in a cell, or the block on page 00."""

from __future__ import annotations

from collections.abc import Mapping

from ..group.visiting import Place, RefusedError, UnreachableError, Visitor, here, invitation
from ..widgets import Choice, Event, Form, Press, Reply, Ticked
from . import _joining_door as door
from . import _joining_moves as moves
from . import _joining_parts as view
from . import _joining_pieces as pieces
from ._joining import Joining
from ._joining_looking import Looking
from ._page import open_page

PAGE = "00_start_here"

_joined: list[Joining] = []
"""The one place in a session that this kernel keeps up; another opening takes over from it."""


def join(code: str = "", at: str = "") -> Form:
    """Join the session with this code, or with the whole link that the facilitator shows.

    ``at`` is the room's address, such as ``"192.168.1.20:8800"``; without it a room on this computer is looked for.
    """
    joining = Joining(open_page(PAGE))
    if code or at:
        joining.view = "door"
        enter(joining, code, at)
    return show(joining)


def show(joining: Joining) -> Form:
    """The form of a place in a session, kept up to date while the page is open."""
    for earlier in _joined:
        earlier.stopped = True
    _joined[:] = [joining]
    page = joining.page
    if joining.visitor is not None:
        joining.try_now()
    form = page.form(view.parts(joining), page.word("plain.join"), lambda event, form: act(joining, event))
    Looking(joining, lambda went_on: _tell(joining, form, went_on)).start()
    return form


def _tell(joining: Joining, form: Form, went_on: bool) -> None:
    form.show(view.parts(joining))
    if went_on and joining.now is not None:
        form.tell(pieces.word(joining, f"says.{joining.now.step}"))


def act(joining: Joining, event: Event) -> Reply:
    """What a press or a choice does. A room that doesn't answer is a sentence, and nothing is lost."""
    joining.told = ""
    try:
        focus, announce = _done(joining, event)
    except UnreachableError:
        joining.offline = joining.visitor is not None
        joining.told = "" if joining.offline else "join.no_room"
        focus, announce = (
            "room-line",
            pieces.word(joining, "join.offline" if joining.offline else "join.no_room"),
        )
    except RefusedError as no:
        focus, announce = moves.refused(joining, no)
    return Reply(view.parts(joining), focus=focus, announce=announce)


def _done(joining: Joining, event: Event) -> tuple[str, str]:
    if isinstance(event, Press):
        name, _, about = event.name.partition(":")
        if name == "come_in":
            return _come_in(joining)
        return moves.MOVES[name](joining, about)
    if isinstance(event, Choice):
        moves.choose(joining, event.part, event.value)
    if isinstance(event, Ticked):
        joining.chosen["keep"] = "yes" if event.on else ""
    return "", ""


def _come_in(joining: Joining) -> tuple[str, str]:
    code, at = (joining.page.draft(slot)[0] for slot in (door.DOOR, door.AT))
    return enter(joining, code, at)


def enter(joining: Joining, typed: str, at: str) -> tuple[str, str]:
    """Try a code; where focus goes, and what is announced. Says in one sentence why it can't be done."""
    try:
        code, where = invitation(typed, at)
    except ValueError:
        joining.chosen["ask_at"] = "yes"
        return _say(joining, "join.no_address")
    if not code:
        return _say(joining, "join.no_code")
    where = where or here()
    if where is None:
        joining.chosen["ask_at"] = "yes"
        return _say(joining, "join.ask_at", "room-at")
    return _enter(joining, code, where)


def _enter(joining: Joining, code: str, where: Place) -> tuple[str, str]:
    visitor = Visitor(where)
    try:
        visitor.join(code)
    except UnreachableError:
        joining.chosen["ask_at"] = "yes"
        return _say(joining, "join.no_room")
    except RefusedError as no:
        key = _REFUSED.get(no.why, "join.no_room")
        return _say(joining, key)
    joining.visitor, joining.view, joining.chosen = visitor, "", {}
    for slot in (door.DOOR, door.AT):
        joining.blank(slot)
    joining.remember()
    joining.try_now()
    return "room-agreement", pieces.word(joining, "agreement.heading")


def _say(joining: Joining, key: str, focus: str = "room-line") -> tuple[str, str]:
    joining.told = key
    return focus, pieces.word(joining, key)


_REFUSED: Mapping[str, str] = {
    **{why: f"door.{why}" for why in ("wrong", "wait", "full")},
    "over": "join.over",
}
