"""The record of learning, and what the ids in a journal are called in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from .. import render
from ..takeaway import record_of_learning
from ._cases import OWN
from ._files import Said, made, written
from ._page import Page
from ._practice import of_practices
from ._returning import HOME as RETURNING
from ._short_case import HOME as SHORT


def titles(page: Page) -> Mapping[str, str]:
    """Ids of pages, cases, questions and dimensions to words for people."""
    content = page.content
    pages = {page.id: page.title for page in content.pages.values()}
    dimensions = {d.id: d.name for rubric in content.rubrics.values() for d in rubric.dimensions}
    prompts = {**of_practices(content), **{p.id: p.wording for p in content.prompts.values()}}
    cases = {case.id: case.title for case in content.scenarios.values()}
    word = page.word
    own = {OWN: word("cases.own_heading")}
    homes = {SHORT: word("words.short"), RETURNING: word("words.returning")}
    return {**dimensions, **prompts, **cases, **pages, **own, **homes}


def record(page: Page, place: str) -> Said:
    """Write the record as a page to print; what to say of it at ``place``. Raises OSError."""
    rows = record_of_learning(page.writable())
    word, language = page.word, page.content.language
    html = render.template("record.html", rows=rows, titles=titles(page), word=word, language=language)
    path = written(f"record-of-learning-{date.today().isoformat()}.html", html.encode("utf-8", "replace"))
    return made(place, lambda at: word("words.recorded", path=at), path, word("words.open_record"))
