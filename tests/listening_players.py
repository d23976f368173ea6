"""Texts for conversations: real turns of `training/`, drawn by what they do, and ways to play them."""

from __future__ import annotations

import csv
import json
import random
from collections.abc import Mapping, Sequence
from functools import lru_cache

from tests.conftest import ROOT
from workbook_lib import catalog
from workbook_lib.listening import Client, Conversation, begin, hear, say, small_talk_of

HEARS = {"takes_up", "names_feeling", "asks_open", "stays"}
MANAGES = {"policy_shield", "argues", "solves_early", "self_turn", "asks_closed"}
HELPS = {"acts", "offers_choice"}

CLIENTS: Mapping[str, Client] = catalog.load("en").clients
SMALL = small_talk_of(catalog.load("en").pages["07_listening"].words)


def _labelled() -> list[tuple[str, set[str]]]:
    data = ROOT / "training" / "data"
    with (data / "labels_turns.csv").open(encoding="utf-8") as file:
        labels = {
            row["id"]: {k for k, v in row.items() if k != "id" and v == "1"} for row in csv.DictReader(file)
        }
    lines = (data / "turns.jsonl").read_text(encoding="utf-8").splitlines()
    return [(item["text"], labels[item["id"]]) for item in map(json.loads, lines)]


def _texts() -> dict[str, list[str]]:
    turns = _labelled()
    return {
        "hear": [text for text, moves in turns if moves and moves <= HEARS],
        "manage": [text for text, moves in turns if moves and moves <= MANAGES],
        "help": [text for text, moves in turns if moves and moves <= HELPS],
        "limit": [text for text, moves in turns if "kind_limit" in moves],
        "hurt": [text for text, moves in turns if "belittles" in moves],
    }


TEXTS = _texts()
WAYS: Mapping[str, Sequence[str]] = {
    "hearing": ["hear"],
    "managing": ["manage"],
    "mixed": ["hear", "manage"],
    "hearing and helping": ["hear", "hear", "help"],
    "helping": ["help"],
    "a limit, then hearing": ["limit", "hear", "hear", "help"],
    "limits": ["limit"],
    "a limit, then managing": ["limit", "manage"],
    "hurting": ["hurt", "manage"],
    "all sorts": ["hear", "help", "manage", "limit", "hear"],
}
"""Ways to talk: the kinds of turns, over and over."""


@lru_cache(maxsize=4096)
def play(client_id: str, seed: int, way: str) -> Conversation:
    """One conversation to its end. The texts are drawn by the seed."""
    client = CLIENTS[client_id]
    draw = random.Random(f"{client.id} {way} {seed}")
    talk = begin(client, seed)
    kinds = WAYS[way]
    while not talk.ended:
        assert len(talk.turns) < client.turns, "no end"
        text = draw.choice(TEXTS[kinds[len(talk.turns) % len(kinds)]])
        talk = say(client, talk, text, hear(talk, text, SMALL), SMALL)
    return talk


def lines_of(talk: Conversation) -> list[str]:
    """Everything that was said or seen of the client, in order."""
    said = [talk.opening]
    for turn in talk.turns:
        said += [line for line in (turn.seen, turn.line, turn.parting) if line]
    return said
