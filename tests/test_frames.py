"""score_frame keeps the index, and what is missing stays missing."""

from __future__ import annotations

import subprocess
import sys

import pandas as pd
import pytest

import workbook_lib
from workbook_lib import score_reflection


def test_a_frame_is_scored_row_by_row() -> None:
    texts = ["I felt how ashamed she was, so I sat with her.", None, "ok", "Rules are rules."]
    frame = pd.DataFrame(
        {"text": texts, "question": ["hardship", None, None, "free"]}, index=["d", "c", "b", "a"]
    )
    scored = workbook_lib.score_frame(frame)
    assert list(scored.index) == ["d", "c", "b", "a"]
    assert scored.loc["c"].isna().all()
    assert scored.loc["b", "note"] == "too_short"
    assert pd.isna(scored.loc["b", "stage"])
    first = score_reflection(str(texts[0]), "hardship")
    assert {name: scored.loc["d", name] for name in first.levels} == first.levels
    assert scored.loc["d", "stage"] == first.stage
    assert scored.dtypes["emotion"] == "Int64"


def test_replies_use_what_stands_beside_them() -> None:
    frame = pd.DataFrame(
        {
            "text": ["You waited an hour and we got it wrong. I'll ring you."],
            "client_message": ["I waited an hour"],
            "library_at_fault": [True],
        }
    )
    scored = workbook_lib.score_frame(frame, kind="reply")
    wanted = workbook_lib.score_reply(frame.text[0], "I waited an hour", True)
    assert {name: scored.loc[0, name] for name in wanted.levels} == wanted.levels


@pytest.mark.parametrize(
    ("written", "fault"),
    [("True", True), ("yes", True), ("1", True), ("False", False), ("no", False), ("0", False), ("?", None)],
)
def test_whose_fault_it_was_is_read_as_it_is_written(written: str, fault: bool | None) -> None:
    """One strange word in a column makes strings of all: "False" is then no yes, in a part as in the whole."""
    text = "Public computers are provided as is. Users are advised to print travel documents at home."
    message = "The computer logged me off three times."
    frame = pd.DataFrame({"text": [text], "client_message": [message], "library_at_fault": [written]})
    scored = workbook_lib.score_frame(frame, kind="reply")
    wanted = workbook_lib.score_reply(text, message, fault)
    if fault is not None:
        assert wanted.levels != workbook_lib.score_reply(text, message, not fault).levels
    assert {name: scored.loc[0, name] for name in wanted.levels} == wanted.levels


def test_an_empty_frame_and_a_wrong_column() -> None:
    assert workbook_lib.score_frame(pd.DataFrame({"text": []})).empty
    with pytest.raises(KeyError):
        workbook_lib.score_frame(pd.DataFrame({"words": ["x"]}))
    with pytest.raises(TypeError):
        workbook_lib.score_frame(pd.DataFrame({"text": [3]}))


def test_scoring_imports_neither_pandas_nor_what_authors_need() -> None:
    code = (
        "import sys, workbook_lib; workbook_lib.score_reflection('She waited an hour.');"
        "bad = {'pandas', 'numpy', 'pydantic', 'ruamel', 'ruamel.yaml'} & set(sys.modules); sys.exit(repr(bad) if bad else 0)"  # noqa: E501
    )
    subprocess.run([sys.executable, "-c", code], check=True)
