"""Copies of a Hub: journals, with a passphrase or without, rooms in files and in PostgreSQL; and back again."""

from __future__ import annotations

import io
import os
import pwd
import shutil
import sqlite3
import tarfile
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from deploy.hub import accounts, backup, packing
from tests.conftest import missing
from tests.hub_trial import as_account, names
from tests.postgres_process import Postgres
from tests.rooms_made import played
from workbook_lib import seal
from workbook_lib.db.place import NAMED_BY
from workbook_lib.group.store import Store
from workbook_lib.journal import Journal

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
WORDS = "She folds the letter twice, and nobody sees it but me."


@pytest.fixture
def account() -> Iterator[str]:
    """A real account of this machine, with a home of its own."""
    if os.geteuid() != 0 or shutil.which("useradd") is None:
        missing("the right to make Unix accounts")
    (name,) = names(1)
    home = Path("/tmp") / name  # noqa: S108 - pytest's own folders can be entered by root alone
    accounts.make(name, home)
    yield name
    accounts.remove(name)


def write(folder: Path, passphrase: str = "") -> None:
    """A journal in use: its latest words are in the log beside it."""
    folder.mkdir(mode=0o700, parents=True)
    opened = None
    if passphrase:
        opened = seal.make(folder, passphrase)
    with Journal.open(folder, seal=opened) as journal:
        journal.set_place("02", {"said": WORDS})


def said(folder: Path, passphrase: str = "") -> str:
    opened = seal.unseal(folder, passphrase) if passphrase else None
    with Journal.open(folder, seal=opened) as journal:
        return str(journal.place("02")["said"])


@pytest.mark.parametrize("passphrase", ["", "a slow grey river"])
def test_a_journal_comes_back_as_it_was_open_or_closed(tmp_path: Path, passphrase: str) -> None:
    data = tmp_path / "data"
    write(data, passphrase)
    (data / "lab").mkdir()
    (data / "lab" / "secret").write_text("a server's own")
    (data / "link").symlink_to("/etc/hostname")
    copy = io.BytesIO()
    with closing(sqlite3.connect(data / "journal.db")) as busy:
        busy.execute("BEGIN IMMEDIATE")  # while somebody writes
        packing.pack(data, copy)
    assert (WORDS.encode() in tarfile_bytes(copy)) == (not passphrase)
    (data / "journal.db").write_bytes(b"broken")
    copy.seek(0)
    before = packing.unpack(copy, data, NOON)
    assert said(data, passphrase) == WORDS
    assert before is not None
    assert (before / "journal.db").read_bytes() == b"broken"
    assert {p.name for p in data.iterdir()} & {"lab", "link"} == set()
    assert data.stat().st_mode & 0o777 == 0o700


def tarfile_bytes(copy: io.BytesIO) -> bytes:
    copy.seek(0)
    with tarfile.open(fileobj=copy, mode="r:gz") as archive:
        held = [archive.extractfile(member) for member in archive]
        return b"".join(file.read() for file in held if file)


@pytest.mark.parametrize(
    ("name", "kind"), [("../x", tarfile.REGTYPE), ("/etc/x", tarfile.REGTYPE), ("x", tarfile.SYMTYPE)]
)
def test_an_archive_that_reaches_out_of_its_folder_changes_nothing(
    tmp_path: Path, name: str, kind: bytes
) -> None:
    strange = io.BytesIO()
    with tarfile.open(fileobj=strange, mode="w|gz") as archive:
        about = tarfile.TarInfo(name)
        about.type, about.linkname = kind, "/etc/hostname"
        archive.addfile(about, io.BytesIO())
    data = tmp_path / "data"
    write(data)
    strange.seek(0)
    with pytest.raises(packing.ForeignError):
        packing.unpack(strange, data, NOON)
    assert said(data) == WORDS
    assert [p.name for p in tmp_path.iterdir()] == ["data"]


