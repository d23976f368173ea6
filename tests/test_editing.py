"""Changing one value in an author's file: the value, and not another byte."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from workbook_lib.authoring.editing import edited, scalar, set_value, value_at
from workbook_lib.authoring.faults import ContentError
from workbook_lib.authoring.reader import parse_yaml

FILE = """\
# Ours. Please keep this line.

why_important:
  wording: Why?   # a remark behind it
  help: >
    A help that goes on
    over two lines.

# Between two.
hardship:
    wording: "What, exactly, did it cost?"
empty:
flow: {wording: One, help: Two}
call:
  # first of all
  - "Danger: 000"
  # then
  - Duty manager
steps: [one, two]
last:
  wording: |
    Written
    over lines
"""


def read(text: str) -> object:
    source = parse_yaml(text, Path("x.yaml"))
    assert source.faults == []
    return source.data


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (("why_important", "wording"), "wording: Why?   #", "wording: What for?   #"),
        (("hardship", "wording"), '"What, exactly, did it cost?"', "What for?"),
        (("flow", "wording"), "{wording: One,", "{wording: What for?,"),
        (("empty",), "empty:\n", "empty: What for?\n"),
        (("why_important", "help"), ">\n    A help that goes on\n    over two lines.\n", "What for?\n"),
        (("last", "wording"), "|\n    Written\n    over lines\n", "What for?\n"),
    ],
)
def test_a_value_is_written_over_and_nothing_else(path: tuple[str, ...], old: str, new: str) -> None:
    changed = edited(FILE, path, "What for?")
    assert changed == FILE.replace(old, new)
    assert value_at(read(changed), path) == "What for?"


def test_a_key_is_added_at_the_end_of_its_group() -> None:
    changed = edited(FILE, ("hardship", "help"), "Think: of money.")
    assert '    wording: "What, exactly, did it cost?"\n    help: "Think: of money."\nempty:' in changed
    assert edited(FILE, ("new", "wording"), "New") == FILE + "new:\n  wording: New\n"
    assert value_at(read(edited(FILE, ("flow", "more"), "x")), ("flow", "more")) == "x"
    assert value_at(read(edited(FILE, ("empty", "more"), "x")), ("empty", "more")) == "x"


def test_a_list_changes_item_by_item_and_keeps_the_remarks() -> None:
    assert edited(FILE, ("call",), ["Danger: 000", "Duty manager"]) == FILE
    longer = edited(FILE, ("call",), ["Danger: 112", "Duty manager", "Night: 7"])
    assert '  # first of all\n  - "Danger: 112"\n  # then\n  - Duty manager\n  - "Night: 7"\nsteps' in longer
    shorter = edited(FILE, ("call",), ["Duty manager"])
    assert "  # first of all\n  - Duty manager\n  # then\nsteps" in shorter
    assert value_at(read(edited(FILE, ("steps",), ["a", "b: c"])), ("steps",)) == ["a", "b: c"]
    assert value_at(read(edited(FILE, ("new",), ["a", "- b"])), ("new",)) == ["a", "- b"]
    assert value_at(read(edited(FILE, ("call",), [])), ("call",)) == []


def test_windows_line_ends_and_a_mark_at_the_start_stay(tmp_path: Path) -> None:
    file = tmp_path / "prompts.yaml"
    file.write_bytes(b"\xef\xbb\xbf# ours\r\nhardship:\r\n  wording: x\r\n")
    set_value(file, ("hardship", "wording"), "What for?")
    assert file.read_bytes() == b"\xef\xbb\xbf# ours\r\nhardship:\r\n  wording: What for?\r\n"


def test_a_file_of_remarks_alone_and_a_missing_one(tmp_path: Path) -> None:
    file = tmp_path / "en" / "prompts.yaml"
    set_value(file, ("hardship", "wording"), "One")
    assert file.read_text(encoding="utf-8") == "hardship:\n  wording: One\n"
    file.write_text("# nothing yet", encoding="utf-8")
    set_value(file, ("hardship", "wording"), "Two")
    assert file.read_text(encoding="utf-8") == "# nothing yet\nhardship:\n  wording: Two\n"


@pytest.mark.parametrize("text", ["a: [\n", "- a\n- b\n", "just words\n"])
def test_a_file_that_cant_be_read_stays_as_it_is(tmp_path: Path, text: str) -> None:
    file = tmp_path / "prompts.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ContentError):
        set_value(file, ("hardship", "wording"), "One")
    assert file.read_text(encoding="utf-8") == text


WORDS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
    st.sampled_from(
        ["no", "1", "~", "a: b", "# c", "- d", "'", '"', "{x}", "*a", "&a", "!t", "@", "a #b", "null"]
    ),
)
PATHS = st.sampled_from(
    [("why_important", "wording"), ("hardship", "wording"), ("flow", "help"), ("last", "wording"),
     ("last", "help"), ("empty",), ("empty", "x"), ("new", "x"), ("steps",), ("call",)]
)  # fmt: skip


@settings(max_examples=60)
@given(WORDS)
def test_a_text_is_read_back_to_the_letter(text: str) -> None:
    assert read(f"k: {scalar(text)}\nl:\n  - {scalar(text)}\n") == {"k": text, "l": [text]}


@settings(max_examples=60)
@example(("flow", "help"), "0,")
@example(("flow", "help"), "0[")
@example(("flow", "help"), "a}")
@given(PATHS, st.one_of(WORDS, st.lists(WORDS, max_size=4)))
def test_every_other_value_and_every_remark_stays(path: tuple[str, ...], value: str | list[str]) -> None:
    before, after = read(FILE), read(edited(FILE, path, value))
    assert isinstance(before, dict)
    assert isinstance(after, dict)
    assert value_at(after, path) == value
    for key in before.keys() - {path[0]}:
        assert after[key] == before[key]
    remarks = [line for line in FILE.splitlines() if line.lstrip().startswith("#")]
    if path != ("call",) or (isinstance(value, list) and value):
        assert [line for line in edited(FILE, path, value).splitlines() if line in remarks] == remarks
