"""Something to take along: pieces that the learner ticks, all of it shown first, then a file made of it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from .. import details, render
from ..parts import Actions, Button, Group, Html, Option, Part, Ticks
from ..takeaway.document import Block, Document, Own, Section
from ..takeaway.web import preview, web_page
from ..widgets import Event, Form, Press, Reply, Ticked
from ._files import Said, link, told, written
from ._page import Page


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing to tick: ``label`` beside its box, and the ``blocks`` that stand under ``heading`` in the document.

    ``group`` is the legend of the boxes it stands among.
    """

    id: str
    label: str
    heading: str
    blocks: tuple[Block, ...]
    group: str = ""


@dataclass
class Taking(ABC):
    """One document on a page. A subclass says what there is (`pieces`) and what stands around it (`bound`)."""

    page: Page
    name: str
    said: Said | None = None
    shown: Document | None = field(default=None, repr=False)

    # -- what a subclass says ------------------------------------------------------------------------------

    @abstractmethod
    def pieces(self) -> Sequence[Piece]:
        """What there is to tick, in the order of the document."""

    @abstractmethod
    def bound(self, sections: tuple[Section, ...]) -> Document:
        """The document around what was ticked."""

    @abstractmethod
    def empty(self) -> str:
        """What to say where there is nothing to tick yet."""

    def settings(self) -> list[Part]:
        """More to choose, above the pieces."""
        return []

    # -- what was chosen -----------------------------------------------------------------------------------

    def ticked(self) -> set[str]:
        """What the learner ticked; nothing is ticked at first."""
        return set(self.page.place.get("ticked", {}).get(self.name, ()))

    def document(self) -> Document:
        """What was ticked and nothing else, by heading."""
        chosen = self.ticked()
        pieces = [piece for piece in self.pieces() if piece.id in chosen]
        sections = [
            Section(heading, tuple(block for piece in under for block in piece.blocks))
            for heading, under in groupby(pieces, key=lambda piece: piece.heading)
        ]
        return self.bound(tuple(sections))

    def act(self, event: Event, form: Form) -> Reply:
        """Tick or untick; make a file of exactly what is shown."""
        self.said = None
        if isinstance(event, Ticked):
            return self._tick(event)
        if isinstance(event, Press) and event.name in {"word", "print"}:
            return self._make(event.name)
        return Reply(self.parts())

    def _tick(self, event: Ticked) -> Reply:
        now = self.ticked() | {event.value} if event.on else self.ticked() - {event.value}
        self.page.remember(ticked={**self.page.place.get("ticked", {}), self.name: sorted(now)})
        key = "take.added" if event.on else "take.removed"
        return Reply(self.parts(), announce=self.page.word(key))

    def _make(self, kind: str) -> Reply:
        document = self.document()
        if document != self.shown:
            # Another part of the page kept something meanwhile: nobody takes along what they haven't seen.
            return Reply(self.parts(), focus=f"{self.name}-title", announce=self.page.word("take.changed"))
        try:
            self.said = self._written(document, kind)
        except OSError:
            self.said = Said(self.name, self.page.word("take.not_written"))
        return Reply(self.parts(), focus=f"said-{self.name}", announce=self.said.text)

    def _written(self, document: Document, kind: str) -> Said:
        stem, word = f"{self.name.replace('_', '-')}-{date.today().isoformat()}", self.page.word
        if kind == "print":
            path = written(f"{stem}.html", web_page(document))
            return Said(self.name, word("take.made", path=path), link(path), word("take.open"))
        from ..takeaway.word import word_file

        path = written(f"{stem}.docx", word_file(document))
        return Said(self.name, word("take.made", path=path), link(path), word("take.save"), download=True)

    # -- what is shown -------------------------------------------------------------------------------------

    def parts(self) -> list[Part]:
        """The boxes to tick, all that goes in, and the buttons that make a file of it."""
        pieces = list(self.pieces())
        if not pieces:
            self.shown = None
            return [
                *self.settings(),
                Html(f"{self.name}-none", render.template("intro.html", text=self.empty())),
            ]
        return [*self.settings(), *self._boxes(pieces), *self._preview(pieces)]

    def _boxes(self, pieces: Sequence[Piece]) -> list[Part]:
        chosen = self.ticked()
        made: list[Part] = []
        for number, (legend, among) in enumerate(groupby(pieces, key=lambda piece: piece.group)):
            listed = list(among)
            options = tuple(Option(piece.id, piece.label) for piece in listed)
            values = tuple(piece.id for piece in listed if piece.id in chosen)
            made.append(Ticks(f"{self.name}-{number}", legend, options, values))
        return made

    def _preview(self, pieces: Sequence[Piece]) -> list[Part]:
        word = self.page.word
        if not self.ticked() & {piece.id for piece in pieces}:
            self.shown = None
            nothing = render.template("intro.html", text=word("take.nothing"))
            return [Html(f"{self.name}-nothing", nothing)]
        self.shown = self.document()
        note = self._details(self.shown)
        heading = Html(f"{self.name}-heading", render.template("subheading.html", text=word("take.preview")))
        sheet = Html(f"{self.name}-preview", preview(self.shown, self.name))
        buttons = (Button("word", word("take.word")), Button("print", word("take.print")))
        row = Actions(f"{self.name}-make", buttons)
        return [
            Group(f"{self.name}-shown", (heading, *note, sheet, row)),
            *told(self.said, self.name, f"said-{self.name}"),
        ]

    def _details(self, document: Document) -> list[Part]:
        """A line where what goes in could tell who a client is."""
        texts = [
            block.text for section in document.sections for block in section.blocks if isinstance(block, Own)
        ]
        found = {detail.kind for text in texts for detail in details.details(text)}
        if not found:
            return []
        word = self.page.word
        kinds = ", ".join(word(f"details.{kind}") for kind in details.KINDS if kind in found)
        said = render.template("intro.html", text=word("take.details", kinds=kinds))
        return [Html(f"{self.name}-details", said)]
