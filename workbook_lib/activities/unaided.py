"""Two cases that are answered without a reading, one at the start and one at the end, so that growth can be seen.

Which of the two comes first is drawn once for each learner (counterbalanced), so that over many learners an easier
case can't look like growth. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence

PROMPTS = ("unaided_reflection", "unaided_reply")
"""What is written about an unaided case, by prompt id."""


def pair(cases: Sequence[str], key: str) -> tuple[str, str]:
    """The first and the last unaided case out of a desk's ``cases``; ``key`` (hex) decides the order.

    They are the desk's last two, which practice therefore leaves out. Raises ValueError with fewer than two.
    """
    if len(cases) < 2:
        raise ValueError("two unaided cases need a desk with two cases at least")
    first, last = cases[-2:]
    return (first, last) if int(key, 16) % 2 == 0 else (last, first)


def pair_of(cases: Sequence[str]) -> frozenset[str]:
    """The two of a desk's ``cases`` that are answered unaided, so that practice leaves them out."""
    return frozenset(cases[-2:]) if len(cases) > 2 else frozenset()
