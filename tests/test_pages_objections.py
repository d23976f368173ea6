"""Practice pages: rate yourself first, and "This is not what I meant" with the reason kept. As on page 02."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.practice_page import (
    Opening,
    Station,
    boxes,
    choose,
    flat,
    openings,
    press,
    read,
    shown,
    write,
)
from workbook_lib import catalog
from workbook_lib.model import Entry
from workbook_lib.pages._rewriting import Rewriting
from workbook_lib.pages._sorting import Sorting
from workbook_lib.pages._toning import Toning
from workbook_lib.pages._writing import Writing
from workbook_lib.parts import Choices

CONTENT = catalog.load()
WHY = "I meant the girl with the kite."
CLEAR = (
    "I took her for rude because I was tired and had not slept. I don't know why she came at ten to five. I would "
    "ask her what she needs the book for."
)


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Opening]:
    yield from openings(tmp_path, monkeypatch)


def question(station: Station) -> str:
    """The one question that stands under the last reading."""
    return shown(station).rsplit('class="wb-question"', 1)[1].split("</p>")[0]


def ratings(station: Station) -> list[str]:
    return [p.id for p in flat(station.parts()) if isinstance(p, Choices) and p.id.startswith("rate-")]


def last(station: Station) -> Entry:
    return station.page.entries()[-1]


def dispute(station: Station, name: str, mark: str) -> str:
    """Say that a mark is off, and why; what is announced."""
    press(station, f"dispute:{name}")
    write(station, WHY, f"not_meant_{name.rpartition('-')[2]}")
    choose(station, f"dispute-{name}", mark)
    return press(station, f"withdraw:{name}").announce


def sorted_note(opened: Opening) -> Sorting:
    """A box that is read by a rubric: what one asks after one's own note."""
    sorting = Sorting(opened("04_what_i_assumed"), "mine")
    read(sorting, "She put her card down hard. She only wants attention.", "note")
    return sorting


# -- rate yourself first -----------------------------------------------------------------------------------


def test_one_rates_first_and_is_asked_for_it_once(opened: Opening) -> None:
    sorting = sorted_note(opened)
    name = write(sorting, CLEAR, "after")
    first = press(sorting, f"read:{name}")
    assert (first.focus, first.announce) == (f"rate-{name}", CONTENT.word("reading.rate_first"))
    assert CONTENT.word("reading.rate_first") in shown(sorting)
    assert [e.prompt for e in sorting.page.entries()] == ["note"]
    press(sorting, f"read:{name}")
    assert last(sorting).self_rating == {}
    assert CONTENT.word("reading.rate_first") not in shown(sorting)


@pytest.mark.parametrize(("level", "key"), [("0", "difference_lower"), ("2", "difference_same")])
def test_ones_own_rating_stands_beside_the_reading_in_words(opened: Opening, level: str, key: str) -> None:
    sorting = sorted_note(opened)
    name = write(sorting, CLEAR, "after")
    choose(sorting, f"rate-{name}", level)
    press(sorting, f"read:{name}")
    entry = last(sorting)
    assert entry.self_rating == {"curiosity": int(level)}
    assert entry.assessment is not None
    assert entry.assessment.rating("curiosity").sure
    assert entry.assessment.levels["curiosity"] == 2
    dimension = next(d.name for d in CONTENT.rubric("reflection").dimensions if d.id == "curiosity")
    assert CONTENT.word(f"reading.{key}", dimension=dimension) in shown(sorting)
    dispute(sorting, name, "curiosity")
    assert CONTENT.word(f"reading.{key}", dimension=dimension) not in shown(sorting)


def test_only_what_a_rubric_reads_is_rated(opened: Opening) -> None:
    five = Writing(opened("13_leading"), "colleague")
    assert five.scenario is not None
    assert ratings(five) == [f"rate-{five.scenario.id}-why_important"]
    for page, activity in CONTENT.activities.items():
        for station, told in activity.write.items():
            read_by = {box.id: box.reads for box in told.boxes}
            for rated in ratings(Writing(opened(page), station)):
                assert read_by[rated.rpartition("-")[2]] in ("reply", "reflection")


# -- this is not what I meant ------------------------------------------------------------------------------


def test_a_reason_is_kept_with_a_look_that_was_missed(opened: Opening) -> None:
    climb = Rewriting(opened("01_the_ladder"), "climb")
    read(climb, "It was a long way for a short line.", "sees")
    before = question(climb)
    said = dispute(climb, f"{climb.here.id}-sees", "theirs")
    assert said == f"{CONTENT.word('reading.missed')} {CONTENT.word('reading.new_question')}"
    assert last(climb).disputed == {"theirs": WHY}
    assert CONTENT.word("reading.your_words", reason=WHY) in shown(climb)
    assert question(climb) != before
    assert CONTENT.word("reading.your_words", reason=WHY) in shown(
        Rewriting(opened("01_the_ladder"), "climb")
    )


def test_a_reason_is_kept_with_a_remark_that_was_taken_away(opened: Opening) -> None:
    toning = Toning(opened("06_their_tone"), "four")
    read(toning, "Dear Customer, Please be advised that the suspension has been removed. Regards.", "casual")
    said = dispute(toning, f"{toning.here.id}-casual", "form_letter")
    assert said.startswith(CONTENT.word("reading.withdrawn"))
    assert last(toning).disputed == {"form_letter": WHY}
    assert CONTENT.word("reading.withdrawn_reason", reason=WHY) in shown(toning)


def test_a_reason_is_kept_with_a_dimension_and_the_question_is_chosen_anew(opened: Opening) -> None:
    sorting = sorted_note(opened)
    read(sorting, "She should have come earlier. That is how it is with these people.", "after")
    before, columns = question(sorting), sorting.chosen
    dispute(sorting, "own-after", "curiosity")
    assert last(sorting).disputed == {"curiosity": WHY}
    assert question(sorting) != before
    assert sorting.chosen == columns
    again = Sorting(opened("04_what_i_assumed"), "mine")
    assert question(again) == question(sorting)


def test_nothing_is_taken_away_before_a_mark_is_chosen(opened: Opening) -> None:
    own = Writing(opened("01_the_ladder"), "own")
    read(own, "The team will resolve this.", "own_line")
    press(own, "dispute:own-own_line")
    assert boxes(own) == ["own_line", "not_meant_own_line"]
    told = press(own, "withdraw:own-own_line")
    assert (told.focus, told.announce) == ("dispute-own-own_line", CONTENT.word("reading.choose_first"))
    assert CONTENT.word("reading.choose_first") in shown(own)
    assert last(own).disputed == {}
    press(own, "dispute:own-own_line")
    assert CONTENT.word("reading.choose_first") not in shown(own)


def test_what_was_said_of_a_reading_holds_for_the_same_words(opened: Opening) -> None:
    own = Writing(opened("01_the_ladder"), "own")
    read(own, "The team will resolve this.", "own_line")
    dispute(own, "own-own_line", "the_team")
    read(own, "You waited for an hour.", "own_line")
    read(own, "The team will resolve this.", "own_line")
    assert last(own).disputed == {"the_team": WHY}
