"""Heard fairly: listening is no harm, a refusal is no help, a thing given is taken, a warm talk ends warmly."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest

from tests.listening_players import CLIENTS, SMALL
from tests.test_listening import talked
from workbook_lib.authoring.client_endings import ill_fitting
from workbook_lib.listening import Conversation, begin, hear, say
from workbook_lib.listening.client import WARM, When
from workbook_lib.listening.deeds import CLOSES
from workbook_lib.listening.fairly import fairly
from workbook_lib.model import TurnReading

LISTENING = {
    "why": "That's why you came all this way today.",
    "a guess at it": "That must have been hard to read.",
    "a guess at what it wasn't": "I don't think it was the money that kept you awake.",
    "what nobody did": "Nobody told you, and you had to find it out like that.",
    "wanting to know": "I'd just like to understand how it was for you.",
    "why one asks": "I'm only asking because it seems to mean a lot.",
    "what should have been": "Somebody here should have rung you. I'm sorry we didn't.",
    "belief": "I believe you. You shouldn't have had to ask twice.",
    "a tag": "That's a bit sad, isn't it",
    "a long question": "oh wow, congratulations!! how many do you have to make",
    "so is it": "Hi, a person, I promise. How is your day so far?",
    "a choice": "It's up to you.",
    "a statement": "The one with the bear, and the other one. Tell me.",
}


@pytest.mark.parametrize("client", ["my_lad", "the_cds", "one_more_week"])
@pytest.mark.parametrize("kind", LISTENING)
def test_plain_listening_never_reads_as_harm(kind: str, client: str) -> None:
    assert not {*CLOSES, "grates"} & set(talked(client, LISTENING[kind]).turns[-1].deeds)


@pytest.mark.parametrize("client", sorted(CLIENTS))
def test_the_clients_own_words_given_back_never_count_as_harm(client: str) -> None:
    talk = talked(client, "What happened?", "I'm listening, take your time.")
    for turn in talk.turns:
        for said in re.findall(r"[^.!?()]{12,}[.!?]", turn.line):
            deeds = say(CLIENTS[client], talk, said, hear(talk, said, SMALL), SMALL).turns[-1].deeds
            assert not {"policy_shield", "argues", "solves_early"} & set(deeds), said


STILL_HARM = {
    "warm, then an order": "I'm so sorry, that must be hard. Please fill in the form on our website.",
    "warm, then a refusal": "You must be worried. But the rule is the same for everyone.",
    "warm, then a defence": "How awful for you. As I said, it was on the sign.",
    "understanding, but": "I understand you are upset, but the decision is final.",
    "a shrug": "It was double-booked. These things happen.",
    "priority": "They booked it first, so they have priority.",
}


@pytest.mark.parametrize("kind", STILL_HARM)
def test_a_refusal_or_an_order_beside_a_warm_word_is_still_noticed(kind: str) -> None:
    turn = talked("my_name_on_the_poster", STILL_HARM[kind]).turns[-1]
    assert CLOSES & set(turn.deeds)
    assert turn.helped == 0


NO_HELP = {
    "security": "I'm calling security now.",
    "the button": "I'm pressing the button.",
    "the limit": "It has been renewed four times, that's the limit for everybody.",
    "a note": "I'll note that you're not happy with the service.",
    "a number": "I can give you the number of the head office.",
    "passing on": "I'll pass that on to them.",
    "a formula": "Is there anything else I can do for you today?",
    "leaving": "I'll have to ask you to leave now.",
    "what was": "I was going on about leaflets all the time.",
    "what we did": "And then we put him out in the rain.",
    "a product": "We have a very good app that does all of it.",
}


@pytest.mark.parametrize("kind", NO_HELP)
def test_a_refusal_a_threat_or_a_formula_is_no_help(kind: str) -> None:
    turn = talked("one_more_week", "What is it for?", NO_HELP[kind]).turns[-1]
    assert not {"acts", "offers_choice"} & set(turn.deeds)
    assert turn.helped == 0


HELP = {
    "to take": "Take the book, it's on your card until Monday.",
    "a door": "Room two is free now, I'm coming to open the door.",
    "a walk": "I could walk over there with you at twelve.",
    "together": "Let's copy the page together.",
    "kept": "We could keep a box by for you, under the desk.",
    "an offer asked": "Shall I ask her if she would wait?",
    "an offer by its tone": "I could keep it behind the desk for you?",
    "an invitation": "There's a group on Thursdays. Would you come?",
    "what if": "What if we did it here, you and I?",
}


@pytest.mark.parametrize("kind", HELP)
def test_a_thing_given_or_offered_is_help(kind: str) -> None:
    first = "You came all this way. What is it for?"
    assert talked("one_more_week", first, HELP[kind]).turns[-1].helped == 1


@pytest.mark.parametrize("text", ["I won't, promise. What do you like in them?", "I promise. Go on."])
def test_a_promise_is_no_limit(text: str) -> None:
    assert "kind_limit" not in talked("the_cds", text).turns[-1].deeds


@pytest.mark.parametrize(
    "text",
    ["That's either brave or very sad.", "Which of the two do you like?", "A corner will do, you say."],
)
def test_a_choice_is_only_what_leaves_one(text: str) -> None:
    assert "offers_choice" not in talked("the_cds", text).turns[-1].deeds


@pytest.mark.parametrize(
    "text", ["It's your call. Whichever you prefer.", "Either I post it, or you drop by. Which suits you?"]
)
def test_a_choice_that_is_left_is_one(text: str) -> None:
    assert "offers_choice" in talked("the_cds", text).turns[-1].deeds


def test_thanks_do_not_swallow_the_rest_of_a_turn() -> None:
    said = talked("the_cds", "Thank you for telling me that. You kept it to yourself for a long while.")
    assert "takes_up" in said.turns[-1].deeds
    assert talked("the_cds", "Thank you!").turns[-1].deeds == ("thanks",)


def test_calling_for_help_ends_it_and_a_threat_is_answered() -> None:
    called = talked("my_lad", "Good afternoon.", "I'm calling security now.")
    assert called.ended == "staff_safety"
    threat = talked("my_lad", "Leave now or I'll press the button.").turns[-1]
    assert threat.deeds[0] == "threatens"
    assert not threat.ending
    for client in set(CLIENTS) - {"my_lad"}:
        assert talked(client, "I'm calling security.").ended == "walked_off"


def test_help_is_taken_before_the_next_fact() -> None:
    heard = "You made it so often, and all for one day. That must be hard."
    talk = talked("one_more_week", "What is it for?", heard, "Take the book, it's on your card until Monday.")
    turn = talk.turns[-1]
    assert turn.told == ""
    taken = next(a for a in CLIENTS["one_more_week"].answers if "take the book" in a.about)
    assert turn.line in taken.says


def test_who_gives_last_is_answered_for_what_they_give() -> None:
    talk = talked("a_room_for_one", "What do you need?", "What is it for?", "That must be hard. Where are you now?",
                  "On the stairs? I'm coming to open the door.")  # fmt: skip
    assert "acts" in talk.turns[-1].deeds
    assert talk.turns[-1].line not in CLIENTS["a_room_for_one"].facts["stairs"].more


def test_of_two_questions_the_last_is_answered() -> None:
    turn = talked("one_more_week", "For your daughter? When do you need it by?").turns[-1]
    days = next(a for a in CLIENTS["one_more_week"].answers if "need it by" in a.about)
    assert turn.line in days.says


def test_whole_phrases_come_before_loose_words() -> None:
    name = next(a for a in CLIENTS["one_more_week"].answers if "who are you" in a.about)
    assert talked("one_more_week", "Who are you cooking for?").turns[-1].line not in name.says
    assert talked("one_more_week", "And who are you, sir?").turns[-1].line in name.says


def test_what_was_told_is_remembered() -> None:
    fact = CLIENTS["while_i_think_of_it"].facts["poster"]
    talk = talked("while_i_think_of_it", "You loved that book.", "What is on your mind?", "Is it the poster?")
    assert "poster" in talk.told
    again = "You have read the bear poster every week."
    after = say(CLIENTS["while_i_think_of_it"], talk, again, hear(talk, again, SMALL), SMALL).turns[-1]
    assert after.line in fact.more


COLD = "Have you got one of those at home?"


@pytest.mark.parametrize("client", sorted(CLIENTS))
def test_a_warm_client_ducks_warmly(client: str) -> None:
    somebody = CLIENTS[client]
    assert len(somebody.warmly["asks_closed"]) >= 3
    talk = begin(somebody, 3)
    for turn in range(8):
        text = f"You sound so worried, and I'm listening, take your time ({turn})."
        if talk.ended:
            break
        talk = say(somebody, talk, text, hear(talk, text, SMALL), SMALL)
    if talk.ended or talk.turns[-1].trust < WARM:
        pytest.fail(f"{client} never trusted: {talk.turns[-1]}")
    talk = say(somebody, talk, COLD, hear(talk, COLD, SMALL), SMALL)
    assert talk.turns[-1].line not in somebody.lines["asks_closed"]


def ended(client: str, *texts: str) -> Conversation:
    somebody = CLIENTS[client]
    talk = begin(somebody, 5)
    for number in range(somebody.turns):
        text = f"{texts[number % len(texts)]} ({number})"
        talk = say(somebody, talk, text, hear(talk, text, SMALL), SMALL)
        if talk.ended:
            break
    return talk


@pytest.mark.parametrize("client", sorted(CLIENTS))
def test_a_warm_conversation_ends_warmly(client: str) -> None:
    hears = ("You sound so worried, take your time.", "That must have been hard. What was it like?")
    assert ended(client, *hears).ended in {"heard_unsolvable", "heard_and_helped"}
    helps = (*hears, "I'll ask my colleague for you today.")
    assert ended(client, *helps).ended in {"heard_and_helped", "helped_not_heard"}


def test_the_check_names_endings_that_do_not_fit() -> None:
    cds = CLIENTS["the_cds"]
    assert not list(ill_fitting(cds))
    *others, last = cds.endings
    cold = tuple(e for e in others if e.when.turns != cds.turns)
    [(number, expected, _)] = list(ill_fitting(replace(cds, endings=(*cold, last))))
    assert number == len(cold)
    assert f"turns: {cds.turns}" in expected
    unsolved = replace(others[0], kind="heard_unsolvable", when=When(trust=WARM))
    found = [expected for _, expected, _ in ill_fitting(replace(cds, endings=(unsolved, *cds.endings)))]
    assert len(found) == 1
    assert "helped_below" in found[0]


def test_lines_of_a_talk_stay_different_when_help_comes_again_and_again() -> None:
    for client in CLIENTS:
        lines = [turn.line for turn in ended(client, "I'll ask my colleague for you.").turns if turn.line]
        assert all(a != b for a, b in pairwise(lines))
        assert len(lines) == len(set(lines))


def test_a_thing_given_twice_is_found_at_both_places() -> None:
    text = "Take the book. Well. Take the book."
    read = fairly(TurnReading({"acts": False}, ()), text, "", SMALL)
    assert [(e.start, e.quote) for e in read.evidence] == [(0, "Take the book."), (21, "Take the book.")]
