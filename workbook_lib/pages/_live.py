"""The live page as it stands open: what its facilitator chose, what was said last, and its two forms."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from .. import render
from ..group.network import Address
from ..group.on_hub import NotAllowedError
from ..group.privacy import OTHERS
from ..group.talking import MoveRefusedError, UnreachableError
from ..model import Scenario
from ..parts import Html, Part
from ..widgets import Event, Form, Reply
from ._files import Said
from ._live_plan import Plan
from ._live_watch import Watch
from ._page import Page

SLOT = ("live", "heads")
"""The draft of how many people the facilitator sees."""

REFUSED = frozenset({"too_few", "taken", "more_than_heads", "no_heads", "over"})
"""Why the room makes no move, as far as the page has words of its own for it."""


@dataclass
class Live:
    """One opening of the page.

    ``picked`` are choices by their part, ``lifted`` the pictures that are to be seen now (case and kind), ``said``
    what was said last and below which part, ``export`` the same of a file. ``projected``: only what is for the room
    is shown; ``ending`` and ``giving_up`` are asked once more. ``news`` is the key of what became of a start.
    """

    page: Page
    watch: Watch
    plan: Plan = field(default_factory=Plan)
    picked: dict[str, str] = field(default_factory=dict)
    lifted: set[tuple[str, str]] = field(default_factory=set)
    said: tuple[str, str] = ("", "")
    ending: bool = False
    giving_up: bool = False
    news: str = ""
    choosing: bool = False
    changing: bool = False
    projected: bool = False
    addresses: list[Address] | None = None
    export: Said | None = None
    forms: list[tuple[Form, Callable[[], list[Part]]]] = field(default_factory=list)

    # -- words -------------------------------------------------------------------------------------------

    def word(self, key: str, **values: Any) -> str:
        """One of the page's own words."""
        return self.page.own(key, **values)

    def html(self, id: str, file: str, /, **values: Any) -> Html:
        """A part from a template of this page."""
        return Html(id, render.template(f"live/{file}.html", word=self.page.word, own=self.word, **values))

    def told(self, place: str) -> list[Part]:
        """What was said last, where it belongs below this part."""
        where, text = self.said
        return [self.html(f"said-{place}", "told", name=f"said-{place}", text=text)] if where == place else []

    def tell(self, place: str, key: str, **values: Any) -> Reply:
        """Say something below a part."""
        self.said = (place, self.word(key, **values))
        return Reply(announce=self.said[1])

    # -- the room ----------------------------------------------------------------------------------------

    @property
    def state(self) -> dict[str, Any]:
        """How the room stands; empty where there is none, or it isn't known yet."""
        return dict(self.watch.state or {})

    @property
    def case(self) -> Scenario:
        """The case of the room."""
        scenarios = self.page.content.scenarios
        return scenarios.get(self.state["case"]["id"]) or next(iter(scenarios.values()))

    def pick(self, name: str, default: str) -> str:
        """What was chosen at a part."""
        return self.picked.get(name, default)

    @property
    def least(self) -> int:
        """So many people a picture takes, as chosen: five besides oneself, or more."""
        return max(OTHERS + 1, int(self.pick("least", str(OTHERS + 1))))

    def move(self, place: str, name: str, **said: Any) -> Reply | None:
        """Make a move in the room; what to say where it can't be made."""
        self.said = ("", "")
        try:
            self.watch.move(name, **said)
        except MoveRefusedError as error:
            why = str(error)
            least = self.state.get("least", OTHERS) + 1
            if why in REFUSED:
                return self.tell(place, f"refused_{why}", least=least)
            return self.tell(place, "refused_other", why=why.replace("_", " "))
        except UnreachableError:
            return self.tell(place, "silent")
        return None

    # -- forms -------------------------------------------------------------------------------------------

    def form(
        self, plain: str, parts: Callable[[Live], list[Part]], act: Callable[[Live, Event], Reply]
    ) -> Form:
        """A section as a form. What is done in one may change what the other shows."""

        def handle(event: Event, form: Form) -> Reply:
            try:
                reply = act(self, event)
            except NotAllowedError as no:
                self.said = ("room", self.page.word(f"hub.{no.strerror}"))
                reply = Reply(announce=self.said[1])
            except OSError as fault:
                reply = self.tell("room", "not_written", reason=fault.strerror or fault)
            self.watch.tick()
            return reply

        form = self.page.form(parts(self), self.word(plain), handle)
        self.forms.append((form, lambda: parts(self)))
        return form

    def redraw(self) -> None:
        """Show what is so now. A form is sent only what differs from what it has."""
        for form, draw in self.forms:
            form.show(draw())

    def say(self, key: str) -> None:
        """Announce something that nobody pressed for."""
        if self.forms:
            self.forms[-1][0].tell(self.word(key))
