"""One thing that is there and one question: honest, never twice running, and never a verdict."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbook_lib.catalog import load
from workbook_lib.coaching import ABSENCE, Coaching, coach
from workbook_lib.model import Assessment, Evidence, Kind, Level, Rating, Stage
from workbook_lib.quoting import quotes
from workbook_lib.scoring import score_reflection

CATALOG = load("en")
WORDS = CATALOG.feedback
TEXT = "She was upset. Her son had waited all week for it. I could look on the shelf with her now."
QUOTED = re.compile(r"“([^”]*)”")


def reading(kind: Kind, text: str, levels: dict[str, Level], stage: Stage | None = "sympathy") -> Assessment:
    """A reading with these levels; whatever is there rests on the text's sentences in turn."""
    spans = [m.span() for m in re.finditer(r"[^\s.!?][^.!?\n]*[.!?]?", text)]
    ratings = []
    for i, dimension in enumerate(d.id for d in CATALOG.rubric(kind).dimensions):
        level = levels.get(dimension, 0)
        found: tuple[Evidence, ...] = ()
        if level and spans and dimension != ABSENCE:
            start, end = spans[i % len(spans)]
            found = (Evidence(dimension, start, end, text[start:end], "a reason"),)
        ratings.append(Rating(dimension, level, 0.8, True, found))
    return Assessment(kind, "1", stage, tuple(ratings))


def not_read(note: str, kind: Kind = "reflection") -> Assessment:
    return Assessment(kind, "1", None, reading(kind, "", {}).ratings, note)


def asked(
    text: str = TEXT, stage: Stage = "sympathy", kind: Kind = "reflection", **levels: Level
) -> Coaching:
    return coach(reading(kind, text, levels, stage), WORDS, text=text)


@pytest.mark.parametrize(
    "note", ["too_short", "other_language", "off_topic", "own_hurt", "no_words", "bigger_than_a_reply"]
)
@pytest.mark.parametrize("kind", ["reflection", "reply"])
def test_each_reason_not_to_read_has_its_own_words(note: str, kind: Kind) -> None:
    assert coach(not_read(note, kind), WORDS, text="hm ok").situation == note


@pytest.mark.parametrize(
    ("situation", "text", "levels"),
    [
        ("nothing_yet", "It was busy and the man left.", {}),
        ("label_only", "She was upset.", {"emotion": 1, "specificity": 1}),
        ("feeling_no_side", TEXT, {"emotion": 2, "specificity": 1}),
        ("side_no_feeling", TEXT, {"perspective": 2, "specificity": 1}),
        ("understands_no_act", TEXT, {"emotion": 2, "perspective": 2, "curiosity": 2, "specificity": 2}),
        ("act_without_understanding", "I will print a new sign.", {"action": 2}),
        ("specific_but_cold", "Card 4471, three books, Tuesday.", {"specificity": 1}),
        (
            "no_curiosity",
            TEXT,
            {"emotion": 2, "perspective": 2, "action": 2, "self_awareness": 2, "specificity": 2},
        ),
        ("recited", "Empathy is feeling what another feels. I will use empathy.", {}),
        ("contempt", "These people always want something for nothing.", {}),
        (
            "over_promise",
            "I gave her my own number and said call me any time.",
            {"perspective": 2, "action": 1},
        ),
        ("self_justifying", "I told him the rule twice already.", {}),
        ("self_blame_only", "It was all my fault and I am a terrible person.", {"self_awareness": 1}),
        ("prying", "Why is she homeless? I would ask that first.", {"curiosity": 1}),
    ],
)
def test_a_reflection_is_met_where_it_stands(situation: str, text: str, levels: dict[str, Level]) -> None:
    stage: Stage = "sympathy" if levels else "none"
    assert asked(text, stage, **levels).situation == situation


@pytest.mark.parametrize(
    ("situation", "text", "levels"),
    [
        ("fixes_without_seeing", "Your fine is gone.", {"ownership": 2, "positive_language": 2}),
        ("unseen", "Ask at the desk.", {}),
        ("stock_phrase", "We apologise for any inconvenience.", {"acknowledgement": 1, "shared_feeling": 1}),
        ("own_story", "I know exactly how you feel. When my dog died I wept.", {}),
        ("silver_lining", "At least you have the others.", {}),
        ("fault_dodged", "It appears there was an issue.", {"acknowledgement": 1}),
        ("rule_first", "The system shows that your card is blocked.", {}),
        (
            "reply_over_promise",
            "Hop in, I will take you home. Our secret.",
            {"acknowledgement": 2, "ownership": 1},
        ),
        (
            "decided_for_them",
            TEXT,
            {
                "acknowledgement": 2,
                "shared_feeling": 2,
                "ownership": 2,
                "positive_language": 2,
                "tone_match": 2,
            },
        ),
        (
            "kind_limit",
            "You waited an hour, and I can't open the room now. I can keep it for you tomorrow.",
            {
                "acknowledgement": 2,
                "shared_feeling": 2,
                "ownership": 2,
                "positive_language": 2,
                "tone_match": 2,
                "inclusion": 2,
                "assumption_free": 2,
            },
        ),
    ],
)
def test_a_reply_is_met_where_it_stands(situation: str, text: str, levels: dict[str, Level]) -> None:
    stage: Stage = "sympathy" if levels else "none"
    assert asked(text, stage, "reply", **levels).situation == situation


