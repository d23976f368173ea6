"""The learner's folder and the way Lab is started: fresh pages, nothing of theirs lost, nothing let out."""

from __future__ import annotations

import json
import os
import socket
import stat
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from workbook_lib.__main__ import COMMANDS, main
from workbook_lib.opening import lab, pages, places, running

DAY = date(2026, 3, 1)


def notebook(*sources: str, outputs: bool = True) -> dict[str, Any]:
    cells: list[dict[str, Any]] = [
        {"cell_type": "markdown", "id": "m", "metadata": {}, "source": ["# A ", "page"]}
    ]
    shown = [{"output_type": "stream", "name": "stdout", "text": "shown"}] if outputs else []
    for number, source in enumerate(sources):
        cells.append(
            {"cell_type": "code", "id": f"c{number}", "metadata": {}, "source": source, "outputs": shown,
             "execution_count": 1}
        )  # fmt: skip
    meta = {"workbook": {"autorun": True, "page": "p"}}
    return {"cells": cells, "metadata": meta, "nbformat": 4, "nbformat_minor": 5}


@pytest.fixture
def shipped(tmp_path: Path) -> Path:
    folder = tmp_path / "shipped"
    folder.mkdir()
    (folder / "p.ipynb").write_text(json.dumps(notebook("show('p')")))
    return folder


def test_a_copy_has_no_outputs_and_keeps_the_rest(shipped: Path, tmp_path: Path) -> None:
    assert pages.prepare(tmp_path / "mine", shipped, DAY) == []
    copy = json.loads((tmp_path / "mine" / "p.ipynb").read_text())
    assert copy["cells"][1]["outputs"] == []
    assert copy["cells"][1]["source"] == "show('p')"
    assert copy["cells"][0]["source"] == "# A page"
    assert copy["metadata"]["workbook"]["autorun"] is True


def test_a_new_page_replaces_an_unchanged_copy(shipped: Path, tmp_path: Path) -> None:
    pages.prepare(tmp_path / "mine", shipped, DAY)
    (shipped / "p.ipynb").write_text(json.dumps(notebook("show('newer')")))
    assert pages.prepare(tmp_path / "mine", shipped, DAY) == []
    assert "newer" in (tmp_path / "mine" / "p.ipynb").read_text()
    assert [file.name for file in (tmp_path / "mine").iterdir()] == ["p.ipynb"]


