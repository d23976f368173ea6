"""What is the learner's to do with their words: take a copy, bring them along, delete them all."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from .. import details, render
from ..parts import Actions, Button, Group, Html, Part, Upload
from ..takeaway import TakeawayError, export_zip, import_zip
from ..widgets import Event, Form, Press, Reply, Uploaded
from ._files import Said, free_path, learners_folder, made, told
from ._page import Page
from ._record import record, titles


@dataclass
class YourWords:
    """The place where everything that was written can be taken along or deleted."""

    page: Page
    said: Said | None = None
    asked: str = ""

    def act(self, event: Event, form: Form) -> Reply:
        """One press, or a file that was chosen."""
        self.said = None
        if isinstance(event, Uploaded):
            return self._bring(event.data)
        if isinstance(event, Press):
            return MOVES[event.name](self)
        return Reply()

    def parts(self) -> list[Part]:
        """The three things, each with what was done last below it, and the question before a deletion."""
        word = self.page.word
        if self.page.setting("deleted"):
            self.page.set("deleted", None)
            self.said = Said("delete", word("words.deleted"))
        take = (Button("copy", word("words.copy")), Button("record", word("words.record")))
        return [
            Actions("take", take),
            *told(self.said, "take"),
            Upload("bring", word("words.bring"), word("words.bring_help"), accept=".zip"),
            *told(self.said, "bring"),
            Actions("delete", (Button("ask_delete", word("words.delete")),)),
            *self._sure(),
            *told(self.said, "delete"),
        ]

    def _sure(self) -> list[Part]:
        """The question before everything goes."""
        if not self.asked:
            return []
        word = self.page.word
        yes = Button("delete", word("words.delete_yes"))
        no = Button("keep", word("words.delete_no"), main=True)
        warning = Html("warning", render.template("intro.html", text=word("words.delete_warning")))
        return [Group("sure", (warning, Actions("sure-do", (no, yes))), look="note")]

    def _say(self, said: Said) -> Reply:
        self.said = said
        return Reply(self.parts(), focus="said", announce=said.text)

    def copy(self) -> Reply:
        """One zip in the learner's folder, with everything but what is private."""
        journal = self.page.writable()
        path = free_path(learners_folder() / f"my-words-{date.today().isoformat()}.zip")
        contents = export_zip(journal, path, titles=titles(self.page))
        holding = sum(bool(details.details(entry.text)) for entry in contents.entries)
        word = self.page.word
        key = "words.copied_details" if holding else "words.copied"
        more = {"count": holding} if holding else {}
        return self._say(
            made("take", lambda at: word(key, path=at, **more), path, word("words.open_copy"), download=True)
        )

    def record(self) -> Reply:
        """Pages, hours and days, for those who need a record: no text and no reading."""
        return self._say(record(self.page, "take"))

    def _bring(self, data: bytes) -> Reply:
        with tempfile.TemporaryDirectory() as place:
            file = Path(place) / "brought.zip"
            file.write_bytes(data)
            try:
                import_zip(self.page.writable(), file)
            except TakeawayError as error:
                return self._say(Said("bring", str(error)))
        return self._say(Said("bring", self.page.word("words.brought")))

    def ask_delete(self) -> Reply:
        """Ask before anything goes."""
        self.asked = "yes"
        return Reply(self.parts(), focus="keep")

    def keep(self) -> Reply:
        """Nothing goes."""
        self.asked = ""
        return Reply(self.parts(), focus="ask_delete")

    def delete(self) -> Reply:
        """Delete everything, here and in this browser."""
        self.page.writable().erase()
        self.page.set("deleted", True)
        return Reply(erased=True)


MOVES: Mapping[str, Callable[[YourWords], Reply]] = {
    "copy": YourWords.copy,
    "record": YourWords.record,
    "ask_delete": YourWords.ask_delete,
    "keep": YourWords.keep,
    "delete": YourWords.delete,
}
