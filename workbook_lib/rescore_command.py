"""``python -m workbook_lib rescore``: read a journal again as texts are read today, and show what moved."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from workbook_lib import profiles, seal
from workbook_lib.catalog import Catalog
from workbook_lib.catalog.own_cues import own_scorer
from workbook_lib.chosen import choice, content
from workbook_lib.journal import Journal, JournalError
from workbook_lib.journal.file import is_begun
from workbook_lib.opening import places, who
from workbook_lib.profiles import Profile
from workbook_lib.rescoring import Reread, balance, reread
from workbook_lib.scoring import store

LEVELS = ("levels.not_yet", "levels.emerging", "levels.clear")
NOTHING = "Every text stands as it is read today. Nothing was read again."
READ = "{read} read again, {moved} of them otherwise than before. The earlier readings are kept beside."
NO_JOURNAL = "There is no journal in {folder}. Nothing was read."
NO_PROFILE = "There is no profile of the name {name}. Nothing was read."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``rescore``."""
    one = parser.add_mutually_exclusive_group()
    one.add_argument("--journal", metavar="DIR", type=Path, help="the folder that holds journal.db")
    one.add_argument("--profile", metavar="NAME", help="the journal of this profile")


def main(options: argparse.Namespace) -> int:
    """Read again and print what moved. Returns 0, or 1 after a sentence that says why nothing was read."""
    try:
        folder, key = _journal(options)
        chosen = choice(places.learners_folder())
        words = content(chosen)
        scorer, faults = own_scorer(chosen.usable)
        store.use(scorer)
        with Journal.open(folder, seal=key) as journal:
            found = reread(journal, words)
    except (JournalError, who.NotOpenedError, FileNotFoundError) as fault:
        print(fault, file=sys.stderr)
        return 1
    for line in faults:
        print(f"{line}\n", file=sys.stderr)
    print("\n".join(report(found, words)))
    return 0


def _journal(options: argparse.Namespace) -> tuple[Path, seal.Seal | None]:
    """The folder of the journal, and what opens it. Raises NotOpenedError, FileNotFoundError."""
    profile = Profile("", "", options.journal or profiles.current().folder)
    if options.profile is not None:
        named = options.profile.casefold()
        known = [p for p in profiles.profiles() if p.name.casefold() == named]
        if not known:
            raise who.NotOpenedError(NO_PROFILE.format(name=options.profile))
        profile = known[0]
    if not is_begun(profile.folder):
        raise FileNotFoundError(NO_JOURNAL.format(folder=profile.folder))
    writer = who.opened(profile).writer
    return profile.folder, writer.seal if writer else None


def report(found: list[Reread], words: Catalog) -> Iterator[str]:
    """What moved, in words: one paragraph a text, then how each dimension moved in all."""
    if not found:
        yield NOTHING
        return
    moved = [one for one in found if one.moved]
    yield READ.format(read=_texts(len(found)), moved=len(moved))
    for one in moved:
        yield ""
        yield from _paragraph(one, words)
    names = _names(words)
    sums = list(balance(found))
    if sums:
        width = max(len(names.get(dimension, dimension)) for dimension, _, _ in sums)
        yield "\nIn all:"
        for dimension, more, less in sums:
            told = f"found more clearly in {_texts(more)}, less clearly in {_texts(less)}"
            yield f"    {names.get(dimension, dimension):<{width}}  {told}"


def _paragraph(one: Reread, words: Catalog) -> Iterator[str]:
    entry = one.entry
    page = words.pages[entry.page].title if entry.page in words.pages else entry.page
    yield f"{entry.written_at.astimezone():%d %b %Y}, {page}: {entry.prompt_wording or entry.prompt}"
    if one.case_changed:
        yield "    (the case has changed since, so it was read without it)"
    if not (one.before.was_read and one.now.was_read):
        yield f"    {_was(one.before.was_read, one.before.note)} -> {_was(one.now.was_read, one.now.note)}"
    names = _names(words)
    for move in one.moves:
        before, now = words.word(LEVELS[move.before]), words.word(LEVELS[move.now])
        unsure = "" if move.sure else " (unsure)"
        yield f"    {names.get(move.dimension, move.dimension)}: {before} -> {now}{unsure}"


def _was(read: bool, note: str) -> str:
    return "read" if read else f"not read ({note.replace('_', ' ')})"


def _names(words: Catalog) -> dict[str, str]:
    return {d.id: d.name for rubric in words.rubrics.values() for d in rubric.dimensions}


def _texts(count: int) -> str:
    return "1 text" if count == 1 else f"{count} texts"
