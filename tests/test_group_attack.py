"""The attack on the room itself: its file, its moves, and all that its facilitator's page is ever told."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

from tests import room_attack
from tests.room_attack import Answer as Held
from tests.room_attack import Seen
from workbook_lib.catalog import built_in
from workbook_lib.group import facilitator, tokens
from workbook_lib.group.kept import Answer
from workbook_lib.group.session import RefusedError, Session
from workbook_lib.group.store import Store
from workbook_lib.model import Assessment, Level, Rating

DIMENSION = "perspective"
CONTENT = built_in("en")


def read_as(level: Level) -> Assessment:
    """A reading of which one dimension matters here."""
    rubric = CONTENT.rubric("reflection")
    ratings = tuple(Rating(d.id, level if d.id == DIMENSION else 0, 0.9, True) for d in rubric.dimensions)
    return Assessment("reflection", rubric.version, "empathy", ratings)


class Played:
    """One session, played at random, and what somebody who watches the facilitator's page learns of it."""

    def __init__(self, path: Path, seed: int) -> None:
        self.rng = random.Random(seed)
        self.session = Session(Store.open(path), CONTENT)
        self.session.begin("CODE", "SECRET", None)
        self.inside: dict[str, tuple[str, str]] = {}
        self.stands: dict[tuple[str, str], Held] = {}
        self.truth: dict[Held, int] = {}
        self.told: list[dict[str, Any]] = []
        self.counted: dict[str, list[tuple[str, Held]]] = {}
        self.cases = list(CONTENT.scenarios)[:2]
        for _ in range(self.rng.randint(6, 14)):
            self.join()
        for _ in range(25):
            self.rng.choice(
                [self.join, self.leave, self.write, self.write, self.look, self.look, self.case]
            )()
        self.look()

    def join(self) -> None:
        desk = self.rng.choice(["", "fines", "teens"])
        name = f"p{len(self.truth)}"
        self.inside[name] = (self.session.store.join(desk), desk)
        self.write(name)

    def leave(self) -> None:
        name = self.rng.choice(sorted(self.inside))
        if len(self.inside) > 1:
            self.session.store.leave(self.inside.pop(name)[0])

    def write(self, name: str = "") -> None:
        name = name or self.rng.choice(sorted(self.inside))
        person = self.session.person(self.inside[name][0])
        assert person is not None
        level: Level = self.rng.choice((0, 1, 1, 2))
        case = self.session.case().id
        given = Answer(person.id, case, "hardship", "words", read_as(level))
        self.session.store.keep_answer(person, tokens.new_id(), given)
        held = (name, len(self.truth))
        self.stands[name, case], self.truth[held] = held, level

    def case(self) -> None:
        self.session.choose_case(self.rng.choice(self.cases))

    def look(self) -> None:
        """Ask for a picture, one way or the other, and take whatever the page tells; and a file of it."""
        case = self.session.case().id
        now = [
            (desk, self.stands[n, case]) for n, (_, desk) in self.inside.items() if (n, case) in self.stands
        ]
        try:
            self.session.snapshot("reflection", heads=len(self.inside), by_desk=self.rng.random() < 0.4)
            self.counted[case] = now
        except RefusedError:
            pass
        self.told += facilitator.state(self.session)["snapshots"]
        self.told += facilitator.shown(self.session)["snapshots"]

    def seen(self) -> list[Seen]:
        return [self._seen(taken["case"], view) for taken in self.told for view in taken["views"]]

    def _seen(self, case: str, view: dict[str, Any]) -> Seen:
        inside = frozenset(a for desk, a in self.counted[case] if not view["desks"] or desk in view["desks"])
        assert len(inside) == view["summary"]["people"]
        counts = view["summary"]["counts"].get(DIMENSION)
        assert (counts is None) == (DIMENSION in view["hidden"])
        return Seen(inside, tuple(counts) if counts else None)


def test_nothing_that_the_facilitators_page_is_told_gives_anybody_away(tmp_path: Path) -> None:
    shown = 0
    for seed in range(12):
        played = Played(tmp_path / f"{seed}.db", seed)
        shown += bool(played.seen())
        assert list(room_attack.breaches(played.seen(), played.truth)) == [], seed
        played.session.store.close()
    assert shown >= 8


@pytest.mark.long
def test_many_more_sessions(tmp_path: Path) -> None:
    for seed in range(1000, 1300):
        played = Played(tmp_path / f"{seed}.db", seed)
        assert list(room_attack.breaches(played.seen(), played.truth)) == [], seed
        played.session.store.close()
