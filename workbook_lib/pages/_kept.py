"""What a page keeps of a learner besides their texts: their settings, and where they were."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from .. import catalog
from ..journal import Journal, JournalError


@dataclass(slots=True)
class Kept:
    """A page's id, its content and the learner's journal. ``trouble`` is why there is no journal."""

    id: str
    content: catalog.Catalog
    journal: Journal | None
    trouble: JournalError | None = None
    unplaced: dict[str, Any] = field(default_factory=dict)
    progressed: Callable[[], None] | None = None

    @property
    def private(self) -> bool:
        """Whether what is written here is in no copy unless the learner chooses so."""
        told = self.content.pages.get(self.id)
        return told is not None and told.private

    def writable(self) -> Journal:
        """The journal. Raises the `JournalError` that kept it from opening."""
        if self.journal is None:
            raise self.trouble or RuntimeError("no journal")
        return self.journal

    # -- the learner's own settings ---------------------------------------------------------------------

    @property
    def desk(self) -> str:
        """The desk that chooses the cases."""
        first = next(iter(self.content.desks))
        chosen = self.setting("desk")
        return chosen if chosen in self.content.desks else first

    @property
    def key(self) -> str:
        """A random name (hex) of this journal, made once: a browser never offers one's words to another."""
        if not self.setting("key"):
            self.set("key", uuid4().hex)
        return str(self.setting("key") or "0")

    def setting(self, name: str) -> Any:
        """A setting of this learner, or None."""
        return self.journal.setting(name) if self.journal else None

    def set(self, name: str, value: Any) -> None:
        """Remember a setting (a value of JSON); without a journal it is left."""
        if self.journal is not None:
            self.journal.set_setting(name, value)

    def plan(self, text: str, scenario: str) -> None:
        """Remember what the learner plans to try, so that the next return can ask what happened."""
        if text.strip():
            now = datetime.now(UTC).isoformat()
            plan = {"text": text, "at": now, "scenario": scenario, "page": self.id}
            self.set("plan", {**plan, "private": True} if self.private else plan)
            if self.progressed:
                self.progressed()

    # -- where one was -----------------------------------------------------------------------------------

    @property
    def place(self) -> dict[str, Any]:
        """Where the learner was on this page."""
        return {**(self.journal.place(self.id) if self.journal else {}), **self.unplaced}

    def remember(self, **place: Any) -> None:
        """Keep where the learner is; a place that can't be stored lasts until the page closes.

        What was chosen on a private page is as private as what was written there.
        """
        self.unplaced.update({**place, "private": True} if self.private else place)
        if self.journal is not None:
            try:
                self.journal.set_place(self.id, self.place)
            except JournalError:
                return
            self.unplaced.clear()
