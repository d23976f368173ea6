"""Cue files and trained weights -> the one file that scoring reads.

``python -m workbook_lib.authoring.cues`` writes ``workbook_lib/compiled/scorer.json``; with ``--check`` it
only says whether that file is stale. Cues are in ``content/en/cues/*.yaml`` (``words.yaml`` holds what they
share), weights in ``content/en/cues/weights/*.json``, written by ``python -m training.train``.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path
from typing import Any

from workbook_lib.authoring.cue_records import (
    CUES,
    RUBRICS,
    CueError,
    CueFile,
    CueRecord,
    read_cues,
    read_fallbacks,
    read_yaml,
    scored_cues,
)
from workbook_lib.authoring.patterns import PatternError, Translator
from workbook_lib.authoring.vocabulary import SharedWords, Vocabulary
from workbook_lib.scoring.linear import packed
from workbook_lib.scoring.store import ASKED, NEGATED, QUOTED, SUPPOSED

COMPILED = Path(__file__).resolve().parent.parent / "compiled" / "scorer.json"

_BITS: dict[str, int] = {"negated": NEGATED, "quoted": QUOTED, "asked": ASKED, "supposed": SUPPOSED}


def read_weights(folder: Path = CUES / "weights") -> dict[str, dict[str, Any]]:
    """Rubric -> the model that training wrote for it; empty where none was trained."""
    found = {}
    for rubric in RUBRICS:
        path = folder / f"{rubric}.json"
        found[rubric] = json.loads(path.read_text(encoding="utf8")) if path.exists() else {}
    return found


def _coded_model(model: dict[str, Any], vocabulary: Vocabulary) -> dict[str, Any]:
    """The model as numbers, its word n-grams, which are kept as words, keyed by coded characters."""
    grams = {vocabulary.gram(gram): row for gram, row in model.get("grams", {}).items()}
    return packed({**model, "rows": {**model.get("features", {}), **grams}})


def _coded_cues(records: list[CueRecord], translator: Translator) -> list[Any]:
    """The cues as they are scored."""
    coded: list[Any] = []
    faults = []
    for cue in records:
        sources = []
        for pattern in cue.patterns:
            try:
                part = translator.translate(pattern)
            except PatternError as error:
                faults.append(f"{cue.id}: {error}")
                continue
            sources.append([part.regex, *("".join(sorted(chars)) for chars in part.needed)])
        drop = sum(_BITS[scope] for scope in dict.fromkeys(cue.drop))
        coded.append(
            [cue.id, cue.dimension, cue.level, cue.reason, drop, cue.caps, cue.firm, cue.floor, sources]
        )
    if faults:
        raise CueError("\n".join(faults))
    return coded


def compile_all(folder: Path = CUES, weights: dict[str, dict[str, Any]] | None = None) -> dict[str, Any]:
    """The compiled file's content. ``weights`` replaces what stands in the folder. Raises CueError."""
    shared = SharedWords.model_validate(
        {**read_yaml(folder / "words.yaml"), "known": (folder / "known.txt").read_text(encoding="utf8")}
    )
    cues = read_cues(folder)
    models = read_weights(folder / "weights") if weights is None else weights
    grams = [gram for model in models.values() for gram in model.get("grams", {})]
    vocabulary = Vocabulary(
        shared, [p for records in cues.values() for c in records for p in c.patterns], grams
    )
    translator, fallbacks = vocabulary.translator(), read_fallbacks(folder)
    record: dict[str, Any] = {"heads": vocabulary.heads, "words": vocabulary.record()}
    for rubric, dimensions in RUBRICS.items():
        records = scored_cues(cues, rubric)
        record[rubric] = {
            "version": _version(records, models.get(rubric, {})),
            "dimensions": list(dimensions),
            "cues": _coded_cues(records, translator),
            "fallback": fallbacks[rubric],
            "model": _coded_model(models.get(rubric, {}), vocabulary),
        }
    return record


def _version(cues: list[CueRecord], model: dict[str, Any]) -> str:
    """Changes with any cue or weight of the rubric and with nothing else."""
    content = json.dumps([[cue.model_dump() for cue in cues], model], sort_keys=True)
    return f"1-{hashlib.sha256(content.encode()).hexdigest()[:8]}"


def as_text(record: dict[str, Any]) -> str:
    """The compiled file's bytes, the same for the same content: JSON with one part a line. Only training
    needs ``heads``."""
    parts = (
        f'"{name}":{json.dumps(part, ensure_ascii=False, separators=(",", ":"))}'
        for name, part in record.items()
        if name != "heads"
    )
    return "{\n" + ",\n".join(parts) + "\n}\n"


def main() -> int:
    """Write the compiled file, or with ``--check`` say whether it is stale (exit code 1)."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--check", action="store_true", help="only say whether the compiled file is stale")
    wanted = as_text(compile_all())
    if parser.parse_args().check:
        fresh = COMPILED.exists() and COMPILED.read_text(encoding="utf8") == wanted
        print("up to date" if fresh else "stale: run python -m workbook_lib.authoring.cues")
        return 0 if fresh else 1
    COMPILED.write_text(wanted, encoding="utf8")
    print(f"{COMPILED.name}: {len(wanted.encode()) / 1e6:.2f} MB")
    return 0


__all__ = [
    "COMPILED",
    "CUES",
    "RUBRICS",
    "CueError",
    "CueFile",
    "CueRecord",
    "as_text",
    "compile_all",
    "read_cues",
    "read_weights",
]

if __name__ == "__main__":
    raise SystemExit(main())
