"""What the core practice shows: one function a step, from its state to parts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from textwrap import shorten
from typing import TYPE_CHECKING, Any

from .. import render
from ..activities import five_questions as activity
from ..model import Assessment
from ..parts import Actions, Button, Choices, Group, Html, Option, Part
from . import _care as care
from . import _core_case as case_box
from . import _core_reading as core_reading
from . import _core_shown as shown_by
from . import _self_rating as self_rating

if TYPE_CHECKING:
    from ._core import Practice


START = 90
"""So many letters of an answer, at most, are shown of a closed step."""


def own(practice: Practice, key: str, **values: Any) -> str:
    """One of the page's own words."""
    return practice.page.own(key, **values)


def parts(practice: Practice) -> list[Part]:
    """The case, then its steps: the open one to work in, the others by their first words; then the cases met."""
    steps = [_step(practice, number, step) for number, step in enumerate(practice.walk.steps, start=1)]
    return [case_box.head(practice), *steps, *practice.foot()]


def reading_name(prompt: str, assessment: Assessment | None) -> str:
    """Where the eye goes after a reading: its heading, or the heading of the help in its place."""
    if assessment is None:
        return ""
    return "care-heading" if assessment.note in care.MET else f"{prompt}-heading"


def first(step: str) -> str:
    """Where the eye goes when a step opens: the editor of a question, the heading of another step."""
    return f"answer-{step}" if step in activity.WRITTEN else f"step-{step}"


def told(practice: Practice, prompt: str, assessment: Assessment) -> str:
    """The reading in one breath, for a screen reader."""
    word = practice.page.word
    if not assessment.was_read:
        return word(f"notes.{assessment.note}")
    found = render.findings(assessment, practice.page.content.rubric(core_reading.kind(prompt)))
    return "; ".join(f"{f.dimension.name}: {word(f'levels.{f.key}')}" for f in found) or word(
        "reading.announce_none"
    )


# -- the steps ---------------------------------------------------------------------------------------------


def _step(practice: Practice, number: int, step: str) -> Group:
    id = f"{practice.walk.scenario}-{step}"
    heading = _heading(practice, step)
    if practice.walk.mark(step) == "open":
        return Group(id, STEPS.get(step, _question)(practice, step, number), look="step")
    written = (practice.page.draft(practice.slot(prompt))[0] for prompt in activity.PROMPTS[step])
    start = shorten(next((text for text in written if text.strip()), ""), START, placeholder=" …")
    html = render.template("closed_step.html", number=number, heading=heading, name=step, start=start)
    return Group(id, (Html(f"closed-{step}", html),), look="step")


def _heading(practice: Practice, step: str) -> str:
    if step in activity.WRITTEN:
        return practice.page.content.prompts[step].wording
    return own(practice, f"{step}_heading")


def _title(practice: Practice, step: str, number: int) -> Html:
    heading = own(practice, f"{step}_heading")
    html = render.template("open_step.html", number=number, heading=heading, name=step)
    return Html(f"head-{step}", html)


def _question(practice: Practice, step: str, number: int) -> tuple[Part, ...]:
    return (_beside(practice, step, case_box.telling_editor(practice, step, number=number)),)


def _beside(practice: Practice, prompt: str, written: tuple[Part, ...]) -> Group:
    """The writing, and beside it what the words show: rate first, read, then the reading."""
    entry = practice.walk.latest(prompt)
    rated = () if prompt in activity.UNREAD else _rate(practice, prompt)
    writing = (*written, *rated, Actions(f"do-{prompt}", _buttons(practice, prompt)))
    if entry is None or entry.assessment is None:
        here = practice.page.word("safety.here" if prompt in activity.UNREAD else "reading.here")
        shown: tuple[Part, ...] = (Html(f"reading-{prompt}", render.template("later.html", text=here)),)
    else:
        shown = (
            Html(f"reading-{prompt}", shown_by.reading(practice, prompt, entry, entry.assessment)),
            *shown_by.dispute(practice, prompt, entry.assessment),
            *shown_by.versions(practice, prompt),
        )
    columns = (Group(f"write-{prompt}", writing), Group(f"shown-{prompt}", shown))
    return Group(f"beside-{prompt}", columns, look="beside")


def _buttons(practice: Practice, prompt: str) -> tuple[Button, ...]:
    """Read or keep; and where that was done, the way on, unless it stands further down."""
    entry, word = practice.walk.latest(prompt), practice.page.word
    kept = "actions.keep_again" if entry else "actions.keep_it"
    read = "actions.read_again" if entry else "actions.read"
    label = word(kept if prompt in activity.UNREAD else read)
    first = Button(f"read:{prompt}", label, main=not entry)
    if entry is None or prompt in ANSWERS:
        return (first,)
    return (first, Button(f"go_on:{prompt}", word("actions.keep"), main=True))


