"""Words that could tell who a client is: asked about before anything is read or kept, and answered once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .. import details, render
from ..activities import five_questions as activity
from ..parts import Actions, Button, Group, Html, Part
from ..widgets import Reply

if TYPE_CHECKING:
    from ._core import Practice

STORY = "own_encounter"
"""The prompt of the learner's own story, which stands above the steps."""
KEEPING = frozenset({"read", "keep", "go_on"})
"""Moves that read what is written or keep it."""
LEAVING = frozenset({"another", "own", "case"})
"""Moves that leave a case behind, and with it one's own story."""


@dataclass(frozen=True, slots=True)
class Held:
    """A press that waits until the learner has said what becomes of the details in the answer to ``prompt``."""

    prompt: str
    press: str


def hold(practice: Practice, press: str) -> Reply | None:
    """The question about details, where an answer on the page holds some; None where the press may go on."""
    move = press.partition(":")[0]
    if move not in KEEPING | LEAVING:
        return None
    asked = _concerned(practice, move)
    prompt = next((p for p in asked if _kinds(practice, p) and not _left(practice, p)), "")
    practice.held = Held(prompt, press) if prompt else None
    if not prompt:
        return None
    return Reply(practice.parts(), focus=f"replace:{prompt}", announce=_question(practice, prompt))


def nudge(practice: Practice, prompt: str) -> tuple[Part, ...]:
    """The question, under the box it is about."""
    if practice.held is None or practice.held.prompt != prompt:
        return ()
    word = practice.page.word
    told = Html(f"details-{prompt}", render.template("intro.html", text=_question(practice, prompt)))
    yes = Button(f"replace:{prompt}", word("details.replace"))
    no = Button(f"leave:{prompt}", word("details.leave"))
    return (Group(f"nudge-{prompt}", (told, Actions(f"nudge-do-{prompt}", (yes, no))), look="note"),)


def replace_them(practice: Practice, prompt: str) -> Reply:
    """Replace what could tell who a client is, as the learner asked; then what was pressed before."""
    text, _ = practice.page.draft(practice.slot(prompt))
    words = {kind: practice.page.word(f"details.in_place_{kind}") for kind in details.KINDS}
    practice.page.put(practice.slot(prompt), details.replaced(text, details.details(text), words))
    return _go_on(practice, practice.page.word("details.replaced"))


def leave_them(practice: Practice, prompt: str) -> Reply:
    """Leave them, and don't ask again about this answer; then what was pressed before."""
    left = {**practice.page.place.get("left", {}), f"{practice.walk.scenario}/{prompt}": True}
    practice.page.remember(left=left)
    return _go_on(practice, "")


def _go_on(practice: Practice, said: str) -> Reply:
    held, practice.held = practice.held, None
    if held is None:
        return Reply(practice.parts(), announce=said)
    reply = hold(practice, held.press) or practice.move(held.press)
    return Reply(reply.parts, reply.focus, f"{said} {reply.announce}".strip(), reply.trouble)


def _concerned(practice: Practice, move: str) -> tuple[str, ...]:
    """The prompts on the page whose answers a move reads, keeps or leaves behind."""
    story = (STORY,) if practice.scenario is None else ()
    return (*story, *(activity.PROMPTS[practice.walk.open] if move in KEEPING else ()))


def _kinds(practice: Practice, prompt: str) -> set[details.Kind]:
    return {d.kind for d in details.details(practice.page.draft(practice.slot(prompt))[0])}


def _left(practice: Practice, prompt: str) -> bool:
    return bool(practice.page.place.get("left", {}).get(f"{practice.walk.scenario}/{prompt}"))


def _question(practice: Practice, prompt: str) -> str:
    found = _kinds(practice, prompt)
    word = practice.page.word
    kinds = ", ".join(word(f"details.{kind}") for kind in details.KINDS if kind in found)
    return word("details.found", kinds=kinds)


MOVES: Mapping[str, Callable[[Practice, str], Reply]] = {"replace": replace_them, "leave": leave_them}
