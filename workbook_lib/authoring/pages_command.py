"""``python -m workbook_lib pages``: make the notebooks anew from the pages' words, and execute them."""

from __future__ import annotations

import argparse
import os
import tempfile
from pathlib import Path

from .. import catalog
from . import notebooks


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``pages``."""
    parser.add_argument("--out", type=Path, default=Path("notebooks"), help="where the notebooks go")
    parser.add_argument("--language", default="en", help="the folder below content/ to take the words from")


def main(options: argparse.Namespace) -> int:
    """Write every page. A page is executed with an empty journal that is thrown away."""
    options.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as empty:
        os.environ["WORKBOOK_DATA"] = empty
        for path in notebooks.build(catalog.load(options.language), options.out):
            print(path)
    return 0
