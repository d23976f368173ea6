"""Reading compiled content: types, fallbacks, a library's own folder, and what it doesn't import."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from workbook_lib.catalog import fill, load
from workbook_lib.catalog.own import with_own
from workbook_lib.model import Dimension, Scenario

DESKS = [
    "fines",
    "reference",
    "childrens",
    "teens",
    "it_help",
    "circulation",
    "home_delivery",
    "back_office",
    "leading",
]


@pytest.fixture(autouse=True)
def kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """No folder of one's own is named, and what is compiled is kept here."""
    monkeypatch.delenv("WORKBOOK_CONTENT", raising=False)
    monkeypatch.setenv("WORKBOOK_COMPILED", str(tmp_path / "kept"))
    return tmp_path / "kept"


def own_folder(root: Path, name: str, text: str) -> Path:
    file = root / "en" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return root


def test_types_are_those_of_the_model() -> None:
    found = load()
    assert all(isinstance(d, Dimension) for d in found.rubric("reply").dimensions)
    assert all(isinstance(s, Scenario) and isinstance(s.desks, tuple) for s in found.scenarios.values())
    assert [d.id for d in found.rubric("reflection").dimensions] == [
        "emotion",
        "perspective",
        "curiosity",
        "self_awareness",
        "action",
        "specificity",
    ]
    assert [len(d.descriptors) for d in found.rubric("reply").dimensions] == [3] * 7
    assert list(found.desks) == DESKS


def test_loading_twice_gives_the_same_object() -> None:
    assert load() is load("en")


def test_an_unknown_language_is_english() -> None:
    assert load("tlh") is load("en")


def test_words_fill_their_slots_and_an_unknown_key_is_itself() -> None:
    found = load()
    assert found.word("saved.saved", time="14:02") == "Saved 14:02"
    assert found.word("no.such.key") == "no.such.key"
    assert fill("{a} and {b}", {"a": "{b}"}) == "{b} and {b}"


def test_every_desk_sees_only_its_cases() -> None:
    found = load()
    for desk in DESKS:
        cases = found.for_desk(desk)
        listed = [c for c in found.scenarios.values() if desk in c.desks]
        assert cases == (listed or list(found.scenarios.values()))


def test_own_words_lie_on_top_and_change_the_version(tmp_path: Path) -> None:
    folder = own_folder(tmp_path, "prompts.yaml", "hardship:\n  wording: What has this cost them?\n")
    found = load(overlay=folder)
    assert found.prompts["hardship"].wording == "What has this cost them?"
    assert found.prompts["hardship"].help == load().prompts["hardship"].help
    assert found.prompts["why_important"] == load().prompts["why_important"]
    assert found.version != load().version
    assert load(overlay=folder) is found


def test_the_environment_names_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own_folder(tmp_path, "ui.yaml", "actions:\n  read: Look at it with me\n")
    monkeypatch.setenv("WORKBOOK_CONTENT", str(tmp_path))
    assert load().word("actions.read") == "Look at it with me"


def test_a_change_is_seen_at_once(tmp_path: Path) -> None:
    folder = own_folder(tmp_path, "ui.yaml", "actions:\n  read: One\n")
    assert load(overlay=folder).word("actions.read") == "One"
    own_folder(tmp_path, "ui.yaml", "actions:\n  read: Two\n")
    assert load(overlay=folder).word("actions.read") == "Two"


def test_faults_leave_the_page_with_what_was_there_before(tmp_path: Path) -> None:
    folder = own_folder(tmp_path, "ui.yaml", "actions:\n  read: One\n")
    load(overlay=folder)
    own_folder(tmp_path, "ui.yaml", "actions:\n  raed: Two\n")
    found = load(overlay=folder)
    assert found.word("actions.read") == "One"
    assert 'did you mean "actions.read"?' in "\n".join(found.faults)


def test_faults_at_first_leave_the_page_with_the_built_in_words(tmp_path: Path) -> None:
    found = load(overlay=own_folder(tmp_path, "prompts.yaml", "hardship: [\n"))
    assert found.prompts == load().prompts
    assert found.faults


@pytest.mark.parametrize("spoilt", ['{"made_from": ', "[1]", {}, {"faults": [], "content": {"version": 1}}])
def test_a_damaged_compiled_file_is_made_anew(
    tmp_path: Path, kept: Path, spoilt: str | dict[str, Any]
) -> None:
    folder = own_folder(tmp_path / "mine", "ui.yaml", "actions:\n  read: One\n")
    load(overlay=folder)
    with_own.cache_clear()
    [file] = kept.glob("content-en-*.json")
    whole = json.loads(file.read_text(encoding="utf-8"))
    mark = {name: whole[name] for name in ("made_from", "on")}
    file.write_text(json.dumps({**mark, **spoilt}) if isinstance(spoilt, dict) else spoilt, encoding="utf-8")
    assert load(overlay=folder).word("actions.read") == "One"
    assert json.loads(file.read_text(encoding="utf-8")) == whole


def test_what_is_compiled_is_kept_and_not_made_again(
    tmp_path: Path, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = own_folder(tmp_path / "mine", "ui.yaml", "actions:\n  read: One\n")
    load(overlay=folder)
    with_own.cache_clear()
    monkeypatch.setitem(sys.modules, "workbook_lib.authoring.compiler", None)  # to import it would raise
    assert load(overlay=folder).word("actions.read") == "One"


def test_nothing_of_ours_is_written_into_the_own_folder(tmp_path: Path) -> None:
    folder = own_folder(tmp_path / "mine", "ui.yaml", "actions:\n  raed: One\n")
    load(overlay=folder)
    assert [file.name for file in folder.rglob("*") if file.is_file()] == ["ui.yaml"]


def test_what_an_older_workbook_compiled_is_not_used_where_faults_came_in(tmp_path: Path, kept: Path) -> None:
    folder = own_folder(tmp_path / "mine", "ui.yaml", "actions:\n  read: One\n")
    load(overlay=folder)
    [file] = kept.glob("content-en-*.json")
    older = {**json.loads(file.read_text(encoding="utf-8")), "on": "another version"}
    file.write_text(json.dumps(older), encoding="utf-8")
    own_folder(tmp_path / "mine", "ui.yaml", "actions:\n  raed: Two\n")
    assert load(overlay=folder).word("actions.read") == load().word("actions.read")


def test_a_language_without_cases_takes_the_english_ones(tmp_path: Path) -> None:
    file = tmp_path / "mine" / "fr" / "ui.yaml"
    file.parent.mkdir(parents=True)
    file.write_text("actions:\n  read: Lire avec moi\n", encoding="utf-8")
    french = load("fr", tmp_path / "mine")
    assert french.word("actions.read") == "Lire avec moi"
    assert [case.id for case in french.for_desk("fines")] == [case.id for case in load().for_desk("fines")]


def test_loading_needs_the_standard_library_only(tmp_path: Path) -> None:
    folder = own_folder(tmp_path, "ui.yaml", "actions:\n  read: One\n")
    load(overlay=folder)
    code = (
        "import sys; from pathlib import Path; from workbook_lib.catalog import load;"
        "load(); load(overlay=Path(sys.argv[1]));"
        "heavy = {'pydantic', 'ruamel', 'yaml', 'numpy', 'pandas'};"
        "print(sorted({m.split('.')[0] for m in sys.modules} & heavy))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, str(folder)], capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == "[]"
