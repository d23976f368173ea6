"""Which texts are read together: the workbook's own, or a trainer's file, looked through for details first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from .. import details, render
from ..agreement.rows import Aside
from ..agreement.texts import ReadText, Taken, TextSet, chosen, part_of, read_texts
from ..model import Kind
from ..parts import Actions, Button, Choices, Group, Html, Option, Part, Upload
from ..tables.answers import Refused
from ..widgets import Choice, Event, Press, Reply, Uploaded
from ._round import Round

MOST = 4_000_000
COUNTS = (6, 8, 12)
"""So many of the practice texts may be read; a room offers the same."""
KINDS: tuple[Kind, ...] = ("reflection", "reply")
_NO_CSV = frozenset({"pdf", "document", "packed", "picture", "database", "web_page", "not_text"})


def texts_parts(round: Round) -> list[Part]:
    """What is being read, or what there is to choose from."""
    if round.begun:
        return [*_standing(round), *round.box("texts")]
    ways = tuple(Option(way, round.word(f"from_{way}")) for way in ("ours", "own"))
    kinds = tuple(Option(kind, round.word(f"kind_{kind}")) for kind in KINDS)
    return [
        Choices("kind", round.word("which_kind"), kinds, _kind(round)),
        Choices("from", round.word("whose_texts"), ways, _from(round)),
        *(_ours(round) if _from(round) == "ours" else _theirs(round)),
        *round.box("texts"),
    ]


def _kind(round: Round) -> Kind:
    return "reply" if round.page.place.get("kind") == "reply" else "reflection"


def _from(round: Round) -> str:
    return str(round.page.place.get("from", "ours"))


def _standing(round: Round) -> list[Part]:
    """The texts of the round, and a way to begin anew that asks first."""
    kind = round.word(f"kind_{round.texts.kind}").lower()
    key = "standing_own" if round.texts.own else "standing_ours"
    told = round.word(key, count=len(round.texts.texts), kind=kind, set=round.texts.digest)
    shown: list[Part] = [Html("standing", render.template("intro.html", text=told))]
    if not round.picked.get("ending"):
        return [*shown, Actions("anew", (Button("anew", round.word("anew")),))]
    asked = Html("anew-asked", render.template("intro.html", text=round.word("anew_asked")))
    row = Actions(
        "anew-do", (Button("anew_yes", round.word("anew_yes")), Button("anew_no", round.word("anew_no")))
    )
    return [*shown, Group("anew-group", (asked, row), look="note")]


# -- the workbook's own ------------------------------------------------------------------------------------


def _ours(round: Round) -> list[Part]:
    texts = round.practice.texts[_kind(round)]
    prompts = round.page.content.prompts
    parts = list(dict.fromkeys(part_of(text) for text in texts))
    named = {part: prompts[part].wording if part in prompts else round.word(f"part_{part}") for part in parts}
    options = (Option("", round.word("part_all")), *(Option(part, named[part]) for part in parts))
    shown: list[Part] = [Choices("part", round.word("which_part"), options, _part(round))]
    if not _part(round) and len(texts) > COUNTS[0]:
        counts = tuple(Option(str(n), round.word("so_many", count=n)) for n in COUNTS if n <= len(texts))
        shown.append(Choices("count", round.word("how_many"), counts, str(_count(round))))
    return [*shown, Actions("begin", (Button("begin", round.word("begin"), main=True),))]


def _part(round: Round) -> str:
    parts = {part_of(text) for text in round.practice.texts[_kind(round)]}
    found = str(round.page.place.get("part", ""))
    return found if found in parts else ""


def _count(round: Round) -> int:
    return next((n for n in COUNTS if round.page.place.get("count") == str(n)), COUNTS[0])


# -- a trainer's own ---------------------------------------------------------------------------------------


def _theirs(round: Round) -> list[Part]:
    """The warning, the file, what was found in it, and the press that says it is all right."""
    warning = Html("own-warning", render.template("own_said.html", text=round.word("own_warning")))
    key = "own_file_help_reply" if _kind(round) == "reply" else "own_file_help"
    upload = Upload(
        "own-texts", round.word("own_file"), round.word(key), ".csv,.tsv,.txt", MOST, round.word("too_big")
    )
    taken: Taken | None = round.picked.get("taken")
    if taken is None:
        return [warning, upload]
    said = round.word("taken", count=len(taken.texts))
    told = Html("taken", aside_box(round, "taken-said", said, taken.aside))
    found = _found(taken.texts)
    if found and not round.picked.get("left"):
        return [warning, upload, told, _asked(round, found)]
    return [warning, upload, told, Actions("use", (Button("use", round.word("own_use"), main=True),))]


def _found(texts: Sequence[ReadText]) -> list[tuple[int, set[details.Kind]]]:
    """The numbers of the texts that hold details which could tell who somebody is, and which kinds."""
    kinds = ({d.kind for d in details.details(f"{t.client_message}\n{t.text}")} for t in texts)
    return [(number, found) for number, found in enumerate(kinds, start=1) if found]


def _asked(round: Round, found: list[tuple[int, set[details.Kind]]]) -> Part:
    held = {kind for _, kinds in found for kind in kinds}
    kinds = ", ".join(round.page.word(f"details.{kind}") for kind in details.KINDS if kind in held)
    numbers = ", ".join(str(number) for number, _ in found)
    asked = render.template("intro.html", text=round.word("own_details", kinds=kinds, numbers=numbers))
    row = (
        Button("replace", round.page.word("details.replace")),
        Button("leave", round.page.word("details.leave")),
    )
    return Group(
        "own-details", (Html("own-details-asked", asked), Actions("own-details-do", row)), look="note"
    )


def _replaced(round: Round, text: ReadText) -> ReadText:
    words = {kind: round.page.word(f"details.in_place_{kind}") for kind in details.KINDS}

    def without(told: str) -> str:
        return details.replaced(told, details.details(told), words)

    return replace(text, text=without(text.text), client_message=without(text.client_message))


def aside_box(round: Round, name: str, said: str, left: Sequence[Aside], place: str = "aside_line") -> str:
    """What was taken, and the rows that were set aside with the reason, as HTML."""
    rows = [
        round.word(place, line=one.line, why=round.word(f"aside_{one.key}", **_named(round, one)))
        for one in left
    ]
    return render.template("set_aside.html", name=name, said=said, heading=round.word("set_aside"), rows=rows)


def _named(round: Round, one: Aside) -> dict[str, object]:
    item = one.values.get("item")
    return {**one.values, **({"item": round.name_of(str(item))} if item and round.begun else {})}


def refused(round: Round, why: Refused) -> str:
    """Why a file can't be read, in a sentence."""
    return round.word(f"refused_{'no_csv' if why.key in _NO_CSV else why.key}", **why.values)


