"""What a session looks like in a learner's own workbook: the steps of the phones, with the notebook's own parts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from .. import details, render
from ..activities import own_view
from ..group import reading
from ..group.kept import Answer
from ..group.rooms import KINDS
from ..group.told import Now, Written
from ..parts import Button, Choices, Group, Html, Option, Part
from . import _joining_door as door
from . import _joining_offering as offering
from . import _joining_pieces as pieces
from . import _marks as marks
from . import _self_rating as self_rating
from ._joining import Joining


def parts(joining: Joining) -> list[Part]:
    """The way in, the agreement, or what is on now."""
    if joining.visitor is None:
        return (
            door.door(joining)
            if joining.view == "door"
            else [*pieces.line(joining), pieces.press(joining, "open_join", "join.open")]
        )
    if joining.ended:
        return door.over(joining)
    if joining.now is None:
        return [
            *pieces.line(joining),
            pieces.row(
                "again",
                pieces.button(joining, "look", "whats_on"),
                pieces.button(joining, "leaving", "leave.link"),
            ),
            *door.leaving(joining),
        ]
    if not joining.now.agreed:
        return [*door.agreement(joining, joining.now), *door.leaving(joining)]
    return _step(joining, joining.now)


# -- a step ------------------------------------------------------------------------------------------------


def _step(joining: Joining, now: Now) -> list[Part]:
    shown: list[Part] = [_head(joining, now), *pieces.line(joining)]
    if joining.ahead is not None:
        moved = pieces.html("room-moved-says", "intro.html", text=pieces.word(joining, "join.moved"))
        shown.append(Group("room-moved", (moved, pieces.press(joining, "go_there", "go_there")), look="note"))
    if now.case is not None:
        shown.append(_case(joining, now.case))
    if now.prompts:
        shown += _questions(joining, now)
    if joining.question and not now.paused:
        shown += _work(joining, now)
    return [*shown, *offering.mine(joining, now), *_foot(joining, now), *door.leaving(joining)]


def _head(joining: Joining, now: Now) -> Html:
    minutes = "" if now.left is None else f"{now.left // 60}:{now.left % 60:02d}"
    boxes = [pieces.word(joining, "manager")] * now.manager + [pieces.word(joining, "paused")] * now.paused
    return pieces.html(
        "room-head",
        "joined_step.html",
        heading=pieces.word(joining, f"steps.{now.step}"),
        says=pieces.word(joining, f"says.{now.step}"),
        timer=pieces.word(joining, "timer", minutes=minutes) if minutes else "",
        boxes=boxes,
    )


def _case(joining: Joining, case: Mapping[str, str]) -> Html:
    told = {**case, "safety": False}
    story, message = render.paragraphs(case["story"]), {"text": case["message"]}
    shown = {"scenario": told, "story": story, "message": message, "another": False}
    return pieces.html("room-case", "story.html", **shown, word=joining.page.word)


def _questions(joining: Joining, now: Now) -> list[Part]:
    if len(now.prompts) == 1:
        return []
    kept = f" ({pieces.word(joining, 'kept')})"
    options = (Option(p.id, p.wording + (kept if now.written(p.id) else "")) for p in now.prompts)
    return [Choices("room-question", pieces.word(joining, "questions"), tuple(options), joining.question)]


def _work(joining: Joining, now: Now) -> list[Part]:
    """The box for the open question, or that one takes part without; and what came of what was kept."""
    asked = next(p for p in now.prompts if p.id == joining.question)
    kept = now.written(asked.id)
    if not now.writes:
        shown: list[Part] = [pieces.box("room-thinking", pieces.word(joining, "thinking"))]
        return shown if kept is None else [*shown, *_kept(joining, kept)]
    slot = joining.slot(asked.id)
    box = joining.page.editor(f"room-{now.case_id}-{asked.id}", asked.wording, asked.help, slot, heading=True)
    if not box.text and kept is not None:
        box = replace(box, text=kept.text)
    save = pieces.button(joining, "keep", "keep_again" if kept else "keep", main=True)
    return [box, *_nudge(joining), pieces.row("keep", save), *([] if kept is None else _kept(joining, kept))]


def _nudge(joining: Joining) -> list[Part]:
    """Details that could tell who a client is: asked about before the room takes the words."""
    if not joining.asked:
        return []
    page = joining.page
    kinds = ", ".join(page.word(f"details.{kind}") for kind in details.KINDS if kind in joining.asked)
    told = pieces.html("room-details", "intro.html", text=page.word("details.found", kinds=kinds))
    yes, no = (
        Button("details:replace", page.word("details.replace")),
        Button("details:leave", page.word("details.leave")),
    )
    return [Group("room-nudge", (told, pieces.row("nudge", yes, no)), look="note")]


def _kept(joining: Joining, kept: Written) -> list[Part]:
    shown: list[Part] = [
        pieces.text("room-kept", pieces.word(joining, "is_kept")),
        *_rating(joining, kept),
        *_reading(joining, kept),
    ]
    offer = [] if kept.prompt == "when_then" else [pieces.button(joining, "offer", "offer.link")]
    if offer and joining.view not in ("offer", "preview"):
        shown.append(pieces.row("offer", *offer))
    return [*shown, *offering.shown(joining, kept)]


def _rating(joining: Joining, kept: Written) -> list[Part]:
    if not kept.rate or kept.prompt not in KINDS:
        return []
    aim = reading.aim(joining.page.content, kept.prompt)
    choices = self_rating.choices(joining.page, "room", aim, joining.chosen.get("rate", ""))
    return [choices, pieces.row("rate", Button("rate", joining.page.word("actions.read")))]


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
        return (
            [pieces.text("room-no-reading", pieces.word(joining, "join.no_reading"))] if kept.reading else []
        )
    content = joining.page.content
    shown: list[Part] = [Html("room-reading", reading.shown(content, answer))]
    return [*shown, *_dispute(joining, reading.marks(content, answer), kept.prompt)]


def _dispute(joining: Joining, found: list[own_view.Mark], prompt: str) -> list[Part]:
    if not found:
        return []
    ask = pieces.row("dispute", Button("dispute", joining.page.word("actions.not_meant")))
    if joining.view != "dispute":
        return [ask]
    chosen, unchosen = joining.chosen.get("dispute", ""), bool(joining.chosen.get("unchosen"))
    about = joining.slot(prompt)
    note = pieces.text("room-differ", pieces.word(joining, "differ"))
    return [ask, *marks.asked(joining.page, "room", about, found, chosen, unchosen=unchosen), note]


def _foot(joining: Joining, now: Now) -> list[Part]:
    writing = pieces.button(joining, "writing", "without" if now.writes else "with")
    copy = [pieces.button(joining, "copy", "join.copy")] if now.answers or now.earlier else []
    said = [pieces.text("room-copied", joining.chosen["copied"])] if joining.chosen.get("copied") else []
    leave = pieces.button(joining, "leaving", "leave.link")
    return [pieces.row("foot", pieces.button(joining, "look", "whats_on"), *copy, writing, leave), *said]
