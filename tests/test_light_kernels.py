"""What a page's kernel has in memory once the page is alive: nothing that it has no use for.

Each megabyte here is one for every learner who is there at the same time; docs/capacity.md counts them.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from jupyter_client.manager import KernelManager

from tests.conftest import ROOT
from workbook_lib.opening import lab

HEAVY = {
    "altair",
    "alembic",
    "cryptography",
    "docx",
    "icalendar",
    "numpy",
    "pandas",
    "pydantic",
    "ruamel",
    "segno",
}
"""What only a chart, a paper, a room or an author needs."""
DEBUGGER = {"debugpy", "pydevd", "_pydevd_bundle"}
LOADED = "import sys; print(*{name.partition('.')[0] for name, module in sys.modules.items() if module})"


def sources(page: str) -> list[str]:
    cells = json.loads((ROOT / "notebooks" / f"{page}.ipynb").read_text(encoding="utf-8"))["cells"]
    return ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]


def printed(kernel: Any, code: str) -> str:
    """What ``code`` prints; an error in it is this test's."""
    said: list[str] = []

    def take(message: dict[str, Any]) -> None:
        if message["msg_type"] == "stream" and message["content"]["name"] == "stdout":
            said.append(message["content"]["text"])

    reply = kernel.execute_interactive(code, output_hook=take, timeout=60)
    assert reply["content"]["status"] == "ok", reply["content"]
    return "".join(said)


@pytest.mark.parametrize("page", ["00_start_here", "02_five_questions"])
def test_a_page_comes_alive_with_nothing_that_it_has_no_use_for(page: str, tmp_path: Path) -> None:
    launch = lab.Launch(tmp_path / "pages", 0, tmp_path / "lab", browser=False)
    lab.prepare_kernels(launch.keep)
    environment = {**lab.environment(launch, os.environ), "WORKBOOK_DATA": str(tmp_path / "data")}
    manager = KernelManager()
    manager.start_kernel(env=environment)
    kernel = manager.client()
    kernel.start_channels()
    try:
        kernel.wait_for_ready(timeout=60)
        for source in sources(page):
            printed(kernel, source)
        loaded = set(printed(kernel, LOADED).split())
    finally:
        kernel.stop_channels()
        manager.shutdown_kernel(now=True)
    assert "workbook_lib" in loaded
    assert loaded & (HEAVY | DEBUGGER) == set()