def test_a_clear_text_gets_a_question_too() -> None:
    everything: dict[str, Level] = {d.id: 2 for d in CATALOG.rubric("reflection").dimensions}
    assert asked(**everything).situation == "all_clear_reflection"


def test_what_the_learner_aims_at_comes_first() -> None:
    levels: dict[str, Level] = {"emotion": 1, "perspective": 1, "specificity": 1}
    found = coach(reading("reflection", TEXT, levels), WORDS, text=TEXT, aim=("curiosity",))
    assert found.dimension == "curiosity"


def test_what_the_question_is_about_comes_before_the_order_of_the_file() -> None:
    levels: dict[str, Level] = {"emotion": 1, "perspective": 1, "specificity": 1}
    found = coach(reading("reflection", TEXT, levels), WORDS, text=TEXT, question="how_would_i_feel")
    assert found.dimension == "self_awareness"


def test_assumption_free_is_spoken_of_only_where_something_was_assumed() -> None:
    quiet = reading("reply", TEXT, {"acknowledgement": 2})
    assert coach(quiet, WORDS, text=TEXT).dimension != ABSENCE
    text = "You must be new to this country. I could look on the shelf."
    evidence = (Evidence(ABSENCE, 0, 32, text[:32], "nobody said so"),)
    ratings = tuple(
        Rating(ABSENCE, 0, 0.8, True, evidence) if r.dimension == ABSENCE else r for r in quiet.ratings
    )
    loud = coach(Assessment("reply", "1", "sympathy", ratings), WORDS, text=text)
    assert (loud.situation, "You must be new" in loud.question) == ("something_assumed", True)
    assert "assum" not in loud.notice


def test_an_unsure_finding_is_not_stated_as_found() -> None:
    sure = reading("reflection", TEXT, {"emotion": 2})
    unsure = tuple(Rating(r.dimension, r.level, 0.4, False, r.evidence) for r in sure.ratings)
    notice = coach(Assessment("reflection", "1", "empathy", unsure, "unsure"), WORDS, text=TEXT).notice
    assert notice in WORDS.unsure


def test_a_person_the_text_names_may_be_taken_up() -> None:
    questions = set()
    recent: list[tuple[str, int]] = []
    for _ in range(6):
        found = coach(not_read("too_short"), WORDS, text=TEXT, recent=recent)
        recent.append((found.situation, found.wording))
    for _ in range(12):
        found = coach(reading("reflection", TEXT, {"specificity": 1}), WORDS, text=TEXT, recent=recent)
        recent.append((found.situation, found.wording))
        questions.add(found.question)
    assert any("her son" in q for q in questions)


KINDS: list[Kind] = ["reflection", "reply"]
LEVELS = st.lists(st.sampled_from([0, 1, 2]), min_size=7, max_size=7)
TEXTS = st.one_of(
    st.text(max_size=300),
    st.lists(
        st.sampled_from(["She cried.", "her son", "at least you", "These people", ",", "\n", "…", "I can't"])
    ).map(" ".join),
)


@settings(max_examples=200, deadline=None)
@given(kind=st.sampled_from(KINDS), levels=LEVELS, text=TEXTS, stage=st.sampled_from(["none", "empathy"]))
def test_whatever_the_text_the_words_are_whole_and_quotations_are_the_learners(
    kind: Kind, levels: list[Level], text: str, stage: Stage
) -> None:
    dimensions = [d.id for d in CATALOG.rubric(kind).dimensions]
    assessment = reading(kind, text, dict(zip(dimensions, levels, strict=False)), stage)
    found = coach(assessment, WORDS, text=text)
    assert found == coach(assessment, WORDS, text=text)
    for words in (found.notice, found.question):
        assert "{quote}" not in words
        assert "{person}" not in words
        assert "“”" not in words
        assert words.strip()
    situation = next(s for s in WORDS.situations if s.id == found.situation)
    wording = (situation.ask + situation.plain)[found.wording]
    before, slot, after = wording.partition("{quote}")
    if slot:
        quote = found.question.removeprefix(before).removesuffix(after)
        assert quote in text
        assert quote


