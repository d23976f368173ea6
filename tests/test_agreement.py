"""Figures of agreement against the packages that people trust, files that go out and come in, and a data set."""

from __future__ import annotations

import csv
import io
import json
import warnings
import zipfile
from contextlib import suppress
from pathlib import Path
from typing import Any

import krippendorff
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score

from tests.conftest import ROOT
from workbook_lib.__main__ import main
from workbook_lib.agreement.coefficients import krippendorff_alpha, weighted_kappa
from workbook_lib.agreement.dataset import agreed_on, bundle
from workbook_lib.agreement.estimates import Drawn, Estimate, alphas, estimate
from workbook_lib.agreement.figures import figures
from workbook_lib.agreement.marks import CANT_TELL, NOT_READ, STAGE, Reading, allowed, of_assessment, unmarked
from workbook_lib.agreement.reading_back import Unusable, load
from workbook_lib.agreement.rows import MOST_CELL, guarded, rows, unguarded
from workbook_lib.agreement.saying import FEW, MACHINES, TRAINED, saying
from workbook_lib.agreement.sheets import Brought, bring, names_of, sheet, typed
from workbook_lib.agreement.spread import OPEN, apart, settled, spread
from workbook_lib.agreement.texts import FREE, ReadText, TextSet, chosen, read_texts, set_of
from workbook_lib.scoring import score_reflection
from workbook_lib.tables.answers import Refused

ITEMS = ("emotion", "perspective", "curiosity", "self_awareness", "action", "specificity", STAGE)
NAMES = names_of(
    ITEMS,
    ("not yet", "emerging", "clear"),
    ("none", "sympathy", "empathy", "compassion"),
    {"can't tell": CANT_TELL, "not read": NOT_READ},
)
levels = st.sampled_from([0, 1, 2])
maybe = st.one_of(st.none(), st.sampled_from([0, 1, 2, 3]))

# Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), C: four observers, twelve units, gaps.
WORKED = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
    [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
]


# -- coefficients ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("level", "published"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849)]
)
def test_alpha_of_the_worked_example_is_as_published(level: Any, published: float) -> None:
    found = krippendorff_alpha(WORKED, level)
    assert found.value == pytest.approx(published, abs=0.0005)
    assert found.units == 11  # The twelfth unit has one value, which pairs with none.


@given(
    st.lists(st.tuples(levels, levels), min_size=1, max_size=40),
    st.sampled_from(["quadratic", "linear", "none"]),
)
def test_kappa_is_that_of_scikit_learn(pairs: list[tuple[int, int]], weights: Any) -> None:
    a, b = [x for x, _ in pairs], [y for _, y in pairs]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = cohen_kappa_score(a, b, labels=[0, 1, 2], weights=None if weights == "none" else weights)
    ours = weighted_kappa(a, b, (0, 1, 2), weights)
    if len({*a, *b}) == 1:
        assert (ours.value, ours.reason) == (None, "one_level")
    else:
        assert ours.value == pytest.approx(theirs, abs=1e-9)


@given(
    st.integers(2, 5).flatmap(
        lambda readers: st.lists(st.tuples(*[maybe] * readers), min_size=1, max_size=25)
    ),
    st.sampled_from(["nominal", "ordinal", "interval"]),
)
def test_alpha_is_that_of_the_krippendorff_package(units: list[tuple[int | None, ...]], level: Any) -> None:
    ratings = [list(row) for row in zip(*units, strict=True)]
    pairable = [[v for v in unit if v is not None] for unit in units]
    counted = [unit for unit in pairable if len(unit) >= 2]
    ours = krippendorff_alpha(ratings, level, levels=(0, 1, 2, 3))
    assert ours.units == len(counted)
    if not counted:
        assert (ours.value, ours.reason) == (None, "no_pairs")
    elif len({v for unit in counted for v in unit}) == 1:
        assert (ours.value, ours.reason) == (None, "one_level")
    else:
        table = np.array([[np.nan if v is None else v for v in row] for row in ratings], dtype=float)
        theirs = krippendorff.alpha(table, value_domain=[0, 1, 2, 3], level_of_measurement=level)
        assert ours.value == pytest.approx(theirs, abs=1e-9)


