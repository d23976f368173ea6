"""``python -m deploy.lite [FOLDER]``: build the static site."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from deploy.lite.fetching import BuildError
from deploy.lite.site import ROOT, build


def main(arguments: list[str]) -> int:
    """What the command line asks for. Returns an exit code."""
    parser = argparse.ArgumentParser(prog="start.py lite", description="Build the workbook as a static site.")
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "_site", help="where (default: _site)")
    parser.add_argument(
        "--cache", type=Path, default=ROOT / ".lite-cache", help="where what is fetched is kept"
    )
    asked = parser.parse_args(arguments)
    try:
        build(asked.folder.absolute(), asked.cache.absolute())
    except BuildError as fault:
        print(fault)
        return 1
    size = sum(path.stat().st_size for path in asked.folder.rglob("*") if path.is_file())
    print(
        f"The site is in {asked.folder}: {size / 1e6:.0f} MB. Any web server that serves files can offer it."
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
