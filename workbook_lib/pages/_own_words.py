"""Two things a trainer changes without opening a file: a question, and the library's own steps and numbers."""

from __future__ import annotations

from pathlib import Path

from ..activities import five_questions
from ..parts import Actions, Button, Choices, Option, Part
from ..widgets import Choice, Event, Press, Reply
from ._own_folder import SLOTS, Own

OTHER = "other"


def question_parts(own: Own) -> list[Part]:
    """A question to choose, and its wording to change."""
    if own.folder is None:
        return own.needed("question")
    asked, first = own.picked.get("question", ""), list(five_questions.QUESTIONS)
    prompts = own.content.prompts
    listed = [q for q in first if q in prompts]
    other = asked == OTHER or (asked and asked not in first)
    listed += [q for q in prompts if q not in first] if other else []
    options = [Option(q, prompts[q].wording) for q in listed]
    options += [] if other else [Option(OTHER, own.word("question_other"))]
    shown: list[Part] = [Choices("question", own.word("question_legend"), tuple(options), asked)]
    if asked in prompts:
        save = Button("save", own.word("question_save"), main=True)
        shown += [own.editor("question", 2), Actions("question-do", (save,))]
    return [*shown, *own.box("question")]


def act_question(own: Own, event: Event) -> Reply:
    """Choose a question, or save its wording."""
    from ..authoring.editing import set_value

    if isinstance(event, Choice):
        own.picked["question"] = event.value
        if event.value in own.content.prompts:
            own.page.put((SLOTS, "question"), own.content.prompts[event.value].wording)
        return Reply()
    asked, text = own.picked.get("question", ""), own.typed("question").strip()
    if not isinstance(event, Press) or own.folder is None or asked not in own.content.prompts:
        return Reply()
    if not text or "\n" in text:
        return own.tell("question", "question_empty")
    file = own.folder / own.now.language / "prompts.yaml"
    set_value(file, (asked, "wording"), text)
    return _saved(own, "question", file)


def help_parts(own: Own) -> list[Part]:
    """The steps and the numbers, one on each line."""
    if own.folder is None:
        return own.needed("help")
    care = own.content.care
    save = Button("save", own.word("help_save"), main=True)
    return [
        own.editor("help_steps", 6, "\n".join(care.procedure)),
        own.editor("help_call", 4, "\n".join(care.call)),
        Actions("help-do", (save,)),
        *own.box("help"),
    ]


def act_help(own: Own, event: Event) -> Reply:
    """Save both lists."""
    from ..authoring.editing import set_value

    if not isinstance(event, Press) or own.folder is None:
        return Reply()
    lists = {"procedure": _lines(own.typed("help_steps")), "call": _lines(own.typed("help_call"))}
    if not all(lists.values()):
        return own.tell("help", "help_empty")
    file = own.folder / own.now.language / "care.yaml"
    for key, lines in lists.items():
        set_value(file, (key,), lines)
    own.settle("help_steps", "help_call")
    return _saved(own, "help", file)


def _lines(text: str) -> list[str]:
    return [line for line in (" ".join(x.split()) for x in text.splitlines()) if line]


def _saved(own: Own, section: str, file: Path) -> Reply:
    own.found = None
    return own.tell(section, f"{section}_saved", file=own.shown(file))