def test_missing_ratings_count_for_nothing() -> None:
    whole = weighted_kappa([0, 1, 2, 0], [0, 1, 1, 2], (0, 1, 2))
    holed = weighted_kappa([0, 1, 2, 0, None, 1], [0, 1, 1, 2, 2, float("nan")], (0, 1, 2))
    assert holed == whole
    assert weighted_kappa([None, 1], [0, None], (0, 1)).reason == "no_pairs"
    assert krippendorff_alpha([[], []]).reason == "no_pairs"


@pytest.mark.parametrize(
    ("call", "names"),
    [
        (lambda: weighted_kappa([1], [1, 2], (1, 2)), "1 and 2 texts"),
        (lambda: weighted_kappa([1], [7], (1, 2)), "7 is none of the levels"),
        (lambda: weighted_kappa([1], [1], (1, 1)), "named twice"),
        (lambda: weighted_kappa([1], [1], (1, 2), "cubic"), "'cubic'"),  # type: ignore[arg-type]
        (lambda: krippendorff_alpha([[1, 2], [1]]), "differ in length"),
        (lambda: krippendorff_alpha([[1, 2], [1, 1]], "ratio"), "'ratio'"),  # type: ignore[arg-type]
        (lambda: krippendorff_alpha([["a", "b"], ["a", "a"]], "interval"), "must be numbers"),
    ],
)
def test_what_is_no_set_of_ratings_is_said(call: Any, names: str) -> None:
    with pytest.raises(ValueError, match=names):
        call()


# -- intervals and all figures -----------------------------------------------------------------------------


def marks(*rows: str) -> list[dict[str, str]]:
    """One mark of `emotion` for each letter."""
    return [{"emotion": letter} if letter != " " else {} for letter in "".join(rows)]


def test_an_interval_is_the_same_each_time_and_holds_its_figure() -> None:
    readers = [marks("0120120120121102"), marks("0120120110121202")]
    first, again = (figures(("emotion",), readers) for _ in range(2))
    assert first == again
    told = first.readers[0].alpha
    assert told.low is not None
    assert told.high is not None
    assert told.value is not None
    assert told.low < told.value < told.high
    assert told.value == krippendorff_alpha([[int(m["emotion"]) for m in one] for one in readers]).value
    other = figures(("emotion",), readers, drawn=Drawn.of(16, seed=1)).readers[0].alpha
    assert other.value == told.value
    assert (other.low, other.high) != (told.low, told.high)


def test_few_texts_have_a_figure_and_no_interval() -> None:
    few, enough = (
        figures(("emotion",), [marks("012012012012"[:n]), marks("012012012011"[:n])]).readers[0].alpha
        for n in (FEW - 1, FEW)
    )
    assert few.value == 1.0
    assert (few.low, few.high, few.ends) == (None, None, None)
    assert enough.ends is not None


def test_no_interval_is_told_that_lies_on_one_side_of_its_figure() -> None:
    assert Estimate(0.94, -0.67, 0.94, 24).ends is None
    assert Estimate(1.0, 1.0, 1.0, 24).ends is None, "other texts could be read otherwise"
    assert Estimate(0.5, 0.5, 0.8, 24).ends is None
    assert Estimate(0.5, 0.2, 0.8, 24).ends == (0.2, 0.8)


def test_where_many_draws_say_nothing_the_others_make_no_interval() -> None:
    """One text of sixteen stands apart: in a third of the draws it isn't there, and all marks are one level."""
    told = figures(("emotion",), [marks("0" * 15 + "2"), marks("0" * 15 + "2")]).readers[0].alpha
    assert told.value == 1.0
    assert told.low is None
    assert saying(told, TRAINED) == "few"


def test_intervals_hold_the_truth_about_as_often_as_docs_say() -> None:
    """Readings whose true alpha is known from very many texts, by two readers who see one thing with noise."""
    random = np.random.default_rng(3)

    def readings(texts: int) -> Any:
        seen = random.normal(size=texts) + 0.7 * random.normal(size=(2, texts))
        return np.digitize(seen, (-0.5, 0.5))

    truth = alphas(readings(50_000), 3, Drawn(np.ones((1, 50_000))))[0]
    told = [estimate(alphas(readings(16), 3, Drawn.of(16, 300, n)), 16) for n in range(200)]
    held = [one.low <= truth <= one.high for one in told if one.low is not None and one.high is not None]
    assert len(held) > 190
    assert np.mean(held) > 0.85


