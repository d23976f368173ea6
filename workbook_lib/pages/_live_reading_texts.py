"""Which texts a room reads together: the workbook's own, or those that are chosen on page 23."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ..agreement.texts import TextSet, chosen, set_of
from ..group.reading_words import practice
from ..group.rooms import MOST_TEXTS
from ..group.talking import MoveRefusedError, UnreachableError
from ..model import Kind
from ..parts import Actions, Button, Choices, Group, Option, Part
from ..widgets import Reply
from ._live import Live
from ._round import SETTING

COUNTS = ("6", "8", "12")
KINDS: tuple[Kind, ...] = ("reflection", "reply")
CHOSEN_AT = frozenset({"welcome", "agreement", "snapshot"})
"""The steps at which texts may be put before a room: the others are for their own work."""
REFUSED = frozenset({"too_few", "more_than_heads", "read_begun", "way_back", "too_many_texts"})


def move(live: Live, name: str, **said: Any) -> Reply | None:
    """Make a move in the room; what to say where it can't be made."""
    try:
        live.watch.move(name, **said)
    except MoveRefusedError as error:
        why = str(error)
        if why in REFUSED:
            least = live.state.get("least", 0) + 1
            return live.tell("read", f"read_refused_{why}", least=least, most=MOST_TEXTS)
        return live.tell("read", "refused_other", why=why.replace("_", " "))
    except UnreachableError:
        return live.tell("read", "silent")
    return None


def choosing(live: Live) -> list[Part]:
    """The way to put texts before the room, and all there is to choose."""
    word = live.word
    if live.pick("read", "") != "choosing":
        return [Actions("read", (Button("read_choose", word("read_choose")),)), *live.told("read")]
    theirs = _of_page_23(live)
    sources = ["ours", *(["theirs"] if theirs else [])]
    asked: list[Part] = [_options(live, "read_from", sources, _from(live))]
    if _from(live) == "ours":
        asked.append(_options(live, "read_kind", KINDS, _kind(live)))
        asked.append(_options(live, "read_count", COUNTS, live.pick("read_count", "8")))
    elif theirs is not None:
        text = word("read_theirs", count=len(theirs.texts), set=theirs.digest)
        asked.append(live.html("read-theirs", "note", text=text))
    if live.state["step"] != "snapshot":
        asked.append(_options(live, "read_alone", ("yes", "no"), live.pick("read_alone", "yes")))
    put = (Button("read_put", word("read_put"), main=True), Button("read_never", word("read_never")))
    about = live.html("read-about", "note", text=word("read_about"))
    return [Group("reading", (about, *asked, Actions("read-put", put), *live.told("read")), look="wish")]


def _options(live: Live, name: str, values: Sequence[str], value: str) -> Part:
    options = tuple(Option(one, live.word(f"{name}_{one}")) for one in values)
    return Choices(name, live.word(f"{name}_legend"), options, value)


def _kind(live: Live) -> Kind:
    return "reply" if live.pick("read_kind", KINDS[0]) == "reply" else "reflection"


def _from(live: Live) -> str:
    return live.pick("read_from", "ours") if _of_page_23(live) else "ours"


def _of_page_23(live: Live) -> TextSet | None:
    """The texts of the round on page 23, a trainer's own perhaps; None where there are none."""
    kept = live.page.setting(SETTING) or {}
    return set_of(kept["texts"]) if kept.get("texts") else None


def _texts(live: Live) -> TextSet:
    theirs = _of_page_23(live)
    if _from(live) == "theirs" and theirs is not None:
        return theirs
    kind = _kind(live)
    count = int(live.pick("read_count", "8"))
    return TextSet(kind, chosen(practice(live.page.content).texts[kind], "", count))


def waiting(live: Live, told: Mapping[str, Any]) -> list[Part]:
    """The texts that wait for their step, and a way to take them back."""
    text = live.word("read_waits", count=told["count"], set=told["set"])
    return [
        live.html("read-waits", "note", text=text),
        Actions("read", (Button("read_not", live.word("read_not")),)),
        *live.told("read"),
    ]


# -- what is done ------------------------------------------------------------------------------------------


def _press_choose(live: Live, _: str) -> Reply | None:
    live.picked["read"] = "choosing"
    return None


def _press_never(live: Live, _: str) -> Reply | None:
    live.picked["read"] = ""
    return None


def _press_put(live: Live, _: str) -> Reply | None:
    texts = _texts(live)
    if len(texts.texts) > MOST_TEXTS:
        return live.tell("read", "read_refused_too_many_texts", most=MOST_TEXTS)
    alone = live.state["step"] != "snapshot" and live.pick("read_alone", "yes") == "yes"
    refused = move(live, "read", texts=texts.as_data(), alone=alone)
    if refused:
        return refused
    live.picked["read"] = ""
    return Reply(announce=live.word("read_waits", count=len(texts.texts), set=texts.digest))


def _press_not(live: Live, _: str) -> Reply | None:
    return move(live, "read_not")


PRESSES: dict[str, Callable[[Live, str], Reply | None]] = {
    "read_choose": _press_choose,
    "read_never": _press_never,
    "read_put": _press_put,
    "read_not": _press_not,
}
