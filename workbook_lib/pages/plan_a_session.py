"""Page 20: a session planned from length, group, desks and aims, with all that belongs on paper."""

from __future__ import annotations

from dataclasses import replace

from .. import render
from ..activities.plan import PAGE
from ..parts import Actions, Button, Editor, Html, Part
from ..widgets import Event, Form, Press, Reply
from ._attendance import Attendance
from ._page import open_page
from ._plan import Plan
from ._plan_agenda import AgendaOpen
from ._plan_setup import Setup
from ._plan_take import Dated, Take
from ._planned import AGREEMENT, suggested_agreement
from ._top import top as _top
from ._top import way_on as _way_on

_open: dict[str, Plan] = {}


def _plan() -> Plan:
    """The state that the sections of the page share, anew with each opening."""
    page = open_page(PAGE)
    if PAGE not in _open or _open[PAGE].page is not page:
        _open[PAGE] = Plan(page)
    return _open[PAGE]


def _section(plain: str, made: Setup | AgendaOpen | Dated | Take | Attendance) -> Form:
    return made.plan.form(plain, made.parts, made.act)


def top() -> Form:
    """The head of the page."""
    return _top(PAGE)


def setup() -> Form:
    """What the session is to be."""
    return _section("plain_setup", Setup(_plan()))


def agenda() -> Form:
    """The agenda, open to change."""
    return _section("plain_agenda", AgendaOpen(_plan()))


def agreement() -> Form:
    """The working agreement."""
    plan = _plan()
    return plan.form(
        "plain_agreement", lambda: agreement_parts(plan), lambda event: act_agreement(plan, event)
    )


def agreement_parts(plan: Plan) -> list[Part]:
    """The agreement in a box. Until it is changed, it is what the session's settings suggest."""
    start = suggested_agreement(plan.page, manager=plan.manager)
    box = plan.editor("agreement", AGREEMENT, start, rows=9)
    if not box.revision and plan.manager:
        # A box keeps its text while it lives: with a manager there, it is another one.
        box = replace(box, id="agreement-manager")
    return [box, *_again(plan, box, start)]


def _again(plan: Plan, box: Editor, start: str) -> list[Part]:
    if box.text == start:
        return []
    return [Actions("agreement-do", (Button("agreement_again", plan.word("agreement_again")),))]


def act_agreement(plan: Plan, event: Event) -> Reply:
    """The suggested words again."""
    if isinstance(event, Press):
        plan.page.put(AGREEMENT, suggested_agreement(plan.page, manager=plan.manager))
        return Reply(focus="agreement", announce=plan.word("agreement_put"))
    return Reply()


def scripts() -> Form:
    """What to say when it gets hard."""
    plan = _plan()
    shown = render.template("plan_scripts.html", scripts=plan.told.scripts, own=plan.word)
    return plan.page.form([Html("scripts", shown)], plan.word("plain_scripts"))


def role_play() -> Form:
    """A role play for three."""
    plan = _plan()
    shown = render.template("plan_role_play.html", play=plan.told.role_play, own=plan.word)
    return plan.page.form([Html("role-play", shown)], plan.word("plain_role_play"))


def debrief() -> Form:
    """Questions for afterwards."""
    plan = _plan()
    shown = render.template("plan_debrief.html", debrief=plan.told.debrief, own=plan.word)
    return plan.page.form([Html("debrief", shown)], plan.word("plain_debrief"))


def dated() -> Form:
    """What it is called, and when it is."""
    return _section("plain_dated", Dated(_plan()))


def take() -> Form:
    """Everything on paper."""
    return _section("plain_take", Take(_plan()))


def attendance() -> Form:
    """Who was there."""
    return _section("plain_attendance", Attendance(_plan()))


def way_on() -> Form:
    """The way on."""
    return _way_on(PAGE)
