"""What a facilitator chooses for a room: how it is set up, where phones find it, and the case."""

from __future__ import annotations

from datetime import date

from .. import profiles
from ..group import network
from ..group.record import Wish
from ..parts import Actions, Button, Choices, Group, Option, Part
from ._live import Live

LEASTS = (6, 8, 10, 15)
SETTINGS = ("readings", "manager")
FIRST_CASE = "returned_book"


def before(live: Live) -> list[Part]:
    """All there is to choose before a room is open."""
    gone = profiles.current().leaves_nothing
    notes = [live.html("nothing-left", "note", text=live.word("leaves_nothing"))] if gone else []
    return [
        *notes,
        Group("wish", (*_settings(live), _least(live), *addresses(live), *_case(live)), look="wish"),
    ]


def during(live: Live) -> list[Part]:
    """What can be changed while it is open."""
    return [Group("wish", (*_settings(live), *_case(live)), look="wish")]


def wish(live: Live) -> Wish:
    """What was chosen."""
    return Wish(
        host=host(live),
        case=_picked_case(live),
        language=live.page.content.language,
        readings=_picked(live, "readings") == "yes",
        manager=_picked(live, "manager") == "yes",
        least=live.least - 1,
        title=live.plan.title_on(date.today()),
    )


def _options(live: Live, name: str, *values: str) -> tuple[Option, ...]:
    return tuple(Option(value, live.word(f"{name}_{value}")) for value in values)


def _picked(live: Live, name: str) -> str:
    """``yes`` or ``no``: as chosen, as planned, or people see their own reading and no manager takes part."""
    return live.pick(name, "yes" if name == "readings" or live.plan.manager else "no")


def _settings(live: Live) -> list[Part]:
    """What can be changed at any time."""
    state = live.state
    shown = {name: _picked(live, name) for name in SETTINGS}
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


def addresses(live: Live) -> list[Part]:
    """Where the room can be opened; looked up once, and again at a press."""
    if live.watch.rooms.elsewhere:
        return [live.html("address", "note", text=live.page.word("hub.address"))]
    found = _found(live)
    several = [a.kind for a in found].count("network") > 1
    options = tuple(
        Option(a.figures, live.word(_word_for(a, likeliest=several and a == found[0]), figures=a.figures))
        for a in found
    )
    alone = [live.html("no-network", "note", text=live.word("no_network"))] if len(options) == 1 else []
    again = Actions("look", (Button("look", live.word("look_again")),))
    return [Choices("address", live.word("address_legend"), options, host(live)), *alone, again]


def _word_for(address: network.Address, *, likeliest: bool) -> str:
    return "address_likeliest" if likeliest else f"address_{address.kind}"


def _found(live: Live) -> list[network.Address]:
    if live.addresses is None:
        live.addresses = network.addresses()
    return live.addresses


def host(live: Live) -> str:
    """The address that was chosen; the likeliest one where it isn't there any more."""
    if live.watch.rooms.elsewhere:
        return ""
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
    picked = live.pick("case", live.plan.case or FIRST_CASE)
    return picked if picked in known else known[0]
