"""The blind form: one text, what each level means beside it, and room for the words that a mark rests on."""

from __future__ import annotations

from .. import render
from ..agreement.marks import allowed
from ..agreement.texts import ReadText
from ..parts import Actions, Button, Choices, Group, Html, Option, Part
from ..widgets import Choice, Event, Press, Reply
from ._round import Reader, Round
from ._round_shown import shown

NAME = ("read_together", "who")
MOST_NAME = 40


def marks_parts(round: Round) -> list[Part]:
    """Who reads, or the text that is being read."""
    if not round.begun:
        return round.needed("marks", "texts_first")
    reader = _now(round)
    if reader is None:
        return [*_who(round), *round.box("marks")]
    text = _at(round, reader)
    if text is None:
        return [*_finished(round, reader), *round.box("marks")]
    return [*_head(round, reader, text), *round.box("marks"), _form(round, reader, text)]


def _now(round: Round) -> Reader | None:
    """Who reads on this page now; nobody who is done."""
    reader = round.reader(str(round.page.place.get("reading", "")))
    return reader if reader and not reader.closed and not round.opened else None


def _at(round: Round, reader: Reader) -> ReadText | None:
    """The text before the reader: the one they went to, else the first that isn't marked; None when all are."""
    texts = round.texts.texts
    here = next((t for t in texts if t.id == round.page.place.get("at")), None)
    return here or next((t for t in texts if round.left(reader, t)), None)


# -- who reads ---------------------------------------------------------------------------------------------


def _who(round: Round) -> list[Part]:
    """How far everybody is, without a mark; and a name to begin with."""
    total = len(round.texts.texts)
    rows = [(r.name, round.word(f"way_{r.way}"), _stand(round, r, total)) for r in round.readers]
    shown: list[Part] = []
    if rows:
        heading = round.word("readers_heading")
        shown.append(Html("readers", render.template("round_readers.html", heading=heading, rows=rows)))
    going = tuple(
        Button(f"go:{r.key}", round.word("go_on_as", name=r.name)) for r in round.readers if not r.closed
    )
    if going and not round.opened:
        shown.append(Actions("going", going))
    if round.opened:
        return [*shown, *round.needed("marks", "no_more_readers")]
    box = round.page.editor(
        "box-who", round.word("who_label"), round.word("who_help"), NAME, rows=1, sends="start"
    )
    return [*shown, box, Actions("who-do", (Button("start", round.word("start_reading"), main=not going),))]


def _stand(round: Round, reader: Reader, total: int) -> str:
    done = round.done(reader)
    if reader.closed:
        return round.word("is_done") if done == total else round.word("is_done_but", done=done, total=total)
    return round.word("is_at", done=done, total=total)


def _start(round: Round) -> Reply:
    name = " ".join(round.page.draft(NAME)[0].split())
    there = round.named(name)
    if not name or len(name) > MOST_NAME:
        return round.tell("marks", "who_first", most=MOST_NAME)
    if there and there.closed:
        return round.tell("marks", "who_closed", name=there.name)
    reader = there or round.join(name)
    round.page.put(NAME, "")
    return _go(round, reader.key)


def _go(round: Round, key: str) -> Reply:
    reader = round.reader(key)
    if reader is None:
        return Reply()
    first = next((text.id for text in round.texts.texts if round.left(reader, text)), "")
    round.page.remember(reading=key, at=first, again=False)
    return Reply(focus="round-text" if first else "finished")


# -- one text ----------------------------------------------------------------------------------------------


def _head(round: Round, reader: Reader, text: ReadText) -> list[Part]:
    total = len(round.texts.texts)
    told = round.word(
        "progress", name=reader.name, number=round.number(text.id), total=total, done=round.done(reader)
    )
    bar = render.template(
        "round_progress.html", text=told, done=round.done(reader), total=total, name=round.word("done")
    )
    return [Html("progress", bar)]


def _form(round: Round, reader: Reader, text: ReadText) -> Part:
    """The text at one side, the marks at the other, and what comes next below."""
    marks = round.marks(reader).get(text.id, {})
    asked = tuple(_choices(round, text, item, marks.get(item, "")) for item in round.items)
    number = round.number(text.id)
    note = round.page.editor(
        f"note-{number}", round.word("note_label"), round.word("note_help"), round.slot(reader, text), rows=2
    )
    keys = Html("keys", render.template("round_keys.html", text=round.word("keys")))
    beside = Group(
        f"read-{number}",
        (
            Html(f"text-{number}", shown(round, text)),
            Group(f"marks-{number}", (keys, *asked, note), look="levels"),
        ),
        look="reading-beside",
    )
    return Group(f"round-{number}", (beside, _nav(round, text)), look="quick")


