"""All figures for one set of readings, dimension by dimension. Needs NumPy.

Nothing here says who read how: figures are of all readers together, of the pairs without names, lowest first,
and of the workbook beside the readers taken together. So no reader is ranked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from workbook_lib.agreement import estimates as es
from workbook_lib.agreement.coefficients import Floats
from workbook_lib.agreement.estimates import Drawn, Estimate
from workbook_lib.agreement.marks import Marks, levels_of, place

Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Agreement:
    """How readers agree on one item, or over all of them (``item`` is "").

    ``pairs`` are the kappas of every two readers, lowest first and without names; ``kappa`` is their mean.
    ``exact`` and ``within_one`` are shares of all pairs of ratings. With the workbook as one more reader,
    ``alpha`` is that of all, the pairs are those of each reader with the workbook, and only their mean is
    told.
    """

    item: str
    alpha: Estimate
    kappa: Estimate
    pairs: tuple[Estimate, ...]
    exact: Estimate
    within_one: Estimate


@dataclass(frozen=True, slots=True)
class Figures:
    """``readers`` and ``beside`` (with the workbook) by item in the order given; ``overall`` and ``overall_beside``
    are the means over items of all figures that are defined. ``texts`` is how many texts there are."""

    texts: int
    readers: tuple[Agreement, ...]
    overall: Agreement
    beside: tuple[Agreement, ...] = ()
    overall_beside: Agreement | None = None


@dataclass(frozen=True, slots=True)
class _Draws:
    """One item's figures in every draw, and the texts that count."""

    alpha: Floats
    kappa: Floats
    pairs: tuple[tuple[Floats, int], ...]
    exact: Floats
    within_one: Floats
    units: int
    paired: int


def figures(
    items: Sequence[str],
    readers: Sequence[Sequence[Marks]],
    workbook: Sequence[Marks] | None = None,
    drawn: Drawn | None = None,
) -> Figures:
    """The figures of ``readers``: each a sequence with the marks of every text, in the same order.

    ``workbook`` has the workbook's own marks of the same texts. An empty mapping is a text that wasn't read.
    Raises ValueError where readers have different numbers of texts.
    """
    texts = len(readers[0]) if readers else 0
    if any(len(one) != texts for one in [*readers, *([workbook] if workbook else [])]):
        raise ValueError("every reader needs a place for each text")
    draws = drawn or Drawn.of(texts)
    among = {item: _among(item, readers, draws) for item in items}
    told = Figures(
        texts,
        tuple(_agreement(item, found) for item, found in among.items()),
        _agreement("", _mean(list(among.values()))),
    )
    if workbook is None:
        return told
    beside = {item: _with(item, readers, workbook, draws) for item in items}
    return Figures(
        texts,
        told.readers,
        told.overall,
        tuple(_beside(item, found) for item, found in beside.items()),
        _beside("", _mean(list(beside.values()))),
    )


def places(item: str, readers: Sequence[Sequence[Marks]]) -> Places:
    """The places of all ratings of an item, shape (readers, texts); -1 where there is no level."""
    rows = [[-1 if (at := place(marks, item)) is None else at for marks in one] for one in readers]
    texts = len(readers[0]) if readers else 0
    return np.array(rows, dtype=np.int64).reshape(len(readers), texts)


def _among(item: str, readers: Sequence[Sequence[Marks]], drawn: Drawn) -> _Draws:
    rated = places(item, readers)
    return _draws(item, rated, es.pairs_of(rated), drawn)


def _with(item: str, readers: Sequence[Sequence[Marks]], workbook: Sequence[Marks], drawn: Drawn) -> _Draws:
    rated = places(item, [*readers, workbook])
    return _draws(item, rated, [(one, rated[-1]) for one in rated[:-1]], drawn)


def _draws(item: str, rated: Places, pairs: list[tuple[Places, Places]], drawn: Drawn) -> _Draws:
    levels = len(levels_of(item))
    kappas = [(es.kappas(a, b, levels, drawn), es.paired([(a, b)])) for a, b in pairs]
    nothing = np.full(len(drawn.times), np.nan)
    return _Draws(
        es.alphas(rated, levels, drawn),
        es.mean([values for values, _ in kappas]) if kappas else nothing,
        tuple(kappas),
        es.shares(pairs, 0, drawn),
        es.shares(pairs, 1, drawn),
        int(((rated >= 0).sum(axis=0) >= 2).sum()),
        es.paired(pairs),
    )


def _mean(many: Sequence[_Draws]) -> _Draws:
    """The mean over items, draw by draw; of each pair too, where all items have the same pairs."""
    count = min((len(one.pairs) for one in many), default=0)
    pairs = tuple(
        (es.mean([one.pairs[i][0] for one in many]), max(one.pairs[i][1] for one in many))
        for i in range(count)
    )
    fields = ("alpha", "kappa", "exact", "within_one")
    means = {name: es.mean([getattr(one, name) for one in many]) for name in fields}
    units, paired = (max((getattr(one, n) for one in many), default=0) for n in ("units", "paired"))
    return _Draws(pairs=pairs, units=units, paired=paired, **means)


def _agreement(item: str, found: _Draws) -> Agreement:
    pairs = [es.estimate(values, units) for values, units in found.pairs]
    return Agreement(
        item,
        es.estimate(found.alpha, found.units),
        es.estimate(found.kappa, found.paired),
        tuple(sorted(pairs, key=lambda pair: -2.0 if pair.value is None else pair.value)),
        es.estimate(found.exact, found.paired),
        es.estimate(found.within_one, found.paired),
    )


def _beside(item: str, found: _Draws) -> Agreement:
    return replace(_agreement(item, found), pairs=())
