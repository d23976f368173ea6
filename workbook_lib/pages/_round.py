"""One round of reading together: the texts, who reads, what each put down, and what was agreed on after the talk.

A round stands in the journal's settings: one for the round, one for each reader's marks, all of them private,
so that a copy of one's own words holds nothing of a colleague's unless it is asked for. Notes are drafts,
saved while typed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any
from uuid import uuid4

from .. import render
from ..agreement.marks import STAGE, Marks, Reading, unmarked
from ..agreement.texts import ReadText, TextSet, set_of
from ..parts import Html, Part
from ..widgets import Event, Form, Reply
from ._page import Page
from ._round_words import RoundWords

SETTING = "read_together"


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who reads: on the page, on paper or by a file. ``closed``: their marks stay as they are."""

    key: str
    name: str
    way: str = "page"
    closed: bool = False


@dataclass
class Round(RoundWords):
    """The page's state. ``said``: what was said last in each section; ``picked``: what was chosen, unkept."""

    page: Page
    said: dict[str, str] = field(default_factory=dict)
    picked: dict[str, Any] = field(default_factory=dict)
    forms: dict[str, tuple[Form, Callable[[], list[Part]]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.data: dict[str, Any] = dict(self.page.setting(SETTING) or {})
        self._texts: TextSet | None = None
        self._marks: dict[str, dict[str, Any]] = {}

    # -- the texts -------------------------------------------------------------------------------------------

    @property
    def begun(self) -> bool:
        """Whether texts were chosen."""
        return bool(self.data)

    @property
    def texts(self) -> TextSet:
        """The texts of this round. Raises KeyError before any were chosen."""
        if self._texts is None:
            self._texts = set_of(self.data["texts"])
        return self._texts

    @property
    def items(self) -> tuple[str, ...]:
        """What is marked: the rubric's dimensions, and the ladder last."""
        return (*(d.id for d in self.page.content.rubric(self.texts.kind).dimensions), STAGE)

    def number(self, id: str) -> int:
        """A text's number, from 1."""
        return next(n for n, text in enumerate(self.texts.texts, start=1) if text.id == id)

    def begin(self, texts: TextSet) -> None:
        """A new round with these texts; the one before is deleted, marks and all."""
        self.end()
        self.data = {"id": uuid4().hex, "texts": texts.as_data(), "readers": [], "private": True}
        self.save()

    def end(self) -> None:
        """Delete the round, every reader's marks and every note."""
        readers = self.readers
        self._forget(readers)
        self.data, self._texts, self._marks = {}, None, {}
        self.page.set(SETTING, {})
        self.page.remember(reading="", at="", talk="")
        if readers:
            self.page.writable().cover()

    def save(self, **changed: Any) -> None:
        """Keep the round with what has changed."""
        self.data.update(changed)
        self.page.set(SETTING, self.data)

    # -- readers ---------------------------------------------------------------------------------------------

    @property
    def readers(self) -> list[Reader]:
        """Everybody who reads, first come first."""
        return [Reader(**told) for told in self.data.get("readers", ())]

    @property
    def closed(self) -> list[Reader]:
        """Those who are done."""
        return [reader for reader in self.readers if reader.closed]

    @property
    def opened(self) -> bool:
        """Whether the readings lie open."""
        return bool(self.data.get("opened"))

    def reader(self, key: str) -> Reader | None:
        """A reader by key."""
        return next((reader for reader in self.readers if reader.key == key), None)

    def named(self, name: str) -> Reader | None:
        """A reader by name, capitals aside."""
        return next((r for r in self.readers if r.name.casefold() == name.casefold()), None)

    def join(self, name: str, way: str = "page", *, closed: bool = False) -> Reader:
        """Somebody new who reads."""
        reader = Reader(uuid4().hex[:8], name, way, closed)
        self.save(readers=[*self.data["readers"], asdict(reader)])
        return reader

    def close(self, reader: Reader) -> None:
        """The reader's marks stay as they are from now on, with the notes beside them."""
        kept = self.kept(reader)
        notes = {
            t.id: note for t in self.texts.texts if (note := self.page.draft(self.slot(reader, t))[0].strip())
        }
        self.keep(reader, kept["marks"], {**kept["notes"], **notes})
        closed = [asdict(r) | ({"closed": True} if r.key == reader.key else {}) for r in self.readers]
        self.save(readers=closed)

    def leave_out(self, readers: list[Reader]) -> None:
        """Take these readers out of the round, and delete what they put down."""
        self._forget(readers)
        out = {reader.key for reader in readers}
        self.save(readers=[asdict(r) for r in self.readers if r.key not in out])
        if out:
            self.page.writable().cover()

    def _forget(self, readers: list[Reader]) -> None:
        """Delete these readers' marks and notes. What the disk still holds of them is covered afterwards."""
        for reader in readers:
            self.page.set(f"{SETTING}:{self.data['id']}:{reader.key}", {"private": True})
            for text in self.texts.texts:
                if self.page.draft(self.slot(reader, text))[0]:
                    self.page.put(self.slot(reader, text), "")
            self._marks.pop(reader.key, None)

    # -- marks -----------------------------------------------------------------------------------------------

    def slot(self, reader: Reader, text: ReadText) -> tuple[str, str]:
        """Where a reader's note on a text is kept while it is typed."""
        return (f"{SETTING}-{self.data['id'][:8]}-{reader.key}", text.id)

    def kept(self, reader: Reader) -> dict[str, Any]:
        """A reader's marks and notes by text id."""
        if reader.key not in self._marks:
            found = self.page.setting(f"{SETTING}:{self.data['id']}:{reader.key}") or {}
            self._marks[reader.key] = {"marks": {}, "notes": {}, **found}
        return self._marks[reader.key]

    def marks(self, reader: Reader) -> Mapping[str, Marks]:
        """A reader's marks by text id."""
        marks: Mapping[str, Marks] = self.kept(reader)["marks"]
        return marks

    def reading(self, reader: Reader) -> Reading:
        """All that a reader put down."""
        return Reading(reader.name, self.marks(reader), self.kept(reader)["notes"])

    def keep(self, reader: Reader, marks: Mapping[str, Marks], notes: Mapping[str, str]) -> None:
        """Keep a reader's marks and notes in place of what was there."""
        told = {"marks": {k: dict(m) for k, m in marks.items()}, "notes": dict(notes), "private": True}
        self._marks[reader.key] = told
        self.page.set(f"{SETTING}:{self.data['id']}:{reader.key}", told)

    def mark(self, reader: Reader, id: str, item: str, mark: str) -> None:
        """Put down one mark."""
        kept = self.kept(reader)
        self.keep(reader, {**kept["marks"], id: {**kept["marks"].get(id, {}), item: mark}}, kept["notes"])

    def left(self, reader: Reader, text: ReadText) -> list[str]:
        """The items of a text that a reader hasn't marked yet."""
        return unmarked(self.marks(reader).get(text.id, {}), self.items)

    def done(self, reader: Reader) -> int:
        """How many texts a reader has marked."""
        return sum(not self.left(reader, text) for text in self.texts.texts)

    # -- sections --------------------------------------------------------------------------------------------

    def box(self, section: str) -> list[Part]:
        """What was said last in a section."""
        said = self.said.get(section, "")
        if not said:
            return []
        html = render.template("said.html", name=f"{section}-said", text=said, link="")
        return [Html(f"{section}-said", html)]

    def needed(self, section: str, key: str) -> list[Part]:
        """In place of a section that isn't there yet."""
        return [Html(f"{section}-needed", render.template("intro.html", text=self.word(key)))]

    def tell(self, section: str, key: str, **values: object) -> Reply:
        """Say something in a section, and move there."""
        self.said[section] = self.word(key, **values)
        return Reply(announce=self.said[section], focus=f"{section}-said")

    def form(
        self,
        section: str,
        parts: Callable[[Round], list[Part]],
        act: Callable[[Round, Event], Reply | None],
    ) -> Form:
        """A section as a form. What is done in one may change what the others show.

        ``act`` gives None where nothing needs to be drawn anew: one who marks fast is never overtaken.
        """

        def handle(event: Event, form: Form) -> Reply:
            self.said.pop(section, None)
            reply = act(self, event)
            if reply is None:
                return Reply()
            for other, draw in self.forms.values():
                if other is not form:
                    other.show(draw())
            return Reply(parts(self), focus=reply.focus, announce=reply.announce)

        form = self.page.form(parts(self), self.word(f"plain_{section}"), handle)
        self.forms[section] = (form, lambda: parts(self))
        return form

    def draw(self, section: str, announce: str, focus: str) -> None:
        """Show all anew, because something came of work beside the page, and say so in a section."""
        for form, draw in self.forms.values():
            form.show(draw())
        if section in self.forms:
            self.forms[section][0].tell(announce, focus)
