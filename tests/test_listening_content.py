"""What the check says of a client's file: each fault with its line. And what our own clients must be."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.test_content import BANNED, grade
from workbook_lib.authoring.clients import faults, spoken
from workbook_lib.authoring.compiler import BUILT_IN, check
from workbook_lib.authoring.pack import validated
from workbook_lib.authoring.reader import parse_yaml
from workbook_lib.catalog import load
from workbook_lib.listening.deeds import GROUPS, ORDER

FOLDER = BUILT_IN / "en" / "clients"
SOUND = (FOLDER / "the_cds.yaml").read_text(encoding="utf-8")
CLIENTS = sorted(load("en").clients)


def said_of(text: str, name: str = "the_cds") -> list[str]:
    source = parse_yaml(text, Path(f"{name}.yaml"))
    return [str(fault) for fault in (*validated(f"clients/{name}.yaml", source), *faults({name: source}))]


def line_of(text: str, words: str) -> int:
    return text[: text.index(words)].count("\n") + 1


def changed(old: str, new: str) -> str:
    assert SOUND.count(old) >= 1, old
    return SOUND.replace(old, new, 1)


def test_a_sound_client_has_nothing_to_mend() -> None:
    assert said_of(SOUND) == []


FAULTS: dict[str, tuple[str, str, str, str]] = {
    "a state that nothing leads to": (
        "      - to: sorting\n        when: {helped: 1}\n", "",
        "  sorting:\n", "a state that a conversation can come to",
    ),
    "an ending that never holds": (
        "when: {trust: 6, told: 4, turns: 9, knows: [reading], helped_below: 1}", "when: {trust: 6, turns: 14}",
        "  - kind: heard_unsolvable", "an ending that a conversation can come to",
    ),
    "a fact that can't be heard": (
        "    asked: 5\n    after: [reading]", "    after: [reading]\n    does: [repeats]",
        "  granddaughter:\n", "a fact that a conversation can bring to light",
    ),
    "a line that stands twice": (
        "It's only CDs.", "Not many ask.", 'Not many ask."\n      helped', "a line of its own",
    ),
    "a state that isn't there": ("to: needled", "to: neddled", "to: neddled", 'mean "needled"'),
    "a fact that isn't there": ("[reading]}", "[readng]}", "[readng]}", 'mean "reading"'),
    "what no turn does": ("[managed, hurt]", "[manged, hurt]", "[manged, hurt]", 'mean "managed"'),
    "lines for what no turn does": ("      takes_up:", "      takes_upp:", "takes_upp", 'mean "takes_up"'),
    "no first state": ("start: few_words", "start: few_word", "start:", 'mean "few_words"'),
    "a conversation that needn't end": (
        "{turns: 13}", "{turns: 13, trust: 2}", "{turns: 13, trust: 2}", "so that every conversation ends",
    ),
    "another id than the file's name": ("id: the_cds", "id: cds", "id: cds", "the file's own name"),
    "a key that nobody knows": ("settles_for:", "settle_for:", "settle_for:", "settle_for"),
}  # fmt: skip
"""What is wrong, as: the words of a sound file, the words in their place, where that is, what the check says."""


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_named_with_its_line(name: str) -> None:
    old, new, where, expected = FAULTS[name]
    text = changed(old, new)
    at = f"the_cds.yaml:{line_of(text, where)} "
    found = said_of(text)
    assert [fault for fault in found if expected in fault and at in fault], (at, found)


def test_the_check_of_a_folder_names_a_clients_fault(tmp_path: Path) -> None:
    own = tmp_path / "en" / "clients" / "the_cds.yaml"
    own.parent.mkdir(parents=True)
    own.write_text(changed("to: needled", "to: neddled"), encoding="utf-8")
    [fault] = check("en", tmp_path)
    assert str(fault.place) == f"{own}:{line_of(own.read_text(encoding='utf-8'), 'neddled')}"


@pytest.mark.parametrize("name", CLIENTS)
def test_a_client_of_ours_is_somebody(name: str) -> None:
    client = load("en").clients[name]
    source = parse_yaml((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"), FOLDER / f"{name}.yaml")
    lines = [line for _, line in spoken(source.data)]
    assert len(client.states) >= 8
    assert len(set(lines)) == len(lines) >= 60
    assert 35 <= len(client.setting.split()) <= 90
    for text in (client.setting, *(ending.after for ending in client.endings)):
        assert grade(text) <= 9
        assert not BANNED.search(re.sub(r"“[^”]*”", "", text))
    assert sum("{quote}" in line for line in lines) >= 1, "somewhere they take up one's very words"


@pytest.mark.parametrize("name", CLIENTS)
def test_a_client_has_an_answer_to_whatever_a_turn_does(name: str) -> None:
    client = load("en").clients[name]
    group_of = {deed: group for group, deeds in GROUPS.items() for deed in deeds}
    missing = [d for d in ORDER if d not in client.lines and group_of.get(d) not in client.lines]
    assert missing == []
    assert len(client.lines["any"]) >= 6, "where words run out there is something to be seen"
    for fact in client.facts.values():
        assert len(fact.told) + len(fact.answers) >= 2


def test_there_are_people_of_different_tempers_in_different_places() -> None:
    clients = load("en").clients.values()
    assert len(clients) >= 6
    assert {client.where for client in clients} == {"desk", "phone", "chat"}
    assert [client.safety for client in clients].count(True) == 1
    kinds = {ending.kind for client in clients for ending in client.endings}
    assert len(kinds) == 7
    abusive = next(client for client in clients if client.safety)
    assert {"kind_limit", "staff_safety"} <= {ending.kind for ending in abusive.endings}


def test_a_subject_that_hangs_on_a_common_word_is_noted() -> None:
    text = changed("about: [football, weather", "about: [today, football, weather")
    source = parse_yaml(text, Path("the_cds.yaml"))
    [fault] = faults({"the_cds": source}, frozenset({"today", "now"}))
    assert fault.severity == "note"
    assert "today" in fault.got
    assert (
        list(faults({"the_cds": parse_yaml(SOUND, Path("the_cds.yaml"))}, frozenset({"today", "now"}))) == []
    )
