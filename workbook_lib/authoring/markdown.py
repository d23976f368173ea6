"""A scenario's Markdown file -> plain values, with the line of every key and section."""

from __future__ import annotations

import re
from pathlib import Path

from workbook_lib.authoring.faults import Fault, Place, did_you_mean
from workbook_lib.authoring.reader import Path_, Source, decode, parse_yaml

SECTIONS: dict[str, Path_] = {
    "story": ("story",),
    "what was going on": ("reveal",),
    "hidden facts": ("hidden",),
    "boundary": ("boundary",),
    "reply that manages": ("replies", "manages"),
    "reply that meets": ("replies", "meets"),
}
"""Headings, in lower case, and where their text goes. Messages are headed ``Client, <register>``."""

_CLIENT = re.compile(r"client\s*,\s*(\w+)$")


def read_scenario(file: Path) -> Source:
    """The values in a scenario file. Raises OSError where it can't be opened, and nothing else."""
    text, notes = decode(file)
    lines = text.split("\n")
    closing = next((i for i, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), None)
    if lines[0].rstrip() != "---" or closing is None:
        return Source({}, {(): Place(file, 1)}, [*notes, _no_front_matter(lines, file)], broken=True)
    source = parse_yaml("\n".join(lines[1:closing]), file, line=2)
    source.places[()] = Place(file, 1)
    source.faults[:0] = notes
    if not isinstance(source.data, dict):
        source.data = {}
        source.faults.append(Fault(Place(file, 2), "", 'lines such as "title: The book that was returned"'))
    _read_sections(lines, closing + 1, file, source)
    return source


def _no_front_matter(lines: list[str], file: Path) -> Fault:
    """At the first line if it doesn't open, else at the first line after the keys."""
    after = (i for i, line in enumerate(lines) if not line.strip() or line.startswith("#"))
    where = 0 if lines[0].rstrip() != "---" else next(after, len(lines) - 1)
    expected = "front matter: keys between two lines of three hyphens (---)"
    return Fault(Place(file, where + 1), "", expected, shown_line(lines[where]))


def shown_line(line: str) -> str:
    """A line as found, or words for an empty one."""
    return f'"{line.strip()[:60]}"' if line.strip() else "an empty line"


def _read_sections(lines: list[str], start: int, file: Path, source: Source) -> None:
    heading, body_line = "", start + 1
    body: list[str] = []
    for number, line in enumerate([*lines[start:], "## "], start + 1):
        if line.startswith("## "):
            _keep(heading, body, Place(file, body_line), source)
            heading, body_line, body = line[3:].strip(), number, []
        else:
            body.append(line)


def _keep(heading: str, body: list[str], place: Place, source: Source) -> None:
    if not heading:
        if any(line.strip() for line in body):
            first = next(i for i, line in enumerate(body) if line.strip())
            early, expected = (
                Place(place.file, place.line + first),
                'a heading such as "## Story" before any text',
            )
            source.faults.append(Fault(early, "", expected, shown_line(body[first])))
        return
    name = " ".join(heading.lower().split())
    client = _CLIENT.match(name)
    path = SECTIONS.get(name)
    if client:
        _keep_message(client.group(1), unwrap(body), place, source)
    elif path is None:
        known = [*SECTIONS, "client, casual", "client, formal", "client, distressed", "client, furious"]
        expected = "one of the headings " + ", ".join(f'"{k.capitalize()}"' for k in known)
        source.faults.append(Fault(place, heading, expected, f'"{heading}"', did_you_mean(name, known)))
    elif path in source.places:
        source.faults.append(Fault(place, heading, "each heading once", "a second one"))
    else:
        _keep_section(path, body, place, source)


def _keep_section(path: Path_, body: list[str], place: Place, source: Source) -> None:
    target = source.data
    for part in path[:-1]:
        target = target.setdefault(part, {})
        source.places.setdefault(path[:-1], place)
    source.places[path] = place
    if path == ("hidden",):
        target["hidden"] = bullets(body)
        lines = [n for n, line in enumerate(body, place.line + 1) if line.startswith(("- ", "* "))]
        found = zip(range(len(target["hidden"])), lines or [place.line], strict=False)
        source.places.update({("hidden", i): Place(place.file, line) for i, line in found})
    else:
        target[path[-1]] = unwrap(body)


def _keep_message(register: str, text: str, place: Place, source: Source) -> None:
    messages = source.data.setdefault("messages", [])
    if not isinstance(messages, list):
        return
    source.places.setdefault(("messages",), place)
    index = len(messages)
    for path in (("messages", index), ("messages", index, "register"), ("messages", index, "text")):
        source.places[path] = place
    messages.append({"register": register, "text": text})


def unwrap(body: list[str]) -> str:
    """Paragraphs as an author wrapped them -> one line each, a blank line between."""
    paragraphs = re.split(r"\n\s*\n", "\n".join(body).strip())
    return "\n\n".join(" ".join(p.split()) for p in paragraphs)


def bullets(body: list[str]) -> list[str]:
    """The items of a list; a line without a hyphen goes on with the item above."""
    items: list[str] = []
    for line in (" ".join(x.split()) for x in body if x.strip()):
        if line.startswith(("- ", "* ")):
            items.append(line[2:])
        elif items:
            items[-1] += " " + line
        else:
            items.append(line)
    return items
