"""Messy files, made here: each is read, with the right sums, or refused in a plain sentence."""

from __future__ import annotations

import codecs
import io
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbook_lib import catalog
from workbook_lib.pages._own_table import first_plan
from workbook_lib.tables import Refused, Source, days, look, numbers, sum_up
from workbook_lib.tables.summing import OtherOrder

WORDS = catalog.load().pages["11_heart_and_head"].words
PLAIN = "Date,Branch,Loans\n2024-01-05,Mill,3\n2024-01-06,Hill,4\n2024-02-01,Mill,5\n"
PLAIN_SUMS = {"2024-01": 7.0, "2024-02": 5.0}


@dataclass(frozen=True)
class Messy:
    """A file, what its first reading adds up to by month, and what is said of it."""

    name: str
    data: bytes
    sums: dict[str, float]
    notes: frozenset[str] = frozenset()
    names: tuple[str, ...] = ()


def messy(name: str, data: bytes | str, sums: dict[str, float], *notes: str, names: str = "") -> Messy:
    found = data if isinstance(data, bytes) else data.encode()
    return Messy(name, found, sums, frozenset(notes), tuple(names.split("/")) if names else ())


ACCENTS = "Datum;Zweigstelle;Ausleihen\n05.01.2024;Mühle;3\n06.01.2024;Süd;4\n01.02.2024;Mühle;5\n"
READ = [
    messy("plain", PLAIN, PLAIN_SUMS),
    messy("utf-8 with a mark", codecs.BOM_UTF8 + PLAIN.encode(), PLAIN_SUMS, names="Date/Branch/Loans"),
    messy("utf-16 with a mark", PLAIN.replace(",", "\t").encode("utf-16"), PLAIN_SUMS, names="Date/Branch/Loans"),
    messy("utf-16 big end first", codecs.BOM_UTF16_BE + PLAIN.encode("utf-16-be"), PLAIN_SUMS),
    messy("utf-16 without a mark", PLAIN.encode("utf-16-le"), PLAIN_SUMS, names="Date/Branch/Loans"),
    messy("windows letters", ACCENTS.encode("cp1252"), PLAIN_SUMS, "western", names="Datum/Zweigstelle/Ausleihen"),
    messy("utf-8 and windows mixed", ACCENTS.encode() + "07.02.2024;Dôme;1\n".encode("cp1252"),
          {"2024-01": 7.0, "2024-02": 6.0}, "western"),
    messy("semicolons and decimal commas", "Date;Sum\n2024-01-05;1,5\n2024-01-06;2,25\n2024-02-01;1.000,5\n",
          {"2024-01": 3.75, "2024-02": 1000.5}),
    messy("thousands with commas", 'Date,Sum\n2024-01-05,"1,234"\n2024-02-01,"2,000"\n',
          {"2024-01": 1234.0, "2024-02": 2000.0}),
    messy("tabs", PLAIN.replace(",", "\t"), PLAIN_SUMS),
    messy("bars", PLAIN.replace(",", " | "), PLAIN_SUMS, names="Date/Branch/Loans"),
    messy("sep= line", "sep=;\r\n" + PLAIN.replace(",", ";").replace("\n", "\r\n"), PLAIN_SUMS),
    messy("old Mac line ends", PLAIN.replace("\n", "\r"), PLAIN_SUMS),
    messy("lines above", "Report of the library\n\nPrinted:,3 March 2025\n\n" + PLAIN, PLAIN_SUMS, "above"),
    messy("blank columns and trailing commas", "Date,,Branch,Loans,,\n2024-01-05,,Mill,3,,\n2024-01-06,,Hill,4,,\n"
          "2024-02-01,,Mill,5,,\n", PLAIN_SUMS, names="Date/Branch/Loans"),
    messy("the same name twice", "Date,Loans,Loans\n2024-01-05,7,1\n2024-02-01,5,1\n", PLAIN_SUMS, "same_names",
          names="Date/Loans/Loans (2)"),
    messy("a name missing", "Date,,Loans\n2024-01-05,Mill,7\n2024-02-01,Mill,5\n", PLAIN_SUMS,
          names="Date/#2/Loans"),
    messy("no header", "2024-01-05,Mill,7\n2024-02-01,Mill,5\n", PLAIN_SUMS, "no_header", names="#1/#2/#3"),
    messy("totals", PLAIN + "Total,,12\n,,\nTotal:,all,12\n", PLAIN_SUMS, "totals"),
    messy("the header again, and a last line of words", PLAIN + "Date,Branch,Loans\nEnd of report\n", PLAIN_SUMS,
          "left_out"),
    messy("line ends in cells", 'Date,"Branch\nof loan",Loans\n2024-01-05,"Mill\nLane, upstairs",7\n2024-02-01,'
          '"He said ""no""",5\n', PLAIN_SUMS, names="Date/Branch of loan/Loans"),
    messy("days first", PLAIN.replace("2024-01-05", "5/1/2024").replace("2024-01-06", "26/1/2024").replace(
        "2024-02-01", "1/2/2024"), PLAIN_SUMS),
    messy("months first", PLAIN.replace("2024-01-05", "1/5/2024").replace("2024-01-06", "1/26/2024").replace(
        "2024-02-01", "2/1/2024"), PLAIN_SUMS),
    messy("either, and it rises by days", "When,Visits\n10/1/2024,1\n11/1/2024,2\n1/2/2024,4\n",
          {"2024-01": 3.0, "2024-02": 4.0}, "order_rises"),
    messy("either, and it rises by months", "When,Visits\n1/10/2024,1\n1/11/2024,2\n2/1/2024,4\n",
          {"2024-01": 3.0, "2024-02": 4.0}, "order_rises"),
    messy("either", "When,Visits\n3/2/2024,1\n1/4/2024,2\n", {"2024-02": 1.0, "2024-04": 2.0}, "order"),
    messy("months by name", "Month,Visits\nJan-24,7\nFeb-24,5\n", PLAIN_SUMS),
    messy("days by name, with the hour", 'At,Visits\n"Fri, 5 Jan 2024 09:30",7\n"Thu, 1 Feb 2024 17:00",5\n',
          PLAIN_SUMS),
    messy("hours of an export", "Date,Visits\n2024-01-05T09:30:00Z,7\n2024-02-01T17:00:00+02:00,5\n", PLAIN_SUMS),
    messy("Excel's numbers for dates", "Date,Visits\n45296,7\n45323,5\n", PLAIN_SUMS, "excel"),
    messy("Excel's quotes", 'Date,Card,Loans\n"=""2024-01-05""",\'00123,7\n"=""2024-02-01""",\'00456,5\n',
          PLAIN_SUMS),
    messy("money and brackets", "Date,Fines\n2024-01-05,€ 10.00\n2024-01-06,(3.00)\n2024-02-01,$5.00\n",
          PLAIN_SUMS),
    messy("figures that are missing", "Date,Loans\n2024-01-05,7\n2024-01-06,n/a\n2024-01-07,-\n"
          "2024-02-01,5\n2024-02-02,x\n2024-02-03,0\n2024-02-04,0\n", PLAIN_SUMS, "no_number"),
    messy("a day that does not exist", 3 * PLAIN + "2024-02-31,Mill,9\nsoon,Mill,9\n",
          {"2024-01": 21.0, "2024-02": 15.0}, "no_day", "left_out"),
    messy("rows too short and too long", "Date,Branch,Loans\n2024-01-05,Mill,7,what,is,this\n2024-01-09\n"
          "2024-02-01,Hill,5\n", PLAIN_SUMS),
    messy("zero bytes at the end", PLAIN.encode() + b"\x00", PLAIN_SUMS),
    messy("one column of dates", "Returned\n2024-01-05\n2024-01-06\n2024-02-01\n",
          {"2024-01": 2.0, "2024-02": 1.0}),
    messy("one column of words", "Desk\nfines\nreference\nfines\n", {"": 3.0}),
    messy("years", "Year,Visits\n2022,7\n2023,5\n", {"2022-01": 7.0, "2023-01": 5.0}),
]  # fmt: skip