@settings(max_examples=100, deadline=None)
@given(kind=st.sampled_from(KINDS), levels=LEVELS, text=TEXTS)
def test_never_the_same_question_twice_running(kind: Kind, levels: list[Level], text: str) -> None:
    dimensions = [d.id for d in CATALOG.rubric(kind).dimensions]
    assessment = reading(kind, text, dict(zip(dimensions, levels, strict=False)))
    recent: list[tuple[str, int]] = []
    for _ in range(14):
        found = coach(assessment, WORDS, text=text, recent=recent)
        assert [(found.situation, found.wording)] != recent[-1:]
        recent.append((found.situation, found.wording))


def test_one_gap_is_not_asked_about_three_times_running() -> None:
    assessment = reading("reflection", TEXT, {"emotion": 1, "specificity": 1})
    recent: list[tuple[str, int]] = []
    for _ in range(3):
        found = coach(assessment, WORDS, text=TEXT, recent=recent)
        recent.append((found.situation, found.wording))
    assert recent[0][0] == recent[1][0] != recent[2][0]


def quotable(text: str) -> list[str]:
    return [text[start:end] for start, end in quotes(text, WORDS.marks)]


@given(st.text(max_size=400))
def test_what_can_be_quoted_stands_in_the_text_and_is_short(text: str) -> None:
    for piece in quotable(text):
        assert piece in text
        assert 3 <= len(piece.split()) <= 15


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("She was upset.", ["She was upset"]),
        ("Dear Ms Ade, you waited an hour for me. Thank you", []),
        ("Yes. Upset due to loss of toy. Dollars, thirty-eight.", []),
        ("Being told to clear her cache by someone who sleeps at night.", []),
        (
            "She told me that the bus was late, and she had lost a day over the form and the photograph.",
            ["She told me that the bus was late", "she had lost a day over the form and the photograph"],
        ),
        (
            "She drives in from Yarrawonga way, so it's a fair hike, and she can't do it every week with petrol.",
            ["She drives in from Yarrawonga way", "she can't do it every week with petrol"],
        ),
        ("I felt for the man who had come by bus with his three small children and a bag of wet books.", []),
        ("What I can do I have not worked out. What does she need?", ["What does she need?"]),
        ('"He checks what I borrow," she said, like someone telling you the weather.', []),
        ("That's it. It's fine. But he had a point.", []),
    ],
)
def test_only_what_stands_alone_is_quoted(text: str, pieces: list[str]) -> None:
    assert quotable(text) == pieces


def test_the_quotation_ends_its_sentence_and_the_question_stands_by_itself() -> None:
    frame = re.compile(
        r"[^?]*(?:“\{(?:quote|theirs)\}”|\{person\})( aside for a moment| slowly| once more| for a moment)?\. .*\?"
    )
    for situation in WORDS.situations:
        for wording in situation.ask:
            assert frame.fullmatch(wording), wording
    for by_dimension in WORDS.notices.values():
        for pair in by_dimension.values():
            for wordings in pair:
                assert all(w.endswith(": “{quote}”.") for w in wordings if "{quote}" in w)
                assert any("{quote}" not in w for w in wordings)


def test_an_unsure_reading_asks_the_plain_question_and_quotes_nothing() -> None:
    for levels in ({"emotion": 1}, {"perspective": 2}, {"emotion": 2, "perspective": 1}, {"action": 2}):
        sure = reading("reflection", TEXT, levels)  # type: ignore[arg-type]  # levels are 1 and 2
        unsure = tuple(Rating(r.dimension, r.level, 0.4, False, r.evidence) for r in sure.ratings)
        found = coach(Assessment("reflection", "1", "empathy", unsure, "unsure"), WORDS, text=TEXT)
        if found.situation not in {"feeling_absent", "general"}:
            assert "“" not in found.question + found.notice, levels


def test_what_is_quoted_in_the_question_is_not_quoted_above_it() -> None:
    text = "She had promised her girl the frog book."
    found = asked(text, perspective=2, specificity=2)
    assert text[:-1] in found.question
    assert text[:-1] not in found.notice


def test_a_step_is_not_shown_by_a_sentence_without_one() -> None:
    text = "I knew already about it. She has waited for it long."
    found = asked(text, emotion=2, perspective=2, action=2)
    assert "step" not in found.notice or "“" not in found.notice


def test_the_question_on_the_page_is_not_quoted_back() -> None:
    text = "What made them feel the way they do? Empathy means feeling what they feel. I will use empathy."
    found = coach(reading("reflection", text, {}, "none"), WORDS, text=text)
    assert found.situation == "recited"
    assert "What made them feel" not in found.question


