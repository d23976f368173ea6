"""A conversation as it stands, and what one more turn makes of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from workbook_lib.listening import answering
from workbook_lib.listening.client import Client
from workbook_lib.listening.deeds import RESTS_ON, deeds, does_any
from workbook_lib.listening.small_talk import SmallTalk, mentions
from workbook_lib.listening.standing import IN_PEACE, Standing, follow
from workbook_lib.listening.subjects import subjects
from workbook_lib.model import Evidence, TurnReading


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of the learner's, and the client's answer.

    ``evidence`` are quotes of ``text``: ``text[e.start:e.end] == e.quote``. ``seen`` is what can be seen or heard
    of the client before they speak, ``line`` what they say, ``told`` the fact they told with it. ``parting`` are
    their last words and ``ending`` how it ended; both are empty while it goes on. The rest is how it stands after.
    """

    text: str
    deeds: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    seen: str
    line: str
    told: str
    parting: str
    ending: str
    state: str
    trust: int
    heat: int
    helped: int
    limits: int


@dataclass(frozen=True, slots=True)
class Conversation:
    """All that was said with one client, from the first line on. ``ended`` is empty while it goes on."""

    client: str
    version: int
    seed: int
    opening: str
    turns: tuple[Turn, ...] = ()
    stopped: str = ""

    @property
    def ended(self) -> str:
        """The kind of ending, or how the learner stopped it."""
        return self.stopped or (self.turns[-1].ending if self.turns else "")

    @property
    def told(self) -> tuple[str, ...]:
        """The facts told so far, in order."""
        return tuple(turn.told for turn in self.turns if turn.told)

    @property
    def used(self) -> frozenset[str]:
        """Everything that was said or seen of the client; none of it comes again."""
        said = {self.opening}
        for turn in self.turns:
            said |= {turn.seen, turn.line, turn.parting}
        return frozenset(said - {""})

    @property
    def client_said(self) -> str:
        """The client's last words."""
        if not self.turns:
            return self.opening
        return next((t.line for t in reversed(self.turns) if t.line), self.opening)

    @property
    def heard(self) -> bool:
        """Whether anything of theirs was heard so far."""
        return any(does_any(turn.deeds, ("heard",)) for turn in self.turns)

    def before(self, number: int) -> Conversation:
        """The conversation as it stood before the turn ``number``, counted from 0."""
        return Conversation(self.client, self.version, self.seed, self.opening, self.turns[:number])


def begin(client: Client, seed: int) -> Conversation:
    """A new conversation; ``seed`` chooses among the client's lines."""
    opening = client.opening[answering.place(seed, "opening", len(client.opening))]
    return Conversation(client.id, client.version, seed, opening)


def say(
    client: Client, talk: Conversation, text: str, reading: TurnReading, small: SmallTalk
) -> Conversation:
    """The conversation after the learner said ``text``, which was read as ``reading``."""
    before = standing(client, talk)
    done = _done(client, talk, text, reading, small)
    about = subjects(client, text, reading, small, before.told, done)
    heard = answering.Heard(done, reading, about, before.told, last=client.facts.get(before.tells))
    # What was told is not passed over for the next thing while there is more to say of it.
    stays = heard.dwells is not None and not set(heard.dwells.more) <= talk.used
    spoken_of, room = ((), False) if stays else (about.facts, about.room)
    now = follow(client, before, done, spoken_of, asking=about.asks, room=room)
    heard = replace(heard, trust=now.trust)
    turn = _answered(client, talk, before, now, text, heard)
    turn = replace(turn, evidence=_shown(turn, reading, small))
    return Conversation(talk.client, talk.version, talk.seed, talk.opening, (*talk.turns, turn))


def standing(client: Client, talk: Conversation) -> Standing:
    """How the client stands now."""
    if not talk.turns:
        return Standing.first(client)
    last = talk.turns[-1]
    return Standing(
        state=last.state,
        trust=last.trust,
        heat=last.heat,
        helped=last.helped,
        limits=last.limits,
        turns=len(talk.turns),
        told=talk.told,
        done=last.deeds,
        tells=last.told,
    )


def _done(
    client: Client, talk: Conversation, text: str, reading: TurnReading, small: SmallTalk
) -> tuple[str, ...]:
    plain = _plain(text)
    if plain and any(plain == _plain(turn.text) for turn in talk.turns):
        return ("repeats",)
    lines = (turn.line for turn in talk.turns)
    said = " ".join((client.setting, client.wants, client.settles_for, talk.opening, *lines))
    abouts = [fact.about for fact in client.facts.values()] + [answer.about for answer in client.answers]
    topic = any(mentions(text, about) for about in abouts)
    return deeds(
        reading,
        text,
        small,
        early=3 * len(talk.told) < len(client.facts),
        asked=topic and "?" in text,
        matter=topic or small.shares(text, said),
        listened=talk.heard,
        spared=not any({"grates", "belittles"} & set(turn.deeds) for turn in talk.turns),
    )


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def _answered(
    client: Client, talk: Conversation, before: Standing, now: Standing, text: str, heard: answering.Heard
) -> Turn:
    said = answering.Saying(talk.seed, now.turns, set(talk.used))
    state, ending = client.states[now.state], now.ending
    seen = line = parting = ""
    lasts = ending is not None and ending.kind in IN_PEACE and answering.can_answer(heard)
    if now.tells or ending is None or lasts:
        line, agrees = answering.line(client, state, said, heard, client.facts.get(now.tells))
        if not line:  # nothing is left to say: they go
            ending = ending or client.endings[-1]
        if agrees and now.state != before.state and not line.startswith("("):
            seen = said.fresh(state.seen, "seen")
    if ending is not None:
        parting, seen = said.fresh(ending.says, ending.kind), ""
    return Turn(
        text=text,
        deeds=now.done,
        evidence=(),
        seen=seen,
        line=line,
        told=now.tells,
        parting=parting,
        ending=ending.kind if ending else "",
        state=now.state,
        trust=now.trust,
        heat=now.heat,
        helped=now.helped,
        limits=now.limits,
    )


def _shown(turn: Turn, reading: TurnReading, small: SmallTalk) -> tuple[Evidence, ...]:
    """What the deeds rest on: some on what was read as another."""
    kept = {RESTS_ON.get(deed, deed) for deed in turn.deeds}
    found = tuple(e for e in reading.evidence if e.dimension in kept)
    missing = kept - {e.dimension for e in found}
    return (*found, *small.quotes(turn.text, missing))


def as_data(talk: Conversation) -> dict[str, Any]:
    """Plain dicts and lists, for JSON."""
    return asdict(talk)


def conversation_of(data: Mapping[str, Any]) -> Conversation:
    """What `as_data` gave. Raises KeyError or TypeError on anything else."""
    turns = tuple(
        Turn(**{**t, "deeds": tuple(t["deeds"]), "evidence": tuple(Evidence(**e) for e in t["evidence"])})
        for t in data["turns"]
    )
    return Conversation(**{**data, "turns": turns})
