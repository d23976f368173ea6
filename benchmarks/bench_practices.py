"""What the cells of practice pages cost beside the core page's: ``python -m benchmarks.bench_practices``.

Processor seconds of all cells, imports included, each page in a fresh process with an empty journal: what else
runs on the machine counts little. Prints the median and its ratio to page 02.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile

from tests.conftest import ROOT
from workbook_lib.catalog import load

CORE = "02_five_questions"
TIMED = "\nimport time\nprint(time.process_time())\n"


def seconds(page: str) -> float:
    """Processor seconds of a page's cells, from the start of Python to the last of them."""
    book = json.loads((ROOT / "notebooks" / f"{page}.ipynb").read_text(encoding="utf-8"))
    cells = ["".join(cell["source"]) for cell in book["cells"] if cell["cell_type"] == "code"]
    with tempfile.TemporaryDirectory() as data:
        done = subprocess.run(
            [sys.executable, "-c", "\n".join(cells) + TIMED],
            env={**os.environ, "WORKBOOK_DATA": data},
            capture_output=True,
            text=True,
            check=True,
        )
    return float(done.stdout.splitlines()[-1])


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--times", type=int, default=5)
    asked = parser.parse_args()
    seconds(CORE)
    core = statistics.median(seconds(CORE) for _ in range(asked.times))
    print(f"{CORE}: {core:.2f} s")
    for page in sorted(load().activities):
        took = statistics.median(seconds(page) for _ in range(asked.times))
        print(f"{page}: {took:.2f} s, {took / core:.2f} times the core page", flush=True)


if __name__ == "__main__":
    main()