def test_more_texts_make_a_narrower_interval() -> None:
    few, many = (
        figures(("emotion",), [marks("012012012012110" * n), marks("012012011012120" * n)]).readers[0].kappa
        for n in (1, 8)
    )
    assert few.value == pytest.approx(many.value)
    assert few.high - few.low > 2 * (many.high - many.low)  # type: ignore[operator]


def test_shares_of_exact_and_near_marks() -> None:
    found = figures(("emotion",), [marks("0011"), marks("0122")]).readers[0]
    assert found.exact.value == 0.25
    assert found.within_one.value == 1.0
    assert figures(("emotion",), [marks("02"), marks("20")]).readers[0].within_one.value == 0.0


def test_pairs_stand_in_order_of_their_figure_and_not_of_who_read() -> None:
    one, two, three = marks("012012012"), marks("012012011"), marks("210210120")
    orders = [(one, two, three), (three, one, two), (two, three, one)]
    told = [figures(("emotion",), order).readers[0].pairs for order in orders]
    assert told[0] == told[1] == told[2]
    values = [pair.value for pair in told[0]]
    assert values == sorted(values)  # type: ignore[type-var]


def test_the_workbook_is_one_more_reader_and_its_pairs_are_not_told() -> None:
    readers = [marks("0120120"), marks("0120121")]
    found = figures(("emotion",), readers, marks("0120122"))
    kappas = [
        weighted_kappa([m["emotion"] for m in one], list("0120122"), ("0", "1", "2")).value for one in readers
    ]
    assert found.beside[0].kappa.value == pytest.approx(np.mean([k for k in kappas if k is not None]))
    assert found.beside[0].pairs == ()
    assert found.readers == figures(("emotion",), readers).readers


def test_a_text_that_cannot_be_read_and_a_cant_tell_give_no_level() -> None:
    unread = {"emotion": "0", STAGE: NOT_READ}
    found = figures(("emotion",), [[unread, *marks("12?")], [*marks("012"), *marks("1")]]).readers[0]
    assert found.exact.units == 2


def test_nobody_and_nothing_give_no_figure() -> None:
    assert figures(ITEMS, []).overall.alpha.reason == "no_pairs"
    alone = figures(("emotion",), [marks("012")])
    assert alone.readers[0].alpha.reason == "no_pairs"
    assert alone.readers[0].pairs == ()
    with pytest.raises(ValueError, match="a place for each text"):
        figures(("emotion",), [marks("01"), marks("0")])


@pytest.mark.parametrize(
    ("estimate", "known", "said"),
    [
        (Estimate(None, None, None, 0, "no_pairs"), TRAINED, "no_pairs"),
        (Estimate(None, None, None, 12, "one_level"), TRAINED, "one_level"),
        (Estimate(0.9, 0.8, 1.0, FEW - 1), TRAINED, "few"),
        (Estimate(0.9, 0.8, 1.0, FEW), TRAINED, "more"),
        (Estimate(0.9, None, None, 20), TRAINED, "few"),
        (Estimate(1.0, 1.0, 1.0, 20), TRAINED, "more"),
        (Estimate(0.3, -0.1, 0.6, 20), TRAINED, "chance"),
        (Estimate(0.446, 0.2, 0.7, 20), TRAINED, "about"),
        (Estimate(0.44, 0.2, 0.7, 20), TRAINED, "less"),
        (Estimate(0.63, 0.2, 0.8, 20), TRAINED, "about"),
        (Estimate(0.64, 0.2, 0.8, 20), TRAINED, "more"),
        (Estimate(0.64, 0.2, 0.8, 20), MACHINES, "about"),
    ],
)
def test_a_figure_is_said_beside_what_is_known(estimate: Estimate, known: Any, said: str) -> None:
    assert saying(estimate, known) == said


# -- texts -------------------------------------------------------------------------------------------------

TEXTS = TextSet(
    "reflection",
    (
        ReadText("one", "She had told her girl it would be sorted, and then she stood there.", "hardship"),
        ReadText("two", '=He said: "no"; and,\nleft', "free"),
        ReadText("three", "Rules are rules.", "hardship"),
    ),
)


def test_a_set_is_known_by_its_texts() -> None:
    assert set_of(json.loads(json.dumps(TEXTS.as_data()))) == TEXTS
    other = TextSet("reflection", TEXTS.texts[:2])
    assert other.digest != TEXTS.digest
    assert len(TEXTS.digest) == 12


