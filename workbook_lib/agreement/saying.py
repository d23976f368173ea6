"""Which plain words a figure gets: how it stands beside what is known of trained readers and of machines. Pure.

Trained readers of reflections agree with an intraclass correlation of .45 to .63 (PMC7550477), which is what
quadratic weighted kappa estimates (Fleiss and Cohen 1973); machine readings of reflections reach a kappa of
.53 to .85 (Ullmann 2019).
"""

from __future__ import annotations

from typing import Literal, Protocol

Saying = Literal["no_pairs", "one_level", "few", "chance", "less", "about", "more"]

FEW = 12
"""With fewer texts no interval is told, and the figure isn't set beside others: a bootstrap of so few misses the
truth too often (docs/reading_together.md has what was measured)."""
TRAINED = (0.45, 0.63)
MACHINES = (0.53, 0.85)


class Told(Protocol):
    """What is asked of a figure: `workbook_lib.agreement.estimates.Estimate` has it."""

    @property
    def value(self) -> float | None: ...
    @property
    def low(self) -> float | None: ...
    @property
    def units(self) -> int: ...
    @property
    def reason(self) -> str: ...


def saying(estimate: Told, known: tuple[float, float]) -> Saying:
    """How the figure stands: not defined; of too few texts; perhaps no more than chance; less than, about as, or
    more than what is known."""
    if estimate.value is None:
        return "no_pairs" if estimate.reason == "no_pairs" else "one_level"
    if estimate.units < FEW or estimate.low is None:
        return "few"
    if estimate.low <= 0:
        return "chance"
    # As it is shown: a figure of .446 stands there as .45.
    shown = round(estimate.value, 2)
    return "less" if shown < known[0] else "about" if shown <= known[1] else "more"
