"""What is the learner's to do with their words: take a copy, bring them along, delete them all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from urllib.parse import quote

from platformdirs import user_documents_path

from .. import details, profiles, render
from ..parts import Actions, Button, Group, Html, Part, Upload
from ..takeaway import TakeawayError, export_zip, import_zip, record_of_learning
from ..widgets import Event, Form, Press, Reply, Uploaded
from ._core import OWN
from ._page import Page
from ._practice import of_practices
from ._returning import HOME as RETURNING
from ._short_case import HOME as SHORT


@dataclass(frozen=True, slots=True)
class Said:
    """What was done: below which part it is told, in what words, and a link to the file that was made."""

    place: str
    text: str
    link: str = ""
    label: str = ""
    download: bool = False


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
            *self._told("take"),
            Upload("bring", word("words.bring"), word("words.bring_help"), accept=".zip"),
            *self._told("bring"),
            Actions("delete", (Button("ask_delete", word("words.delete")),)),
            *self._sure(),
            *self._told("delete"),
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

    def _told(self, place: str) -> list[Part]:
        """What was done, right below the button that did it."""
        if self.said is None or self.said.place != place:
            return []
        return [Html(f"said-{place}", render.template("said.html", name="said", **asdict(self.said)))]

    def _say(self, said: Said) -> Reply:
        self.said = said
        return Reply(self.parts(), focus="said", announce=said.text)

    def copy(self) -> Reply:
        """One zip in the learner's folder, with everything but what is private."""
        journal = self.page.writable()
        path = free_path(learners_folder() / f"my-words-{date.today().isoformat()}.zip")
        contents = export_zip(journal, path, titles=self._titles())
        holding = sum(bool(details.details(entry.text)) for entry in contents.entries)
        word = self.page.word
        key = "words.copied_details" if holding else "words.copied"
        more = {"count": holding} if holding else {}
        return self._say(
            Said("take", word(key, path=path, **more), _link(path), word("words.open_copy"), True)
        )

    def _titles(self) -> Mapping[str, str]:
        content = self.page.content
        pages = {page.id: page.title for page in content.pages.values()}
        dimensions = {d.id: d.name for rubric in content.rubrics.values() for d in rubric.dimensions}
        prompts = {**of_practices(content), **{p.id: p.wording for p in content.prompts.values()}}
        cases = {case.id: case.title for case in content.scenarios.values()}
        word = self.page.word
        own = {OWN: word("cases.own_heading")}
        homes = {SHORT: word("words.short"), RETURNING: word("words.returning")}
        return {**dimensions, **prompts, **cases, **pages, **own, **homes}

    def record(self) -> Reply:
        """Pages, hours and days, for those who need a record: no text and no reading."""
        rows = record_of_learning(self.page.writable())
        word, language = self.page.word, self.page.content.language
        path = free_path(learners_folder() / f"record-of-learning-{date.today().isoformat()}.html")
        html = render.template("record.html", rows=rows, titles=self._titles(), word=word, language=language)
        path.write_text(html, encoding="utf-8")
        return self._say(
            Said("take", word("words.recorded", path=path), _link(path), word("words.open_record"))
        )

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


def learners_folder() -> Path:
    """Where files for the learner go: the folder of their pages, else where this runs.

    In a sitting that leaves nothing the pages are erased too: then it is among their own documents.
    """
    if profiles.current().leaves_nothing:
        documents = user_documents_path()
        return documents if documents.is_dir() else Path.home()
    return Path(os.environ.get("WORKBOOK_FOLDER") or Path.cwd())


def _link(path: Path) -> str:
    """The way to a file in the learner's folder from a page there, where the workbook's own server serves it."""
    served = os.environ.get("WORKBOOK_FOLDER") and not profiles.current().leaves_nothing
    return f"../../files/{quote(path.name)}" if served else ""


def free_path(path: Path) -> Path:
    """``path``, or the first like it with a number that isn't taken."""
    number = 2
    found = path
    while found.exists():
        found = path.with_stem(f"{path.stem}-{number}")
        number += 1
    return found
