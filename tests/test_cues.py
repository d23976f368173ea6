"""Every cue hits what it says it hits, misses what it says it misses; the compiled file is fresh."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from workbook_lib.authoring import cues as authoring
from workbook_lib.authoring.inflect import inflect, spellings
from workbook_lib.authoring.patterns import PatternError
from workbook_lib.scoring.reader import Reader
from workbook_lib.scoring.segment import segment
from workbook_lib.scoring.store import Compiled, compiled

ALL = [(rubric, cue) for rubric, found in authoring.read_cues().items() for cue in found]


@pytest.fixture(scope="module")
def data() -> Compiled:
    return compiled()


def found_ids(data: Compiled, rubric: str, sentence: str) -> set[str]:
    found = Reader(data, data.rubrics[rubric])
    words = data.encoder.encode(sentence, segment(sentence))
    return {match.cue.id for match in found.read(words).matches if match.counts}


@pytest.mark.parametrize(("rubric", "cue"), ALL, ids=[f"{r}-{c.id}" for r, c in ALL])
def test_a_cue_hits_and_misses_what_it_declares(
    data: Compiled, rubric: str, cue: authoring.CueRecord
) -> None:
    assert [s for s in cue.hits if cue.id not in found_ids(data, rubric, s)] == []
    assert [s for s in cue.misses if cue.id in found_ids(data, rubric, s)] == []


def test_the_compiled_file_is_fresh_and_small() -> None:
    wanted = authoring.as_text(authoring.compile_all())
    assert authoring.COMPILED.read_text(encoding="utf8") == wanted
    assert len(wanted.encode()) <= 2_000_000


def test_every_rubric_has_a_model_for_every_dimension() -> None:
    record = json.loads(authoring.COMPILED.read_text(encoding="utf8"))
    for rubric, dimensions in authoring.RUBRICS.items():
        assert set(dimensions) <= set(record[rubric]["model"]["outputs"])


def copy_of_cues(folder: Path, text: str) -> Path:
    for path in authoring.CUES.glob("*"):
        if path.name in ("words.yaml", "known.txt"):
            (folder / path.name).write_text(path.read_text(encoding="utf8"), encoding="utf8")
    (folder / "mine.yaml").write_text(text, encoding="utf8")
    return folder


CUE = """rubric: reflection
cues:
  - id: emotion.mine
    dimension: {dimension}
    reason: a reason
    source: here
    patterns: ["{pattern}"]
    hits: [x]
    misses: [y]
"""


@pytest.mark.parametrize(
    ("dimension", "pattern", "said"),
    [
        ("emotion", "<nosuch> word", "no word class called 'nosuch'"),
        ("emotion", "..3 ..2", "no word that must be there"),
        ("anger", "word", "expected one of emotion"),
        ("emotion", "wo&rd", "is not a word"),
    ],
)
def test_faults_in_a_cue_file_are_named(tmp_path: Path, dimension: str, pattern: str, said: str) -> None:
    folder = copy_of_cues(tmp_path, CUE.format(dimension=dimension, pattern=pattern))
    with pytest.raises((authoring.CueError, PatternError), match=said):
        authoring.compile_all(folder, weights={})


def test_an_id_stands_once(tmp_path: Path) -> None:
    folder = copy_of_cues(tmp_path, CUE.format(dimension="emotion", pattern="word"))
    (folder / "more.yaml").write_text((folder / "mine.yaml").read_text(encoding="utf8"), encoding="utf8")
    with pytest.raises(authoring.CueError, match="stands twice"):
        authoring.read_cues(folder)


def test_inflection_and_spelling() -> None:
    assert inflect("carry", {"carry": ["carried"]}) == ("carry", "carries", "carried", "carrying")
    assert inflect("stop", {})[1:3] == ("stops", "stopped")
    assert "realize" in set(spellings("realise"))
    assert "color" in set(spellings("colour"))
