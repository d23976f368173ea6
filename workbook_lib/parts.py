"""What a page shows, as plain data: the same parts become a widget, a phone page or an export.

A page is a function from its state to a list of parts; whoever shows them keeps each part's node alive
by its ``id``, so that nothing jumps and no text is lost while the rest changes. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class Html:
    """Markup made by `workbook_lib.render`: anything a person wrote is already escaped in it."""

    id: str
    html: str
    kind: Literal["html"] = "html"


@dataclass(frozen=True, slots=True)
class Editor:
    """A labelled box to write in.

    ``text`` and ``revision`` are what the journal held when the page was drawn; ``slot`` names the draft
    (scenario, prompt). ``set_by`` rises when the page, not the learner, has put another text in the box.
    ``heading`` makes the label a heading of the page. ``page`` is given where the draft isn't this page's own.
    ``sends`` names the button that Ctrl and Enter press. ``code``: it holds lines for a computer to read.
    """

    id: str
    label: str
    help: str
    slot: tuple[str, str]
    text: str = ""
    revision: int = 0
    set_by: int = 0
    rows: int = 5
    heading: bool = False
    page: str = ""
    sends: str = ""
    code: bool = False
    kind: Literal["editor"] = "editor"


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of a `Choices`: what is stored, and what is read."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Choices:
    """One of several, as radio buttons in a fieldset."""

    id: str
    legend: str
    options: tuple[Option, ...]
    value: str = ""
    kind: Literal["choices"] = "choices"


@dataclass(frozen=True, slots=True)
class Ticks:
    """Any number of several, as checkboxes in a fieldset. ``values`` are those that are ticked."""

    id: str
    legend: str
    options: tuple[Option, ...]
    values: tuple[str, ...] = ()
    kind: Literal["ticks"] = "ticks"


@dataclass(frozen=True, slots=True)
class When:
    """A day and a time by the browser's clock. ``value`` is ``2026-12-01T09:00``, or ``T09:00`` with no day yet.

    `workbook_lib.widgets` tells of a change as a choice of ``2026-12-01T09:00[Europe/Berlin]``, with the browser's
    own time zone, or of "" while one of the two is missing.
    """

    id: str
    legend: str
    day: str
    time: str
    help: str
    value: str = ""
    kind: Literal["when"] = "when"


@dataclass(frozen=True, slots=True)
class Button:
    """A press, named by what it does. One ``main`` button a step."""

    name: str
    label: str
    main: bool = False


@dataclass(frozen=True, slots=True)
class Actions:
    """A row of buttons."""

    id: str
    buttons: tuple[Button, ...]
    kind: Literal["actions"] = "actions"


@dataclass(frozen=True, slots=True)
class Saved:
    """The one quiet place that says whether everything is stored; ``at`` is when it last was (ISO, UTC)."""

    id: str = "saved"
    at: str = ""
    kind: Literal["saved"] = "saved"


@dataclass(frozen=True, slots=True)
class Group:
    """Parts that belong together; ``look`` names their arrangement in the style sheet.

    What is added to a group that looks like a ``log`` is announced.
    """

    id: str
    parts: tuple[Part, ...]
    look: str = "stack"
    label: str = ""
    kind: Literal["group"] = "group"


@dataclass(frozen=True, slots=True)
class Upload:
    """A file the learner chooses; it goes to the kernel of this page and nowhere else.

    One of more than ``most`` bytes (0: any) stays where it is, and ``too_big`` says what to do.
    """

    id: str
    label: str
    help: str
    accept: str = ""
    most: int = 0
    too_big: str = ""
    kind: Literal["upload"] = "upload"


Part = Html | Editor | Choices | Ticks | When | Actions | Saved | Group | Upload


def as_data(parts: Sequence[Part]) -> list[dict[str, Any]]:
    """The parts as lists and dicts that JSON can carry."""
    return [asdict(p) for p in parts]


def editors(parts: Sequence[Part]) -> list[Editor]:
    """Every editor among the parts, in reading order, groups included."""
    found: list[Editor] = []
    for part in parts:
        if isinstance(part, Editor):
            found.append(part)
        elif isinstance(part, Group):
            found.extend(editors(part.parts))
    return found