def read(source: Source) -> tuple[dict[str, float], set[str], list[str]]:
    """Sums by month, the notes' keys as the page tells them, and the columns' names."""
    layout = look(source)
    plan = first_plan(layout)
    sums = sum_up(source, layout, plan)
    by: dict[str, float] = {}
    for (day, _), value in sums.by.items():
        key = f"{day:%Y-%m}" if day else ""
        by[key] = by.get(key, 0) + value
    notes = {one.key for one in layout.notes}
    notes |= {key for key in ("totals", "left_out", "no_day", "no_number") if getattr(sums, key)}
    if plan.day:
        notes |= {{"": "order", "rises": "order_rises"}.get(plan.day.order_why, "")} - {""}
        notes |= {"excel"} if plan.day.style == "excel" else set()
    return by, notes, [column.name for column in layout.columns]


@pytest.mark.parametrize("one", READ, ids=lambda one: one.name)
@pytest.mark.parametrize("way", ["in place", "through the browser"])
def test_a_messy_file_is_read(one: Messy, way: str, tmp_path: Path) -> None:
    path = tmp_path / "figures.csv"
    path.write_bytes(one.data)
    sums, notes, names = read(
        Source("figures.csv", path) if way == "in place" else Source("it", data=one.data)
    )
    assert sums == one.sums
    assert one.notes <= notes
    assert notes - one.notes <= {"left_out"}, notes
    assert not one.names or names == list(one.names)
    assert all(f"csv_{key}" in WORDS for key in notes)


