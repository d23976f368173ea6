"""What readers agreed on as a data set that a later release can be checked against: written, and read back. Pure.

One ZIP file in the form of this project's benchmark: ``reflections.jsonl`` (the texts on which everything is
settled), ``labels_reflections.csv`` (a row for each of them), and the same with ``open_`` before it for texts
on which something was left open (an empty cell); ``readings_reflections.csv`` has what each reader put down
alone, before the talk, by number and without a name. ``about.json`` says what it is, ``README.md`` the same
for people, and ``SHA256SUMS`` has the checksum of each file. For replies read ``replies``.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from workbook_lib.agreement.marks import NOT_READ, STAGE, Marks
from workbook_lib.agreement.spread import Settled, settled
from workbook_lib.agreement.texts import FREE, ReadText, TextSet
from workbook_lib.model import STAGES, Kind

STEMS: Mapping[Kind, str] = {"reflection": "reflections", "reply": "replies"}
SUMS = "SHA256SUMS"
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The time of every file in the ZIP: the same readings give the same bytes."""


@dataclass(frozen=True, slots=True)
class Agreed:
    """What readers of one set agreed on. ``items`` are the rubric's dimensions and the ladder.

    ``readers`` are their own marks by text id, one mapping a reader, in an order that tells nothing of them.
    ``settled`` has what each text stands at, by item; an item that isn't there was left open.
    """

    texts: TextSet
    items: tuple[str, ...]
    readers: tuple[Mapping[str, Marks], ...]
    settled: Settled

    def whole(self, id: str) -> bool:
        """Whether everything about a text is settled."""
        marks = self.settled[id]
        return marks.get(STAGE) == NOT_READ or all(item in marks for item in self.items)


def agreed_on(
    texts: TextSet, items: Sequence[str], readers: Iterable[Mapping[str, Marks]], talked: Settled
) -> Agreed:
    """What stands after the talk: ``talked`` where something was put down, else what readers gave alike."""
    alone = sorted(readers, key=_numbered)
    found: dict[str, dict[str, str]] = {}
    for text in texts.texts:
        marks = [one.get(text.id, {}) for one in alone]
        said = talked.get(text.id, {})
        stand = {item: settled(item, marks, said.get(item, "")) for item in items}
        if stand.get(STAGE) == NOT_READ:
            stand = {STAGE: NOT_READ}
        found[text.id] = {item: mark for item, mark in stand.items() if mark}
    return Agreed(texts, tuple(items), tuple(alone), found)


def _numbered(marks: Mapping[str, Marks]) -> str:
    """Readers are numbered by what they marked: neither by name nor by who came first."""
    told = json.dumps({id: dict(one) for id, one in marks.items()}, sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()


# -- writing -----------------------------------------------------------------------------------------------


def bundle(agreed: Agreed, about: Mapping[str, Any], readme: str) -> bytes:
    """The ZIP file. ``about`` are values of JSON, ``readme`` the words for people. Same input, same bytes."""
    stem = STEMS[agreed.texts.kind]
    whole = [text for text in agreed.texts.texts if agreed.whole(text.id)]
    rest = [text for text in agreed.texts.texts if not agreed.whole(text.id)]
    told = {"kind": agreed.texts.kind, "items": list(agreed.items), "texts": agreed.texts.digest, **about}
    files = {
        "README.md": readme,
        "about.json": json.dumps(told, indent=1, ensure_ascii=False, sort_keys=True) + "\n",
        f"{stem}.jsonl": _jsonl(agreed, whole),
        f"labels_{stem}.csv": _labels(agreed, whole),
        f"open_{stem}.jsonl": _jsonl(agreed, rest),
        f"labels_open_{stem}.csv": _labels(agreed, rest),
        f"readings_{stem}.csv": _readings(agreed),
    }
    data = {name: text.encode("utf-8", "replace") for name, text in files.items()}
    sums = "".join(f"{hashlib.sha256(d).hexdigest()}  {name}\n" for name, d in sorted(data.items()))
    return _zipped({**data, SUMS: sums.encode()})


def _zipped(data: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in data.items():
            archive.writestr(zipfile.ZipInfo(name, _LONG_AGO), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _jsonl(agreed: Agreed, texts: Sequence[ReadText]) -> str:
    return "".join(json.dumps(_item(agreed, text), ensure_ascii=False) + "\n" for text in texts)


def _item(agreed: Agreed, text: ReadText) -> dict[str, Any]:
    scenario = text.scenario or text.id
    if agreed.texts.kind == "reflection":
        about: dict[str, Any] = {"question": text.question or FREE}
    else:
        about = {"client_message": text.client_message, "library_at_fault": text.library_at_fault}
    return {"id": text.id, "kind": agreed.texts.kind, "scenario": scenario, **about, "text": text.text}


def _labels(agreed: Agreed, texts: Sequence[ReadText]) -> str:
    rows = [[text.id, *_label(agreed, text.id), str(len(agreed.readers))] for text in texts]
    return _csv(["id", *agreed.items, "readers"], rows)


def _label(agreed: Agreed, id: str) -> list[str]:
    marks = agreed.settled[id]
    if marks.get(STAGE) == NOT_READ:
        return ["not_read" if item == STAGE else "0" for item in agreed.items]
    return [_written(item, marks.get(item, "")) for item in agreed.items]


def _written(item: str, mark: str) -> str:
    return STAGES[int(mark)] if item == STAGE and mark.isdigit() else mark


def _readings(agreed: Agreed) -> str:
    rows = []
    for text in agreed.texts.texts:
        for number, marks in enumerate(agreed.readers, start=1):
            given = marks.get(text.id, {})
            rows.append([text.id, str(number), *(given.get(item, "") for item in agreed.items)])
    return _csv(["id", "reader", *agreed.items], rows)


def _csv(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    return out.getvalue()
