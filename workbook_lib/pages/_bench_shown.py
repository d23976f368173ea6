"""What a box of a practice page shows: the writing, and beside it what the words show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import details, render
from ..model import Assessment, Entry
from ..parts import Actions, Button, Editor, Group, Html, Part
from . import _care as care
from . import _marks as marks
from . import _self_rating as self_rating
from ._page import local_time
from ._reader import NoReader

if TYPE_CHECKING:
    from ._bench import Bench


def parts(
    bench: Bench, more: tuple[Button, ...], below: tuple[Part, ...], *, goes_on: bool, press: str
) -> Group:
    """The whole box. What is kept without being read has nothing beside it."""
    name, entry = bench.name, next(iter(reversed(bench.kept())), None)
    main = Button(f"read:{name}", press or _label(bench, entry), main=not (entry and goes_on))
    do = Actions(f"do-{name}", (main, *more))
    writing = (_editor(bench), *_rate(bench), do, *_nudge(bench), *below)
    if isinstance(bench.reader, NoReader) and (entry is None or entry.assessment is None):
        return Group(f"write-{name}", (*writing, *_versions(bench)))
    columns = (Group(f"write-{name}", writing), Group(f"shown-{name}", _shown(bench, entry)))
    return Group(f"bench-{name}", columns, look="beside")


def _label(bench: Bench, entry: Entry | None) -> str:
    if isinstance(bench.reader, NoReader):
        return bench.page.word("actions.keep_it")
    return bench.page.word("actions.read_again" if entry else "actions.read")


def _editor(bench: Bench) -> Editor:
    return bench.page.editor(f"box-{bench.name}", bench.label, bench.help, bench.slot, rows=bench.rows)


def _rate(bench: Bench) -> tuple[Part, ...]:
    aim, chosen = bench.reader.aim, bench.choice("rate")
    if aim is None:
        return ()
    choices = self_rating.choices(bench.page, bench.name, aim, chosen)
    passed_over = bench.nudged and not chosen and not bench.kept()
    return (choices, self_rating.hint(bench.page, bench.name)) if passed_over else (choices,)


def _shown(bench: Bench, entry: Entry | None) -> tuple[Part, ...]:
    name = bench.name
    if entry is None or entry.assessment is None:
        later = render.template("later.html", text=bench.page.word("reading.here"))
        return (Html(f"reading-{name}", later),)
    before = next((e.assessment for e in reversed(bench.kept()[:-1]) if e.assessment), None)
    shown = bench.reader.show(entry, entry.assessment, before, name)
    return (Html(f"reading-{name}", shown), *_objections(bench, entry.assessment), *_versions(bench))


def _objections(bench: Bench, assessment: Assessment) -> tuple[Part, ...]:
    if assessment.note in care.MET:
        return ()
    word, found = bench.page.word, bench.reader.marks(assessment)
    bigger = Button(f"bigger:{bench.name}", word("actions.bigger"))
    if not found or not assessment.was_read:
        return (Actions(f"object-{bench.name}", (bigger,)),)
    not_meant = Button(f"dispute:{bench.name}", word("actions.not_meant"))
    ask = Actions(f"object-{bench.name}", (not_meant, bigger))
    if not bench.disputing:
        return (ask,)
    chosen, unchosen = bench.choice("dispute"), bench.unchosen
    return (ask, *marks.asked(bench.page, bench.name, bench.slot, found, chosen, unchosen=unchosen))


def _versions(bench: Bench) -> tuple[Part, ...]:
    earlier = bench.kept()[:-1]
    if not earlier:
        return ()
    shown = [{"when": local_time(e.written_at), "text": e.text} for e in reversed(earlier)]
    html = render.template("versions.html", versions=shown, word=bench.page.word)
    return (Html(f"versions-{bench.name}", html),)


def _nudge(bench: Bench) -> tuple[Part, ...]:
    """Where the words hold something that could tell who a client is: offer to replace it, once."""
    found = {d.kind for d in details.details(bench.text)} if bench.kept() else set()
    if not found or bench.page.place.get("left", {}).get("/".join(bench.slot)):
        return ()
    name, word = bench.name, bench.page.word
    kinds = ", ".join(word(f"details.{kind}") for kind in details.KINDS if kind in found)
    told = Html(f"details-{name}", render.template("intro.html", text=word("details.found", kinds=kinds)))
    yes = Button(f"replace:{name}", word("details.replace"))
    no = Button(f"leave:{name}", word("details.leave"))
    return (Group(f"nudge-{name}", (told, Actions(f"nudge-do-{name}", (yes, no))), look="note"),)
