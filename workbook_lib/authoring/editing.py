"""Change one value in an author's YAML file and leave every other byte as it is: comments, order, line ends.

Nothing is dumped anew. The value's own place in the text is found and written over; a key that isn't there
yet is added after the last one of its group.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from workbook_lib.authoring.faults import ContentError, Fault, Place
from workbook_lib.authoring.reader import parse_yaml, read_yaml
from workbook_lib.places import write_whole

Value = str | list[str]
_BOM = "\ufeff"
_INDICATORS = frozenset(",[]{}")


def set_value(file: Path, path: Sequence[str], value: Value) -> None:
    """Put `value` under the keys of `path`; the file is made where there is none.

    Raises ContentError where the file can't be read as YAML or changed in this way; then it stays as it was.
    Raises OSError.
    """
    text = ""
    if file.exists():
        source = read_yaml(file)
        if source.broken or not isinstance(source.data or {}, dict):
            faults = source.faults or [Fault(Place(file, 1), "", "keys, each with a colon after it")]
            raise ContentError(faults)
        text = file.read_bytes().decode("utf-8")
    changed = edited(text, path, value)
    if value_at(parse_yaml(changed.removeprefix(_BOM), file).data, path) != value:
        hint = "change it in your text editor"
        raise ContentError(
            [Fault(Place(file, 1), ".".join(path), "a value that can be changed here", "", hint)]
        )
    file.parent.mkdir(parents=True, exist_ok=True)
    write_whole(file, changed.encode("utf-8"))


def value_at(data: Any, path: Sequence[str]) -> Any:
    """The value under the keys of `path`; None where there is none."""
    for key in path:
        data = data.get(key) if isinstance(data, dict) else None
    return data


def edited(text: str, path: Sequence[str], value: Value) -> str:
    """`text` with the value under `path` changed or added. Raises nothing on text that is YAML."""
    mark = _BOM if text.startswith(_BOM) else ""
    body = text.removeprefix(_BOM)
    end = "\r\n" if "\r\n" in body else "\n"
    plain = body.replace("\r\n", "\n")
    return mark + _edited(plain, list(path), value).replace("\n", end)


def _edited(text: str, path: list[str], value: Value) -> str:
    node: Node | None = YAML(typ="safe", pure=True).compose(text)
    if not isinstance(node, MappingNode):
        start = text if not text or text.endswith("\n") else text + "\n"
        return start + "\n".join(_block(path, value, "")) + "\n"
    here = node
    for depth, name in enumerate(path):
        pair = next(((k, v) for k, v in here.value if str(k.value) == name), None)
        if pair is None:
            return _added(text, here, path[depth:], value)
        key, found = pair
        rest = path[depth + 1 :]
        if not rest or not (isinstance(found, MappingNode) and found.value):
            return _replaced(text, key, found, rest, value, between_braces=bool(here.flow_style))
        here = found
    return text


def _replaced(
    text: str, key: Node, node: Node, rest: list[str], value: Value, *, between_braces: bool
) -> str:
    # Between braces, a comma or a bracket would end a bare text.
    ends = between_braces and bool(_INDICATORS & set(value))
    new = scalar(value) if isinstance(value, str) and not rest and not ends else _flow(rest, value)
    if node.start_mark.index == node.end_mark.index:
        # Nothing stands there, and YAML says that it stands where the next thing begins.
        at = text.index(":", key.end_mark.index) + 1
        return f"{text[:at]} {new}{text[at:]}"
    listed = isinstance(value, list) and bool(value) and not rest
    if listed and isinstance(node, SequenceNode) and node.value and not node.flow_style:
        return _items(text, node, list(value))
    return _over(text, node, new)


def _over(text: str, node: Node, new: str) -> str:
    """The node's own stretch of text written over; what YAML counts to it after its last sign stays."""
    start, end = node.start_mark.index, node.end_mark.index
    old = text[start:end]
    kept = old[len(old.rstrip()) :]
    before = "" if not text[:start] or text[start - 1] in " \n" else " "
    return text[:start] + before + new + kept + text[end:]


def _items(text: str, node: SequenceNode, wanted: list[str]) -> str:
    """A list item by item, from the last to the first, so that remarks between them stay where they are."""
    dash = " " * node.start_mark.column + "- "
    same = min(len(node.value), len(wanted))
    if len(wanted) > same:
        at = _line_end(text, node.value[-1])
        more = "".join(f"\n{dash}{scalar(item)}" for item in wanted[same:])
        text = text[:at] + more + text[at:]
    for child in reversed(node.value[same:]):
        start = text.rfind("\n", 0, child.start_mark.index) + 1
        text = text[:start] + text[_line_end(text, child) + 1 :]
    for child, item in reversed(list(zip(node.value[:same], wanted, strict=False))):
        if not isinstance(child, ScalarNode) or child.value != item:
            text = _over(text, child, scalar(item))
    return text


def _added(text: str, node: MappingNode, path: list[str], value: Value) -> str:
    if node.flow_style:
        at = node.end_mark.index - 1
        before = ", " if node.value else ""
        return text[:at].rstrip(" ,") + before + _flow(path, value)[1:-1] + text[at:]
    indent = " " * node.value[0][0].start_mark.column
    at = _line_end(text, node.value[-1][1])
    return text[:at] + "".join(f"\n{line}" for line in _block(path, value, indent)) + (text[at:] or "\n")


def _line_end(text: str, node: Node) -> int:
    """Where the line ends on which the last sign of a node stands."""
    last = len(text[: node.end_mark.index].rstrip())
    end = text.find("\n", last)
    return len(text) if end < 0 else end


def _block(path: list[str], value: Value, indent: str) -> list[str]:
    """Keys one below another, and the value, as lines."""
    lines = [f"{indent}{'  ' * depth}{scalar(key)}:" for depth, key in enumerate(path)]
    if isinstance(value, str):
        lines[-1] += f" {scalar(value)}"
        return lines
    inner = indent + "  " * len(path)
    return (
        [*lines, *(f"{inner}- {scalar(item)}" for item in value)]
        if value
        else [*lines[:-1], lines[-1] + " []"]
    )


def _flow(path: list[str], value: Value) -> str:
    """Keys and value on one line, between braces."""
    if path:
        return f"{{{_quoted(path[0])}: {_flow(path[1:], value)}}}"
    return _quoted(value) if isinstance(value, str) else f"[{', '.join(map(_quoted, value))}]"


def scalar(text: str) -> str:
    """A text on one line as YAML reads it back: bare where that is safe, else in quotation marks."""
    plain = bool(text) and text == text.strip() and "#" not in text and all(c.isprintable() for c in text)
    return text if plain and text[0] not in "-?:&*!" and _reads_back(text) else _quoted(text)


def _reads_back(text: str) -> bool:
    try:
        node = YAML(typ="safe", pure=True).compose(f"- {text}\n- k: {text}\n")
        alone, under = node.value[0], node.value[1].value[0][1]
    except (YAMLError, ValueError, TypeError, IndexError, AttributeError):
        return False
    found = (alone, under)
    return all(isinstance(n, ScalarNode) and n.value == text and str(n.tag).endswith(":str") for n in found)


def _quoted(text: str) -> str:
    return '"' + "".join(_escaped(c) for c in text) + '"'


def _escaped(sign: str) -> str:
    if sign in '"\\':
        return f"\\{sign}"
    if sign.isprintable():
        return sign
    code = ord(sign)
    if sign == "\n":
        return "\\n"
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
