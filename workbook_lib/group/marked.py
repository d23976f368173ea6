"""Where a reader's marks lie in a room's file: under a mark that only their token makes, as feedback does.

So the file doesn't tell whose they are, and whoever leaves takes them along.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, delete, select

from workbook_lib.agreement.marks import Marks
from workbook_lib.group import tables, tokens


def mark_of(token: str) -> str:
    """The mark that somebody's reading lies under."""
    return tokens.sign(token, "reading")


def of(db: Connection, mark: str) -> dict[int, Marks]:
    """What was put down under a mark, by the number of the text."""
    asked = select(tables.marks.c.text, tables.marks.c.marks).where(tables.marks.c.reader == mark)
    return {row.text: row.marks for row in db.execute(asked.order_by(tables.marks.c.text))}


def opened(db: Connection) -> Any:
    """The picture as it was taken; None before."""
    row = db.execute(select(tables.together.c.opened)).first()
    return row.opened if row else None


def forget(db: Connection, token: str) -> None:
    """Delete what somebody put down, in the transaction in which they leave."""
    db.execute(delete(tables.readers).where(tables.readers.c.mark == mark_of(token)))


def at_the_end(db: Connection) -> None:
    """Of texts whose readings were never opened, nothing stays."""
    db.execute(delete(tables.together).where(tables.together.c.opened.is_(None)))
