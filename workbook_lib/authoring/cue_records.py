"""Cue files as an author writes them: their form, the rubrics they belong to, and every fault in them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from ruamel.yaml import YAML

CUES = Path(__file__).resolve().parent.parent / "content" / "en" / "cues"

Scope = Literal["negated", "quoted", "asked", "supposed"]


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


BORROWS: dict[str, tuple[str, ...]] = {"reflection": ("turns",), "reply": ("turns",)}
"""Rubrics that are also read with another one's cues: what a turn does shows in a reply and a reflection."""


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


def scored_cues(cues: dict[str, list[CueRecord]], rubric: str) -> list[CueRecord]:
    """A rubric's cues, then those it borrows, under the other rubric's name and without caps and floors."""
    borrowed = [(other, cue) for other in BORROWS.get(rubric, ()) for cue in cues[other]]
    return cues[rubric] + [
        cue.model_copy(
            update={
                "id": f"{other}_{cue.id}",
                "dimension": f"{other}_{cue.dimension}",
                "caps": {},
                "floor": 0,
            }
        )
        for other, cue in borrowed
    ]


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