def test_a_choice_of_texts_is_spread_over_the_questions_and_is_always_the_same() -> None:
    texts = [ReadText(f"t{i}", "x", q) for i, q in enumerate(["a"] * 5 + ["b"] * 2 + ["c"])]
    assert [t.id for t in chosen(texts, "", 5)] == ["t0", "t1", "t5", "t6", "t7"]
    assert [t.id for t in chosen(texts, "b", 5)] == ["t5", "t6"]
    assert len(chosen(texts, "", 99)) == 8


def test_a_trainers_file_is_taken_and_bad_rows_are_set_aside() -> None:
    head = "ID;Text;Question"
    lines = [head, "a;Für sie war es der Tag.;hardship", "a;Another;", "b;;", f"c;{'x' * 5001};", "d;Fine."]
    taken = read_texts("\r\n".join(lines).encode("cp1252"), "reflection")
    assert [(t.id, t.question) for t in taken.texts] == [("a", "hardship"), ("d", "free")]
    assert taken.texts[0].text == "Für sie war es der Tag."
    assert [(one.line, one.key) for one in taken.aside] == [(3, "id_twice"), (4, "no_text"), (5, "too_long")]


def test_a_reply_needs_what_it_answers() -> None:
    data = b"text,client_message,library_at_fault\nI am on it.,Where is my hold?,yes\nSorry.,,\n"
    taken = read_texts(data, "reply")
    assert [(t.id, t.client_message, t.library_at_fault) for t in taken.texts] == [
        ("1", "Where is my hold?", True)
    ]
    assert [one.key for one in taken.aside] == ["no_message"]


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"", "empty"),
        (b"PK\x03\x04rest", "workbook"),
        (b"words,more\n1,2\n", "no_column"),
        (b"text\n", "no_texts"),
        (b'text\n"never closed\n', "torn"),
    ],
)
def test_a_file_that_is_no_list_of_texts_is_refused(data: bytes, key: str) -> None:
    with pytest.raises(Refused) as refused:
        read_texts(data, "reflection")
    assert refused.value.key == key


@given(st.binary(max_size=300))
def test_any_bytes_are_texts_or_refused(data: bytes) -> None:
    try:
        assert read_texts(b"text\n" + data, "reflection").texts
    except Refused:
        return


# -- sheets ------------------------------------------------------------------------------------------------

full = st.fixed_dictionaries({item: st.sampled_from(allowed(item)) for item in ITEMS})
some = st.dictionaries(st.sampled_from(["one", "two", "three"]), full, min_size=1)
names = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=12)


@given(names, some, st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1))
def test_what_goes_out_in_a_sheet_comes_back(
    name: str, given_marks: dict[str, dict[str, str]], note: str
) -> None:
    reading = Reading(name, given_marks, {next(iter(given_marks)): note})
    back = bring(sheet(TEXTS, ITEMS, reading), TEXTS, ITEMS, NAMES)
    assert back.readings == (Reading(name, {t: given_marks[t] for t in ("one", "two", "three") if t in given_marks},
                                     reading.notes),)  # fmt: skip
    assert back.aside == ()
    assert back.unmarked == 3 - len(given_marks)


@given(st.text())
def test_no_cell_that_goes_out_is_a_formula(cell: str) -> None:
    assert not guarded(cell).startswith(("=", "+", "-", "@"))
    assert unguarded(guarded(cell)) == cell.strip() or cell != cell.strip()


def filled(*rows: dict[str, str], head: tuple[str, ...] = ("id", "reader", *ITEMS, "text")) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, head)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


WELL = dict.fromkeys(ITEMS, "1")


def test_marks_may_be_words_or_numbers_as_spreadsheets_write_them() -> None:
    row = {"emotion": "Clear", "perspective": "1.0", "curiosity": "Can\u2019t  tell", "self_awareness": "?",
           "action": "not yet", "specificity": "2", STAGE: "Empathy"}  # fmt: skip
    back = bring(filled({"id": "one", "reader": "A", **row}), TEXTS, ITEMS, NAMES)
    assert list(back.readings[0].marks["one"].values()) == ["2", "1", "?", "?", "0", "2", "2"]


