"""A trainer's own folder on its page: where it is, what it changes, and whether all is well in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from .. import chosen, render, settings
from ..catalog import built_in
from ..parts import Actions, Button, Html, Part
from ..widgets import Event, Form, Press, Reply
from ._files import learners_folder
from ._page import Page

if TYPE_CHECKING:
    from ..authoring.faults import Fault
    from ..catalog import Catalog

SLOTS = "own_folder"
"""The scenario name under which this page keeps what is typed."""


@dataclass
class Own:
    """The page's state: what was said last in each section, what the check found, what a new cue lacks.

    ``picked`` is what was chosen, by its fieldset.
    """

    page: Page
    said: dict[str, str] = field(default_factory=dict)
    found: tuple[Fault, ...] | None = None
    cue_faults: tuple[Fault, ...] = ()
    picked: dict[str, str] = field(default_factory=dict)
    forms: list[tuple[Form, Callable[[], list[Part]]]] = field(default_factory=list)

    @property
    def now(self) -> chosen.Choice:
        """The own folder and the language, as they are chosen at this moment."""
        return chosen.choice()

    @property
    def folder(self) -> Path | None:
        """The own folder, where it is there."""
        return self.now.usable

    @property
    def content(self) -> Catalog:
        """The content in the chosen language, with the folder as it is at this moment."""
        return chosen.content(self.now)

    def word(self, key: str, **values: object) -> str:
        """One of the page's own words."""
        return self.page.own(key, **values)

    def typed(self, name: str) -> str:
        """What stands in one of the page's editors."""
        return self.page.draft((SLOTS, name))[0]

    def editor(self, name: str, rows: int, start: str = "") -> Part:
        """An editor of the page. ``start`` is put in where nothing was typed that isn't saved."""
        slot, typed = (SLOTS, name), self.typed(name)
        unsaved = typed.strip() and typed != self._put.get(name)
        if start and typed != start and not unsaved and self.page.journal is not None:
            self.page.put(slot, start)
            self.settle(name)
        return self.page.editor(name, self.word(f"{name}_label"), self.word(f"{name}_help"), slot, rows=rows)

    @property
    def _put(self) -> Mapping[str, str]:
        put: Mapping[str, str] = self.page.place.get("put", {})
        return put

    def settle(self, *names: str) -> None:
        """What stands in these editors is in its file: the file may replace it when the page opens again."""
        self.page.remember(put={**self._put, **{name: self.typed(name) for name in names}})

    def box(self, section: str) -> list[Part]:
        """What was said last in a section."""
        said = self.said.get(section, "")
        return [Html(f"{section}-said", render.template("own_said.html", text=said))] if said else []

    def needed(self, section: str) -> list[Part]:
        """In place of a section that needs a folder."""
        return [Html(f"{section}-needed", render.template("intro.html", text=self.word("folder_needed")))]

    def tell(self, section: str, key: str, **values: object) -> Reply:
        """Say something in a section."""
        self.said[section] = self.word(key, **values)
        return Reply(announce=self.said[section])

    def shown(self, file: Path) -> str:
        """A file's place as a person would name it: from the own folder on."""
        folder = self.folder
        return file.relative_to(folder.parent).as_posix() if folder else str(file)

    def form(
        self, plain: str, parts: Callable[[Own], list[Part]], act: Callable[[Own, Event], Reply]
    ) -> Form:
        """A section as a form. What is done in one may change what the others show."""

        def handle(event: Event, form: Form) -> Reply:
            reply = acted(self, act, event)
            for other, draw in self.forms:
                if other is not form:
                    other.show(draw())
            return Reply(parts(self), focus=reply.focus, announce=reply.announce)

        form = self.page.form(parts(self), self.page.word(plain), handle)
        self.forms.append((form, lambda: parts(self)))
        return form


def acted(own: Own, act: Callable[[Own, Event], Reply], event: Event) -> Reply:
    """What an event does; what a file or the system has against it is said in its section."""
    from ..authoring.faults import ContentError

    section = SECTIONS_OF.get(act.__name__, "folder")
    own.said.pop(section, None)
    try:
        return act(own, event)
    except ContentError as error:
        first = error.faults[0]
        return own.tell(section, "mend_first", place=first.place, expected=first.expected)
    except OSError as fault:
        return own.tell(section, "not_written", reason=fault.strerror or fault)


