"""One process serves a room's file at a time: the one that took hold of it last. Works on every system, with no
process to look for and none to end."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from workbook_lib.group import tokens
from workbook_lib.places import write_whole


@dataclass(frozen=True, slots=True)
class Hold:
    """Hold of a room's file, by a mark beside it. Whoever takes the mark away lets the room's process end."""

    path: Path
    mark: str

    @classmethod
    def of(cls, state: Path) -> Hold:
        """A hold of the room in ``state`` that is not taken yet."""
        return cls(mark_beside(state), tokens.new_id())

    def take(self) -> None:
        """Take hold; whoever held it before lets go within seconds. Raises OSError."""
        write_whole(self.path, self.mark.encode(), private=True)

    def is_held(self) -> bool:
        """Whether the file is still ours to serve. A mark that can't be read just now is no other's mark."""
        try:
            return self.path.read_text(encoding="utf-8", errors="replace") == self.mark
        except FileNotFoundError:
            return False
        except OSError:
            return True


def mark_beside(state: Path) -> Path:
    """The file of the mark."""
    return state.with_name(state.name + ".held")


def let_go(state: Path) -> None:
    """Let whichever process serves this file end. Raises OSError."""
    mark_beside(state).unlink(missing_ok=True)
