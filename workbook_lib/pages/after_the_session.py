"""Page 22: what stays of a session, what two sessions say together, the weeks after, and a network's report."""

from __future__ import annotations

from ..widgets import Form
from ._after import After
from ._after_compare import act_compare, compare_parts
from ._after_kit import act_kit, kit_parts
from ._after_network import Network
from ._after_report import act_report, report_parts
from ._after_rooms import act_room, room_parts
from ._page import open_page
from ._top import top as _top
from ._top import way_on as _way_on

PAGE = "22_after_the_session"

_open: dict[str, After] = {}


def _after() -> After:
    """The state that the sections of the page share, anew with each opening."""
    page = open_page(PAGE)
    if PAGE not in _open or _open[PAGE].page is not page:
        _open[PAGE] = After(page)
        _open[PAGE].look()
    return _open[PAGE]


def top() -> Form:
    """The head of the page."""
    return _top(PAGE)


def room() -> Form:
    """Which room it is about."""
    return _after().form(room_parts, act_room)


def report() -> Form:
    """The group's report."""
    return _after().form(report_parts, act_report)


def first_last() -> Form:
    """Two sessions of one group side by side."""
    return _after().form(compare_parts, act_compare)


def weeks() -> Form:
    """Two and six weeks later."""
    return _after().form(kit_parts, act_kit)


def network() -> Form:
    """Many rooms as one report."""
    after = _after()
    made = Network(after)
    return after.form(made.parts, made.act)


def way_on() -> Form:
    """The way on."""
    return _way_on(PAGE)
