"""What the site is made of and isn't ours: fetched by npm and pip, each file checked against its hash."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import tarfile
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
PYODIDE_FILES = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")
LOCK = "pyodide-lock.json"

NO_NPM = (
    "The site needs Pyodide, which comes from npm, and there is no npm here. Install Node.js (nodejs.org), or "
    "put the file {file} into {folder}: it is what `npm pack pyodide@{version}` gives on another computer."
)
NOT_MADE = (
    "{what} couldn't be fetched or built. Where it speaks of a connection, check yours and run this again. "
    "What was said:\n{said}"
)
NOT_AS_PINNED = (
    "{file} isn't the file that was checked for this version of the workbook. Delete it, and run this again."
)


class BuildError(Exception):
    """The site can't be made; the message is a plain sentence."""


@dataclass(frozen=True, slots=True)
class Pinned:
    """Which Pyodide, and for which Python its wheels are. Read from ``pinned.json``."""

    version: str
    sha256: str
    python: str
    abi: str
    compiled_for: tuple[str, ...]

    @property
    def archive(self) -> str:
        """The file that npm packs."""
        return f"pyodide-{self.version}.tgz"


def pinned() -> Pinned:
    """What this version of the workbook is built with."""
    said = json.loads((HERE / "pinned.json").read_text(encoding="utf-8"))
    compiled_for = tuple(said["compiled_for"])
    return Pinned(**said["pyodide"], python=said["python"], abi=said["abi"], compiled_for=compiled_for)


def checked(file: Path, sha256: str) -> Path:
    """``file``, where its bytes are those that were pinned. Raises BuildError."""
    if hashlib.sha256(file.read_bytes()).hexdigest() != sha256:
        raise BuildError(NOT_AS_PINNED.format(file=file))
    return file


def pyodide(cache: Path, wanted: Pinned) -> Path:
    """The folder with Pyodide's own files. Raises BuildError."""
    cache.mkdir(parents=True, exist_ok=True)
    archive = cache / wanted.archive
    if not archive.exists():
        npm = shutil.which("npm")
        if npm is None:
            raise BuildError(NO_NPM.format(file=archive.name, folder=cache, version=wanted.version))
        run("Pyodide", [npm, "pack", "--silent", f"pyodide@{wanted.version}"], cache)
    folder = cache / f"pyodide-{wanted.version}"
    with tarfile.open(checked(archive, wanted.sha256)) as packed:
        for name in (*PYODIDE_FILES, LOCK):
            member = packed.getmember(f"package/{name}")
            member.name = name
            packed.extract(member, folder, filter="data")
    return folder


def wheels(cache: Path, wanted: Pinned) -> list[Path]:
    """The wheels of other projects, those with compiled parts among them. Raises BuildError."""
    pure = ("--implementation", "py", "--abi", "none", "--platform", "any")
    places = [option for name in wanted.compiled_for for option in ("--platform", name)]
    compiled = ("--implementation", "cp", "--abi", wanted.abi, *places)
    return [
        *_downloaded(HERE / "pure.txt", cache / "pure", (*pure, "--python-version", wanted.python)),
        *_downloaded(
            HERE / "made_pure.txt", cache / "compiled", (*compiled, "--python-version", wanted.python)
        ),
    ]


def _downloaded(listed: Path, folder: Path, target: tuple[str, ...]) -> list[Path]:
    folder /= hashlib.sha256(listed.read_bytes()).hexdigest()[:16]
    if not (folder / "all").exists():
        folder.mkdir(parents=True, exist_ok=True)
        pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:"]
        run("A wheel", [*pip, "--require-hashes", *target, "-r", str(listed), "-d", str(folder)], folder)
        (folder / "all").touch()
    return sorted(folder.glob("*.whl"))


def run(what: str, command: list[str], folder: Path) -> None:
    """Run a command that fetches or builds ``what``. Raises BuildError with what it said."""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    if done.returncode != 0:
        raise BuildError(NOT_MADE.format(what=what, said=(done.stdout + done.stderr)[-2000:]))
