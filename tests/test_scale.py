"""Many texts through Dask: the same as pandas gives, each part once, whatever file or process goes wrong."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import threading
import time
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import dask.dataframe as dd
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.conftest import ROOT
from workbook_lib.__main__ import main
from workbook_lib.frames import score_frame
from workbook_lib.scale import running, working
from workbook_lib.scale.loading import NoTextsError, load
from workbook_lib.scale.parts import files, parts
from workbook_lib.scale.records import records
from workbook_lib.scale.running import Ran, cluster, run, score_dask
from workbook_lib.scale.working import Job, finished, forget, result, score_part

if TYPE_CHECKING:
    from distributed import Client

TEXTS = [
    json.loads(line)["text"]
    for line in (ROOT / "training" / "data" / "reflections.jsonl").open(encoding="utf-8")
][:60]
SMALL = 4_000
"""A size of part that makes several of a small file."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "texts"
    place.mkdir()
    frame = pd.DataFrame({"id": range(len(TEXTS)), "text": TEXTS})
    frame.loc[3, "text"] = None
    frame.to_csv(place / "one.csv", index=False)
    frame.to_parquet(place / "two.parquet", index=False, row_group_size=25)
    return place


def together(job: Job, file: Path) -> pd.DataFrame:
    """All results of one file, in the order of its rows."""
    read = [pd.read_parquet(result(part, job)) for part in parts(file, SMALL)]
    return pd.concat(read).set_index("row").rename_axis(None)


def prepare(job: Job) -> None:
    for place in (job.out, job.out / working.DONE, job.out / working.ASIDE):
        place.mkdir(exist_ok=True)


