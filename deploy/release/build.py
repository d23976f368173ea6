"""The release as one ZIP: ``python3 start.py release [FOLDER]``. Standard library only; the same bytes each time.

In it: what a learner or trainer needs, and a file to double-click for each system. Left out: tests, training and
benchmarks, and whatever lies in the folders that isn't the project's own.
"""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
STARTERS = Path(__file__).resolve().parent / "starters"

FILES = (
    "README.md",
    "CHANGELOG.md",
    "LICENSE",
    "LICENSE-CONTENT",
    "requirements.txt",
    "pyproject.toml",
    "start.py",
)
FOLDERS = ("docs", "notebooks", "workbook_lib")
LEFT_OUT = "__pycache__"
DOUBLE_CLICK = {
    "Start on Windows.bat": "windows.bat",
    "Start on macOS.command": "posix.sh",
    "Start on Linux.sh": "posix.sh",
    "Get Python first.html": "get_python.html",
}
RUNS, PLAIN = 0o755, 0o644
WHEN = (1980, 1, 1, 0, 0, 0)
"""One time for every file, so that the same files give the same ZIP."""


def version() -> str:
    """The version that ``workbook_lib`` says it is."""
    text = (ROOT / "workbook_lib" / "version.py").read_text(encoding="utf-8")
    found = re.search(r'^__version__ = "([^"]+)"', text, re.MULTILINE)
    if found is None:
        raise ValueError("workbook_lib/version.py names no __version__")
    return found[1]


def tracked() -> frozenset[str]:
    """The files that Git counts to the project; none where it can't be asked, as in a copy without a history.

    Somebody's own notes and trials lie beside them, and a release goes to strangers.
    """
    try:
        done = subprocess.run(["git", "-C", str(ROOT), "ls-files", "-z", "--", *FOLDERS], capture_output=True)
    except OSError:
        return frozenset()
    return frozenset(name for name in done.stdout.decode("utf-8", "replace").split("\0") if name)


def is_litter(inside: Path) -> bool:
    """Whether a file was left by a program that worked here: no file of the project is hidden or compiled."""
    return LEFT_OUT in inside.parts or any(part.startswith(".") for part in inside.parts)


def members() -> Iterator[tuple[str, bytes, int]]:
    """Each file of the release: its name in the folder, its bytes and its mode."""
    for name in FILES:
        yield name, (ROOT / name).read_bytes(), PLAIN
    ours = tracked()
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*")):
            inside = path.relative_to(ROOT)
            if path.is_file() and (inside.as_posix() in ours if ours else not is_litter(inside)):
                yield inside.as_posix(), path.read_bytes(), PLAIN
    for name, source in DOUBLE_CLICK.items():
        text = (STARTERS / source).read_text(encoding="utf-8")
        # Windows reads its batch files line by line and wants its own line ends.
        ends = "\r\n" if source.endswith(".bat") else "\n"
        mode = RUNS if source.endswith(".sh") else PLAIN
        yield name, text.replace("\n", ends).encode(), mode


def build(folder: Path) -> Path:
    """Write the ZIP into ``folder`` and return its path. Raises OSError."""
    name = f"compassion-workbook-{version()}"
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{name}.zip"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for inside, data, mode in members():
            entry = zipfile.ZipInfo(f"{name}/{inside}", WHEN)
            entry.create_system = 3  # Unix, whose modes are kept: the starters have to be allowed to run
            entry.external_attr = (0o100000 | mode) << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return target


def main(arguments: list[str]) -> int:
    """Build it and say where it is."""
    made = build(Path(arguments[0]) if arguments else ROOT / "dist")
    print(f"{made} ({made.stat().st_size / 1e6:.1f} MB)")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
