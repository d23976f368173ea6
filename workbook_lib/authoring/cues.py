"""Cue files and trained weights -> the one file that scoring reads.

``python -m workbook_lib.authoring.cues`` writes ``workbook_lib/compiled/scorer.json``; with ``--check`` it
only says whether that file is stale. Cues are in ``content/en/cues/*.yaml`` (``words.yaml`` holds what they
share), weights in ``content/en/cues/weights/*.json``, written by ``python -m training.train``.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from ruamel.yaml import YAML

from workbook_lib.authoring.patterns import PatternError, Translator
from workbook_lib.authoring.vocabulary import SharedWords, Vocabulary
from workbook_lib.scoring.linear import packed
from workbook_lib.scoring.store import ASKED, NEGATED, QUOTED, SUPPOSED

PACKAGE = Path(__file__).resolve().parent.parent
CUES = PACKAGE / "content" / "en" / "cues"
COMPILED = PACKAGE / "compiled" / "scorer.json"

Scope = Literal["negated", "quoted", "asked", "supposed"]
_BITS: dict[str, int] = {"negated": NEGATED, "quoted": QUOTED, "asked": ASKED, "supposed": SUPPOSED}


class CueError(ValueError):
    """Cue files with faults; the message lists every one as file, cue, what was expected."""


class CueRecord(BaseModel):
    """One cue as an author writes it. ``drop`` lists the scopes in which a match doesn't count.

    ``caps``: the highest level that each of these dimensions (or ``stage``, 0 to 3) can take beside this cue,
    unless a level 2 cue of the dimension stands in another sentence; ``firm`` leaves out the "unless".
    ``floor``: the lowest level its dimension takes beside it, where no cue of ``text`` speaks against the
    text.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^[a-z_]+\.[a-z0-9_]+$")
    dimension: str
    level: Literal[-1, 0, 1, 2] = 1
    reason: str = Field(min_length=4)
    source: str = Field(min_length=3)
    patterns: tuple[str, ...] = Field(min_length=1)
    hits: tuple[str, ...] = Field(min_length=1)
    misses: tuple[str, ...] = Field(min_length=1)
    drop: tuple[Scope, ...] = ("negated", "quoted")
    caps: dict[str, Literal[0, 1, 2]] = {}
    firm: bool = False
    floor: Literal[0, 1, 2] = 0


class CueFile(BaseModel):
    """One file of cues for one rubric. ``fallback``: a dimension's reason where words spoke and no cue
    did."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    rubric: Literal["reflection", "reply", "turns", "sentences"]
    fallback: dict[str, str] = {}
    cues: tuple[CueRecord, ...]


RUBRICS: dict[str, tuple[str, ...]] = {
    "reflection": ("emotion", "perspective", "curiosity", "self_awareness", "action", "specificity"),
    "reply": (
        "acknowledgement",
        "shared_feeling",
        "ownership",
        "positive_language",
        "tone_match",
        "inclusion",
        "assumption_free",
    ),
    "turns": (
        "takes_up",
        "names_feeling",
        "asks_open",
        "asks_closed",
        "stays",
        "offers_choice",
        "acts",
        "solves_early",
        "argues",
        "policy_shield",
        "self_turn",
        "overpromises",
        "kind_limit",
        "belittles",
    ),
    "sentences": ("saw", "assumed", "need_to_know"),
}
"""Dimensions of each rubric in the codebook's order. A cue may also name the dimension ``text``: a mark
of the
whole text (irony, contempt, recitation) that the weights use for every dimension."""


def read_yaml(path: Path) -> Any:
    """One YAML file; duplicate keys are refused with their line."""
    with path.open(encoding="utf8") as file:
        return YAML(typ="safe").load(file)


def read_cues(folder: Path = CUES) -> dict[str, list[CueRecord]]:
    """Rubric -> its cues, in order of file and place. Raises CueError with every fault found."""
    faults: list[str] = []
    cues: dict[str, list[CueRecord]] = {rubric: [] for rubric in RUBRICS}
    for path in sorted(folder.glob("*.yaml")):
        if path.name == "words.yaml":
            continue
        try:
            file = CueFile.model_validate(read_yaml(path))
        except ValidationError as error:
            faults += [f"{path.name}: {'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors()]
            continue
        cues[file.rubric] += file.cues
        faults += [f"{path.name}: {fault}" for fault in _faults(file)]
    for rubric, records in cues.items():
        ids = [record.id for record in records]
        faults += [
            f"{rubric}: {name}: this id stands twice" for name in sorted({i for i in ids if ids.count(i) > 1})
        ]
    if faults:
        raise CueError("\n".join(faults))
    return cues


def read_fallbacks(folder: Path = CUES) -> dict[str, dict[str, str]]:
    """Rubric -> dimension -> the reason given where single words spoke for it and no cue did."""
    found: dict[str, dict[str, str]] = {rubric: {} for rubric in RUBRICS}
    for path in sorted(folder.glob("*.yaml")):
        if path.name != "words.yaml":
            file = CueFile.model_validate(read_yaml(path))
            found[file.rubric].update(file.fallback)
    return found


def _faults(file: CueFile) -> Iterator[str]:
    allowed = (*RUBRICS[file.rubric], "text")
    for cue in file.cues:
        if cue.dimension not in allowed:
            yield f"{cue.id}: dimension is {cue.dimension!r}; expected one of {', '.join(allowed)}"


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
        record[rubric] = {
            "version": _version(cues[rubric], models.get(rubric, {})),
            "dimensions": list(dimensions),
            "cues": _coded_cues(cues[rubric], translator),
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


if __name__ == "__main__":
    raise SystemExit(main())
