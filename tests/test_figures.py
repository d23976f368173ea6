"""The invented library: always the same, with true surprises in it; and the lines of pandas that show them."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from statistics import fmean

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbook_lib import catalog
from workbook_lib.figures import library, lines, telling

WORDS = catalog.load().pages["11_heart_and_head"].words


def mean(values: list[int]) -> float:
    assert values
    return fmean(values)


def large_print(branch: str, moved: bool) -> float:
    return mean(
        [one.loans for one in library.loans() if one.kind == "large print" and one.branch == branch
         and (one.month >= library.SHELF_MOVED) == moved]
    )  # fmt: skip


def test_it_is_the_same_in_every_computer() -> None:
    code = (
        "from workbook_lib.figures.library import *; print(loans()[-1], visits()[0], holds()[50], notes()[7])"
    )
    said = {subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True,
                           env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)}).stdout
            for seed in ("1", "2")}  # fmt: skip
    assert said == {
        f"{library.loans()[-1]} {library.visits()[0]} {library.holds()[50]} {library.notes()[7]}\n"
    }


def test_large_print_falls_where_the_shelf_moved_and_nowhere_else() -> None:
    assert large_print("Market Square", True) < 0.55 * large_print("Market Square", False)
    for branch in ("Mill Lane", "Riverside"):
        assert abs(large_print(branch, True) / large_print(branch, False) - 1) < 0.1
    assert large_print(library.TO_THE_DOOR, True) > 1.8 * large_print(library.TO_THE_DOOR, False)
    assert "has doubled" in WORDS["large_print_asked"]
    assert "April 2024" in WORDS["large_print_asked"]


def test_families_are_lost_where_the_bus_changed() -> None:
    def visits(branch: str, who: str, later: bool) -> float:
        return mean([one.visits for one in library.visits() if (one.branch, one.who) == (branch, who)
                     and (one.month >= library.BUS_CHANGED) == later])  # fmt: skip

    assert visits("Mill Lane", library.FAMILIES, True) < 0.6 * visits("Mill Lane", library.FAMILIES, False)
    assert visits("Mill Lane", library.OLDER, True) > 0.9 * visits("Mill Lane", library.OLDER, False)
    assert visits("Riverside", library.FAMILIES, True) > 0.9 * visits("Riverside", library.FAMILIES, False)


def test_holds_stay_where_the_doors_close_at_five() -> None:
    def left(branch: str, later: bool) -> float:
        kept = [one for one in library.holds() if one.branch == branch
                and (one.month >= library.CLOSES_AT_FIVE) == later]  # fmt: skip
        return sum(one.never_fetched for one in kept) / sum(one.placed for one in kept)

    assert left("Riverside", True) > 2.5 * left("Riverside", False)
    assert abs(left("Mill Lane", True) - left("Mill Lane", False)) < 0.02


def test_few_complain_and_many_are_silent() -> None:
    notes = library.notes()
    writers = Counter((one.who, one.writer) for one in notes)
    most = sum(count for _, count in writers.most_common(4))
    assert f"Four people wrote {most} of the {len(notes)} notes." in " ".join(WORDS["voices_asked"].split())
    assert [count for (who, _), count in writers.items() if who == library.TEENS] == [2]
    visits = Counter[str]()
    for one in library.visits():
        visits[one.who] += one.visits
    assert 5.5 < visits.total() / visits[library.TEENS] < 6.5, "one visit in six"


@pytest.mark.parametrize("view", lines.VIEWS.values(), ids=lambda view: view.id)
def test_three_lines_show_a_view(view: lines.View) -> None:
    assert len(view.lines.splitlines()) == 3
    shown = lines.run(view.lines)
    assert shown.kind == view.kind
    assert all(value is not None for _, _, value in shown.points)
    assert len({line for _, line, _ in shown.points}) in (2, 3, 4)


def test_what_a_view_shows_is_what_the_library_holds() -> None:
    shown = {
        (place, line): value for place, line, value in lines.run(lines.VIEWS["large_print"].lines).points
    }
    told = {(one.month, one.branch): float(one.loans) for one in library.loans() if one.kind == "large print"}
    assert shown == told


def test_a_line_that_is_changed_runs_and_spoils_nothing() -> None:
    view = lines.VIEWS["large_print"].lines
    crime = lines.run(view.replace("large print", "crime"))
    assert crime.points != lines.run(view).points
    lines.run('loans["loans"] = 0\nshown = loans.groupby("month")["loans"].sum()')
    assert sum(value or 0 for _, _, value in lines.run(view).points) > 0


@pytest.mark.parametrize(
    ("code", "key", "values"),
    [
        ("", "no_shown", {}),
        ("a = 1", "no_shown", {}),
        ("a = loans\nshown = (a", "unreadable", {"line": 2}),
        ("import os\nshown = loans", "only_lines", {"line": 1}),
        ("while True: shown = 1", "only_lines", {"line": 1}),
        ("shown = 3", "not_a_table", {}),
        ("shown = loanz", "no_name", {"line": 1, "name": "loanz"}),
        ("shown = open('x')", "no_name", {"line": 1, "name": "open"}),
        ('a = 1\nshown = loans["kin"]', "no_column", {"line": 2, "name": "kin"}),
        ('shown = loans.groupby("kind")["loans"].nope()', "refused", {"line": 1}),
        ("shown = loans / 'a'", "refused", {"line": 1}),
        ("shown = loans", "too_much", {"lines": 1, "places": 720}),
        ('shown = loans.groupby(["month", "kind"])["loans"].sum()', "two_names", {}),
        ('shown = loans[["branch"]].head()', "nothing_to_draw", {}),
    ],
)
def test_lines_that_show_nothing_are_told_in_one_plain_sentence(
    code: str, key: str, values: dict[str, object]
) -> None:
    with pytest.raises(lines.Trouble) as trouble:
        lines.run(code)
    assert (trouble.value.key, trouble.value.values) == (key, values)
    said = catalog.fill(WORDS[f"lines_{key}"], values)
    assert "{" not in said
    assert "Error" not in said
    if key in ("no_name", "no_column", "refused", "unreadable"):
        assert "Error" in trouble.value.last
        assert "\n" not in trouble.value.last


@given(st.text(max_size=60))
@settings(max_examples=80, deadline=None)
def test_any_text_in_place_of_the_lines_is_told_or_drawn(code: str) -> None:
    for tried in (code, f"shown = {code}"):
        try:
            lines.run(tried)
        except lines.Trouble as trouble:
            catalog.fill(WORDS[f"lines_{trouble.key}"], trouble.values)


def test_a_course_is_a_year_at_each_end() -> None:
    points = [(f"2023-{n:02}-01", "a", float(n)) for n in range(1, 13)]
    points += [(f"2024-{n:02}-01", "a", 20.0) for n in range(1, 13)] + [("2024-01-01", "b", None)]
    [course] = telling.courses([(p, line, v) for p, line, v in points for _ in range(2)])
    assert (course.line, course.span, course.last, course.way) == ("a", 12, 20.0, "up")
    assert telling.courses([("x", "", 5.0)]) == [telling.Course("", 5.0, 5.0, 1)]
    assert telling.Course("", 100, 95, 1).way == "level"
    assert telling.Course("", 0, 0, 1).way == "level"
    assert telling.Course("", 0, 1, 1).way == "up"
