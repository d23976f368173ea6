"""A passphrase that really closes a journal: every text is encrypted before it reaches the disk.

A random key (Fernet: AES-128-CBC with HMAC-SHA256) seals the texts; the passphrase, stretched by scrypt,
seals that key in ``seal.json``. Without the passphrase nobody can read the texts, the workbook's makers
included. What stays legible: which pages and cases were worked on, when, and how long the texts are.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import json
import os
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

from workbook_lib.places import write_whole

if TYPE_CHECKING:
    from cryptography.fernet import Fernet

NAME = "seal.json"
_VERSION = 1
_MEMORY = 128 * 1024 * 1024


class WrongPassphraseError(ValueError):
    """This passphrase does not open this journal. ``str`` is a plain sentence."""

    def __init__(self) -> None:
        super().__init__("This passphrase does not open this journal; nothing is lost, so try it once more.")


class DamagedError(Exception):
    """A stored value is not what was stored: changed, damaged, or sealed by another key."""


class MissingSealError(Exception):
    """The journal has a passphrase, and it was opened without."""


class Seal:
    """The key of an open journal. Keep it in memory only; `key` hands it to a process of the same sitting."""

    def __init__(self, key: bytes) -> None:
        self.key = key
        self._fernet = _fernet(key)

    def close(self, data: bytes) -> bytes:
        """Encrypt."""
        return self._fernet.encrypt(data)

    def open(self, data: bytes) -> bytes:
        """Decrypt what `close` gave. Raises DamagedError."""
        from cryptography.fernet import InvalidToken

        try:
            return self._fernet.decrypt(data)
        except InvalidToken as error:
            raise DamagedError from error


def is_sealed(folder: Path) -> bool:
    """Whether the journal in this folder has a passphrase."""
    return (folder / NAME).exists()


def make(folder: Path, passphrase: str) -> Seal:
    """Give a folder that holds no journal yet a passphrase. Raises ValueError where it is empty, OSError."""
    if not passphrase.strip():
        raise ValueError("A passphrase needs at least one letter.")
    if is_sealed(folder):
        raise FileExistsError(folder / NAME)
    key = base64.urlsafe_b64encode(os.urandom(32))
    _write(folder, key, passphrase)
    return Seal(key)


def unseal(folder: Path, passphrase: str) -> Seal:
    """The Seal of a folder. Raises WrongPassphraseError, or OSError where there is no seal."""
    data = json.loads((folder / NAME).read_text("utf-8"))
    wrapping = Seal(_stretched(passphrase, base64.b64decode(data["salt"])))
    try:
        return Seal(wrapping.open(data["key"].encode()))
    except DamagedError as error:
        raise WrongPassphraseError from error


def change(folder: Path, old: str, new: str) -> None:
    """Put another passphrase in place of the old; a copy of ``seal.json`` made before keeps the old one.

    Raises WrongPassphraseError; ValueError where the new one is empty.
    """
    key = unseal(folder, old).key
    if not new.strip():
        raise ValueError("A passphrase needs at least one letter.")
    _write(folder, key, new)


def _write(folder: Path, key: bytes, passphrase: str) -> None:
    salt = os.urandom(16)
    wrapped = Seal(_stretched(passphrase, salt)).close(key)
    data = {"version": _VERSION, "salt": base64.b64encode(salt).decode(), "key": wrapped.decode()}
    write_whole(folder / NAME, json.dumps(data).encode())


def _stretched(passphrase: str, salt: bytes) -> bytes:
    # One accent can be typed in two ways: both are the same passphrase.
    plain = unicodedata.normalize("NFKC", passphrase).encode("utf-8", "surrogatepass")
    raw = hashlib.scrypt(plain, salt=salt, n=2**16, r=8, p=2, maxmem=_MEMORY, dklen=32)
    return base64.urlsafe_b64encode(raw)


def _fernet(key: bytes) -> Fernet:
    from cryptography.fernet import Fernet

    with contextlib.suppress(ValueError):
        return Fernet(key)
    raise DamagedError
