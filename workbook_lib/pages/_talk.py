"""A conversation on a page: its moves. What it shows is in `_talk_parts`."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from .. import care as worries
from ..listening import Client, Conversation, as_data, begin, conversation_of, hear, say, small_talk_of
from ..parts import Part
from ..widgets import Event, Form, Press, Reply
from . import _care as care
from . import _talk_parts as view
from . import _talk_shown as shown
from ._page import Page

SAY = "say"
AGAIN = "say-again"
TRANSCRIPT = "conversation"
SEEDS = 1_000_000


@dataclass
class Talk:
    """Choosing a client, talking with them, and looking back. Where it stands is kept after every turn."""

    page: Page
    talk: Conversation | None = field(init=False, default=None)
    retried: Conversation | None = field(init=False, default=None)
    trying: int = field(init=False, default=0)
    looking: bool = field(init=False, default=False)
    note: str = field(init=False, default="")

    def __post_init__(self) -> None:
        self.small = small_talk_of(self.words)
        place = self.page.place
        self.talk = self._standing(place.get("talk"))
        if self.talk is not None:
            self.looking = bool(place.get("looking"))
            self.trying = int(place.get("trying") or 0)
            self.retried = self._standing(place.get("retried"))

    def _standing(self, data: Mapping[str, object] | None) -> Conversation | None:
        """A conversation as it was kept; None where its client has changed since, or is gone."""
        try:
            talk = conversation_of(data) if data else None
        except (KeyError, TypeError):
            return None
        client = self.clients.get(talk.client) if talk else None
        return talk if client and talk and client.version == talk.version else None

    @property
    def words(self) -> Mapping[str, str]:
        """The page's own words."""
        return self.page.content.pages[self.page.id].words

    @property
    def clients(self) -> Mapping[str, Client]:
        """Everybody one can meet; those who are abusive last."""
        found = sorted(self.page.content.clients.values(), key=lambda client: client.safety)
        return {client.id: client for client in found}

    @property
    def client(self) -> Client:
        """Whom the learner talks with. Raises KeyError where there is nobody."""
        return self.clients[self.talk.client if self.talk else ""]

    @property
    def slot(self) -> tuple[str, str]:
        """The draft of what is being said."""
        return (self.client.id, SAY)

    def met(self) -> set[str]:
        """The clients that were talked with to an end."""
        return {entry.scenario for entry in self.page.entries() if entry.prompt == TRANSCRIPT}

    def parts(self) -> list[Part]:
        """The page as it stands."""
        return view.parts(self)

    # -- what the learner does -----------------------------------------------------------------------------

    def act(self, event: Event, form: Form) -> Reply:
        """What a press does. Drafts never come here."""
        if isinstance(event, Press):
            move, _, about = event.name.partition(":")
            self.note = ""
            return MOVES[move](self, about)
        return Reply()

    def _stand(self, talk: Conversation | None) -> None:
        self.talk, self.retried, self.trying, self.looking = talk, None, 0, False
        self._keep_place()

    def _keep_place(self) -> None:
        self.page.remember(
            talk=as_data(self.talk) if self.talk else None,
            retried=as_data(self.retried) if self.retried else None,
            trying=self.trying,
            looking=self.looking,
        )

    def meet(self, client: str) -> Reply:
        """Begin with somebody. Unsaid words of last time stay in the box."""
        self._stand(begin(self.clients[client], secrets.randbelow(SEEDS)))
        return Reply(self.parts(), focus="setting-title")

    def once_more(self, _: str) -> Reply:
        """The same client, from the beginning."""
        return self.meet(self.client.id)

    def others(self, _: str) -> Reply:
        """Back to the choice."""
        self._stand(None)
        return Reply(self.parts(), focus="choose")

    def say(self, _: str) -> Reply:
        """Say what stands in the box, and hear the answer."""
        if self.talk is None or self.talk.ended:
            return Reply(self.parts())
        text = self.page.draft(self.slot)[0].strip()
        if stopped := self._not_said(text, SAY):
            return stopped
        self.talk = say(self.client, self.talk, text, hear(self.talk, text, self.small), self.small)
        self._keep_place()
        if self.talk.ended:
            self._keep_transcript()
        self.page.put(self.slot, "")
        return Reply(self.parts(), focus="look_back" if self.talk.ended else SAY)

    def _not_said(self, text: str, box: str) -> Reply | None:
        """Why a text isn't said: there is none, or it may be about more than a conversation can hold."""
        if not text:
            self.note = "empty"
            return Reply(self.parts(), focus=box, announce=self.words["empty"])
        found = worries.concern(text, self.page.content.care)
        if found is None or (self.client.safety and found.kind != "self_harm"):
            return None
        self.note = care.BIGGER
        slot = (self.client.id, box)
        kept = [e for e in self.page.entries() if (e.scenario, e.prompt) == slot and e.text == text]
        if not kept:
            self.page.keep(slot, text, self._asked(), care.bigger(self.page, "reply"))
        return Reply(self.parts(), focus="care-heading")

    def _asked(self) -> str:
        return self.words[f"say_{self.client.where}"]

    def _keep_transcript(self) -> None:
        if self.talk and self.talk.turns:
            text = shown.transcript(self.client, self.talk, self.words)
            wording = self.words["log"].replace("{name}", self.client.name)
            self.page.keep((self.client.id, TRANSCRIPT), text, wording, None)

    def stop(self, _: str) -> Reply:
        """The learner ends it."""
        return self._end("stopped")

    def away(self, _: str) -> Reply:
        """The learner steps away and gets help. Always right."""
        return self._end("stepped_away")

    def _end(self, how: str) -> Reply:
        if self.talk and not self.talk.ended:
            self.talk = replace(self.talk, stopped=how)
            self._keep_transcript()
        return self.look_back("")

    def look_back(self, _: str) -> Reply:
        """Open what there is to see afterwards."""
        self.looking = True
        self._keep_place()
        return Reply(self.parts(), focus="after-heading")

    # -- one turn taken back -------------------------------------------------------------------------------

    def again(self, number: str) -> Reply:
        """Take the turn ``number`` (from 1) back, and say it another way."""
        self.trying, self.retried = int(number), None
        self._keep_place()
        return Reply(self.parts(), focus="again-title")

    def again_do(self, _: str) -> Reply:
        """Say it this way, from that very point."""
        if self.talk is None or not 1 <= self.trying <= len(self.talk.turns):
            return Reply(self.parts())
        text = self.page.draft((self.client.id, AGAIN))[0].strip()
        if stopped := self._not_said(text, AGAIN):
            return stopped
        point = self.talk.before(self.trying - 1)
        self.retried = say(self.client, point, text, hear(point, text, self.small), self.small)
        self._keep_place()
        told = self.retried.turns[-1]
        kept = "\n".join(
            (f"{self.words['you']}: {text}", f"{self.client.name}: {told.seen} {told.line} {told.parting}")
        )
        wording = self.words["again_turn"].replace("{number}", str(self.trying))
        self.page.keep((self.client.id, AGAIN), kept, wording, None)
        return Reply(self.parts(), focus="then-now")

    def again_leave(self, _: str) -> Reply:
        """Leave that turn as it was."""
        back, self.trying, self.retried = f"turn-{self.trying}", 0, None
        self._keep_place()
        return Reply(self.parts(), focus=back)

    def go_on_from(self, _: str) -> Reply:
        """Go on with the conversation from the turn that was said anew."""
        if self.retried is not None:
            self._stand(self.retried)
        return Reply(self.parts(), focus=SAY)


MOVES: Mapping[str, Callable[[Talk, str], Reply]] = {
    "meet": Talk.meet,
    "once_more": Talk.once_more,
    "others": Talk.others,
    "say": Talk.say,
    "stop": Talk.stop,
    "away": Talk.away,
    "look_back": Talk.look_back,
    "again": Talk.again,
    "again_do": Talk.again_do,
    "again_leave": Talk.again_leave,
    "go_on_from": Talk.go_on_from,
}
"""What a button's name calls."""
