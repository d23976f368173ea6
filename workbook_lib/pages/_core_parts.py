"""What the core practice shows: one function a step, from its state to parts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from .. import details, render
from ..activities import five_questions as activity
from ..model import Assessment, ClientMessage, Entry
from ..parts import Actions, Button, Choices, Editor, Group, Html, Option, Part
from . import _care as care
from ._page import local_time

if TYPE_CHECKING:
    from ._core import Practice


def own(practice: Practice, key: str, **values: Any) -> str:
    """One of the page's own words."""
    return practice.page.own(key, **values)


def parts(practice: Practice) -> list[Part]:
    """The case, then its steps: the open one to work in, the others by their first words."""
    steps = [_step(practice, number, step) for number, step in enumerate(practice.walk.steps, start=1)]
    return [_case(practice), *steps]


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
        return Group("case-own", (heading, editor, Actions("cases", tuple(other))))
    other.append(Button("own", word("actions.own_encounter")))
    html = render.template(
        "story.html",
        scenario=practice.scenario,
        story=render.paragraphs(practice.scenario.story),
        message=message(practice),
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
    if entry is not None:
        buttons.append(Button(f"go_on:{prompt}", word("actions.keep"), main=True))
    writing: tuple[Part, ...] = (editor, _rate(practice, prompt), Actions(f"do-{prompt}", tuple(buttons)))
    if entry is None or entry.assessment is None:
        shown: tuple[Part, ...] = (
            Html(f"reading-{prompt}", render.template("later.html", text=word("reading.here"))),
        )
    else:
        shown = (
            Html(f"reading-{prompt}", _reading(practice, prompt, entry, entry.assessment)),
            *_dispute(practice, prompt, entry.assessment),
            *_versions(practice, prompt),
        )
        writing = (*writing, *_nudge(practice, prompt))
    columns = (Group(f"write-{prompt}", writing), Group(f"shown-{prompt}", shown))
    return Group(f"beside-{prompt}", columns, look="beside")


def _nudge(practice: Practice, prompt: str) -> tuple[Part, ...]:
    """Where the words hold something that could tell who a client is: offer to replace it, once."""
    text, _ = practice.page.draft(practice.slot(prompt))
    found = {d.kind for d in details.details(text)}
    if not found or practice.page.place.get("left", {}).get(f"{practice.walk.scenario}/{prompt}"):
        return ()
    word = practice.page.word
    kinds = ", ".join(word(f"details.{kind}") for kind in details.KINDS if kind in found)
    told = Html(f"details-{prompt}", render.template("intro.html", text=word("details.found", kinds=kinds)))
    yes = Button(f"replace:{prompt}", word("details.replace"))
    no = Button(f"leave:{prompt}", word("details.leave"))
    return (Group(f"nudge-{prompt}", (told, Actions(f"nudge-do-{prompt}", (yes, no))), look="note"),)


def _rate(practice: Practice, prompt: str) -> Choices:
    rubric = practice.page.content.rubric(practice.kind(prompt))
    name = next(d.name for d in rubric.dimensions if d.id == activity.AIMS[prompt][0])
    words = [practice.page.word(f"levels.{key}") for key in ("not_yet_self", "emerging", "clear")]
    options = tuple(Option(str(level), label) for level, label in enumerate(words))
    legend = f"{own(practice, 'rate_heading')} ({name})"
    return Choices(f"rate-{prompt}", legend, options, practice.choice(f"rate-{prompt}"))


def _reading(practice: Practice, prompt: str, entry: Entry, assessment: Assessment) -> str:
    if assessment.note in care.MET:
        return care.met(practice.page, assessment.note)
    return render.reading(
        entry.text,
        assessment,
        practice.page.content.rubric(practice.kind(prompt)),
        practice.page.word,
        name=prompt,
        coaching=practice.page.place.get("coached", {}).get(entry.id),
        before=practice.walk.levels_before(prompt),
        disputed=entry.disputed,
        difference=_difference(practice, prompt, entry, assessment),
    )


def _difference(practice: Practice, prompt: str, entry: Entry, assessment: Assessment) -> str:
    """The learner's own rating beside the reading, in words; nothing where there is nothing to compare."""
    if not assessment.was_read:
        return ""
    for dimension, rated in entry.self_rating.items():
        rating = assessment.rating(dimension)
        if not rating.sure:
            return ""
        rubric = practice.page.content.rubric(practice.kind(prompt))
        name = next(d.name for d in rubric.dimensions if d.id == dimension)
        return own(practice, f"difference_{activity.difference(rated, rating.level)}", dimension=name)
    return ""


def _dispute(practice: Practice, prompt: str, assessment: Assessment) -> tuple[Part, ...]:
    word = practice.page.word
    found = render.findings(assessment, practice.page.content.rubric(practice.kind(prompt)))
    if assessment.note in care.MET:
        return ()
    hurt = Button(f"bigger:{prompt}", word("actions.bigger"))
    if not found:
        return (Actions(f"ask-dispute-{prompt}", (hurt,)),)
    ask = Actions(f"ask-dispute-{prompt}", (Button(f"dispute:{prompt}", word("actions.not_meant")), hurt))
    if practice.disputing != prompt:
        return (ask,)
    options = tuple(Option(f.dimension.id, f.dimension.name) for f in found)
    meant = practice.page.content.prompts["not_meant"]
    slot = practice.slot(f"not_meant_{prompt}")
    return (
        ask,
        Choices(f"dispute-{prompt}", word("reading.which"), options, practice.choice(f"dispute-{prompt}")),
        practice.page.editor(f"why-{prompt}", meant.wording, meant.help, slot, rows=2),
        Actions(f"withdraw-{prompt}", (Button(f"withdraw:{prompt}", word("actions.withdraw")),)),
    )


def _versions(practice: Practice, prompt: str) -> tuple[Part, ...]:
    earlier = practice.walk.kept.get(prompt, ())[:-1]
    if not earlier:
        return ()
    shown = [{"when": local_time(e.written_at), "text": e.text} for e in reversed(earlier)]
    return (
        Html(f"versions-{prompt}", render.template("versions.html", versions=shown, word=practice.page.word)),
    )


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
