"""The end of a room, what stays of it, and a file of what the screen shows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from ..parts import Actions, Button, Part
from ..places import write_whole
from ..takeaway.document import Block, Document, Own, Says, Section, Table
from ..widgets import Reply
from . import _files
from ._days import day_of
from ._files import Said
from ._live import Live
from ._live_cover import Picture, heads_box, heads_seen, levels, seen, title_of, view_told


def ending(live: Live) -> list[Part]:
    """The end, asked once more; and a file of what the screen shows."""
    if not live.ending:
        return [
            *save(live),
            *_helped(live),
            live.html("end-head", "heading", text=live.word("end_heading")),
            _end(live),
        ]
    sure = live.html("sure", "told", name="sure", text=live.word("end_sure"))
    yes, no = Button("end", live.word("end_yes"), main=True), Button("stay", live.word("end_no"))
    return [*save(live), *_unheard(live), sure, Actions("end", (yes, no)), *live.told("end")]


def _unheard(live: Live) -> list[Part]:
    """That what people said helped would be lost, where it could be heard once a number is typed or put right."""
    given, people, heads = live.state["feedback_given"], live.state["people"], heads_seen(live)
    if given <= live.state["least"] or people <= heads:
        return []
    why = "more_than_heads" if heads else "no_heads"
    text = live.word(f"unheard_{why}", count=given, heads=heads)
    return [live.html("unheard", "note", text=text)]


def _helped(live: Live) -> list[Part]:
    """That people said what helped; it is for the facilitator alone, and put together at the end."""
    given, least = live.state["feedback_given"], live.state["least"] + 1
    if not given:
        return []
    waits = live.html("helped", "note", text=live.word("helped", count=given, least=least))
    return [
        live.html("helped-head", "heading", text=live.word("helped_heading")),
        waits,
        heads_box(live, "ask_end"),
    ]


def _end(live: Live) -> Part:
    return Actions("end", (Button("ask_end", live.word("end")),))


def over(live: Live) -> list[Part]:
    """After the end: that all texts are deleted, what stays and where, and the way to another room."""
    record, unkept = live.watch.record, live.watch.unkept
    shown: list[Part] = [live.html("ended", "told", name="ended", text=live.word("ended"))]
    if record is not None and record.summary:
        shown.append(live.html("kept", "note", text=live.word("summary_kept", path=record.summary)))
    elif unkept:
        shown.append(live.html("kept", "note", text=live.word("summary_not_kept", reason=unkept)))
        shown.append(Actions("keep", (Button("keep", live.word("summary_again")),)))
    another = Actions("another", (Button("another", live.word("another_room")),))
    return [*shown, *save(live), another, *live.told("end")]


def save(live: Live) -> list[Part]:
    """The buttons that make a file, where anything of the group was shown."""
    if not live.state.get("snapshots") and not live.state.get("offers"):
        return []
    label = live.html("save-head", "heading", text=live.word("save"))
    files = (Button("save:docx", live.word("save_word")), Button("save:html", live.word("save_print")))
    return [label, Actions("save", files), *_files.told(live.export, "save", "saved")]


# -- the file ----------------------------------------------------------------------------------------------


def document(live: Live) -> Document:
    """What the screen shows of the group, and nothing else: pictures without a cover, sentences not hidden.

    A sentence whose writer offered it for the session alone stays on the screen, and is in no file.
    """
    word, language = live.word, live.page.content.language
    pictures = [Section(title_of(live, p), tuple(_blocks(live, p))) for p in seen(live)]
    kept = [offer for offer in live.state["offers"] if offer["keep"] and not offer["hidden"]]
    texts = tuple(Own(offer["text"]) for offer in kept)
    offered = [Section(word("offers_heading"), texts)] if texts else []
    about = word("export_about", case=live.case.title, day=day_of(date.today(), language))
    return Document(word("export_title"), about, (*pictures, *offered), word("export_foot"), language)


def _blocks(live: Live, picture: Picture) -> Iterator[Block]:
    columns = (live.word("dimension"), *(name for _, name in levels(live)))
    for view in picture["views"]:
        told = view_told(live, picture, view)
        yield Says(" · ".join(filter(None, (told["desks"], told["people"]))))
        rows = tuple((name, *(words for _, words, _ in counts)) for name, counts in told["rows"])
        if rows:
            yield Table(columns, rows)
        for note in (told["none"], told["hidden"]):
            if note:
                yield Says(note, quiet=True)
    if picture["left_out"]:
        yield Says(live.word("left_out", count=picture["left_out"]), quiet=True)


def _press_save(live: Live, kind: str) -> Reply | None:
    made = document(live)
    if not made.sections:
        live.export = Said("save", live.word("save_nothing"))
        return Reply(announce=live.export.text)
    path = _files.free_path(_files.learners_folder() / f"group-picture-{date.today().isoformat()}.{kind}")
    try:
        write_whole(path, _bytes(made, kind))
    except OSError as error:
        live.export = Said("save", live.word("save_failed", reason=error.strerror or error))
        return Reply(announce=live.export.text)
    label = live.word("saved_word" if kind == "docx" else "saved_open")
    live.export = Said("save", live.word("saved", path=path), _files.link(path), label, kind == "docx")
    return Reply(announce=live.export.text)


def _bytes(made: Document, kind: str) -> bytes:
    if kind == "docx":
        from ..takeaway.word import word_file

        return word_file(made)
    from ..takeaway.web import web_page

    return web_page(made)


# -- what is done ------------------------------------------------------------------------------------------


def _press_ask_end(live: Live, _: str) -> Reply | None:
    live.ending = True
    return Reply(focus="sure", announce=live.word("end_sure"))


def _press_stay(live: Live, _: str) -> Reply | None:
    live.ending = False
    return Reply(focus="ask_end")


def _press_end(live: Live, _: str) -> Reply | None:
    heads = heads_seen(live)
    refused = live.move("end", "end", **({"heads": heads} if heads else {}))
    if refused:
        return refused
    live.ending = live.projected = False
    return Reply(focus="ended", announce=live.word("ended"))


def _press_keep(live: Live, _: str) -> Reply | None:
    live.watch.look()
    return None


def _press_another(live: Live, _: str) -> Reply | None:
    live.watch.close()
    live.lifted.clear()
    live.export = None
    return None


PRESSES: dict[str, Callable[[Live, str], Reply | None]] = {
    "ask_end": _press_ask_end,
    "stay": _press_stay,
    "end": _press_end,
    "keep": _press_keep,
    "another": _press_another,
    "save": _press_save,
}
