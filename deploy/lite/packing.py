"""Wheels for the browser: compiled parts taken out, and the lock file that Pyodide loads them by."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from email import message_from_string
from pathlib import Path
from typing import Any

COMPILED = (".so", ".pyd", ".pyx", ".pxd", ".c")
_FIXED = (1980, 1, 1, 0, 0, 0)  # the earliest time a zip can hold: the same input gives the same bytes


def made_pure(wheel: Path, folder: Path) -> Path:
    """``wheel`` without its compiled parts, for any Python; its modules must have the same in Python beside them.

    Raises ValueError where nothing compiled was in it.
    """
    with zipfile.ZipFile(wheel) as packed:
        names = [n for n in packed.namelist() if not n.endswith((*COMPILED, "/"))]
        files = {name: packed.read(name) for name in names}
        if all(not name.endswith(".so") for name in packed.namelist()):
            raise ValueError(f"{wheel.name} has no compiled parts")
    [info] = {name.split("/")[0] for name in files if name.split("/")[0].endswith(".dist-info")}
    files[f"{info}/WHEEL"] = _any_python(files[f"{info}/WHEEL"].decode()).encode()
    name, version = wheel.name.split("-")[:2]
    return packed_wheel(folder / f"{name}-{version}-py3-none-any.whl", info, files)


def _any_python(wheel_text: str) -> str:
    lines = [line for line in wheel_text.splitlines() if not line.startswith(("Tag:", "Root-Is-Purelib:"))]
    return "\n".join([*(line for line in lines if line), "Root-Is-Purelib: true", "Tag: py3-none-any", ""])


def nothing(name: str, why: str, folder: Path) -> Path:
    """An empty wheel called ``name``, for what the kernel asks for by name and can do without."""
    info = f"{name}-0.dist-info"
    metadata = f"Metadata-Version: 2.1\nName: {name}\nVersion: 0\nSummary: {why}\n"
    wheel = "Wheel-Version: 1.0\nGenerator: workbook\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    files = {f"{info}/METADATA": metadata.encode(), f"{info}/WHEEL": wheel.encode()}
    return packed_wheel(folder / f"{name}-0-py3-none-any.whl", info, files)


def packed_wheel(target: Path, info: str, files: Mapping[str, bytes]) -> Path:
    """Write a wheel of ``files`` with a record of its own in ``info``, and return ``target``."""
    kept = {name: data for name, data in files.items() if name != f"{info}/RECORD"}
    rows = [f"{name},sha256={_digest(data)},{len(data)}" for name, data in sorted(kept.items())]
    record = "\n".join([*rows, f"{info}/RECORD,,", ""]).encode()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in [*sorted(kept.items()), (f"{info}/RECORD", record)]:
            packed.writestr(zipfile.ZipInfo(name, _FIXED), data, zipfile.ZIP_DEFLATED)
    return target


def _digest(data: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()


def normal(name: str) -> str:
    """A package's name as a lock file has it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def lock(original: Mapping[str, Any], wheels: Iterable[Path]) -> dict[str, Any]:
    """Pyodide's own lock file with ``wheels`` in place of its packages, each with the hash of its bytes."""
    return {**original, "packages": dict(sorted(map(_entry, wheels)))}


def _entry(wheel: Path) -> tuple[str, dict[str, Any]]:
    with zipfile.ZipFile(wheel) as packed:
        names = packed.namelist()
        [metadata] = [n for n in names if re.fullmatch(r"[^/]+\.dist-info/METADATA", n)]
        said = message_from_string(packed.read(metadata).decode())
    name = normal(said["Name"])
    return name, {
        "name": name,
        "version": said["Version"],
        "file_name": wheel.name,
        "install_dir": "site",
        "sha256": hashlib.sha256(wheel.read_bytes()).hexdigest(),
        "package_type": "package",
        "imports": _imports(names),
        "depends": [],
        "unvendored_tests": False,
    }


def _imports(names: Sequence[str]) -> list[str]:
    tops = {name.split("/")[0].removesuffix(".py") for name in names if name.endswith(".py")}
    return sorted(top for top in tops if top.isidentifier())


def written(target: Path, data: Mapping[str, Any]) -> None:
    """Write JSON, the same bytes for the same data."""
    target.write_text(json.dumps(data, indent=1, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")