@pytest.mark.parametrize("missed", ["emotion", "action"])
def test_a_dispute_changes_what_is_noticed_and_what_is_asked(missed: str) -> None:
    said = reading("reflection", TEXT, {"emotion": 2, "specificity": 1})
    before = coach(said, WORDS, text=TEXT, aim=("emotion",))
    after = coach(said, WORDS, text=TEXT, aim=("emotion",), disputed={missed, "perspective"})
    assert before.dimension == "perspective"
    assert after.dimension not in {missed, "perspective"}
    assert after.question != before.question


def test_a_mark_that_was_taken_away_is_not_noticed_again() -> None:
    said = reading("reflection", TEXT, {"emotion": 2})
    before, after = (coach(said, WORDS, text=TEXT, disputed=gone) for gone in ((), {"emotion"}))
    assert before.notice.startswith(tuple(w.split("{")[0] for w in WORDS.notices["reflection"]["emotion"][1]))
    assert after.notice in WORDS.opening


def test_the_texts_of_newcomers_are_asked_sense() -> None:
    """What two newcomers complained of: halves of sentences, and questions that could not be asked of them."""
    texts = [
        "She drives in from Yarrawonga way, so it's a fair hike, and she can't do it every week.",
        "Scared, under the shouting. He went white when I said I can't.",
        "Dollars, thirty-eight. But I did a thing I'm not proud of, which was I looked at her nails.",
        "Rooms are not soundproof and the people in Room 3 had an exam. I knocked, he put his hand up.",
    ]
    for text in texts:
        found = coach(score_reflection(text, "hardship"), WORDS, text=text, question="hardship")
        for quote in QUOTED.findall(found.question + found.notice):
            assert quote in quotable(text)
            assert "…" not in quote


def test_every_question_asks_one_thing() -> None:
    for situation in WORDS.situations:
        for wording in situation.ask + situation.plain:
            assert "?" in wording, wording
            assert wording.count("?") <= 2, wording


def test_no_words_of_coaching_are_there_twice() -> None:
    questions = [w for s in WORDS.situations for w in s.ask + s.plain]
    assert [q for q in set(questions) if questions.count(q) > 1] == []


def test_every_reading_finds_a_situation() -> None:
    dimensions = [d.id for d in CATALOG.rubric("reflection").dimensions]
    seen = set()
    for levels in product((0, 1, 2), repeat=6):
        seen.add(asked("He said so and left again.", **dict(zip(dimensions, levels, strict=True))).situation)
    gaps = {
        s.id
        for s in WORDS.situations
        if s.kind == "reflection" and s.tier in {"gap", "clear"} and not s.when.text
    }
    by_aim = {
        "general",
        "feeling_thin",
        "feeling_absent",
        "noticed_not_examined",
        "absent_self",
        "open_but_general",
    }
    assert gaps - seen <= by_aim


def test_a_gap_the_reading_is_firm_about_comes_before_a_doubtful_one() -> None:
    """By the ladder the missing feeling comes first; where that is a guess, the firm gap is asked about."""
    sure = reading(
        "reflection", TEXT, {"perspective": 2, "curiosity": 1, "self_awareness": 1, "specificity": 2}
    )
    assert coach(sure, WORDS, text=TEXT).situation == "side_no_feeling"
    doubtful = tuple(replace(r, confidence=0.4) if r.dimension == "emotion" else r for r in sure.ratings)
    said = coach(replace(sure, ratings=doubtful), WORDS, text=TEXT)
    assert said.situation == "understands_no_act"


def test_where_all_is_doubtful_the_firmest_gap_is_asked_about() -> None:
    sure = reading(
        "reflection", TEXT, {"perspective": 2, "curiosity": 2, "self_awareness": 2, "specificity": 2}
    )
    doubtful = tuple(replace(r, confidence=0.5 if r.dimension == "action" else 0.3) for r in sure.ratings)
    said = coach(replace(sure, ratings=doubtful), WORDS, text=TEXT)
    assert said.dimension in ("emotion", "action")


@pytest.mark.parametrize(
    "text",
    [
        "Two persons asked for the publication entitled Our Common Bond.",
        "The student asked me to lend him money, and I said no.",
    ],
)
def test_an_innocent_phrase_is_no_caution(text: str) -> None:
    said = coach(reading("reflection", text, {"specificity": 1}, "none"), WORDS, text=text)
    assert said.situation not in ("contempt", "over_promise")


def test_no_clause_is_quoted_without_its_head() -> None:
    text = "Say Graham's gone first, which he will with that chest, and the kids are in Perth."
    found = [text[start:end] for start, end in quotes(text, WORDS.marks)]
    assert not any(quote.startswith("he will") for quote in found)
