"""A checked pack -> the one JSON file per language that the standard library reads at run time."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from workbook_lib.authoring import care_words, practices
from workbook_lib.authoring.checks import checked, texts
from workbook_lib.authoring.faults import ContentError, Fault, errors_in, in_order
from workbook_lib.authoring.pack import BUILT_IN, Pack, read_pack
from workbook_lib.places import write_whole

COMPILED = BUILT_IN.parent / "compiled"
FORMAT = 1


def check(language: str = "en", overlay: Path | None = None, base: Path = BUILT_IN) -> tuple[Fault, ...]:
    """Every fault and note of one language's content, in order of file and line."""
    pack = read_pack(language, overlay, base)
    return in_order([*pack.faults, *checked(pack), *_own_cues(overlay, language)])


def _own_cues(overlay: Path | None, language: str) -> list[Fault]:
    """The scorer is imported only for those who write cues."""
    if overlay is None or not (overlay / language / "cues").is_dir():
        return []
    from workbook_lib.authoring.own_cues import every_fault

    return every_fault(overlay / language / "cues")


def compiled(language: str = "en", overlay: Path | None = None, base: Path = BUILT_IN) -> dict[str, Any]:
    """The content of one language as plain dicts and lists. Raises ContentError with every fault."""
    pack = read_pack(language, overlay, base)
    faults = in_order([*pack.faults, *checked(pack)])
    if wrong := errors_in(faults):
        raise ContentError(wrong)
    content = as_content(pack)
    return {"format": FORMAT, "language": language, "version": digest(content), **content}


def as_content(pack: Pack) -> dict[str, Any]:
    """The pack in the shape of the run-time types."""
    pages = {name: source.data for name, source in pack.named("pages").items()}
    spoken = {name: {k: v for k, v in data.items() if k != "finish"} for name, data in pages.items()}
    words = {**_flat(pack.data("ui.yaml")), **_flat({"pages": spoken})}
    return {
        "rubrics": {kind: _rubric(kind, data) for kind, data in pack.data("rubric.yaml").items()},
        "prompts": pack.data("prompts.yaml"),
        "desks": pack.data("desks.yaml"),
        "words": words,
        "pages": {
            name: {**data, "language": _language(pack, f"pages/{name}.yaml")} for name, data in pages.items()
        },
        "feedback": pack.data("feedback.yaml"),
        "care": care_words.compiled(pack.data("care.yaml")),
        "discussion": pack.data("discussion.yaml"),
        "looks": practices.compiled_looks(pack.data("looks.yaml")),
        "activities": {k: practices.compiled(s.data) for k, s in pack.named("activities").items()},
        "scenarios": {
            source.data["id"]: as_scenario(source.data, _language(pack, f"scenarios/{name}.md"))
            for name, source in pack.named("scenarios").items()
            if source.data["id"] not in pack.data("pack.yaml").get("leave_out", ())
        },
        "clients": {
            name: source.data
            for name, source in pack.named("clients").items()
            if name not in pack.data("pack.yaml").get("leave_out", ())
        },
    }


def _language(pack: Pack, name: str) -> str:
    """The language a file is in: English where no layer above English has it."""
    return pack.language if any(name in layer for layer in pack.layers[1:]) else "en"


def _flat(tree: dict[str, Any]) -> dict[str, str]:
    return {".".join(str(p) for p in path): text for path, text in texts(tree)}


def _rubric(kind: str, data: dict[str, Any]) -> dict[str, Any]:
    dimensions = [
        {"id": key, **{k: v for k, v in d.items() if k != "levels"}, "descriptors": d["levels"]}
        for key, d in data["dimensions"].items()
    ]
    return {"id": kind, "version": data["version"], "kind": kind, "dimensions": dimensions}


def as_scenario(data: dict[str, Any], language: str) -> dict[str, Any]:
    """A checked case in the shape of its run-time type."""
    fault = data["library_at_fault"]
    messages = [{"id": f"{data['id']}.{m['register']}", **m} for m in data["messages"]]
    rest = {"messages": messages, "library_at_fault": None if fault == "shared" else fault}
    return {"safety": False, **data, **rest, "language": language}


def digest(content: dict[str, Any]) -> str:
    """Twelve hexadecimal digits that change whenever the content does."""
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def as_json(data: dict[str, Any]) -> str:
    """The same bytes for the same content, one key a line so that changes can be read."""
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def languages(base: Path = BUILT_IN) -> list[str]:
    """The languages that have a folder, English first."""
    found = sorted(f.name for f in base.iterdir() if f.is_dir() and not f.name.startswith((".", "_")))
    return sorted(found, key=lambda name: name != "en")


def compile_built_in(folder: Path = COMPILED) -> list[Path]:
    """Writes the compiled file of every language. Raises ContentError before writing any."""
    ready = {folder / f"content-{name}.json": as_json(compiled(name)) for name in languages()}
    folder.mkdir(exist_ok=True)
    for file, text in ready.items():
        write_whole(file, text.encode("utf-8"))
    return list(ready)
