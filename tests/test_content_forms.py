"""Content of a wrong form, at any place of any file: said in words, never a traceback, and once."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbook_lib.authoring import own_folder
from workbook_lib.authoring.compiler import check
from workbook_lib.authoring.pack import BUILT_IN
from workbook_lib.authoring.reader import parse_yaml

OUR_FILES = sorted(p for p in BUILT_IN.glob("en/**/*.yaml") if p.parent.name != "cues")
JUNK: list[Any] = [
    None,
    [],
    {},
    "x",
    "{x}",
    3,
    1.5,
    True,
    [None],
    [[1]],
    {3: 4},
    [{"id": "x"}],
    {"a": {"b": None}},
]


def with_one_changed(data: Any, choose: Callable[[int], int], junk: Any) -> Any:
    """A file's data with junk somewhere in its first four floors."""
    if not isinstance(data, dict | list) or not data or not choose(4):
        return junk
    at = list(data)[choose(len(data))] if isinstance(data, dict) else choose(len(data))
    copy = data.copy()
    copy[at] = with_one_changed(data[at], choose, junk)
    return {at: copy[at]} if isinstance(data, dict) and choose(2) else copy


@settings(max_examples=10, deadline=None)
@given(st.sampled_from(OUR_FILES), st.sampled_from(JUNK), st.data())
def test_no_value_of_another_form_crashes_the_whole_check(
    file: Path, junk: Any, drawn: st.DataObject
) -> None:
    changed = with_one_changed(
        parse_yaml(file.read_text(encoding="utf-8"), file).data,
        lambda n: drawn.draw(st.integers(0, n - 1)),
        junk,
    )
    with TemporaryDirectory() as folder:
        own = Path(folder) / "en" / file.relative_to(BUILT_IN / "en")
        own.parent.mkdir(parents=True, exist_ok=True)
        own.write_text(json.dumps(changed), encoding="utf-8")
        assert all(str(fault) for fault in check("en", Path(folder)))
        own_folder.changes(Path(folder), "en")


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("feedback.yaml", "focus: yes"),
        ("rubric.yaml", "reflection:"),
        ("prompts.yaml", "- why"),
        ("activities/01_the_ladder.yaml", "place:\n  place: none"),
        ("activities/04_what_i_assumed.yaml", "sort:\n  case:\n    after: [1]"),
        ("activities/20_plan_a_session.yaml", "session:\n  plan:\n    runs: 1.5"),
    ],
)
def test_a_form_that_is_wrong_is_one_fault_and_no_others_follow_from_it(
    file: str, text: str, tmp_path: Path
) -> None:
    own = tmp_path / "en" / file
    own.parent.mkdir(parents=True)
    own.write_text(text + "\n", encoding="utf-8")
    found = check("en", tmp_path)
    assert found
    assert {fault.place.file for fault in found} == {own}
