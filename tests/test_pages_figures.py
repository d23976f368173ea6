"""Page 11: a guess that stays open and asks is told from a hollow one; one's own file is never kept."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.practice_page import Opening, buttons, choose, flat, openings, press, read, shown, write
from workbook_lib import catalog
from workbook_lib.authoring.notebooks import LAYOUT
from workbook_lib.figures.lines import VIEWS
from workbook_lib.pages._figures import FIGURES, LINES, Figures
from workbook_lib.pages._own_figures import MOST, OwnFigures
from workbook_lib.pages._page import Page
from workbook_lib.pages._practice import of_practices
from workbook_lib.pages._rewriting import Rewriting
from workbook_lib.pages._writing import Writing
from workbook_lib.parts import Choices, Editor, Upload
from workbook_lib.widgets import DraftTyped, Reply, Uploaded

PAGE = "11_heart_and_head"
CONTENT = catalog.load()
WORDS = CONTENT.pages[PAGE].words
LOOKS = CONTENT.looks.looks
SOUGHT = ("names_missing", "asks_people", "stays_open")

GOOD = {
    "large_print": "The chart counts loans. Whoever can't climb the stairs borrows nothing and is not counted. "
    "It may be the shelf, or it may be something else. I would ask ten readers what changed for them in April.",
    "families": "I don't know why they stopped. Those who come by bus are missing here, perhaps. I'd stand at the "
    "bus stop at nine and ask the parents: when do you get there?",
    "holds": "Someone who works until six never gets to us before we close, perhaps. I will ring three people "
    "whose books went back and ask what got in the way.",
    "voices": "Teenagers hardly ever write to us. Are they content, or have they given up? I'd sit down with five "
    "of them and listen.",
}
HOLLOW = {
    "large_print": "We need more large print.",
    "families": "The data shows all is well at two branches. We should offer more story times and advertise them.",
    "holds": "Readers have become careless. Send them reminders and charge a fee for each book.",
    "voices": "The numbers speak for themselves: there is nothing to change for teenagers.",
}
CSV = b"Date,Branch,Loans\n2024-01-05,Mill,3\n2024-01-06,Hill,4\n2024-02-01,Mill,5\n"


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Opening]:
    monkeypatch.setenv("WORKBOOK_FOLDER", str(tmp_path / "mine"))
    (tmp_path / "mine").mkdir()
    yield from openings(tmp_path, monkeypatch)


def figures(opened: Opening, view: str = "large_print") -> Figures:
    made = Figures(opened(PAGE))
    choose(made, "view", view)  # type: ignore[arg-type]  # a station in all but its form
    return made


def typed(page: Page, slot: tuple[str, str], text: str) -> None:
    page.save(DraftTyped(page.id, slot, text, page.draft(slot)[1], 1, "w"))


@pytest.mark.source("S16", "11_heart_and_head")
@pytest.mark.parametrize("view", VIEWS)
def test_a_good_answer_asks_names_who_is_missing_and_stays_open(opened: Opening, view: str) -> None:
    good = read(figures(opened, view), GOOD[view], view)
    assert [name for name in SOUGHT if LOOKS[name].says not in good] == []
    assert LOOKS["all_is_well"].says not in good
    assert LOOKS["more_of_it"].says not in good


@pytest.mark.source("S16", "11_heart_and_head")
@pytest.mark.parametrize("view", VIEWS)
def test_a_hollow_answer_is_asked_on(opened: Opening, view: str) -> None:
    hollow = read(figures(opened, view), HOLLOW[view], view)
    assert [name for name in SOUGHT if LOOKS[name].says in hollow] == []
    assert LOOKS["all_is_well"].says in hollow or LOOKS["more_of_it"].says in hollow
    assert LOOKS["names_missing"].missing in hollow


@pytest.mark.source("S16", "11_heart_and_head")
def test_a_question_at_the_end_is_told_from_the_first_answer_again(opened: Opening) -> None:
    after = Writing(opened(PAGE), "after")
    again = read(after, "We still need more large print, and I will order it.", "question_now")
    assert LOOKS["more_of_it"].says in again
    assert LOOKS["asks_people"].missing in again or LOOKS["names_missing"].missing in again
    better = read(after, GOOD["large_print"], "question_now")
    assert [name for name in SOUGHT if LOOKS[name].says not in better] == []


@pytest.mark.source("S17", "11_heart_and_head")
def test_a_sign_that_names_and_lets_in_is_told_from_a_friendly_one(opened: Opening) -> None:
    page = opened(PAGE)
    signs = Rewriting(page, "signs")
    signs._remember(move="who", line={"who": "sign_stairs"})
    hollow = read(signs, "Nobody, I think. Everyone is welcome here and can ask.", "who")
    assert LOOKS["left_out"].missing in hollow
    good = read(signs, "A man on crutches, and a mother with a pram.", "who")
    assert LOOKS["left_out"].says in good
    friendly = read(
        signs,
        "Dear guests, it is our policy that the lift must not be used. Thank you for your smile!",
        "put",
    )
    assert LOOKS["policy"].says in friendly
    assert LOOKS["way_for_others"].says not in friendly
    better = read(
        signs,
        "You can take the lift: ring the bell and I'll come. There is a quiet table on the ground floor too.",
        "put",
    )
    assert LOOKS["way_for_others"].says in better
    assert LOOKS["opens"].says in better
    assert LOOKS["policy"].says not in better


@pytest.mark.source("S17", "11_heart_and_head")
def test_a_rule_of_ones_own(opened: Opening) -> None:
    own = Writing(opened(PAGE), "own")
    hollow = read(
        own, "It is our policy and it is the same for everyone. Guests must not eat here.", "own_rule"
    )
    assert LOOKS["policy"].says in hollow
    assert LOOKS["way_for_others"].missing in hollow or LOOKS["names_missing"].missing in hollow
    good = read(
        own,
        "It leaves out people who can't show a letter with their name. I would ask two of them how they would "
        "write it. New: bring a card, if you have one. If you have none, tell us, and you start with two books.",
        "own_rule",
    )
    assert all(LOOKS[name].says in good for name in ("names_missing", "way_for_others", "asks_people"))


def test_figures_come_as_chart_table_and_sentence_and_what_people_say_after_ones_own_words(
    opened: Opening,
) -> None:
    page = opened(PAGE)
    guess = Writing(page, "guess")
    press(guess, f"read:{write(guess, 'Buy ten new ones.', 'caring_guess')}")
    made = Figures(page)
    assert [type(part) for part in made.parts()] == [Choices]
    choose(made, "view", "large_print")  # type: ignore[arg-type]
    before = shown(made)  # type: ignore[arg-type]
    assert "<svg" in before
    assert "<table" in before
    assert "Market Square falls from about" in before
    assert "Mill Lane stays near" in before
    assert "the lift" not in before
    after = read(made, GOOD["large_print"], "large_print")  # type: ignore[arg-type]
    assert "the lift is out more often than not" in after
    assert "“Buy ten new ones.” Does it still hold?" in after
    assert WORDS["large_print_mark"] in after


def test_everything_is_there_again_after_a_reload(opened: Opening) -> None:
    made = figures(opened, "holds")
    read(made, GOOD["holds"], "holds")  # type: ignore[arg-type]
    again = Figures(opened(PAGE))
    assert WORDS["drawing"] in shown(again)  # type: ignore[arg-type]
    again.draw(None)
    html = shown(again)  # type: ignore[arg-type]
    assert "<svg" in html
    assert "I clean offices" in html
    assert again.page.draft((FIGURES, "holds"))[0] == GOOD["holds"]


def test_the_lines_that_are_shown_are_those_that_run(opened: Opening) -> None:
    made = figures(opened)
    station: Figures = made
    before = shown(station)  # type: ignore[arg-type]
    press(station, "peek")  # type: ignore[arg-type]
    [box] = [p for p in flat(made.parts()) if isinstance(p, Editor) and p.code]
    assert box.text == VIEWS["large_print"].lines
    typed(made.page, (LINES, "large_print"), box.text.replace("large print", "crime"))
    reply = press(station, "run")  # type: ignore[arg-type]
    assert reply.focus == "figure-large_print"
    changed = shown(station)  # type: ignore[arg-type]
    assert "by your lines" in changed
    assert changed != before
    assert "back" in buttons(station)  # type: ignore[arg-type]
    typed(made.page, (LINES, "large_print"), 'shown = loans["nothing"]')
    reply = press(station, "run")  # type: ignore[arg-type]
    assert reply.focus == "lines-trouble"
    troubled = shown(station)  # type: ignore[arg-type]
    assert 'Line 1 asks for "nothing"' in troubled
    assert WORDS["lines_chart_stays"] in troubled
    assert "KeyError" in troubled
    assert "by your lines" in troubled
    assert "<svg" in troubled
    press(station, "back")  # type: ignore[arg-type]
    assert made.page.draft((LINES, "large_print"))[0] == VIEWS["large_print"].lines
    after = shown(station)  # type: ignore[arg-type]
    assert "by your lines" not in after
    assert "KeyError" not in after


def test_lines_that_were_changed_come_back_and_broken_ones_leave_the_chart(opened: Opening) -> None:
    made = figures(opened)
    press(made, "peek")  # type: ignore[arg-type]
    typed(made.page, (LINES, "large_print"), "shown = (")
    again = Figures(opened(PAGE))
    again.draw(None)
    html = shown(again)  # type: ignore[arg-type]
    assert "<svg" in html
    assert "Line 1 can't be read" in html


def test_a_learners_copy_calls_each_thing_by_its_name(opened: Opening) -> None:
    titles = of_practices(CONTENT)
    made = figures(opened)
    read(made, GOOD["large_print"], "large_print")  # type: ignore[arg-type]
    kept = [(entry.scenario, entry.prompt) for entry in made.page.entries()]
    assert [(titles[scenario], titles[prompt]) for scenario, prompt in kept] == [
        (WORDS["figures_heading"], WORDS["large_print_title"])
    ]


# -- one's own file ----------------------------------------------------------------------------------------


def upload(own: OwnFigures, data: bytes) -> Reply:
    return own.act(Uploaded("own-file", data), None)


def test_a_file_is_read_and_asked_about(opened: Opening) -> None:
    own = OwnFigures(opened(PAGE))
    [chooser] = [part for part in own.parts() if isinstance(part, Upload)]
    assert chooser.most == MOST < 10_000_000
    reply = upload(own, CSV)
    assert reply.focus == "file-said"
    html = shown(own)  # type: ignore[arg-type]
    assert "Rows that were read: 3." in html
    assert "<svg" in html
    assert "<td>4</td>" in html
    assert "Loans, by Branch" in html
    choose(own, "csv-group", "-")  # type: ignore[arg-type]
    assert "Loans rises from about 3 to about 5." in shown(own)  # type: ignore[arg-type]
    choose(own, "csv-group", "1")  # type: ignore[arg-type]
    choose(own, "csv-count", "-")  # type: ignore[arg-type]
    assert "Rows, by Branch" in shown(own)  # type: ignore[arg-type]
    choose(own, "csv-day", "-")  # type: ignore[arg-type]
    assert "Rows: most for Mill (2), least for Hill (1)." in shown(own)  # type: ignore[arg-type]
    hollow = read(own, "All is well. We need more books.", "own_figures")  # type: ignore[arg-type]
    assert LOOKS["names_missing"].missing in hollow
    good = read(own, GOOD["large_print"], "own_figures")  # type: ignore[arg-type]
    assert LOOKS["asks_people"].says in good


def test_nothing_of_a_file_is_kept(opened: Opening, tmp_path: Path) -> None:
    own = OwnFigures(opened(PAGE))
    upload(own, CSV.replace(b"Mill", b"Zebrafinch"))
    read(own, GOOD["large_print"], "own_figures")  # type: ignore[arg-type]
    assert "Zebrafinch" not in shown(OwnFigures(opened(PAGE)))  # type: ignore[arg-type]
    kept = [path for path in (tmp_path / "data").rglob("*") if path.is_file()]
    assert kept
    assert not [path for path in kept if b"Zebrafinch" in path.read_bytes()]


def test_a_file_in_the_learners_folder_is_offered_and_read_by_name(opened: Opening, tmp_path: Path) -> None:
    (tmp_path / "mine" / "loans.csv").write_bytes(CSV)
    own = OwnFigures(opened(PAGE))
    assert "Write the name" in str(press(own, "read_path").announce)  # type: ignore[arg-type]
    for name in ("no.csv", ""):
        typed(own.page, ("own", "own_file"), name)
        press(own, "read_path")  # type: ignore[arg-type]
        assert "Rows that were read" not in shown(own)  # type: ignore[arg-type]
    for path in ("loans.csv", f'"{tmp_path / "mine" / "loans.csv"}"'):
        typed(own.page, ("own", "own_file"), path)
        press(own, "read_path")  # type: ignore[arg-type]
        assert "Rows that were read: 3." in shown(own)  # type: ignore[arg-type]
    again = OwnFigures(opened(PAGE))
    choose(again, "offered", "loans.csv")  # type: ignore[arg-type]
    assert "Rows that were read: 3." in shown(again)  # type: ignore[arg-type]


def test_a_date_with_two_meanings_says_which_was_taken_and_can_be_changed(opened: Opening) -> None:
    own = OwnFigures(opened(PAGE))
    upload(own, b"When,Visits\n3/2/2024,1\n1/4/2024,2\n")
    html = shown(own)  # type: ignore[arg-type]
    assert "“3/2/2024” could be two dates. It was taken as 3 February 2024." in html
    [order] = [p for p in own.parts() if isinstance(p, Choices) and p.id == "csv-order"]
    assert {o.label for o in order.options} == {"3/2/2024 is 3 February 2024", "3/2/2024 is 2 March 2024"}
    choose(own, "csv-order", "month_first")  # type: ignore[arg-type]
    assert "Mar 2024" in shown(own)  # type: ignore[arg-type]
    assert [p.value for p in own.parts() if isinstance(p, Choices) and p.id == "csv-order"] == ["month_first"]


def test_what_can_not_be_read_is_said_and_the_next_file_is_read(opened: Opening) -> None:
    own = OwnFigures(opened(PAGE))
    reply = upload(own, b"PK\x03\x04 a workbook")
    assert reply.focus == "file-said"
    assert "CSV UTF-8" in reply.announce
    assert "CSV UTF-8" in shown(own)  # type: ignore[arg-type]
    upload(own, CSV)
    assert "Rows that were read: 3." in shown(own)  # type: ignore[arg-type]


def test_a_hostile_file_is_shown_as_text(opened: Opening) -> None:
    own = OwnFigures(opened(PAGE))
    upload(
        own,
        b"Date,<script>alert(1)</script>,{x}\n2024-01-05,<img src=x onerror=y>,3\n"
        b"2024-02-05,<img src=x onerror=y>,4\n",
    )
    choose(own, "csv-group", "1")  # type: ignore[arg-type]
    raw = "\n".join(p.html for p in flat(own.parts()) if hasattr(p, "html"))
    assert "<img" not in raw
    assert "<script" not in raw


# -- pandas only where it is needed ------------------------------------------------------------------------

DRAW = """
import importlib, sys
from workbook_lib.authoring.notebooks import LAYOUT
for page, blocks in LAYOUT.items():
    module = importlib.import_module("workbook_lib.pages." + page.split("_", 1)[1])
    for block in blocks:
        if block.startswith("::"):
            getattr(module, block[2:])()
    print(page, {"pandas", "numpy", "altair", "vl_convert"} & set(sys.modules))
"""


def test_every_page_stands_before_anything_heavy_is_loaded(tmp_path: Path) -> None:
    environment = {**os.environ, "WORKBOOK_DATA": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", DRAW], capture_output=True, text=True, env=environment)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [f"{page} set()" for page in LAYOUT]