def workbook() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        packed.writestr("xl/workbook.xml", "<x/>")
    return made.getvalue()


REFUSED = [
    ("nothing", b"", "empty"),
    ("a mark and nothing", codecs.BOM_UTF8, "empty"),
    ("blank lines", b"\n \r\n\t\n", "empty"),
    ("a header alone", b"Date,Branch,Loans\n", "no_rows"),
    ("delimiters alone", b",,,\n,,,\n", "no_rows"),
    ("a workbook", workbook(), "workbook"),
    ("an old workbook", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "workbook"),
    ("a PDF", b"%PDF-1.7\n", "pdf"),
    ("a web page", b"\n<!DOCTYPE html><html><table><tr><td>1", "web_page"),
    ("a picture", b"\x89PNG\r\n\x1a\n" + bytes(100), "picture"),
    ("anything", bytes(range(256)) * 20 + bytes(300), "not_text"),
    ("a quotation mark never closed",
     ("Date,Loans\n2024-01-05,3\n2024-01-06,\"4\n" + "2024-01-07,5\n" * 300).encode(),
     "open_quote"),
    ("a very long cell", b'Date,Note\n2024-01-05,"' + b"x" * 300_000, "open_quote"),
    ("one column of numbers", b"Loans\n1\n2\n3\n", "only_numbers"),
    ("words that never come again", b"Title\nMoby Dick\nEmma\nDracula\n", "nothing_again"),
    ("days first and months first", b"When,Visits\n13/1/2024,1\n1/13/2024,2\n", "mixed"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "key"), [pytest.param(d, k, id=n) for n, d, k in REFUSED])
def test_what_cannot_be_read_is_refused_in_a_plain_sentence(data: bytes, key: str) -> None:
    with pytest.raises(Refused) as refused:
        read(Source("it", data=data))
    assert refused.value.key == key
    said = catalog.fill(WORDS[f"csv_{key}"], refused.value.values)
    assert said.endswith(".")
    assert "{" not in said


def test_a_file_that_is_not_there_and_a_folder(tmp_path: Path) -> None:
    for path, key in ((tmp_path / "no.csv", "not_there"), (tmp_path, "folder")):
        with pytest.raises(Refused) as refused:
            read(Source(path.name, path))
        assert refused.value.key == key


def test_the_line_of_an_open_quotation_mark_is_named() -> None:
    with pytest.raises(Refused) as refused:
        read(Source("it", data=REFUSED[11][1]))
    assert refused.value.values == {"line": 3}


def test_a_day_far_down_turns_the_order() -> None:
    rows = "".join(f"{n % 12 + 1}/{n % 11 + 1}/2024,1\n" for n in range(600))
    data = f"When,Visits\n{rows}1/31/2024,1\n".encode()
    layout = look(Source("it", data=data))
    plan = first_plan(layout)
    assert plan.day is not None
    assert plan.day.order_why == ""
    with pytest.raises(OtherOrder):
        sum_up(Source("it", data=data), layout, plan)


