"""A library's own cues: read with, refused in words, and never in the way of the built-in ones."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT
from workbook_lib.authoring.compiler import check
from workbook_lib.authoring.cues import read_weights
from workbook_lib.authoring.own_cues import SHARE, OwnCueFile, weighted
from workbook_lib.catalog.own_cues import own_scorer
from workbook_lib.scoring import score_reflection, store
from workbook_lib.scoring.reader import reader_for

CUE = """rubric: reflection
cues:
  - id: emotion.sick_with_worry
    dimension: emotion
    level: 2
    strength: strong
    floor: 1
    reason: you say what it weighs on them
    source: our own library
    patterns: ["sick with worry", "lay awake ..3"]
    hits: ["She was sick with worry.", "He lay awake over it."]
    misses: ["{miss}"]
"""
TEXT = "The man came at noon with a parcel. He lay awake over it all week. The fee is from May."


@pytest.fixture(autouse=True)
def _kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("WORKBOOK_COMPILED", str(tmp_path / "kept"))
    yield
    store.use(None)


def mine(folder: Path, text: str, name: str = "ours.yaml") -> Path:
    file = folder / "mine" / "en" / "cues" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return folder / "mine"


def test_an_own_cue_is_found_with_its_reason_and_shows_in_the_version(tmp_path: Path) -> None:
    before = score_reflection(TEXT)
    scorer, faults = own_scorer(mine(tmp_path, CUE.format(miss="She was sick.")))
    assert faults == ()
    store.use(scorer)
    after = score_reflection(TEXT)
    assert before.levels["emotion"] == 0
    assert after.levels["emotion"] == 1
    [evidence] = after.rating("emotion").evidence
    assert evidence.reason == "you say what it weighs on them"
    assert evidence.quote == "He lay awake over it all week."
    assert after.rubric_version != before.rubric_version
    store.use(None)
    assert score_reflection(TEXT) == before


def test_a_cue_whose_miss_hits_is_refused_in_words_and_the_built_in_ones_read_on(tmp_path: Path) -> None:
    folder = mine(tmp_path, CUE.format(miss="She lay awake for hours."))
    scorer, faults = own_scorer(folder)
    assert scorer is None
    [fault] = faults
    assert "ours.yaml:12 -> cues.0.misses.0" in fault
    assert "a sentence that the cue misses" in fault
    assert "which it hits" in fault
    assert [str(f) for f in check("en", folder)] == [fault]


def test_a_change_is_compiled_by_itself_and_only_then(tmp_path: Path) -> None:
    folder = mine(tmp_path, CUE.format(miss="She was sick."))
    first, _ = own_scorer(folder)
    assert first is not None
    stamp = first.stat().st_mtime_ns
    assert own_scorer(folder) == (first, ())
    assert first.stat().st_mtime_ns == stamp
    second, _ = own_scorer(mine(tmp_path, CUE.format(miss="She was ill.")))
    assert second is not None
    assert second != first
    assert list(second.parent.glob("scorer-*")) == [second]


def test_the_id_of_a_built_in_cue_is_taken(tmp_path: Path) -> None:
    folder = mine(tmp_path, CUE.format(miss="No.").replace("emotion.sick_with_worry", "action.will_do"))
    assert '"action.will_do", which a built-in cue has' in "\n".join(own_scorer(folder)[1])
    assert "which a built-in cue has" in "\n".join(map(str, check("en", folder)))


def test_a_strength_that_there_isnt_is_named(tmp_path: Path) -> None:
    folder = mine(tmp_path, CUE.format(miss="No.").replace("strong", "stron"))
    assert 'did you mean "strong"?' in "\n".join(own_scorer(folder)[1])


def test_a_strength_is_a_part_of_the_way_to_emerging() -> None:
    record = {
        "id": "emotion.x", "dimension": "emotion", "level": -1, "strength": "plain", "reason": "because",
        "source": "here", "patterns": ["word", "other"], "hits": ["A word."], "misses": ["No."],
    }  # fmt: skip
    weights = read_weights()
    cues = OwnCueFile.model_validate({"rubric": "reflection", "cues": [record]})
    rows = weighted(weights, [cues])["reflection"]["features"]
    cut = weights["reflection"]["heads"]["emotion"]["cuts"][0]
    row = rows["c:emotion.x#1"]
    assert row[0] == pytest.approx(-SHARE["plain"] * cut, abs=0.001)
    assert set(row[1:]) == {0.0}
    assert "c:emotion.x#1" not in weights["reflection"]["features"]


def test_own_cues_leave_every_other_reading_as_it_was(tmp_path: Path) -> None:
    texts = [
        "I will ring her tomorrow. She is tired of asking.",
        "He shouted. I think he was afraid of the fee.",
    ]
    before = [score_reflection(text).levels for text in texts]
    scorer, _ = own_scorer(mine(tmp_path, CUE.format(miss="She was sick.")))
    store.use(scorer)
    assert [score_reflection(text).levels for text in texts] == before


def test_a_compiled_file_that_is_gone_is_no_obstacle(tmp_path: Path) -> None:
    store.use(tmp_path / "gone.json")
    assert score_reflection(TEXT).was_read
    assert reader_for("reflection").rubric.version


def test_a_folder_without_cues_reads_as_ever(tmp_path: Path) -> None:
    assert own_scorer(None) == (None, ())
    assert own_scorer(tmp_path) == (None, ())


def test_reading_by_own_cues_needs_the_standard_library_only(tmp_path: Path) -> None:
    folder = mine(tmp_path, CUE.format(miss="She was sick."))
    own_scorer(folder)
    code = (
        "import sys; from pathlib import Path; from workbook_lib.catalog.own_cues import own_scorer;"
        "from workbook_lib.scoring import score_reflection, store;"
        "store.use(own_scorer(Path(sys.argv[1]))[0]); score_reflection('He lay awake over it.');"
        "print(sorted({m.split('.')[0] for m in sys.modules} & {'pydantic', 'ruamel', 'numpy', 'pandas'}))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, str(folder)], capture_output=True, text=True, check=True, env=os.environ
    )
    assert ran.stdout.strip() == "[]"


def test_the_cue_in_the_docs_is_sound_and_is_found(tmp_path: Path) -> None:
    docs = (ROOT / "docs" / "authoring.md").read_text(encoding="utf-8")
    [example] = [block for block in re.findall(r"```yaml\n(.*?)```", docs, re.DOTALL) if "cues:" in block]
    scorer, faults = own_scorer(mine(tmp_path, example))
    assert faults == ()
    store.use(scorer)
    found = reader_for("reflection")
    reading = found.read(found.encode("She was sick with worry."))
    assert "emotion.sick_with_worry" in {match.cue.id for match in reading.matches}


def test_the_strengths_in_the_docs_are_those_of_the_code() -> None:
    docs = (ROOT / "docs" / "authoring.md").read_text(encoding="utf-8")
    for strength, part in {"light": "a quarter", "plain": "a half", "strong": "the whole"}.items():
        assert f"| `{strength}` | {part} |" in docs
    assert SHARE == {"light": 0.25, "plain": 0.5, "strong": 1.0}
