"""The labelled texts, read as the scorer reads them, and their division by scenario."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workbook_lib.authoring.cues import RUBRICS
from workbook_lib.model import STAGES
from workbook_lib.scoring import read_reflection, read_reply, turns
from workbook_lib.scoring import sentences as sorting
from workbook_lib.scoring.reader import Reader, Reading

HERE = Path(__file__).resolve().parent
FILES = {"reflection": "reflections", "reply": "replies", "turns": "turns", "sentences": "sentences"}
FOLDS = 10


@dataclass(frozen=True, slots=True)
class Example:
    """One labelled text. ``labels`` maps an output to its level; ``group`` is what is left out together."""

    id: str
    group: str
    text: str
    item: dict[str, Any]
    labels: dict[str, int]
    read: bool

    @property
    def short(self) -> bool:
        """Under 45 words, as the benchmark divides texts."""
        return len(self.text.split()) < 45


def _labels(rubric: str, row: dict[str, str]) -> tuple[dict[str, int], bool]:
    if rubric == "sentences":
        return {name: int(row["label"] == name) for name in RUBRICS[rubric]}, True
    labels = {name: int(row[name]) for name in RUBRICS[rubric]}
    if rubric == "turns":
        return labels, True
    read = row["stage"] != "not_read"
    labels["stage"] = STAGES.index(row["stage"]) if read else 0
    return labels, read


def _group(item: dict[str, Any]) -> str:
    """The scenario, or client for turns. Encounters of the writer's own are each one of their own."""
    group = str(item.get("scenario") or item.get("client") or item["id"])
    return f"own-{item['id']}" if group == "own" else group


def examples(rubric: str, folder: Path = HERE / "data") -> list[Example]:
    """The labelled texts of one rubric, in the file's order."""
    name = FILES[rubric]
    with (folder / f"labels_{name}.csv").open(encoding="utf8") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    out = []
    with (folder / f"{name}.jsonl").open(encoding="utf8") as file:
        for line in file:
            item = json.loads(line)
            labels, read = _labels(rubric, rows[item["id"]])
            out.append(Example(item["id"], _group(item), item["text"], item, labels, read))
    return out


def outputs(rubric: str) -> dict[str, int]:
    """What is trained for a rubric: output -> number of levels."""
    if rubric in ("turns", "sentences"):
        return dict.fromkeys(RUBRICS[rubric], 2)
    return {**dict.fromkeys(RUBRICS[rubric], 3), "stage": 4}


def fold_of(group: str) -> int:
    """Which of the folds a scenario is left out in: by its name, so that it never moves."""
    return int(hashlib.sha256(group.encode()).hexdigest(), 16) % FOLDS


def pairs(folder: Path = HERE / "data") -> Iterator[dict[str, Any]]:
    """The contrast pairs."""
    with (folder / "pairs.jsonl").open(encoding="utf8") as file:
        for line in file:
            yield json.loads(line)


def sentences_outside(folder: Path = HERE / "data") -> list[dict[str, str]]:
    """Sentences that training never sees, labelled before they were sorted: ``text``, ``label`` and ``use``."""
    with (folder / "sentences_outside.jsonl").open(encoding="utf8") as file:
        return [json.loads(line) for line in file]


def read(found: Reader, rubric: str, item: dict[str, Any]) -> Reading:
    """A text as the scorer reads it, with what stands beside it."""
    words = found.encode(item["text"])
    if rubric == "reflection":
        return read_reflection(found, words, item.get("question"))
    if rubric == "reply":
        return read_reply(found, words, item.get("client_message"), item.get("library_at_fault"))
    if rubric == "turns":
        return turns.read_beside(found, words, item["client_said"], item["history"])
    return sorting.read_beside(found, words)
