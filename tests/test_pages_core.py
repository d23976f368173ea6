"""The core page without a browser: what a press changes, what is kept, what is withdrawn."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.core_page import ANSWER, PAGE, STEP, again, flat, html, no_form, opened, press, rate, read, typed
from workbook_lib.activities import five_questions as activity
from workbook_lib.pages import _page
from workbook_lib.pages._core import OWN, Practice
from workbook_lib.parts import Choices, Editor, editors
from workbook_lib.widgets import Choice


@pytest.fixture
def practice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Practice]:
    yield from opened(tmp_path, monkeypatch)


def test_the_page_opens_on_a_case_and_its_first_question(practice: Practice) -> None:
    assert [e.id for e in editors(practice.parts())] == [f"answer-{STEP}"]
    assert practice.scenario is not None
    assert practice.scenario.title in html(practice)


def test_reading_asks_for_ones_own_rating_first_and_only_once(practice: Practice) -> None:
    typed(practice, ANSWER)
    assert press(practice, f"read:{STEP}").focus == f"rate-{STEP}"
    assert practice.walk.latest(STEP) is None
    press(practice, f"read:{STEP}")
    assert practice.walk.latest(STEP) is not None


def test_a_reading_is_kept_with_its_wording_its_rating_and_the_whole_text(practice: Practice) -> None:
    read(practice)
    [entry] = practice.page.entries()
    assert entry.text == ANSWER
    assert entry.prompt_wording == "Why is this issue so important to this person?"
    assert entry.self_rating == {"perspective": 1}
    assert entry.aided
    assert entry.assessment is not None
    assert entry.assessment.was_read


def test_the_reading_shows_sentences_reasons_and_one_question(practice: Practice) -> None:
    read(practice)
    shown = html(practice)
    assert shown.count('class="wb-sentence"') == 4
    assert "data-carries" in shown
    assert shown.count('class="wb-question"') == 1


def told(practice: Practice, key: str) -> str:
    """The end of a sentence about one's own rating, after the dimension's name."""
    return practice.page.word(f"reading.{key}").split("{dimension}")[-1]


def test_the_learners_rating_stands_beside_the_reading(practice: Practice) -> None:
    read(practice)
    entry = practice.walk.latest(STEP)
    assert entry is not None
    assert entry.assessment is not None
    said = {"same": "difference_same", "lower": "difference_lower", "higher": "difference_higher"}
    level = entry.assessment.levels["perspective"]
    if not entry.assessment.rating("perspective").sure:
        assert not any(told(practice, key) in html(practice) for key in said.values())
        return
    key = said["same" if level == 1 else "lower" if level > 1 else "higher"]
    assert told(practice, key) in html(practice)


def test_reading_the_same_words_again_keeps_one_entry(practice: Practice) -> None:
    read(practice)
    press(practice, f"read:{STEP}")
    assert len(practice.page.entries()) == 1


def test_a_revision_names_what_it_revises_and_shows_what_was_before(practice: Practice) -> None:
    read(practice)
    read(practice, ANSWER + " I would ask her what she needs first.")
    first, second = practice.page.entries()
    assert second.revises == first.id
    assert "Earlier versions (1)" in html(practice)


def test_everything_is_there_after_a_restart(practice: Practice) -> None:
    read(practice)
    press(practice, f"go_on:{STEP}")
    typed(practice, "half a thou", "what_made_them_feel")
    reopened = again(practice)
    assert reopened.walk.open == "what_made_them_feel"
    assert editors(reopened.parts())[0].text == "half a thou"
    press(reopened, f"open:{STEP}")
    assert 'class="wb-question"' in html(reopened)


def test_another_case_keeps_the_first_ones_answers(practice: Practice) -> None:
    read(practice)
    before = practice.walk.scenario
    press(practice, "own:")
    assert practice.walk.scenario == OWN
    assert "reveal" not in practice.walk.steps
    press(practice, "another:")
    while practice.walk.scenario != before:
        press(practice, "another:")
    assert practice.walk.latest(STEP) is not None


def test_a_withdrawn_mark_goes_and_stays_gone_for_the_same_text(practice: Practice) -> None:
    read(practice)
    entry = practice.walk.latest(STEP)
    assert entry is not None
    assert entry.assessment is not None
    dimension = next(d for d, level in entry.assessment.levels.items() if level)
    press(practice, f"dispute:{STEP}")
    assert any(isinstance(p, Choices) and p.id == f"dispute-{STEP}" for p in flat(practice.parts()))
    practice.act(Choice(f"dispute-{STEP}", dimension), no_form())
    typed(practice, "I meant my own daughter.", f"not_meant_{STEP}")
    press(practice, f"withdraw:{STEP}")
    assert "I meant my own daughter." in html(practice)
    read(practice, "Something else altogether, about the shelf and the flap.")
    read(practice)
    latest = practice.walk.latest(STEP)
    assert latest is not None
    assert dict(latest.disputed) == {dimension: "I meant my own daughter."}


def test_asking_comes_before_the_reveal_and_is_kept(practice: Practice) -> None:
    assert practice.scenario is not None
    press(practice, "open:ask")
    assert practice.scenario.reveal.split()[0:6] != html(practice).split()[0:6]
    assert practice.scenario.hidden[0] not in html(practice)
    typed(practice, "She was loud.", "know")
    typed(practice, "She has no money.", "guess")
    press(practice, "keep:ask")
    assert practice.walk.open == "reveal"
    assert practice.scenario.hidden[0].split(". ")[0] in html(practice).replace("&#39;", "'")
    assert {e.prompt for e in practice.page.entries()} == {"know", "guess"}


def test_the_two_invented_replies_come_after_ones_own_and_never_before(practice: Practice) -> None:
    assert practice.scenario is not None
    press(practice, "open:reply")
    meets = practice.scenario.replies["meets"][:30].replace("'", "&#39;")
    assert meets not in html(practice)
    typed(practice, "Dear Renee, you were right. I looked, and the frog book is on our shelf.", "reply")
    rate(practice, "2", "reply")
    press(practice, "read:reply")
    assert meets in html(practice)
    entry = practice.walk.latest("reply")
    assert entry is not None
    assert entry.assessment is not None
    assert "acknowledgement" in entry.assessment.levels


def test_the_client_speaks_in_the_tone_that_was_chosen(practice: Practice) -> None:
    press(practice, "open:reply")
    practice.act(Choice("register", "formal"), no_form())
    assert practice.scenario is not None
    formal = next(m for m in practice.scenario.messages if m.register == "formal")
    assert formal.text[:20] in html(practice)


def test_a_plan_is_kept_for_the_next_return(practice: Practice) -> None:
    press(practice, "open:plan")
    typed(practice, "When someone is loud, then I let them finish.", "when_then")
    press(practice, "keep:plan")
    assert practice.page.setting("plan")["text"] == "When someone is loud, then I let them finish."


@pytest.mark.parametrize(
    "text", ["", "   ", "ok", "1234", "\x00", "Ich verstehe sie nicht, warum ist sie so laut?"]
)
def test_a_text_that_cannot_be_read_is_kept_and_says_why(practice: Practice, text: str) -> None:
    read(practice, text)
    entry = practice.walk.latest(STEP)
    assert entry is not None
    assert entry.text == text
    assert entry.assessment is not None
    assert not entry.assessment.was_read
    assert practice.page.word(f"notes.{entry.assessment.note}") in html(practice).replace("&#39;", "'")


def test_every_editor_has_a_label(practice: Practice) -> None:
    for step in practice.walk.steps:
        press(practice, f"open:{step}")
        shown = [p for p in flat(practice.parts()) if isinstance(p, Editor)]
        assert all(e.label for e in shown)


HARM = "She said she doesn't want to wake up any more and that she has been saving up her tablets."


def test_words_of_harm_are_met_and_not_read(practice: Practice) -> None:
    read(practice, HARM)
    entry = practice.walk.latest(STEP)
    assert entry is not None
    assert entry.assessment is not None
    assert entry.assessment.note == "bigger_than_a_reply"
    shown = html(practice)
    assert "This may be bigger than a reply" in shown
    assert practice.page.content.care.procedure[0] in shown
    assert "wb-finding" not in shown
    assert "wb-question" not in shown


def test_help_is_on_every_page(practice: Practice) -> None:
    from workbook_lib.pages import five_questions, start_here

    for page in (five_questions, start_here):
        foot = str(page.way_on().parts)
        assert practice.page.content.care.call[0][:30] in foot


def test_a_page_opened_again_and_again_lets_its_oldest_forms_go(practice: Practice) -> None:
    first = practice.page.form(practice.parts(), "plain")
    for _ in range(_page.OPEN_AT_ONCE + 1):
        latest = _page.open_page(PAGE, anew=True)
    assert first.comm is not None
    latest.form([], "plain").receive({"type": "press", "name": "x", "part": "y", "number": 1})
    assert first.comm is None


def test_a_learner_can_say_that_it_is_bigger_than_a_reply(practice: Practice) -> None:
    read(practice)
    assert "wb-finding" in html(practice)
    press(practice, f"bigger:{STEP}")
    shown = html(practice)
    assert "This may be bigger than a reply" in shown
    assert "wb-finding" not in shown
    press(practice, f"read:{STEP}")
    assert "wb-finding" not in html(practice)


def test_retelling_a_case_of_threat_is_read(practice: Practice) -> None:
    case = next(s for s in practice.page.content.scenarios.values() if s.safety)
    practice.start(case.id)
    read(practice, "He said he knows where I park. I was afraid. I will not be alone at that desk again.")
    entry = practice.walk.latest(STEP)
    assert entry is not None
    assert entry.assessment is not None
    assert entry.assessment.note != "bigger_than_a_reply"


@pytest.mark.parametrize("desk", ["fines", "home_delivery", "leading", "teens"])
def test_no_desk_begins_with_somebody_who_abused_staff(practice: Practice, desk: str) -> None:
    practice.page.set("desk", desk)
    first = practice.page.content.scenarios[practice.cases()[0]]
    assert not first.safety
    assert first.desks[0] == desk


def test_of_somebody_who_abused_staff_nobody_is_asked_to_see_the_side(practice: Practice) -> None:
    case = next(s for s in practice.page.content.scenarios.values() if s.safety)
    practice.start(case.id)
    assert practice.walk.steps == ("done_to_me", "i_need", "aftermath", "limit", "plan")
    assert not set(practice.walk.steps) & set(activity.STEPS[:-1])


def test_what_the_page_missed_can_be_said(practice: Practice) -> None:
    read(practice, "She was loud at the desk and I did not like it at all.")
    entry = practice.walk.latest(STEP)
    assert entry is not None
    assert entry.assessment is not None
    dimension = next(d for d, level in entry.assessment.levels.items() if not level)
    press(practice, f"dispute:{STEP}")
    practice.act(Choice(f"dispute-{STEP}", dimension), no_form())
    press(practice, f"withdraw:{STEP}")
    assert practice.page.word("reading.missed") in html(practice)


def test_an_empty_plan_is_not_said_to_be_kept(practice: Practice) -> None:
    press(practice, "open:plan")
    assert press(practice, "keep:plan").announce == practice.page.word("saved.nothing_yet")
    assert practice.page.setting("plan") is None
