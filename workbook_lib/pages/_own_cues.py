"""A trainer's own cue: words to look for, tried on sentences before anything is written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from .. import render
from ..coaching import ABSENCE
from ..parts import Actions, Button, Choices, Html, Option, Part
from ..widgets import Choice, Event, Press, Reply
from ._own_folder import Own

if TYPE_CHECKING:
    from ..authoring.faults import Fault
    from ..authoring.new_cue import CueDraft

_FIELDS = {"patterns": "cue_words", "reason": "cue_reason", "hits": "cue_hits", "misses": "cue_misses"}
"""A key of the cue's file to the editor in which it is typed, in the order of the page."""
_ROWS = {"cue_words": 3, "cue_reason": 1, "cue_hits": 3, "cue_misses": 3}
_LEVELS = {"emerging": 1, "clear": 2}


def cue_parts(own: Own) -> list[Part]:
    """What a cue speaks for, its words, its sentences, and the button that tries and adds it."""
    if own.folder is None:
        return own.needed("cue")
    options = tuple(Option(key, name) for key, name in _dimensions(own).items())
    levels = tuple(Option(name, own.word(f"cue_{name}")) for name in _LEVELS)
    add = Button("add", own.word("cue_add"), main=True)
    return [
        Choices("cue_for", own.word("cue_for"), options, own.picked.get("cue_for", "")),
        Choices("cue_level", own.word("cue_level"), levels, _level(own)),
        *(own.editor(name, rows) for name, rows in _ROWS.items()),
        Actions("cue-do", (add,)),
        *_faults(own),
        *own.box("cue"),
    ]


def _dimensions(own: Own) -> dict[str, str]:
    """What is looked for in texts, by rubric and dimension."""
    return {
        f"{kind}.{d.id}": own.word(f"cue_in_{kind}", name=d.name)
        for kind, rubric in own.content.rubrics.items()
        for d in rubric.dimensions
        if d.id != ABSENCE
    }


def _level(own: Own) -> str:
    return own.picked.get("cue_level") or "emerging"


def _faults(own: Own) -> list[Part]:
    if not own.cue_faults:
        return []
    said, how = own.word("cue_faults"), own.word("cue_how")
    shown = [_told(own, fault) for fault in own.cue_faults]
    html = render.template("own_faults.html", name="cue-said", said=said, faults=shown, how=how)
    return [Html("cue-faults", html)]


def _told(own: Own, fault: Fault) -> Mapping[str, object]:
    """A fault at the field and the line of it that it speaks of."""
    field, line = [*fault.key.split(".")[2:], "", ""][:2]  # a key such as cues.0.hits.2
    label = own.word(f"{_FIELDS.get(field, 'cue_words')}_label")
    where = own.word("cue_line", field=label, line=int(line) + 1) if line.isdigit() else label
    lines = [own.word("check_expected", expected=fault.expected)]
    lines += [own.word("check_got", got=fault.got)] if fault.got else []
    return {"where": where, "key": "", "lines": lines}


def act_cue(own: Own, event: Event) -> Reply:
    """Choose what it speaks for, or try the cue and add it."""
    from ..authoring.new_cue import faults_of_cue, write_cue

    if isinstance(event, Choice):
        own.picked[event.part] = event.value
        return Reply()
    if not isinstance(event, Press) or own.folder is None:
        return Reply()
    own.cue_faults = ()
    cue = _draft(own)
    if cue is None:
        return own.tell("cue", "cue_empty")
    own.cue_faults = faults_of_cue(own.folder, cue)
    if own.cue_faults:
        return Reply(focus="cue-said", announce=own.word("cue_faults"))
    try:
        file = write_cue(own.folder, cue)
    except FileExistsError:
        return own.tell("cue", "cue_there", name=cue.name)
    own.found = None
    return own.tell("cue", "cue_added", file=own.shown(file))


def _draft(own: Own) -> CueDraft | None:
    """The cue as it is typed; None where something is still missing."""
    from ..authoring.new_cue import CueDraft, lines_of

    chosen = own.picked.get("cue_for", "")
    ways, reason, hits, misses = (lines_of(own.typed(name)) for name in _FIELDS.values())
    if chosen not in _dimensions(own) or not (ways and reason and hits and misses):
        return None
    rubric, _, dimension = chosen.partition(".")
    return CueDraft(rubric, dimension, _LEVELS[_level(own)], " ".join(reason), ways, hits, misses)
