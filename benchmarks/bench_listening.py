"""How long a client takes to answer, from the press to the parts: ``python -m benchmarks.bench_listening``.

The page's Python with a journal on disk, as a learner uses it; turns from `training/`. Wall and CPU milliseconds.
"""

from __future__ import annotations

import json
import os
import statistics
import tempfile
import time
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "training" / "data" / "turns.jsonl"
TURNS = 300


def main() -> int:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as place:
        os.environ["WORKBOOK_DATA"] = place
        wall, cpu = _answers()
    for name, values in (("wall", wall), ("CPU", cpu)):
        ordered = sorted(values)
        middle, high = statistics.median(ordered), ordered[int(len(ordered) * 0.95)]
        print(
            f"{name}: median {middle:.0f} ms, p95 {high:.0f} ms, most {ordered[-1]:.0f} ms ({len(ordered)} turns)"
        )
    return 0


def _answers() -> tuple[list[float], list[float]]:
    """Milliseconds of each answer, wall and CPU; a client is met anew where a conversation is over."""
    from workbook_lib.pages._page import open_page
    from workbook_lib.pages._talk import Talk
    from workbook_lib.widgets import DraftTyped, Form, Press

    texts = [json.loads(line)["text"] for line in DATA.open(encoding="utf-8")][:TURNS]
    talk = Talk(open_page("07_listening"))
    clients, no_form = list(talk.clients), Form.__new__(Form)
    wall, cpu = [], []
    for number, text in enumerate(texts):
        if talk.talk is None or talk.talk.ended:
            talk.act(Press(f"meet:{clients[number % len(clients)]}", ""), no_form)
        base = talk.page.draft(talk.slot)[1]
        talk.page.save(DraftTyped("07_listening", talk.slot, text, base, number + 1, "bench"))
        before = time.perf_counter(), time.process_time()
        talk.act(Press("say", ""), no_form)
        after = time.perf_counter(), time.process_time()
        wall.append(1000 * (after[0] - before[0]))
        cpu.append(1000 * (after[1] - before[1]))
    return wall, cpu


if __name__ == "__main__":
    raise SystemExit(main())
