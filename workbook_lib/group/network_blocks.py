"""Which rooms earlier network reports counted together: random ids and digests, in one file of this account."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from workbook_lib.places import data_folder, private_folder, write_whole

if TYPE_CHECKING:
    from workbook_lib.group.network_report import Block


class UnreadableError(Exception):
    """The list is there and can't be read: without it nobody knows what earlier reports told."""


def home() -> Path:
    """Where the list is kept. It may not exist yet."""
    return data_folder() / "network-report-rooms.json"


def load(path: Path) -> tuple[Block, ...]:
    """The blocks of earlier reports; none where there is no list. Raises UnreadableError."""
    if not path.exists():
        return ()
    try:
        held = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError) as error:
        raise UnreadableError from error
    if not isinstance(held, list) or not all(_is_block(block) for block in held):
        raise UnreadableError
    return tuple(held)


def _is_block(held: object) -> bool:
    return isinstance(held, dict) and all(isinstance(digest, str) for digest in held.values())


def keep(path: Path, blocks: Sequence[Block]) -> None:
    """Write the list, for its owner alone; a report is shown only after that. Raises OSError."""
    private_folder(path.parent)
    write_whole(path, json.dumps([dict(block) for block in blocks]).encode(), private=True)
