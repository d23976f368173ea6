"""The same trouble told in several moods: a reply to each, and how both are written, side by side."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from .. import render
from ..activities import lines, register, toning
from ..parts import Actions, Button, Choices, Group, Html, Option, Part
from ..widgets import Choice, Event, Form, Press, Reply
from ._bench import MOVES, Bench
from ._cases import OWN
from ._page import Page
from ._readers import NoReader
from ._tone_reader import ToneReader


@dataclass
class Toning:
    """One trouble at a time; the learner chooses who writes. ``station`` is its name in the activity."""

    page: Page
    station: str
    benches: dict[str, Bench] = field(default_factory=dict)

    @property
    def told(self) -> toning.Toning:
        """The moods, the remarks and the troubles."""
        return self.page.content.activities[self.page.id].tone[self.station]

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
        chosen = self._place("mood")
        return chosen if chosen in self.told.moods else next(iter(self.told.moods))

    def _place(self, key: str) -> str:
        return str(self.page.place.get(self.station, {}).get(key, ""))

    def _remember(self, **more: Any) -> None:
        self.page.remember(**{self.station: {**self.page.place.get(self.station, {}), **more}})

    def _bench(self, mood: str) -> Bench:
        trouble = self.here
        name = f"{trouble.id}-{mood}"
        if name not in self.benches:
            reader = ToneReader(self.page, self.told, mood, trouble.clients[mood], trouble.theirs)
            label, help = self.page.own("reply_label"), self.page.own("reply_help")
            asked = f"{label} ({self.told.moods[mood]}) “{trouble.clients[mood]}”"
            self.benches[name] = Bench(self.page, (trouble.id, mood), label, help, reader, 6, asked)
        return self.benches[name]

    def act(self, event: Event, form: Form) -> Reply:
        """A press, another client, another trouble, or the choice of a remark to take away."""
        if isinstance(event, Choice):
            return self._chosen(event)
        if not isinstance(event, Press):
            return Reply(self.parts())
        what, _, name = event.name.partition(":")
        if what in MOVES:
            done = self.benches[name].do(what)
            return Reply(self.parts(), focus=done.focus, announce=done.announce)
        to = lines.beside([t.id for t in self.troubles], self.here.id, 1 if what == "next" else -1)
        self._remember(trouble=to)
        return Reply(self.parts(), focus=f"trouble-{to}")

    def _chosen(self, event: Choice) -> Reply:
        if event.part == "mood":
            self._remember(mood=event.value)
            return Reply(self.parts(), announce=self.here.clients.get(self.mood, ""))
        self.benches[event.part.removeprefix("dispute-")].choose(event.value)
        return Reply(self.parts())

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
        name = f"{self.here.id}-voice"
        if name not in self.benches:
            label, help = self.page.own("voice_label"), self.page.own("voice_help")
            self.benches[name] = Bench(
                self.page, (self.here.id, "voice"), label, help, NoReader(self.page), 3
            )
        return self.benches[name].parts()


@dataclass
class OwnTone:
    """A message one got, and one's own answer to it, side by side."""

    page: Page
    station: str
    benches: dict[str, Bench] = field(default_factory=dict)

    @property
    def told(self) -> toning.Toning:
        """The moods and the remarks."""
        return self.page.content.activities[self.page.id].tone[self.station]

    @property
    def mood(self) -> str:
        """How the learner says their client writes, else the first mood."""
        chosen = str(self.page.place.get("own_mood", ""))
        return chosen if chosen in self.told.moods else next(iter(self.told.moods))

    def _two(self) -> tuple[Bench, Bench]:
        own = self.page.own
        message = self.page.draft((OWN, "their_message"))[0]
        theirs = Bench(
            self.page, (OWN, "their_message"), own("theirs_label"), own("theirs_help"), NoReader(self.page), 5
        )
        reader = ToneReader(self.page, self.told, self.mood, message)
        mine = Bench(self.page, (OWN, "my_reply"), own("mine_label"), own("mine_help"), reader, 6)
        for bench in (theirs, mine):
            bench.disputing = bench.name in self.benches and self.benches[bench.name].disputing
            self.benches[bench.name] = bench
        return theirs, mine

    def act(self, event: Event, form: Form) -> Reply:
        """A press in a box, how the client writes, or the choice of a remark to take away."""
        self._two()
        if isinstance(event, Choice) and event.part == "own-mood":
            self.page.remember(own_mood=event.value)
        elif isinstance(event, Choice):
            self.benches[event.part.removeprefix("dispute-")].choose(event.value)
        if not isinstance(event, Press):
            return Reply(self.parts())
        what, _, name = event.name.partition(":")
        done = self.benches[name].do(what)
        return Reply(self.parts(), focus=done.focus, announce=done.announce)

    def parts(self) -> list[Part]:
        """Their message, how they write, and one's own answer."""
        theirs, mine = self._two()
        options = tuple(Option(mood, label) for mood, label in self.told.moods.items())
        return [
            theirs.parts(goes_on=True),
            Choices("own-mood", self.page.own("own_legend"), options, self.mood),
            mine.parts(),
        ]
