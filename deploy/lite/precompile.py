"""Run by precompile.mjs inside Pyodide: a wheel with modules compiled, in place of their sources."""

from __future__ import annotations

import importlib
import io
import zipfile
from importlib.util import source_hash
from typing import Any

# What py_compile itself writes files with; it takes the bytes of a source nowhere else.
_packed: Any = vars(importlib.import_module("importlib._bootstrap_external"))["_code_to_hash_pyc"]
_FIXED = (1980, 1, 1, 0, 0, 0)
_READ_AS_TEXT = ("/migrations/", "/templates/")  # Alembic reads its scripts as sources.


def compiled(wheel: Any) -> bytes:
    """The bytes of a wheel (a buffer of JavaScript's), less its tests, and ``.pyc`` for its modules.

    A module that doesn't compile (a template, a test for an older Python) stays as it is.
    """
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(wheel.to_bytes())) as old, zipfile.ZipFile(made, "w") as new:
        for name in sorted(old.namelist()):
            if not name.endswith("/") and "/tests/" not in name:
                kept, data = _module(name, old.read(name))
                new.writestr(zipfile.ZipInfo(kept, _FIXED), data, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def _module(name: str, source: bytes) -> tuple[str, bytes]:
    if not name.endswith(".py") or any(part in name for part in _READ_AS_TEXT):
        return name, source
    try:
        code = compile(source, f"/lib/python3.14/site-packages/{name}", "exec", dont_inherit=True)
    except (SyntaxError, ValueError):
        return name, source
    return f"{name}c", bytes(_packed(code, source_hash(source), False))