def test_rows_that_cannot_be_used_are_set_aside_with_their_line_and_why() -> None:
    data = filled(
        {"id": "one", "reader": "A", **WELL},
        {"id": "four", "reader": "A", **WELL},
        {"id": "two", "reader": "A", **WELL, "emotion": "7"},
        {"id": "two", "reader": "", **WELL},
        {"id": "one", "reader": "A", **WELL, "emotion": "2"},
        {"id": "three", "reader": "A", **WELL, "text": "Rules are not rules."},
        {"id": "two", "reader": "B"},
        {"id": "one", "reader": "B", **WELL},
    )
    back = bring(data, TEXTS, ITEMS, NAMES)
    assert [(r.name, list(r.marks)) for r in back.readings] == [("A", ["one"]), ("B", ["one"])]
    assert [(one.line, one.key) for one in back.aside] == [
        (3, "no_such_text"), (4, "no_such_mark"), (5, "no_reader"), (6, "marked_twice"), (7, "other_text"),
    ]  # fmt: skip
    assert back.aside[1].values == {"item": "emotion", "got": "7"}
    assert back.unmarked == 1
    assert bring(data, TEXTS, ITEMS, NAMES, "Z").readings[1].name == "Z"


def test_what_a_spreadsheet_makes_of_ids_and_of_a_sets_name_costs_no_marks() -> None:
    """001 comes back as 1, 1-2 as a day, and a set's name of digits alone as a rounded number."""
    sets = (
        TextSet("reflection", (ReadText("001", f"text {n}", FREE), ReadText("1-2", "other", FREE)))
        for n in range(4000)
    )
    texts = next(one for one in sets if one.digest.isdigit())
    marks = {"001": dict(zip(ITEMS, "2110012", strict=True)), "1-2": dict(zip(ITEMS, "0000000", strict=True))}
    rows = list(csv.reader(io.StringIO(sheet(texts, ITEMS, Reading("Ana", marks)).decode("utf-8-sig"))))
    for row, id in zip(rows[1:], ("1", "01. Feb"), strict=True):
        row[0], row[2] = f"{int(texts.digest):.5E}".replace(".", ","), id
    saved = "\r\n".join(";".join(f'"{cell}"' for cell in row) for row in rows).encode("cp1252")
    assert bring(saved, texts, ITEMS, {}) == Brought((Reading("Ana", marks),))
    other = TextSet("reflection", (ReadText("001", "unlike", FREE), ReadText("1-2", "strange", FREE)))
    assert bring(saved, other, ITEMS, {}).readings == ()


def test_a_sheet_of_other_texts_or_without_a_column_is_not_taken() -> None:
    other = TextSet("reflection", TEXTS.texts[:2])
    back = bring(sheet(other, ITEMS, Reading("A", {"one": WELL})), TEXTS, ITEMS, NAMES)
    assert back.readings == ()
    assert {one.key for one in back.aside} == {"other_text"}
    with pytest.raises(Refused) as refused:
        bring(filled({"id": "one"}, head=("id", "reader", "emotion")), TEXTS, ITEMS, NAMES)
    assert (refused.value.key, refused.value.values["name"]) == ("no_column", "perspective")


@given(st.binary(max_size=400))
def test_any_file_is_a_sheet_or_refused(data: bytes) -> None:
    try:
        back = bring(b"id," + ",".join(ITEMS).encode() + b"\n" + data, TEXTS, ITEMS, NAMES, "A")
    except Refused:
        return
    assert all(
        mark in allowed(item) for r in back.readings for m in r.marks.values() for item, mark in m.items()
    )


def test_marks_from_paper_however_they_are_parted() -> None:
    wanted = dict(zip(ITEMS, "210?123", strict=True))
    for line in ("1 2 1 0 ? 1 2 3", "1: 210?123", "1. 2,1,0,-,1,2,3", " 1\t2 1 0 ? 123 "):
        assert typed(line, TEXTS, ITEMS).readings[0].marks == {"one": wanted}
    assert typed("3 x", TEXTS, ITEMS).readings[0].marks == {"three": {STAGE: NOT_READ}}


def test_lines_from_paper_that_cannot_be_used_are_named() -> None:
    back = typed("1 2222222\n\n4 1111111\n2 111\n1 1111111\n3 1111117\nhello", TEXTS, ITEMS)
    assert [(one.line, one.key) for one in back.aside] == [
        (3, "no_such_number"),
        (4, "marks_missing"), (5, "marked_twice"), (6, "no_such_mark"), (7, "no_such_number"),
    ]  # fmt: skip
    assert list(back.readings[0].marks) == ["one"]


