"""What the sections of the page after a session share: the summaries there are, and the files that are made."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from .. import render
from ..group import summary
from ..group.summary import Found, Summary
from ..parts import Actions, Button, Html, Option, Part
from ..takeaway.document import Document
from ..takeaway.sheets import document_sheet
from ..takeaway.web import preview, web_page
from ..widgets import Event, Form, Press, Reply
from ._days import day_of
from ._files import Said, link, told, written
from ._page import Page

FILES: Mapping[str, str] = {"docx": "take.word", "html": "take.print"}
CSV_COLUMNS = ("csv_part", "csv_row", "csv_column", "csv_words")


@dataclass
class After:
    """The page's state. ``brought`` are summaries that came as files: they are kept nowhere."""

    page: Page
    found: list[Found] = field(default_factory=list)
    brought: dict[str, Summary] = field(default_factory=dict)
    said: dict[str, Said] = field(default_factory=dict)
    forms: list[tuple[Form, Callable[[], list[Part]]]] = field(default_factory=list)

    def word(self, key: str, **values: object) -> str:
        """One of the page's own words."""
        return self.page.own(key, **values)

    # -- the rooms -----------------------------------------------------------------------------------------

    def look(self) -> None:
        """Read the folder of this account's summaries again."""
        self.found = summary.summaries(summary.home())

    def rooms(self) -> dict[str, Summary]:
        """Every summary there is, the newest first."""
        kept = [found.summary for found in self.found if found.summary]
        every = {room.id: room for room in [*kept, *self.brought.values()]}
        return dict(sorted(every.items(), key=lambda item: item[1].opened_at, reverse=True))

    def chosen(self, name: str) -> Summary | None:
        """The room that was chosen in a fieldset; None where none was, or it isn't there any more."""
        return self.rooms().get(str(self.page.place.get(name, "")))

    def options(self) -> tuple[Option, ...]:
        """The rooms to choose from."""
        return tuple(Option(id, self.named(room)) for id, room in self.rooms().items())

    def named(self, room: Summary) -> str:
        """A room as a person would know it: its title or its case, the day and the hour it began."""
        local = room.opened_at.astimezone()
        day = day_of(local.date(), self.page.content.language)
        return self.word("room_named", title=room.title or room.case.title, day=day, time=f"{local:%H:%M}")

    def bring(self, data: bytes) -> Summary:
        """Take a file that somebody chose. Raises SummaryError."""
        room = summary.parsed(data)
        self.brought[room.id] = room
        return room

    # -- what is shown -------------------------------------------------------------------------------------

    def html(self, id: str, text: str, template: str = "intro.html") -> Html:
        """A paragraph, or a heading, of the page."""
        return Html(id, render.template(template, text=text))

    def sheet(self, document: Document, name: str) -> list[Part]:
        """A document as it will be in its files, and the buttons that make them."""
        buttons = [Button(f"{name}:{kind}", self.page.word(key)) for kind, key in FILES.items()]
        buttons.append(Button(f"{name}:csv", self.word("make_csv")))
        head = self.html(f"{name}-head", self.page.word("take.preview"), "subheading.html")
        shown = Html(f"{name}-sheet", preview(document, name))
        return [head, shown, Actions(f"{name}-make", tuple(buttons)), *self.told(name)]

    def told(self, place: str) -> list[Part]:
        """What was said last at a place."""
        return told(self.said.get(place), place, f"said-{place}")

    def say(self, place: str, text: str) -> Reply:
        """Say something at a place."""
        self.said[place] = Said(place, text)
        return Reply(focus=f"said-{place}", announce=text)

    # -- files ---------------------------------------------------------------------------------------------

    def make(self, document: Document, name: str, kind: str) -> Reply:
        """Write exactly what is shown into the folder of the pages."""
        return self.write(name, kind, lambda: self.data(document, kind))

    def data(self, document: Document, kind: str) -> bytes:
        """A document as the bytes of a file."""
        if kind == "docx":
            from ..takeaway.word import word_file

            return word_file(document)
        if kind == "csv":
            return document_sheet(document, [self.word(column) for column in CSV_COLUMNS])
        return web_page(document)

    def write(self, name: str, kind: str, data: Callable[[], bytes], place: str = "") -> Reply:
        """Write a file, and say where it is at ``place`` (else at ``name``)."""
        at = place or name
        try:
            path = written(f"{self.word(f'file_{name}')}-{date.today().isoformat()}.{kind}", data())
        except OSError:
            return self.say(at, self.page.word("take.not_written"))
        self.said[at] = self._made(at, path, kind)
        return Reply(focus=f"said-{at}", announce=self.said[at].text)

    def _made(self, place: str, path: Path, kind: str) -> Said:
        word = self.page.word
        label = word("take.open" if kind == "html" else "take.save")
        return Said(place, word("take.made", path=path), link(path), label, download=kind != "html")

    # -- forms ---------------------------------------------------------------------------------------------

    def form(self, parts: Callable[[After], list[Part]], act: Callable[[After, Event], Reply | None]) -> Form:
        """A section as a form. What is done in one may change what the others show."""

        def handle(event: Event, form: Form) -> Reply:
            if isinstance(event, Press):
                self.said.clear()
            reply = act(self, event) or Reply()
            for other, draw in self.forms:
                if other is not form:
                    other.show(draw())
            return Reply(parts(self), focus=reply.focus, announce=reply.announce)

        made = self.page.form(parts(self), self.word("plain"), handle)
        self.forms.append((made, lambda: parts(self)))
        return made


def chosen_of(named: str, names: Sequence[str]) -> tuple[str, str] | None:
    """``report:docx`` as its two halves, where the first is one of ``names``."""
    name, _, kind = named.partition(":")
    return (name, kind) if name in names and kind in {*FILES, "csv", "txt"} else None
