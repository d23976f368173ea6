"""docs/capacity.md: what it reckons follows from what it says was measured, by the formulas it names."""

from __future__ import annotations

import math
import re

import pytest

from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "capacity.md").read_text(encoding="utf-8")
PER_LEARNER_MIB, HUB_MIB, GIB = 220, 165, 1024


def rows(heading: str) -> list[list[str]]:
    """The cells of the table whose head begins with ``heading``, without the head."""
    lines = PAGE.split("\n")
    begin = next(n for n, line in enumerate(lines) if line.startswith(f"| {heading} |")) + 2
    end = next(n for n in range(begin, len(lines)) if not lines[n].startswith("|"))
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[begin:end]]


def number(cell: str) -> float:
    found = re.match(r"[\d,.]+", cell)
    assert found, cell
    return float(found[0].replace(",", ""))


def measured(what: str) -> float:
    [figure] = [cells[1] for cells in rows("measured") if cells[0].startswith(what)]
    return number(figure)


def per_open_learner() -> float:
    """Cores: a start within ten minutes, a practice every five, and what idles."""
    starts = measured("computing to start") / 600
    return starts + measured("computing for a practice") / 300 + measured("computing in an idle minute") / 60


def test_the_formulas_name_what_was_measured() -> None:
    assert f"{per_open_learner():.3f}" == "0.028"
    assert measured("JupyterHub") == HUB_MIB
    more = measured("the same at most") - measured("server and kernel")
    assert f"measured: {more:.0f})" in PAGE
    assert 200 + more <= PER_LEARNER_MIB


@pytest.mark.parametrize("cells", rows("learners"), ids=lambda cells: cells[0])
def test_each_line_of_learners_is_reckoned_by_them(cells: list[str]) -> None:
    learners, at_once, memory, cores, disk = (number(cell) for cell in cells[:5])
    assert at_once == learners / 10
    assert memory == round((HUB_MIB + at_once * PER_LEARNER_MIB) / GIB, 1)
    assert cores == max(2, math.ceil(round(at_once * 0.028, 6)))
    assert disk == round(1 + learners * 2 / GIB, 1)


@pytest.mark.parametrize("cells", rows("people in rooms at once"), ids=lambda cells: cells[0])
def test_each_line_of_rooms_is_reckoned_by_them(cells: list[str]) -> None:
    people, rooms, cores, memory = (number(cell) for cell in cells[:4])
    assert rooms == math.ceil(people / 300)
    assert cores == math.ceil(people * 0.0017)
    assert memory == round(rooms * 0.1, 1)


def test_the_volumes_of_kubernetes_are_reckoned_by_what_the_values_ask_for() -> None:
    values = (ROOT / "deploy" / "hub" / "zero_to_jupyterhub.yaml").read_text(encoding="utf-8")
    assert "    capacity: 1Gi\n" in values
    assert f"{30_000 / GIB:.1f} TiB for 30,000" in PAGE
