"""A Python that every account can run, also where it lies in a folder that only root may enter.

Some machines keep Python in root's own home. A trial then runs in a view of its own: in it, such a folder holds the
programs that the trial needs and nothing else. Nothing on the machine changes, and the view ends with the trial.
"""

from __future__ import annotations

import shlex
import shutil
import stat
import sys
from collections.abc import Iterable
from pathlib import Path


def closed_parent(path: Path) -> Path | None:
    """The outermost folder on the way to ``path`` that other accounts can't enter; None where the way is open."""
    for folder in reversed(path.parents):
        if not folder.stat().st_mode & stat.S_IXOTH:
            return folder
    return None


def home_of(program: Path) -> Path:
    """The folder that holds a program of npm's with the packages it needs, and npm's own link to it."""
    found = program.resolve()
    packages = [folder for folder in found.parents if folder.name == "node_modules"]
    return packages[-1] if packages else found.parent


def needed(more: Iterable[Path] = ()) -> dict[Path, Path]:
    """The folders that learners' servers need and that lie behind a closed one, each with that closed one."""
    root = Path(__file__).resolve().parents[2]
    wanted = [Path(sys.base_prefix), Path(sys.prefix), root, *more]
    found = {path.resolve(): closed_parent(path.resolve()) for path in wanted}
    return {path: closed for path, closed in found.items() if closed is not None}


def command(given: list[str], more: Iterable[Path] = ()) -> list[str]:
    """``given``, in a view where every account can run this Python. Raises OSError where there can be none."""
    behind = needed(more)
    if not behind:
        return given
    if shutil.which("unshare") is None:
        raise OSError(f"other accounts can't enter {', '.join(map(str, set(behind.values())))}")
    lines = ["set -e", "hold=$(mktemp -d)", 'mount -t tmpfs -o mode=700 none "$hold"']
    inner = sorted(p for p in behind if not any(p != q and p.is_relative_to(q) for q in behind))
    for number, path in enumerate(inner):
        lines += [f'mkdir "$hold/{number}"', f'mount --bind {shlex.quote(str(path))} "$hold/{number}"']
    for closed in sorted(set(behind.values())):
        lines += [f"mount -t tmpfs -o mode=711 none {shlex.quote(str(closed))}"]
    for number, path in enumerate(inner):
        quoted = shlex.quote(str(path))
        lines += [f"mkdir -p -m 755 {quoted}", f'mount --move "$hold/{number}" {quoted}']
    lines += ['umount "$hold"', 'rmdir "$hold"', f"exec {shlex.join(given)}"]
    return ["unshare", "--mount", "--propagation", "private", "sh", "-c", "\n".join(lines)]
