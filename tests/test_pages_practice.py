"""Practice pages without a browser: a press, a choice, what is kept, what comes back."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from itertools import pairwise
from pathlib import Path

import pytest

from tests.practice_page import Opening, Station, buttons, choose, flat, openings, press, read_box, shown
from workbook_lib import catalog, render
from workbook_lib.pages import _map, _page, _practice, _top
from workbook_lib.pages._facilitators import FIRST_OF_THEIRS
from workbook_lib.pages._placing import Placing
from workbook_lib.pages._rewriting import Rewriting
from workbook_lib.pages._sorting import Sorting
from workbook_lib.pages._writing import Plan, Writing
from workbook_lib.parts import Choices, editors
from workbook_lib.takeaway import export_zip
from workbook_lib.widgets import DraftTyped

CONTENT = catalog.load()


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Opening]:
    yield from openings(tmp_path, monkeypatch)


def write(station: Station, text: str, number: int = 0) -> None:
    """Type in a box of the station, as the browser would."""
    slot = editors(station.parts())[number].slot
    page = station.page
    page.save(DraftTyped(page.id, slot, text, page.draft(slot)[1], 1, "w"))


def read(station: Station, text: str, number: int = 0) -> str:
    """Write in a box and press "Read with me"; what the page shows then."""
    write(station, text, number)
    read_box(station, editors(station.parts())[number].id.removeprefix("box-"))
    return shown(station)


# -- placing -----------------------------------------------------------------------------------------------

PLACINGS = [(page, name) for page, a in CONTENT.activities.items() for name in a.place]


@pytest.mark.parametrize(("page", "name"), PLACINGS)
def test_every_placing_answers_with_its_own_reason(opened: Opening, page: str, name: str) -> None:
    placing = Placing(opened(page), name)
    reasons = [a.reason for line in placing.told.lines for a in line.answers.values()]
    assert len(set(reasons)) == len(reasons)
    for _ in placing.told.lines:
        line = placing.here
        for value, answer in line.answers.items():
            told = choose(placing, f"place-{line.id}", value).announce
            assert answer.reason in told
            assert answer.reason in shown(placing)
        press(placing, "next")
    assert set(placing.answers) == {line.id for line in placing.told.lines}


@pytest.mark.parametrize(("page", "name"), PLACINGS)
def test_no_place_is_always_the_right_one(page: str, name: str) -> None:
    placing = CONTENT.activities[page].place[name]
    right = [value for line in placing.lines for value, a in line.answers.items() if a.fit == "right"]
    assert not right or set(right) == set(placing.options)
    for line in placing.lines:
        fits = [a.fit for a in line.answers.values()]
        assert fits.count("right") == 1 or set(fits) == {""}


def test_a_placing_comes_back_where_it_was_left(opened: Opening) -> None:
    placing = Placing(opened("01_the_ladder"), "place")
    press(placing, "next")
    line = placing.here
    choose(placing, f"place-{line.id}", "sees")
    again = Placing(opened("01_the_ladder"), "place")
    assert again.here.id == line.id
    [shown] = [p for p in flat(again.parts()) if isinstance(p, Choices)]
    assert shown.value == "sees"


def test_lines_of_ones_own_desk_come_first(opened: Opening) -> None:
    page = opened("01_the_ladder")
    page.set("desk", "home_delivery")
    assert "home_delivery" in Placing(page, "place").lines[0].desks
    assert "home_delivery" in Rewriting(page, "climb").lines[0].desks


# -- rewriting ---------------------------------------------------------------------------------------------


def test_the_next_rung_opens_when_one_was_read(opened: Opening) -> None:
    climb = Rewriting(opened("01_the_ladder"), "climb")
    assert len(editors(climb.parts())) == 1
    read(climb, "You put the frog book through the flap before work.")
    assert [e.slot[1] for e in editors(climb.parts())] == ["sees", "beside"]
    assert [e.slot[1] for e in editors(Rewriting(opened("01_the_ladder"), "climb").parts())] == [
        "sees",
        "beside",
    ]


@pytest.mark.source("S2", "01_the_ladder")
def test_a_hollow_rung_and_a_good_one_are_told_apart(opened: Opening) -> None:
    climb = Rewriting(opened("01_the_ladder"), "climb")
    looks = CONTENT.looks.looks
    read(climb, "You put the frog book through the flap before work.")
    hollow = read(climb, "That must be frustrating.", 1)
    assert looks["must_be"].says in hollow
    assert looks["theirs"].missing in hollow
    good = read(climb, "I'd hate to be doubted about a frog book with my daughter next to me.", 1)
    assert looks["must_be"].says not in good
    assert looks["theirs"].missing not in good
    assert "Does it still sound like you?" in good


def test_a_model_is_shown_only_after_ones_own_words(opened: Opening) -> None:
    climb = Rewriting(opened("01_the_ladder"), "climb")
    line = climb.here
    model = f"models:{line.id}-sees"
    assert f"hints:{line.id}-sees" in buttons(climb)
    assert model not in buttons(climb)
    read(climb, "You put the frog book through the flap before work.")
    press(climb, model)
    assert line.moves["sees"].model in shown(climb)
    assert model not in buttons(climb)


def test_the_lines_own_words_and_the_models_words_are_sent_back(opened: Opening) -> None:
    climb = Rewriting(opened("01_the_ladder"), "climb")
    line = climb.here
    assert CONTENT.word("notes.same_words") in read(climb, line.line.upper())
    shown = read(climb, line.moves["sees"].model)
    assert CONTENT.word("notes.models_words") in shown


def test_a_mark_can_be_taken_away(opened: Opening) -> None:
    climb = Rewriting(opened("01_the_ladder"), "climb")
    read(climb, "It was a long way for a short line.")
    name = f"{climb.here.id}-sees"
    press(climb, f"dispute:{name}")
    choose(climb, f"dispute-{name}", "theirs")
    press(climb, f"withdraw:{name}")
    assert CONTENT.word("reading.missed") in shown(climb)
    assert CONTENT.looks.looks["theirs"].missing not in shown(climb)
    [entry] = climb.page.entries()
    assert entry.disputed == {"theirs": ""}


def test_words_about_harm_are_met_and_not_read(opened: Opening) -> None:
    climb = Rewriting(opened("01_the_ladder"), "climb")
    shown = read(climb, "She said she wants to kill herself and I did not know what to say.")
    assert CONTENT.care.heading in shown
    assert "wb-finding" not in shown
    press(climb, f"bigger:{climb.here.id}-sees")


# -- one's own work ----------------------------------------------------------------------------------------


def test_ones_own_work_is_kept_with_every_version_and_comes_back(opened: Opening) -> None:
    own = Writing(opened("01_the_ladder"), "own")
    read(own, "The team will resolve this.")
    read(own, "You waited an hour. I will ring you by noon.")
    again = Writing(opened("01_the_ladder"), "own")
    assert editors(again.parts())[0].text == "You waited an hour. I will ring you by noon."
    assert "Earlier versions (1)" in shown(again)
    first, second = again.page.entries()
    assert second.revises == first.id
    assert second.assessment is not None
    assert second.assessment.rubric == "looks"


def test_what_could_tell_who_a_client_is_is_offered_to_be_replaced(opened: Opening) -> None:
    own = Writing(opened("01_the_ladder"), "own")
    read(own, "Ring Mara Quist on 0491 570 156 before noon, please.")
    assert "replace:own-own_line" in buttons(own)
    press(own, "replace:own-own_line")
    assert "0491" not in editors(own.parts())[0].text
    assert "replace:own-own_line" not in buttons(own)


# -- one thing to try, and the map -------------------------------------------------------------------------


def test_a_plan_is_asked_about_at_the_next_return(opened: Opening) -> None:
    plan = Plan(opened("01_the_ladder"))
    assert press(plan, "read:own-when_then").focus == "box-own-when_then"
    write(plan, "When the queue is long, then I look up first.")
    press(plan, "read:own-when_then")
    assert plan.page.setting("plan")["text"] == "When the queue is long, then I look up first."
    assert plan.page.setting("plan")["page"] == "01_the_ladder"
    assert CONTENT.word("practice.plan_kept") in shown(plan)


def test_the_map_knows_what_is_begun_and_what_is_done(opened: Opening) -> None:
    page = opened("01_the_ladder")
    assert _map.stand(page)["01_the_ladder"] == "ahead"
    placing = Placing(page, "place")
    choose(placing, f"place-{placing.here.id}", "sees")
    assert _map.stand(page)["01_the_ladder"] == "begun"
    plan = Plan(page)
    write(plan, "When I am tired, then I breathe out first.")
    press(plan, "read:own-when_then")
    assert _map.stand(page)["01_the_ladder"] == "done"
    shown = _map.shown(page)
    assert "1 done, 0 begun" in shown
    assert 'aria-current="page">The ladder' in shown


def test_a_draft_alone_begins_a_page(opened: Opening) -> None:
    page = opened("01_the_ladder")
    write(Writing(page, "own"), "We waited.")
    assert _map.stand(page)["01_the_ladder"] == "begun"


def test_every_page_of_the_map_can_be_reached_and_says_how_it_stands(opened: Opening) -> None:
    shown = _map.shown(opened("02_five_questions"))
    listed = _map.stand(_page.open_page("02_five_questions"))
    assert {id for id in CONTENT.activities if id < FIRST_OF_THEIRS} <= set(listed)
    for id in listed:
        assert CONTENT.pages[id].title in shown
        assert (f'data-workbook-page="{id}"' in shown) == (id != "02_five_questions")
    assert shown.count(CONTENT.word("map.ahead")) >= len(listed) - 1


def test_the_way_on_leads_to_a_page_that_is_not_done(opened: Opening) -> None:
    opened("01_the_ladder")
    data = _top.way_on("01_the_ladder").parts
    assert 'data-workbook-page="02_five_questions"' in data[0]["html"]


FACILITATORS_WAY = ["20_plan_a_session", "21_live_session", "22_after_the_session", "23_read_together"]


@pytest.mark.parametrize(("here", "then"), list(pairwise([*FACILITATORS_WAY, None])))
def test_a_facilitators_page_goes_on_along_a_session(opened: Opening, here: str, then: str | None) -> None:
    page = opened(here)
    assert next_up(_map.shown(page)) == then
    assert all(f'data-workbook-page="{id}"' in _map.shown(page) for id in _map.stand(page))
    linked = re.findall(r'data-workbook-page="([^"]+)"', _top.way_on(here).parts[0]["html"])
    assert then is None or then in linked
    assert "00_start_here" in linked
    assert "01_the_ladder" not in linked


def test_a_page_for_authors_has_none_that_comes_next(opened: Opening) -> None:
    assert next_up(_map.shown(opened("24_make_it_yours"))) is None
    assert next_up(_map.shown(opened("00_start_here"))) == "01_the_ladder"


def next_up(shown: str) -> str | None:
    """The page that a map names as the next."""
    found = re.search(r'wb-next-up">.*?data-workbook-page="([^"]+)"', shown)
    return found and found[1]


@pytest.mark.parametrize("page", sorted(CONTENT.activities))
def test_the_way_on_names_a_page_so_that_it_is_linked(page: str) -> None:
    """By its title, to the letter. Page 13 names page 12, and links it where page 12 is there."""
    titles = {told.title for told in CONTENT.pages.values() if told.id != page} | {"Staying well"}
    named = re.findall(r'"([^"]+)"', CONTENT.pages[page].way_on)
    assert [title for title in named if title in titles]


def test_a_copy_tells_the_line_and_the_looks_in_words(opened: Opening, tmp_path: Path) -> None:
    climb = Rewriting(opened("01_the_ladder"), "climb")
    read(climb, "You put the frog book through the flap before work.")
    assert climb.page.journal is not None
    export_zip(climb.page.journal, tmp_path / "mine.zip", titles=_practice.of_practices(CONTENT))
    with zipfile.ZipFile(tmp_path / "mine.zip") as archive:
        told = unescape(archive.read("journal.html").decode())
    assert f"“{climb.here.line}”" in told
    assert climb.told.moves["sees"].towards in told
    assert CONTENT.looks.looks["theirs"].name in told
    assert climb.here.id not in told


# -- private pages -----------------------------------------------------------------------------------------


def test_a_private_page_is_in_no_copy_unless_chosen(opened: Opening, tmp_path: Path) -> None:
    page = opened("01_the_ladder")
    pages = {**page.content.pages}
    pages["01_the_ladder"] = replace(pages["01_the_ladder"], private=True)
    page.content = replace(page.content, pages=pages)
    own, plan = Writing(page, "own"), Plan(page)
    read(own, "I find him hard to like.")
    write(plan, "When he comes, then I breathe.")
    press(plan, "read:own-when_then")
    assert all(entry.private for entry in page.entries())
    assert page.journal is not None
    without, whole = tmp_path / "without.zip", tmp_path / "whole.zip"
    export_zip(page.journal, without)
    export_zip(page.journal, whole, private=True)
    words = ("hard to like", "then I breathe")
    for target, there in ((without, False), (whole, True)):
        with zipfile.ZipFile(target) as archive:
            everything = b"".join(archive.read(n) for n in archive.namelist()).decode()
            assert json.loads(archive.read("journal.json"))["format"]
        assert [w in everything for w in words] == [there, there]


# -- one good and one hollow answer for each practice ------------------------------------------------------

PLAIN = "We took the money twice. I have sent it back today, and I will ring your bank with you at two."
HOLLOW = "Mistakes were made and we regret any inconvenience. The team will look into this."
ANSWERS = [
    pytest.param(
        "05_words_that_help", "rewrite", "out_ferry", "alongside",
        "You stood at our machine for half an hour and then the ferry was gone. I'd be furious.",
        "I understand how frustrating this must be for you.", "theirs", id="alongside",
    ),
    pytest.param(
        "05_words_that_help", "rewrite", "team_soon", "mine",
        "I'm working on your e-books with Amal now and I will ring you before six.",
        "Our team will get back to you as soon as possible.", "my_step", id="mine",
    ),
    pytest.param(
        "05_words_that_help", "rewrite", "door_food", "inviting",
        "You can eat the chips in the foyer, and I'll keep your places.",
        "Unfortunately eating is not allowed.", "opens", id="inviting",
    ),
    pytest.param(
        "05_words_that_help", "rewrite", "least_photos", "at_least",
        "A whole morning of family photos, gone. I hate that.",
        "These things happen. At least nothing was lost for good.", "at_least", id="at-least",
    ),
    pytest.param(
        "05_words_that_help", "rewrite", "policy_hour", "policy",
        "The hour is there so that everyone gets a turn. I can move your form to the seat by the wall.",
        "It is the same for everyone, I'm afraid.", "reason", id="policy",
    ),
    pytest.param(
        "05_words_that_help", "rewrite", "need_form", "need_to",
        "Let's do the first page of the form together.",
        "You must complete all the fields before we can help.", "need_to", id="need-to",
    ),
    pytest.param(
        "05_words_that_help", "rewrite", "said_hours", "as_i_said",
        "It opens at ten on Saturday. Shall I write it down for you?",
        "We already told you the hours.", "as_i_said", id="as-i-said",
    ),
    pytest.param(
        "05_words_that_help", "rewrite", "inc_charge", "inconvenience",
        PLAIN, HOLLOW, "inconvenience", id="inconvenience",
    ),
    pytest.param(
        "08_we_got_it_wrong", "apology", "sorry_van", "plain",
        "I forgot you on the new list, and you sat three weeks without books. I will bring six on Thursday.",
        "I apologise if any confusion was caused. Your name was removed by mistake.", "ours", id="apology",
    ),
    pytest.param(
        "08_we_got_it_wrong", "apology", "share_pens", "share",
        "You are right, we never hung up a sign. I'll do it today. The pens stay on the table.",
        "Sorry, but you were throwing pens.", "sorry_but", id="share",
    ),
    pytest.param(
        "08_we_got_it_wrong", "apology", "not_publisher", "not_ours",
        "Forty pages before the end: that is maddening. I will look for a paper copy now.",
        "So sorry, that's our mistake. We let you down.", "false_fault", id="not-ours",
    ),
]  # fmt: skip


def _open_line(station: Rewriting, line: str, move: str) -> None:
    choose(station, "move", move)
    for _ in station.lines:
        if station.here.id == line:
            return
        press(station, "next")
    raise AssertionError(line)


@pytest.mark.source("S5", "05_words_that_help")
@pytest.mark.source("S7", "08_we_got_it_wrong")
@pytest.mark.parametrize(("page", "name", "line", "move", "good", "hollow", "look"), ANSWERS)
def test_a_good_line_and_a_hollow_one_are_answered_differently(
    opened: Opening,
    page: str,
    name: str,
    line: str,
    move: str,
    good: str,
    hollow: str,
    look: str,
) -> None:
    station = Rewriting(opened(page), name)
    _open_line(station, line, move)
    told = CONTENT.looks.looks[look]
    after_hollow = read(station, hollow)
    key = "practice.still" if told.kind == "goes" else "practice.missing"
    assert f"{told.name}: {CONTENT.word(key)}" in after_hollow
    after_good = read(station, good)
    assert CONTENT.word("practice.still") not in after_good
    assert CONTENT.word("practice.missing") not in after_good
    assert CONTENT.word("practice.read_aloud") in after_good


OWN = [
    (
        "01_the_ladder",
        "You waited for an hour. I'd be cross too. I will ring you at two.",
        "The screen says no.",
    ),
    ("05_words_that_help", PLAIN, HOLLOW),
    ("08_we_got_it_wrong", PLAIN, HOLLOW),
]


@pytest.mark.parametrize(("page", "good", "hollow"), OWN)
def test_ones_own_words_are_marked_with_why_and_never_rewritten(
    opened: Opening, page: str, good: str, hollow: str
) -> None:
    own = Writing(opened(page), "own")
    shown = read(own, hollow)
    assert CONTENT.word("practice.still") in shown
    assert "data-carries" in shown
    assert editors(own.parts())[0].text == hollow
    shown = read(own, good)
    assert CONTENT.word("practice.still") not in shown
    assert CONTENT.word("practice.gone") in shown
    assert [entry.text for entry in own.page.entries()] == [hollow, good]


def test_there_are_lines_enough_and_every_desk_has_some() -> None:
    lines = CONTENT.activities["05_words_that_help"].rewrite["rewrite"].lines
    assert len(lines) >= 45
    for desk in CONTENT.desks:
        assert sum(desk in line.desks for line in lines) >= 4, desk


# -- three columns -----------------------------------------------------------------------------------------

NOTE = "She put her card down hard. She only wants attention. I don't know what the girl heard."


def columns_of(station: Sorting) -> dict[str, str]:
    """Each sentence's legend, by the part that asks for its column."""
    found = (p for p in flat(station.parts()) if isinstance(p, Choices) and p.id.startswith("column-"))
    return {p.legend.split("\u2002")[1]: p.id for p in found}


