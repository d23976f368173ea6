"""What a session looks like in a learner's own workbook: the steps of the phones, with the notebook's own parts."""

from __future__ import annotations

from dataclasses import replace

from .. import details, render
from ..activities import own_view
from ..group import reading
from ..group.rooms import KINDS
from ..group.showing import LONGEST
from ..group.store import Answer
from ..group.told import Now, Written
from ..parts import Actions, Button, Choices, Group, Html, Option, Part, Ticks
from . import _marks as marks
from . import _self_rating as self_rating
from ._joining import Joining

DOOR = ("room", "code")
AT = ("room", "at")


def parts(joining: Joining) -> list[Part]:
    """The way in, the agreement, or what is on now."""
    if joining.visitor is None:
        return (
            _door(joining)
            if joining.view == "door"
            else [*_line(joining), _press(joining, "open_join", "join.open")]
        )
    if joining.ended:
        return _over(joining)
    if joining.now is None:
        return [
            *_line(joining),
            _row("again", _button(joining, "look", "whats_on"), _button(joining, "leaving", "leave.link")),
            *_leaving(joining),
        ]
    if not joining.now.agreed:
        return [*_agreement(joining, joining.now), *_leaving(joining)]
    return _step(joining, joining.now)


def word(joining: Joining, key: str, **values: object) -> str:
    """A word of the room."""
    return joining.page.word(f"room.{key}", **values)


def _html(name: str, file: str, /, **values: object) -> Html:
    return Html(name, render.template(file, **values))


def _text(name: str, text: str) -> Html:
    return _html(name, "kept_line.html", name=name, text=text)


def _button(joining: Joining, name: str, key: str, *, main: bool = False) -> Button:
    return Button(name, word(joining, key), main=main)


def _row(id: str, *buttons: Button) -> Actions:
    return Actions(f"room-{id}", buttons)


def _press(joining: Joining, name: str, key: str) -> Actions:
    return _row(name, _button(joining, name, key))


def _line(joining: Joining) -> list[Part]:
    """What there is to say: of the connection, or of the last press."""
    if joining.offline:
        return [_box("room-line", word(joining, "join.waiting" if joining.pending else "join.offline"))]
    told = word(joining, joining.told, limit=LONGEST) if joining.told else ""
    return [_box("room-line", told)] if told else []


def _box(name: str, text: str) -> Html:
    return _html(name, "said.html", name=name, text=text, link="")


# -- the door, the agreement, the end ----------------------------------------------------------------------


def _door(joining: Joining) -> list[Part]:
    page, needs_place = joining.page, bool(joining.chosen.get("ask_at"))
    code = page.editor(
        "room-code",
        word(joining, "join.code"),
        word(joining, "door.code_help"),
        DOOR,
        rows=1,
        sends="come_in",
    )
    at = page.editor(
        "room-at", word(joining, "join.at"), word(joining, "join.at_help"), AT, rows=1, sends="come_in"
    )
    close = Button("close_join", page.word("actions.close"))
    return [
        _html("room-says", "intro.html", text=word(joining, "join.says")),
        code,
        *((at,) if needs_place else ()),
        *_line(joining),
        _row("door", _button(joining, "come_in", "door.go", main=True), close),
    ]


def _agreement(joining: Joining, now: Now) -> list[Part]:
    agree = (
        _button(joining, "agree:yes", "agreement.write", main=True),
        _button(joining, "agree:no", "agreement.without"),
    )
    shown = _html("room-agreement", "joined_agreement.html", room=now, word=joining.page.word)
    return [shown, *_line(joining), _row("agree", *agree, _button(joining, "leaving", "leave.link"))]


def _leaving(joining: Joining) -> list[Part]:
    if joining.view != "leaving":
        return []
    asked = _html("room-leaving", "intro.html", text=word(joining, "leave.says"))
    sure = _row(
        "leave", _button(joining, "stay", "leave.no", main=True), _button(joining, "leave", "leave.yes")
    )
    return [Group("room-sure", (asked, sure), look="note")]


def _over(joining: Joining) -> list[Part]:
    """The session is over or left. What the room never had is shown once more, to keep or to let go."""
    key = "over.says" if joining.ended == "over" else "told.gone_heading"
    shown: list[Part] = [_box("room-over", word(joining, key))]
    for number, text in enumerate(joining.unsent()):
        says = word(joining, "join.unsent") if number == 0 else ""
        shown.append(_html(f"room-unsent-{number}", "joined_quote.html", text=says, quote=text, name=""))
    return [*shown, _press(joining, "forget", "join.done")]


