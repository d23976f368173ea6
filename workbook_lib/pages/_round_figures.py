"""How often readers agree, with each other and with the workbook: figures with what they mean in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from .. import render
from ..agreement.marks import NOT_READ, STAGE
from ..agreement.saying import MACHINES, TRAINED, saying
from ..parts import Actions, Button, Html, Part
from ..widgets import Event, Press, Reply
from . import _round_workbook as workbook
from ._round import Round

if TYPE_CHECKING:
    from ..agreement.estimates import Estimate
    from ..agreement.figures import Agreement, Figures

FEWEST = 2


def figures_parts(round: Round) -> list[Part]:
    """A button while the readings are closed, the figures once they lie open."""
    if not round.begun:
        return round.needed("figures", "texts_first")
    if not round.opened:
        return [*_waiting(round), *round.box("figures")]
    found: Figures | None = round.picked.get("figures")
    if found is None:
        button = Button("show", round.word("show_figures"), main=True)
        return [*round.box("figures"), Actions("show", (button,))]
    return [Html("figures", _html(round, found)), *round.box("figures")]


def _waiting(round: Round) -> list[Part]:
    """Who is still reading, and the press that opens the readings."""
    waiting = [reader for reader in round.readers if not reader.closed]
    if len(round.closed) < FEWEST:
        return round.needed("figures", "two_first")
    if not waiting:
        return [Actions("open", (Button("open", round.word("open_readings"), main=True),))]
    said = round.word("still_reading", names=", ".join(reader.name for reader in waiting))
    told = Html("still", render.template("intro.html", text=said))
    return [told, Actions("open", (Button("open_without", round.word("open_without")),))]


def act_figures(round: Round, event: Event) -> Reply:
    """Open the readings, or work the figures out."""
    if not isinstance(event, Press) or not round.begun:
        return Reply()
    waiting = [reader for reader in round.readers if not reader.closed]
    if event.name == "open_without":
        round.leave_out(waiting)
    elif event.name == "open" and waiting:
        return Reply()
    if not round.opened and len(round.closed) < FEWEST:
        return round.tell("figures", "two_first")
    round.save(opened=True)
    work_out(round)
    return Reply(focus="figures-heading", announce=round.word("figures_ready"))


def work_out(round: Round) -> None:
    """The figures of all readers who are done, and of the workbook beside them. Loads NumPy."""
    from ..agreement.figures import figures

    ids = [text.id for text in round.texts.texts]
    marks = [round.marks(reader) for reader in round.closed]
    readers = [[one.get(id, {}) for id in ids] for one in marks]
    round.picked["figures"] = figures(round.items, readers, workbook.marks(round))
    round.picked["figures_of"] = len(readers)


# -- as it is shown ----------------------------------------------------------------------------------------


def _html(round: Round, found: Figures) -> str:
    word = round.word
    missing = len(round.closed) - int(round.picked.get("figures_of", 0))
    return render.template(
        "round_figures.html",
        heading=word("figures_heading_of", readers=len(round.closed), texts=found.texts),
        lead=_lead(round, found),
        older=word("figures_older") if missing else "",
        among_heading=word("among_heading"),
        among=_among(round, found),
        among_head=[word(f"column_{key}") for key in ("item", "exact", "near", "alpha", "words")],
        beside_heading=word("beside_heading"),
        beside_lead=_beside_lead(round, found),
        beside=_beside(round, found),
        beside_head=[word(f"column_{key}") for key in ("item", "exact", "near", "kappa", "words")],
        more=word("figures_more"),
        about=render.paragraphs(word("figures_about")),
        pairs_heading=word("pairs_heading"),
        pairs_about=word("pairs_about"),
        pairs_head=[word("column_item"), word("column_pairs"), word("column_mean")],
        pairs=_pairs(round, found),
    )


def _lead(round: Round, found: Figures) -> list[str]:
    """Sentences on all items together."""
    over = found.overall
    said = saying(over.alpha, TRAINED)
    lines = [
        round.word(
            f"lead_{said}", value=_number(over.alpha), low=_end(over.alpha.low), high=_end(over.alpha.high)
        )
    ]
    if over.exact.value is not None:
        lines.append(round.word("lead_shares", exact=_hundred(over.exact), near=_hundred(over.within_one)))
    if found.texts < 20:
        lines.append(round.word("lead_few", texts=found.texts))
    return lines


def _beside_lead(round: Round, found: Figures) -> list[str]:
    over = found.overall_beside
    if over is None:
        return []
    said = saying(over.kappa, MACHINES)
    lines = [
        round.word(
            f"beside_{said}", value=_number(over.kappa), low=_end(over.kappa.low), high=_end(over.kappa.high)
        )
    ]
    if over.exact.value is not None:
        lines.append(round.word("beside_shares", exact=_hundred(over.exact), near=_hundred(over.within_one)))
    unread = sum(marks.get(STAGE) == NOT_READ for marks in workbook.marks(round))
    if unread:
        lines.append(round.word("beside_unread", count=unread))
    return lines


Cell = Mapping[str, str]


def _among(round: Round, found: Figures) -> list[tuple[str, list[Cell]]]:
    return [_row(round, one, one.alpha, TRAINED) for one in (*found.readers, found.overall)]


def _beside(round: Round, found: Figures) -> list[tuple[str, list[Cell]]]:
    every = (*found.beside, *([found.overall_beside] if found.overall_beside else []))
    return [_row(round, one, one.kappa, MACHINES) for one in every]


def _row(
    round: Round, one: Agreement, figure: Estimate, known: tuple[float, float]
) -> tuple[str, list[Cell]]:
    side = "trained" if known is TRAINED else "machines"
    said = saying(figure, known)
    key = f"{said}_{side}" if said in {"less", "about", "more"} else said
    cells = (
        _percent(one.exact),
        _percent(one.within_one),
        _with_ends(round, figure),
        round.word(f"says_{key}"),
    )
    return round.name_of(one.item), [{"mark": "", "words": cell} for cell in cells]


def _pairs(round: Round, found: Figures) -> list[tuple[str, list[Cell]]]:
    rows: list[tuple[str, list[Cell]]] = []
    for one in (*found.readers, found.overall):
        listed = ", ".join(_number(pair) for pair in one.pairs) or "–"
        cells = (listed, _with_ends(round, one.kappa))
        rows.append((round.name_of(one.item), [{"mark": "", "words": cell} for cell in cells]))
    return rows


def _with_ends(round: Round, figure: Estimate) -> str:
    if figure.low is None or figure.high is None:
        return _number(figure)
    return round.word("with_ends", value=_number(figure), low=_end(figure.low), high=_end(figure.high))


def _number(figure: Estimate) -> str:
    return "–" if figure.value is None else _end(figure.value)


def _end(value: float | None) -> str:
    """A figure with two places, a real minus, and no zero before the point; a whole 1 as it is."""
    if value is None:
        return "–"
    told = f"{abs(value):.2f}".removeprefix("0")
    return f"\N{MINUS SIGN}{told}" if _is_below(value) else told


def _is_below(value: float) -> bool:
    """Whether a figure is below 0 as it is shown."""
    return round(value, 2) < 0


def _percent(figure: Estimate) -> str:
    return "–" if figure.value is None else f"{figure.value:.0%}"


def _hundred(figure: Estimate) -> str:
    return "–" if figure.value is None else f"{100 * figure.value:.0f}"
