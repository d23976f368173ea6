"""Sixty seeded faults, each reported at its line in words that a trainer understands; none as a traceback.

In the files below ``«n»`` marks the line of seed n and is taken out before the file is written. A broken line
may keep the rest of its file from being read, so such seeds have files of their own.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from workbook_lib.authoring import quick
from workbook_lib.authoring.command import main
from workbook_lib.authoring.compiler import check, compiled
from workbook_lib.authoring.faults import ContentError, Fault, Place, did_you_mean, shown
from workbook_lib.authoring.markdown import read_scenario
from workbook_lib.authoring.reader import Source, parse_yaml
from workbook_lib.catalog import load

STORY = "It is ten to five and six people are waiting. " * 6
REPLY = "Dear Ada, you waited an hour and I did not look. I am looking now. Would Friday be better for you?"
FRONT = {
    "id": "id: {name}",
    "version": "version: 1",
    "title": "title: A case",
    "desks": "desks: [fines]",
    "holds": "holds: Money worries. No harm to anyone.",
    "fault": "library_at_fault: true",
    "kind": "reveal_kind: ordinary",
}
BODY = {
    "story": f"## Story\n\n{STORY}",
    "casual": "## Client, casual\n\nhi, it is Ada from today, could you look again please",
    "formal": "## Client, formal\n\nDear Library, I would like you to look again. A. Ade",
    "hidden": "## Hidden facts\n\n- One fact.\n- Another fact.",
    "reveal": "## What was going on\n\nIt was on the shelf.",
    "boundary": "## Boundary\n\nYou can look, and you can't pay.",
    "manages": f"## Reply that manages\n\n{REPLY}",
    "meets": f"## Reply that meets\n\n{REPLY}",
}


def case(name: str, **changes: str) -> str:
    """A sound case with some parts written otherwise; an empty part is left out."""
    front = [changes.get(key, line) for key, line in FRONT.items()]
    body = [changes.get(key, text) for key, text in BODY.items()]
    start, end = changes.get("start", "---"), changes.get("end", "---")
    front_lines = [line for line in [start, *front, changes.get("extra", ""), end] if line]
    return ("\n".join(front_lines) + "\n\n" + "\n\n".join(t for t in body if t) + "\n").replace(
        "{name}", name
    )


Seeds = dict[int, str]
CASES: dict[str, tuple[str, Seeds]] = {
    "s01": (
        case("s01", title="titel: A case «1»", start="---«2»"),
        {1: 'did you mean "title"?', 2: 'the key "title"'},
    ),
    "s03": (case("s03", start="---«3»", holds=""), {3: 'the key "holds" (What the case touches on'}),
    "s04": (case("s04", version="version: one «4»"), {4: "a whole number"}),
    "s05": (case("s05", version="version: 0 «5»"), {5: "a number that is 1 or more"}),
    "s06": (case("s06", fault="library_at_fault: no «6»"), {6: "write false"}),
    "s07": (case("s07", fault="library_at_fault: maybe «7»"), {7: 'true or false, or one of "shared"'}),
    "s08": (case("s08", kind="reveal_kind: ordinery «8»"), {8: 'did you mean "ordinary"?'}),
    "s09": (case("s09", desks="desks: [fines, refrence] «9»"), {9: 'did you mean "reference"?'}),
    "s10": (case("s10", desks="desks: fines «10»"), {10: "a list: a hyphen before each item"}),
    "s11": (case("s11", desks="desks: [] «11»"), {11: "at least 1 of them"}),
    "s12": (case("s12", desks="desks: [fines, fines] «12»"), {12: "each desk once"}),
    "s13": (case("s13", id="id: another_name «13»"), {13: 'the file\'s own name, "s13"'}),
    "s14": (case("s14", id="id: S14-Case «14»"), {14: "small letters, digits and _"}),
    "s15": (case("s15", title="title: One thing: another «15»"), {15: "needs quotation marks"}),
    "s16": (case("s16", title="\ttitle: A case «16»"), {16: "a tab"}),
    "s17": (case("s17", title='title: "A case «17»'), {17: "a quotation mark was opened and not closed"}),
    "s18": (case("s18", extra="title: Again «18»"), {18: "each key once"}),
    "s19": (case("s19", title="title: 1984 «19»"), {19: "a text (put it in quotation marks)"}),
    "s20": (case("s20", title="title: yes: no «20»"), {20: "a colon"}),
    "s21": (case("s21", title="title: true «21»"), {21: 'write "yes" with quotation marks'}),
    "s22": (case("s22", title="title: «22»"), {22: "a text (put it in quotation marks)"}),
    "s23": (case("s23", title="title: *star «23»"), {23: "starts with a sign"}),
    "s24": (case("s24", title="title: !!python/name:os.system x «24»"), {24: "a tag"}),
    "s25": (case("s25", start="«25»"), {25: "front matter"}),
    "s26": (case("s26", end="«26»"), {26: "front matter"}),
    "s27": (
        case("s27", story=f"## Storry «27»\n\n{STORY}", start="---«28»"),
        {27: 'did you mean "story"?', 28: '"story"'},
    ),
    "s29": (case("s29", reveal="", start="---«29»"), {29: 'the key "reveal"'}),
    "s30": (case("s30", meets="", manages=f"## Reply that manages «30»\n\n{REPLY}"), {30: 'the key "meets"'}),
    "s31": (case("s31", story="## Story «31»\n\nToo short."), {31: "a text of at least 200 letters"}),
    "s32": (
        case("s32", formal="", casual="## Client, casual «32»\n\nhi, it is Ada from today"),
        {32: "at least 2 of them"},
    ),
    "s33": (case("s33", formal="## Client, shouting «33»\n\nDear Library, look again."), {33: '"furious"'}),
    "s34": (
        case("s34", formal="## Client, casual\n\nhi again", casual="## Client, casual «34»\n\nhi"),
        {34: "different registers"},
    ),
    "s35": (case("s35", hidden="## Hidden facts «35»\n\n- One fact."), {35: "at least 2 of them"}),
    "s36": (
        case("s36", meets="## Reply that meets «36»\n\nSorry, Ada."),
        {36: "a text of at least 60 letters"},
    ),
    "s37": (
        case("s37", boundary="## Boundary\n\nNo.\n\n## Boundary «37»\n\nYes."),
        {37: "each heading once"},
    ),
    "s38": (case("s38", story=f"## Story «38»\n\n<b>{STORY}</b>"), {38: "words without HTML"}),
    "s39": (case("s39", extra="safety: perhaps «39»"), {39: "true or false"}),
    "s40": (
        case("s40", story=f"A line too early. «40»\n\n## Story\n\n{STORY}"),
        {40: 'a heading such as "## Story"'},
    ),
    "s41": (
        case("s41", boundary="## Boundary «41»\n\n[[What would a kind limit be here?]]"),
        {41: "your own words"},
    ),
    "s42": (case("s42", holds="holds: Money. «42»"), {42: "a text of at least 15 letters"}),
    "s43": (case("s43", title="title: {a: 1} «43»"), {43: "a text (put it in quotation marks)"}),
    "s44": (case("s44", boundary="## Boundary «44»\n"), {44: "a text of at least 1 letters"}),
}
FILES: dict[str, tuple[str, Seeds]] = {
    "ui.yaml": (
        "actions:\n  raed: Look «45»\nsaved:\n  saved: Saved at {tiem} «46»\n  restored: Words are back. «47»\n"
        "levels: [a, b] «48»\n",
        {45: 'did you mean "actions.read"?', 46: "{time}", 47: "{time}", 48: "a group of keys"},
    ),
    "prompts.yaml": (
        "hardship:\n  wordng: What did it cost? «49»\nwhy_important: Why? «50»\nHard-Ship:«51»\n  wording: What?\n",
        {49: 'did you mean "wording"?', 50: "a group of keys", 51: "small letters, digits and _"},
    ),
    "feedback.yaml": (
        "situations:\n  too_short:\n    kind: poem «52»\n  contempt:\n    dimension: perspectiv «53»\n"
        "    when:\n      text: [contemt] «54»\n  general:\n    ask:\n      - What fits only this one? «55»\n"
        "      - What about {quot}? «56»\n      - One {quote}?\n      - Two {quote}?\n      - Three {quote}?\n"
        "patterns:\n  stock:\n    - 'any (inconvenience' «57»\nfocus:\n  hardshp: [emotion] «58»\n",
        {
            52: 'one of "reflection", "reply" or "both"',
            53: 'did you mean "perspective"?',
            54: 'did you mean "contempt"?',
            55: "a question with one slot",
            56: 'did you mean "quote"?',
            57: "a regular expression that compiles",
            58: 'did you mean "hardship"?',
        },
    ),
    "rubric.yaml": (
        "reply:\n  dimensions:\n    inclusion:\n      levels: [One, Two] «59»\n",
        {59: "at least 3 of them"},
    ),
    "care.yaml": ("call: Ring us «60»\n", {60: "a list: a hyphen before each item"}),
    "pages/00_start_here.yaml": (
        "minutes: ten «61»\nyou_wil: [x] «62»\n",
        {61: "a whole number", 62: '"you_will"'},
    ),
    "pack.yaml": ("leave_out: [returned_bok] «63»\n", {63: 'did you mean "returned_book"?'}),
    "cues/mine.yaml": (
        "rubric: reflection\ncues:\n  - id: action.walked\n    dimension: action\n    reason: that you went\n"
        "    source: a test\n    patterns: ['i walked ..3']\n    hits:\n      - I walked over.\n"
        "      - He ran over. «66»\n"
        "    misses:\n      - I walked away. «67»\n  - id: action.walked «68»\n    dimension: acton «69»\n"
        "    reason: a reason\n    source: a test\n    patterns: [word]\n    hits: [A word.]\n    misses: [No.]\n"
        "  - id: action.third\n    dimension: action\n    reason: a reason\n    source: a test\n"
        "    patterns: [<nosuch> word] «70»\n    hits: [x]\n    misses: [y]\n",
        {
            66: '"He ran over.", which it misses',
            67: '"I walked away.", which it hits',
            68: "an id of its own",
            69: 'did you mean "action"?',
            70: "nosuch",
        },
    ),
    "cues/more.yaml": (
        "rubric: reflexion «71»\ncues:\n  - id: action.four\n    dimenson: action «72»\n",
        {71: 'did you mean "reflection"?', 72: 'did you mean "dimension"?'},
    ),
    "cues/third.yaml": (
        "rubric: reflection\ncues:\n  - id: action.will_do «73»\n    dimension: action\n    strength: stron «74»\n"
        "    reason: a reason\n    source: a test\n    patterns: [word]\n    hits: [A word.]\n    misses: [No.]\n",
        {73: "which a built-in cue has", 74: 'did you mean "strong"?'},
    ),
    "promts.yaml": ("«64»hardship:\n  wording: x\n", {64: 'did you mean "prompts.yaml"?'}),
    "scenarios/notes.txt": ("«65»", {65: "a file of one of these names"}),
}
ALL = {**{f"scenarios/{name}.md": found for name, found in CASES.items()}, **FILES}
EVERY = sorted((n, name) for name, (_, seeds) in ALL.items() for n in seeds)


def write(folder: Path, name: str, marked: str) -> dict[int, int]:
    """Writes the file without its marks and returns the line of each."""
    lines = {int(m): marked[: marked.index(f"«{m}»")].count("\n") + 1 for m in re.findall(r"«(\d+)»", marked)}
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(re.sub(r" ?«\d+»", "", marked), encoding="utf-8")
    return lines


@pytest.fixture(scope="module")
def reported(
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[dict[int, tuple[Path, int]], tuple[Fault, ...]]:
    root = tmp_path_factory.mktemp("pack")
    places: dict[int, tuple[Path, int]] = {}
    for name, (marked, _) in ALL.items():
        for seed, line in write(root / "en", name, marked).items():
            places[seed] = (root / "en" / name, line)
    return places, check("en", root)


@pytest.mark.parametrize(("seed", "name"), EVERY, ids=[f"{n}-{name}" for n, name in EVERY])
def test_each_fault_is_reported_at_its_line(
    reported: tuple[dict[int, tuple[Path, int]], tuple[Fault, ...]], seed: int, name: str
) -> None:
    places, faults = reported
    file, line = places[seed]
    at_line = [str(fault) for fault in faults if fault.place == Place(file, line)]
    assert any(ALL[name][1][seed] in words for words in at_line), at_line or [
        str(f) for f in faults if f.place.file == file
    ]


def test_there_are_sixty_and_no_sound_file_is_blamed(
    reported: tuple[dict[int, tuple[Path, int]], tuple[Fault, ...]],
) -> None:
    places, faults = reported
    assert len(places) >= 60
    assert {fault.place.file for fault in faults} <= {file for file, _ in places.values()}


def test_a_sound_case_has_no_fault(tmp_path: Path) -> None:
    write(tmp_path / "en", "scenarios/mine.md", case("mine"))
    assert check("en", tmp_path) == ()
    assert "mine" in load(overlay=tmp_path).scenarios


@pytest.mark.parametrize(
    ("raw", "said"),
    [(b"\xef\xbb\xbf", "byte-order mark"), (b"", "Windows line ends")],
)
def test_how_a_file_was_saved_is_noted_and_stops_nothing(tmp_path: Path, raw: bytes, said: str) -> None:
    file = tmp_path / "en" / "prompts.yaml"
    file.parent.mkdir()
    file.write_bytes(raw + b"hardship:\r\n  wording: What did it cost them?\r\n")
    faults = check("en", tmp_path)
    assert any(said in str(f) and f.severity == "note" and f.place.line == 1 for f in faults)
    assert load(overlay=tmp_path).prompts["hardship"].wording == "What did it cost them?"


def test_letters_in_another_encoding_are_reported_at_their_line(tmp_path: Path) -> None:
    file = tmp_path / "en" / "prompts.yaml"
    file.parent.mkdir()
    file.write_bytes("hardship:\n  wording: À quel prix?\n".encode("latin-1"))
    (fault,) = check("en", tmp_path)
    assert (fault.place.line, fault.expected) == (2, "text saved as UTF-8")


def test_a_file_beside_the_language_folder_is_missed_by_nobody(tmp_path: Path) -> None:
    (tmp_path / "prompts.yaml").write_text("hardship:\n  wording: x\n", encoding="utf-8")
    assert "it in the folder en/" in str(check("en", tmp_path)[0])


def test_one_changed_question_is_two_lines(tmp_path: Path) -> None:
    write(tmp_path / "en", "prompts.yaml", "hardship:\n  wording: What has this cost them?\n")
    assert check("en", tmp_path) == ()


def test_a_case_can_be_left_out(tmp_path: Path) -> None:
    write(tmp_path / "en", "pack.yaml", "leave_out: [returned_book]\n")
    assert set(load().scenarios) - set(load(overlay=tmp_path).scenarios) == {"returned_book"}


def test_compiling_names_every_fault_at_once(tmp_path: Path) -> None:
    write(tmp_path / "en", "prompts.yaml", "hardship:\n  wordng: x\n  hlep: y\n")
    with pytest.raises(ContentError) as error:
        compiled("en", tmp_path)
    assert [fault.place.line for fault in error.value.faults] == [2, 3]


SAMPLE = """\
{folder}/en/prompts.yaml:2 -> hardship.wordng
    expected: one of the keys wording, help
    got:      "wordng"
    did you mean "wording"?

