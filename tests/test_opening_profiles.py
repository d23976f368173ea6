"""Who is writing: one Lab for each person, closed journals closed, and sittings that leave nothing."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from tests.terminal import Computer, Opened
from workbook_lib import profiles, seal
from workbook_lib.journal import Journal, JournalError
from workbook_lib.opening.lab import runtime_dir
from workbook_lib.pages._files import learners_folder

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="these tests drive a POSIX terminal")

MARKER = "The woman at desk four whispered her brother's name."
WAITING = "He counted the coins twice before he dared to ask me."
PASSPHRASE = "señor pato"  # noqa: S105
DRAFT = {"page": "02", "scenario": "book", "prompt": "q", "base": 0, "writer": "w", "typed_at": 1}
WRITE = f"""
from workbook_lib.pages._page import open_page
from workbook_lib.widgets import DraftTyped
page = open_page("00_start_here", anew=True)
page.save(DraftTyped("02", ("book", "q0"), {MARKER!r}, 0, 1, "w"))
page.set("desk", {MARKER!r})
from workbook_lib.pages import start_here
said = str(start_here.where().parts)
"""
CHOOSE = """
import argparse
from workbook_lib.opening import who
options = argparse.ArgumentParser()
who.add_arguments(options)
try:
    chosen = who.choose(options.parse_args({options!r}))
except who.NotOpenedError as reason:
    print("REFUSED", reason)
else:
    writer = chosen.writer
    print("CHOSEN", writer and (writer.name, writer.folder.name, writer.key is not None))
