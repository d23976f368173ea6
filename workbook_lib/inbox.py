"""Where a text waits when the page can't reach the journal: one small file for each open editor's slot.

The Jupyter server puts files here when a kernel is dead; the next kernel takes them into the journal.
Standard library only, because the server's process imports this.
"""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from workbook_lib.places import write_whole
from workbook_lib.seal import DamagedError, Seal, is_sealed

FOLDER = "inbox"
MAX_BYTES = 2_000_000
MAX_FILES = 500
MAX_NAME = 200
_MAX_INTEGER = 2**53 - 1
_CLAIMED = ".taken"
_UNREADABLE = ".unreadable"
_UNREADABLE_ERRORS = (ValueError, RecursionError, DamagedError)


@dataclass(frozen=True, slots=True)
class Item:
    """A text on its way to the journal.

    ``base`` is the revision its editor last saw, ``seq`` counts that editor's saves upwards,
    ``typed_at`` is in milliseconds since 1970 by the browser's clock.
    """

    page: str
    scenario: str
    prompt: str
    text: str
    base: int
    writer: str
    typed_at: int
    seq: int = 0
    private: bool = False


def item_from(data: object) -> Item:
    """The Item in a decoded JSON value. Raises ValueError, in a plain sentence, for anything else."""
    if not isinstance(data, Mapping):
        raise ValueError("A waiting text must be an object with a page, a text and a writer.")
    wanted = {f.name: f for f in fields(Item)}
    unknown = sorted(str(key) for key in data if key not in wanted)
    if unknown:
        raise ValueError(f"A waiting text has no field called {unknown[0]!r}.")
    missing = [name for name in list(wanted)[:7] if name not in data]
    if missing:
        raise ValueError(f"A waiting text needs the field {missing[0]!r}.")
    for name, value in data.items():
        _check(name, str(wanted[name].type), value)
    return Item(**data)


def _check(name: str, kind: str, value: object) -> None:
    if type(value).__name__ != kind:
        raise ValueError(f"The field {name!r} of a waiting text must be of the kind {kind}.")
    if isinstance(value, int) and not 0 <= value <= _MAX_INTEGER:
        raise ValueError(f"The number {name!r} of a waiting text must be between 0 and {_MAX_INTEGER}.")
    if isinstance(value, str) and name != "text" and not is_plain_name(value):
        raise ValueError(f"The name {name!r} of a waiting text must be plain and at most {MAX_NAME} long.")


def is_plain_name(name: str) -> bool:
    """Whether a page, scenario, prompt or writer can be named so: printable, at most `MAX_NAME` long."""
    return len(name) <= MAX_NAME and name.isprintable()


def put(folder: Path, item: Mapping[str, object], *, seal: Seal | None = None) -> None:
    """Leave a text in ``folder`` (the data folder), stored for good when this returns.

    A later text of the same editor replaces an earlier one; an earlier one arriving late is dropped.
    Where the journal there has a passphrase, ``seal`` must be its own: nothing waits in the clear.
    Raises ValueError in a plain sentence where the item is malformed, larger than 2 MB, there is no more
    room or the seal is missing, and OSError where it can't be written.
    """
    checked = item_from(item)
    if seal is None and is_sealed(folder):
        raise ValueError("This journal is closed by its passphrase; open it to save this text.")
    data = json.dumps(asdict(checked), ensure_ascii=False).encode("utf-8", "surrogatepass")
    if len(data) > MAX_BYTES:
        raise ValueError("This text is longer than 2 MB, more than can wait here; keep a copy of it.")
    inbox = folder / FOLDER
    inbox.mkdir(mode=0o700, parents=True, exist_ok=True)
    target = inbox / _name(checked)
    if _seq_of(target, seal) > checked.seq:
        return
    if not target.exists() and sum(1 for _ in inbox.iterdir()) >= MAX_FILES:
        raise ValueError("Too many texts are waiting already; open a page of the workbook to take them in.")
    write_whole(target, data if seal is None else seal.close(data))


def _seq_of(path: Path, seal: Seal | None) -> int:
    try:
        return _read(path, seal).seq
    except (OSError, *_UNREADABLE_ERRORS):
        return -1


def _name(item: Item) -> str:
    slot = json.dumps([item.page, item.scenario, item.prompt, item.writer])
    return hashlib.sha256(slot.encode()).hexdigest()[:40] + ".json"


def _read(path: Path, seal: Seal | None) -> Item:
    data = path.read_bytes()
    plain = data if seal is None else seal.open(data)
    return item_from(json.loads(plain.decode("utf-8", "surrogatepass")))


def take(folder: Path, *, seal: Seal | None = None) -> Iterator[tuple[Item, Path]]:
    """Claim what waits in ``folder`` (the data folder), oldest first: the item, and its file.

    Remove the file when the text is safe elsewhere; a file that stays is given out again next time.
    A claimed file has a name of its own, so a newer text of the same editor never goes with it.
    What can't be read is set aside under ``.unreadable``, not deleted.
    """
    claimed = [_claim(path) for path in _waiting(folder / FOLDER)]
    items = [
        (item, path) for path in claimed if path is not None and (item := _opened(path, seal)) is not None
    ]
    yield from sorted(items, key=lambda pair: _order(pair[0]))


def _order(item: Item) -> tuple[int, int, str, str, str]:
    return (item.typed_at, item.seq, item.page, item.scenario, item.prompt)


def _waiting(inbox: Path) -> list[Path]:
    if not inbox.is_dir():
        return []
    return sorted(path for path in inbox.iterdir() if path.suffix in {".json", _CLAIMED})


def _claim(path: Path) -> Path | None:
    if path.suffix == _CLAIMED:
        return path
    claimed = path.with_suffix(f".{uuid.uuid4().hex}{_CLAIMED}")
    try:
        path.rename(claimed)
    except (FileNotFoundError, PermissionError):
        # Another page was faster, or another program has it open: its turn comes again.
        return None
    return claimed


def _opened(path: Path, seal: Seal | None) -> Item | None:
    try:
        return _read(path, seal)
    except OSError:
        return None
    except _UNREADABLE_ERRORS:
        path.rename(path.with_suffix(_UNREADABLE))
        return None
