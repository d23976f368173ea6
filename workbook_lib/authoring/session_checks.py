"""What no schema sees in a session: names that lead nowhere, minutes that don't add up, a case of abuse."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from workbook_lib.activities.plan import LEAST
from workbook_lib.activities.session_blocks import PRACTICE
from workbook_lib.authoring.faults import Fault, shown
from workbook_lib.authoring.pack import Pack
from workbook_lib.authoring.reader import Path_, Source

NEEDED = ("snapshot", "together", "pair_talk")
"""Every run has them: where there is no picture, its minutes are for the talk of all."""


def references(at: Path_, part: dict[str, Any]) -> Iterator[tuple[Path_, Any, list[str], str]]:
    """The blocks that aims and runs name, and the cases."""
    blocks = list(part.get("blocks") or {})
    for name, aim in (part.get("aims") or {}).items():
        yield (*at, "aims", name, "practice"), aim.get("practice"), blocks, "block of this session"
        for i, case in enumerate(aim.get("cases") or ()):
            yield (*at, "aims", name, "cases", i), case, [], "case"
    for i, run in enumerate(part.get("runs") or ()):
        path = (*at, "runs", i, "items")
        yield from (
            ((*path, b), b, [*blocks, PRACTICE], "block of this session") for b in run.get("items") or ()
        )


def faults(pack: Pack, source: Source) -> Iterator[Fault]:
    """Runs whose minutes don't add up, items too short, what every run needs, and cases of abuse."""
    safety = {str(s.data.get("id")) for s in pack.named("scenarios").values() if s.data.get("safety")}
    for name, part in (source.data.get("session") or {}).items():
        if not isinstance(part, dict):
            continue
        for i, run in enumerate(part.get("runs") or ()):
            yield from _run(source, ("session", name, "runs", i), run)
        for aim, told in (part.get("aims") or {}).items():
            for i, case in enumerate(told.get("cases") or ()):
                if case in safety:
                    path = ("session", name, "aims", aim, "cases", i)
                    yield _fault(source, path, "a case for a group, in which nobody was abused", shown(case))


def _run(source: Source, path: Path_, run: dict[str, Any]) -> Iterator[Fault]:
    items = {k: v for k, v in (run.get("items") or {}).items() if isinstance(v, int)}
    whole, together = run.get("minutes"), sum(items.values())
    if whole != together:
        yield _fault(source, (*path, "items"), f"minutes that add up to {whole}", f"{together} minutes")
    for name, minutes in items.items():
        if minutes < LEAST:
            yield _fault(source, (*path, "items", name), f"at least {LEAST} minutes", str(minutes))
    for name in NEEDED:
        if name not in items:
            yield _fault(source, (*path, "items"), f'the block "{name}"', "it is missing")


def _fault(source: Source, path: Path_, expected: str, got: str) -> Fault:
    return Fault(source.place(path), ".".join(str(p) for p in path), expected, got)