@given(st.text())
def test_anything_typed_from_paper_is_read_or_named(text: str) -> None:
    back = typed(text, TEXTS, ITEMS)
    assert len(back.aside) + sum(len(r.marks) for r in back.readings) == sum(
        bool(x.strip()) for x in text.splitlines()
    )


# -- where readers stand apart, and what they settle on ----------------------------------------------------


def test_texts_come_by_how_far_apart_their_readers_stand() -> None:
    a = {"one": {"emotion": "0", STAGE: "0"}, "two": {"emotion": "1", STAGE: "3"}, "three": {"emotion": "1"}}
    b = {"one": {"emotion": "1", STAGE: "0"}, "two": {"emotion": "1", STAGE: "0"}, "three": {"emotion": "?"}}
    found = apart(("one", "two", "three"), ("emotion", STAGE), (a, b))
    assert [(one.text, dict(one.items)) for one in found] == [
        ("two", {STAGE: 1.0}),
        ("one", {"emotion": 0.5}),
    ]
    assert spread(STAGE, [{STAGE: NOT_READ}, {STAGE: "0"}]) == 1.0


def test_what_is_settled_was_given_alike_by_two_or_agreed_on() -> None:
    alike, other, unsure = {"emotion": "2", STAGE: "2"}, {"emotion": "1"}, {"emotion": "?"}
    assert settled("emotion", [alike, alike, unsure]) == "2"
    assert settled("emotion", [alike, unsure]) == ""
    assert settled("emotion", [alike, other]) == ""
    assert settled("emotion", [alike, other], "1") == "1"
    assert settled("emotion", [alike, alike], OPEN) == ""
    assert settled(STAGE, [{STAGE: NOT_READ}, {STAGE: NOT_READ}]) == NOT_READ
    assert settled("emotion", [alike, alike, {STAGE: NOT_READ}]) == ""


def test_one_who_cannot_read_a_text_needs_to_mark_nothing_else() -> None:
    assert unmarked({STAGE: NOT_READ}, ITEMS) == []
    assert unmarked({"emotion": "1"}, ("emotion", STAGE)) == [STAGE]


# -- the data set ------------------------------------------------------------------------------------------