# -- a step ------------------------------------------------------------------------------------------------


def _step(joining: Joining, now: Now) -> list[Part]:
    shown: list[Part] = [_head(joining, now), *_line(joining)]
    if joining.ahead is not None:
        moved = _html("room-moved-says", "intro.html", text=word(joining, "join.moved"))
        shown.append(Group("room-moved", (moved, _press(joining, "go_there", "go_there")), look="note"))
    if now.case is not None:
        shown.append(_case(joining, now.case))
    if now.prompts:
        shown += _questions(joining, now)
    if joining.question and not now.paused:
        shown += _work(joining, now)
    return [*shown, *_offers(joining, now), *_foot(joining, now), *_leaving(joining)]


def _head(joining: Joining, now: Now) -> Html:
    minutes = "" if now.left is None else f"{now.left // 60}:{now.left % 60:02d}"
    boxes = [word(joining, "manager")] * now.manager + [word(joining, "paused")] * now.paused
    return _html(
        "room-head",
        "joined_step.html",
        heading=word(joining, f"steps.{now.step}"),
        says=word(joining, f"says.{now.step}"),
        timer=word(joining, "timer", minutes=minutes) if minutes else "",
        boxes=boxes,
    )


def _case(joining: Joining, case: object) -> Html:
    told = {**case, "safety": False}  # type: ignore[dict-item]
    story, message = render.paragraphs(str(told["story"])), {"text": told["message"]}
    shown = {"scenario": told, "story": story, "message": message, "another": False}
    return _html("room-case", "story.html", **shown, word=joining.page.word)


def _questions(joining: Joining, now: Now) -> list[Part]:
    if len(now.prompts) == 1:
        return []
    kept = f" ({word(joining, 'kept')})"
    options = (Option(p.id, p.wording + (kept if now.written(p.id) else "")) for p in now.prompts)
    return [Choices("room-question", word(joining, "questions"), tuple(options), joining.question)]


def _work(joining: Joining, now: Now) -> list[Part]:
    """The box for the open question, or that one takes part without; and what came of what was kept."""
    asked = next(p for p in now.prompts if p.id == joining.question)
    kept = now.written(asked.id)
    if not now.writes:
        shown: list[Part] = [_box("room-thinking", word(joining, "thinking"))]
        return shown if kept is None else [*shown, *_kept(joining, kept)]
    slot = joining.slot(asked.id)
    box = joining.page.editor(f"room-{now.case_id}-{asked.id}", asked.wording, asked.help, slot, heading=True)
    if not box.text and kept is not None:
        box = replace(box, text=kept.text)
    save = _button(joining, "keep", "keep_again" if kept else "keep", main=True)
    return [box, *_nudge(joining), _row("keep", save), *([] if kept is None else _kept(joining, kept))]


def _nudge(joining: Joining) -> list[Part]:
    """Details that could tell who a client is: asked about before the room takes the words."""
    if not joining.asked:
        return []
    page = joining.page
    kinds = ", ".join(page.word(f"details.{kind}") for kind in details.KINDS if kind in joining.asked)
    told = _html("room-details", "intro.html", text=page.word("details.found", kinds=kinds))
    yes, no = (
        Button("details:replace", page.word("details.replace")),
        Button("details:leave", page.word("details.leave")),
    )
    return [Group("room-nudge", (told, _row("nudge", yes, no)), look="note")]


def _kept(joining: Joining, kept: Written) -> list[Part]:
    shown: list[Part] = [
        _text("room-kept", word(joining, "is_kept")),
        *_rating(joining, kept),
        *_reading(joining, kept),
    ]
    offer = [] if kept.prompt == "when_then" else [_button(joining, "offer", "offer.link")]
    if offer and joining.view not in ("offer", "preview"):
        shown.append(_row("offer", *offer))
    return [*shown, *_offering(joining, kept)]


def _rating(joining: Joining, kept: Written) -> list[Part]:
    if not kept.rate or kept.prompt not in KINDS:
        return []
    aim = reading.aim(joining.page.content, kept.prompt)
    choices = self_rating.choices(joining.page, "room", aim, joining.chosen.get("rate", ""))
    return [choices, _row("rate", Button("rate", joining.page.word("actions.read")))]


