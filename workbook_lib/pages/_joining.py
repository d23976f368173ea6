"""A session that a learner takes part in from their own workbook: what is known of it here, and the way there.

Until the room has what was written, it lies in the page's drafts; then it is taken out of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ..group import tokens
from ..group.told import Now, Written
from ..group.visiting import Place, RefusedError, UnreachableError, Visitor
from ._page import Page

EVERY = 4.0
"""Seconds between two looks at the room."""
SETTING = "room"


@dataclass(frozen=True, slots=True)
class Heard:
    """What one look at the room brought: that ``sent`` was taken, how the room stands, or why not."""

    sent: Mapping[str, str] | None = None
    now: Now | None = None
    refused: RefusedError | None = None


@dataclass
class Joining:
    """One learner's place in a session, or on the way to one."""

    page: Page
    visitor: Visitor | None = None
    now: Now | None = None
    ahead: Now | None = None
    ended: str = ""
    offline: bool = False
    pending: dict[str, str] | None = None
    asked: tuple[str, ...] = ()
    view: str = ""
    told: str = ""
    chosen: dict[str, str] = field(default_factory=dict)
    busy: bool = False
    moves: int = 0
    wait: float = EVERY
    stopped: bool = False

    def __post_init__(self) -> None:
        kept = self.page.setting(SETTING)
        if isinstance(kept, dict) and kept.get("token"):
            self.visitor = Visitor(Place(kept["host"], kept["port"]), kept["token"])
            self.pending = kept.get("pending")
            self.offline = True

    # -- where one's words wait --------------------------------------------------------------------------

    def remember(self) -> None:
        """Keep the place in the room, so that a new kernel or a reload comes back to it; it is in no copy."""
        if self.visitor is None:
            self.page.set(SETTING, None)
            return
        at = self.visitor.at
        held = {"host": at.host, "port": at.port, "token": self.visitor.token, "pending": self.pending}
        self.page.set(SETTING, {**held, "private": True})

    def slot(self, prompt: str) -> tuple[str, str]:
        """The draft for a question of the running case, in this room and no other."""
        token = self.visitor.token if self.visitor else ""
        case = self.now.case_id if self.now else ""
        return (f"room_{tokens.digest(token)[:8]}", f"{case}.{prompt}")

    def draft(self, prompt: str) -> str:
        """What is typed and isn't in the room yet."""
        return self.page.draft(self.slot(prompt))[0]

    def unsent(self) -> list[str]:
        """Every text of this room that the room doesn't have."""
        if self.page.journal is None:
            return []
        drafts = self.page.journal.drafts(self.page.id)
        return [d.text for d in drafts if d.scenario == self.slot("")[0] and d.text.strip()]

    def blank(self, slot: tuple[str, str]) -> None:
        """Take words out of the drafts; what stands in the box stays there."""
        text, revision = self.page.draft(slot)
        if text and self.page.journal is not None:
            saved = self.page.journal.save_draft(self.page.id, *slot, "", base=revision, writer="room")
            self.page.texts[self.page.id, *slot] = (saved.draft.text, saved.draft.revision)

    def forget(self) -> None:
        """Nothing of the room stays here."""
        if self.page.journal is not None:
            room = self.slot("")[0]
            for draft in self.page.journal.drafts(self.page.id):
                if draft.scenario == room:
                    self.blank((draft.scenario, draft.prompt))
        self.visitor = self.now = self.ahead = self.pending = None
        self.ended, self.view, self.told, self.chosen, self.asked = "", "", "", {}, ()
        self.offline = False
        self.remember()

    # -- what is on now ----------------------------------------------------------------------------------

    @property
    def standing(self) -> tuple[str, str, str]:
        """What a learner is told of when it changes: the case, the step, and whether it is over."""
        return (self.now.case_id, self.now.step, self.ended) if self.now else ("", "", self.ended)

    @property
    def question(self) -> str:
        """The question that is open: the one chosen, else the first of the step."""
        prompts = [p.id for p in self.now.prompts] if self.now else []
        chosen = self.chosen.get("question", "")
        return chosen if chosen in prompts else prompts[0] if prompts else ""

    @property
    def written(self) -> Written | None:
        """What the room holds for the open question."""
        return self.now.written(self.question) if self.now else None

    @property
    def is_writing(self) -> bool:
        """Whether words stand in the box that the room doesn't have."""
        text = self.draft(self.question)
        return bool(text.strip()) and text != (self.written.text if self.written else "")

    # -- the way to the room -----------------------------------------------------------------------------

    def look(self) -> Heard:
        """Send what waits, and ask how the room stands. Touches nothing here: it may run beside the page.

        Raises UnreachableError.
        """
        assert self.visitor is not None  # noqa: S101 - asked before
        sent = dict(self.pending) if self.pending else None
        try:
            if sent:
                self.visitor.do("answer", **sent)
            return Heard(sent, self.visitor.now())
        except RefusedError as no:
            return Heard(refused=no)

    def hear(self, heard: Heard) -> None:
        """Take in what a look brought."""
        self.offline = False
        self.wait = EVERY
        if heard.refused is not None:
            self._refused(heard.refused)
            return
        if heard.sent:
            self.taken(heard.sent)
        then, now = self.now, heard.now
        went_on = then and now and (then.step, then.case_id) != (now.step, now.case_id)
        if went_on and self.is_writing and not heard.sent:
            self.ahead = heard.now
        else:
            self.now, self.ahead = heard.now, None

    def _refused(self, no: RefusedError) -> None:
        if no.why in ("gone", "over"):
            self.ended, self.pending = no.why, None
            self.now = self.ahead = None
            self.remember()
            return
        if self.pending is None:
            self.told = "join.no_room"
            return
        self.asked = no.kinds if no.why == "details" else ()
        self.told = "" if self.asked else _NOTES.get(no.why, "told.old_form")
        self.pending = None
        self.remember()

    def taken(self, sent: Mapping[str, str]) -> None:
        """The room has these words: they leave the drafts, unless more was typed since."""
        slot = (self.slot("")[0], f"{sent['case']}.{sent['prompt']}")
        if self.page.draft(slot)[0] == sent["text"]:
            self.blank(slot)
        if self.pending == sent:
            self.pending = None
        self.asked = ()
        if sent.get("details") == "replace":
            key = (self.page.id, *slot)
            self.page.placed[key] = self.page.placed.get(key, 0) + 1
        self.remember()

    def do(self, move: str, **said: str) -> dict[str, Any]:
        """A move of one's own, and how the room stands after it. Raises RefusedError and UnreachableError."""
        assert self.visitor is not None  # noqa: S101 - asked before
        self.moves += 1
        came = self.visitor.do(move, **said)
        self.hear(Heard(now=self.visitor.now()))
        return came

    def try_now(self) -> None:
        """Look at the room at once. Without a connection, words that wait go on waiting."""
        if self.visitor is None or self.busy:
            return
        self.moves += 1
        try:
            self.hear(self.look())
        except UnreachableError:
            self.offline = True


_NOTES: Mapping[str, str] = {"empty": "note.empty", "too_long": "note.too_long"}
