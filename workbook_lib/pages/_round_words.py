"""What items and marks are called on the page where people read together, and what each level means."""

from __future__ import annotations

from abc import ABC, abstractmethod

from ..activities.reading import ReadTogether
from ..agreement.marks import STAGE
from ..agreement.texts import TextSet
from ..model import Dimension
from ._page import Page

PRACTICE = "practice"
"""The name of the practice texts in the page's activity."""


class RoundWords(ABC):
    """The words of a round: its page's own, the rubric's, and those of the ladder."""

    page: Page

    @property
    @abstractmethod
    def texts(self) -> TextSet:
        """The texts of the round."""

    def word(self, key: str, **values: object) -> str:
        """One of the page's own words."""
        return self.page.own(key, **values)

    @property
    def practice(self) -> ReadTogether:
        """The practice texts, and the words for the ladder and the talk."""
        return self.page.content.activities[self.page.id].read_together[PRACTICE]

    def dimension(self, item: str) -> Dimension | None:
        """The dimension of an item; None for the ladder."""
        found = self.page.content.rubric(self.texts.kind).dimensions
        return next((d for d in found if d.id == item), None)

    def name_of(self, item: str) -> str:
        """What an item is called; the mean over all of them where there is none."""
        if not item:
            return self.word("all_items")
        dimension = self.dimension(item)
        return dimension.name if dimension else self.word("ladder")

    def mark_name(self, item: str, mark: str) -> str:
        """What a mark is called."""
        others = {"?": "cant_tell", "x": "not_read", "": "no_mark", "open": "left_open"}
        if mark in others:
            return self.word(others[mark])
        if item == STAGE:
            return list(self.practice.stages.values())[int(mark)].name
        return self.word(f"level_{mark}")

    def mark_says(self, item: str, mark: str) -> str:
        """What a level of an item means, in the rubric's words; "" for what is no level."""
        if not mark.isdigit():
            return self.word("not_read_says") if mark == "x" else ""
        dimension = self.dimension(item)
        return (
            dimension.descriptors[int(mark)]
            if dimension
            else list(self.practice.stages.values())[int(mark)].says
        )
