"""What a reading looks like on the core page, and what may be said against it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import details, render
from ..activities import five_questions as activity
from ..model import Assessment, Entry
from ..parts import Actions, Button, Choices, Group, Html, Option, Part
from . import _care as care
from ._page import local_time

if TYPE_CHECKING:
    from ._core import Practice


def nudge(practice: Practice, prompt: str) -> tuple[Part, ...]:
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


def reading(practice: Practice, prompt: str, entry: Entry, assessment: Assessment) -> str:
    """What the words show, as HTML; help in its place where the text is bigger than a reply."""
    if assessment.note in care.MET:
        return care.met(practice.page, assessment.note)
    return render.reading(
        entry.text,
        assessment,
        practice.page.content.rubric(practice.kind(prompt)),
        practice.page.word,
        name=prompt,
        coaching=practice.page.place.get("coached", {}).get(entry.id),
        before=practice.walk.reading_before(prompt),
        asked=activity.AIMS[prompt],
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
        return practice.page.own(f"difference_{activity.difference(rated, rating.level)}", dimension=name)
    return ""


def dispute(practice: Practice, prompt: str, assessment: Assessment) -> tuple[Part, ...]:
    """ "This is not what I meant", and, once pressed, which mark and why."""
    word = practice.page.word
    if assessment.note in care.MET or not assessment.was_read:
        return ()
    hurt = Button(f"bigger:{prompt}", word("actions.bigger"))
    ask = Actions(f"ask-dispute-{prompt}", (Button(f"dispute:{prompt}", word("actions.not_meant")), hurt))
    if practice.disputing != prompt:
        return (ask,)
    rubric = practice.page.content.rubric(practice.kind(prompt))
    found = {f.dimension.id for f in render.findings(assessment, rubric)}
    options = tuple(
        Option(d.id, word("reading.mark_goes" if d.id in found else "reading.mark_missed", dimension=d.name))
        for d in rubric.dimensions
        if d.id in found or d.id not in render.ABSENCES
    )
    meant = practice.page.content.prompts["not_meant"]
    slot = practice.slot(f"not_meant_{prompt}")
    return (
        ask,
        Choices(f"dispute-{prompt}", word("reading.which"), options, practice.choice(f"dispute-{prompt}")),
        practice.page.editor(f"why-{prompt}", meant.wording, meant.help, slot, rows=2),
        Actions(f"withdraw-{prompt}", (Button(f"withdraw:{prompt}", word("actions.withdraw")),)),
    )


def versions(practice: Practice, prompt: str) -> tuple[Part, ...]:
    """What was written before, folded."""
    earlier = practice.walk.kept.get(prompt, ())[:-1]
    if not earlier:
        return ()
    shown = [{"when": local_time(e.written_at), "text": e.text} for e in reversed(earlier)]
    return (
        Html(f"versions-{prompt}", render.template("versions.html", versions=shown, word=practice.page.word)),
    )
