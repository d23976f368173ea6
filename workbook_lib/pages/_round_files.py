"""Reading on paper and by files: a sheet to print, a file for each reader, and both brought together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from .. import render
from ..agreement.marks import CANT_TELL, NOT_READ, STAGE, Marks, Reading, levels_of
from ..agreement.sheets import Brought, Names, bring, names_of, sheet, typed
from ..parts import Actions, Button, Choices, Html, Option, Part, Upload
from ..tables.answers import Refused
from ..takeaway.document import SQUARE, Document, Own, Room, Says, Section, Table
from ..takeaway.web import web_page
from ..widgets import Choice, Event, Press, Reply, Uploaded
from ._files import link, written
from ._round import Reader, Round
from ._round_marks import MOST_NAME
from ._round_texts import aside_box, refused

MOST = 4_000_000
SHEET_NAME = ("read_together", "sheet_name")
PAPER_NAME = ("read_together", "paper_name")
PAPER = ("read_together", "paper")
WAYS = ("paper", "files")


def files_parts(round: Round) -> list[Part]:
    """The two other ways to read; one is shown at a time."""
    if not round.begun:
        return round.needed("files", "texts_first")
    options = tuple(Option(way, round.word(f"read_by_{way}")) for way in WAYS)
    way = str(round.page.place.get("way", ""))
    choice = Choices("way", round.word("which_way"), options, way)
    below = {"paper": _paper, "files": _files}.get(way)
    return [choice, *(below(round) if below else []), *_said(round)]


def _said(round: Round) -> list[Part]:
    """What came of the last press: a file with its link, or what was taken and set aside."""
    shown = round.picked.get("files_said")
    return [Html("files-said", str(shown))] if shown else round.box("files")


def _paper(round: Round) -> list[Part]:
    first = Html("paper-about", render.template("intro.html", text=round.word("paper_about")))
    row = (
        Button("paper_word", round.page.word("take.word")),
        Button("paper_print", round.page.word("take.print")),
    )
    shown: list[Part] = [first, Actions("paper-make", row)]
    if round.opened:
        return [*shown, *round.needed("files", "no_more_readers")]
    order = ", ".join(f"{n}. {round.name_of(item)}" for n, item in enumerate(round.items, start=1))
    about = render.template(
        "paper_order.html", heading=round.word("paper_enter"), text=round.word("paper_how"), order=order
    )
    word = round.word
    return [
        *shown,
        Html("paper-order", about),
        round.page.editor("box-paper-name", word("paper_who"), word("who_help"), PAPER_NAME, rows=1),
        round.page.editor("box-paper", word("paper_marks"), word("paper_help"), PAPER, rows=6, code=True),
        Actions("paper-do", (Button("paper_in", word("paper_in"), main=True),)),
    ]


def _files(round: Round) -> list[Part]:
    word = round.word
    closed = tuple(Button(f"out:{r.key}", word("file_of", name=r.name)) for r in round.closed)
    return [
        Html("files-about", render.template("intro.html", text=word("files_about", set=round.texts.digest))),
        round.page.editor("box-sheet", word("sheet_who"), word("sheet_help"), SHEET_NAME, rows=1),
        Actions("sheet-do", (Button("out", word("file_empty")), *closed)),
        Upload("sheets", word("bring"), word("bring_help"), ".csv,.tsv,.txt", MOST, word("too_big")),
    ]


# -- what is done ------------------------------------------------------------------------------------------


def act_files(round: Round, event: Event) -> Reply:
    """Make a sheet or a file, take one in, or take in marks from paper."""
    round.picked.pop("files_said", None)
    if isinstance(event, Choice) and event.part == "way":
        round.page.remember(way=event.value)
    elif isinstance(event, Uploaded):
        return _bring(round, event.data)
    elif isinstance(event, Press):
        what, _, key = event.name.partition(":")
        if what == "paper_in":
            return _from_paper(round)
        if what in {"out", "paper_word", "paper_print"}:
            return _write(round, what, round.reader(key))
    return Reply()


def _write(round: Round, what: str, reader: Reader | None) -> Reply:
    """A file in the learner's folder, with a link to it."""
    day = date.today().isoformat()
    try:
        if what == "out":
            name = reader.name if reader else " ".join(round.page.draft(SHEET_NAME)[0].split())[:MOST_NAME]
            reading = round.reading(reader) if reader else Reading(name)
            path = written(_file_name(name, day), sheet(round.texts, round.items, reading))
        elif what == "paper_print":
            path = written(f"sheet-to-mark-{day}.html", web_page(document(round)))
        else:
            from ..takeaway.word import word_file

            path = written(f"sheet-to-mark-{day}.docx", word_file(document(round)))
    except OSError:
        round.said["files"] = round.page.word("take.not_written")
        return Reply(announce=round.said["files"], focus="files-said")
    said = round.page.word("take.made", path=path)
    opens = what == "paper_print"
    label = round.page.word("take.open" if opens else "take.save")
    round.picked["files_said"] = render.template(
        "said.html", name="files-said", text=said, link=link(path), label=label, download=not opens
    )
    return Reply(announce=said, focus="files-said")


