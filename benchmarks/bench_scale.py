"""Many texts through Dask, on two workers and on one in the same run: ``python -m benchmarks.bench_scale [TEXTS]``.

200,000 texts unless told otherwise, made by joining sentences of the project's own invented texts; half as many
too, for the growth. Prints seconds, their ratios, and whether the results are the same to the byte.
"""

from __future__ import annotations

import json
import os
import random
import sys
import tempfile
import time
from pathlib import Path

import pandas as pd

from workbook_lib.scale.running import cluster, run
from workbook_lib.scale.working import Job

DATA = Path(__file__).resolve().parent.parent / "training" / "data" / "reflections.jsonl"


def write_texts(folder: Path, count: int) -> None:
    """A Parquet and a CSV file of ``count`` texts together, of the lengths that the invented texts have."""
    texts = [json.loads(line)["text"] for line in DATA.open(encoding="utf-8")]
    sentences = [part for text in texts for part in text.split(". ") if part]
    chance = random.Random(7)
    made = [". ".join(chance.sample(sentences, 1 + len(chance.choice(texts)) // 90)) for _ in range(count)]
    folder.mkdir()
    pd.DataFrame({"text": made[::2]}).to_csv(folder / "half.csv", index=False)
    pd.DataFrame({"text": made[1::2]}).to_parquet(folder / "half.parquet", index=False, row_group_size=5_000)


def seconds(folder: Path, out: Path, workers: int) -> float:
    """Seconds of one run once the workers are up and have read a text each."""
    with cluster(None, workers) as client:
        client.run(_warm)
        before = time.monotonic()
        ran = run(folder, Job(out), client)
        taken = time.monotonic() - before
    assert not ran.faults
    texts = ran.counts.scored + ran.counts.unread
    print(f"  {workers} worker(s): {taken:7.1f} s for {texts} texts in {ran.parts} parts")
    return taken


def _warm() -> None:
    from workbook_lib.scoring import score_reflection

    score_reflection("She waited an hour for it.")


def same(one: Path, other: Path) -> bool:
    """Whether two folders hold the same results."""
    return {p.name: p.read_bytes() for p in one.glob("*.parquet")} == {
        p.name: p.read_bytes() for p in other.glob("*.parquet")
    }


def main(count: int) -> None:
    print(f"load before: {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory() as place:
        here = Path(place)
        write_texts(here / "half", count // 2)
        write_texts(here / "all", count)
        half = seconds(here / "half", here / "out_half", 2)
        two = seconds(here / "all", here / "out_two", 2)
        one = seconds(here / "all", here / "out_one", 1)
        print(f"two workers against one: {one / two:.2f} times as fast (bar 1.5)")
        print(f"twice the texts: {two / half:.2f} times as long")
        print(f"same results: {same(here / 'out_two', here / 'out_one')}")
    print(f"load after: {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200_000)
