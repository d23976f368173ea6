"""The numbers of a model: packed, unpacked, summed; and a compiled file of which only what is asked for is read."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from workbook_lib.authoring.cues import COMPILED, compile_all
from workbook_lib.scoring.linear import Linear, pack, packed, unpack
from workbook_lib.scoring.store import compiled, from_parts

WEIGHTS = st.integers(-32768, 32767)


@given(st.lists(WEIGHTS))
def test_numbers_survive_packing(numbers: list[int]) -> None:
    assert list(unpack(pack(numbers))) == numbers


@given(st.lists(st.tuples(WEIGHTS, WEIGHTS, WEIGHTS), max_size=300))
def test_outputs_are_summed_apart(rows: list[tuple[int, int, int]]) -> None:
    names = [f"r:{i}" for i in range(len(rows))]
    weights = {name: [w / 10_000 for w in row] for name, row in zip(names, rows, strict=True)}
    model = Linear(packed({"outputs": ["a", "b", "c"], "rows": weights}))
    columns = zip(*rows, strict=True) if rows else [(0,)] * 3
    wanted = [sum(column) / 10_000 for column in columns]
    assert list(model.scores([*names, "r:unknown"], [], 1.0).values()) == wanted
    assert [model.weight(model.total(names), output) for output in "abc"] == wanted


def test_a_rubric_is_loaded_when_it_is_asked_for() -> None:
    record, asked = compile_all(weights={}), []

    def load(name: str) -> dict[str, object]:
        asked.append(name)
        return record[name]

    data = from_parts(load)
    assert asked == ["words"]
    assert data.rubrics["reply"] is data.rubrics["reply"]
    assert asked == ["words", "reply"]


def test_the_compiled_file_is_json_and_reads_part_by_part() -> None:
    whole = json.loads(COMPILED.read_text(encoding="utf8"))
    assert set(whole) == {"words", "reflection", "reply", "turns", "sentences"}
    assert {name: compiled().rubrics[name].version for name in whole if name != "words"} == {
        name: part["version"] for name, part in whole.items() if name != "words"
    }