def _onward(practice: Practice, step: str) -> tuple[Part, ...]:
    """The way on after a reply: below the two invented ones, so that they aren't passed by."""
    if practice.walk.latest(step) is None:
        return ()
    on = Button(f"go_on:{step}", practice.page.word("actions.keep"), main=True)
    return (Actions(f"on-{step}", (on,)),)


def _rate(practice: Practice, prompt: str) -> tuple[Part, ...]:
    """One's own rating; and where it was passed over once, that it comes first."""
    chosen = practice.choice(f"rate-{prompt}")
    choices = self_rating.choices(practice.page, prompt, core_reading.aim(practice, prompt), chosen)
    if practice.nudged != prompt or practice.walk.latest(prompt) or chosen:
        return (choices,)
    return (choices, self_rating.hint(practice.page, prompt))


def _after(practice: Practice, prompt: str) -> tuple[Part, ...]:
    """After a reply was read or kept, never before: two invented ones beside one's own, and how it ended."""
    case = practice.scenario
    if practice.walk.latest(prompt) is None or case is None:
        return ()
    words: Mapping[str, str] = practice.page.content.pages[practice.page.words_of or practice.page.id].words
    html = render.template("two_replies.html", scenario=case, words=words)
    ended = render.template("ending.html", heading=own(practice, "ended_heading"), text=case.ending)
    ending = (Html("ending", ended),) if case.ending else ()
    return (Html("two-replies", html), *case_box.telling_editor(practice, "beside_mine", rows=3), *ending)


def _ask(practice: Practice, step: str, number: int) -> tuple[Part, ...]:
    intro = Html("ask-intro", render.template("intro.html", text=own(practice, "ask_intro")))
    label = "actions.keep" if practice.scenario is None else ""
    on = practice.page.word(label) if label else own(practice, "reveal_button")
    prompts = activity.PROMPTS[step]
    editors = [part for prompt in prompts for part in case_box.telling_editor(practice, prompt, rows=3)]
    return (
        _title(practice, step, number),
        intro,
        *editors,
        Actions(f"on-{step}", (Button(f"keep:{step}", on, main=True),)),
    )


def _reveal(practice: Practice, step: str, number: int) -> tuple[Part, ...]:
    """What was going on with the client; how it ended waits until the learner has answered."""
    html = render.template(
        "reveal.html", scenario=practice.scenario, never=own(practice, "reveal_never_known")
    )
    guessed, _ = practice.page.draft(practice.slot("guess"))
    if guessed.strip() and step == "reveal":
        heading = practice.page.content.prompts["guess"].wording
        html += render.template("guessed.html", heading=heading, text=guessed)
    on = Button(f"keep:{step}", practice.page.word("actions.keep"), main=True)
    return (
        _title(practice, step, number),
        Html("reveal", html),
        *case_box.telling_editor(practice, activity.PROMPTS[step][0]),
        Actions(f"on-{step}", (on,)),
    )


def _reply(practice: Practice, step: str, number: int) -> tuple[Part, ...]:
    """The reply, or the limit in a case of abuse, beside the client's message. Its prompt has the step's id."""
    beside: tuple[Part, ...] = ()
    client = case_box.message(practice)
    if practice.scenario is not None and client is not None:
        options = tuple(
            Option(m.register, practice.page.word(f"cases.{m.register}")) for m in practice.scenario.messages
        )
        html = render.template("message.html", message=client, word=practice.page.word)
        legend = practice.page.word("cases.register")
        beside = (Choices("register", legend, options, client.register), Html("client-message", html))
    return (
        _title(practice, step, number),
        *beside,
        _beside(practice, step, case_box.telling_editor(practice, step, rows=7)),
        *_after(practice, step),
        *_onward(practice, step),
    )


def _plan(practice: Practice, step: str, number: int) -> tuple[Part, ...]:
    keep = Button(f"keep:{step}", practice.page.word("returning.keep_plan"), main=True)
    done = render.template("kept.html", name="plan-kept", text=own(practice, "plan_kept"))
    shown = (Html("plan-kept", done),) if practice.walk.latest("when_then") else ()
    editor = case_box.telling_editor(practice, "when_then", rows=3)
    return (_title(practice, step, number), *editor, Actions(f"on-{step}", (keep,)), *shown)


ANSWERS = frozenset({"reply", "limit"})
"""Prompts that answer the client; the way on from them is below the invented replies."""

STEPS: Mapping[str, Callable[[Practice, str, int], tuple[Part, ...]]] = {
    "ask": _ask,
    "reveal": _reveal,
    "aftermath": _reveal,
    "reply": _reply,
    "limit": _reply,
    "plan": _plan,
}
