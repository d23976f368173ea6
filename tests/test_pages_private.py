"""Page 03: private in every copy, gentle about a verdict, and no homework about whoever threatened the learner."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.practice_page import Opening, boxes, choose, openings, press, read, shown, write
from workbook_lib import catalog
from workbook_lib.pages._hard import EasyAndHard
from workbook_lib.pages._placing import Placing
from workbook_lib.pages._writing import Plan, Writing
from workbook_lib.takeaway import export_zip

PAGE = "03_all_of_them"
CONTENT = catalog.load()
LOOKS = CONTENT.looks.looks
WORDS = CONTENT.pages[PAGE].words


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Opening]:
    yield from openings(tmp_path, monkeypatch)


@pytest.mark.source("S13", "03_all_of_them")
def test_a_verdict_and_a_person_are_told_apart(opened: Opening) -> None:
    own = EasyAndHard(opened(PAGE), "own")
    hollow = read(own, "People who are rude. They always want something.", "hard")
    assert LOOKS["verdict"].says in hollow
    assert LOOKS["one_person"].missing in hollow
    good = read(own, "The man with the blue folder. He sighs while I type, and my shoulders go up.", "hard")
    assert LOOKS["verdict"].says not in good
    assert LOOKS["one_person"].says in good
    assert LOOKS["in_me"].says in good


def test_where_it_comes_from_and_one_small_act(opened: Opening) -> None:
    own = EasyAndHard(opened(PAGE), "own")
    choose(own, "threat", "no")
    assert LOOKS["own_source"].missing in read(own, "He is slow and loud.", "where_from")
    assert LOOKS["own_source"].says in read(own, "My father sighed like that when I was slow.", "where_from")
    vague = read(own, "Being nicer in general, I suppose.", "small_act")
    assert LOOKS["my_step"].missing in vague
    act = read(own, "On Monday I will look up and say his name before I type.", "small_act")
    assert LOOKS["my_step"].says in act
    assert LOOKS["when"].says in act


def test_nobody_who_threatened_the_learner_is_homework(opened: Opening) -> None:
    own = EasyAndHard(opened(PAGE), "own")
    assert boxes(own) == ["easy", "hard"]
    said = choose(own, "threat", "yes").announce
    assert "Nobody who threatened you is homework" in said
    assert boxes(own) == ["easy", "hard"]
    assert WORDS["threat_heading"] in shown(own)
    assert CONTENT.care.own_heading in shown(own)
    again = EasyAndHard(opened(PAGE), "own")
    assert again.threat == "yes"
    choose(again, "threat", "no")
    assert boxes(again) == ["easy", "hard", "where_from", "small_act"]


@pytest.mark.parametrize("station", ["loving", "debate"])
def test_no_answer_is_the_right_one_and_each_hears_something_else(opened: Opening, station: str) -> None:
    placing = Placing(opened(PAGE), station)
    for line in placing.told.lines:
        assert {answer.fit for answer in line.answers.values()} == {""}
    choose(placing, f"place-{placing.here.id}", next(iter(placing.told.options)))
    assert CONTENT.word("practice.fit_right") not in shown(placing)


@pytest.mark.source("S20", "03_all_of_them")
def test_a_view_that_knows_the_other_side_is_told_from_one_that_does_not(opened: Opening) -> None:
    stand = Writing(opened(PAGE), "stand")
    assert LOOKS["both_sides"].missing in read(
        stand, "Of course it is the job. That is what we are for.", "where_i_stand"
    )
    good = read(
        stand,
        "When nobody waits I listen. Still, Ettarh is right: on Tuesday I gave an hour nobody had planned for.",
        "where_i_stand",
    )
    assert LOOKS["both_sides"].says in good


def test_nothing_of_the_page_is_in_a_copy_unless_it_is_chosen(opened: Opening, tmp_path: Path) -> None:
    page = opened(PAGE)
    own, placing, plan = EasyAndHard(page, "own"), Placing(page, "loving"), Plan(page)
    choose(placing, f"place-{placing.here.id}", "not_now")
    choose(own, "threat", "no")
    read(own, "The man with the blue folder.", "hard")
    write(own, "The girl with the kite.", "easy")
    write(plan, "When he comes, then I breathe.", "when_then")
    press(plan, "read:own-when_then")
    assert page.journal is not None
    without, whole = tmp_path / "without.zip", tmp_path / "whole.zip"
    export_zip(page.journal, without)
    export_zip(page.journal, whole, private=True)
    words = ("blue folder", "with the kite", "then I breathe", "not_now", '"threat"')
    for target, there in ((without, False), (whole, True)):
        with zipfile.ZipFile(target) as archive:
            everything = b"".join(archive.read(name) for name in archive.namelist()).decode()
        assert [word in everything for word in words] == [there] * len(words)
