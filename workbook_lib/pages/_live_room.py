"""The room on the facilitator's page: opening it, its link and code, and what to do when it can't be reached."""

from __future__ import annotations

from collections.abc import Callable

from .. import profiles
from ..group import network
from ..group.opening import Wish
from ..group.qr import qr
from ..parts import Actions, Button, Choices, Group, Option, Part
from ..widgets import Choice, Event, Press, Reply
from ._live import SLOT, Live

LEASTS = (6, 8, 10, 15)
SETTINGS = ("readings", "manager")
FIRST_CASE = "returned_book"


def parts(live: Live) -> list[Part]:
    """What stands in the section of the room."""
    watch = live.watch
    if watch.record is None:
        return _closed(live)
    if watch.trouble == "opening" or (watch.state is None and not watch.trouble):
        return [live.html("opening", "told", name="opening", text=live.word("opening"))]
    return [*_trouble(live), *(_open(live) if watch.trouble in {"", "silent"} else []), *live.told("room")]


# -- before it is open -------------------------------------------------------------------------------------


def _closed(live: Live) -> list[Part]:
    open_it = Actions("open", (Button("open", live.word("open"), main=True),))
    notes = [live.html("nothing-left", "note", text=live.word("leaves_nothing"))] if _leaves_nothing() else []
    chosen = Group("wish", (*_settings(live), _least(live), *_addresses(live), *_case(live)), look="wish")
    return [*notes, chosen, open_it, *live.told("room")]


def _leaves_nothing() -> bool:
    return profiles.current().leaves_nothing


def _options(live: Live, name: str, *values: str) -> tuple[Option, ...]:
    return tuple(Option(value, live.word(f"{name}_{value}")) for value in values)


def _settings(live: Live) -> list[Part]:
    """What can be changed at any time."""
    state = live.state
    shown = {name: live.pick(name, default) for name, default in (("readings", "yes"), ("manager", "no"))}
    if state:
        shown = {name: "yes" if state[name] else "no" for name in SETTINGS}
    readings = _options(live, "readings", "yes", "no")
    manager = _options(live, "manager", "no", "yes")
    return [
        Choices("readings", live.word("readings_legend"), readings, shown["readings"]),
        Choices("manager", live.word("manager_legend"), manager, shown["manager"]),
    ]


def _least(live: Live) -> Part:
    options = tuple(Option(str(n), live.word("least_people", count=n)) for n in LEASTS)
    return Choices("least", live.word("least_legend"), options, str(live.least))


def _addresses(live: Live) -> list[Part]:
    """Where the room can be opened; looked up once, and again at a press."""
    options = tuple(
        Option(a.figures, live.word(f"address_{a.kind}", figures=a.figures)) for a in _found(live)
    )
    alone = [live.html("no-network", "note", text=live.word("no_network"))] if len(options) == 1 else []
    again = Actions("look", (Button("look", live.word("look_again")),))
    return [Choices("address", live.word("address_legend"), options, _host(live)), *alone, again]


def _found(live: Live) -> list[network.Address]:
    if live.addresses is None:
        live.addresses = network.addresses()
    return live.addresses


def _host(live: Live) -> str:
    figures = [a.figures for a in _found(live)]
    picked = live.pick("address", figures[0])
    return picked if picked in figures else figures[0]


def _case(live: Live) -> list[Part]:
    """The case, and the way to another one: by desk, as there are many."""
    content, picked = live.page.content, _picked_case(live)
    shown = live.html("case-is", "note", text=live.word("case_is", title=content.scenarios[picked].title))
    if not live.choosing:
        return [shown, Actions("choose", (Button("choose", live.word("case_change")),))]
    desk = live.pick("desk", content.scenarios[picked].desks[0])
    at_desk = [case for case in content.for_desk(desk) if not case.safety]
    return [
        shown,
        Choices(
            "desk", live.word("case_desk"), tuple(Option(d.id, d.name) for d in content.desks.values()), desk
        ),
        Choices("case", live.word("case_legend"), tuple(Option(c.id, c.title) for c in at_desk), picked),
        Actions("choose", (Button("choose", live.word("case_close")),)),
    ]


def _picked_case(live: Live) -> str:
    if live.state:
        return live.case.id
    # Where staff were abused, nobody is asked to write about it in front of others.
    known = [id for id, case in live.page.content.scenarios.items() if not case.safety]
    picked = live.pick("case", FIRST_CASE)
    return picked if picked in known else known[0]


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
    return [door, _finding(live), check, *(_changing(live) if live.changing else [])]


def _change_label(live: Live) -> str:
    return live.word("change_done" if live.changing else "change")


def _changing(live: Live) -> list[Part]:
    return [Group("wish", (*_settings(live), *_case(live)), look="wish")]


def _finding(live: Live) -> Part:
    finding, reached = live.watch.finding, live.state.get("reached", False)
    ready = finding.endswith(".ready")
    return live.html(
        "finding",
        "check",
        finding="room.check.reached" if reached else finding,
        try_first=ready and not reached,
        may_block=network.MAY_BLOCK,
        instead=network.INSTEAD,
    )


def _trouble(live: Live) -> list[Part]:
    """What is wrong, that nothing is lost, and what to do."""
    trouble = live.watch.trouble
    record = live.watch.record
    if not trouble or record is None:
        return []
    told = live.html("trouble", "told", name="trouble", text=live.word(trouble, figures=record.host))
    if trouble == "silent":
        return [told]
    places = _addresses(live) if trouble == "away" else []
    return [told, *places, Actions("again", (Button("start", live.word("start_again"), main=True),))]


# -- what is done ------------------------------------------------------------------------------------------


def act(live: Live, event: Event) -> Reply:
    """What a press or a choice does."""
    if isinstance(event, Choice):
        return _choose(live, event)
    if isinstance(event, Press) and event.name in PRESSES:
        live.said = ("", "")
        return PRESSES[event.name](live) or Reply()
    return Reply()


def _choose(live: Live, choice: Choice) -> Reply:
    live.picked[choice.part] = choice.value
    if not live.state or choice.part not in {*SETTINGS, "case"}:
        return Reply()
    if choice.part == "case":
        refused = live.move("room", "case", case=choice.value)
    else:
        refused = live.move("room", choice.part, **{choice.part: choice.value == "yes"})
    return refused or live.tell("room", "changed")


def _press_open(live: Live) -> Reply | None:
    if live.page.draft(SLOT)[0] and live.page.journal is not None:
        live.page.put(SLOT, "")
    live.watch.open(
        Wish(
            host=_host(live),
            case=_picked_case(live),
            language=live.page.content.language,
            readings=live.pick("readings", "yes") == "yes",
            manager=live.pick("manager", "no") == "yes",
            least=live.least - 1,
        )
    )
    live.choosing = live.changing = False
    return Reply(focus="opening", announce=live.word("opening"))


def _press_start(live: Live) -> Reply | None:
    live.watch.start(_host(live) if live.watch.trouble == "away" else None)
    return Reply(focus="opening", announce=live.word("opening"))


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
    "look": _press_look,
    "choose": _press_choose,
    "change": _press_change,
    "check": _press_check,
}
