"""How often readers agree, with each other and with the workbook: figures with what they mean in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from .. import render
from ..agreement.marks import NOT_READ, STAGE
from ..agreement.saying import FEW, MACHINES, TRAINED, saying
from ..parts import Actions, Button, Html, Part
from ..widgets import Event, Press, Reply
from . import _round_workbook as workbook
from ._later import later
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
    if round.picked.get("working"):
        said = render.template("said.html", name="figures-working", text=round.word("working"), link="")
        return [Html("figures-working", said)]
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
    if event.name == "open" and waiting:
        return Reply()
    if not round.opened and len(round.closed) < FEWEST:
        return round.tell("figures", "two_first")
    if event.name == "open_without":
        round.leave_out(waiting)
    round.save(opened=True)
    round.said.clear()
    work_out(round)
    return Reply(focus="figures-heading" if round.picked.get("figures") else "figures-working")


def work_out(round: Round) -> None:
    """The figures of all readers who are done, and of the workbook beside them, worked out beside the page."""
    ids = [text.id for text in round.texts.texts]
    marks = [round.marks(reader) for reader in round.closed]
    readers = [[one.get(id, {}) for id in ids] for one in marks]
    items = round.items

    def work() -> Figures:
        # NumPy comes with it, and no page that opens waits for that.
        from ..agreement.figures import figures

        return figures(items, readers, workbook.marks(round))

    def then(found: Figures) -> None:
        round.picked.update(figures=found, figures_of=len(readers), working=False)
        round.draw("figures", round.word("figures_ready"), "figures-heading")

    def failed() -> None:
        round.picked["working"] = False
        round.said["figures"] = round.page.word("errors.read")
        round.draw("figures", round.said["figures"], "figures-said")

    round.picked["working"] = True
    later(work, then, failed)


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
        beside_head=[
            word(f"column_{key}") for key in ("item", "exact", "near", "kappa", "kappa_you", "words")
        ],
        more=word("figures_more"),
        about=render.paragraphs(word("figures_about")),
        pairs_heading=word("pairs_heading"),
        pairs_about=word("pairs_about"),
        pairs_head=[word(f"column_{key}") for key in ("item", "pairs", "alpha_you", "alpha_with")],
        pairs=_pairs(round, found),
    )


def _lead(round: Round, found: Figures) -> list[str]:
    """Sentences on all items together."""
    over = found.overall
    said = saying(over.alpha, TRAINED)
    lines = [] if said == "few" else [_line(round, f"lead_{said}", over.alpha)]
    if over.exact.value is not None:
        lines.append(round.word("lead_shares", exact=_hundred(over.exact), near=_hundred(over.within_one)))
    if found.texts < FEW:
        lines.append(round.word("lead_fewer", texts=found.texts, few=FEW))
    elif found.texts < 20:
        lines.append(round.word("lead_few", texts=found.texts))
    return lines


def _beside_lead(round: Round, found: Figures) -> list[str]:
    over = found.overall_beside
    if over is None:
        return []
    lines = [_line(round, f"beside_{saying(over.kappa, MACHINES)}", over.kappa)]
    if over.exact.value is not None:
        lines.append(round.word("beside_shares", exact=_hundred(over.exact), near=_hundred(over.within_one)))
    unread = sum(marks.get(STAGE) == NOT_READ for marks in workbook.marks(round))
    if unread:
        lines.append(round.word("beside_unread", count=unread))
    return lines


def _line(round: Round, key: str, figure: Estimate) -> str:
    """A sentence with its figure and how far that could move."""
    ends = figure.ends
    told = round.word("from_to", low=_end(ends[0]), high=_end(ends[1])) if ends else ""
    return round.word(key, value=_number(figure), from_to=told)


Cell = Mapping[str, str]


def _among(round: Round, found: Figures) -> list[tuple[str, list[Cell]]]:
    rows = []
    for one in (*found.readers, found.overall):
        said = _words(round, one.alpha, TRAINED, "trained")
        rows.append(
            _row(
                round,
                one.item,
                _percent(one.exact),
                _percent(one.within_one),
                _with_ends(round, one.alpha),
                said,
            )
        )
    return rows


def _beside(round: Round, found: Figures) -> list[tuple[str, list[Cell]]]:
    """The workbook with the readers, and beside it the same figure between them."""
    rows = []
    for one, you in _both(found):
        said = _words(round, one.kappa, MACHINES, "machines")
        shares = (_percent(one.exact), _percent(one.within_one))
        figures = (_with_ends(round, one.kappa), _with_ends(round, you.kappa))
        rows.append(_row(round, one.item, *shares, *figures, said))
    return rows


def _pairs(round: Round, found: Figures) -> list[tuple[str, list[Cell]]]:
    rows = []
    for one, you in _both(found):
        listed = ", ".join(_number(pair) for pair in you.pairs) or "–"
        rows.append(_row(round, one.item, listed, _with_ends(round, you.alpha), _with_ends(round, one.alpha)))
    return rows


def _both(found: Figures) -> list[tuple[Agreement, Agreement]]:
    """The workbook's figures with the readers' own, item by item, and over all of them last."""
    beside = (*found.beside, *([found.overall_beside] if found.overall_beside else []))
    return list(zip(beside, (*found.readers, found.overall), strict=True))


def _words(round: Round, figure: Estimate, known: tuple[float, float], side: str) -> str:
    said = saying(figure, known)
    return round.word(f"says_{said}_{side}" if said in {"less", "about", "more"} else f"says_{said}")


def _row(round: Round, item: str, *cells: str) -> tuple[str, list[Cell]]:
    return round.name_of(item), [{"mark": "", "words": cell} for cell in cells]


def _with_ends(round: Round, figure: Estimate) -> str:
    if figure.ends is None:
        return _number(figure)
    low, high = figure.ends
    return round.word("with_ends", value=_number(figure), low=_end(low), high=_end(high))


def _number(figure: Estimate) -> str:
    return "–" if figure.value is None else _end(figure.value)


def _end(value: float) -> str:
    """A figure with two places, a real minus, and no zero before the point; a whole 1 as it is."""
    told = f"{abs(value):.2f}".removeprefix("0")
    return f"\N{MINUS SIGN}{told}" if _is_below(value) else told


def _is_below(value: float) -> bool:
    """Whether a figure is below 0 as it is shown."""
    return round(value, 2) < 0


def _percent(figure: Estimate) -> str:
    return "–" if figure.value is None else f"{figure.value:.0%}"


def _hundred(figure: Estimate) -> str:
    return "–" if figure.value is None else f"{100 * figure.value:.0f}"