def test_a_folder_goes_through_dask(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """On one cluster of two processes: the same as pandas, nothing twice, and a killed process changes nothing."""
    with cluster(None, 2) as client:
        job = Job(tmp_path / "out")
        ran = run(folder, job, client, size=SMALL)
        the_result_is_what_pandas_gives(folder, job, ran)
        a_frame_is_scored_where_it_is(folder)
        what_is_finished_is_not_done_again(folder, job, ran, client)
        the_command_says_what_it_did(folder, tmp_path / "said", client.scheduler.address, capsys)
        a_killed_worker_changes_nothing(folder, job, Job(tmp_path / "struck"), client)


def the_result_is_what_pandas_gives(folder: Path, job: Job, ran: Ran) -> None:
    assert ran.faults == {}
    assert ran.parts > 5
    for file in files(folder):
        frame = pd.read_csv(file) if file.suffix == ".csv" else pd.read_parquet(file)
        pd.testing.assert_frame_equal(together(job, file), score_frame(frame), check_dtype=False)
    assert ran.counts.scored + ran.counts.unread == 2 * (len(TEXTS) - 1)
    assert ran.counts.missing == 2


def a_frame_is_scored_where_it_is(folder: Path) -> None:
    frame = pd.read_csv(folder / "one.csv")
    scored = score_dask(dd.from_pandas(frame, npartitions=3)).compute()
    pd.testing.assert_frame_equal(scored, score_frame(frame), check_dtype=False)


def what_is_finished_is_not_done_again(folder: Path, job: Job, first: Ran, client: Any) -> None:
    made = {p.name: p.stat().st_mtime_ns for p in job.out.glob("*.parquet")}
    part = parts(folder / "two.parquet")[1]
    result(part, job).unlink()
    again = run(folder, job, client, size=SMALL)
    assert (again.counts, again.parts, again.before) == (first.counts, first.parts, first.parts - 1)
    changed = {p.name for p in job.out.glob("*.parquet") if p.stat().st_mtime_ns != made[p.name]}
    assert changed == {result(part, job).name}


def the_command_says_what_it_did(
    folder: Path, out: Path, scheduler: str, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["score", str(folder), "--engine", "dask", "--out", str(out), "--scheduler", scheduler]
    assert main(command) == 0
    said = capsys.readouterr().out
    assert f"Levels: {out}" in said
    assert "0 rows set aside" in said


def a_killed_worker_changes_nothing(folder: Path, quiet: Job, struck: Job, client: Any) -> None:
    """A process is killed while it works: its part is scored by another, to the byte as it would have been."""
    killed: list[int] = []
    victim = next(iter(client.run(os.getpid).values()))

    def strike() -> None:
        until = time.monotonic() + 60
        while time.monotonic() < until and not killed:
            if any(struck.out.glob("*.parquet")):
                os.kill(victim, signal.SIGKILL)
                killed.append(victim)
            time.sleep(0.005)

    striking = threading.Thread(target=strike)
    striking.start()
    ran = run(folder, struck, client, size=SMALL)
    striking.join()
    assert killed
    assert ran.faults == {}
    one = {p.name: p.read_bytes() for p in quiet.out.glob("*.parquet")}
    other = {p.name: p.read_bytes() for p in struck.out.glob("*.parquet")}
    assert one == other
    assert len(one) == ran.parts


def test_a_changed_file_is_scored_again(folder: Path, tmp_path: Path) -> None:
    job = Job(tmp_path / "out")
    prepare(job)
    part = parts(folder / "one.csv", SMALL)[0]
    counts = score_part(part, job)
    assert finished(part, job) == counts
    assert finished(part, Job(job.out, kind="reply")) is None
    (folder / "one.csv").write_text("text\nShe was sad and I would ask her why.\n", encoding="utf-8")
    assert finished(parts(folder / "one.csv", SMALL)[0], job) is None


def test_no_level_stays_of_a_text_that_is_gone(folder: Path, tmp_path: Path) -> None:
    """A file that is shorter now, and another form asked for: the results are of the texts that are there."""
    job, file = Job(tmp_path / "out", form="csv"), folder / "one.csv"
    prepare(job)
    for part in parts(file, SMALL):
        score_part(part, job)
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text("".join(lines[: len(lines) // 2]), encoding="utf-8")
    left = parts(file, SMALL)
    assert len(left) < len(list(job.out.glob("*.csv")))
    forget(file, len(left), job)
    assert sorted(job.out.glob("*.csv")) == [result(part, job) for part in left]
    assert len(list((job.out / working.DONE).iterdir())) == len(left)
    other = Job(job.out)
    score_part(left[0], other)
    assert result(left[0], other).is_file()
    assert not result(left[0], job).exists()


def test_bad_rows_are_set_aside_with_the_reason(tmp_path: Path) -> None:
    place = tmp_path / "bad.csv"
    place.write_bytes(
        b'\xef\xbb\xbfid,text\n1,\xff\n\n2,She was sad.\n3,a,b\n4,"said ""no""\nand left"\n'
        b'5,"open\n6,a\rb\n7,last\n'
    )
    (part,) = parts(place)
    found = load(part, "text")
    assert found.aside == {
        0: "isn't written in UTF-8",
        2: "its number of fields is 3, the header's is 2",
        4: "a quotation mark is opened and not closed",
        5: "a carriage return stands alone, outside of quotation marks",
    }
    texts = {1: "She was sad.", 3: 'said "no"\nand left', 6: "last"}
    assert found.frame["text"].to_dict() == texts


@pytest.mark.parametrize(
    ("data", "why"),
    [
        ("text\nShe was sad.\n".encode("utf-16"), "its header can't be read (isn't written in UTF-8)"),
        (b'"text\nShe was sad.\n', "its header can't be read (a quotation mark is opened and not closed)"),
    ],
)
def test_a_file_whose_header_cannot_be_read_is_left_out(tmp_path: Path, data: bytes, why: str) -> None:
    place = tmp_path / "other.csv"
    place.write_bytes(data)
    (part,) = parts(place)
    assert score_part(part, Job(tmp_path / "out")).fault == why


def test_a_field_that_is_too_long_is_no_open_quotation_mark(tmp_path: Path) -> None:
    place = tmp_path / "long.csv"
    place.write_text(f'id,text\n1,"{"She was sad. " * 12_000}"\n2,She was sad.\n')
    (part,) = parts(place)
    found = load(part, "text")
    assert found.aside == {
        0: "a field is longer than 131,072 signs, or a quotation mark before it isn't closed"
    }
    assert found.frame["text"].to_dict() == {1: "She was sad."}


class NoCluster:
    """In the place of Dask where nothing is left to do, or where whoever waits presses Ctrl and C."""

    def compute(self, frame: dd.DataFrame) -> Any:
        raise KeyboardInterrupt


def test_an_empty_file_is_named_and_leaves_no_levels(folder: Path, tmp_path: Path) -> None:
    job = Job(tmp_path / "out")
    prepare(job)
    for file in files(folder):
        score_part(parts(file)[0], job)
        file.write_bytes(b"")
    ran = run(folder, job, cast("Client", NoCluster()))
    assert ran.faults["one.csv"] == "it is empty"
    assert list(job.out.glob("one-*")) == []


def test_who_stops_it_is_told_that_nothing_is_lost(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(running, "cluster", lambda *_: nullcontext(NoCluster()))
    assert main(["score", str(folder), "--engine", "dask", "--out", str(tmp_path / "out")]) == 1
    said = capsys.readouterr().err
    assert "The run stopped (Ctrl and C). What is finished stays" in said


def test_a_number_is_no_text(tmp_path: Path) -> None:
    pd.DataFrame({"text": [1, 2]}).to_parquet(tmp_path / "numbers.parquet")
    (part,) = parts(tmp_path / "numbers.parquet")
    assert load(part, "text").aside == dict.fromkeys((0, 1), "holds int where a text should be")
    with pytest.raises(NoTextsError, match="no column called 'words'"):
        load(part, "words")


@settings(max_examples=60)
@given(
    st.lists(st.tuples(st.text(max_size=8), st.text(max_size=30)), max_size=30),
    st.integers(1, 60),
    st.booleans(),
)
def test_any_file_is_cut_between_its_records(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]], size: int, quoted: bool
) -> None:
    """The parts hold every row, once and in order, and each row is what pandas reads."""
    not_bare = "\x00" if quoted else "\x00\r"
    kept = [tuple(cell.translate(dict.fromkeys(map(ord, not_bare))) for cell in row) for row in rows]
    written = io.StringIO()
    quoting = csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL
    csv.writer(written, lineterminator="\n", quoting=quoting).writerows([("id", "text"), *kept])
    data = written.getvalue().encode("utf-8", "replace")
    place = tmp_path_factory.getbasetemp() / "any.csv"
    place.write_bytes(data)
    found = [load(part, "text") for part in parts(place, size)]
    whole = pd.read_csv(io.BytesIO(data), dtype={"text": "string"})
    assert [r for part in found for r in part.frame.index] == list(range(len(whole)))
    assert all(not part.aside for part in found)
    if found:
        texts = pd.concat([part.frame["text"] for part in found])
        pd.testing.assert_series_equal(texts, whole["text"], check_index_type=False)


@example(b"text\n \r \r\nlast\n")
@given(st.binary(max_size=200))
def test_no_bytes_stop_the_cutting(data: bytes) -> None:
    assert b"".join(r.data for r in records(io.BytesIO(data))).split() == data.split()


def test_the_command_says_what_is_missing(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["score", str(folder)]) == 1
    assert "--engine dask" in capsys.readouterr().err
    dask = ["score", str(folder), "--engine", "dask"]
    assert main(["score", "--engine", "dask"]) == 1
    assert "Say which folder" in capsys.readouterr().err
    assert main(dask) == 1
    assert "--out" in capsys.readouterr().err
    assert main([*dask, "--out", str(folder)]) == 1
    assert "a folder of their own" in capsys.readouterr().err
    assert main([*dask, "--out", str(tmp_path / "out"), "--scheduler", "tcp://127.0.0.1:1"]) == 1
    assert "couldn't reach the workers" in capsys.readouterr().err
    assert main(["score", str(tmp_path), "--engine", "dask", "--out", str(tmp_path / "out")]) == 1
    assert "no CSV or Parquet file" in capsys.readouterr().err
