"""What items and marks are called in a room where people read together, and what each level means."""

from __future__ import annotations

from dataclasses import dataclass

from workbook_lib.activities.reading import ReadTogether, Rung
from workbook_lib.agreement.marks import CANT_TELL, NOT_READ, STAGE
from workbook_lib.agreement.sheets import Names, names_of
from workbook_lib.agreement.texts import ReadText, TextSet
from workbook_lib.catalog import Catalog
from workbook_lib.model import Dimension, Kind

ACTIVITY, PRACTICE = "23_read_together", "practice"


def practice(content: Catalog) -> ReadTogether:
    """The practice texts, the rungs of the ladder and what to ask where readers differ."""
    return content.activities[ACTIVITY].read_together[PRACTICE]


@dataclass(frozen=True, slots=True)
class ReadingWords:
    """The words for texts of one kind: the room's own, the rubric's, and those of the ladder."""

    content: Catalog
    kind: Kind

    def word(self, key: str, **values: object) -> str:
        """One of the room's words for reading together."""
        return self.content.word(f"room.together.{key}", **values)

    @property
    def items(self) -> tuple[str, ...]:
        """What is marked: the rubric's dimensions, and the ladder last."""
        return (*(d.id for d in self.content.rubric(self.kind).dimensions), STAGE)

    @property
    def _rungs(self) -> list[Rung]:
        return list(practice(self.content).stages.values())

    def _dimension(self, item: str) -> Dimension | None:
        return next((d for d in self.content.rubric(self.kind).dimensions if d.id == item), None)

    def name(self, item: str) -> str:
        """What an item is called."""
        dimension = self._dimension(item)
        return dimension.name if dimension else self.word("ladder")

    def asks(self, item: str) -> str:
        """What an item asks of a text."""
        dimension = self._dimension(item)
        return dimension.definition if dimension else self.word("ladder_says")

    def mark(self, item: str, mark: str) -> str:
        """What a mark is called; "" for none."""
        if mark in {CANT_TELL, NOT_READ}:
            return self.word("cant_tell" if mark == CANT_TELL else "not_read")
        if item == STAGE and mark:
            return self._rungs[int(mark)].name
        return self.word(f"level_{mark}") if mark else ""

    def says(self, item: str, mark: str) -> str:
        """What a level of an item means; "" where there is nothing to say."""
        if mark == NOT_READ:
            return self.word("not_read_says")
        if not mark.isdigit():
            return ""
        dimension = self._dimension(item)
        return dimension.descriptors[int(mark)] if dimension else self._rungs[int(mark)].says

    def question(self, item: str) -> str:
        """What to ask where readers differ on an item."""
        return practice(self.content).questions.get(item, "")

    def asked(self, text: ReadText) -> str:
        """The question that a text answers; "" where it answers none."""
        prompts = self.content.prompts
        return prompts[text.question].wording if text.question in prompts else ""

    def fault(self, text: ReadText) -> str:
        """Whose fault it was, of a reply; "" where that is shared or not known."""
        if text.library_at_fault is None:
            return ""
        return self.word("fault_yes" if text.library_at_fault else "fault_no")

    def names(self) -> Names:
        """The words that a mark may be written as in a file."""
        levels = [self.word(f"level_{n}") for n in range(3)]
        return names_of(self.items, levels, [rung.name for rung in self._rungs], {})


def words_for(content: Catalog, texts: TextSet) -> ReadingWords:
    """The words for a set."""
    return ReadingWords(content, texts.kind)
