"""A conversation that two people write: one plays the client, one is at the desk. And the observer's sheet."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from .. import care as worries
from .. import render
from ..listening import Client, small_talk_of
from ..listening.deeds import CLOSES, ORDER
from ..listening.hearing import hear_beside
from ..parts import Actions, Button, Choices, Group, Html, Option, Part
from ..widgets import Choice, Event, Form, Press, Reply
from . import _care as care
from . import _talk_parts as talk_parts
from . import _talk_shown as shown
from ._files import free_path, learners_folder
from ._page import Page

SLOT = ("two", "line")
OPENS = (
    "takes_up", "names_feeling", "asks_open", "stays", "offers_choice", "acts", "kind_limit", "asks_closed",
)  # fmt: skip
"""What an observer listens for, those that open first; those that close come after."""


@dataclass
class ForTwo:
    """Who plays whom, and what was put down so far: lines in turn, the client's first."""

    page: Page
    note: str = field(init=False, default="")

    @property
    def words(self) -> Mapping[str, str]:
        """The page's own words."""
        return self.page.content.pages[self.page.id].words

    @property
    def state(self) -> Mapping[str, Any]:
        """Where it stands: client, begun, lines, done."""
        state: Mapping[str, Any] = self.page.place.get("two") or {}
        return state

    def _set(self, **changed: Any) -> None:
        self.page.remember(two={**self.state, **changed})

    @property
    def client(self) -> Client:
        """Who is played; the first where nobody was chosen yet."""
        clients = self.page.content.clients
        return clients.get(str(self.state.get("client")), next(iter(clients.values())))

    @property
    def lines(self) -> list[str]:
        """What was put down: the client's lines at even places, the others between."""
        return [str(line) for line in self.state.get("lines", ())]

    @property
    def clients_turn(self) -> bool:
        """Whether the next line is the client's."""
        return len(self.lines) % 2 == 0

    def act(self, event: Event, form: Form) -> Reply:
        """A choice or a press."""
        self.note = ""
        if isinstance(event, Choice):
            self._set(client=event.value)
            return Reply(self.parts())
        if isinstance(event, Press):
            return MOVES[event.name](self)
        return Reply()

    def begin(self) -> Reply:
        """Begin with whoever is chosen."""
        self._set(client=self.client.id, begun=True, lines=[], done=False)
        return Reply(self.parts(), focus="two-line")

    def put(self) -> Reply:
        """Put a line down; then it is the other one's turn."""
        text = self.page.draft(SLOT)[0].strip()
        if not text:
            self.note = "empty"
            return Reply(self.parts(), focus="two-line", announce=self.words["empty"])
        found = worries.concern(text, self.page.content.care)
        if found and not (self.client.safety and found.kind != "self_harm"):
            self.note = care.BIGGER
            return Reply(self.parts(), focus="care-heading")
        self._set(lines=[*self.lines, text])
        self.page.put(SLOT, "")
        return Reply(self.parts(), focus="two-line")

    def done(self) -> Reply:
        """Stop, keep what was put down, and look back."""
        if self.lines and not self.state.get("done"):
            names = (self.client.name, self.words["two_line_staff"])
            text = "\n".join(f"{names[i % 2]}: {line}" for i, line in enumerate(self.lines))
            wording = self.words["two_heading"]
            self.page.keep((self.client.id, "two"), text, wording, None)
        self._set(done=True)
        return Reply(self.parts(), focus="two-after")

    def anew(self) -> Reply:
        """Back to the choice."""
        self._set(begun=False, lines=[], done=False)
        return Reply(self.parts(), focus="two-client")

    def sheet(self) -> Reply:
        """The observer's sheet as a file that prints well."""
        path = free_path(learners_folder() / f"observers-sheet-{date.today().isoformat()}.html")
        html = render.template(
            "talk_sheet.html",
            client=self.client,
            setting=render.paragraphs(self.client.setting),
            opens=OPENS,
            closes=[deed for deed in ORDER if deed in CLOSES and deed != "repeats"],
            words=self.words,
            language=self.page.content.language,
        )
        path.write_text(html, encoding="utf-8")
        self.note = self.words["sheet_at"].replace("{path}", str(path))
        return Reply(self.parts(), announce=self.note)

    # -- what is shown -------------------------------------------------------------------------------------

    def parts(self) -> list[Part]:
        """Choosing, writing in turn, or looking back; nothing where there is nobody to play."""
        if not self.page.content.clients:
            return []
        if not self.state.get("begun"):
            return self._choosing()
        if self.state.get("done"):
            return self._looking_back()
        return self._writing()

    def _choosing(self) -> list[Part]:
        options = tuple(Option(c.id, f"{c.title}: {c.name}") for c in self.page.content.clients.values())
        begin = Button("begin", self.words["two_begin"], main=True)
        sheet = Button("sheet", self.words["sheet"])
        choice = Choices("two-client", self.words["two_choose"], options, self.client.id)
        return [choice, Actions("two-begin", (begin, sheet)), *self._told()]

    def _told(self) -> list[Part]:
        if not self.note or self.note in {care.BIGGER, "empty"}:
            return []
        return [Html("two-said", render.template("own_said.html", text=self.note))]

    def _writing(self) -> list[Part]:
        who = "client" if self.clients_turn else "staff"
        label = self.words[f"two_say_{who}"].replace("{name}", self.client.name)
        editor = self.page.editor("two-line", label, self.words[f"two_help_{who}"], SLOT, rows=3, sends="put")
        buttons = (
            Button("put", self.words["two_put"], main=True),
            Button("done", self.words["two_done"]),
            Button("sheet", self.words["sheet"]),
        )
        card = Html("two-card", render.template("talk_card.html", client=self.client, words=self.words))
        setting = talk_parts.setting(self.client, self.words)
        return [
            setting,
            card,
            self._log(),
            editor,
            *self._stopped(),
            Actions("two-do", buttons),
            *self._told(),
        ]

    def _stopped(self) -> list[Part]:
        if self.note == care.BIGGER:
            return [Html("care", care.met(self.page, care.BIGGER))]
        if self.note == "empty":
            return [Html("two-note", render.template("intro.html", text=self.words["empty"]))]
        return []

    def _log(self) -> Group:
        label = self.words["log"].replace("{name}", self.client.name)
        return Group("two-log", tuple(self._line(i) for i in range(len(self.lines))), look="log", label=label)

    def _line(self, place: int) -> Html:
        name, who = (self.client.name, "client") if place % 2 == 0 else (self.words["two_line_staff"], "you")
        return Html(f"two-{place}", shown.said(name, who, self.lines[place]))

    def _looking_back(self) -> list[Part]:
        rows: list[Part] = []
        small = small_talk_of(self.words)
        for place, text in enumerate(self.lines):
            rows.append(self._line(place))
            if place % 2:
                deeds, evidence = hear_beside(text, self.lines[place - 1], self.lines[:place], small)
                did = shown.did(deeds, evidence, self.words)
                html = render.template("talk_did.html", did=did, words=self.words)
                rows.append(Html(f"two-did-{place}", html))
        head = render.template("talk_two_after.html", words=self.words)
        anew = Button("anew", self.words["two_anew"], main=True)
        return [
            Html("two-head", head),
            Group("two-rows", tuple(rows)),
            Actions("two-anew", (anew, Button("sheet", self.words["sheet"]))),
            *self._told(),
        ]


MOVES: Mapping[str, Callable[[ForTwo], Reply]] = {
    "begin": ForTwo.begin,
    "put": ForTwo.put,
    "done": ForTwo.done,
    "anew": ForTwo.anew,
    "sheet": ForTwo.sheet,
}
"""What a button's name calls."""
