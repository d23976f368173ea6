"""Page 07 without a browser: choosing, talking, stopping, looking back, one turn once more, and two who write."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest

from workbook_lib.pages import _page, _talk
from workbook_lib.pages._for_two import ForTwo
from workbook_lib.pages._talk import Talk
from workbook_lib.pages._talk_shown import marked, pieces
from workbook_lib.parts import Actions, Choices, Editor, Group, Html, Part, editors
from workbook_lib.widgets import Choice, DraftTyped, Form, Press, Reply

PAGE = "07_listening"
NO_FORM: Form = None  # type: ignore[assignment]  # the page's Python needs none
HEARD = "Four times it said yes, and today no. You look worried."


@pytest.fixture(autouse=True)
def seeded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_talk.secrets, "randbelow", lambda most: 7)


@pytest.fixture
def talk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Talk]:
    monkeypatch.setenv("WORKBOOK_DATA", str(tmp_path / "data"))
    page = _page.open_page(PAGE, anew=True)
    yield Talk(page)
    assert page.journal is not None
    page.journal.close()


def press(page: Talk | ForTwo, name: str) -> Reply:
    return page.act(Press(name, "part"), NO_FORM)


def typed(page: Talk | ForTwo, slot: tuple[str, str], text: str) -> None:
    page.page.save(DraftTyped(PAGE, slot, text, page.page.draft(slot)[1], 1, "w"))


def say(talk: Talk, text: str) -> Reply:
    typed(talk, talk.slot, text)
    return press(talk, "say")


def flat(parts: list[Part] | tuple[Part, ...]) -> list[Part]:
    return [p for part in parts for p in (part, *(flat(part.parts) if isinstance(part, Group) else ()))]


def html(page: Talk | ForTwo) -> str:
    return "\n".join(p.html for p in flat(page.parts()) if isinstance(p, Html))


def plain(page: Talk | ForTwo) -> str:
    return unescape(html(page))


def buttons(page: Talk | ForTwo) -> list[str]:
    return [b.name for p in flat(page.parts()) if isinstance(p, Actions) for b in p.buttons]


def again(talk: Talk) -> Talk:
    """The page as it opens after a restart."""
    return Talk(_page.open_page(PAGE, anew=True))


def finished(talk: Talk, client: str = "one_more_week") -> Talk:
    press(talk, f"meet:{client}")
    number = 0
    while talk.talk and not talk.talk.ended:
        number += 1
        say(talk, f"It's our policy, I'm afraid. There's nothing I can do ({number}).")
    return talk


def test_everybody_one_can_meet_is_offered_with_what_it_holds(talk: Talk) -> None:
    shown = html(talk)
    assert len(talk.clients) >= 6
    for client in talk.clients.values():
        assert f'data-press="meet:{client.id}"' in shown
        assert client.holds in unescape(shown)
    assert list(talk.clients)[-1] == "my_lad", "who is abusive never comes first"


def test_a_turn_is_answered_in_the_log_and_the_box_is_empty_again(talk: Talk) -> None:
    press(talk, "meet:one_more_week")
    reply = say(talk, HEARD)
    [log] = [p for p in talk.parts() if isinstance(p, Group)]
    assert log.look == "log"
    assert [p.id for p in log.parts] == ["they-0", "you-1", "they-1"]
    assert HEARD in html(talk)
    [box] = editors(talk.parts())
    assert box.text == ""
    assert box.sends == "say"
    assert reply.focus == "say"


def test_what_was_said_stays_where_it_is_when_more_is_said(talk: Talk) -> None:
    """A log announces what is added: nothing in it may change its id or its words."""
    press(talk, "meet:one_more_week")
    say(talk, HEARD)
    before = next(p for p in talk.parts() if isinstance(p, Group)).parts
    say(talk, "What is it for?")
    after = next(p for p in talk.parts() if isinstance(p, Group))
    assert after.parts[: len(before)] == before


def test_what_a_learner_writes_is_shown_as_text(talk: Talk) -> None:
    press(talk, "meet:the_cds")
    say(talk, "<img src=x onerror=alert(1)> What do you listen to?")
    press(talk, "stop")
    assert "<img" not in html(talk)


def test_nothing_in_the_box_is_no_turn(talk: Talk) -> None:
    press(talk, "meet:the_cds")
    reply = say(talk, "   ")
    assert talk.talk is not None
    assert talk.talk.turns == ()
    assert reply.focus == "say"
    assert "(I wait)" in html(talk)


def test_a_reload_in_the_middle_goes_on_where_it_was(talk: Talk) -> None:
    press(talk, "meet:one_more_week")
    say(talk, HEARD)
    typed(talk, talk.slot, "Half a sen")
    there = again(talk)
    assert there.talk == talk.talk
    [box] = editors(there.parts())
    assert box.text == "Half a sen"
    say(there, "What is it for?")
    assert there.talk is not None
    assert len(there.talk.turns) == 2


def test_a_client_that_was_changed_meanwhile_is_met_anew(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    press(talk, "meet:one_more_week")
    say(talk, HEARD)
    place = {**talk.page.place["talk"], "version": 0}
    talk.page.remember(talk=place)
    assert again(talk).talk is None
    talk.page.remember(talk={"nonsense": True})
    assert again(talk).talk is None


def test_an_ending_is_told_in_the_log_first_and_kept(talk: Talk) -> None:
    finished(talk)
    assert buttons(talk) == ["look_back"]
    assert editors(talk.parts()) == []
    [entry] = [e for e in talk.page.entries() if e.prompt == "conversation"]
    assert "You: It's our policy" in entry.text
    assert "Tomasz Wieczorek: " in entry.text
    assert entry.assessment is None


def test_afterwards_each_turn_says_what_it_did_and_on_which_words(talk: Talk) -> None:
    press(talk, "meet:one_more_week")
    say(talk, HEARD)
    say(talk, "It's our policy, I'm afraid.")
    reply = press(talk, "stop")
    assert reply.focus == "after-heading"
    shown = plain(talk)
    assert talk.words["deed_policy_shield"] in shown
    assert "“It's our policy, I'm afraid.”" in shown
    assert talk.words["unsaid_heading_he"] in shown
    told = talk.talk.told if talk.talk else ()
    for fact in talk.client.facts.values():
        place = shown.index(fact.unsaid)
        heading = shown.index(talk.words["said_heading"]) if told else len(shown)
        assert (place > heading) == (fact.id in told)


def test_no_numbers_of_trust_or_heat_are_ever_shown(talk: Talk) -> None:
    press(talk, "meet:one_more_week")
    say(talk, HEARD)
    for shown in (html(talk), press(talk, "stop") and html(talk)):
        said = re.sub(r"<[^>]*>", " ", str(shown))
        assert not re.search(r"trust|heat|score|points|\d+ ?(?:%|/ ?\d)", said, re.IGNORECASE)


def test_one_turn_once_more_from_that_very_point(talk: Talk) -> None:
    finished(talk)
    press(talk, "look_back")
    assert press(talk, "again:1").focus == "again-title"
    typed(talk, (talk.client.id, "say-again"), HEARD)
    reply = press(talk, "again_do")
    assert reply.focus == "then-now"
    assert talk.retried is not None
    assert len(talk.retried.turns) == 1
    assert talk.words["before"] in plain(talk)
    assert talk.retried.turns[0].line in plain(talk)
    there = again(talk)
    assert (there.trying, there.retried) == (1, talk.retried)
    press(there, "go_on_from")
    assert there.talk == talk.retried
    assert "say" in buttons(there)


def test_a_turn_may_be_left_as_it_was(talk: Talk) -> None:
    finished(talk)
    press(talk, "look_back")
    press(talk, "again:2")
    assert press(talk, "again_leave").focus == "turn-2"
    assert not talk.trying


def test_who_says_goodbye_twice_has_ended_it(talk: Talk) -> None:
    press(talk, "meet:the_cds")
    say(talk, "Goodbye.")
    assert talk.talk is not None
    assert not talk.talk.ended
    say(talk, "Bye bye, take care.")
    assert talk.talk.ended == "stopped"
    assert buttons(talk) == ["look_back"]


def test_what_may_be_bigger_than_a_conversation_is_met_with_help_and_not_said(talk: Talk) -> None:
    press(talk, "meet:a_room_for_one")
    text = "My colleague told me she wants to kill herself and I don't know what to do."
    reply = say(talk, text)
    assert reply.focus == "care-heading"
    assert talk.talk is not None
    assert talk.talk.turns == ()
    assert 'data-name="care-heading"' in html(talk)
    [box] = editors(talk.parts())
    assert box.text == text
    [entry] = talk.page.entries()
    assert entry.assessment is not None
    assert entry.assessment.note == "bigger_than_a_reply"
    say(talk, text)
    assert len(talk.page.entries()) == 1, "kept once, however often it is pressed"


def test_who_is_abusive_can_be_left_at_any_point(talk: Talk) -> None:
    press(talk, "meet:my_lad")
    assert "away" in buttons(talk)
    press(talk, "away")
    assert talk.words["ending_stepped_away"] in plain(talk)
    assert talk.words["stepped_away_after"] in plain(talk)


def test_the_way_back_to_the_others_and_to_the_same_one(talk: Talk) -> None:
    finished(talk)
    press(talk, "look_back")
    press(talk, "once_more")
    assert talk.talk is not None
    assert talk.talk.turns == ()
    press(talk, "stop")
    assert press(talk, "others").focus == "choose"
    assert talk.words["met"] in plain(talk)


def test_a_line_is_what_is_said_and_what_is_seen() -> None:
    assert pieces("(He nods.) Yes. (He goes.)") == [("He nods.", True), ("Yes.", False), ("He goes.", True)]


def test_marked_pieces_joined_are_the_text_again(talk: Talk) -> None:
    press(talk, "meet:the_cds")
    say(talk, "Take your time. What do you listen to? I'll keep some for you.")
    assert talk.talk is not None
    turn = talk.talk.turns[-1]
    assert turn.evidence
    cut = marked(turn.text, turn.evidence)
    assert "".join(text for text, _ in cut) == turn.text
    assert any(carries for _, carries in cut)


# -- for two ---------------------------------------------------------------------------------------------------


@pytest.fixture
def two(talk: Talk) -> ForTwo:
    return ForTwo(talk.page)


def put(two: ForTwo, text: str) -> Reply:
    typed(two, ("two", "line"), text)
    return press(two, "put")


def test_two_write_in_turn_and_the_card_is_folded(two: ForTwo) -> None:
    assert any(isinstance(p, Choices) for p in two.parts())
    two.act(Choice("two-client", "the_cds"), NO_FORM)
    press(two, "begin")
    assert "<details" in html(two)
    [box] = [e for e in editors(two.parts()) if isinstance(e, Editor)]
    assert box.label == "Desmond Clarke says"
    put(two, "It's about the CDs.")
    assert editors(two.parts())[0].label == two.words["two_say_staff"]
    put(two, "What do they mean to you, the CDs?")
    put(two, "I've one on every night.")
    press(two, "done")
    assert two.words["deed_asks_open"] in html(two)
    [entry] = [e for e in two.page.entries() if e.prompt == "two"]
    assert entry.text.count("\n") == 2
    press(two, "anew")
    assert any(isinstance(p, Choices) for p in two.parts())


def test_a_role_play_survives_a_reload(two: ForTwo) -> None:
    press(two, "begin")
    put(two, "Good morning.")
    there = ForTwo(_page.open_page(PAGE, anew=True))
    assert there.lines == ["Good morning."]
    assert not there.clients_turn


def test_in_a_role_play_too_a_worry_is_met_with_help(two: ForTwo) -> None:
    press(two, "begin")
    put(two, "I want to kill myself.")
    assert two.lines == []
    assert 'data-name="care-heading"' in html(two)


def test_the_observers_sheet_is_a_page_of_its_own_that_loads_nothing(
    two: ForTwo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKBOOK_FOLDER", str(tmp_path))
    press(two, "sheet")
    press(two, "sheet")
    sheets = sorted(tmp_path.glob("observers-sheet-*.html"))
    assert len(sheets) == 2, "one that is there is never written over"
    text = sheets[0].read_text(encoding="utf-8")
    assert "@page" in text
    assert not re.search(r"<script|src=|href=|https?://", text)
    for deed in ("takes_up", "kind_limit", "policy_shield"):
        assert two.words[f"deed_{deed}"] in text
    for fact in two.client.facts.values():
        assert fact.unsaid not in text, "the observer finds out with the others"


LISTENED = (
    "Four times it said yes, and today no. You look worried.",
    "What is it for?",
    "So it's for your family, and time is short.",
    "Tell me more, I have time.",
    "That sounds like a lot to carry.",
)
MANAGED = (
    "It's our policy, I'm afraid.",
    "Have you tried the other branch?",
    "As I said, the system doesn't allow it.",
    "You should have come earlier.",
    "There is nothing I can do about it.",
)


def told_after(talk: Talk, turns: tuple[str, ...]) -> set[str]:
    """What a client said of themselves by the end, as the page tells it afterwards."""
    press(talk, "meet:one_more_week")
    for turn in turns:
        say(talk, turn)
    press(talk, "stop")
    assert talk.talk is not None
    shown, told = plain(talk), set(talk.talk.told)
    if told:
        heard = shown[shown.index(talk.words["said_heading"]) :]
        assert all(talk.client.facts[name].unsaid in heard for name in told)
    press(talk, "others")
    return told


@pytest.mark.source("S9", "07_listening")
def test_who_listens_hears_what_a_manager_never_learns(talk: Talk) -> None:
    listened, managed = told_after(talk, LISTENED), told_after(talk, MANAGED)
    assert len(listened) > len(managed)