def test_a_whole_hub_is_copied_and_put_back(
    account: str, tmp_path: Path, postgres: Postgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = Path(pwd.getpwnam(account).pw_dir) / backup.DATA
    packing.as_owner(account, lambda: write(data))
    state, copies = tmp_path / "state", tmp_path / "copies"
    (state / "rooms").mkdir(parents=True, mode=0o700)
    with closing(sqlite3.connect(state / "jupyterhub.sqlite")) as hub:
        hub.execute("CREATE TABLE users (name TEXT)")
        hub.execute("INSERT INTO users VALUES ('amal')")
        hub.commit()
    in_file = played(state / "rooms" / "AAAAA.db")
    monkeypatch.setenv(NAMED_BY, postgres.url)
    monkeypatch.setenv("PATH", f"{postgres.programs}:{os.environ['PATH']}")
    in_database = played(state / "rooms" / "BBBBB.db")
    monkeypatch.setattr(backup, "learners", lambda: iter([(account, data)]))
    assert len(backup.save(copies, state)) == 4
    assert {p.stat().st_mode & 0o077 for p in (copies, *copies.rglob("*"))} == {0}

    answers = [len(room.store.answers()) for room in (in_file, in_database)]
    in_database.end()
    for room in (in_file, in_database):
        room.store.close()
    shutil.rmtree(state / "rooms")
    (state / "rooms").mkdir(mode=0o700)
    (state / "jupyterhub.sqlite").unlink()
    packing.as_owner(account, lambda: (data / "journal.db").write_bytes(b""))
    assert len(backup.restore(copies, state)) == 4
    with closing(sqlite3.connect(state / "jupyterhub.sqlite")) as hub:
        assert hub.execute("SELECT name FROM users").fetchall() == [("amal",)]
    found = [Store.open(state / "rooms" / "BBBBB.db")]
    monkeypatch.delenv(NAMED_BY)
    found.insert(0, Store.open(state / "rooms" / "AAAAA.db"))
    assert [len(store.answers()) for store in found] == answers
    for store in found:
        store.close()
    assert data.stat().st_uid == pwd.getpwnam(account).pw_uid
    assert data.stat().st_mode & 0o077 == 0
    packing.as_owner(account, lambda: check(data))


def test_one_journal_that_cannot_be_read_keeps_nobody_elses_from_its_copy(
    account: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever closes a file in their own folder to themselves, and whoever has no account any more."""
    home = Path(pwd.getpwnam(account).pw_dir)
    data, mine = home / backup.DATA, tmp_path / "mine"
    packing.as_owner(account, lambda: write(data))
    packing.as_owner(account, lambda: (data / "closed").touch(0o000))
    write(mine)
    own = pwd.getpwuid(os.geteuid()).pw_name
    monkeypatch.setattr(backup, "learners", lambda: iter([(account, data), (own, mine)]))
    with pytest.raises(backup.LeftError, match=account):
        backup.save(tmp_path / "copies", tmp_path)
    made = tmp_path / "copies" / backup.JOURNALS
    assert [path.name for path in made.iterdir()] == [f"{own}.tar.gz"]

    shutil.copy(made / f"{own}.tar.gz", made / "wbt-nobody.tar.gz")
    (made / f"{account}.tar.gz").write_bytes(b"broken")
    (made / f"{own}.tar.gz").rename(made / "zz.tar.gz")
    back = tmp_path / "back"
    monkeypatch.setattr(backup.pwd, "getpwnam", named(back, own))
    with pytest.raises(backup.LeftError, match=f"{account}, wbt-nobody$"):
        backup.restore(tmp_path / "copies", tmp_path)
    assert said(back / backup.DATA) == WORDS
    assert said(data) == WORDS


def named(home: Path, own: str) -> Callable[[str], pwd.struct_passwd]:
    """As the machine's own accounts, and "zz": this test's, with a home of its own."""
    really = pwd.getpwnam
    me = really(own)

    def found(name: str) -> pwd.struct_passwd:
        return pwd.struct_passwd((name, *me[1:5], str(home), me[6])) if name == "zz" else really(name)

    return found


def check(data: Path) -> None:
    assert said(data) == WORDS


def test_a_link_in_somebodys_folder_leads_the_copy_nowhere(account: str, tmp_path: Path) -> None:
    secret = tmp_path / "of-root"
    secret.write_text("not theirs")
    home = Path(pwd.getpwnam(account).pw_dir)
    data = home / "data"
    packing.as_owner(account, lambda: data.mkdir(mode=0o700))
    packing.as_owner(account, lambda: (data / "link").symlink_to(secret))
    packing.as_owner(account, lambda: (data / "deeper").symlink_to(secret.parent))
    copy = io.BytesIO()
    packing.pack(data, copy)
    assert b"not theirs" not in tarfile_bytes(copy)
    said = as_account(account, "import json, os; print(json.dumps(os.geteuid()))")
    assert said == pwd.getpwnam(account).pw_uid