def test_running_a_page_does_not_count_as_a_change(shipped: Path, tmp_path: Path) -> None:
    pages.prepare(tmp_path / "mine", shipped, DAY)
    path = tmp_path / "mine" / "p.ipynb"
    ran = json.loads(path.read_text())
    ran["cells"][1]["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "shown"}]
    ran["cells"][1]["source"] = ["show(", "'p')"]
    path.write_text(json.dumps(ran))
    assert pages.prepare(tmp_path / "mine", shipped, DAY) == []


def test_a_changed_copy_is_set_aside_under_a_plain_name(shipped: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    for _ in range(2):
        pages.prepare(mine, shipped, DAY)
        changed = (mine / "p.ipynb").read_text().replace("# A page", "# My page")
        (mine / "p.ipynb").write_text(changed)
        assert pages.prepare(mine, shipped, DAY)
    names = sorted(file.name for file in mine.iterdir())
    assert names == ["p (my copy 2026-03-01 2).ipynb", "p (my copy 2026-03-01).ipynb", "p.ipynb"]
    assert "# My page" in (mine / names[0]).read_text()
    assert "# A page" in (mine / "p.ipynb").read_text()


@pytest.mark.parametrize("text", ["", "not json", "[]", '{"cells": 3}', "\udce9"])
def test_a_file_that_is_no_notebook_is_set_aside_whole(text: str, shipped: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "p.ipynb").write_bytes(text.encode("utf-8", "surrogateescape"))
    [kept] = pages.prepare(mine, shipped, DAY)
    assert kept.read_bytes() == text.encode("utf-8", "surrogateescape")
    assert pages.read_notebook(mine / "p.ipynb") is not None


def test_files_of_the_learner_stay(shipped: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "notes.txt").write_text("mine")
    pages.prepare(mine, shipped, DAY)
    assert (mine / "notes.txt").read_text() == "mine"


def test_the_folder_is_in_documents_unless_another_is_chosen(tmp_path: Path) -> None:
    assert places.learners_folder().name == "Compassion workbook"
    assert places.learners_folder(str(tmp_path / "x")) == tmp_path / "x"


def launch(tmp_path: Path) -> lab.Launch:
    return lab.Launch(tmp_path / "mine", 8765, tmp_path / "keep", browser=False)


def test_lab_listens_on_this_machine_only_and_fetches_nothing(tmp_path: Path) -> None:
    arguments = lab.arguments(launch(tmp_path))
    assert "--ServerApp.ip=127.0.0.1" in arguments
    assert "--LabApp.news_url=None" in arguments
    assert "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate" in arguments


def test_the_token_is_not_on_the_command_line(tmp_path: Path) -> None:
    start = launch(tmp_path)
    assert len(start.token) >= 32
    assert not any(start.token in part for part in lab.arguments(start))
    assert start.token not in repr(start)
    assert start.token != launch(tmp_path).token


def test_another_jupyters_variables_are_left_out(tmp_path: Path) -> None:
    theirs = {
        "JUPYTER_CONFIG_DIR": "/theirs",
        "JUPYTER_PATH": "/theirs",
        "IPYTHONDIR": "/theirs",
        "HOME": "/home",
    }
    ours = lab.environment(launch(tmp_path), theirs)
    assert "/theirs" not in ours.values()
    assert ours["HOME"] == "/home"


def test_the_file_for_the_browser_is_for_its_owner_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    path = lab.browser_file(tmp_path, 7)
    assert path is not None
    assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0
    monkeypatch.setattr("sys.platform", "darwin")
    assert lab.browser_file(tmp_path, 7) is None


def test_a_workbook_that_is_open_can_be_entered_at_another_page(tmp_path: Path) -> None:
    way_in = tmp_path / "jpserver-7-open.html"
    way_in.write_text('<a href="http://127.0.0.1:8765/doc/tree/00_start_here.ipynb?token=abc">')
    there = lab.opening_at(way_in, "21_live_session.ipynb", 7)
    assert "/doc/tree/21_live_session.ipynb?token=abc" in there.read_text()
    assert there.stat().st_mode & 0o077 == 0
    assert lab.opening_at(way_in, "00_start_here.ipynb", 7) == way_in
    assert "00_start_here" in way_in.read_text()


def test_a_page_that_is_not_there_is_said_in_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["open", "--page", "77_nowhere"]) == 1
    said = capsys.readouterr().out
    assert "There is no page 77_nowhere." in said
    assert "21_live_session" in said


def test_the_port_is_remembered_and_come_back_to(tmp_path: Path) -> None:
    memory = tmp_path / "keep" / "port"
    first = running.choose_port(memory)
    assert running.choose_port(memory) == first
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", first))
        busy.listen()
        assert running.choose_port(memory) > first
    assert running.choose_port(memory) == first


@pytest.mark.parametrize("said", ["", "none", "80", "70000", "\N{BLACK STAR}"])
def test_a_spoilt_memory_of_the_port_is_no_obstacle(said: str, tmp_path: Path) -> None:
    (tmp_path / "port").write_text(said, encoding="utf-8")
    assert 1024 <= running.choose_port(tmp_path / "port") < 65536


def test_a_dead_server_is_not_found_again(tmp_path: Path) -> None:
    info = {"url": "http://127.0.0.1:9/", "token": "t", "root_dir": str(tmp_path), "pid": 1}
    (tmp_path / "jpserver-1.json").write_text(json.dumps(info))
    (tmp_path / "jpserver-2.json").write_text("half a fi")
    assert running.running_lab(tmp_path, tmp_path) is None


def test_a_folder_that_cannot_be_written_is_said_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "taken").write_text("a file, not a folder")
    monkeypatch.setenv("WORKBOOK_DATA", str(tmp_path / "data"))
    assert main(["open", "--no-browser", "--folder", str(tmp_path / "taken")]) == 1
    assert "Choose another place with --folder" in capsys.readouterr().out


def test_every_command_can_say_what_it_takes(capsys: pytest.CaptureFixture[str]) -> None:
    for command in COMMANDS:
        with pytest.raises(SystemExit) as stopped:
            main([command, "--help"])
        assert stopped.value.code == 0
        assert f"python -m workbook_lib {command}" in capsys.readouterr().out


def test_kernels_keep_no_history_and_look_in_no_working_folder(tmp_path: Path) -> None:
    lab.prepare_kernels(tmp_path)
    [config] = tmp_path.rglob("ipython_kernel_config.py")
    assert config.read_text() == lab.KERNEL_CONFIG
    assert os.fspath(config.parent).endswith("profile_default")