READERS = (
    {
        "one": dict(zip(ITEMS, "2210022", strict=True)),
        "two": {STAGE: NOT_READ},
        "three": dict.fromkeys(ITEMS, "0"),
    },
    {
        "one": dict(zip(ITEMS, "2110022", strict=True)),
        "two": {STAGE: NOT_READ},
        "three": dict.fromkeys(ITEMS, "0"),
    },
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    agreed = agreed_on(TEXTS, ITEMS, READERS, {"three": {"action": OPEN}, "one": {"perspective": "2"}})
    path = tmp_path / "agreed.zip"
    path.write_bytes(bundle(agreed, {"licence": "CC-BY-4.0"}, "# Agreed readings\n"))
    return path


def test_a_data_set_comes_back_as_it_was_agreed_on(file: Path) -> None:
    (agreed,) = load(file)
    assert {text.id for text in agreed.texts.texts} == {"one", "two", "three"}
    assert agreed.settled["one"] == dict(zip(ITEMS, "2210022", strict=True))
    assert agreed.settled["two"] == {STAGE: NOT_READ}
    assert "action" not in agreed.settled["three"]
    assert sorted(map(str, agreed.readers)) == sorted(map(str, READERS))
    with zipfile.ZipFile(file) as archive:
        labels = list(csv.DictReader(io.StringIO(archive.read("labels_reflections.csv").decode())))
        about = json.loads(archive.read("about.json"))
    assert [(row["id"], row["stage"], row["readers"]) for row in labels] == [
        ("one", "empathy", "2"),
        ("two", "not_read", "2"),
    ]
    assert about["licence"] == "CC-BY-4.0"


def test_the_same_readings_give_the_same_bytes_whoever_comes_first() -> None:
    first, second = (bundle(agreed_on(TEXTS, ITEMS, r, {}), {}, "") for r in (READERS, READERS[::-1]))
    assert first == second


def test_the_projects_own_evaluation_takes_its_files(file: Path, tmp_path: Path) -> None:
    """The form of the benchmark: a line for each text and a row of labels for each, all levels in numbers."""
    with zipfile.ZipFile(file) as archive:
        archive.extractall(tmp_path / "out")
    own = [json.loads(line) for line in (tmp_path / "out" / "reflections.jsonl").open(encoding="utf-8")]
    with (tmp_path / "out" / "labels_reflections.csv").open(encoding="utf-8", newline="") as labels:
        rows = {row["id"]: row for row in csv.DictReader(labels)}
    with (ROOT / "training" / "data" / "labels_reflections.csv").open(
        encoding="utf-8", newline=""
    ) as shipped:
        assert next(csv.reader(shipped)) == list(next(iter(rows.values())))
    assert {item["id"] for item in own} == set(rows)
    assert {"id", "kind", "scenario", "question", "text"} == set(own[0])
    assert all(row[item] in {"0", "1", "2"} for row in rows.values() for item in ITEMS[:-1])


def test_a_data_set_without_a_text_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    columns = ",".join(["id", "reader", *ITEMS])
    (tmp_path / "labels_reflections.csv").write_text(columns + "\n")
    (tmp_path / "reflections.jsonl").write_text("")
    assert main(["score", "--against", str(tmp_path)]) == 1
    assert "there is no text in it" in capsys.readouterr().err


def test_a_data_set_that_was_changed_is_refused(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "out"
    with zipfile.ZipFile(file) as archive:
        archive.extractall(folder)
    assert load(folder)
    labels = folder / "labels_reflections.csv"
    labels.write_text(labels.read_text().replace("empathy", "compassion"))
    with pytest.raises(Unusable, match=r"labels_reflections.csv is not as it was"):
        load(folder)
    assert main(["score", "--against", str(folder)]) == 1
    assert "is not as it was when the readers agreed" in capsys.readouterr().err


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x03\x04"])
def test_what_is_no_data_set_is_said_in_a_sentence(
    content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "file.zip"
    path.write_bytes(content)
    assert main(["score", "--against", str(path)]) == 1
    assert main(["score", "--against", str(tmp_path / "nowhere.zip")]) == 1
    said = capsys.readouterr().err
    assert said.count("I can't use") == 2
    assert "Traceback" not in said


@pytest.mark.parametrize(
    ("labels", "texts"),
    [
        ("id,emotion,stage\n" + "a" * 200_000 + ",1,care\n", ""),
        ("id,emotion,stage\na,1,sympathy\n", "[" * 100_000),
        ("id,emotion,stage\na,1,sympathy\n", '{"id": "a", "text": "x", "question": 5}'),
    ],
)
def test_a_data_set_of_another_form_is_said_in_a_sentence(
    labels: str, texts: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "labels_reflections.csv").write_text(labels)
    (tmp_path / "reflections.jsonl").write_text(texts)
    assert main(["score", "--against", str(tmp_path)]) == 1
    assert "I can't use" in capsys.readouterr().err


def test_a_damaged_data_set_is_refused_wherever_the_damage_is(file: Path, tmp_path: Path) -> None:
    whole, damaged = file.read_bytes(), tmp_path / "damaged.zip"
    for at in range(0, len(whole), 3):
        damaged.write_bytes(whole[:at] + bytes([whole[at] ^ 0x41]) + whole[at + 1 :])
        with suppress(OSError, Unusable):
            load(damaged)


def test_the_command_says_how_the_workbook_agrees_with_a_data_set(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["score", "--against", str(file)]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "reflection: 3 texts"
    table = {line.split()[0]: line.split()[1:] for line in said[3:11]}
    assert list(table) == [*ITEMS, "mean"]
    read = {t.id: of_assessment(score_reflection(t.text, t.question)) for t in TEXTS.texts}
    levels_read = [read[id].get("specificity") for id in ("one", "three")]
    kappa = weighted_kappa(["2", "0"], levels_read, ("0", "1", "2"))
    assert kappa.value is not None
    assert table["specificity"][1] == f"{kappa.value:.2f}"


@pytest.mark.parametrize("data", [b'text,note\na,"' + b"x" * 150_000 + b'"\n', b'text\n"never closed\n'])
def test_reading_a_long_cell_changes_nothing_for_others_who_read_tables(data: bytes) -> None:
    before = csv.field_size_limit()
    assert before < MOST_CELL
    with suppress(Refused):
        assert len(rows(data, ["text"])[0].get("note")) == 150_000
    assert csv.field_size_limit() == before
