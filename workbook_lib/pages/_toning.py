"""The same trouble told in several moods: a reply to each, and how both are written, side by side."""

from __future__ import annotations

from typing import Any

from .. import render
from ..activities import lines, register, toning
from ..parts import Actions, Button, Choices, Group, Html, Option, Part
from ..widgets import Choice, Event, Press
from ._bench import Bench, Done
from ._cases import OWN
from ._reader import NoReader, Reader
from ._station import Station
from ._tone_reader import ToneReader


class _Moods(Station):
    """A station with moods to choose from."""

    @property
    def told(self) -> toning.Toning:
        """The moods, the remarks and the troubles."""
        return self.page.content.activities[self.page.id].tone[self.station]

    def _mood(self, chosen: object) -> str:
        """The mood that was chosen, else the first."""
        return str(chosen) if chosen in self.told.moods else next(iter(self.told.moods))


class Toning(_Moods):
    """One trouble at a time; the learner chooses who writes."""

    @property
    def troubles(self) -> list[toning.Trouble]:
        """The troubles, those of the learner's desk first."""
        return lines.for_desk(self.told.troubles, self.page.desk)

    @property
    def here(self) -> toning.Trouble:
        """The trouble that is open."""
        by_id = {trouble.id: trouble for trouble in self.troubles}
        return by_id.get(self._place("trouble"), self.troubles[0])

    @property
    def mood(self) -> str:
        """Who writes: the one that was chosen, else the first."""
        return self._mood(self._place("mood"))

    def _place(self, key: str) -> str:
        return str(self.page.place.get(self.station, {}).get(key, ""))

    def _remember(self, **more: Any) -> None:
        self.page.remember(**{self.station: {**self.page.place.get(self.station, {}), **more}})

    def _bench(self, mood: str) -> Bench:
        trouble = self.here
        reader = ToneReader(self.page, self.told, mood, trouble.clients[mood], trouble.theirs)
        label, help = self.page.own("reply_label"), self.page.own("reply_help")
        asked = f"{label} ({self.told.moods[mood]}) “{trouble.clients[mood]}”"
        return self.box(Bench(self.page, (trouble.id, mood), label, help, reader, 6, asked))

    def move(self, event: Event) -> Done | None:
        """Another client, another trouble."""
        if isinstance(event, Choice):
            self._remember(mood=event.value)
            return Done(announce=self.here.clients.get(self.mood, ""))
        if not isinstance(event, Press):
            return None
        to = lines.beside([t.id for t in self.troubles], self.here.id, 1 if event.name == "next" else -1)
        self._remember(trouble=to)
        return Done(f"trouble-{to}")

    def parts(self) -> list[Part]:
        """The trouble, who writes it, the reply, and what the replies to it have in common."""
        trouble = self.here
        number = [one.id for one in self.troubles].index(trouble.id) + 1
        html = render.template(
            "trouble.html", trouble=trouble, number=number, total=len(self.troubles), own=self.page.own
        )
        options = tuple(Option(mood, self._tally(mood, label)) for mood, label in self.told.moods.items())
        message = render.template(
            "message_in_mood.html", mood=self.told.moods[self.mood], text=trouble.clients[self.mood]
        )
        shown: list[Part] = [
            Html(f"trouble-{trouble.id}", html),
            Choices("mood", self.told.legend, options, self.mood),
            Html(f"message-{trouble.id}-{self.mood}", message),
            self._bench(self.mood).parts(),
            *self._stays(),
        ]
        before = Button("before", self.page.own("trouble_before"))
        ways = Actions("ways", (Button("next", self.page.own("trouble_next")), before))
        return [Group(f"toning-{trouble.id}", tuple(shown)), ways]

    def _tally(self, mood: str, label: str) -> str:
        return self.page.own("answered", mood=label) if self._bench(mood).kept() else label

    def _stays(self) -> tuple[Part, ...]:
        """What two or more replies to this trouble have in common, and a box for what one makes of it."""
        kept = [bench.kept()[-1].text for mood in self.told.moods if (bench := self._bench(mood)).kept()]
        if len(kept) < 2:
            return ()
        own, found = self.page.own, register.stays(kept)
        said = [(own(f"stays_{kind}"), [q for q in quotes if q]) for kind, quotes in found.items()]
        html = render.template("stays.html", name=self.here.id, own=own, count=len(kept), said=said)
        return (
            Group(f"stays-{self.here.id}", (Html(f"stays-{self.here.id}", html), self._voice()), look="step"),
        )

    def _voice(self) -> Group:
        label, help = self.page.own("voice_label"), self.page.own("voice_help")
        slot, reader = (self.here.id, "voice"), NoReader(self.page)
        return self.box(Bench(self.page, slot, label, help, reader, 3)).parts()


class OwnTone(_Moods):
    """A message one got, and one's own answer to it, side by side."""

    @property
    def mood(self) -> str:
        """How the learner says their client writes, else the first mood."""
        return self._mood(self.page.place.get("own_mood"))

    def _bench(self, key: str, prompt: str, reader: Reader, rows: int) -> Bench:
        own = self.page.own
        label, help = own(f"{key}_label"), own(f"{key}_help")
        return self.box(Bench(self.page, (OWN, prompt), label, help, reader, rows))

    def move(self, event: Event) -> Done | None:
        """How the client writes."""
        if isinstance(event, Choice):
            self.page.remember(own_mood=event.value)
        return None

    def parts(self) -> list[Part]:
        """Their message, how they write, and one's own answer."""
        theirs = self._bench("theirs", "their_message", NoReader(self.page), 5)
        mine = self._bench("mine", "my_reply", ToneReader(self.page, self.told, self.mood, theirs.text), 6)
        options = tuple(Option(mood, label) for mood, label in self.told.moods.items())
        return [
            theirs.parts(goes_on=True),
            Choices("own-mood", self.page.own("own_legend"), options, self.mood),
            mine.parts(),
        ]
