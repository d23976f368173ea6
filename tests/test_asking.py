"""Three questions for a group: from what was shown and from nothing else."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook_lib.authoring.compiler import check
from workbook_lib.authoring.faults import errors_in
from workbook_lib.catalog import Catalog, built_in, languages
from workbook_lib.group import privacy
from workbook_lib.group.asking import hardest, three_questions
from workbook_lib.group.session import cases
from workbook_lib.model import Kind, Level

CONTENT = built_in("en")
CASE = "returned_book"
KINDS: tuple[Kind, ...] = get_args(Kind)


def taken(
    kind: Kind, people: list[dict[str, Level]], case: str = CASE, *, by_desk: bool = False
) -> dict[str, Any]:
    """A snapshot as the screen has it: through JSON and back."""
    rubric = CONTENT.rubric(kind)
    whole = [{d.id: 0 for d in rubric.dimensions} | levels for levels in people]
    counted = [
        privacy.Counted("fines" if 2 * i < len(whole) else "teens", levels) for i, levels in enumerate(whole)
    ]  # type: ignore[arg-type]
    shown = privacy.snapshot(case, kind, counted, rubric, least=5, by_desk=by_desk)
    return dict(json.loads(json.dumps(asdict(shown))))


def about(question: str, content: Catalog = CONTENT) -> list[str]:
    """The dimensions a question is asked for."""
    return [
        dimension
        for kind in KINDS
        for dimension, asked in content.discussion.about[kind].items()
        if question in asked
    ]


MIXED: list[dict[str, Level]] = [
    {
        "emotion": 2 if i % 2 else 1,
        "perspective": 1 if i < 4 else 2,
        "curiosity": 0 if i < 6 else 1,
        "action": 2 if i < 4 else 0,
    }
    for i in range(8)
]


def test_the_questions_are_for_what_the_group_finds_hardest() -> None:
    shown = taken("reflection", MIXED)
    assert hardest(CONTENT, shown) == ["curiosity", "action", "emotion", "perspective"]
    assert [about(q) for q in three_questions(CONTENT, shown)] == [["curiosity"], ["action"], ["emotion"]]


def test_dimensions_that_stand_alike_come_in_the_rubrics_order() -> None:
    even: list[dict[str, Level]] = [
        dict.fromkeys(("emotion", "perspective", "curiosity"), i % 3) for i in range(9)
    ]  # type: ignore[arg-type]
    assert hardest(CONTENT, taken("reflection", even)) == ["emotion", "perspective", "curiosity"]


def test_where_little_was_shown_the_questions_are_for_that() -> None:
    one: list[dict[str, Level]] = [{"action": 1 if i < 3 else 0} for i in range(8)]
    asked = three_questions(CONTENT, taken("reflection", one))
    assert [about(q) for q in asked] == [["action"]] * 3
    assert len(set(asked)) == 3


def test_desk_by_desk_counts_what_every_view_shows() -> None:
    people = [*MIXED, *MIXED]
    assert hardest(CONTENT, taken("reflection", people, by_desk=True)) == hardest(
        CONTENT, taken("reflection", people)
    )


@pytest.mark.parametrize("language", languages())
def test_without_a_picture_they_fit_the_client(language: str) -> None:
    content = built_in(language)
    for name, case in cases(content).items():
        first, *others = three_questions(content, None, name)
        assert set(others) <= set(content.discussion.anyone)
        assert len({first, *others}) == 3
        quote = first.partition("“" if "“" in first else "«")[2].partition("”" if "”" in first else "»")[0]
        assert quote
        assert quote in " ".join(case.messages[0].text.split())
    nothing: list[dict[str, Level]] = [{} for _ in range(8)]
    assert three_questions(content, taken("reply", nothing)) == three_questions(content, None, CASE)


levels = st.sampled_from((0, 1, 2))


@given(
    kind=st.sampled_from(KINDS),
    people=st.lists(
        st.dictionaries(st.sampled_from([d.id for k in KINDS for d in CONTENT.rubric(k).dimensions]), levels),
        min_size=6,
        max_size=12,
    ),
    data=st.data(),
)
def test_they_depend_on_what_is_shown_alone(
    kind: Kind, people: list[dict[str, Level]], data: st.DataObject
) -> None:
    known = {d.id for d in CONTENT.rubric(kind).dimensions}
    own: list[dict[str, Level]] = [{d: level for d, level in p.items() if d in known} for p in people]
    shown = taken(kind, own)
    asked = three_questions(CONTENT, shown)
    assert len(set(asked)) == 3
    counts: Mapping[str, Any] = shown["views"][0]["summary"]["counts"]
    visible = {q for d in counts for q in CONTENT.discussion.about[kind][d]}
    general = set(three_questions(CONTENT, None, CASE))
    assert set(asked) <= (visible or general)
    other = data.draw(st.permutations(own))
    again = taken(kind, list(other))
    assert again["views"] == shown["views"]
    assert three_questions(CONTENT, again) == asked


def test_another_case_brings_other_questions() -> None:
    shown = [three_questions(CONTENT, taken("reflection", MIXED, case)) for case in cases(CONTENT)]
    assert len(set(shown)) == 3
    assert {tuple(map(tuple, map(about, asked))) for asked in shown} == {
        (("curiosity",), ("action",), ("emotion",))
    }


@pytest.mark.parametrize("language", languages())
def test_every_question_is_open_and_about_nobody_in_the_room(language: str) -> None:
    told = built_in(language).discussion
    every = [
        *told.client,
        *told.anyone,
        *(q for k in KINDS for asked in told.about[k].values() for q in asked),
    ]
    assert len(set(every)) == len(every)
    for question in every:
        assert question.endswith("?"), question
        for about_persons in ("in the room", "who of you", "which of you", "de la sala", "quién de vosotros"):
            assert about_persons not in question.lower()
    for kind in KINDS:
        shown = {d.id for d in CONTENT.rubric(kind).dimensions} - privacy.NEVER_GROUPED
        assert set(told.about[kind]) == shown


def test_what_is_wrong_with_an_own_question_is_said(tmp_path: Path) -> None:
    own = tmp_path / "en" / "discussion.yaml"
    own.parent.mkdir()
    own.write_text(
        'reply:\n  self_awareness: ["Who?", "Why?", "When?"]\nclient: ["What now?", "{quote} And?", "{quote} So?"]\n'
    )
    found = {fault.key for fault in errors_in(check("en", tmp_path))}
    assert found == {"reply.self_awareness", "client.0"}
