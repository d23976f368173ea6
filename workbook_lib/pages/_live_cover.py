"""The picture of the group under its cover, questions that fit it, and sentences that people offered."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from .. import render
from ..group.asking import three_questions
from ..group.privacy import NEVER_GROUPED
from ..parts import Actions, Button, Choices, Group, Html, Option, Part
from ..widgets import Reply
from ._live import SLOT, Live

Picture = Mapping[str, Any]
KINDS = ("reflection", "reply")


# -- before it is lifted -----------------------------------------------------------------------------------


def lifting(live: Live) -> list[Part]:
    """What is asked before the cover is lifted: of what, how many heads, in what view."""
    word, left = live.word, _not_taken(live)
    if not left:
        return []
    kinds = tuple(Option(kind, word(f"kind_{kind}")) for kind in left)
    views = tuple(Option(value, word(f"by_desk_{value}")) for value in ("no", "yes"))
    heads = heads_box(live, "lift")
    note = live.html("once", "note", text=word("once"))
    lift = Actions("cover", (Button("lift", word("lift"), main=True),))
    asked: list[Part] = [
        Choices("kind", word("kind_legend"), kinds, _kind(live)),
        Choices("by_desk", word("by_desk_legend"), views, live.pick("by_desk", "no")),
        heads,
        note,
        lift,
        *live.told("cover"),
    ]
    questions = [] if live.lifted else [_questions(live, None)]
    return [Group("lifting", tuple(asked), look="note"), *questions]


def _not_taken(live: Live) -> list[str]:
    """The kinds of which this case has no picture yet."""
    taken = {_key(picture) for picture in live.state["snapshots"]}
    return [kind for kind in KINDS if (live.case.id, kind) not in taken]


def _kind(live: Live) -> str:
    left = _not_taken(live)
    picked = live.pick("kind", KINDS[0])
    return picked if picked in left or not left else left[0]


def heads_box(live: Live, sends: str) -> Part:
    """Where the facilitator types how many people they see; ``sends`` is the button that goes with it."""
    label, help = live.word("heads_label"), live.word("heads_help")
    return live.page.editor("heads", label, help, SLOT, rows=1, sends=sends)


def heads_seen(live: Live) -> int:
    """How many people the facilitator sees; 0 where no number stands in the box."""
    typed = "".join(live.page.draft(SLOT)[0].split())
    return int(typed) if typed.isdecimal() and len(typed) <= 3 else 0


def _press_lift(live: Live, _: str) -> Reply | None:
    heads = heads_seen(live)
    if not heads:
        told = live.tell("cover", "heads_first")
        return Reply(focus="heads", announce=told.announce)
    kind, by_desk = _kind(live), live.pick("by_desk", "no") == "yes"
    refused = live.move("cover", "snapshot", kind=kind, heads=heads, by_desk=by_desk)
    if refused:
        return refused
    live.lifted.add((live.case.id, kind))
    return Reply(focus=_name(live.case.id, kind), announce=live.word("lifted"))


# -- as it is seen -----------------------------------------------------------------------------------------


def _name(case: str, kind: str) -> str:
    return f"picture-{kind}-{case}"


def _key(picture: Picture) -> tuple[str, str]:
    return picture["case"], picture["kind"]


def seen(live: Live) -> list[Picture]:
    """The pictures that are to be seen now."""
    return [picture for picture in live.state.get("snapshots", ()) if _key(picture) in live.lifted]


def title_of(live: Live, picture: Picture) -> str:
    """What a picture is of."""
    case = live.page.content.scenarios.get(picture["case"])
    return live.word(
        "pictures_of", kind=live.word(f"kind_{picture['kind']}"), title=case.title if case else ""
    )


def pictures(live: Live) -> list[Part]:
    """Each picture that was taken: under its cover, or to be seen."""
    return [_picture(live, picture) for picture in live.state.get("snapshots", ())]


def _picture(live: Live, picture: Picture) -> Part:
    name = _name(*_key(picture))
    of = "/".join(_key(picture))
    if _key(picture) not in live.lifted:
        again = Button(f"uncover:{of}", live.word("show_again", kind=title_of(live, picture)))
        return Group(name, (Actions(f"{name}-cover", (again,)),))
    shown = live.html(
        f"{name}-shown", "picture", name=name, title=title_of(live, picture), **_told(live, picture)
    )
    cover = Actions(f"{name}-cover", (Button(f"cover:{of}", live.word("cover")),))
    return Group(name, (shown, cover, _questions(live, picture)))


def _told(live: Live, picture: Picture) -> dict[str, Any]:
    dimensions = live.page.content.rubric(picture["kind"]).dimensions
    left = picture["left_out"]
    never = [d.name for d in dimensions if d.id in NEVER_GROUPED]
    return {
        "views": [view_told(live, picture, view) for view in picture["views"]],
        "levels": levels(live),
        "never": live.word("never", names=", ".join(never)) if never else "",
        "left_out": live.word("left_out", count=left) if left else "",
    }


def levels(live: Live) -> list[tuple[str, str]]:
    """The mark and the word of each level."""
    return [(live.page.word(f"levels.{key}_mark"), live.page.word(f"levels.{key}")) for key in render.LEVELS]


def view_told(live: Live, picture: Picture, view: Mapping[str, Any]) -> dict[str, Any]:
    """One view as a page or a file says it: whose, how many, the counts of each dimension, and what is hidden."""
    dimensions = live.page.content.rubric(picture["kind"]).dimensions
    people, counts = view["summary"]["people"], view["summary"]["counts"]
    hidden = [d.name for d in dimensions if d.id in view["hidden"]]
    return {
        "desks": _desks(live, view["desks"]),
        "people": live.word("view_people", count=people),
        "rows": [
            (
                d.name,
                [
                    (n, live.word("how_many", count=n, people=people), round(100 * n / people))
                    for n in counts[d.id]
                ],
            )
            for d in dimensions
            if d.id in counts
        ],
        "hidden": live.word("hidden", names=", ".join(hidden)) if hidden else "",
        "none": "" if counts else live.word("none_shown"),
    }


def _desks(live: Live, desks: Sequence[str]) -> str:
    known = live.page.content.desks
    names = ", ".join(known[d].name if d in known else live.word("no_desk") for d in desks)
    return live.word("small_desks", names=names) if len(desks) > 1 else names


def _questions(live: Live, picture: Picture | None) -> Html:
    """Three questions: for what this group finds hardest, or for the case where there is no picture."""
    content, case = live.page.content, live.case.id
    asked = three_questions(content, dict(picture) if picture else None, case)
    of = _name(*_key(picture)) if picture else "case"
    return live.html(f"ask-{of}", "ask", asked=asked)


def _press_cover(live: Live, of: str) -> Reply | None:
    case, _, kind = of.partition("/")
    live.lifted.discard((case, kind))
    return Reply(announce=live.word("covered"))


def _press_uncover(live: Live, of: str) -> Reply | None:
    case, _, kind = of.partition("/")
    live.lifted.add((case, kind))
    return Reply(focus=_name(case, kind), announce=live.word("lifted"))


# -- sentences ---------------------------------------------------------------------------------------------


def sentences(live: Live) -> list[Part]:
    """The sentences that were shown, each as its writer saw it; those that wait come all at once."""
    offers, waiting = live.state.get("offers", ()), live.state.get("offers_waiting", False)
    if not offers and not waiting:
        return []
    found: list[Part] = [live.html("offers-head", "heading", text=live.word("offers_heading"))]
    if waiting and not live.projected:
        show = Actions("offers", (Button("offers", live.word("offers_show"), main=True),))
        found += [live.html("offers-wait", "note", text=live.word("offers_waiting")), show]
    return [Group("sentences", (*found, *_each(live, offers), *live.told("offers")))]


def _each(live: Live, offers: Sequence[Mapping[str, Any]]) -> Iterator[Part]:
    for offer in offers:
        hidden = offer["hidden"]
        if hidden and live.projected:
            continue
        text = live.html("sentence", "sentence", text="" if hidden else offer["text"])
        press = Button(f"show:{offer['id']}" if hidden else f"hide:{offer['id']}", "")
        label = live.word("offer_show" if hidden else "offer_hide")
        actions = Actions("offer", (Button(press.name, label),))
        yield Group(f"offer-{offer['id']}", (text,) if live.projected else (text, actions), look="sentence")


def _press_offers(live: Live, _: str) -> Reply | None:
    return live.move("offers", "offers") or Reply(announce=live.word("offers_shown"))


def _press_hide(live: Live, of: str) -> Reply | None:
    return live.move("offers", "hide", offer=of) or Reply(announce=live.word("offer_hidden"))


def _press_show(live: Live, of: str) -> Reply | None:
    return live.move("offers", "show", offer=of)


PRESSES: dict[str, Callable[[Live, str], Reply | None]] = {
    "lift": _press_lift,
    "cover": _press_cover,
    "uncover": _press_uncover,
    "offers": _press_offers,
    "hide": _press_hide,
    "show": _press_show,
}