1 to mend.
"""


def test_what_an_author_reads(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path / "en", "prompts.yaml", "hardship:\n  wordng: What did it cost?\n")
    assert main(["check", str(tmp_path)]) == 1
    assert capsys.readouterr().out == SAMPLE.replace("{folder}", str(tmp_path))


def test_a_new_case_says_what_is_still_to_be_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    title = 'Rain: "a wet Tuesday"'
    assert main(["new", "case", title, "--folder", str(tmp_path), "--desk", "teens"]) == 0
    file = tmp_path / "en" / "scenarios" / "rain_a_wet_tuesday.md"
    assert read_scenario(file).data["title"] == title
    assert {fault.expected for fault in check("en", tmp_path)} == {"your own words"}
    before = file.read_bytes()
    assert main(["new", "case", title, "--folder", str(tmp_path)]) == 2
    assert main(["new", "case", "x", "--folder", str(tmp_path), "--desk", "teen"]) == 2
    assert file.read_bytes() == before
    assert 'did you mean "teens"?' in capsys.readouterr().err


def test_a_new_client_starts_as_one_of_ours_and_is_sound(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new", "client", 'The "lamp"', "--folder", str(tmp_path), "--like", "the_cds"]) == 0
    file = tmp_path / "en" / "clients" / "the_lamp.yaml"
    assert 'title: "The \\"lamp\\""' in file.read_text(encoding="utf-8")
    assert main(["check", str(tmp_path)]) == 0
    assert main(["new", "client", "The lamp", "--folder", str(tmp_path)]) == 2
    assert main(["new", "client", "Other", "--folder", str(tmp_path), "--like", "the_cd"]) == 2
    assert 'did you mean "the_cds"?' in capsys.readouterr().err


def test_a_new_case_with_a_title_of_signs_gets_a_name(tmp_path: Path) -> None:
    assert main(["new", "case", "1984 ???", "--folder", str(tmp_path)]) == 0
    assert (tmp_path / "en" / "scenarios" / "case_1984.md").is_file()


def test_the_check_of_a_folder_that_is_not_there_says_so(tmp_path: Path) -> None:
    assert main(["check", str(tmp_path / "none")]) == 2


def test_schemas_are_written_for_every_kind_of_file(tmp_path: Path) -> None:
    assert main(["export-schema", str(tmp_path)]) == 0
    names = {file.name for file in tmp_path.glob("*.schema.json")}
    assert {"ui.schema.json", "prompts.schema.json", "care.schema.json", "scenarios.schema.json"} <= names
    assert '"required"' not in (tmp_path / "prompts.schema.json").read_text(encoding="utf-8")


PIECES = [
    "a: ",
    "- ",
    "\n",
    "  ",
    "\t",
    "'",
    '"',
    "{",
    "}",
    "[",
    "]",
    "*x",
    "&x",
    "!!",
    ">",
    "#",
    ": ",
    "no",
    "é",
]
MORE = [
    "---\n",
    "...",
    "%YAML",
    "? ",
    "<<: ",
    "\x00",
    "\ud800",
    "\x85",
    "0x",
    "1e9",
    "~",
    ",",
    "@",
    "`",
    "|\n",
]
LINES = [
    "a: 1", "b: no", "  c: 'x: y'", '  d: "e"', "- f", "  - g: h", "i:", "j: [k, l]", "m: {n: o}", "p: |", "  q",
    "", "r: >", "# s", "t: u # v", "w: 12:30", "x: 1e3", "y: ~", "z: 2020-01-01", "a: 0o17", "aa: .inf",
    "bb: 'it''s'", "cc: a: b", "dd: 'open", "ee: [f", "    deep: er", 'ff: "\\u00e9"', "gg: text", "  goes on",
    "? q", "hh: a#b",
]  # fmt: skip
YAMLISH = st.lists(st.sampled_from([*PIECES, *MORE]), max_size=25).map("".join)


@settings(max_examples=300, deadline=None)
@given(st.one_of(YAMLISH, st.text(max_size=80)))
def test_no_text_whatever_crashes_the_reader(text: str) -> None:
    source = parse_yaml(text, Path("x.yaml"))
    assert all(fault.place.line >= 1 for fault in source.faults)


@settings(max_examples=60, deadline=None)
@given(st.one_of(YAMLISH, st.binary(max_size=60).map(lambda b: b.decode("latin-1"))))
def test_no_scenario_file_whatever_crashes_the_check(text: str) -> None:
    from tempfile import TemporaryDirectory

    from workbook_lib.authoring.pack import validated

    with TemporaryDirectory() as folder:
        for start in ("", "---\n", case("x")):
            file = Path(folder) / "x.md"
            file.write_bytes((start + text).encode("utf-8", "surrogatepass"))
            source = read_scenario(file)
            validated("scenarios/x.md", source)


@settings(max_examples=25, deadline=None)
@example("prompts.yaml", "a bare word")
@example("pages/00_start_here.yaml", "- a list")
@given(
    st.sampled_from(
        ["prompts.yaml", "care.yaml", "feedback.yaml", "pack.yaml", "cues/x.yaml", "pages/00_start_here.yaml"]
    ),
    st.one_of(YAMLISH, st.lists(st.sampled_from(LINES), max_size=8).map("\n".join)),
)
def test_no_file_whatever_crashes_the_whole_check(name: str, text: str) -> None:
    from tempfile import TemporaryDirectory

    from workbook_lib.authoring import own_folder

    with TemporaryDirectory() as folder:
        file = Path(folder) / "en" / name
        file.parent.mkdir(parents=True)
        file.write_bytes(text.encode("utf-8", "surrogatepass"))
        for fault in check("en", Path(folder)):
            assert fault.place.line >= 1
            assert str(fault)
        own_folder.changes(Path(folder), "en")


def test_values_are_shown_as_an_author_knows_them() -> None:
    assert shown(True) == "true (yes or no)"
    assert shown(None) == "nothing"
    assert shown("a\n b") == '"a b"'
    assert shown({"a": 1, "b": 2}) == "a group of keys: a, b"
    assert shown([1, 2]) == "a list of 2"
    assert shown(3) == "the number 3"
    assert did_you_mean("xyz", ["wording"]) == ""


@pytest.fixture
def slowly(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Source]:
    """Reading by ruamel.yaml alone, as where libyaml is missing."""

    def read(text: str) -> Source:
        with monkeypatch.context() as patch:
            patch.setattr(quick, "_loader", lambda: None)
            return parse_yaml(text, Path("x.yaml"))

    return read


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(YAMLISH, st.text(max_size=80), st.lists(st.sampled_from(LINES), max_size=12).map("\n".join)))
def test_the_quick_reader_says_of_any_text_what_the_other_says(
    slowly: Callable[[str], Source], text: str
) -> None:
    assert parse_yaml(text, Path("x.yaml")) == slowly(text)


@pytest.mark.parametrize("name", [name for name in ALL if name.endswith(".yaml")])
def test_the_quick_reader_says_of_seeded_faults_what_the_other_says(
    slowly: Callable[[str], Source], name: str
) -> None:
    text = re.sub(r" ?«\d+»", "", ALL[name][0])
    assert parse_yaml(text, Path("x.yaml")) == slowly(text)
