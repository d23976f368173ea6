"""What a reading looks like on the core page, and what may be said against it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import render
from ..activities import five_questions as activity
from ..model import Assessment, Entry
from ..parts import Actions, Button, Choices, Html, Option, Part
from . import _care as care
from . import _core_reading as core_reading
from ._page import local_time

if TYPE_CHECKING:
    from ._core import Practice


def reading(practice: Practice, prompt: str, entry: Entry, assessment: Assessment) -> str:
    """What the words show, as HTML; help in its place where the text is bigger than a reply."""
    if assessment.note in care.MET:
        return care.met(practice.page, assessment.note)
    coached = practice.page.place.get("coached", {}).get(entry.id)
    if prompt in activity.UNREAD:
        return render.template("unread.html", name=prompt, coaching=coached, word=practice.page.word)
    return render.reading(
        entry.text,
        assessment,
        practice.page.content.rubric(core_reading.kind(prompt)),
        practice.page.word,
        name=prompt,
        coaching=coached,
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
        if not rating.sure or dimension in entry.disputed:
            return ""
        rubric = practice.page.content.rubric(core_reading.kind(prompt))
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
    rubric = practice.page.content.rubric(core_reading.kind(prompt))
    found = {f.dimension.id for f in render.findings(assessment, rubric)}
    options = tuple(
        Option(d.id, word("reading.mark_goes" if d.id in found else "reading.mark_missed", dimension=d.name))
        for d in rubric.dimensions
        if d.id in found or d.id not in render.ABSENCES
    )
    meant = practice.page.content.prompts["not_meant"]
    slot = practice.slot(f"not_meant_{prompt}")
    unchosen = render.template("said.html", text=word("reading.choose_first"), name="", link="")
    first = (Html(f"unchosen-{prompt}", unchosen),) if practice.unchosen == prompt else ()
    return (
        ask,
        Choices(f"dispute-{prompt}", word("reading.which"), options, practice.choice(f"dispute-{prompt}")),
        *first,
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
