"""What the two sources say, at work on the pages: a good and a hollow answer differ in what comes back.

A test that shows this for a point of the sources is marked ``@pytest.mark.source(point, page)``, here and in the
tests of the pages. `docs/practices.md` lists the points and their pages; the two are held together below.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest

from tests import core_page
from tests.conftest import ROOT
from tests.practice_page import Opening, openings, press, read
from workbook_lib import catalog
from workbook_lib.activities.five_questions import AIMS, QUESTIONS
from workbook_lib.model import Assessment
from workbook_lib.pages._core import Practice
from workbook_lib.pages._rewriting import Rewriting

CONTENT = catalog.load()
LOOKS = CONTENT.looks.looks
POINTS = {f"S{n}" for n in range(1, 22)}

OWN_WORDS = (
    "Renee, you put the frog book through the flap before your shift, and I said the screen says. Your "
    "daughter had to hear that. I'm sorry. I took the 46 dollars off today, and the book is at my desk in"
    " her name. Would Saturday suit you?"
)
FIXED = (
    "The book has been found. The fee of 46 dollars is removed and the block is lifted. The card works "
    "again as of today."
)
RECITED = (
    "I hear you. I understand how you feel. Your feelings are valid. I can only imagine how hard this "
    "must be. I am here for you."
)
ANSWERS = {
    "why_important": (
        "It isn't about the 46 dollars to her. She paid once before and never asked for it back, and her "
        "daughter has begun to give things up before anyone says no.",
        "She wants her book sorted. People always make a fuss about fees.",
    ),
    "what_made_them_feel": (
        "She felt doubted in front of her daughter and a queue of people. I think she was ashamed, and angry "
        "that nobody got up to look.",
        "She was loud because that is how she is.",
    ),
    "hardship": (
        "She has to be at work at four, so the flap is the only way she can bring books back. 46 dollars may "
        "be what the week's food costs her.",
        "The fee is in the rules. It is 46 dollars.",
    ),
    "who_and_what_motivates": (
        "I don't know much about her. She bakes before dawn and brings her girl to the library after. I would"
        " ask her how the talk is going. I think her daughter comes first.",
        "She is a customer with a blocked card.",
    ),
    "how_would_i_feel": (
        "I would feel hot in the face and small. I caught myself taking her for rude. I was tired, and that was"
        " mine and not hers.",
        "I would pay the fee and move on, as the rules say.",
    ),
}


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Opening]:
    yield from openings(tmp_path, monkeypatch)


@pytest.fixture
def core(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Practice]:
    for practice in core_page.opened(tmp_path, monkeypatch):
        practice.start("returned_book")
        yield practice


def answered(core: Practice, prompt: str, text: str) -> tuple[Assessment, str]:
    """Write at a step of page 02, rate and read it; the reading, and what stands as found on the page."""
    press(core, f"open:{prompt}")
    core_page.typed(core, text, prompt)
    core_page.rate(core, "1", prompt)
    press(core, f"read:{prompt}")
    entry = core.walk.latest(prompt)
    assert entry is not None
    assert entry.assessment is not None
    shown = unescape(core_page.html(core)).split(f'data-name="{prompt}-reading"')[1]
    return entry.assessment, shown.split("wb-missing")[0]


def name(kind: str, dimension: str) -> str:
    return next(
        d.name
        for d in CONTENT.rubric("reply" if kind == "reply" else "reflection").dimensions
        if d.id == dimension
    )


# -- on the core page --------------------------------------------------------------------------------------


@pytest.mark.source("S1", "02_five_questions")
def test_a_reply_that_fixes_everything_and_sees_nobody_stands_on_no_rung(core: Practice) -> None:
    assert core.scenario is not None
    seen = name("reply", "acknowledgement")
    for text in (FIXED, core.scenario.replies["manages"]):
        fixed, shown = answered(core, "reply", text)
        assert fixed.stage == "none"
        assert f"{seen}:" not in shown
    met, shown = answered(core, "reply", OWN_WORDS)
    assert met.stage == "compassion"
    assert f"{seen}: {CONTENT.word('levels.clear')}" in shown


@pytest.mark.source("S3", "02_five_questions")
@pytest.mark.parametrize("question", QUESTIONS)
def test_each_of_the_five_questions_tells_a_good_answer_from_a_hollow_one(
    core: Practice, question: str
) -> None:
    good, hollow = ANSWERS[question]
    first, shown = answered(core, question, hollow)
    aim = AIMS[question][0]
    told = name("reflection", aim)
    assert first.levels[aim] < 2
    assert f"{told}: {CONTENT.word('levels.clear')}" not in shown
    second, shown = answered(core, question, good)
    assert second.levels[aim] == 2
    assert told in shown


@pytest.mark.source("S14", "02_five_questions")
def test_recited_words_are_not_taken_for_ones_own(core: Practice) -> None:
    recited, shown = answered(core, "reply", RECITED)
    assert recited.stage not in ("empathy", "compassion")
    assert f"{name('reply', 'acknowledgement')}:" not in shown
    own, _ = answered(core, "reply", OWN_WORDS)
    assert own.stage == "compassion"
    assert CONTENT.word("reading.fallible") in core_page.html(core)


# -- on practice pages -------------------------------------------------------------------------------------


def climbed(opened: Opening, desk: str) -> Rewriting:
    """The ladder's first line of a desk, with two rungs climbed."""
    page = opened("01_the_ladder")
    page.set("desk", desk)
    climb = Rewriting(page, "climb")
    for rung in ("sees", "beside"):
        read(climb, climb.here.moves[rung].model + " Yes.", rung)
    return climb


