"""What is the learner's to do with their words: take a copy, bring them along, delete them all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from platformdirs import user_documents_path

from .. import details, profiles, render
from ..parts import Actions, Button, Group, Html, Part, Upload
from ..takeaway import TakeawayError, export_zip, import_zip, record_of_learning
from ..widgets import Event, Form, Press, Reply, Uploaded
from ._page import Page
from ._practice import of_practices


@dataclass
class YourWords:
    """The place where everything that was written can be taken along or deleted."""

    page: Page
    said: str = ""
    asked: str = ""

    def act(self, event: Event, form: Form) -> Reply:
        """One press, or a file that was chosen."""
        self.said = ""
        if isinstance(event, Uploaded):
            return self._bring(event.data)
        if isinstance(event, Press):
            return MOVES[event.name](self)
        return Reply()

    def parts(self) -> list[Part]:
        """The three things, what was done last, and the question before a deletion."""
        word = self.page.word
        if self.page.setting("deleted"):
            self.page.set("deleted", None)
            self.said = word("words.deleted")
        shown: list[Part] = [
            Actions(
                "take",
                (Button("copy", word("words.copy")), Button("record", word("words.record"))),
            ),
            Upload("bring", word("words.bring"), word("words.bring_help"), accept=".zip"),
            Actions("delete", (Button("ask_delete", word("words.delete")),)),
        ]
        if self.asked:
            yes = Button("delete", word("words.delete_yes"))
            no = Button("keep", word("words.delete_no"), main=True)
            warning = Html("warning", render.template("intro.html", text=word("words.delete_warning")))
            shown.append(Group("sure", (warning, Actions("sure-do", (no, yes))), look="note"))
        if self.said:
            shown.append(Html("said", render.template("said.html", text=self.said)))
        return shown

    def _say(self, key: str, **values: object) -> Reply:
        self.said = self.page.word(key, **values)
        return Reply(self.parts(), announce=self.said)

    def copy(self) -> Reply:
        """One zip in the learner's folder, with everything but what is private."""
        journal = self.page.writable()
        path = _free(learners_folder() / f"my-words-{date.today().isoformat()}.zip")
        contents = export_zip(journal, path, titles=self._titles())
        holding = sum(bool(details.details(entry.text)) for entry in contents.entries)
        if holding:
            return self._say("words.copied_details", path=path, count=holding)
        return self._say("words.copied", path=path)

    def _titles(self) -> Mapping[str, str]:
        content = self.page.content
        pages = {page.id: page.title for page in content.pages.values()}
        dimensions = {d.id: d.name for rubric in content.rubrics.values() for d in rubric.dimensions}
        prompts = {**of_practices(content), **{p.id: p.wording for p in content.prompts.values()}}
        cases = {case.id: case.title for case in content.scenarios.values()}
        own = {"own": self.page.word("cases.own_heading"), "00_short": self.page.word("words.short")}
        return {**dimensions, **prompts, **cases, **pages, **own}

    def record(self) -> Reply:
        """Pages, hours and days, for those who need a record: no text and no reading."""
        rows = record_of_learning(self.page.writable())
        path = _free(learners_folder() / f"record-of-learning-{date.today().isoformat()}.html")
        html = render.template("record.html", rows=rows, titles=self._titles(), word=self.page.word)
        path.write_text(html, encoding="utf-8")
        return self._say("words.recorded", path=path)

    def _bring(self, data: bytes) -> Reply:
        with tempfile.TemporaryDirectory() as place:
            file = Path(place) / "brought.zip"
            file.write_bytes(data)
            try:
                import_zip(self.page.writable(), file)
            except TakeawayError as error:
                self.said = str(error)
                return Reply(self.parts(), announce=self.said)
        return self._say("words.brought")

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


def _free(path: Path) -> Path:
    """``path``, or the first like it with a number that isn't taken."""
    number = 2
    found = path
    while found.exists():
        found = path.with_stem(f"{path.stem}-{number}")
        number += 1
    return found