def answer_of(joining: Joining, kept: Written) -> Answer | None:
    """A text with its reading, as the room's own pages have it; None where there is none, or it can't be drawn."""
    if kept.reading is None or kept.prompt not in KINDS:
        return None
    known = [d.id for d in joining.page.content.rubric(KINDS[kept.prompt]).dimensions]
    if sorted(kept.reading.levels) != sorted(known):
        return None
    said = {"rated": {d: v for d, v in kept.rated.items() if d in known}, "disputed": dict(kept.disputed)}
    return Answer("", kept.case, kept.prompt, kept.text, kept.reading, said)


def _reading(joining: Joining, kept: Written) -> list[Part]:
    answer = answer_of(joining, kept)
    if answer is None:
        return [_text("room-no-reading", word(joining, "join.no_reading"))] if kept.reading else []
    content = joining.page.content
    shown: list[Part] = [Html("room-reading", reading.shown(content, answer))]
    return [*shown, *_dispute(joining, reading.marks(content, answer), kept.prompt)]


def _dispute(joining: Joining, found: list[own_view.Mark], prompt: str) -> list[Part]:
    if not found:
        return []
    ask = _row("dispute", Button("dispute", joining.page.word("actions.not_meant")))
    if joining.view != "dispute":
        return [ask]
    chosen, unchosen = joining.chosen.get("dispute", ""), bool(joining.chosen.get("unchosen"))
    about = joining.slot(prompt)
    note = _text("room-differ", word(joining, "differ"))
    return [ask, *marks.asked(joining.page, "room", about, found, chosen, unchosen=unchosen), note]


# -- a sentence for the room -------------------------------------------------------------------------------


def _offering(joining: Joining, kept: Written) -> list[Part]:
    back = _button(joining, "not_now", "offer.not_now")
    if joining.view == "offer":
        says = _html("room-offer-says", "intro.html", text=word(joining, "offer.says"))
        if not kept.sentences:
            return [_box("room-offer-none", word(joining, "offer.none")), _row("offer-do", back)]
        options = tuple(Option(str(n), text) for n, text in enumerate(kept.sentences))
        which = Choices(
            "room-sentence", word(joining, "offer.which"), options, joining.chosen.get("sentence", "")
        )
        return [says, which, _row("offer-do", _button(joining, "preview", "offer.look", main=True), back)]
    return _preview(joining, back) if joining.view == "preview" else []


def _preview(joining: Joining, back: Button) -> list[Part]:
    """Exactly what the room would see; help in its place where a sentence may be bigger than a reply."""
    page, sentence = joining.page, joining.chosen.get("offered", "")
    if met := joining.chosen.get("met", ""):
        care = render.template("care.html", care=page.content.care, own=met == "own_hurt")
        return [
            _box("room-bigger", word(joining, "offer.bigger")),
            Html("room-care", care),
            _row("offer-do", back),
        ]
    text = word(joining, "offer.preview")
    shown: list[Part] = [
        _html("room-preview", "joined_quote.html", text=text, quote=sentence, name="room-preview")
    ]
    if joining.chosen.get("details"):
        shown.append(_box("room-preview-details", word(joining, "offer.details")))
    ticked = ("yes",) if joining.chosen.get("keep") else ()
    shown.append(Ticks("room-may-keep", "", (Option("yes", word(joining, "offer.keep")),), ticked))
    return [*shown, _row("offer-do", _button(joining, "offer_yes", "offer.yes", main=True), back)]


def _offers(joining: Joining, now: Now) -> list[Part]:
    shown: list[Part] = []
    for number, offer in enumerate(now.offers):
        heading = word(joining, "offer.yours") if number == 0 else ""
        quote = _html(f"room-offer-{number}", "joined_quote.html", text=heading, quote=offer["text"], name="")
        shown += [quote, _row(f"undo-{number}", _button(joining, f"undo:{number}", "offer.undo"))]
    return shown


def _foot(joining: Joining, now: Now) -> list[Part]:
    writing = _button(joining, "writing", "without" if now.writes else "with")
    copy = [_button(joining, "copy", "join.copy")] if now.answers or now.earlier else []
    said = [_text("room-copied", joining.chosen["copied"])] if joining.chosen.get("copied") else []
    leave = _button(joining, "leaving", "leave.link")
    return [_row("foot", _button(joining, "look", "whats_on"), *copy, writing, leave), *said]
