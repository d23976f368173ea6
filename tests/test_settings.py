"""The settings file of a learner's folder: read however it was saved, changed without touching another line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook_lib import settings
from workbook_lib.settings import Settings, read, write


def put(folder: Path, text: str | bytes) -> Path:
    file = folder / settings.NAME
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


def test_without_a_file_it_is_english_and_nothing_of_ones_own(tmp_path: Path) -> None:
    assert read(tmp_path) == Settings()


def test_the_file_we_make_says_the_same_and_explains_itself(tmp_path: Path) -> None:
    settings.make(tmp_path)
    assert read(tmp_path) == Settings()
    assert (tmp_path / settings.NAME).read_text(encoding="utf-8").startswith("# Settings of this workbook")


def test_making_it_again_changes_nothing(tmp_path: Path) -> None:
    file = put(tmp_path, "language: es\n")
    settings.make(tmp_path)
    assert file.read_text() == "language: es\n"


@pytest.mark.parametrize(
    "text",
    [
        "language: es\nown content: mine\n",
        "Language = 'es'\r\nOWN CONTENT = \"mine\"\r\n",
        "\ufefflanguage: es\nown content: mine",
        "language: es\nown content: mine\n".encode("utf-16"),
        "# a remark\n\n  language :es\nown content:   “mine”  \n",
    ],
)
def test_it_is_read_however_it_was_saved(tmp_path: Path, text: str | bytes) -> None:
    put(tmp_path, text)
    assert read(tmp_path) == Settings("es", tmp_path / "mine")


def test_a_path_of_windows_is_pasted_as_it_is(tmp_path: Path) -> None:
    put(tmp_path, 'own content: "C:\\Users\\new\\trainers"\n')
    assert str(read(tmp_path).content).endswith("C:\\Users\\new\\trainers")


def test_a_line_that_says_nothing_is_told(tmp_path: Path) -> None:
    put(tmp_path, "langage: es\nown content: mine\n")
    found = read(tmp_path)
    assert (found.language, found.strange) == ("en", "langage: es")
    assert found.content == tmp_path / "mine"


def test_a_change_leaves_every_other_line_alone(tmp_path: Path) -> None:
    file = put(tmp_path, "# mine\n\nown content: there\n# between\nlanguage: en\n# last\n")
    write(tmp_path, language="es")
    assert file.read_text() == "# mine\n\nown content: there\n# between\nlanguage: es\n# last\n"


def test_a_first_choice_makes_the_file_with_its_remarks(tmp_path: Path) -> None:
    file = write(tmp_path, content=tmp_path / "my library")
    assert "own content: my library\n" in file.read_text(encoding="utf-8")
    assert read(tmp_path).content == tmp_path / "my library"
    assert file.read_text(encoding="utf-8").count("#") == settings.TEMPLATE.read_text("utf-8").count("#")


def test_a_folder_elsewhere_is_written_whole(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    write(tmp_path / "pages", content=tmp_path / "there")
    assert read(tmp_path / "pages").content == tmp_path / "there"


@given(st.one_of(st.text(), st.binary()))
def test_nothing_in_the_file_can_stop_a_page(said: str | bytes) -> None:
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        put(Path(folder), said.encode("utf-8", "surrogatepass") if isinstance(said, str) else said)
        found = read(Path(folder))
        assert found.language
        write(Path(folder), language="es")
        assert read(Path(folder)).language == "es"
