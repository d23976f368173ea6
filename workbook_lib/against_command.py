"""``python -m workbook_lib score --against FILE``: the workbook's readings beside those that people agreed on."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from workbook_lib.agreement.dataset import Agreed
from workbook_lib.agreement.marks import NOT_READ, STAGE, Marks, of_assessment
from workbook_lib.agreement.reading_back import Unusable, load
from workbook_lib.agreement.texts import ReadText
from workbook_lib.model import Assessment, Kind
from workbook_lib.scoring import score_reflection, score_reply

if TYPE_CHECKING:
    from workbook_lib.agreement.estimates import Estimate
    from workbook_lib.agreement.figures import Agreement, Figures

COLUMNS = ("texts", "kappa", "interval", "exact", "within one", "readers' alpha", "interval")
_WIDTHS = (6, 7, 15, 7, 11, 15, 15)


def main(file: str) -> int:
    """Print the tables. Returns 0, or 1 after a sentence that says why the file can't be used."""
    try:
        sets = load(Path(file))
    except (OSError, Unusable) as fault:
        said = fault.strerror or fault if isinstance(fault, OSError) else fault
        print(f"I can't use {file}: {said}", file=sys.stderr)
        return 1
    print("\n\n".join("\n".join(report(agreed)) for agreed in sets))
    return 0


def report(agreed: Agreed) -> Iterator[str]:
    """The lines for one kind of text."""
    from workbook_lib.agreement.estimates import DRAWS
    from workbook_lib.agreement.figures import figures

    texts = agreed.texts.texts
    read = [of_assessment(score(agreed.texts.kind, text)) for text in texts]
    people = [agreed.settled[text.id] for text in texts]
    beside = figures(agreed.items, [people], read)
    alone = figures(agreed.items, [[one.get(t.id, {}) for t in texts] for one in agreed.readers])
    yield f"{agreed.texts.kind}: {len(texts)} texts"
    yield _unread(people, read)
    yield f"{'':18}" + _row(COLUMNS)
    yield from _lines(beside, alone)
    yield "kappa: the workbook beside what readers agreed on (quadratic weights)."
    yield "readers' alpha: the readers with each other before they talked (ordinal)."
    yield f"Intervals: 95%, from {DRAWS:,} draws of the texts. A dash: not defined (one level, or none to compare)."


def score(kind: Kind, text: ReadText) -> Assessment:
    """The workbook's reading of one text."""
    if kind == "reflection":
        return score_reflection(text.text, text.question or None)
    return score_reply(text.text, text.client_message or None, text.library_at_fault)


def _unread(people: Iterable[Marks], read: Iterable[Marks]) -> str:
    both = [(p.get(STAGE) == NOT_READ, r.get(STAGE) == NOT_READ) for p, r in zip(people, read, strict=True)]
    found, of = sum(p and r for p, r in both), sum(p for p, _ in both)
    wrongly = sum(r for p, r in both if not p)
    return f"Not to be read: {of}; the workbook left {found} of them unread, and {wrongly} that can be read."


def _lines(beside: Figures, alone: Figures) -> Iterator[str]:
    readers: Mapping[str, Agreement] = {one.item: one for one in (*alone.readers, alone.overall)}
    for one in (*beside.beside, beside.overall_beside):
        if one is not None:
            alpha = readers[one.item].alpha
            cells = (
                str(one.kappa.units), _told(one.kappa), _interval(one.kappa), _told(one.exact),
                _told(one.within_one), _told(alpha), _interval(alpha),
            )  # fmt: skip
            yield f"{one.item or 'mean':18}" + _row(cells)


def _row(cells: Iterable[str]) -> str:
    return " ".join(f"{cell:>{width}}" for cell, width in zip(cells, _WIDTHS, strict=True))


def _told(estimate: Estimate) -> str:
    return "-" if estimate.value is None else f"{estimate.value:.2f}"


def _interval(estimate: Estimate) -> str:
    return f"{estimate.ends[0]:.2f} to {estimate.ends[1]:.2f}" if estimate.ends else ""
