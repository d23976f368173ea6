"""The journal itself: opening it, and one method for each thing a page asks of it."""

from __future__ import annotations

import time
from collections.abc import Container, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, Engine, Table, insert, select, update

from workbook_lib import inbox, profiles
from workbook_lib.db import Fault, reading, tables, writing
from workbook_lib.journal import drafts, entries, readings, visits, whole
from workbook_lib.journal.drafts import Incoming, SavedDraft
from workbook_lib.journal.faults import JournalError, explained
from workbook_lib.journal.file import NAME, open_file, written_beside
from workbook_lib.journal.readings import Reading
from workbook_lib.journal.whole import Contents, Visit
from workbook_lib.model import Draft, Entry
from workbook_lib.places import private_folder, wipe
from workbook_lib.seal import Seal


class Journal:
    """One learner's journal. Every method may raise JournalError, whose str is a plain sentence."""

    def __init__(self, folder: Path, engine: Engine, seal: Seal | None = None) -> None:
        self.folder = folder
        self._engine = engine
        self._seal = seal

    @classmethod
    def open(cls, folder: Path | None = None, *, seal: Seal | None = None) -> Journal:
        """Open the journal in a data folder, and make it where there is none.

        With no folder, it is the journal of whoever is writing: see `workbook_lib.profiles.current`.
        An older file is migrated after a copy was kept beside it; a newer one is refused and untouched.
        ``seal`` opens a journal that has a passphrase: see `workbook_lib.seal.unseal`.
        """
        if folder is None:
            writer = profiles.current()
            with explained(writer.folder):
                return cls.open(writer.folder, seal=seal or writer.seal)
        with explained(folder):
            return cls(folder, open_file(private_folder(folder), seal), seal)

    def close(self) -> None:
        """Let go of the file. The journal may be opened again."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with explained(self.folder), reading(self._engine) as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with explained(self.folder), writing(self._engine) as connection:
            yield connection

    def draft(self, page: str, scenario: str, prompt: str) -> Draft | None:
        """What stands in one editor; None where nothing was ever saved."""
        with self._reading() as connection:
            standing = drafts.standing_in(connection, page, scenario, prompt)
            return standing.draft if standing else None

    def drafts(self, page: str) -> list[Draft]:
        """What stands in all editors of a page, by scenario and prompt."""
        with self._reading() as connection:
            return drafts.of_page(connection, page)

    def save_draft(
        self,
        page: str,
        scenario: str,
        prompt: str,
        text: str,
        *,
        base: int,
        writer: str,
        seq: int = 0,
        private: bool = False,
        typed_at: datetime | None = None,
    ) -> SavedDraft:
        """Store what is in an editor; it is on the disk when this returns.

        ``writer`` names one open editor, ``base`` is the revision it last saw (0: none), ``seq`` numbers
        its saves upwards, so that one arriving late is ignored. Where another editor wrote in between,
        the older text is kept as an entry and returned as ``conflict``: older by ``typed_at``, which is
        now unless the text has waited somewhere. A slot that was private once stays so.
        Raises ValueError for a name that isn't plain.
        """
        return self._save(Incoming(page, scenario, prompt, text, base, writer, seq, private, typed_at))

    def _save(self, incoming: Incoming) -> SavedDraft:
        for name in (incoming.page, incoming.scenario, incoming.prompt, incoming.writer):
            if not inbox.is_plain_name(name):
                raise ValueError(f"not a plain name: {name!r}")
        now = datetime.now(UTC)
        with self._writing() as connection:
            visits.touch(connection, incoming.page, now)
            return drafts.save(connection, incoming, now)

    def absorb_inbox(self, private: Container[str] = ()) -> list[SavedDraft]:
        """Take in the texts that waited while no kernel was there; each file goes when its text is stored.

        ``private`` are the pages whose texts are private.
        """
        saved = []
        with explained(self.folder):
            for item, path in inbox.take(self.folder, seal=self._seal):
                saved.append(self._save(_incoming(item, item.private or item.page in private)))
                # A file that another program holds open comes again next time, and changes nothing then.
                with suppress(FileNotFoundError, PermissionError):
                    path.unlink()
        return saved

    def cover(self) -> bool:
        """Leave no trace, on the disk, of drafts that were emptied or replaced.

        False where another process held on to the log: then they are gone when the log is next written anew.
        """
        with explained(self.folder):
            return whole.cover(self._engine, self.folder / NAME)

    def keep(self, entry: Entry) -> Entry:
        """Store an entry for good. The same entry again changes nothing.

        Raises ValueError where its id belongs to an entry with other content.
        """
        now = datetime.now(UTC)
        with self._writing() as connection:
            visits.touch(connection, entry.page, now)
            return entries.keep(connection, entry, now)

    def entries(
        self, *, page: str | None = None, scenario: str | None = None, prompt: str | None = None
    ) -> list[Entry]:
        """The entries of a page, scenario or prompt, or all of them: oldest first."""
        with self._reading() as connection:
            return entries.find(connection, page=page, scenario=scenario, prompt=prompt)

    def entry(self, id: str) -> Entry | None:
        """The entry of that id."""
        with self._reading() as connection:
            return entries.one(connection, id)

    def dispute(self, entry_id: str, dimension: str, reason: str) -> None:
        """Note "This is not what I meant" of one dimension of an entry's reading. Raises KeyError."""
        with self._writing() as connection:
            entries.dispute(connection, entry_id, dimension, reason, datetime.now(UTC))

    def withdrawn(self, text: str) -> Mapping[str, str]:
        """What was disputed of exactly this text before: dimension to reason."""
        with self._reading() as connection:
            return entries.withdrawn(connection, text)

    def readings(self) -> Mapping[str, tuple[Reading, ...]]:
        """The later readings of entries, oldest first, by entry id; the first ones are in the entries."""
        with self._reading() as connection:
            return readings.every(connection)

    def keep_readings(self, found: Iterable[Reading]) -> None:
        """Add later readings, all or none; an entry keeps one for each version of a rubric."""
        with self._writing() as connection:
            for reading in found:
                readings.keep(connection, reading)

    def place(self, page: str) -> Mapping[str, Any]:
        """Where the learner was on a page, as `set_place` was told; empty at first."""
        with self._reading() as connection:
            found = connection.scalar(select(tables.places.c.place).where(tables.places.c.page == page))
            return found or {}

    def set_place(self, page: str, place: Mapping[str, Any]) -> None:
        """Remember where the learner is on a page (values of JSON). Not for their words, as `set_setting`."""
        with self._writing() as connection:
            visits.touch(connection, page, datetime.now(UTC))
            _put(connection, tables.places, {"page": page}, {"place": dict(place)})

    def opened(self, page: str) -> None:
        """Somebody opened a page: if they work there, their time begins now."""
        with self._writing() as connection:
            visits.touch(connection, page, datetime.now(UTC))

    def setting(self, name: str, default: Any = None) -> Any:
        """A setting, or ``default`` where it was never set."""
        with self._reading() as connection:
            row = connection.execute(select(tables.settings).where(tables.settings.c.name == name)).first()
            return default if row is None else row.value

    def set_setting(self, name: str, value: Any) -> None:
        """Remember a setting (a value of JSON). Exports hold all but those that say ``"private": true``."""
        with self._writing() as connection:
            _put(connection, tables.settings, {"name": name}, {"value": value})

    def contents(self, *, private: bool = False) -> Contents:
        """All that the journal holds; private entries and drafts only where asked for."""
        with self._reading() as connection:
            return whole.contents(connection, private=private)

    def merge(self, other: Contents) -> None:
        """Take in another journal's contents, all or nothing. Loses nothing here; twice is as once."""
        with self._writing() as connection:
            whole.merge(connection, other, datetime.now(UTC))

    def visits(self) -> tuple[Visit, ...]:
        """When somebody worked on which page, oldest first."""
        with self._reading() as connection:
            return whole.visits(connection)

    def erase(self) -> None:
        """Delete everything the learner wrote: journal, log, kept copies, texts that wait in the inbox.

        The journal stays open, and empty. Editors still open elsewhere may save again what they show.
        """
        with explained(self.folder):
            for path in written_beside(self.folder):
                with suppress(FileNotFoundError):
                    wipe(path)
            if not whole.erase(self._engine, self.folder / NAME):
                raise JournalError(Fault.HELD, self.folder)


def _incoming(item: inbox.Item, private: bool) -> Incoming:
    # A browser's clock may be wrong: nothing is typed later than now.
    typed_at = datetime.fromtimestamp(min(item.typed_at / 1000, time.time()), UTC)
    slot = (item.page, item.scenario, item.prompt)
    return Incoming(*slot, item.text, item.base, item.writer, item.seq, private, typed_at)


def _put(connection: Connection, table: Table, key: Mapping[str, str], values: Mapping[str, Any]) -> None:
    [(column, name)] = key.items()
    changed = connection.execute(update(table).where(table.c[column] == name).values(**values))
    if changed.rowcount == 0:
        connection.execute(insert(table).values(**key, **values))
