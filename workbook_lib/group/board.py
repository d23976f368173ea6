"""What is put before a room, in its store: sentences that were offered, and pictures as they were taken."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Engine, delete, insert, select, update

from workbook_lib.db import glance, steady, writing
from workbook_lib.group import tables, tokens
from workbook_lib.group.at_hand import AtHand
from workbook_lib.group.kept import GoneError
from workbook_lib.group.people import People

_OFFERS = select(tables.offers).order_by(tables.offers.c.id)


class Board(People):
    """The part of a room's store that holds what everybody may be shown."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine)
        self._offers: AtHand[None, list[dict[str, Any]]] = AtHand()

    @steady
    def offered(self, token: str) -> list[dict[str, Any]]:
        """One's own offers: id, text, state and keep."""
        return [row for row in self.offers() if tokens.signed(row["mine"], token, "offer", row["id"])]

    @steady
    def offers(self) -> list[dict[str, Any]]:
        """All offers in the order of their random ids, which is none."""
        held, turn = self._offers.get(None), self._offers.turn(None)
        if held is None:
            with glance(self.engine) as db:
                held = [dict(r) for r in db.execute(_OFFERS).mappings()]
            self._offers.remember(None, held, turn)
        return held

    @steady
    def offer(self, token: str, text: str, *, keep: bool, about: str = "") -> None:
        """Put a sentence before the room, under a random id: the file doesn't tell whose it is without the token.

        The same sentence again is offered once. Raises GoneError as `keep_answer` does.
        """
        person = self.person(token)
        if person is None:
            raise GoneError
        if any(row["text"] == text for row in self.offered(token)):
            return
        name = tokens.new_id()
        row = {
            "id": name,
            "mine": tokens.sign(token, "offer", name),
            "text": text,
            "keep": keep,
            "about": about,
        }
        with self._offers.changing(None), self.changing(person) as db:
            db.execute(insert(tables.offers).values(**row, state="waiting"))

    @steady
    def undo(self, token: str, offer: str) -> None:
        """Take one's own offer back. Nothing happens for an offer that isn't one's own."""
        if any(row["id"] == offer for row in self.offered(token)):
            with self._offers.changing(None), writing(self.engine) as db:
                db.execute(delete(tables.offers).where(tables.offers.c.id == offer))

    @steady
    def set_offers(self, state: str, *, only: str | None = None, was: str | None = None) -> None:
        """Show or hide offers: one by its id, or all that stand at another state."""
        offers = tables.offers
        asked = update(offers).values(state=state)
        asked = asked.where(offers.c.id == only) if only is not None else asked
        asked = asked.where(offers.c.state == was) if was is not None else asked
        with self._offers.changing(None), writing(self.engine) as db:
            db.execute(asked)

    @steady
    def snapshots(self) -> list[dict[str, Any]]:
        with glance(self.engine) as db:
            return [row.shown for row in db.execute(select(tables.snapshots))]

    def keep_snapshot(self, case: str, kind: str, shown: dict[str, Any]) -> None:
        """Store what was shown. Raises IntegrityError where it was taken already: there is no second one."""
        with writing(self.engine) as db:
            db.execute(insert(tables.snapshots).values(case=case, kind=kind, shown=shown))
