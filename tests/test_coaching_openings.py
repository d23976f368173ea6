"""What a question takes up: the line that opens something, a line of the client's, and nothing that is given."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.test_coaching import CATALOG, WORDS, reading
from workbook_lib.coaching import Coaching, coach
from workbook_lib.model import Assessment, Kind, Level, Stage
from workbook_lib.noticing import met
from workbook_lib.quoting import compiled, plain
from workbook_lib.theirs import taken_up, telling_line

MESSAGE = "Hello. The desk was busy on Monday. I have not slept since my brother died. Yours, A. Ito"
SITUATIONS = {s.id: s for s in WORDS.situations}


def clear(kind: Kind, level: Level = 2) -> dict[str, Level]:
    return {d.id: level for d in CATALOG.rubric(kind).dimensions}


def question(
    text: str, kind: Kind = "reflection", stage: Stage = "sympathy", message: str = "", **levels: Level
) -> Coaching:
    return coach(reading(kind, text, levels, stage), WORDS, text=text, message=message)


@pytest.mark.parametrize(
    ("situation", "line", "levels"),
    [
        ("brushed_off", "She went off happy as Larry", {}),
        ("brushed_off", "He can print another one", {}),
        ("about_everyone", "Every customer matters to us", {}),
        ("own_reaction_named", "I laughed when he said it", {"perspective": 1}),
        ("unasked", "I did not ask him which one", {"perspective": 2}),
        ("unasked", "I don't know if she got home", {"perspective": 1}),
        ("only_wished", "Maybe more thought could go into toys", {"perspective": 1}),
        ("only_guessed", "I expect he felt a fool", {"emotion": 1}),
    ],
)
def test_a_reflection_is_asked_about_the_line_that_opens_something(
    situation: str, line: str, levels: dict[str, Level]
) -> None:
    found = question(f"It rained on Tuesday. {line}.", **levels)
    assert found.situation == situation
    assert f"“{line}”" in found.question


@pytest.mark.parametrize(
    ("situation", "line", "levels"),
    [
        ("put_on_them", "In future we would recommend asking for a receipt", {}),
        ("put_on_them", "Most people would have been grateful", {}),
        ("shut_door", "This inbox is not monitored after hours", {}),
        ("outside_label", "I can understand your frustration", {"acknowledgement": 1}),
        ("word_given", "I'll ring your teacher tonight", clear("reply")),
        ("own_part_said", "I binned it", clear("reply")),
    ],
)
def test_a_reply_is_asked_about_the_line_that_opens_something(
    situation: str, line: str, levels: dict[str, Level]
) -> None:
    found = question(f"Hello there. {line}.", "reply", **levels)
    assert found.situation == situation
    assert f"“{line}”" in found.question


MISSES = {
    "contempt": [
        "They required the publication entitled Our Common Bond.",
        "Those people have been dead two hundred years.",
        "I felt stupid standing there.",
        "It was a typical Tuesday.",
        "She wants to see her children grow up here.",
    ],
    "kind_limit": [
        "I can't give you those back.",
        "I can't change what happened.",
        "We can't take that night back from you.",
    ],
    "over_promise": ["You can pick them up on Friday.", "I'll take them off your account."],
    "unasked": ["I don't know what else to do with my face.", "I don't know if we are allowed to."],
    "own_reaction": ["I would have laughed.", "I didn't say anything of what was on her screen."],
    "wished": ["I should have said something to him.", "I could look on the shelf with her now."],
    "guessed": ["I expect I would be put out.", "I suppose there is no other way."],
    "put_on_them": ["I can show you round next time you're in.", "Most people in the room were students."],
    "outside_label": ["I can see the charge on here.", "We understand that you like a chat."],
    "everyone": ["It is important to this person because of her son."],
}
HITS = {
    "contempt": ["These people always want something.", "Typical of her.", "He is so entitled."],
    "kind_limit": ["I can't open the room tonight.", "That isn't something I can decide."],
    "over_promise": ["I drove her home.", "I'll pay it out of my own pocket.", "I'll run you home."],
}


@pytest.mark.parametrize(("name", "text"), [(n, t) for n, texts in MISSES.items() for t in texts])
def test_a_pattern_passes_over_what_only_looks_like_it(name: str, text: str) -> None:
    assert not compiled(WORDS.patterns[name]).search(plain(text))


@pytest.mark.parametrize(("name", "text"), [(n, t) for n, texts in HITS.items() for t in texts])
def test_a_pattern_meets_what_it_is_for(name: str, text: str) -> None:
    assert compiled(WORDS.patterns[name]).search(plain(text))


def test_an_opening_that_cannot_be_quoted_is_none() -> None:
    text = 'He said "I never asked" and I never asked, "not once", why he came.'
    assert met(WORDS, text, SITUATIONS["unasked"]) == ""
    assert question(text, perspective=2).situation != "unasked"


def test_every_opening_and_every_clear_line_is_quoted_where_it_is_at_hand() -> None:
    for situation in WORDS.situations:
        if situation.tier in {"opening", "clear"} and situation.when.text:
            assert all("{quote}" in wording for wording in situation.ask)


def test_a_situation_has_five_wordings() -> None:
    for situation in WORDS.situations:
        assert len(situation.ask + situation.plain) >= 5, situation.id


def test_a_plain_question_points_to_nothing_that_was_said_before() -> None:
    dangling = compiled(
        (r"\bwhich (?:of your guesses|answer)\b", r"^(?:and|but|so|then)\b", r"\bto say this\b")
    )
    for situation in WORDS.situations:
        assert not [w for w in situation.plain if dangling.search(w)], situation.id


def test_the_line_of_the_client_that_weighs_most_is_taken() -> None:
    assert telling_line(MESSAGE, "", WORDS.marks, WORDS.patterns["telling"]) == (
        "I have not slept since my brother died"
    )


def test_a_line_of_the_client_that_was_taken_up_is_passed_over() -> None:
    text = "She hasn't slept since her brother died."
    assert taken_up("I have not slept since my brother died", text)
    assert telling_line(MESSAGE, text, WORDS.marks, WORDS.patterns["telling"]) == ""


@given(st.text(max_size=300), st.text(max_size=100))
def test_a_line_of_the_client_is_theirs_word_for_word(message: str, text: str) -> None:
    assert telling_line(message, text, WORDS.marks, WORDS.patterns["telling"]) in message


def test_a_reply_that_passes_them_over_is_asked_about_a_line_of_theirs() -> None:
    found = question("Ask at the desk upstairs.", "reply", "none", message=MESSAGE)
    assert found.situation == "unseen"
    assert "“I have not slept since my brother died”" in found.question


def unsure(assessment: Assessment, dimension: str) -> Assessment:
    """The same with one reading that the page isn't sure of."""
    ratings = (
        replace(r, confidence=0.4, sure=False) if r.dimension == dimension else r for r in assessment.ratings
    )
    return replace(assessment, ratings=tuple(ratings))


@pytest.mark.parametrize(("dimension", "level"), [("perspective", 1), ("emotion", 1), ("curiosity", 0)])
def test_a_rich_text_is_not_asked_for_what_it_may_well_give(dimension: str, level: Level) -> None:
    sure = reading("reflection", "He left.", {**clear("reflection"), dimension: level}, "compassion")
    before, after = (coach(a, WORDS, text="He left.") for a in (sure, unsure(sure, dimension)))
    assert before.dimension == dimension
    assert after.situation == "all_clear_reflection"


def test_a_thin_text_is_asked_all_the_same() -> None:
    thin = unsure(reading("reflection", "He left.", {"emotion": 1}), "emotion")
    assert coach(thin, WORDS, text="He left.").dimension in ("emotion", "specificity")
