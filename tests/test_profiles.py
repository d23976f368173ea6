"""People who share a computer: profiles, passphrases, and sittings that leave nothing."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine

from workbook_lib import inbox, places, profiles, seal, sitting
from workbook_lib.db import Fault, run_bare
from workbook_lib.journal import Journal, JournalError, whole
from workbook_lib.journal.file import COPIES, NAME, keep_copy
from workbook_lib.model import Assessment, Entry
from workbook_lib.takeaway import export_zip, import_zip

MARKER = "The woman at desk four whispered her brother's name."
ENTRY = Entry("e1", datetime(2026, 3, 2, tzinfo=UTC), "02", "book", 1, "q1", "Why?", "1", "en", MARKER)
ITEM = {
    "page": "02",
    "scenario": "book",
    "prompt": "q1",
    "text": MARKER,
    "base": 0,
    "writer": "w1",
    "typed_at": 1,
}


def bytes_of(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def closed_profile(data: Path, name: str, passphrase: str) -> profiles.Profile:
    return profiles.add(name, passphrase=passphrase, data=data)


def write_everywhere(journal: Journal) -> None:
    journal.keep(replace(ENTRY, assessment=Assessment("r", "1", None, (), note=MARKER)))
    journal.dispute("e1", "perspective", MARKER)
    for number in range(30):
        journal.save_draft("02", "book", "q1", MARKER * (30 - number), base=number, writer="w")
    journal.set_place("02", {"typed": MARKER})
    journal.set_setting("plan", MARKER)


def traces(folder: Path) -> int:
    """How often any run of 12 bytes of the marker is found in any file below a folder."""
    found = bytes_of(folder)
    marker = MARKER.encode()
    return sum(found.count(marker[start : start + 12]) for start in range(0, len(marker) - 12, 6))


def test_delete_everything_leaves_no_trace_in_the_folder(tmp_path: Path) -> None:
    with Journal.open(tmp_path) as journal, Journal.open(tmp_path) as another_page:
        write_everywhere(journal)
        another_page.save_draft("02", "book", "q3", MARKER, base=0, writer="v")
        keep_copy(tmp_path / NAME, "0001")
        inbox.put(tmp_path, ITEM)
        (tmp_path / inbox.FOLDER / "broken.json").write_text(MARKER)
        assert len(list(inbox.take(tmp_path))) == 1
        inbox.put(tmp_path, ITEM | {"writer": "w2"})
        (tmp_path / "left.part").write_text(MARKER)
        assert (tmp_path / COPIES).exists()
        assert traces(tmp_path) > 100
        journal.erase()
        assert traces(tmp_path) == 0
        assert journal.contents(private=True) == another_page.contents(private=True)
        assert journal.contents(private=True).entries == ()
        assert not any((tmp_path / inbox.FOLDER).iterdir())
        another_page.save_draft("02", "book", "q3", "afterwards", base=0, writer="v")
    assert traces(tmp_path) == 0


def test_the_log_is_written_over_before_it_is_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log, seen = tmp_path / f"{NAME}-wal", []

    def run_watched(engine: Engine, *statements: str) -> None:
        for statement in statements:
            if "TRUNCATE" in statement:
                seen.append(log.read_bytes())
            run_bare(engine, statement)

    monkeypatch.setattr(whole, "run_bare", run_watched)
    with Journal.open(tmp_path) as journal:
        write_everywhere(journal)
        assert MARKER.encode() in log.read_bytes()
        journal.erase()
        assert log.stat().st_size == 0
    assert len(seen[0]) > 100_000
    assert all(MARKER[:12].encode() not in content for content in seen)


def test_erasing_twice_or_an_empty_journal_is_fine(tmp_path: Path) -> None:
    with Journal.open(tmp_path) as journal:
        journal.erase()
        journal.erase()
        journal.keep(ENTRY)
        assert journal.entries() == [ENTRY]


def test_profiles_keep_journals_apart(tmp_path: Path) -> None:
    assert profiles.profiles(tmp_path) == []
    zoe, amal = profiles.add("  Zoë   B ", data=tmp_path), profiles.add("amal", data=tmp_path)
    assert [p.name for p in profiles.profiles(tmp_path)] == ["amal", "Zoë B"]
    with Journal.open(amal.folder) as one, Journal.open(zoe.folder) as two:
        one.keep(ENTRY)
        assert two.entries() == []
    profiles.remove(zoe)
    assert profiles.profiles(tmp_path) == [amal]
    profiles.remove(amal)
    assert traces(tmp_path) == 0
    assert bytes_of(tmp_path) == b""


@pytest.mark.parametrize("name", ["", "  ", "x" * 81, "a\0b", "AMAL"])
def test_names_that_do_not_work_are_refused_in_a_sentence(tmp_path: Path, name: str) -> None:
    profiles.add("Amal", data=tmp_path)
    with pytest.raises(ValueError, match=r"A name needs|already; choose another"):
        profiles.add(name, data=tmp_path)
    with pytest.raises(ValueError, match="A passphrase needs"):
        closed_profile(tmp_path, "Bo", " ")
    assert len(profiles.profiles(tmp_path)) == 1


def test_with_a_passphrase_no_word_reaches_the_disk(tmp_path: Path) -> None:
    profile = closed_profile(tmp_path, "Amal", "señor  pato")
    assert profile.sealed
    key = seal.unseal(profile.folder, "sen\u0303or  pato")
    with Journal.open(profile.folder, seal=key) as journal:
        write_everywhere(journal)
        journal.save_draft("02", "book", "q1", "another", base=0, writer="x")
        inbox.put(profile.folder, ITEM, seal=key)
        keep_copy(profile.folder / NAME, "0001")
        assert traces(tmp_path) == 0, "also while it is open"
        assert len(journal.absorb_inbox()) == 1
        assert journal.withdrawn(MARKER) == {"perspective": MARKER}
    assert traces(tmp_path) == 0
    with Journal.open(profile.folder, seal=seal.unseal(profile.folder, "señor  pato")) as journal:
        kept = journal.entry("e1")
        assert kept is not None
        assert kept.text == MARKER
        assert journal.setting("plan") == MARKER


def test_without_the_passphrase_it_stays_closed(tmp_path: Path) -> None:
    profile = closed_profile(tmp_path, "Amal", "right")
    with Journal.open(profile.folder, seal=seal.unseal(profile.folder, "right")) as journal:
        journal.keep(ENTRY)
    with pytest.raises(seal.WrongPassphraseError, match="nothing is lost"):
        seal.unseal(profile.folder, "wrong")
    with pytest.raises(JournalError, match="type the passphrase") as caught:
        Journal.open(profile.folder)
    assert caught.value.fault is Fault.SEALED
    with pytest.raises(ValueError, match="closed by its passphrase"):
        inbox.put(profile.folder, ITEM)
    with pytest.raises(FileExistsError):
        seal.make(profile.folder, "another")
    (profile.folder / seal.NAME).unlink()
    with Journal.open(profile.folder) as journal, pytest.raises(JournalError) as caught:
        journal.entries()
    assert caught.value.fault is Fault.CORRUPT


def test_a_passphrase_can_be_changed(tmp_path: Path) -> None:
    profile = closed_profile(tmp_path, "Amal", "old")
    before = seal.unseal(profile.folder, "old").key
    with pytest.raises(seal.WrongPassphraseError):
        seal.change(profile.folder, "wrong", "new")
    with pytest.raises(ValueError, match="at least one letter"):
        seal.change(profile.folder, "old", "")
    seal.change(profile.folder, "old", "new")
    assert seal.unseal(profile.folder, "new").key == before
    with pytest.raises(seal.WrongPassphraseError):
        seal.unseal(profile.folder, "old")


def test_another_key_or_damage_is_told_in_a_sentence(tmp_path: Path) -> None:
    one = closed_profile(tmp_path, "Amal", "one")
    two = closed_profile(tmp_path, "Bo", "two")
    with Journal.open(one.folder, seal=seal.unseal(one.folder, "one")) as journal:
        journal.keep(ENTRY)
    with (
        Journal.open(one.folder, seal=seal.unseal(two.folder, "two")) as journal,
        pytest.raises(JournalError, match="can't be read as it is"),
    ):
        journal.entries()


def test_a_journal_moves_into_one_with_a_passphrase(tmp_path: Path) -> None:
    with Journal.open(tmp_path / "plain") as journal:
        write_everywhere(journal)
        export_zip(journal, tmp_path / "out.zip", private=True)
        profile = closed_profile(tmp_path, "Amal", "p")
        with Journal.open(profile.folder, seal=seal.unseal(profile.folder, "p")) as closed:
            import_zip(closed, tmp_path / "out.zip")
            assert closed.entries() == journal.entries()
        assert traces(profile.folder) == 0


@pytest.fixture
def memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A person's own folder in memory, so that nobody else's start sweeps here."""
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    return tmp_path


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux says where a folder in memory is")
def test_a_sitting_lies_in_its_owners_folder_in_memory(memory: Path) -> None:
    with sitting.Sitting.begin() as here:
        assert here.folder.parent == memory


