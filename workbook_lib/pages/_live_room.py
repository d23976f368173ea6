"""The room on the facilitator's page: opening it, its link and code, and what to do when it can't be reached."""

from __future__ import annotations

from collections.abc import Callable

from ..group import network
from ..group.qr import qr
from ..parts import Actions, Button, Part
from ..widgets import Choice, Event, Press, Reply
from . import _live_wish as _wish
from ._live import SLOT, Live


def parts(live: Live) -> list[Part]:
    """What stands in the section of the room."""
    watch = live.watch
    if watch.record is None:
        return _closed(live)
    if watch.trouble == "opening" or (watch.state is None and not watch.trouble):
        return [live.html("opening", "told", name="opening", text=live.word("opening"))]
    return [*_trouble(live), *(_open(live) if watch.trouble in {"", "silent"} else []), *live.told("room")]


def _closed(live: Live) -> list[Part]:
    open_it = Actions("open", (Button("open", live.word("open"), main=True),))
    return [*_wish.before(live), open_it, *live.told("room")]


# -- while it is open --------------------------------------------------------------------------------------


def _open(live: Live) -> list[Part]:
    if live.state.get("over"):
        return [live.html("over", "note", text=live.word("ended"))]
    url, code = live.watch.url, live.watch.code
    picture = qr(f"{url}?code={code}", live.word("qr_alt", url=url))
    door = live.html("door", "door", url=url, code=code, qr=picture)
    check = Actions(
        "check", (Button("check", live.word("check_again")), Button("change", _change_label(live)))
    )
    news = [live.html("news", "note", text=live.word(live.news, url=url))] if live.news else []
    return [*news, door, _finding(live), check, *(_wish.during(live) if live.changing else [])]


def _change_label(live: Live) -> str:
    return live.word("change_done" if live.changing else "change")


def _finding(live: Live) -> Part:
    finding, reached = live.watch.finding, live.state.get("reached", False)
    ready = finding.endswith(".ready")
    return live.html(
        "finding",
        "check",
        finding="room.check.reached" if reached else finding,
        try_first=ready and not reached and not live.watch.rooms.elsewhere,
        may_block=() if live.watch.rooms.elsewhere else network.MAY_BLOCK,
        instead=network.INSTEAD,
    )


def _trouble(live: Live) -> list[Part]:
    """What is wrong, that nothing is lost, and what to do."""
    trouble, record = live.watch.trouble, live.watch.record
    if not trouble or record is None:
        return []
    if live.giving_up:
        sure = live.html("trouble", "told", name="trouble", text=live.word("give_up_sure"))
        yes = Button("another", live.word("give_up_yes"), main=True)
        return [sure, Actions("again", (yes, Button("stay", live.word("end_no"))))]
    never = trouble == "stopped" and not record.arranged
    text = live.word("not_opened" if never else trouble, figures=record.host)
    told = live.html("trouble", "told", name="trouble", text=text)
    if trouble == "silent":
        return [told]
    places = _wish.addresses(live) if trouble == "away" or never else []
    start = Button("start", live.word("start_again"), main=True)
    return [told, *places, Actions("again", (start, Button("give_up", live.word("give_up"))))]


# -- what is done ------------------------------------------------------------------------------------------


def act(live: Live, event: Event) -> Reply:
    """What a press or a choice does."""
    if isinstance(event, Choice):
        return _choose(live, event)
    if isinstance(event, Press) and event.name in PRESSES:
        live.said, live.news = ("", ""), ""
        return PRESSES[event.name](live) or Reply()
    return Reply()


def _choose(live: Live, choice: Choice) -> Reply:
    live.picked[choice.part] = choice.value
    if not live.state or choice.part not in {*_wish.SETTINGS, "case"}:
        return Reply()
    if choice.part == "case":
        refused = live.move("room", "case", case=choice.value)
    else:
        refused = live.move("room", choice.part, **{choice.part: choice.value == "yes"})
    return refused or live.tell("room", "changed")


def _press_open(live: Live) -> Reply | None:
    if live.page.draft(SLOT)[0] and live.page.journal is not None:
        live.page.put(SLOT, "")
    started = live.watch.open(_wish.wish(live))
    live.choosing = live.changing = False
    live.news = "" if started else "found"
    return Reply(focus="opening", announce=live.word("opening"))


def _press_start(live: Live) -> Reply | None:
    watch, before, never = live.watch, live.watch.url, not (live.watch.record and live.watch.record.arranged)
    watch.start(_wish.host(live) if watch.trouble == "away" or never else None)
    live.news = "" if never else "again" if watch.url == before else "moved"
    return Reply(focus="opening", announce=live.word("opening"))


def _press_give_up(live: Live) -> Reply | None:
    live.giving_up = True
    return Reply(focus="trouble", announce=live.word("give_up_sure"))


def _press_stay(live: Live) -> Reply | None:
    live.giving_up = False
    return None


def _press_another(live: Live) -> Reply | None:
    live.giving_up = False
    live.watch.close()
    return None


def _press_look(live: Live) -> Reply | None:
    live.addresses = None
    return None


def _press_choose(live: Live) -> Reply | None:
    live.choosing = not live.choosing
    return None


def _press_change(live: Live) -> Reply | None:
    live.changing, live.choosing = not live.changing, False
    return None


def _press_check(live: Live) -> Reply | None:
    live.watch.finding = ""
    live.watch.look()
    return Reply(announce=live.page.word(live.watch.finding)) if live.watch.finding else None


PRESSES: dict[str, Callable[[Live], Reply | None]] = {
    "open": _press_open,
    "start": _press_start,
    "give_up": _press_give_up,
    "stay": _press_stay,
    "another": _press_another,
    "look": _press_look,
    "choose": _press_choose,
    "change": _press_change,
    "check": _press_check,
}
