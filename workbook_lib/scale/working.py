"""What one process does with one part: read it, score it, and put the result where it stays."""

from __future__ import annotations

import glob
import hashlib
import json
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Literal, get_args

import pandas as pd

from workbook_lib.frames import score_frame
from workbook_lib.places import write_whole
from workbook_lib.scale.loading import Loaded, NoTextsError, load
from workbook_lib.scale.parts import Part

DONE, ASIDE = "done", "set_aside"

Form = Literal["parquet", "csv"]
FORMS: tuple[Form, ...] = get_args(Form)


@dataclass(frozen=True, slots=True)
class Job:
    """What is the same for every part. ``form`` is what the results are written as."""

    out: Path
    kind: Literal["reflection", "reply"] = "reflection"
    column: str = "text"
    form: Form = "parquet"


@dataclass(frozen=True, slots=True)
class Counts:
    """How many texts of a part were scored, were missing, weren't read by the reader, and were set aside."""

    scored: int = 0
    missing: int = 0
    unread: int = 0
    aside: int = 0
    fault: str = ""


@lru_cache
def scorer_mark() -> str:
    """A mark of what reads: the compiled cues and weights."""
    return hashlib.sha256(files("workbook_lib").joinpath("compiled", "scorer.json").read_bytes()).hexdigest()


def mark(part: Part, job: Job) -> str:
    """A mark of everything that a part's result depends on. Raises OSError."""
    told = [part.state, job.kind, job.column, job.form, scorer_mark()]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def finished(part: Part, job: Job) -> Counts | None:
    """What an earlier run counted in this part, or None where it has to be scored. Raises OSError."""
    try:
        found = json.loads(_done(part, job).read_text(encoding="utf-8"))
        same = found.pop("mark") == mark(part, job) and result(part, job).is_file()
        return Counts(**found) if same else None
    except (FileNotFoundError, ValueError, TypeError, KeyError):
        return None


def result(part: Part, job: Job) -> Path:
    """The file that holds a part's levels."""
    return job.out / f"{part.name}.{job.form}"


def _done(part: Part, job: Job) -> Path:
    return job.out / DONE / f"{part.name}.json"


def forget(file: Path, first: int, job: Job) -> None:
    """Delete what earlier runs wrote for the parts of ``file`` from this number on. Raises OSError.

    A file that is shorter now must leave no levels of texts that it doesn't hold any more.
    """
    named = Part(file, 0, 0).name[:-6]
    for path in job.out.glob(f"**/{glob.escape(named)}*"):
        number = path.stem.removeprefix(named)
        if len(number) == 6 and number.isdecimal() and int(number) >= first:
            path.unlink()


def score_part(part: Part, job: Job) -> Counts:
    """Score a part and write its result, the same bytes however often; a half one is never seen. Raises OSError.

    What an earlier run wrote for it goes first, whatever its form. Where a file can't be read at all, the reason
    stands in ``fault`` and nothing is written.
    """
    for form in FORMS:
        result(part, replace(job, form=form)).unlink(missing_ok=True)
    try:
        before = mark(part, job)
        loaded = load(part, job.column)
    except NoTextsError as fault:
        return Counts(fault=str(fault))
    scored = score_frame(loaded.frame, job.column, kind=job.kind)
    scored.insert(0, "row", scored.index.astype("int64"))
    counts = _counted(scored, loaded)
    write_whole(result(part, job), _as_bytes(scored, job))
    _put_aside(part, job, loaded.aside)
    write_whole(_done(part, job), json.dumps({"mark": before, **asdict(counts)}).encode())
    return counts


def _counted(scored: pd.DataFrame, loaded: Loaded) -> Counts:
    missing = int(scored["note"].isna().sum())
    unread = int((scored["note"].fillna("") != "").sum())
    return Counts(len(scored) - missing - unread, missing, unread, len(loaded.aside))


def _as_bytes(scored: pd.DataFrame, job: Job) -> bytes:
    if job.form == "csv":
        return scored.to_csv(index=False).encode()
    return bytes(scored.to_parquet(index=False))


def _put_aside(part: Part, job: Job, aside: dict[int, str]) -> None:
    path = job.out / ASIDE / f"{part.name}.csv"
    if not aside:
        path.unlink(missing_ok=True)
        return
    rows = pd.DataFrame({"file": part.file.name, "row": list(aside), "reason": list(aside.values())})
    write_whole(path, rows.to_csv(index=False).encode("utf-8", "replace"))
