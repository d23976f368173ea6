"""Who is writing: a profile by its name, somebody new, or somebody who wants to leave nothing here.

It is asked in the terminal, and only where there is more than the one journal or somebody wants it asked.
A passphrase is typed there unseen; it is never taken from the command line, where others could read it.
"""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from workbook_lib import profiles, seal
from workbook_lib.places import data_folder
from workbook_lib.profiles import Profile, Writer

TRIES = 3
WHO = "Who is writing?"
NUMBER = "Type a number, then Enter: "
NOT_A_NUMBER = "Please type a number between 1 and {last}."
NO_NAME = "The journal without a name"
CLOSED = "{name} (closed by a passphrase)"
SOMEONE_NEW = "Someone new"
LEAVE_NOTHING = "Leave nothing here: what you write is erased when you close the workbook"
NEW_NAME = "Your name, as it will stand in this list: "
ABOUT_CLOSING = """\
With a passphrase, nobody can read what you wrote without it while your journal is closed, not even the people
who look after this computer. They can still see which pages you opened and when. Nobody can bring the
passphrase back: if you forget it, what you wrote stays closed for good."""
WANTED = "Type a passphrase (you won't see it), or press Enter for none: "
NEEDED = "Type a passphrase (you won't see it): "
AGAIN = "Type it again: "
NOT_THE_SAME = "These two are not the same. Try once more."
TYPE_IT = "The passphrase of {name} (you won't see it): "
NOT_OPENED = "This journal stays closed. Nothing in it has changed."
NO_TERMINAL = (
    "A passphrase can only be typed in a terminal. Start the workbook from one to open this journal."
)
NO_SEAL = "The file seal.json of this journal can't be read, so it stays closed. Look for it in {folder}."
ONLY_FOR_NEW = (
    "This profile has no passphrase, and its words are there already. To close them by one: save a copy, make "
    "a new profile with a passphrase, and bring the copy in."
)
WITHOUT_PROFILE = "--passphrase goes with --profile."
NOT_WRITTEN = "I can't make a profile in {folder} ({reason})."


class NotOpenedError(Exception):
    """Nobody's journal is opened; the message is a plain sentence for the person at the keyboard."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was chosen: ``writer`` and the profile's id; no writer for a sitting that leaves nothing."""

    writer: Writer | None
    id: str = ""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options that say who is writing."""
    one = parser.add_mutually_exclusive_group()
    one.add_argument("--who", action="store_true", help="ask who is writing")
    one.add_argument(
        "--profile", metavar="NAME", help="open the journal of this profile; made where it is new"
    )
    one.add_argument("--leave-nothing", action="store_true", help="erase what you write when you close it")
    parser.add_argument(
        "--passphrase", action="store_true", help="ask for a passphrase that closes the new profile"
    )


def choose(options: argparse.Namespace) -> Chosen:
    """Who is writing: as the options say, as the person answers, or the one journal.

    Raises NotOpenedError; EOFError and KeyboardInterrupt where the person leaves a question.
    """
    if options.passphrase and options.profile is None:
        raise NotOpenedError(WITHOUT_PROFILE)
    if options.leave_nothing:
        return Chosen(None)
    if options.profile is not None:
        return by_name(options.profile, closed=options.passphrase)
    if at_a_terminal() and (options.who or profiles.profiles()):
        return ask()
    return Chosen(Writer(data_folder()))


def at_a_terminal() -> bool:
    """Whether there is somebody to ask."""
    return sys.stdin is not None and sys.stdin.isatty()


def by_name(name: str, *, closed: bool) -> Chosen:
    """The profile of that name, made where there is none. Raises NotOpenedError."""
    wanted = " ".join(name.split()).casefold()
    found = next((p for p in profiles.profiles() if p.name.casefold() == wanted), None)
    if found is None:
        return make(name, new_passphrase(NEEDED) if closed else None)
    if closed and not found.sealed:
        raise NotOpenedError(ONLY_FOR_NEW)
    return opened(found)


def ask() -> Chosen:
    """Ask "Who is writing?" until a number of the list is typed."""
    choices = _choices()
    print(WHO)
    for number, (label, _) in enumerate(choices, 1):
        print(f"  {number}  {label}")
    while True:
        typed = input(NUMBER).strip()
        if typed.isdecimal() and 1 <= int(typed) <= len(choices):
            return choices[int(typed) - 1][1]()
        print(NOT_A_NUMBER.format(last=len(choices)))


def _choices() -> list[tuple[str, Callable[[], Chosen]]]:
    from workbook_lib.journal.file import is_begun  # with its database: only where it is asked

    found: list[tuple[str, Callable[[], Chosen]]] = []
    if is_begun(data_folder()):
        found.append((NO_NAME, lambda: Chosen(Writer(data_folder()))))
    for profile in profiles.profiles():
        label = CLOSED.format(name=profile.name) if profile.sealed else profile.name
        found.append((label, partial(opened, profile)))
    return [*found, (SOMEONE_NEW, someone_new), (LEAVE_NOTHING, lambda: Chosen(None))]


def someone_new() -> Chosen:
    """Ask for a name, and for a passphrase if one is wanted; make the profile."""
    name = input(NEW_NAME)
    while (trouble := profiles.trouble_with(name)) is not None:
        print(trouble)
        name = input(NEW_NAME)
    print(ABOUT_CLOSING)
    return make(name, new_passphrase(WANTED))


def make(name: str, passphrase: str | None) -> Chosen:
    """A new profile, opened. Raises NotOpenedError."""
    try:
        profile = profiles.add(name, passphrase=passphrase)
    except ValueError as fault:
        raise NotOpenedError(str(fault)) from None
    except OSError as fault:
        raise NotOpenedError(NOT_WRITTEN.format(folder=data_folder(), reason=fault.strerror)) from None
    return _writing(profile, seal.unseal(profile.folder, passphrase) if passphrase else None)


def new_passphrase(question: str) -> str | None:
    """Ask twice for a passphrase; None where Enter alone is pressed. Raises NotOpenedError."""
    if not at_a_terminal():
        raise NotOpenedError(NO_TERMINAL)
    for _ in range(TRIES):
        first = getpass.getpass(question)
        if not first.strip() and question == WANTED:
            return None
        if first.strip() and first == getpass.getpass(AGAIN):
            return first
        print(NOT_THE_SAME)
    raise NotOpenedError(NOT_OPENED)


def opened(profile: Profile) -> Chosen:
    """The journal of a profile; of a closed one once its passphrase is typed. Raises NotOpenedError."""
    if not profile.sealed:
        return _writing(profile, None)
    if not at_a_terminal():
        raise NotOpenedError(NO_TERMINAL)
    for _ in range(TRIES):
        try:
            typed = getpass.getpass(TYPE_IT.format(name=profile.name))
            return _writing(profile, seal.unseal(profile.folder, typed))
        except seal.WrongPassphraseError as wrong:
            print(wrong)
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            raise NotOpenedError(NO_SEAL.format(folder=profile.folder)) from None
    raise NotOpenedError(NOT_OPENED)


def _writing(profile: Profile, opened_by: seal.Seal | None) -> Chosen:
    return Chosen(Writer(profile.folder, opened_by.key if opened_by else None, profile.name), profile.id)
