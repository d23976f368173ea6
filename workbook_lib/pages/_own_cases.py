"""A trainer's own cases: start one, and see one as learners see it."""

from __future__ import annotations

from markupsafe import Markup

from .. import render
from ..model import Scenario
from ..parts import Actions, Button, Choices, Html, Option, Part
from ..widgets import Choice, Event, Press, Reply
from ._own_folder import Own, told

WORDS_OF = "02_five_questions"
"""The page whose words stand around a case's end, as learners meet it."""


def case_parts(own: Own) -> list[Part]:
    """A name, a desk, and the button that starts the file."""
    if own.folder is None:
        return own.needed("case")
    desks = own.content.desks
    options = tuple(Option(desk.id, desk.name) for desk in desks.values())
    start = Button("start", own.word("case_new"), main=True)
    return [
        own.editor("case", 1),
        Choices("desk", own.word("case_desk"), options, _desk(own)),
        Actions("case-do", (start,)),
        *own.box("case"),
    ]


def _desk(own: Own) -> str:
    return own.picked.get("desk") or next(iter(own.content.desks))


def act_case(own: Own, event: Event) -> Reply:
    """Choose the desk, or start the case."""
    from ..authoring.starting import new_case

    if isinstance(event, Choice):
        own.picked["desk"] = event.value
        return Reply()
    title = " ".join(own.typed("case").split())
    if not isinstance(event, Press) or own.folder is None:
        return Reply()
    if not title:
        return own.tell("case", "case_empty")
    try:
        file = new_case(own.folder, title, _desk(own), own.now.language)
    except FileExistsError as there:
        return own.tell("case", "case_there", file=there.filename)
    own.found = None
    own.picked["preview"] = file.stem
    return own.tell("case", "case_made", file=own.shown(file))


def preview_parts(own: Own) -> list[Part]:
    """The folder's own cases to choose from, and the chosen one."""
    from ..authoring.own_folder import cases

    if own.folder is None:
        return own.needed("preview")
    found = cases(own.folder, own.now.language)
    if not found:
        return [Html("preview-none", render.template("intro.html", text=own.word("preview_none")))]
    options = tuple(Option(name, title) for name, title in found.items())
    name = own.picked.get("preview", "")
    shown: list[Part] = [Choices("preview", own.word("preview_legend"), options, name)]
    return [*shown, *(_preview(own, name) if name in found else ())]


def _preview(own: Own, name: str) -> list[Part]:
    from ..authoring.faults import ContentError
    from ..authoring.own_folder import case

    if own.folder is None:
        return []
    try:
        return [Html("case-shown", _case(own, case(own.folder, own.now.language, name)))]
    except ContentError as error:
        faults = [told(own, fault) for fault in error.faults]
        how, said = own.word("check_how"), own.word("preview_faults")
        return [
            Html(
                "case-faults",
                render.template("own_faults.html", name="case-said", said=said, faults=faults, how=how),
            )
        ]


def _case(own: Own, scenario: Scenario) -> str:
    word, words = own.content.word, own.content.pages[WORDS_OF].words
    story = render.template(
        "story.html",
        scenario=scenario,
        story=render.paragraphs(scenario.story),
        message=None,
        another=True,
        word=word,
    )
    never = words["reveal_never_known"]
    return render.template(
        "own_case.html",
        story=Markup(story),  # noqa: S704 - our own template made it, with everything in it escaped
        tones=own.word("preview_two_tones"),
        messages=[{"tone": word(f"cases.{m.register}"), "text": m.text} for m in scenario.messages],
        after=own.word("preview_after"),
        reveal=Markup(render.template("reveal.html", scenario=scenario, never=never)),  # noqa: S704
        replies=Markup(render.template("two_replies.html", scenario=scenario, words=words)),  # noqa: S704
    )


def act_preview(own: Own, event: Event) -> Reply:
    """Show the case that was chosen."""
    if isinstance(event, Choice):
        own.picked["preview"] = event.value
        return Reply(focus="case-title")
    return Reply()
