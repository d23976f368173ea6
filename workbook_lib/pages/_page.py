"""What every page needs: its words, its journal, its place, and forms that save drafts."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from .. import catalog, chosen, profiles, render
from ..journal import Journal, JournalError
from ..model import Assessment, Entry
from ..parts import Editor, Html, Part
from ..widgets import DraftTyped, Event, Form, Refused, Reply, Stored
from ._kept import Kept

BROWSER_WORDS = {
    "rest": "saved.nothing_yet",
    "restored": "saved.restored",
    "saved": "saved.saved",
    "saving": "saved.saving",
    "set_aside": "saved.saved",
    "trouble": "saved.cant",
    "too_long": "errors.too_long",
    "not_answering": "errors.kernel",
    "broken": "errors.read",
}
"""The UI words that the browser needs without asking the kernel, by the name it knows them by."""

_open: dict[str, Page] = {}
_earlier: deque[Page] = deque()

OPEN_AT_ONCE = 4
"""How often a page may stand open in one kernel (a reload, a second tab) before the oldest forms are let go."""


@dataclass(slots=True)
class Page(Kept):
    """One page as it stands open in this kernel."""

    texts: dict[tuple[str, str, str], tuple[str, int]] = field(default_factory=dict)
    placed: dict[tuple[str, str, str], int] = field(default_factory=dict)
    put_off: bool = False
    forms: list[Form] = field(default_factory=list)
    kept: dict[tuple[str, str], list[Entry]] | None = None
    words_of: str = ""
    watchers: list[Callable[[], None]] = field(default_factory=list)
    """Called when something was kept: parts of the page that show what others of its parts keep."""

    def word(self, key: str, **values: Any) -> str:
        """A UI word of this page's language."""
        return self.content.word(key, **values)

    def own(self, key: str, **values: Any) -> str:
        """One of the words that only this page has."""
        return catalog.fill(self.content.pages[self.words_of or self.id].words[key], values)

    @property
    def writer(self) -> profiles.Writer:
        """Whose journal this page shows."""
        return profiles.current()

    # -- what was written --------------------------------------------------------------------------------

    def editor(self, id: str, label: str, help: str, slot: tuple[str, str], **more: Any) -> Editor:
        """An editor that holds the journal's draft for ``slot`` (scenario, prompt)."""
        text, revision = self.draft(slot, more.get("page", ""))
        placed = self.placed.get((more.get("page") or self.id, *slot), 0)
        return Editor(
            id=id, label=label, help=help, slot=slot, text=text, revision=revision, set_by=placed, **more
        )

    def draft(self, slot: tuple[str, str], page: str = "") -> tuple[str, int]:
        """The text and revision of a draft (of this page by default); ("", 0) where nothing was written."""
        key = (page or self.id, *slot)
        if key not in self.texts:
            kept = self.journal.draft(*key) if self.journal else None
            self.texts[key] = (kept.text, kept.revision) if kept else ("", 0)
        return self.texts[key]

    def save(self, typed: DraftTyped) -> Reply:
        """Store a draft; another editor's words are kept beside it, and the learner is told."""
        if self.journal is None:
            return Reply(draft=Refused(str(self.trouble)))
        try:
            saved = self.journal.save_draft(
                typed.page,
                *typed.slot,
                typed.text,
                base=typed.base,
                writer=typed.writer,
                seq=typed.seq,
                private=self._is_private(typed.page),
            )
        except JournalError as error:
            return Reply(draft=Refused(str(error)))
        self.texts[typed.page, *typed.slot] = (saved.draft.text, saved.draft.revision)
        stored = Stored(saved.draft.revision, saved.draft.saved_at.isoformat())
        return Reply(draft=stored, announce=self.word("conflict.says") if saved.conflict else "")

    def _is_private(self, page: str) -> bool:
        """Whether a draft of ``page`` is: of a private page, or an answer to a plan that was made on one."""
        told = self.content.pages.get(page)
        return told.private if told else bool((self.setting("plan") or {}).get("private"))

    def last_saved(self) -> str:
        """When something of this page was last stored (ISO, UTC); "" where nothing was."""
        drafts = self.journal.drafts(self.id) if self.journal else []
        return max((d.saved_at.isoformat() for d in drafts), default="")

    def put(self, slot: tuple[str, str], text: str, page: str = "") -> None:
        """Put a text in an editor in place of what stands there, because the learner asked for it."""
        key = (page or self.id, *slot)
        base, private = self.draft(slot, page)[1], self._is_private(key[0])
        saved = self.writable().save_draft(*key, text, base=base, writer="page", private=private)
        self.texts[key] = (saved.draft.text, saved.draft.revision)
        self.placed[key] = self.placed.get(key, 0) + 1

    def keep(
        self, slot: tuple[str, str], text: str, wording: str, assessment: Assessment | None, **more: Any
    ) -> Entry:
        """Keep a text as an entry. Raises `JournalError` where it can't be stored."""
        scenario = self.content.scenarios.get(slot[0])
        entry = Entry(
            id=uuid4().hex,
            written_at=datetime.now(UTC),
            page=more.pop("page", self.id),
            scenario=slot[0],
            scenario_version=scenario.version if scenario else 0,
            prompt=slot[1],
            prompt_wording=wording,
            content_version=self.content.version,
            language=self.content.language,
            text=text,
            assessment=assessment,
            **{"private": self.private, **more},
        )
        kept = self.writable().keep(entry)
        self.kept = None
        for told in self.watchers:
            told()
        return kept

    def kept_for(self, slot: tuple[str, str]) -> list[Entry]:
        """What was kept on this page for one (scenario, prompt), oldest first; read once until more is kept."""
        if self.kept is None:
            self.kept = {}
            for entry in self.entries():
                self.kept.setdefault((entry.scenario, entry.prompt), []).append(entry)
        return self.kept.get(slot, [])

    def dispute(self, entry: Entry, dimension: str, reason: str) -> Entry:
        """Withdraw a mark of a reading, and keep why; the entry as it stands then."""
        journal = self.writable()
        journal.dispute(entry.id, dimension, reason)
        self.kept = None
        return journal.entry(entry.id) or entry

    def withdrawn(self, text: str) -> Mapping[str, str]:
        """What the learner said of exactly this text before."""
        return self.journal.withdrawn(text) if self.journal else {}

    def entries(self) -> list[Entry]:
        """Everything kept on this page, oldest first."""
        return self.journal.entries(page=self.id) if self.journal else []

    # -- what is shown -----------------------------------------------------------------------------------

    def form(
        self, parts: Sequence[Part], plain: str, handle: Callable[[Event, Form], Reply] | None = None
    ) -> Form:
        """A form of this page whose drafts go to the journal and whose other events go to ``handle``."""

        def act(event: Event, form: Form) -> Reply:
            _let_go_of_old()
            if isinstance(event, DraftTyped):
                return self.save(event)
            try:
                return handle(event, form) if handle else Reply()
            except JournalError as error:
                return Reply(announce=str(error), trouble=str(error))

        if self.trouble:
            parts = [self.box("errors.heading", str(self.trouble)), *parts]
        words = {name: self.word(key) for name, key in BROWSER_WORDS.items()}
        made = Form(act, parts=parts, words=words, page=self.id, key=self.key, plain=plain)
        self.forms.append(made)
        return made

    def box(self, heading: str, text: str, details: str = "") -> Html:
        """A box in the page: what happened, that nothing was lost, what to do."""
        shown = render.template(
            "box.html", heading=self.word(heading), text=text, details=details, word=self.word
        )
        return Html(f"box-{heading}", shown)


def open_page(id: str, *, anew: bool = False) -> Page:
    """The page ``id``; ``anew`` reads everything again, as the first cell of a page does."""
    if anew or id not in _open:
        _open[id] = _read(id)
        _earlier.append(_open[id])
    return _open[id]


def _let_go_of_old() -> None:
    """Close the forms of the oldest openings.

    Done when a page is used and not when it opens: a browser that is just taking up what the kernel holds
    must find it whole.
    """
    while len(_earlier) > OPEN_AT_ONCE:
        old = _earlier.popleft()
        for form in old.forms:
            form.close()
        if old.journal is not None:
            old.journal.close()


def _read(id: str) -> Page:
    content = chosen.content_for(id)
    try:
        journal = Journal.open()
        journal.absorb_inbox({page.id for page in content.pages.values() if page.private})
        journal.opened(id)
    except JournalError as error:
        return Page(id, content, None, trouble=error)
    return Page(id, content, journal)


def local_time(when: datetime) -> str:
    """A moment as the learner's clock shows it, without seconds."""
    return when.astimezone().strftime("%d %b %H:%M")
