"""The case above the steps, and below them the cases that were begun, with a way back to each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .. import render
from ..activities import five_questions as activity
from ..model import ClientMessage
from ..parts import Actions, Button, Group, Html, Part
from . import _telling_details as telling

if TYPE_CHECKING:
    from ._core import Practice


def title(practice: Practice, scenario: str) -> str:
    """The title of a case, or the name of the learner's own encounter."""
    case = practice.page.content.scenarios.get(scenario)
    return case.title if case else practice.page.word("cases.own_heading")


def message(practice: Practice) -> ClientMessage | None:
    """The client's words in the tone the learner chose; None in their own encounter."""
    if practice.scenario is None:
        return None
    told = {m.register: m for m in practice.scenario.messages}
    return told.get(practice.choice("register"), practice.scenario.messages[0])


def head(practice: Practice) -> Group:
    """The story and the client's words, or a box for one's own story; another case is a press away."""
    word = practice.page.word
    other = _others(practice, "cases")
    if practice.scenario is None:
        heading = Html("own-title", render.template("own.html", word=word))
        return Group("case-own", (heading, *telling_editor(practice, telling.STORY), other))
    html = render.template(
        "story.html",
        scenario=practice.scenario,
        story=render.paragraphs(practice.scenario.story),
        message=message(practice),
        another=True,
        word=word,
    )
    return Group(f"case-{practice.scenario.id}", (Html("story", html), other))


def foot(practice: Practice) -> Group:
    """The cases met so far, and another one: a learner at the end of the page needn't go back up."""
    met = _met(practice)
    shown: tuple[Part, ...] = ()
    if any(case.finished or case.scenario != practice.walk.scenario for case in met):
        cases = [_row(practice, case) for case in met]
        shown = (Html("met", render.template("cases.html", cases=cases, word=practice.page.word)),)
    return Group("cases-met", (*shown, _others(practice, "cases-end")), look="step")


def telling_editor(practice: Practice, prompt: str, **more: Any) -> tuple[Part, ...]:
    """A prompt's box, and below it what is asked where the words in it could tell who a client is."""
    told = practice.page.content.prompts[prompt]
    number = more.pop("number", 0)
    label = f"{number}\u2002{told.wording}" if number else told.wording
    slot = practice.slot(prompt)
    editor = practice.page.editor(f"answer-{prompt}", label, told.help, slot, heading=bool(number), **more)
    return (editor, *telling.nudge(practice, prompt))


def _others(practice: Practice, id: str) -> Actions:
    buttons = [Button("another", practice.page.word("actions.another_case"))]
    if practice.scenario is not None:
        buttons.append(Button("own", practice.page.word("actions.own_encounter")))
    return Actions(id, tuple(buttons))


def _met(practice: Practice) -> list[activity.Met]:
    """What was met, with the open case as it stands now."""
    walk = practice.walk
    kept = sum(walk.is_kept(step) for step in walk.steps)
    now = [activity.Met(walk.scenario, kept, len(walk.steps))] if kept else []
    return now + [met for met in practice.met if met.scenario != walk.scenario]


def _row(practice: Practice, met: activity.Met) -> dict[str, Any]:
    word = practice.page.word
    begun = word("cases.begun", kept=met.kept, steps=met.steps)
    return {
        "id": met.scenario,
        "title": title(practice, met.scenario),
        "here": met.scenario == practice.walk.scenario,
        "state": word("cases.finished") if met.finished else begun,
    }
