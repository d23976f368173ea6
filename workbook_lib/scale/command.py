"""``python -m workbook_lib score DIR --engine dask --out DIR``: a folder of texts, read on many processes."""

from __future__ import annotations

import argparse
import logging
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbook_lib.scale.running import Ran
    from workbook_lib.scale.working import Job

NO_DASK = (
    'Reading many texts needs Dask and pyarrow. Install them beside the workbook: pip install "dask[dataframe,'
    'distributed]" pyarrow'
)
NO_FOLDER = "I need a folder with CSV or Parquet files. {folder} is none."
WHICH = "Say which folder holds the CSV or Parquet files."
NO_OUT = "Say with --out where the results may go: a folder of its own."
SAME = "The results need a folder of their own: {folder} holds the texts."
NO_FILES = "There is no CSV or Parquet file right in {folder}. Nothing was read."
NOT_REACHED = "I couldn't reach the workers ({reason}). What was finished before stays."
STOPPED = "The run stopped ({reason}). What is finished stays; run this again to go on."
LOST = "A part was given up after its process died several times. What is finished stays; run this again to go on."
SUMMARY = "{scored} texts read, {unread} left unread with a note, {missing} missing. {aside} rows set aside."
BEFORE = "{before} of {parts} parts were finished before and not done again."
FAULT = "{file}: {reason}. The file was left out."
WHERE = "Levels: {out}. Rows set aside, each with its reason: {aside}."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``score`` for many texts."""
    many = parser.add_argument_group("many texts")
    many.add_argument(
        "--engine", choices=["pandas", "dask"], default="pandas", help="dask: a folder of files"
    )
    many.add_argument("--out", metavar="DIR", type=Path, help="where the results go; finished parts stay")
    many.add_argument("--form", choices=["parquet", "csv"], default="parquet", help="what the results are")
    many.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="processes on this machine")
    many.add_argument("--scheduler", metavar="ADDRESS", help="a Dask cluster that sees the same folders")


def main(options: argparse.Namespace) -> int:
    """Score the folder. Returns 0, or 1 after a sentence that says what is in the way or was left out."""
    folder = Path(options.file or "")
    trouble = _trouble(options, folder)
    if trouble:
        print(trouble, file=sys.stderr)
        return 1
    try:
        from workbook_lib.scale.running import cluster, run
        from workbook_lib.scale.working import Job
    except ImportError:
        print(NO_DASK, file=sys.stderr)
        return 1
    from distributed.scheduler import KilledWorker

    # What the workers tell each other is of no use to whoever waits; what went wrong is said below.
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    job = Job(options.out.absolute(), options.kind, options.column, options.form)
    said = NOT_REACHED
    try:
        with cluster(options.scheduler, max(1, options.workers)) as client:
            said = STOPPED
            ran = run(folder.absolute(), job, client, progress=sys.stderr.isatty())
    except KilledWorker:
        print(LOST, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(STOPPED.format(reason="Ctrl and C"), file=sys.stderr)
        return 1
    except OSError as fault:
        print(said.format(reason=fault), file=sys.stderr)
        return 1
    return _told(ran, job)


def _trouble(options: argparse.Namespace, folder: Path) -> str:
    from workbook_lib.scale.parts import files

    if not options.file:
        return WHICH
    if not folder.is_dir():
        return NO_FOLDER.format(folder=folder)
    if options.out is None:
        return NO_OUT
    if options.out.absolute() == folder.absolute():
        return SAME.format(folder=folder)
    return "" if files(folder) else NO_FILES.format(folder=folder)


def _told(ran: Ran, job: Job) -> int:
    from workbook_lib.scale.working import ASIDE

    counts = ran.counts
    numbers = {name: getattr(counts, name) for name in ("scored", "unread", "missing", "aside")}
    print(SUMMARY.format(**numbers))
    if ran.before:
        print(BEFORE.format(before=ran.before, parts=ran.parts))
    for file, reason in sorted(ran.faults.items()):
        print(FAULT.format(file=file, reason=reason), file=sys.stderr)
    print(WHERE.format(out=job.out, aside=job.out / ASIDE))
    return 1 if ran.faults else 0
