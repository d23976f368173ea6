"""The state of page 20: what was set, the agenda as it stands, and the way back from any change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from .. import render
from ..activities.plan import FEWEST, MOST, Agenda, agenda_from_dict, agenda_to_dict, blocks_of, suggest
from ..activities.session_blocks import WHERES, SessionBlocks, Where
from ..parts import Editor, Html, Part
from ..widgets import Event, Form, Reply
from ._files import Said
from ._page import Page
from ._planned import BANKS, FIELDS, SETUP, merged, slot

STEPS_BACK = 8
"""So many changes of an agenda can be undone."""


@dataclass
class Plan:
    """The page as it stands open: its forms, what was said last, and where."""

    page: Page
    said: Said | None = None
    forms: list[tuple[Form, Callable[[], list[Part]]]] = field(default_factory=list)

    # -- words --------------------------------------------------------------------------------------------

    def word(self, key: str, **values: object) -> str:
        """One of the page's own words."""
        return self.page.own(key, **values)

    @property
    def told(self) -> SessionBlocks:
        """What sessions are built of."""
        return blocks_of(self.page.content)

    def note(self, id: str, text: str) -> Html:
        """A quiet sentence."""
        return Html(id, render.template("intro.html", text=text))

    def typed(self, name: str) -> str:
        """What stands in one of the boxes about the session."""
        return self.page.draft((SETUP, name))[0].strip()

    def editor(self, name: str, slot: tuple[str, str], start: str = "", **more: Any) -> Editor:
        """A box with the words ``<name>_label`` and ``<name>_help``; ``start`` stands in it until it is changed."""
        made = self.page.editor(name, self.word(f"{name}_label"), self.word(f"{name}_help"), slot, **more)
        return made if made.revision else replace(made, text=start)

    # -- what was set -------------------------------------------------------------------------------------

    @property
    def minutes(self) -> int:
        """The length that was chosen; an hour at first, where there is one."""
        runs = list(self.told.runs)
        chosen = self.page.place.get("minutes")
        return chosen if chosen in runs else 60 if 60 in runs else runs[0]

    @property
    def where(self) -> Where:
        """In a room at first."""
        chosen = self.page.place.get("where")
        return next((where for where in WHERES if where == chosen), WHERES[0])

    @property
    def people(self) -> int | None:
        """How many were typed; None where that is no number of people."""
        text = self.typed("people")
        number = int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 0
        return number if FEWEST <= number <= MOST else None

    @property
    def desks(self) -> tuple[str, ...]:
        """The desks that were ticked."""
        return self._ticked("desks", list(self.page.content.desks))

    @property
    def aims(self) -> tuple[str, ...]:
        """The aims that were ticked."""
        return self._ticked("aims", list(self.told.aims))

    @property
    def manager(self) -> bool:
        """Whether a line manager takes part."""
        return bool(self.page.place.get("manager"))

    @property
    def name(self) -> str:
        """What the session is called."""
        return " ".join(self.typed("session").split()) or self.word("session_start")

    def _ticked(self, key: str, known: list[str]) -> tuple[str, ...]:
        ticked = self.page.place.get(key, ())
        return tuple(id for id in known if id in ticked)

    # -- the agenda ---------------------------------------------------------------------------------------

    @property
    def bank(self) -> str:
        """Where the words that were changed stand now."""
        return str(self.page.place.get("bank", BANKS[0]))

    def agenda(self) -> Agenda | None:
        """The agenda with everything that was changed."""
        return merged(self.page.place, self.page.draft)

    def suggest(self) -> Agenda | None:
        """Suggest an agenda from what was set; None where it isn't said how many people come."""
        people = self.people
        if people is None:
            return None
        made = suggest(
            self.minutes,
            people,
            self.desks,
            self.aims,
            self.where,
            self.page.content,
            manager=self.manager,
        )
        self._begin(made)
        return made

    def again(self, agenda: Agenda) -> None:
        """The suggestion from which ``agenda`` came."""
        settings = (agenda.minutes, agenda.people, agenda.desks, agenda.aims, agenda.where)
        self._begin(suggest(*settings, self.page.content, manager=agenda.manager))

    def _begin(self, made: Agenda) -> None:
        """Begin with a suggestion in the other bank; what was there before the last one is gone for good."""
        place, old = self.page.place, self.bank
        new = BANKS[old == BANKS[0]] if place.get("agenda") else old
        back = [step for step in place.get("back", ()) if step["bank"] != new]
        if place.get("agenda"):
            back.append({"bank": old, "agenda": place["agenda"]})
        changed = {**place.get("changed", {}), new: []}
        self.page.remember(
            agenda=agenda_to_dict(made), bank=new, changed=changed, back=back[-STEPS_BACK:], open=""
        )

    def change(self, to: Callable[[Agenda], Agenda], *, open: str | None = None) -> None:
        """Change the agenda's items or their order; the step before can be taken back.

        ``to`` is given the agenda without what was typed: words stand in drafts, whatever the order.
        """
        place = self.page.place
        back = [*place.get("back", ()), {"bank": self.bank, "agenda": place["agenda"]}]
        made = agenda_to_dict(to(agenda_from_dict(place["agenda"])))
        more = {} if open is None else {"open": open}
        self.page.remember(agenda=made, back=back[-STEPS_BACK:], **more)

    def undo(self) -> bool:
        """Take back the last change of the agenda; False where there is none."""
        back = list(self.page.place.get("back", ()))
        if not back:
            return False
        last = back.pop()
        self.page.remember(agenda=last["agenda"], bank=last["bank"], back=back, open="")
        return True

    def open(self, id: str) -> None:
        """Open an item for changing. From then on its words are what stands in its boxes."""
        place, agenda = self.page.place, self.agenda()
        item = next((i for i in agenda.items if i.id == id), None) if agenda else None
        if item is None:
            return
        changed = place.get("changed", {})
        mine = list(changed.get(self.bank, ()))
        if id not in mine:
            texts = (item.title, str(item.minutes), item.words, "\n".join(item.questions))
            for name, text in zip(FIELDS, texts, strict=True):
                self.page.put(slot(self.bank, id, name), text)
            mine.append(id)
        self.page.remember(open=id, changed={**changed, self.bank: mine})

    # -- the forms ----------------------------------------------------------------------------------------

    def form(self, plain: str, parts: Callable[[], list[Part]], act: Callable[[Event], Reply]) -> Form:
        """A section as a form. What is done in one may change what the others show."""

        def handle(event: Event, form: Form) -> Reply:
            self.said = None
            reply = act(event)
            for other, draw in self.forms:
                if other is not form:
                    other.show(draw())
            return Reply(parts(), focus=reply.focus, announce=reply.announce, trouble=reply.trouble)

        made = self.page.form(parts(), self.word(plain), handle)
        self.forms.append((made, parts))
        return made
