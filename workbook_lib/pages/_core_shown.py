"""What a reading looks like on the core page, and what may be said against it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import render
from ..activities import five_questions as activity
from ..model import Assessment, Entry
from ..parts import Actions, Button, Html, Part
from . import _care as care
from . import _coached
from . import _core_reading as core_reading
from . import _marks as marks
from . import _self_rating as self_rating
from ._page import local_time

if TYPE_CHECKING:
    from ._core import Practice


def reading(practice: Practice, prompt: str, entry: Entry, assessment: Assessment) -> str:
    """What the words show, as HTML; help in its place where the text is bigger than a reply."""
    if assessment.note in care.MET:
        return care.met(practice.page, assessment.note)
    coached = _coached.chosen(practice.page, entry)
    if prompt in activity.UNREAD:
        return render.template("unread.html", name=prompt, coaching=coached, word=practice.page.word)
    rubric = practice.page.content.rubric(core_reading.kind(prompt))
    return render.reading(
        entry.text,
        assessment,
        rubric,
        practice.page.word,
        name=prompt,
        coaching=coached,
        before=practice.walk.reading_before(prompt),
        asked=activity.AIMS[prompt],
        disputed=entry.disputed,
        difference=self_rating.beside(practice.page, rubric, entry, assessment),
    )


def dispute(practice: Practice, prompt: str, assessment: Assessment) -> tuple[Part, ...]:
    """ "This is not what I meant", and, once pressed, which mark and why."""
    word = practice.page.word
    if assessment.note in care.MET or not assessment.was_read:
        return ()
    hurt = Button(f"bigger:{prompt}", word("actions.bigger"))
    ask = Actions(f"ask-dispute-{prompt}", (Button(f"dispute:{prompt}", word("actions.not_meant")), hurt))
    if practice.disputing != prompt:
        return (ask,)
    found = marks.of_rubric(assessment, practice.page.content.rubric(core_reading.kind(prompt)))
    chosen, unchosen = practice.choice(f"dispute-{prompt}"), practice.unchosen == prompt
    about = practice.slot(prompt)
    return (ask, *marks.asked(practice.page, prompt, about, found, chosen, unchosen=unchosen))


def versions(practice: Practice, prompt: str) -> tuple[Part, ...]:
    """What was written before, folded."""
    earlier = practice.walk.kept.get(prompt, ())[:-1]
    if not earlier:
        return ()
    shown = [{"when": local_time(e.written_at), "text": e.text} for e in reversed(earlier)]
    return (
        Html(f"versions-{prompt}", render.template("versions.html", versions=shown, word=practice.page.word)),
    )