# -- what is done ------------------------------------------------------------------------------------------


def act_texts(round: Round, event: Event) -> Reply:
    """Choose, begin, begin anew, or bring a file."""
    if isinstance(event, Choice) and event.part in {"kind", "from", "part", "count"}:
        round.page.remember(**{event.part: event.value})
        if event.part in {"kind", "from"}:
            round.picked.pop("taken", None)
        return Reply()
    if isinstance(event, Uploaded):
        return _take(round, event.data)
    return _PRESSES[event.name](round) if isinstance(event, Press) and event.name in _PRESSES else Reply()


def _take(round: Round, data: bytes) -> Reply:
    round.picked["left"] = False
    try:
        round.picked["taken"] = read_texts(data, _kind(round))
    except Refused as why:
        round.picked.pop("taken", None)
        round.said["texts"] = refused(round, why)
        return Reply(announce=round.said["texts"], focus="texts-said")
    return Reply(focus="taken-said")


def _begin(round: Round) -> Reply:
    kind = _kind(round)
    texts = chosen(round.practice.texts[kind], _part(round), COUNTS[-1] if _part(round) else _count(round))
    round.begin(TextSet(kind, texts))
    return round.tell("texts", "begun")


def _use(round: Round) -> Reply:
    taken: Taken | None = round.picked.pop("taken", None)
    if taken is None:
        return Reply()
    round.begin(TextSet(_kind(round), taken.texts, own=True))
    return round.tell("texts", "begun")


def _replace(round: Round) -> Reply:
    taken: Taken | None = round.picked.get("taken")
    if taken is not None:
        round.picked["taken"] = replace(taken, texts=tuple(_replaced(round, text) for text in taken.texts))
    return round.tell("texts", "own_replaced")


def _leave(round: Round) -> Reply:
    round.picked["left"] = True
    return Reply(focus="taken-said")


def _ask(round: Round, asked: bool) -> Reply:
    round.picked["ending"] = asked
    return Reply(focus="anew_no" if asked else "anew")


def _anew(round: Round) -> Reply:
    round.picked.clear()
    round.end()
    return round.tell("texts", "anew_done")


_PRESSES = {
    "begin": _begin,
    "use": _use,
    "replace": _replace,
    "leave": _leave,
    "anew": lambda round: _ask(round, True),
    "anew_no": lambda round: _ask(round, False),
    "anew_yes": _anew,
}
