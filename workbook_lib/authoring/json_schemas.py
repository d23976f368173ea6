"""The schemas as JSON Schema files, so that an editor can help while one types."""

from __future__ import annotations

import json
from pathlib import Path

from workbook_lib.authoring.pack import FILES, FOLDERS


def write_schemas(folder: Path) -> list[Path]:
    """One ``*.schema.json`` for each kind of file; keys of an own folder need not be complete."""
    kinds = {name.removesuffix(".yaml"): schema for name, schema in FILES.items()}
    kinds |= {name: schema for name, (_, schema) in FOLDERS.items()}
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, schema in kinds.items():
        content = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema.model_json_schema()}
        file = folder / f"{name}.schema.json"
        file.write_text(json.dumps(_partial(content), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        written.append(file)
    return written


def _partial(schema: object) -> object:
    """Without "required": an own file holds only what differs."""
    if isinstance(schema, dict):
        return {k: _partial(v) for k, v in schema.items() if not (k == "required" and isinstance(v, list))}
    return [_partial(v) for v in schema] if isinstance(schema, list) else schema
