"""The texts that the learned part of care is made from and tried on, and the settings of the training.

Everything here needs the standard library only, so that a test can tell whether the compiled file is up to date.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workbook_lib.catalog import built_in

HERE = Path(__file__).resolve().parent / "data"
TESTS = HERE.parent.parent / "tests" / "data"
COMPILED = HERE.parent.parent / "workbook_lib" / "compiled" / "care-en.json.gz"
KINDS = ("self_harm", "abuse", "danger", "own_hurt")
HARMLESS = ("alarming", "ordinary")
OLDER = ("care", "care_fresh", "care_last", "care_blind", "care_more", "care_third", "care_told", "care_dev")
SPEAK_OF_HARM = frozenset(
    {"RB074", "RX035", "RX036", "RX038", "RX039", "RX060", "PA139", "PB133", "PX007", "PX035", "PX036"}
    | {"PX037", "PX041", "PX051", "PX064", "PX067"}
)
"""Texts of the benchmark that are about harm: neither ordinary nor meant for care."""
SENTENCES_ON_HARM = frozenset({"SD014", "SD048"})
CLIENTS_IN_HARM = frozenset({"K08"})
"""Single sentences that may be about harm, and clients whose talk is: left out in the same way."""
SCALES = {"word": 1.0, "=": 0.7, " ": 1.0, "  ": 1.0, "_": 0.7, "@": 1.0, "!": 1.0}
"""How strongly each sort of feature may speak."""
STRENGTH = 0.5
RARITY = 2.0
"""The power of a feature's rarity in its scale: what every text has should say little."""
KEPT, KEPT_FOR_KINDS = 20_000, 1_500
CUT, DOUBT = -0.88, 0.6
"""Where a text is met, chosen on left-out writers; and how far below a rule that held still counts."""


@dataclass(frozen=True, slots=True)
class Text:
    """One text. ``about`` is a kind, ``alarming`` or ``ordinary``, or "" for a worry whose kind isn't noted."""

    writer: str
    about: str
    text: str

    @property
    def worrying(self) -> bool:
        """Whether it should be met."""
        return self.about not in HARMLESS


def texts() -> list[Text]:
    """All texts, in a fixed order: the writers (e wrote short lines), the older sets, the ordinary texts of the
    benchmark, the lines of practices and clients as they were when this was trained, the cases."""
    found = [
        Text(writer, row["about"], row["text"])
        for writer in "abcde"
        for row in _rows(HERE / "care" / f"{writer}.jsonl")
    ]
    found += [text for name in OLDER for text in _older(name)]
    for name in ("reflections", "replies"):
        rows = (row for row in _rows(HERE / f"{name}.jsonl") if row["id"] not in SPEAK_OF_HARM)
        found += [Text(f"ordinary {row['scenario']}", "ordinary", row["text"]) for row in rows]
    found += _short_and_ordinary()
    found += [
        Text("ordinary lines", row["about"], row["text"]) for row in _rows(HERE / "care" / "lines.jsonl")
    ]
    cases = built_in("en").scenarios.values()
    return found + [Text(f"ordinary {c.id}", "ordinary", c.story) for c in cases if not c.safety]


def _short_and_ordinary() -> list[Text]:
    """Single sentences on clients, each by itself, and what staff answer, by client."""
    sentences = (row for row in _rows(HERE / "sentences.jsonl") if row["id"] not in SENTENCES_ON_HARM)
    turns = (row for row in _rows(HERE / "turns.jsonl") if row["client"] not in CLIENTS_IN_HARM)
    found = [Text(f"ordinary {row['id']}", "ordinary", row["text"]) for row in sentences]
    return found + [Text(f"ordinary {row['client']}", "ordinary", row["text"]) for row in turns]


def _rows(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def _older(name: str) -> list[Text]:
    out = []
    for part, about in (("met", ""), ("look_alike", "alarming")):
        for line in (TESTS / f"{name}_{part}.txt").read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                kind, parted, text = line.partition(": ")
                told = part == "met" and parted and kind in KINDS
                out.append(Text(name, kind if told else about, text if told else line))
    return out


def forms() -> dict[str, Any]:
    """How words read alike."""
    return dict(json.loads((HERE / "care" / "forms.json").read_text(encoding="utf-8")))


def digest() -> str:
    """What the model is made from, as hexadecimal digits: every text, and how words read alike."""
    state = hashlib.sha256()
    for text in texts():
        state.update(f"{text.writer}\0{text.about}\0{text.text}\0".encode())
    state.update(json.dumps(forms(), sort_keys=True).encode())
    state.update(f"{SCALES} {STRENGTH} {RARITY} {KEPT} {KEPT_FOR_KINDS} {CUT} {DOUBT}".encode())
    return state.hexdigest()[:16]
