"""What the core practice shows: one function a step, from its state to parts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from .. import render
from ..activities import five_questions as activity
from ..model import Assessment, ClientMessage
from ..parts import Actions, Button, Choices, Editor, Group, Html, Option, Part
from . import _care as care
from . import _core_shown as shown_by

if TYPE_CHECKING:
    from ._core import Practice


def own(practice: Practice, key: str, **values: Any) -> str:
    """One of the page's own words."""
    return practice.page.own(key, **values)


def parts(practice: Practice) -> list[Part]:
    """The case, then its steps: the open one to work in, the others by their first words."""
    steps = [_step(practice, number, step) for number, step in enumerate(practice.walk.steps, start=1)]
    return [_case(practice), *steps]


def reading_name(prompt: str, assessment: Assessment | None) -> str:
    """Where the eye goes after a reading: its heading, or the heading of the help in its place."""
    if assessment is None:
        return ""
    return "care-heading" if assessment.note in care.MET else f"{prompt}-heading"


def first(step: str) -> str:
    """Where the eye goes when a step opens: the editor of a question, the heading of another step."""
    return f"answer-{step}" if step in (*activity.QUESTIONS, "free") else f"step-{step}"


def message(practice: Practice) -> ClientMessage | None:
    """The client's words in the tone the learner chose; None in their own encounter."""
    if practice.scenario is None:
        return None
    told = {m.register: m for m in practice.scenario.messages}
    return told.get(practice.choice("register"), practice.scenario.messages[0])


def told(practice: Practice, prompt: str, assessment: Assessment) -> str:
    """The reading in one breath, for a screen reader."""
    word = practice.page.word
    if not assessment.was_read:
        return word(f"notes.{assessment.note}")
    found = render.findings(assessment, practice.page.content.rubric(practice.kind(prompt)))
    return "; ".join(f"{f.dimension.name}: {word(f'levels.{f.key}')}" for f in found) or word(
        "reading.announce_none"
    )


# -- the case ----------------------------------------------------------------------------------------------


def _case(practice: Practice) -> Group:
    word = practice.page.word
    other = [Button("another", word("actions.another_case"))]
    if practice.scenario is None:
        editor = _editor(practice, "own_encounter")
        heading = Html("own-title", render.template("own.html", word=word))
        nudge = shown_by.nudge(practice, "own_encounter")
        return Group("case-own", (heading, editor, *nudge, Actions("cases", tuple(other))))
    other.append(Button("own", word("actions.own_encounter")))
    html = render.template(
        "story.html",
        scenario=practice.scenario,
        story=render.paragraphs(practice.scenario.story),
        message=message(practice),
        another=True,
        word=word,
    )
    return Group(f"case-{practice.scenario.id}", (Html("story", html), Actions("cases", tuple(other))))


# -- the steps ---------------------------------------------------------------------------------------------


def _step(practice: Practice, number: int, step: str) -> Group:
    id = f"{practice.walk.scenario}-{step}"
    heading = _heading(practice, step)
    if practice.walk.mark(step) == "open":
        return Group(id, STEPS.get(step, _question)(practice, step, number), look="step")
    text, _ = practice.page.draft(practice.slot(activity.PROMPTS[step][0]))
    html = render.template(
        "closed_step.html", number=number, heading=heading, name=step, start=text[:90], more=len(text) > 90
    )
    return Group(id, (Html(f"closed-{step}", html),), look="step")


def _heading(practice: Practice, step: str) -> str:
    if step in (*activity.QUESTIONS, "free"):
        return practice.page.content.prompts[step].wording
    return own(practice, f"{step}_heading")


def _title(practice: Practice, step: str, number: int) -> Html:
    heading = own(practice, f"{step}_heading")
    html = render.template("open_step.html", number=number, heading=heading, name=step)
    return Html(f"head-{step}", html)


def _editor(practice: Practice, prompt: str, number: int = 0, **more: Any) -> Editor:
    told = practice.page.content.prompts[prompt]
    label = f"{number}\u2002{told.wording}" if number else told.wording
    slot = practice.slot(prompt)
    return practice.page.editor(f"answer-{prompt}", label, told.help, slot, heading=bool(number), **more)


def _question(practice: Practice, step: str, number: int) -> tuple[Part, ...]:
    return (_beside(practice, step, _editor(practice, step, number)),)


