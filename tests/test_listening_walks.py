"""Whole conversations with real texts: nobody is stuck, all that is declared comes about, hearing opens people."""

from __future__ import annotations

from collections.abc import Iterable
from statistics import mean

import pytest

from tests.listening_players import CLIENTS, WAYS, lines_of, play
from workbook_lib.listening import Conversation


@pytest.fixture(params=sorted(CLIENTS))
def client_id(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=[100, pytest.param(2000, marks=pytest.mark.long)], ids=lambda n: f"{n}-plays")
def plays(request: pytest.FixtureRequest) -> int:
    return int(request.param)


def walk(client_id: str, count: int, ways: Iterable[str]) -> dict[str, list[Conversation]]:
    ways = list(ways)
    return {way: [play(client_id, seed, way) for seed in range(count // len(ways))] for way in ways}


def test_every_conversation_ends_and_all_that_is_declared_comes_about(client_id: str, plays: int) -> None:
    client = CLIENTS[client_id]
    talks = [talk for some in walk(client_id, plays, WAYS).values() for talk in some]
    assert len(talks) == plays
    assert {talk.ended for talk in talks} == {ending.kind for ending in client.endings}
    assert {fact for talk in talks for fact in talk.told} == set(client.facts)
    for talk in talks:
        said = lines_of(talk)
        assert len(said) == len(set(said)), said


def test_hearing_brings_more_to_light_than_managing_and_mixed_play_lies_between(
    client_id: str, plays: int
) -> None:
    count = max(40, plays // 3)
    told = {
        way: [len(play(client_id, seed, way).told) for seed in range(count)]
        for way in ("hearing", "mixed", "managing")
    }
    pairs = zip(told["hearing"], told["managing"], strict=True)
    assert sum(heard > managed for heard, managed in pairs) >= 0.95 * count
    assert mean(told["managing"]) < mean(told["mixed"]) < mean(told["hearing"])


@pytest.mark.long  # the walks above look at it too, in fewer conversations
def test_no_line_comes_twice_in_two_hundred_conversations() -> None:
    ids, ways = sorted(CLIENTS), list(WAYS)
    for seed in range(200):
        said = lines_of(play(ids[seed % len(ids)], seed, ways[seed % len(ways)]))
        assert len(said) == len(set(said)), said


def test_the_same_seed_and_texts_give_the_same_conversation(client_id: str) -> None:
    for way in ("hearing", "all sorts"):
        again = play.__wrapped__(client_id, 7, way)
        assert again == play(client_id, 7, way)
        others = {tuple(lines_of(play(client_id, seed, way))) for seed in range(4)}
        assert len(others) > 1
