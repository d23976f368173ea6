"""What a turn does to a client, by kind of sentence: what is plainly kind hurts nobody, what manages is noticed."""

from __future__ import annotations

import pytest

from tests.test_listening import talked
from workbook_lib.listening.deeds import CLOSES

KIND = {
    "laughing with them": "Haha, my soup once stuck to the ceiling.",
    "laughing at first": "Ha! And who cleaned it up?",
    "a joke at one's own cost": "I'm the daft one here, I can't even boil an egg.",
    "wonder": "Wow, a whole roomful.",
    "good wishes": "Congratulations to you both!",
    "an apology": "Sorry, that was a silly thing of me to say.",
    "an apology for a joke": "Forgive me, I was only joking about my own cooking.",
    "an open question": "What did you think of that, at the time?",
    "a question after so": "So what did they say to you?",
    "a question for their wish": "What did you want me to know?",
    "sympathy": "Oh no, how awful for you.",
    "comfort": "You couldn't have known that.",
    "their side": "That's a stupid rule, and I'd tell anybody so.",
    "denial": "I'm not saying that at all.",
    "why one asks": "That's why I'd like to hear it.",
    "a lucky number": "An hour if you're lucky, that's what they told you.",
    "good to see": "I'll bring a biscuit and my glasses.",
    "people in general": "All those people going by, all day.",
}
"""None of these talks down to anybody."""


@pytest.mark.parametrize("client", ["a_room_for_one", "my_name_on_the_poster", "one_more_week"])
@pytest.mark.parametrize("kind", KIND)
def test_what_is_meant_kindly_closes_nobody(kind: str, client: str) -> None:
    deeds = set(talked(client, KIND[kind]).turns[-1].deeds)
    assert not deeds & {"belittles", "grates", "policy_shield", "argues", "overpromises"}, deeds


HURTS = {
    "blame": "You should have thought of that a month ago.",
    "calming down": "Calm down, love, it's only a form.",
    "them and us": "You people always leave it to the last minute.",
    "mockery": "Ooh, big man, are we?",
    "an insult": "Are you deaf?",
    "contempt": "A five year old could work that machine.",
    "fault": "It's your own fault, you signed for it.",
}


@pytest.mark.parametrize("kind", HURTS)
def test_what_talks_down_is_noticed_and_the_second_time_it_hurts(kind: str) -> None:
    first = talked("one_more_week", HURTS[kind]).turns[-1]
    assert {"grates", "belittles"} & set(first.deeds)
    second = talked("one_more_week", HURTS[kind], "What?", "Don't be so dramatic, sir.").turns[-1]
    assert "belittles" in second.deeds


def test_a_first_doubtful_word_costs_little_and_an_apology_is_heard() -> None:
    once = talked("one_more_week", "A five year old could work that machine.").turns[-1]
    assert once.deeds == ("grates",)
    assert once.state != "insulted"
    mended = talked(
        "one_more_week",
        "A five year old could work that machine.",
        "I'm sorry, I put that badly. What do you need it for?",
    ).turns[-1]
    assert mended.told == "wedding"


MANAGES = {
    "the team": "Complaints are dealt with by the complaints team.",
    "somebody else, some day": "Someone will be in touch within ten working days.",
    "the passive": "The decision has been taken.",
    "no apology": "I'm sorry you feel that way. Those are the rules.",
    "shouting": "Swearing won't help anybody.",
    "take it": "Take the card or leave it.",
    "understanding, but": "I understand you are upset, but the decision is final.",
    "the desk": "That's not my department.",
}


@pytest.mark.parametrize("kind", MANAGES)
def test_managing_is_noticed(kind: str) -> None:
    assert "policy_shield" in talked("my_name_on_the_poster", MANAGES[kind]).turns[-1].deeds


NO_RULE = {
    "an answer": "No, it wasn't me.",
    "an open question": "What would you use it for?",
    "a rule doubted": "I meant that the rule is silly.",
    "one's own day": "I wasn't on the desk yesterday.",
}


@pytest.mark.parametrize("kind", NO_RULE)
def test_what_is_no_rule_is_not_quoted_as_one(kind: str) -> None:
    assert not CLOSES & set(talked("my_lad", NO_RULE[kind]).turns[-1].deeds)


ACTS = {
    "a name": "I can put my name beside yours.",
    "another reader": "I can ask the other reader if she'd wait.",
    "a wish": "I'd like to offer you another morning.",
    "a call": "I'd like to ring you on Friday.",
    "a question": "Can I ring you back at four?",
    "now": "I'm looking it up for you now.",
    "done": "I've put it aside for you.",
}
NO_STEP = {
    "weather": "Lovely weather today.",
    "oneself": "I'm slow today.",
    "the hour": "It's nearly six now.",
    "what they did": "You told him to come here, and he came.",
    "what others did": "She looked it up for you.",
    "a formula": "Is there anything else I can help you with?",
    "what can't be": "I can't renew it.",
    "what was": "I've been told off by that page too.",
}


@pytest.mark.parametrize("kind", ACTS)
def test_a_step_of_ones_own_is_heard(kind: str) -> None:
    assert "acts" in talked("one_more_week", ACTS[kind]).turns[-1].deeds


@pytest.mark.parametrize("kind", NO_STEP)
def test_what_is_no_step_is_not_taken_for_one(kind: str) -> None:
    turn = talked("one_more_week", NO_STEP[kind]).turns[-1]
    assert "acts" not in turn.deeds
    assert turn.helped == 0


@pytest.mark.parametrize(
    "text",
    [
        "I want to know what happened. Leave out the names, and I'm all yours.",
        "I'll gladly hear it. I won't be called that.",
        "Keep it civil, please. I want to help.",
    ],
)
def test_a_limit_in_plain_words_is_answered_before_any_question(text: str) -> None:
    turn = talked("my_lad", text + " What would you like me to do?").turns[-1]
    assert turn.deeds[0] == "kind_limit"
    assert turn.state == "checked"


def test_little_time_said_kindly_is_no_story_of_ones_own() -> None:
    text = "I only have until six, but I want to get this right. What is it for?"
    assert not CLOSES & set(talked("a_room_for_one", text).turns[-1].deeds)


@pytest.mark.parametrize(
    "text",
    ["Thursday, then. Goodbye, Mr Clarke.", "Go and get some sleep. Bye!", "I'll ring you. Take care."],
)
def test_a_goodbye_is_heard_in_a_longer_turn(text: str) -> None:
    turn = talked("the_cds", "What do you use them for?", text).turns[-1]
    assert "leaves" in turn.deeds
    assert turn.told == "", "nobody begins on something new while they part"


@pytest.mark.parametrize("text", ["Good to see you.", "Take your time, bye the way."])
def test_what_is_no_goodbye_is_none(text: str) -> None:
    assert "leaves" not in talked("the_cds", text).turns[-1].deeds


@pytest.mark.parametrize("text", ["Good morning.", "Good afternoon.", "Good day to you."])
def test_a_greeting_gives_nothing_back(text: str) -> None:
    assert "takes_up" not in talked("my_name_on_the_poster", text).turns[-1].deeds


def test_silence_after_a_word_is_silence() -> None:
    assert "stays" in talked("the_cds", "ok, no more from me. (I wait)").turns[-1].deeds


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("right: what do you need the book for", "wedding"),
        ("ok so whats it for", "wedding"),
        ("hm. is it for something", ""),
    ],
)
def test_a_question_without_sign_or_apostrophe_is_answered(text: str, told: str) -> None:
    turn = talked("one_more_week", text).turns[-1]
    assert {"asks_open", "asks_closed"} & set(turn.deeds)
    assert turn.told == told or not told
