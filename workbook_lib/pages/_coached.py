"""One thing to notice and one question after a reading by a rubric: chosen once, and kept with the page's place."""

from __future__ import annotations

from collections.abc import Sequence

from ..coaching import coach
from ..model import Entry
from ._page import Page

REMEMBERED = 8
"""So many of the last questions are not asked again while another is left."""


def choose(page: Page, entry: Entry, aims: Sequence[str], question: str, message: str = "") -> None:
    """Choose what to notice and what to ask of an entry that was read, with its disputed marks left out.

    ``message`` is what the client wrote, where a line of theirs may be taken up.
    """
    assert entry.assessment is not None  # noqa: S101 - only entries that were read come here
    recent = [(str(situation), int(wording)) for situation, wording in page.place.get("recent", [])]
    said = coach(
        entry.assessment,
        page.content.feedback,
        text=entry.text,
        message=message,
        aim=aims,
        question=question,
        recent=recent,
        disputed=entry.disputed.keys(),
    )
    coached = {**page.place.get("coached", {}), entry.id: {"notice": said.notice, "question": said.question}}
    page.remember(coached=coached, recent=[*recent, (said.situation, said.wording)][-REMEMBERED:])


def chosen(page: Page, entry: Entry) -> dict[str, str] | None:
    """What was chosen for this entry."""
    found: dict[str, str] | None = page.place.get("coached", {}).get(entry.id)
    return found
