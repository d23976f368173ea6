"""How a client takes a turn: what opens them up, what closes them, and that their words stay honest."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.listening_players import CLIENTS, SMALL
from workbook_lib.listening import Conversation, as_data, begin, conversation_of, hear, say
from workbook_lib.listening.client import Ending, When
from workbook_lib.listening.deeds import ORDER, SHIFTS
from workbook_lib.listening.standing import Standing, follow, holds

WEEK, CDS, LAD, CHATTY = (CLIENTS[id] for id in ("one_more_week", "the_cds", "my_lad", "while_i_think_of_it"))


def talked(client: str, *texts: str, seed: int = 1) -> Conversation:
    talk = begin(CLIENTS[client], seed)
    for text in texts:
        talk = say(CLIENTS[client], talk, text, hear(talk, text, SMALL), SMALL)
    return talk


def test_being_heard_opens_and_being_managed_closes() -> None:
    heard = talked("one_more_week", "Four times it said yes, and today it says no. You must be worried.")
    managed = talked("one_more_week", "It's our policy, I'm afraid. There is nothing I can do.")
    assert heard.turns[-1].trust > WEEK.trust > managed.turns[-1].trust
    assert heard.turns[-1].heat < managed.turns[-1].heat


def test_a_question_about_a_fact_is_answered_sooner_than_it_is_told_unasked() -> None:
    fact = CDS.facts["old_cab"]
    assert fact.asked is not None
    assert fact.asked < fact.trust
    asked = talked("the_cds", "What does the player take?")
    assert asked.told == ("old_cab",)
    assert asked.turns[-1].line in (*fact.answers, *fact.told)


def test_what_is_asked_too_soon_is_ducked_and_not_told() -> None:
    talk = talked("the_cds", "Do you read a lot of books on paper?")
    assert talk.told == ()
    assert talk.turns[-1].line in CDS.facts["reading"].ducks


def test_nobody_pours_out_everything_at_once() -> None:
    """After telling something unasked they wait how it is taken."""
    talk = talked(
        "one_more_week", *(f"You sound worried. That must be hard for you, all of it, {n}." for n in range(4))
    )
    told = [bool(turn.told) for turn in talk.turns]
    assert True in told
    assert (True, True) not in set(pairwise(told))


@pytest.mark.parametrize(
    "text",
    [
        "I want to hear about your son. I won't be called names. If you can do that, I'm here.",
        "sir i want help you. but no shouting please. you talk quiet, i listen",
        "I can't let you speak to me like that. I want to help, and I will when you stop shouting.",
    ],
)
def test_a_kind_limit_is_heard_as_one(text: str) -> None:
    turn = talked("my_lad", text).turns[-1]
    assert turn.deeds[0] == "kind_limit"
    assert turn.state == "checked"
    assert [e for e in turn.evidence if e.dimension == "kind_limit"]


def test_a_bare_refusal_is_no_kind_limit() -> None:
    assert "kind_limit" not in talked("my_lad", "Stop shouting.").turns[-1].deeds


def test_he_that_is_heard_without_a_limit_keeps_shouting() -> None:
    soft = talked(
        "my_lad", *(f"You are so angry about your lad, that must be awful ({n})." for n in range(12))
    )
    assert soft.ended == "heard_unsolvable"
    assert "checked" not in {turn.state for turn in soft.turns}
    limit = talked("my_lad", "I want to hear it. I won't be called names, and I'm here.")
    assert limit.turns[-1].heat < LAD.heat


def test_threats_end_with_staff_in_safety() -> None:
    talk = talked("my_lad", "Calm down, you people never listen.", "Whose fault is it if you can't raise a child?",
                  "You're a disgrace.")  # fmt: skip
    assert talk.ended == "staff_safety"


@pytest.mark.parametrize("text", ["(I wait)", "...", "…", "(silence)", "(I nod and say nothing)"])
def test_silence_is_something_one_can_do(text: str) -> None:
    assert talked("the_cds", text).turns[-1].deeds == ("stays",)


def test_a_question_without_its_sign_is_a_question() -> None:
    assert talked("one_more_week", "why is so important for you this book").turns[-1].deeds == ("asks_open",)


def test_an_apology_is_no_argument_unless_it_has_a_but() -> None:
    assert talked("my_name_on_the_poster", "I am sorry nobody called you.").turns[-1].deeds == ("sorry",)


def test_what_was_not_understood_is_asked_back_in_character() -> None:
    turn = talked("the_cds", "Wollen wir zusammen Fahrrad fahren").turns[-1]
    assert turn.deeds == ("nothing",)
    assert turn.line in CDS.lines["nothing"]
    assert (turn.trust, turn.heat) == (CDS.trust, CDS.heat), "a miss of the reader's costs nothing"


@pytest.mark.parametrize(
    "text", ["Congratulations! That must be exciting, and a bit scary.", "Ha! Tell me more."]
)
def test_a_cheerful_word_hurts_nobody(text: str) -> None:
    assert "belittles" not in talked("one_more_week", "What is it for?", text).turns[-1].deeds


def test_the_same_words_again_are_noticed() -> None:
    turn = talked("the_cds", "Take your time.", "take your time").turns[-1]
    assert turn.deeds == ("repeats",)
    assert turn.line in CDS.lines["repeats"]


def test_their_own_words_are_taken_up_to_the_letter() -> None:
    said = "It's our policy."
    for seed in range(60):
        line = talked("one_more_week", said, seed=seed).turns[-1].line
        if "“It's our policy" in line:
            return
    pytest.fail("never taken up")


def test_a_long_sentence_is_not_quoted() -> None:
    said = (
        "The rules of this system say that no item whatsoever may be renewed more than four times in a row."
    )
    for seed in range(40):
        assert "{quote}" not in talked("one_more_week", said, seed=seed).turns[-1].line


@given(st.lists(st.text(max_size=80), max_size=6), st.sampled_from(sorted(CLIENTS)), st.integers(0, 10**9))
def test_any_text_is_answered(texts: list[str], client: str, seed: int) -> None:
    talk = begin(CLIENTS[client], seed)
    for text in texts:
        if talk.ended:
            break
        talk = say(CLIENTS[client], talk, text, hear(talk, text, SMALL), SMALL)
        turn = talk.turns[-1]
        assert turn.line or turn.parting
        assert set(turn.deeds) <= set(ORDER)
        assert "{" not in (turn.line + turn.parting).replace(text, "")
        for e in turn.evidence:
            assert text[e.start : e.end] == e.quote


@given(st.text(min_size=1, max_size=3000))
def test_evidence_quotes_the_turn_to_the_letter(text: str) -> None:
    talk = begin(WEEK, 3)
    padded = f"What is so important about the book? {text}\nI won't be called names, and I'm here, sorry"
    turn = say(WEEK, talk, padded, hear(talk, padded, SMALL), SMALL).turns[-1]
    for e in turn.evidence:
        assert padded[e.start : e.end] == e.quote


def test_a_conversation_survives_being_stored() -> None:
    talk = talked("a_room_for_one", "What's going on?", "So there's one of you.", "Why do you need it?")
    assert conversation_of(json.loads(json.dumps(as_data(talk)))) == talk


def test_going_on_after_a_reload_is_the_same_as_never_having_stopped() -> None:
    texts = ("What's going on?", "That must be a lot to carry, nine days.", "Where are you now?")
    whole = talked("a_room_for_one", *texts)
    part = conversation_of(json.loads(json.dumps(as_data(talked("a_room_for_one", *texts[:2])))))
    client = CLIENTS["a_room_for_one"]
    assert say(client, part, texts[2], hear(part, texts[2], SMALL), SMALL) == whole


def test_a_turn_taken_back_starts_from_that_very_point() -> None:
    talk = talked("one_more_week", "What is it for?", "It's our policy.", "As I said, no.")
    before = talk.before(1)
    assert before.turns == talk.turns[:1]
    other = say(WEEK, before, "You look worried.", hear(before, "You look worried.", SMALL), SMALL)
    assert other.turns[0] == talk.turns[0]
    assert other.turns[1].trust > talk.turns[1].trust


def test_a_suggestion_after_much_was_heard_is_no_longer_early() -> None:
    talk = talked("one_more_week", "What is it for?", "How is it going with the dough?",
                  "Why these pages, your mother?", "You could make a photocopy of the four pages.")  # fmt: skip
    assert "solves_early" not in talk.turns[-1].deeds


def test_whoever_has_nothing_left_to_say_goes() -> None:
    mute = replace(
        WEEK, lines={}, states={k: replace(s, lines={}) for k, s in WEEK.states.items()}, answers=()
    )
    talk = begin(mute, 1)
    talk = say(mute, talk, "Blue.", hear(talk, "Blue.", SMALL), SMALL)
    assert talk.ended == WEEK.endings[-1].kind


@pytest.mark.parametrize("deed", sorted(SHIFTS))
def test_trust_and_heat_stay_in_their_bounds(deed: str) -> None:
    standing = Standing.first(LAD)
    for _ in range(15):
        standing = follow(LAD, standing, (deed,))
        assert 0 <= standing.trust <= 10
        assert 0 <= standing.heat <= 10


def test_every_part_of_a_condition_counts() -> None:
    now = Standing("a", 5, 3, helped=1, limits=1, turns=4, told=("x",), done=("takes_up",))
    fits = When(5, 6, 3, 4, 1, 2, 1, 1, 4, ("heard",), ("x",), ("a",), 2)
    assert holds(fits, now)
    for wrong in (
        {"trust": 6}, {"trust_below": 5}, {"heat": 4}, {"heat_below": 3}, {"told": 2}, {"told_below": 1},
        {"helped": 2}, {"limits": 2}, {"turns": 5}, {"does": ("hurt",)}, {"knows": ("y",)}, {"state": ("b",)},
        {"helped_below": 1},
    ):  # fmt: skip
        assert not holds(replace(fits, **wrong), now), wrong


def test_the_time_a_client_has_ends_everything() -> None:
    never = replace(CHATTY, endings=(Ending("gave_up", When(turns=CHATTY.turns), ("Bye.",), "Gone."),))
    standing = Standing.first(never)
    for _ in range(CHATTY.turns):
        assert standing.ending is None
        standing = follow(never, standing, ("takes_up",))
    assert standing.ending is not None


def test_what_was_told_is_not_told_again_to_who_asks_again() -> None:
    talk = talked(
        "the_cds", "What do you use them for?", "And where do you listen?", "Do you drive every night?"
    )
    fact = CDS.facts["every_night"]
    assert talk.told.count("every_night") == 1
    assert talk.turns[1].line in fact.more
    assert talk.turns[2].line in fact.more


def test_a_particular_question_gets_its_own_answer_and_no_confession() -> None:
    talk = talked("the_cds", "What do you use them for?", *["(I wait)", "That must be hard."] * 2)
    asked = talked("the_cds", *(turn.text for turn in talk.turns), "And your wife, what does she make of it?")
    assert asked.turns[-1].told == ""
    assert asked.turns[-1].line in next(a.says for a in CDS.answers if "your wife" in a.about)


def test_the_longer_phrase_decides_what_a_question_is_about() -> None:
    assert talked("my_lad", "What is the boy's name?").turns[-1].line.startswith("Kyle")
    assert talked("my_lad", "And what's your name?").turns[-1].line.startswith("Harkness")


def test_nobody_goes_in_peace_while_they_are_asked_something() -> None:
    at_rest = Standing(
        "planning", 9, 0, helped=1, turns=7, told=("wedding", "machine", "mother", "fifth_try")
    )
    assert follow(WEEK, at_rest, ("asks_closed",), asking=True).ending is None
    ended = follow(WEEK, at_rest, ("thanks",)).ending
    assert ended is not None
    assert ended.kind == "heard_and_helped"


def test_telling_it_takes_the_heat_out() -> None:
    before = Standing("grinding", 6, 5, told=("crying",))
    told = follow(LAD, before, ("takes_up",))
    assert told.tells
    assert told.heat < before.heat


def test_what_is_seen_never_stands_before_a_parting() -> None:
    for texts in (["What is it for?"] * 1 + ["I can copy it for you.", "Goodbye."], ["It's our policy."] * 3):
        for turn in talked("one_more_week", *texts).turns:
            assert not (turn.seen and turn.parting)


def test_a_short_phrase_does_not_hide_the_longer_one_that_begins_in_it() -> None:
    talk = talked(
        "one_more_week", "You look worried. What is it for?", "Is your mother coming to the wedding too?"
    )
    assert "eleven years" in talk.turns[1].line.lower()


def test_who_says_go_on_gets_to_hear_something() -> None:
    heard = "A number, and not your name. That must have been horrible for you."
    talk = talked("my_name_on_the_poster", heard, heard + " All of it.")
    known = len(talk.told)
    on = talked("my_name_on_the_poster", *(t.text for t in talk.turns), "Go back as far as you like.")
    after = talked("my_name_on_the_poster", *(t.text for t in on.turns), "I have the time. Please go on.")
    assert len(after.told) > known


@pytest.mark.parametrize("text", ["You're being rude, please stop.", "There is no need to be rude."])
def test_to_say_that_they_are_rude_is_no_insult(text: str) -> None:
    talk = talked("my_lad", "What an idiot you are.", text)
    assert "belittles" not in talk.turns[1].deeds
