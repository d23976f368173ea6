"""All parts of a folder through Dask: on this machine's processors, or on a cluster by its scheduler's address."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from workbook_lib.places import private_folder
from workbook_lib.scale import working
from workbook_lib.scale.parts import PART_BYTES, Part, files, parts
from workbook_lib.scale.working import Counts, Job

if TYPE_CHECKING:
    import dask.dataframe as dd
    from distributed import Client

EMPTY = "it is empty"
_META = pd.DataFrame(asdict(Counts()), index=pd.Index([0], name="part")).iloc[:0]


@dataclass(slots=True)
class Ran:
    """How a run went. ``faults`` are files that couldn't be read at all, with the reason."""

    counts: Counts = field(default_factory=Counts)
    parts: int = 0
    before: int = 0
    faults: dict[str, str] = field(default_factory=dict)


def score_dask(frame: dd.DataFrame, text: str = "text", **options: Any) -> dd.DataFrame:
    """`frames.score_frame` over every partition of a Dask DataFrame; its options, index and columns."""
    from workbook_lib.frames import score_frame

    meta = score_frame(frame._meta, text, **options)
    return frame.map_partitions(score_frame, text, meta=meta, **options)


@contextmanager
def cluster(scheduler: str | None, workers: int) -> Iterator[Client]:
    """A client of the cluster at ``scheduler``, or of as many processes here. Raises OSError where none answers."""
    from distributed import Client, LocalCluster

    if scheduler:
        with Client(scheduler, timeout="5s") as client:
            yield client
        return
    here = {"host": "127.0.0.1", "dashboard_address": "127.0.0.1:0"}
    with LocalCluster(n_workers=workers, threads_per_worker=1, **here) as local, Client(local) as client:
        yield client


def run(folder: Path, job: Job, client: Client, *, size: int = PART_BYTES, progress: bool = False) -> Ran:
    """Score every part that no earlier run finished. Raises OSError.

    A part whose process dies is scored again by another; one whose result is there already isn't looked at.
    """
    for place in (job.out, job.out / working.DONE, job.out / working.ASIDE):
        private_folder(place)
    ran, left = Ran(), []
    for part in _parts(folder, size, job, ran):
        done = working.finished(part, job)
        ran.parts += 1
        ran.before += done is not None
        ran.counts = _sum(ran.counts, done or Counts())
        left += [] if done else [part]
    for part, counts in zip(left, _scored(left, job, client, progress=progress), strict=True):
        if counts.fault:
            ran.faults[part.file.name] = counts.fault
        ran.counts = _sum(ran.counts, counts)
    return ran


def _parts(folder: Path, size: int, job: Job, ran: Ran) -> Iterator[Part]:
    for file in files(folder):
        try:
            found = parts(file, size)
        except (ValueError, OSError) as fault:
            ran.faults[file.name] = str(fault).splitlines()[0]
            continue
        working.forget(file, len(found), job)
        if file.stat().st_size == 0:
            ran.faults[file.name] = EMPTY
        yield from found


def _scored(left: list[Part], job: Job, client: Client, *, progress: bool) -> list[Counts]:
    import dask.dataframe as dd
    from distributed import progress as bar

    if not left:
        return []
    frame = dd.from_map(_one, left, job=job, meta=_META, enforce_metadata=False)
    waiting = client.compute(frame)
    if progress:
        bar(waiting, notebook=False)
        print()
    table = waiting.result()
    return [Counts(**row) for row in table.to_dict("records")]


def _one(part: Part, job: Job) -> pd.DataFrame:
    """One part scored, as a row of counts: what a partition of the Dask frame holds."""
    return pd.DataFrame([asdict(working.score_part(part, job))])


def _sum(one: Counts, other: Counts) -> Counts:
    numbers = {
        name: getattr(one, name) + getattr(other, name) for name in ("scored", "missing", "unread", "aside")
    }
    return Counts(**numbers)