"""


@pytest.fixture
def computer(tmp_path: Path) -> Computer:
    (tmp_path / "home" / "Documents").mkdir(parents=True)
    return Computer(tmp_path)


@pytest.fixture
def opens(computer: Computer) -> Iterator[Callable[..., Opened]]:
    started: list[Opened] = []

    def start(*options: str, **more: Any) -> Opened:
        started.append(Opened(computer, *options, **more))
        return started[-1]

    yield start
    for one in started:
        if one.process.poll() is None:
            one.process.kill()
            one.process.wait()


def asked(opens: Callable[..., Opened], *options: str, terminal: bool = True) -> Opened:
    return opens(code=CHOOSE.format(options=list(options)), terminal=terminal)


def write(lab: Opened, runtime: Path) -> str:
    """Leave words in the journal, in the inbox, and in a page used as a notebook; what page 00 says."""
    shown = lab.kernel(runtime, WRITE)
    assert lab.ask(lab.told()["inbox"], {**DRAFT, "text": WAITING}, "PUT")[0] == 204
    return shown


def test_the_one_journal_opens_without_a_question(opens: Callable[..., Opened], computer: Computer) -> None:
    Journal.open(computer.data).close()
    assert asked(opens).until(r"CHOSEN [^\n]+\n").before.endswith("('', 'data', False)\r\n")
    profiles.add("Amal", data=computer.data)
    assert "('', 'data', False)" in asked(opens, terminal=False).until(r"CHOSEN [^\n]+\n").before
    assert "('', 'data', False)" in asked(opens, "--who", terminal=False).until(r"CHOSEN [^\n]+\n").before


def test_with_more_than_one_journal_it_asks_who_is_writing(
    opens: Callable[..., Opened], computer: Computer
) -> None:
    Journal.open(computer.data).close()
    profiles.add("Amal", data=computer.data)
    profiles.add("Zoë", passphrase=PASSPHRASE, data=computer.data)
    terminal = asked(opens).until("Type a number")
    listed = [line.strip() for line in terminal.before.splitlines() if line.startswith("  ")]
    assert [line[3:].split(":")[0] for line in listed] == [
        "The journal without a name",
        "Amal",
        "Zoë (closed by a passphrase)",
        "Someone new",
        "Leave nothing here",
    ]
    for wrong in ("", "0", "6", "Amal", "\N{SUPERSCRIPT TWO}"):
        terminal.type(wrong)
        terminal.until("Please type a number between 1 and 5").until("Type a number")
    terminal.type("2")
    assert "('Amal'" in terminal.until(r"CHOSEN [^\n]+\n").before


def test_a_passphrase_is_typed_unseen_and_may_be_mistyped_twice(
    opens: Callable[..., Opened], computer: Computer
) -> None:
    profiles.add("Zoë", passphrase=PASSPHRASE, data=computer.data)
    terminal = asked(opens).until("Type a number")
    terminal.type("1")
    for typed in ("wrong", "", PASSPHRASE):
        terminal.until(r"The passphrase of Zoë[^:]+: ").type(typed)
    seen = terminal.until(r"CHOSEN \('Zoë', [^\n]+, True\)").all
    assert seen.count("try it once more") == 2
    assert PASSPHRASE not in seen


def test_three_wrong_passphrases_open_nothing(opens: Callable[..., Opened], computer: Computer) -> None:
    profiles.add("Zoë", passphrase=PASSPHRASE, data=computer.data)
    terminal = asked(opens, "--profile", "zoë")
    for _ in range(3):
        terminal.until(r"The passphrase of Zoë[^:]+: ").type("wrong")
    assert "This journal stays closed." in terminal.until(r"REFUSED [^\n]+").before
    refused = asked(opens, "--profile", "zoë", terminal=False).until(r"REFUSED [^\n]+").before
    assert "Start the workbook from one" in refused


def test_someone_new_gets_a_profile_with_a_passphrase_typed_twice(
    opens: Callable[..., Opened], computer: Computer
) -> None:
    terminal = asked(opens, "--who").until("Type a number")
    terminal.type("1")
    terminal.until("Your name").type("  ")
    terminal.until("A name needs").until("Your name").type("Zoë  B")
    terminal.until("nobody can read what you wrote").until("Enter for none: ").type(PASSPHRASE)
    terminal.until("again: ").type("something else")
    terminal.until("not the same").until("Enter for none: ").type(PASSPHRASE)
    terminal.until("again: ").type(PASSPHRASE)
    assert "('Zoë B'" in terminal.until(r"CHOSEN [^\n]+\n").before
    [made] = profiles.profiles(computer.data)
    assert seal.unseal(made.folder, PASSPHRASE)


def test_leaving_a_question_opens_nothing(opens: Callable[..., Opened], computer: Computer) -> None:
    for key in ("\x03", "\x04"):
        terminal = opens("--who", "--no-browser", terminal=True).until("Type a number")
        terminal.until("Nothing was opened", pressing=key)
        assert terminal.ended() == 1
    assert computer.files() == set()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--passphrase"], "--passphrase goes with --profile"),
        (["--profile", ""], "A name needs"),
        (["--profile", "Amal", "--passphrase"], "save a copy"),
        (["--profile", "Bo", "--passphrase"], "typed in a terminal"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(
    options: list[str], said: str, opens: Callable[..., Opened], computer: Computer
) -> None:
    profiles.add("Amal", data=computer.data)
    assert said in asked(opens, *options, terminal=False).until(r"REFUSED [^\n]+").before
    assert len(profiles.profiles(computer.data)) == 1


def test_two_people_have_a_lab_each_and_a_closed_journal_stays_closed(
    opens: Callable[..., Opened], computer: Computer, tmp_path: Path
) -> None:
    browser = tmp_path / "browser"
    browser.write_text(f"#!/bin/sh\nenv > {tmp_path}/seen.tmp\nmv {tmp_path}/seen.tmp {tmp_path}/seen\n")
    browser.chmod(0o755)
    same = ["--folder", str(tmp_path / "pages")]
    computer.more = {"BROWSER": f"{browser} %s"}
    closed = opens("--profile", "Zoë", "--passphrase", *same, terminal=True)
    closed.until("seen|see it").until(": ").type(PASSPHRASE)
    closed.until("again: ").type(PASSPHRASE)
    closed.up()
    mine = opens("--profile", "Amal", "--no-browser", *same).up()
    assert closed.url != mine.url
    again = opens("--profile", "amal", "--no-browser", *same).until(r"already open: \S+\s")
    assert again.before.rstrip().endswith(mine.token)

    amal, zoe = profiles.profiles(computer.data)
    keep = computer.data / "lab"
    assert "These are the pages of Zoë." in write(closed, runtime_dir(keep, zoe.id))
    assert mine.ask(closed.told()["inbox"], {**DRAFT, "text": WAITING}, "PUT")[0] == 409
    assert mine.ask(mine.told()["inbox"], {**DRAFT, "text": "Amal's own"}, "PUT")[0] == 204
    assert not mine.told()["leaveNothing"]
    key = seal.unseal(zoe.folder, PASSPHRASE)
    assert computer.holding(MARKER) == computer.holding(WAITING) == []
    assert computer.holding(key.key.decode()) == []
    commands = [p.cmdline() for p in _family(closed)]
    assert len(commands) > 1
    assert not any(key.key.decode() in part for command in commands for part in command)
    wait_for(tmp_path / "seen")
    assert "WORKBOOK_KEY" not in (tmp_path / "seen").read_text()

    os.write(closed._stream, b"\x03")
    closed.until("What you wrote is kept")
    assert closed.ended() == 0
    assert mine.end(signal.SIGTERM) == 0
    assert computer.holding(MARKER) == computer.holding(WAITING) == []
    with pytest.raises(JournalError):
        Journal.open(zoe.folder)
    with Journal.open(zoe.folder, seal=key) as journal:
        journal.absorb_inbox()
        assert [draft.text for draft in journal.drafts("02")] == [WAITING, MARKER]
    with Journal.open(amal.folder) as journal:
        journal.absorb_inbox()
        assert [draft.text for draft in journal.drafts("02")] == ["Amal's own"]


def test_a_copy_that_was_asked_for_outlasts_a_sitting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "sitting"
    (tmp_path / "Documents").mkdir()
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_DOCUMENTS_DIR", raising=False)
    monkeypatch.setenv("WORKBOOK_FOLDER", str(place / "pages"))
    assert learners_folder() == place / "pages"
    for name, value in profiles.Writer(place, leaves_nothing=True).environment().items():
        monkeypatch.setenv(name, value)
    assert learners_folder() == tmp_path / "Documents"


def _family(lab: Opened) -> list[psutil.Process]:
    process = psutil.Process(lab.process.pid)
    return [process, *process.children(recursive=True)]


def wait_for(path: Path) -> None:
    end = time.monotonic() + 60
    while not path.exists():
        assert time.monotonic() < end, path
        time.sleep(0.1)


def sit(opens: Callable[..., Opened]) -> Opened:
    """A sitting that leaves nothing, with words in the journal, the inbox, a notebook and a temporary file."""
    lab = opens("--leave-nothing", "--no-browser", terminal=True).up()
    place = lab.folder.parent
    temporary = f"import tempfile; tempfile.NamedTemporaryFile(delete=False).write({MARKER!r}.encode())\n"
    shown = write(lab, runtime_dir(place / "lab")) + lab.kernel(
        runtime_dir(place / "lab"), temporary + "said = 1"
    )
    assert "This sitting leaves nothing" in shown
    assert str(place) not in shown
    cell = {"cell_type": "markdown", "id": "a", "metadata": {}, "source": MARKER}
    typed = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    for name in ("mine.ipynb", "gone.ipynb"):
        assert lab.ask(f"api/contents/{name}", {"type": "notebook", "content": typed}, "PUT")[0] == 201
        assert lab.ask(f"api/contents/{name}/checkpoints", {}, "POST")[0] == 201
    assert lab.ask("api/contents/gone.ipynb", method="DELETE")[0] == 204
    assert lab.told()["leaveNothing"] is True
    assert Computer(place).holding(MARKER)
    return lab


@pytest.mark.parametrize("how", ["Ctrl-C", "SIGTERM", "window closed"])
def test_a_sitting_leaves_nothing_however_it_is_closed(
    how: str, opens: Callable[..., Opened], computer: Computer
) -> None:
    before = computer.files()
    lab = sit(opens)
    place = lab.folder.parent
    if how == "window closed":
        lab.hang_up()
    elif how == "Ctrl-C":
        # Impatience is no obstacle.
        os.write(lab._stream, b"\x03\x03")
        lab.until("What you wrote is erased")
        assert lab.ended() == 0
    else:
        assert lab.end(signal.SIGTERM) == 0
    assert not place.exists()
    assert computer.files() == before


def test_a_killed_sitting_is_erased_at_the_next_start(
    opens: Callable[..., Opened], computer: Computer
) -> None:
    before = computer.files()
    lab = sit(opens)
    place = lab.folder.parent
    family = _family(lab)
    lab.process.kill()
    gone, alive = psutil.wait_procs(family, timeout=20)
    assert len(gone) > 1
    assert alive == []
    assert Computer(place).holding(MARKER)
    assert opens("--passphrase").ended() == 1
    assert not place.exists()
    assert computer.files() == before