def test_reading_stops_when_it_is_told_to() -> None:
    data = ("Date,Loans\n" + "2024-01-05,1\n" * 60_000).encode()
    layout = look(Source("it", data=data))
    told: list[int] = []

    def go_on(rows: int) -> bool:
        told.append(rows)
        return len(told) < 2

    sums = sum_up(Source("it", data=data), layout, first_plan(layout), go_on)
    assert sums.stopped
    assert sums.rows < 60_000


BIG = """
import re, sys
from pathlib import Path
from workbook_lib.pages._own_table import first_plan
from workbook_lib.tables import Source, look, sum_up
path = Path(sys.argv[1])
source = Source(path.name, path)
layout = look(source)
sums = sum_up(source, layout, first_plan(layout))
# The most that this process held; getrusage would count what its parent held when it made it.
most = re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]
print(path.stat().st_size, sums.rows, sum(sums.by.values()), most)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="measures memory as Linux tells it")
def test_a_hundred_megabytes_need_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "big.csv"
    long = "long, " * 150
    block = "".join(
        f'{n % 28 + 1:02}/{n % 12 + 1:02}/2024,Branch {n % 6},{n % 9},"{long}"\n' for n in range(1000)
    )
    with path.open("w", encoding="utf-8") as file:
        file.write("Date,Branch,Loans,Note\n")
        blocks = 100 * 1024 * 1024 // len(block) + 1
        for _ in range(blocks):
            file.write(block)
    done = subprocess.run([sys.executable, "-c", BIG, str(path)], capture_output=True, text=True, check=True)
    size, rows, total, kilobytes = done.stdout.split()
    assert int(size) > 100 * 1024 * 1024
    assert int(rows) == blocks * 1000
    assert float(total) == blocks * sum(n % 9 for n in range(1000))
    assert int(kilobytes) < 200 * 1024, "a kernel may use 1 GB, and pandas and a chart are in it too"


@pytest.mark.parametrize(
    ("text", "value"),
    [("1 234", 1234), ("1'234.5", 1234.5), ("-3", -3), ("3-", -3), ("(3)", -3), ("12 %", 12), ("£1,000.50", 1000.5),
     ("1\u202f234", 1234), ("+4", 4), (".5", 0.5), ("1e3", 1000)],
)  # fmt: skip
def test_a_number_as_people_write_it(text: str, value: float) -> None:
    assert numbers.number(text, ".") == value


@pytest.mark.parametrize("text", ["", "x", "1,2,3", "12.5.3", "2024-01-05", "1e999", "€", "--", "١٢x"])
def test_what_is_no_number(text: str) -> None:
    assert numbers.number(text, ".") is None


@pytest.mark.parametrize(
    "text",
    ["2024-03-05", "5/3/2024", "05.03.24", "5 Mar 2024", "5 March 2024", "March 5, 2024", "5. März 2024",
     "5 de marzo de 2024", "20240305", "Tuesday, 5 March 2024", "2024/3/5 10:15 PM", "5-Mar-24",
     "5th March 2024", "05/03/2024 10:15:22"],
)  # fmt: skip
def test_a_day_as_people_write_it(text: str) -> None:
    assert days.day(text) == date(2024, 3, 5)


@given(st.binary(max_size=2000))
@settings(max_examples=150)
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        source = Source("it", data=data)
        layout = look(source)
        sum_up(source, layout, first_plan(layout))
    except (Refused, OtherOrder):
        return


@given(
    st.lists(st.lists(st.text(max_size=12), min_size=1, max_size=4), max_size=12), st.sampled_from(",;\t|")
)
@settings(max_examples=150)
def test_any_table_is_read_or_refused(rows: list[list[str]], sign: str) -> None:
    text = "\n".join(sign.join(row) for row in rows)
    try:
        source = Source("it", data=text.encode("utf-8", "surrogatepass"))
        layout = look(source)
        sum_up(source, layout, first_plan(layout))
    except (Refused, OtherOrder):
        return


def test_the_readers_need_neither_pandas_nor_what_draws() -> None:
    code = "import sys, workbook_lib.tables; print({'pandas', 'numpy', 'altair'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
