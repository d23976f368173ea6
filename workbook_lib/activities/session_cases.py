"""Which cases suit a session: those of its desks and aims, and never one in which staff were abused. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from ..model import Prompt, Scenario
from .lines import Activity
from .session_blocks import Aim


class Content(Protocol):
    """What of a language's content a session is made of; `workbook_lib.catalog.Catalog` has it."""

    @property
    def language(self) -> str: ...

    @property
    def scenarios(self) -> Mapping[str, Scenario]: ...

    @property
    def prompts(self) -> Mapping[str, Prompt]: ...

    @property
    def activities(self) -> Mapping[str, Activity]: ...


def for_groups(content: Content) -> list[Scenario]:
    """The cases of this language that may be worked on in front of others; in the language's own words first."""
    fit = [case for case in content.scenarios.values() if not case.safety]
    return [case for case in fit if case.language == content.language] or fit


@dataclass
class Choosing:
    """Chooses one case after the other; each is chosen once."""

    content: Content
    desks: Collection[str]
    aims: Sequence[Aim]
    used: list[str] = field(default_factory=list)

    def take(self, aims: Sequence[Aim] = (), *, gentle: bool = False) -> str:
        """The id of the next case, for ``aims`` where they are given; "" where none is left."""
        found = self.fitting(aims, gentle=gentle)
        if not found:
            return ""
        self.used.append(found[0].id)
        return found[0].id

    def fitting(self, aims: Sequence[Aim] = (), *, gentle: bool = False) -> list[Scenario]:
        """The cases that weren't used yet, the best first.

        A case of the desks comes before one of the aims; then one of a desk that had none yet, then one that isn't
        hard. ``gentle`` (for a role play) leaves what is hard until nothing else of the desks is there.
        """
        known = {case.id: case for case in for_groups(self.content)}
        covered = {desk for id in self.used if id in known for desk in known[id].desks}
        wanted = {id for aim in aims or self.aims for id in aim.cases}
        mine = set(self.desks)

        def worth(case: Scenario) -> tuple[bool, ...]:
            at_desk, hard = set(case.desks), case.reveal_kind == "hard"
            return (
                bool(mine) and not mine & at_desk,
                gentle and hard,
                case.id not in wanted,
                bool(mine - covered) and not (mine - covered) & at_desk,
                hard,
                bool(mine) and case.desks[0] not in mine,
            )

        return sorted((case for case in known.values() if case.id not in self.used), key=worth)