def _beside(practice: Practice, prompt: str, editor: Editor) -> Group:
    """The writing, and beside it what the words show: rate first, read, then the reading."""
    word = practice.page.word
    entry = practice.walk.latest(prompt)
    buttons = [
        Button(f"read:{prompt}", word("actions.read_again" if entry else "actions.read"), main=not entry)
    ]
    if entry is not None and prompt != "reply":
        buttons.append(Button(f"go_on:{prompt}", word("actions.keep"), main=True))
    rate_first = own(practice, "rate_help") if practice.nudged == prompt and entry is None else ""
    hint = (Html(f"hint-{prompt}", render.template("intro.html", text=rate_first)),) if rate_first else ()
    writing: tuple[Part, ...] = (
        editor,
        _rate(practice, prompt),
        *hint,
        Actions(f"do-{prompt}", tuple(buttons)),
    )
    if entry is None or entry.assessment is None:
        shown: tuple[Part, ...] = (
            Html(f"reading-{prompt}", render.template("later.html", text=word("reading.here"))),
        )
    else:
        shown = (
            Html(f"reading-{prompt}", shown_by.reading(practice, prompt, entry, entry.assessment)),
            *shown_by.dispute(practice, prompt, entry.assessment),
            *shown_by.versions(practice, prompt),
        )
        writing = (*writing, *shown_by.nudge(practice, prompt))
    columns = (Group(f"write-{prompt}", writing), Group(f"shown-{prompt}", shown))
    return Group(f"beside-{prompt}", columns, look="beside")


def _onward(practice: Practice, step: str) -> tuple[Part, ...]:
    """The way on after a reply: below the two invented ones, so that they aren't passed by."""
    if practice.walk.latest("reply") is None:
        return ()
    on = Button(f"go_on:{step}", practice.page.word("actions.keep"), main=True)
    return (Actions(f"on-{step}", (on,)),)


def _rate(practice: Practice, prompt: str) -> Choices:
    rubric = practice.page.content.rubric(practice.kind(prompt))
    name = next(d.name for d in rubric.dimensions if d.id == activity.AIMS[prompt][0])
    words = [practice.page.word(f"levels.{key}") for key in ("not_yet_self", "emerging", "clear")]
    options = tuple(Option(str(level), label) for level, label in enumerate(words))
    legend = own(practice, "rate_heading", dimension=name)
    return Choices(f"rate-{prompt}", legend, options, practice.choice(f"rate-{prompt}"))


def _after(practice: Practice) -> tuple[Part, ...]:
    """After a reply was read, never before: two invented ones, to set beside one's own."""
    if practice.walk.latest("reply") is None or practice.scenario is None:
        return ()
    words: Mapping[str, str] = practice.page.content.pages[practice.page.words_of or practice.page.id].words
    html = render.template("two_replies.html", scenario=practice.scenario, words=words)
    return (Html("two-replies", html), _editor(practice, "beside_mine", rows=3))


def _ask(practice: Practice, step: str, number: int) -> tuple[Part, ...]:
    intro = Html("ask-intro", render.template("intro.html", text=own(practice, "ask_intro")))
    label = "actions.keep" if practice.scenario is None else ""
    on = practice.page.word(label) if label else own(practice, "reveal_button")
    editors = [_editor(practice, prompt, rows=3) for prompt in activity.PROMPTS[step]]
    return (
        _title(practice, step, number),
        intro,
        *editors,
        Actions(f"on-{step}", (Button(f"keep:{step}", on, main=True),)),
    )


def _reveal(practice: Practice, step: str, number: int) -> tuple[Part, ...]:
    html = render.template(
        "reveal.html", scenario=practice.scenario, never=own(practice, "reveal_never_known")
    )
    guessed, _ = practice.page.draft(practice.slot("guess"))
    if guessed.strip():
        heading = practice.page.content.prompts["guess"].wording
        html += render.template("guessed.html", heading=heading, text=guessed)
    on = Button(f"keep:{step}", practice.page.word("actions.keep"), main=True)
    return (
        _title(practice, step, number),
        Html("reveal", html),
        _editor(practice, "asking_changed"),
        Actions(f"on-{step}", (on,)),
    )


def _reply(practice: Practice, step: str, number: int) -> tuple[Part, ...]:
    beside: tuple[Part, ...] = ()
    client = message(practice)
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
        _beside(practice, "reply", _editor(practice, "reply", rows=7)),
        *_after(practice),
        *_onward(practice, step),
    )


def _plan(practice: Practice, step: str, number: int) -> tuple[Part, ...]:
    keep = Button(f"keep:{step}", practice.page.word("returning.keep_plan"), main=True)
    kept = practice.walk.latest("when_then")
    done = own(practice, "plan_kept") if kept else ""
    shown = (Html("plan-kept", render.template("intro.html", text=done)),) if done else ()
    editor = _editor(practice, "when_then", rows=3)
    return (_title(practice, step, number), editor, Actions(f"on-{step}", (keep,)), *shown)


STEPS: Mapping[str, Callable[[Practice, str, int], tuple[Part, ...]]] = {
    "ask": _ask,
    "reveal": _reveal,
    "reply": _reply,
    "plan": _plan,
}
