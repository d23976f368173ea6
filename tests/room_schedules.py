"""Random sessions for the attack on the room: who comes, answers, writes again, leaves, and what is looked at."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.room_attack import Answer, Seen
from workbook_lib.group import privacy
from workbook_lib.model import Dimension, Rubric

DIMENSION = "perspective"
RUBRIC = Rubric(
    "reflection",
    "1",
    "reflection",
    tuple(Dimension(d, d, "", "", ("", "", "")) for d in (DIMENSION, "self_awareness")),
)


@dataclass
class Phone:
    """One browser in the room; ``owner`` is who holds it, and may hold several."""

    owner: str
    desk: str
    answers: dict[str, tuple[Answer, int]] = field(default_factory=dict)
    """What stands for each case now: the answer and its level."""


@dataclass
class Session:
    """What happened, and all that an onlooker has seen. ``look`` decides what is shown when somebody asks."""

    rng: random.Random
    look: Callable[[Session, bool], list[Seen]]
    phones: list[Phone] = field(default_factory=list)
    case: str = "a"
    taken: list[privacy.Snapshot] = field(default_factory=list)
    seen: list[Seen] = field(default_factory=list)
    truth: dict[Answer, int] = field(default_factory=dict)
    made: int = 0
    weights: tuple[int, int, int] = (1, 1, 1)

    def counted(self) -> list[Phone]:
        return [p for p in self.phones if self.case in p.answers]

    def write(self, phone: Phone) -> None:
        self.made += 1
        answer, level = (phone.owner, self.made), self.rng.choices(range(3), self.weights)[0]
        phone.answers[self.case] = (answer, level)
        self.truth[answer] = level


def run(seed: int, look: Callable[[Session, bool], list[Seen]], largest: int = 8, steps: int = 14) -> Session:
    """One session with up to ``largest`` phones, from its seed."""
    rng = random.Random(seed)
    session = Session(rng, look, weights=rng.choice([(1, 1, 1), (8, 1, 1), (1, 12, 0), (0, 1, 1), (1, 0, 9)]))
    desks = ["", "fines", "teens"][: rng.randint(1, 3)]
    for number in range(rng.randint(5, largest)):
        session.phones.append(Phone(f"p{number}", rng.choice(desks)))
    for phone in session.phones:
        if rng.random() < 0.85:
            session.write(phone)
    for number in range(steps):
        _step(session, rng, desks, f"late{number}", largest)
    session.seen += session.look(session, rng.random() < 0.5)
    return session


def _step(session: Session, rng: random.Random, desks: list[str], name: str, largest: int) -> None:
    """One thing that happens; to look is what happens most."""
    what = rng.choices(["join", "twice", "leave", "write", "look", "case"], [3, 1, 2, 5, 5, 1])[0]
    if what == "join" and len(session.phones) < largest:
        session.phones.append(Phone(name, rng.choice(desks)))
        session.write(session.phones[-1])
    elif what == "twice" and 0 < len(session.phones) < largest:
        session.phones.append(Phone(session.phones[0].owner, rng.choice(desks)))
        session.write(session.phones[-1])
    elif what == "leave" and len(session.phones) > 1:
        session.phones.pop(rng.randrange(len(session.phones)))
    elif what == "write" and session.phones:
        session.write(rng.choice(session.phones))
    elif what == "case":
        session.case = rng.choice("ab")
    elif what == "look":
        session.seen += session.look(session, rng.random() < 0.4)


def guarded(session: Session, by_desk: bool) -> list[Seen]:
    """What the room shows: by the rules of `workbook_lib.group.privacy`."""
    phones, least = session.counted(), privacy.floor()
    heads = len({p.owner for p in session.phones})
    refusal = privacy.refused(
        session.case,
        "reflection",
        {(t.case, t.kind) for t in session.taken},
        answered=len(phones),
        people=len(session.phones),
        heads=heads,
        least=least,
    )
    if refusal:
        return []
    people = [
        privacy.Counted(p.desk, {DIMENSION: p.answers[session.case][1], "self_awareness": 2}) for p in phones
    ]
    snapshot = privacy.snapshot(session.case, "reflection", people, RUBRIC, least=least, by_desk=by_desk)
    session.taken.append(snapshot)
    return [_seen(session, view, phones) for view in snapshot.views]


def _seen(session: Session, view: privacy.View, phones: list[Phone]) -> Seen:
    inside = [p for p in phones if not view.desks or p.desk in view.desks]
    assert len(inside) == view.summary.people
    assert set(view.summary.counts) | set(view.hidden) == {DIMENSION}
    counts = view.summary.counts.get(DIMENSION)
    return Seen(frozenset(p.answers[session.case][0] for p in inside), counts)


def live(session: Session, by_desk: bool) -> list[Seen]:
    """What a careless room would show: everything, as it stands, whenever somebody looks."""
    phones = session.counted()
    desks = sorted({p.desk for p in phones}) if by_desk else [None]
    shown = []
    for inside in ([p for p in phones if desk in (None, p.desk)] for desk in desks):
        levels = [p.answers[session.case][1] for p in inside]
        answers = frozenset(p.answers[session.case][0] for p in inside)
        shown.append(Seen(answers, (levels.count(0), levels.count(1), levels.count(2))))
    return [picture for picture in shown if picture.answers]
