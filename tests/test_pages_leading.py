"""Page 13: what could be seen is told from what could hang on a wall; five questions, one by one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.practice_page import Opening, boxes, openings, read
from workbook_lib import catalog
from workbook_lib.activities.five_questions import QUESTIONS
from workbook_lib.pages._writing import Writing

PAGE = "13_leading"
CONTENT = catalog.load()
LOOKS = CONTENT.looks.looks


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Opening]:
    yield from openings(tmp_path, monkeypatch)


@pytest.mark.source("S15", "13_leading")
def test_what_the_team_saw_is_told_from_a_slogan(opened: Opening) -> None:
    own = Writing(opened(PAGE), "own")
    hollow = read(own, "My door is always open and I always lead by example.", "seen_week")
    assert LOOKS["slogan"].says in hollow
    assert LOOKS["i_did"].missing in hollow
    good = read(own, "On Tuesday a man shouted at Lena. I took the phone and then sat with her.", "seen_week")
    assert LOOKS["slogan"].says not in good
    assert LOOKS["i_did"].says in good
    assert LOOKS["moment"].says in good


def test_a_change_that_can_be_held_to_is_told_from_a_wish(opened: Opening) -> None:
    change = Writing(opened(PAGE), "change")
    hollow = read(
        change, "Going forward, the team will look at more flexible rosters in due course.", "one_change"
    )
    assert LOOKS["slogan"].says in hollow
    assert LOOKS["the_team"].says in hollow
    assert LOOKS["my_step"].missing in hollow
    good = read(
        change,
        "From Monday I will put a second person on the desk at three. In May I will ask them if it helped.",
        "one_change",
    )
    assert all(LOOKS[name].says in good for name in ("my_step", "when", "hears"))
    assert LOOKS["slogan"].says not in good


@pytest.mark.parametrize("station", ["colleague", "mine"])
def test_the_five_questions_open_one_by_one_and_a_sixth_asks(opened: Opening, station: str) -> None:
    writing = Writing(opened(PAGE), station)
    assert [box.wording for box in writing.told.boxes[:5]] == [CONTENT.prompts[q].wording for q in QUESTIONS]
    for number, question in enumerate(QUESTIONS, start=1):
        assert boxes(writing) == list(QUESTIONS[:number])
        read(
            writing, "She covered every gap in the grid for eleven years and nobody ever asked her.", question
        )
    assert boxes(Writing(opened(PAGE), station))[-1] == "ask_colleague"


@pytest.mark.source("S21", "13_leading")
def test_a_good_and_a_hollow_answer_about_a_colleague_differ(opened: Opening) -> None:
    writing = Writing(opened(PAGE), "colleague")
    read(writing, "The roster is the roster. Everyone would like to have Saturdays off.", "why_important")
    [entry] = writing.page.entries()
    good = read(
        writing,
        "It matters to her because it is the first thing in years that is only hers. For eleven years she gave up "
        "her own weekends so that others could have theirs, and I turned the screen as if she couldn't count.",
        "why_important",
    )
    assert entry.assessment is not None
    last = writing.page.entries()[-1].assessment
    assert last is not None
    before, after = entry.assessment.levels, last.levels
    assert after["perspective"] == 2 > before["perspective"]
    assert after["specificity"] > before["specificity"]
    assert CONTENT.rubric("reflection").dimensions[1].name in good
    for question in QUESTIONS[1:]:
        read(
            writing, "She covered every gap in the grid for eleven years and nobody ever asked her.", question
        )
    asked = read(
        writing, "What would be fair to you, Farida? And what could I do about it today?", "ask_colleague"
    )
    assert LOOKS["asks_right"].says in asked
    told = read(writing, "I will explain the roster to her once more.", "ask_colleague")
    assert LOOKS["asks_right"].says not in told
