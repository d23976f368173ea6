"""How many pairs and threes a group makes, and the words for it. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from .session_blocks import SessionBlocks

_NAMES = {2: "pair", 3: "three", 4: "four"}


def pairs(people: int) -> list[tuple[int, int]]:
    """(how many, of what size) for talk in pairs: of an odd number, three are together."""
    if people % 2 == 0:
        return [(people // 2, 2)]
    return [*_some((people - 3) // 2, 2), (1, 3)]


def threes(people: int) -> list[tuple[int, int]]:
    """(how many, of what size) for a play of three; where four are together, two watch. Two are a pair."""
    if people in {2, 5}:
        return [*_some(people // 3, 3), (1, 2)]
    fours = people % 3
    return [*_some((people - 4 * fours) // 3, 3), *_some(fours, 4)]


def _some(count: int, size: int) -> list[tuple[int, int]]:
    return [(count, size)] if count else []


def in_words(groups: Sequence[tuple[int, int]], told: SessionBlocks) -> str:
    """``5 pairs and one group of three``."""
    said = []
    for count, size in groups:
        one, several = told.sizes[_NAMES[size]]
        said.append(one if count == 1 else several.replace("{count}", str(count)))
    return f" {told.joiner} ".join(said)