def shown_columns(station: Sorting) -> list[str]:
    table = shown(station).split('<div class="wb-three">')[1].split("wb-column")[1:]
    return [re.sub(r"<[^>]+>", " ", column) for column in table]


def test_the_page_suggests_with_a_reason_and_the_learner_decides(opened: Opening) -> None:
    sorting = Sorting(opened("04_what_i_assumed"), "case")
    said = read(sorting, NOTE)
    assert CONTENT.word("columns.suggests", column=CONTENT.word("columns.assumed"))[:-2] in said
    assert [CONTENT.word("columns.empty") in column for column in shown_columns(sorting)] == [True] * 3
    asked = columns_of(sorting)
    assert list(asked) == [
        "She put her card down hard.",
        "She only wants attention.",
        "I don't know what the girl heard.",
    ]
    choose(sorting, asked["She only wants attention."], "saw")
    saw, assumed, _ = shown_columns(sorting)
    assert "She only wants attention." in saw
    assert "She only" not in assumed
    assert "2 not sorted yet" in shown(sorting)
    again = Sorting(opened("04_what_i_assumed"), "case")
    assert "She only wants attention." in shown_columns(again)[0]


def test_a_choice_stays_with_its_sentence_when_the_note_changes(opened: Opening) -> None:
    sorting = Sorting(opened("04_what_i_assumed"), "mine")
    read(sorting, NOTE)
    choose(sorting, columns_of(sorting)["She only wants attention."], "assumed")
    read(sorting, "It was ten to five. " + NOTE)
    assert "She only wants attention." in shown_columns(sorting)[1]
    assert "3 not sorted yet" in shown(sorting)


