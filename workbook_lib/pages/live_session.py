"""Page 21: a facilitator's live session. Open a room, lead it through its steps, lift the cover, end it."""

from __future__ import annotations

from ..widgets import Form
from . import _live_board, _live_room
from ._live import Live
from ._live_plan import plan_of
from ._live_watch import watch
from ._page import open_page
from ._top import top as _top
from ._top import way_on as _way_on

PAGE = "21_live_session"

_open: dict[str, Live] = {}


def _live() -> Live:
    """The state that the sections of the page share, anew with each opening; the room is the same."""
    page = open_page(PAGE)
    if PAGE not in _open or _open[PAGE].page is not page:
        room = watch()
        _open[PAGE] = Live(page, room, plan_of(page))
        room.pages.append(_open[PAGE])
        room.look()
        room.go_along()
    return _open[PAGE]


def top() -> Form:
    """The head of the page."""
    return _top(PAGE)


def room() -> Form:
    """The room: opening it, its link and its code."""
    return _live().form("plain_room", _live_room.parts, _live_room.act)


def board() -> Form:
    """The session: its steps, its timer, the picture and the end."""
    return _live().form("plain_board", _live_board.parts, _live_board.act)


def way_on() -> Form:
    """Back to the learners' pages."""
    return _way_on(PAGE)
