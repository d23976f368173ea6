"""A YAML file -> plain values, with the line of every key; nothing is guessed and nothing is lost silently.

`compose` gives nodes with their marks, by ruamel.yaml or, where that reads the same, by libyaml. Building the
values here, from the nodes, keeps the line of each key, finds a key that stands twice, and refuses what
authors never need: aliases and tags.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from workbook_lib.authoring import quick
from workbook_lib.authoring.faults import Fault, Place

Path_ = tuple[str | int, ...]
"""The way to a value: keys and positions, from the outside in."""

_TAG = "tag:yaml.org,2002:"
_TRUE = {"true": True, "false": False}


@dataclass
class Source:
    """One file's values, where each stands, and what is wrong with its form."""

    data: Any = None
    places: dict[Path_, Place] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    broken: bool = False
    """Whether the form kept the values from being read, so that nothing more can be said of them."""

    def place(self, path: Path_) -> Place:
        """Where `path` stands; where it is missing, where the nearest thing around it stands."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places[path]


def decode(file: Path) -> tuple[str, list[Fault]]:
    """A file's text with plain line ends, and notes on how it was saved."""
    raw, faults = file.read_bytes(), []
    if raw.startswith(b"\xef\xbb\xbf"):
        raw = raw[3:]
        faults.append(
            _note(file, "the file saved as UTF-8", "a byte-order mark at its start (it is read without)")
        )
    if b"\r" in raw:
        faults.append(_note(file, "plain line ends (LF)", "Windows line ends (it is read all the same)"))
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        hint = "in your editor choose Save as, and UTF-8 as the encoding"
        faults.append(
            Fault(Place(file, line), "", "text saved as UTF-8", "a letter in another encoding", hint)
        )
        text = raw.decode("utf-8", errors="replace")
    return text.replace("\r\n", "\n").replace("\r", "\n"), faults


def _note(file: Path, expected: str, got: str) -> Fault:
    return Fault(Place(file, 1), "", expected, got, severity="note")


def read_yaml(file: Path) -> Source:
    """The values in a YAML file. Raises OSError where the file can't be opened, and nothing else."""
    text, faults = decode(file)
    source = parse_yaml(text, file)
    source.faults[:0] = faults
    return source


def parse_yaml(text: str, file: Path, *, line: int = 1) -> Source:
    """The values in `text`, which starts at `line` of `file`."""
    source = Source(data={}, places={(): Place(file, line)}, broken=True)
    try:
        node = quick.compose(text)
    except LookupError:
        node = _slowly(text, source, file, line)
    else:
        source.broken = False
    if node is not None:
        source.data = _Builder(source, file, line).build(node, ())
    return source


def _slowly(text: str, source: Source, file: Path, line: int) -> Any:
    """The root node as ruamel.yaml reads it; a fault in `source` where it can't."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    try:
        node = YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as error:
        source.faults.append(_broken(error, text, file, line))
        return None
    except (YAMLError, ValueError, TypeError, IndexError, AttributeError, RecursionError) as error:
        source.faults.append(Fault(Place(file, line), "", "text that can be read as YAML", str(error)[:120]))
        return None
    source.broken = False
    return node


def _broken(error: Any, text: str, file: Path, line: int) -> Fault:
    unclosed = "quoted scalar" in str(error.context)
    mark = error.context_mark if unclosed else error.problem_mark or error.context_mark
    row = mark.line if mark else 0
    lines = text.split("\n")
    here = lines[row] if row < len(lines) else ""
    if "\t" in here or "'\\t'" in str(error.problem):
        return Fault(Place(file, line + row), "", "spaces at the start of the line", "a tab")
    got = str(error.problem or error.context or "something else")
    hint = "a quotation mark was opened and not closed" if unclosed else _yaml_hint(here, got)
    return Fault(Place(file, line + row), "", "a line that YAML can read", got, hint)


def _yaml_hint(line: str, problem: str) -> str:
    if "mapping values" in problem or line.count(": ") > 1:
        return 'a text with a colon in it needs quotation marks: key: "One thing: another"'
    if "expected <block end>" in problem:
        return "look at the spaces at the start of this line and the one above: are they the same?"
    return "a text that starts with a sign like * & ! % @ ` { [ needs quotation marks around it"


@dataclass
class _Builder:
    source: Source
    file: Path
    line: int
    seen: set[int] = field(default_factory=set)

    def build(self, node: Any, path: Path_) -> Any:
        self.source.places.setdefault(path, self._place(node))
        if id(node) in self.seen:
            return self._fault(node, path, "the text written out", "an alias (*name)")
        self.seen.add(id(node))
        if node.id == "mapping":
            return dict(self._pairs(node, path))
        if node.id == "sequence":
            return [self.build(child, (*path, i)) for i, child in enumerate(node.value)]
        return self._scalar(node, path)

    def _pairs(self, node: Any, path: Path_) -> Iterator[tuple[str, Any]]:
        first: dict[str, Place] = {}
        for key_node, value_node in node.value:
            if key_node.id != "scalar":
                self._fault(key_node, path, "a word before the colon", "a list or a group")
                continue
            key = str(key_node.value)
            where = (*path, key)
            if key in first:
                self._fault(
                    key_node, where, "each key once", f"a second one (the first is at line {first[key].line})"
                )
                continue
            first[key] = self.source.places[where] = self._place(key_node)
            yield key, self.build(value_node, where)

    def _scalar(self, node: Any, path: Path_) -> Any:
        tag, value = str(node.tag), str(node.value)
        kind = tag.removeprefix(_TAG)
        if kind == "null":
            return None
        if kind == "bool":
            return _TRUE.get(value.lower(), value)
        if kind in {"int", "float"}:
            return _number(value)
        if kind in {"str", "timestamp", "value", "merge"}:
            return value
        return self._fault(node, path, "plain text", f"a tag ({tag})")

    def _place(self, node: Any) -> Place:
        return Place(self.file, self.line + int(node.start_mark.line))

    def _fault(self, node: Any, path: Path_, expected: str, got: str) -> None:
        key = ".".join(str(part) for part in path)
        self.source.faults.append(Fault(self._place(node), key, expected, got))


def _number(value: str) -> int | float | str:
    try:
        return int(value)
    except ValueError:
        try:
            return float(value)
        except ValueError:
            return value
