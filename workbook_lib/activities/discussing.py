"""Questions for a group to talk about. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Discussion:
    """The questions of one language.

    ``about[kind][dimension]`` are those for what a picture of a group shows; ``client`` have a slot ``{quote}`` for
    the client's own words; ``anyone`` fit every case.
    """

    about: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    client: tuple[str, ...] = ()
    anyone: tuple[str, ...] = ()


def discussion_of(data: Mapping[str, Any]) -> Discussion:
    """Compiled content as its type. Raises KeyError or TypeError on what no compiler of ours wrote."""
    about = {
        kind: {dimension: tuple(asked) for dimension, asked in data[kind].items()}
        for kind in ("reflection", "reply")
    }
    return Discussion(about, tuple(data["client"]), tuple(data["anyone"]))