def test_what_was_going_on_comes_after_the_note_and_asks_once_more(opened: Opening) -> None:
    sorting = Sorting(opened("04_what_i_assumed"), "case")
    case = sorting.scenario
    assert case is not None
    assert "reveal" not in buttons(sorting)
    told = [case.hidden[0], render.paragraphs(case.reveal)[0]]
    read(sorting, NOTE)
    assert [words for words in told if words in shown(sorting)] == []
    press(sorting, "reveal")
    assert [words for words in told if words not in shown(sorting)] == []
    assert [e.slot[1] for e in editors(sorting.parts())] == ["note", "after"]


def test_another_case_has_a_note_of_its_own_and_none_is_of_abuse(opened: Opening) -> None:
    sorting = Sorting(opened("04_what_i_assumed"), "case")
    read(sorting, NOTE)
    met = set()
    while sorting.about not in met:
        met.add(sorting.about)
        assert sorting.scenario is not None
        assert not sorting.scenario.safety
        press(sorting, "another")
    assert len(met) >= 3
    assert editors(sorting.parts())[0].text == NOTE


@pytest.mark.source("S11", "04_what_i_assumed")
def test_a_hollow_question_and_a_good_one_are_answered_differently(opened: Opening) -> None:
    sorting = Sorting(opened("04_what_i_assumed"), "mine")
    read(sorting, NOTE)
    hollow = read(sorting, "She should have come earlier. That is how it is with these people.", 1)
    good = read(
        sorting,
        "I took her for rude because I was tired. I don't know why she came at ten to five. I would ask her what "
        "she needs the book for.",
        1,
    )
    first, second = (e.assessment for e in sorting.page.entries() if e.prompt == "after")
    assert first is not None
    assert second is not None
    assert (first.levels["curiosity"], first.levels["self_awareness"]) == (0, 0)
    assert min(second.levels["curiosity"], second.levels["self_awareness"]) >= 1
    name = next(d.name for d in CONTENT.rubric("reflection").dimensions if d.id == "curiosity")
    assert name not in re.sub(r"(?s)wb-missing.*", "", hollow.split("wb-reading")[-1])
    assert name in re.sub(r"(?s)wb-missing.*", "", good.split("wb-reading")[-1])


def test_a_note_about_harm_is_met_and_not_taken_apart(opened: Opening) -> None:
    sorting = Sorting(opened("04_what_i_assumed"), "mine")
    shown = read(sorting, "He told me that he wants to kill himself. I did not know what to do.")
    assert CONTENT.care.heading in shown
    assert columns_of(sorting) == {}