@pytest.mark.usefixtures("memory")
def test_a_sitting_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    with sitting.Sitting.begin() as here:
        assert here.folder.stat().st_mode & 0o077 == 0
        monkeypatch.setenv(places.OVERRIDE, str(here.folder))
        with Journal.open() as journal:
            write_everywhere(journal)
        inbox.put(here.folder, ITEM)
        assert here.folder not in sitting.sweep()
        assert here.folder.exists()
    assert not here.folder.exists()


CRASH = """
import time
from workbook_lib.journal import Journal
from workbook_lib.sitting import Sitting
here = Sitting.begin()
journal = Journal.open(here.folder)
journal.set_setting("plan", "a sitting that crashes")
print(here.folder, flush=True)
time.sleep(60)
"""


@pytest.mark.usefixtures("memory")
def test_after_a_crash_the_next_start_erases_the_sitting() -> None:
    process = subprocess.Popen([sys.executable, "-c", CRASH], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    folder = Path(process.stdout.readline().strip())
    assert folder not in sitting.sweep()
    assert (folder / NAME).exists()
    process.kill()
    process.wait(timeout=10)
    process.stdout.close()
    assert folder in sitting.sweep()
    assert not folder.exists()


def test_a_sitting_that_is_being_made_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    making = tmp_path / "compassion-workbook-sitting-abc"
    making.mkdir()
    assert making not in sitting.sweep()
    os.utime(making, (time.time() - 3600,) * 2)
    assert making in sitting.sweep()


def test_wiping_a_link_spares_what_it_points_to(tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("kept")
    (tmp_path / "gone").mkdir()
    (tmp_path / "gone" / "link").symlink_to(tmp_path / "kept")
    (tmp_path / "gone" / "folder").symlink_to(tmp_path, target_is_directory=True)
    places.wipe_folder(tmp_path / "gone")
    assert (tmp_path / "kept").read_text() == "kept"
    assert not (tmp_path / "gone").exists()