def _file_name(name: str, day: str) -> str:
    kept = "".join(c for c in name.casefold().replace(" ", "-") if c.isalnum() or c == "-").strip("-")
    return f"readings-{kept}-{day}.csv" if kept else f"sheet-to-mark-{day}.csv"


def names(round: Round) -> Names:
    """The words that a mark may be written as in a file."""
    levels = [round.word(f"level_{n}") for n in range(3)]
    stages = [rung.name for rung in round.practice.stages.values()]
    more = {round.word("cant_tell"): CANT_TELL, "can't tell": CANT_TELL, round.word("not_read"): NOT_READ}
    return names_of(round.items, levels, stages, more)


def _bring(round: Round, data: bytes) -> Reply:
    try:
        brought = bring(data, round.texts, round.items, names(round))
    except Refused as why:
        round.said["files"] = refused(round, why)
        return Reply(announce=round.said["files"], focus="files-said")
    return _taken(round, brought, "file", "aside_line")


def _from_paper(round: Round) -> Reply:
    name = " ".join(round.page.draft(PAPER_NAME)[0].split())
    if not name or len(name) > MOST_NAME:
        return round.tell("files", "who_first", most=MOST_NAME)
    brought = typed(round.page.draft(PAPER)[0], round.texts, round.items)
    readings = tuple(replace(reading, name=name) for reading in brought.readings)
    reply = _taken(round, replace(brought, readings=readings), "paper", "aside_line")
    if readings and not brought.aside:
        round.page.put(PAPER, "")
        round.page.put(PAPER_NAME, "")
    return reply


def _taken(round: Round, brought: Brought, way: str, place: str) -> Reply:
    """Take the readings in, each as a reader who is done, and say what was taken and what was not."""
    told = [_take(round, reading, way) for reading in brought.readings]
    told += [round.word("rows_unmarked", count=brought.unmarked)] if brought.unmarked else []
    said = " ".join(told) or round.word("nothing_taken")
    round.picked["files_said"] = aside_box(round, "files-said", said, brought.aside, place)
    return Reply(announce=said, focus="files-said")


def _take(round: Round, reading: Reading, way: str) -> str:
    name = reading.name[:MOST_NAME]
    there = round.named(name)
    same = there is not None and there.way == way == "paper" and not round.opened
    if there and not same:
        return round.word("reader_there", name=name)
    if there:
        marks: Mapping[str, Marks] = {**round.marks(there), **reading.marks}
    reader = there or round.join(name, way, closed=True)
    round.keep(reader, marks if there else reading.marks, reading.notes)
    return round.word("reader_taken", name=name, done=round.done(reader), total=len(round.texts.texts))


# -- the sheet on paper ------------------------------------------------------------------------------------


def document(round: Round) -> Document:
    """What the levels mean, then a page for each text with boxes to tick."""
    word, total = round.word, len(round.texts.texts)
    columns = ("", *(f"{mark} {word(f'level_{mark}')}" for mark in levels_of("")))
    means = tuple(
        (f"{n}. {round.name_of(item)}", *(round.mark_says(item, mark) for mark in levels_of(item)))
        for n, item in enumerate(round.items, start=1)
        if item != STAGE
    )
    rungs = tuple((f"{at} {rung.name}", rung.says) for at, rung in enumerate(round.practice.stages.values()))
    ladder = Table(
        (word("ladder"), word("sheet_means")), (*rungs, (f"x {word('not_read')}", word("not_read_says")))
    )
    first = Section(word("sheet_levels"), (Says(word("sheet_you")), Table(columns, means), ladder))
    about = word("sheet_about", set=round.texts.digest, count=total)
    who = Section(word("sheet_who_reads"), (Room((word("sheet_name_line"), word("sheet_day_line"))),))
    return Document(
        word("sheet_title"),
        about,
        (who, first, *_texts(round)),
        word("sheet_foot"),
        round.page.content.language,
    )


def _texts(round: Round) -> list[Section]:
    word, prompts = round.word, round.page.content.prompts
    columns = ("", *(f"{mark} {word(f'level_{mark}')}" for mark in levels_of("")), f"? {word('cant_tell')}")
    rows = tuple(
        (f"{n}. {round.name_of(item)}", *(SQUARE,) * 4) for n, item in enumerate(round.items[:-1], start=1)
    )
    stages = (
        word("ladder"),
        *(f"{at} {r.name}" for at, r in enumerate(round.practice.stages.values())),
        "x",
        "?",
    )
    ladder = Table(stages, ((f"{len(round.items)}.", *(SQUARE,) * 6),))
    made = []
    for number, text in enumerate(round.texts.texts, start=1):
        message = (Own(text.client_message, word("their_message")),) if text.client_message else ()
        asked = prompts[text.question].wording if text.question in prompts else text.question
        body = Own(text.text, asked or word("the_reply"))
        room = Room((word("sheet_words"),))
        heading = word("text_number", number=number)
        made.append(Section(heading, (*message, body, Table(columns, rows), ladder, room)))
    return made