@pytest.mark.source("S12", "01_the_ladder")
def test_to_stay_with_somebody_is_a_step_and_to_send_somebody_is_none(opened: Opening) -> None:
    climb = climbed(opened, "it_help")
    step = LOOKS["my_step"]
    hollow = read(climb, "Somebody from the team will be with you as soon as possible.", "carries")
    assert step.missing in hollow
    assert LOOKS["the_team"].says in hollow
    good = read(climb, "I'll sit here with you until five, and you needn't say a word.", "carries")
    assert step.says in good
    assert all(LOOKS[look].missing not in good for look in ("my_step", "when"))


@pytest.mark.source("S19", "01_the_ladder")
def test_a_desk_has_lines_of_its_own_and_words_for_another_desks_client_do_not_fit(opened: Opening) -> None:
    theirs = LOOKS["theirs"]
    said = {
        "fines": "You put the frog book through the flap while it was dark.",
        "home_delivery": "You waited three weeks, and then you had to ring us.",
    }
    for desk, other in (("fines", "home_delivery"), ("home_delivery", "fines")):
        page = opened("01_the_ladder")
        page.set("desk", desk)
        page.remember(climb={})
        climb = Rewriting(page, "climb")
        assert desk in climb.here.desks
        assert theirs.missing in read(climb, said[other], "sees")
        assert theirs.missing not in read(climb, said[desk], "sees")


# -- the trace ---------------------------------------------------------------------------------------------


def marked() -> set[tuple[str, str]]:
    """(point, page) of every ``source`` mark on a test, as the test files stand."""
    found = set()
    for file in sorted((ROOT / "tests").glob("test_*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                found |= {mark for decorator in node.decorator_list if (mark := _source(decorator))}
    return found


def _source(decorator: ast.expr) -> tuple[str, str] | None:
    if not isinstance(decorator, ast.Call) or ast.unparse(decorator.func) != "pytest.mark.source":
        return None
    point, page = (str(ast.literal_eval(argument)) for argument in decorator.args)
    return point, page


def listed() -> set[tuple[str, str]]:
    """(point, page) of every row of the table in ``docs/practices.md``; a row may name several pages."""
    docs = (ROOT / "docs" / "practices.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (S\d+) \| ([^|]+) \|", docs, re.M)
    pages = {page[:2]: page for page in CONTENT.pages}
    return {(point, pages[number]) for point, numbers in rows for number in re.findall(r"\d\d", numbers)}


def test_every_point_of_the_sources_is_at_work_on_a_page() -> None:
    assert {point for point, _ in marked()} == POINTS
    assert {page for _, page in marked()} <= set(CONTENT.pages)


def test_the_table_of_points_says_what_the_tests_say() -> None:
    assert listed() == marked()
