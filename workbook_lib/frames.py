"""Scoring a pandas DataFrame. Imported only when asked for; needs pandas."""

from __future__ import annotations

from typing import Any, Literal

import pandas as pd

from workbook_lib.model import Assessment
from workbook_lib.scoring import score_reflection, score_reply
from workbook_lib.scoring.reader import reader_for

WORDS = {
    **dict.fromkeys(("true", "yes", "1", "1.0"), True),
    **dict.fromkeys(("false", "no", "0", "0.0"), False),
}
"""How a table says whether the library was at fault; any other word says nothing."""


def score_frame(
    frame: pd.DataFrame,
    text: str = "text",
    *,
    kind: Literal["reflection", "reply"] = "reflection",
    question: str = "question",
    client_message: str = "client_message",
    library_at_fault: str = "library_at_fault",
) -> pd.DataFrame:
    """Score a column of texts: one row for each row of ``frame``, its index kept.

    Columns of the result: each dimension of the rubric (Int64, 0 to 2), ``stage`` and ``note`` (string).
    ``question``, ``client_message`` and ``library_at_fault`` name columns that are used where they exist.
    A missing text stays missing in every column; a text that was not read has a note, levels 0 and no stage.
    Raises KeyError where there is no column ``text``, TypeError where a text is no string.
    """
    beside = (question,) if kind == "reflection" else (client_message, library_at_fault)
    columns = [frame[name] if name in frame.columns else None for name in beside]
    dimensions = reader_for(kind).rubric.dimensions
    rows: list[list[Any]] = []
    for at, value in enumerate(frame[text]):
        if not isinstance(value, str) and pd.isna(value):
            rows.append([pd.NA] * (len(dimensions) + 2))
            continue
        others = [
            None if column is None or pd.isna(column.iloc[at]) else column.iloc[at] for column in columns
        ]
        read = _score(kind, value, others)
        rows.append([*read.levels.values(), read.stage if read.stage else pd.NA, read.note])
    out = pd.DataFrame(rows, index=frame.index, columns=[*dimensions, "stage", "note"])
    return out.astype({**dict.fromkeys(dimensions, "Int64"), "stage": "string", "note": "string"})


def _score(kind: str, text: str, others: list[object]) -> Assessment:
    if kind == "reflection":
        return score_reflection(text, None if others[0] is None else str(others[0]))
    message, at_fault = others
    return score_reply(text, None if message is None else str(message), _truth(at_fault))


def _truth(value: object) -> bool | None:
    """What a cell says of yes and no. A column with one other word in it comes as strings: "False" is no yes."""
    if isinstance(value, str):
        return WORDS.get(value.strip().lower())
    return None if value is None else bool(value)