def _choices(round: Round, text: ReadText, item: str, mark: str) -> Part:
    """One item with what each level means."""
    options = []
    for one in allowed(item):
        says, name = round.mark_says(item, one), round.mark_name(item, one)
        label = (
            round.word("mark_says", mark=one, name=name, says=says)
            if says
            else round.word("mark_only", mark=one, name=name)
        )
        options.append(Option(one, label))
    dimension = round.dimension(item)
    asks = dimension.definition if dimension else round.word("ladder_says")
    legend = round.word("legend", name=round.name_of(item), asks=asks)
    return Choices(
        f"mark-{item}-{round.number(text.id)}", legend[:1].upper() + legend[1:], tuple(options), mark
    )


def _nav(round: Round, text: ReadText) -> Part:
    back = (Button("back", round.word("back")),) if round.number(text.id) > 1 else ()
    return Actions(
        f"nav-{round.number(text.id)}",
        (
            Button("next", round.word("next"), main=True),
            *back,
            Button("later", round.word("later")),
            Button("stop", round.word("stop")),
        ),
    )


def _finished(round: Round, reader: Reader) -> list[Part]:
    """All texts are marked: look again, or close."""
    told = round.word("finished", name=reader.name, total=len(round.texts.texts))
    return [
        Html("finished", render.template("said.html", name="finished", text=told, link="")),
        Actions(
            "finished-do",
            (
                Button("close", round.word("close_marks"), main=True),
                Button("again", round.word("look_again")),
                Button("stop", round.word("stop")),
            ),
        ),
    ]


# -- what is done ------------------------------------------------------------------------------------------


def act_marks(round: Round, event: Event) -> Reply | None:
    """Begin under a name, put down a mark, go on, or close."""
    reader = _now(round)
    if isinstance(event, Choice) and reader and event.part.startswith("mark-"):
        _put_down(round, reader, event)
        return None
    if not isinstance(event, Press):
        return Reply()
    what, _, key = event.name.partition(":")
    if what == "start":
        return _start(round)
    if what == "go":
        return _go(round, key)
    return _move(round, reader, what) if reader else Reply()


def _put_down(round: Round, reader: Reader, event: Choice) -> None:
    _, item, number = event.part.split("-", 2)
    if item in round.items and event.value in allowed(item):
        round.mark(reader, round.texts.texts[int(number) - 1].id, item, event.value)


def _move(round: Round, reader: Reader, what: str) -> Reply:
    if what == "stop":
        round.page.remember(reading="", at="")
        return round.tell("marks", "stopped", name=reader.name)
    if what == "close" and round.done(reader) == len(round.texts.texts):
        round.close(reader)
        round.page.remember(reading="", at="")
        return round.tell("marks", "closed", name=reader.name)
    if what == "again":
        round.page.remember(again=True)
        return _show(round, round.texts.texts[0])
    text = _at(round, reader)
    return _turn(round, reader, text, what) if text else Reply()


def _turn(round: Round, reader: Reader, text: ReadText, what: str) -> Reply:
    """To another text; "next" asks for what is missing first."""
    texts, at = round.texts.texts, round.number(text.id) - 1
    if what == "back":
        return _show(round, texts[max(0, at - 1)])
    left = round.left(reader, text)
    if what == "next" and left:
        said = round.tell("marks", "missing", names=", ".join(round.name_of(item) for item in left))
        return Reply(announce=said.announce, focus=f"mark-{left[0]}-{round.number(text.id)}")
    after = [*texts[at + 1 :], *texts[:at]]
    waiting = next((other for other in after if round.left(reader, other)), None)
    if waiting is None and left:
        return round.tell("marks", "only_this_left")
    looks_again = bool(round.page.place.get("again")) and at + 1 < len(texts)
    following = texts[at + 1] if looks_again else waiting
    return _show(round, following) if following else _all_done(round)


def _show(round: Round, text: ReadText) -> Reply:
    round.page.remember(at=text.id)
    return Reply(focus="round-text", announce=round.word("text_number", number=round.number(text.id)))


def _all_done(round: Round) -> Reply:
    round.page.remember(at="", again=False)
    return Reply(focus="finished")
