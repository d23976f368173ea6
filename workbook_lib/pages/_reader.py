"""What reads a box of a practice page, and what may be said against it. One reads nothing."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass

from ..model import Assessment, Dimension, Entry
from . import _care as care
from ._marks import Mark
from ._page import Page


@dataclass
class Reader(ABC):
    """Reads a text, and shows what it read."""

    page: Page

    @property
    def aim(self) -> Dimension | None:
        """What learners rate their own text by before it is read; None where they don't."""
        return None

    @abstractmethod
    def read(self, text: str) -> Assessment | None:
        """The reading; None where nothing is read."""

    @abstractmethod
    def unread(self) -> Assessment:
        """The reading of a text that is bigger than a reply."""

    def show(self, entry: Entry, assessment: Assessment, before: Assessment | None, name: str) -> str:
        """The reading as HTML, or help. ``name`` makes its names unique on the page."""
        if assessment.note in care.MET:
            return care.met(self.page, assessment.note)
        return self.shown(entry, assessment, before, name)

    @abstractmethod
    def shown(self, entry: Entry, assessment: Assessment, before: Assessment | None, name: str) -> str:
        """The reading of a text that is not met with help, as HTML."""

    @abstractmethod
    def marks(self, assessment: Assessment) -> list[Mark]:
        """What a learner may say the reading got wrong."""

    def anew(self, entry: Entry) -> None:  # noqa: B027 - most readers work their question out of what is shown
        """A mark was taken away or added: choose the question anew, where it is kept."""


class NoReader(Reader):
    """Keeps what is written, and says nothing about it; help still comes where it may be needed."""

    def read(self, text: str) -> Assessment | None:
        """None, or the Assessment that says why help stands here."""
        kept = Assessment("none", "", "none", ())
        found = care.assess(self.page, "reflection", text, lambda _: kept)
        return found if found.note in care.MET else None

    def unread(self) -> Assessment:
        """As every text that is bigger than a reply."""
        return care.bigger(self.page, "reflection")

    def shown(self, entry: Entry, assessment: Assessment, before: Assessment | None, name: str) -> str:
        """Nothing: only a text that is met with help has an Assessment here."""
        return ""

    def marks(self, assessment: Assessment) -> list[Mark]:
        """Nothing was read."""
        return []
