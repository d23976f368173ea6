"""What a page opens with: the language and the own folder that were chosen, and the cues that go with them.

Nothing that is wrong with a choice keeps a page from opening: then it is one plain sentence on the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from workbook_lib import settings
from workbook_lib.catalog import Catalog, built_in, languages, load, named_folder
from workbook_lib.catalog.own_cues import own_scorer
from workbook_lib.scoring import store

_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})?$")


@dataclass(frozen=True, slots=True)
class Choice:
    """``folder`` is the library's own, which may not exist; ``fixed``: the environment named it.

    ``asked`` is the language as it was asked for, ``language`` one that there is.
    """

    language: str
    asked: str
    folder: Path | None
    fixed: bool
    strange: str = ""

    @property
    def usable(self) -> Path | None:
        """The own folder, where it is there."""
        return self.folder if self.folder is not None and self.folder.is_dir() else None


def choice(learners_folder: Path | None = None) -> Choice:
    """What was chosen, in the settings of a learner's folder or by the environment, which wins."""
    said = settings.read(learners_folder or settings.learners_folder())
    named = named_folder()
    folder = named or said.content
    language = said.language if said.language in available(folder) else "en"
    return Choice(language, said.language, folder, named is not None, said.strange)


def available(folder: Path | None) -> list[str]:
    """The languages one can choose: those built in, and any that an own folder has a folder for."""
    found = languages()
    if folder is not None and folder.is_dir():
        own = sorted(f.name for f in folder.iterdir() if f.is_dir() and _LANGUAGE.match(f.name))
        found += [name for name in own if name not in found]
    return found


def content(chosen: Choice) -> Catalog:
    """The content of a choice, with its troubles; its cues aren't looked at."""
    if chosen.usable is None:
        return built_in(chosen.language)
    return load(chosen.language, chosen.usable)


def content_for(page: str) -> Catalog:
    """The content for a page that opens now; from here on texts are read by the cues that go with it.

    A page that the language lacks is shown in English, all of it.
    """
    chosen = choice()
    found = content(chosen)
    scorer, cue_faults = own_scorer(chosen.usable)
    store.use(scorer)
    troubles = list(_troubles(chosen, found, cue_faults))
    words = for_page(page, chosen, found)
    if words is not found:
        troubles.append(found.word("own.only_english"))
    return replace(words, faults=(*found.faults, *cue_faults), trouble=next(iter(troubles), ""))


def for_page(page: str, chosen: Choice, found: Catalog) -> Catalog:
    """The content for one page: `found`, or all of it in English where its language has no such page."""
    if page in found.pages and found.pages[page].language != found.language:
        return content(replace(chosen, language="en"))
    return found


def _troubles(chosen: Choice, found: Catalog, cue_faults: tuple[str, ...]) -> Iterator[str]:
    """What is wrong with a choice, in plain sentences, the weightiest first."""
    if chosen.folder is not None and chosen.usable is None:
        yield found.word("own.missing", folder=chosen.folder)
    if found.faults:
        yield found.word("own.faults")
    if cue_faults:
        yield found.word("own.cue_faults")
    if chosen.strange:
        yield found.word("own.strange", line=chosen.strange, file=settings.NAME)
    if chosen.asked != chosen.language:
        yield found.word("own.no_language", language=chosen.asked)
