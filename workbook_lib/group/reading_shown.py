"""What lies open of a room's readings, as a phone and a facilitator's page say it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from workbook_lib.agreement.marks import NOT_READ, STAGE
from workbook_lib.group.counted_readings import cells, widest
from workbook_lib.group.reading_words import ReadingWords

if TYPE_CHECKING:
    from workbook_lib.group.readers import Own
    from workbook_lib.group.together import Round


def opened(words: ReadingWords, round: Round, own: Own, asked: int = 0) -> dict[str, Any]:
    """What the phone's page shows: the text the room talks about, or another; one's own marks beside the counts."""
    picture = round.opened or {}
    number = asked or round.at
    found = shown(words, picture, number, round.workbook.get(str(number)))
    mine = own.marks.get(number, {})
    for row in found["rows"]:
        row["mine"] = _of(words, row["item"], mine)
    text = round.texts.texts[number - 1]
    return {
        "part": "opened",
        **found,
        "number": number,
        "at": round.at,
        "text": text,
        "asked": words.asked(text),
        "fault": words.fault(text),
        "counted": own.closed and own.take,
        "order": [one["number"] for one in picture["texts"]],
    }


def shown(
    words: ReadingWords, picture: Mapping[str, Any], number: int, workbook: Mapping[str, str] | None
) -> dict[str, Any]:
    """One text of a picture in words: ``rows`` with the counts of each item, the widest apart first, what has none
    and why, what to ask, and the workbook's marks where they are shown."""
    text = next(one for one in picture["texts"] if one["number"] == number)
    rows = [_row(words, item, count, workbook) for item, count in text["counts"].items()]
    rows += [_row(words, item, [], workbook) for item in (*text["alike"], *text["few"])]
    first = widest(text["counts"])
    rows.sort(key=lambda row: row["item"] != first)
    names = {kind: ", ".join(words.name(item) for item in text[kind]) for kind in ("alike", "few")}
    return {
        "people": picture["people"],
        "rows": rows,
        "alike": names["alike"],
        "few": names["few"],
        "question": words.question(first) if first else "",
        "asks_about": words.name(first) if first else "",
        "workbook": workbook is not None,
        "workbook_unread": workbook is not None and workbook.get(STAGE) == NOT_READ,
    }


def _row(
    words: ReadingWords, item: str, count: list[int], workbook: Mapping[str, str] | None
) -> dict[str, Any]:
    people = sum(count)
    told = [
        {"mark": words.mark(item, mark), "count": n, "share": round(100 * n / people)}
        for mark, n in zip(cells(item), count, strict=bool(count))
        if n or mark.isdigit()
    ]
    return {
        "item": item,
        "name": words.name(item),
        "people": people,
        "counts": told,
        "mine": "",
        "workbook": _of(words, item, workbook or {}),
    }


def _of(words: ReadingWords, item: str, marks: Mapping[str, str]) -> str:
    """One reader's mark of an item in words; "" for none."""
    return words.mark(item, NOT_READ if marks.get(STAGE) == NOT_READ else marks.get(item, ""))