SECTIONS_OF: dict[str, str] = {
    "act_folder": "folder",
    "act_check": "check",
    "act_question": "question",
    "act_help": "help",
    "act_case": "case",
    "act_cue": "cue",
    "act_preview": "preview",
}


# -- where it is, and what it changes ----------------------------------------------------------------------


def folder_parts(own: Own) -> list[Part]:
    """Where the folder is, what it changes now, and a place to name one."""
    now = own.now
    key = "none" if now.folder is None else "fixed" if now.fixed else "is" if now.usable else "gone"
    state = own.word(f"folder_{key}", folder=now.folder)
    lines = _changed(own) if now.usable else []
    heading = own.word("changes_heading") if lines else ""
    shown: list[Part] = [
        Html("state", render.template("own_changes.html", state=state, heading=heading, lines=lines))
    ]
    if not now.fixed:
        start = str(now.folder or learners_folder() / "My library")
        use = Actions("use", (Button("use", own.word("folder_use"), main=now.usable is None),))
        shown += [own.editor("folder", 1, start), use]
    return [*shown, *own.box("folder")]


def _changed(own: Own) -> list[str]:
    from ..authoring.own_folder import changes

    now = own.now
    if now.usable is None:
        return []
    found = changes(now.usable, now.language)
    prompts, pages, shipped = own.content.prompts, own.content.pages, built_in(now.language).scenarios
    named = {
        "questions": [prompts[q].wording if q in prompts else q for q in found.questions],
        "cases": list(found.cases),
        "left_out": [shipped[c].title if c in shipped else c for c in found.left_out],
        "pages": [pages[p].title if p in pages else p for p in found.pages],
    }
    lines = [own.word(f"changes_{key}", names="; ".join(names)) for key, names in named.items() if names]
    counted = {"feedback": found.feedback, "words": found.words, "cues": found.cues}
    lines += [own.word(f"changes_{key}", count=count) for key, count in counted.items() if count]
    if not found:
        lines.append(own.word("changes_none"))
    return [*lines, own.word("changes_help" if found.help else "changes_no_help")]


def act_folder(own: Own, event: Event) -> Reply:
    """Use the folder that was named, and make it where it isn't there."""
    from ..authoring.own_folder import make

    if not isinstance(event, Press):
        return Reply()
    typed = own.typed("folder").strip().strip("\"'")
    if not typed:
        return own.tell("folder", "folder_first")
    # In a sitting that leaves nothing the pages go at its end; what a trainer makes mustn't go with them.
    folder = learners_folder() / Path(typed).expanduser()
    new = not folder.is_dir()
    if new:
        make(folder, own.now.language)
    settings.write(settings.learners_folder(), content=folder)
    own.found = None
    return own.tell("folder", "folder_made" if new else "folder_used", folder=folder)


# -- is everything in order? -------------------------------------------------------------------------------


def check_parts(own: Own) -> list[Part]:
    """The button, and what the check found."""
    if own.folder is None:
        return own.needed("check")
    button = Actions("check", (Button("check", own.word("check_button"), main=True),))
    if own.found is None:
        return [button]
    faults = [told(own, fault) for fault in own.found]
    shown = render.template(
        "own_faults.html", name="check-said", said=_verdict(own), faults=faults, how=own.word("check_how")
    )
    return [button, Html("faults", shown)]


def _verdict(own: Own) -> str:
    count = sum(fault.severity != "note" for fault in own.found or ())
    return own.word("check_well" if not count else "check_one" if count == 1 else "check_many", count=count)


def told(own: Own, fault: Fault) -> Mapping[str, object]:
    """A fault as the page shows it."""
    where = own.word("check_line", file=fault.place.file, line=fault.place.line)
    if fault.severity == "note":
        lines = [own.word("check_note", expected=fault.expected, got=fault.got)]
    else:
        lines = [own.word("check_expected", expected=fault.expected)]
        lines += [own.word("check_got", got=fault.got)] if fault.got else []
        lines += [fault.hint[:1].upper() + fault.hint[1:]] if fault.hint else []
    return {"where": where, "key": fault.key, "lines": lines}


def act_check(own: Own, event: Event) -> Reply:
    """Check every file of the folder."""
    from ..authoring.own_folder import faults

    if isinstance(event, Press) and own.folder is not None:
        own.found = faults(own.folder, own.now.language)
        return Reply(focus="check-said", announce=_verdict(own))
    return Reply()
