"""A network's report: many rooms' summaries as figures of many rooms, with nothing that would show one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..group import network_blocks, summary
from ..group.summary import Summary, SummaryError
from ..model import Kind
from ..parts import Actions, Button, Part, Upload
from ..takeaway.document import Block, Document, Points, Says, Section, Table
from ..widgets import Event, Press, Reply, Uploaded
from ._after import After, chosen_of
from ._after_kit import SLOTS
from ._after_report import LEVELS, bound, dimension_name, lines
from ._days import day_of
from ._files import learners_folder

if TYPE_CHECKING:
    from ..group.network_report import Report

FOLDER = (SLOTS, "network_folder")
COUNTS = ("not_found", "emerging", "clear", "found")


class Network:
    """The rooms of one report, and the report once it is made."""

    def __init__(self, after: After) -> None:
        self.after = after
        self.rooms: list[Summary] = []
        self.report: Report | None = None

    # -- what is done --------------------------------------------------------------------------------------

    def act(self, _: After, event: Event) -> Reply | None:
        """Bring files, make the report, make a file of it."""
        if isinstance(event, Uploaded):
            return self._bring(event.data)
        if not isinstance(event, Press):
            return None
        asked = chosen_of(event.name, ("network",))
        if asked and self.report:
            return self.after.make(self.document(self.report), *asked)
        moves = {"network_folder": self._folder, "network_report": self._make, "network_none": self._none}
        return moves[event.name]() if event.name in moves else None

    def _bring(self, data: bytes) -> Reply:
        try:
            room = summary.parsed(data)
        except SummaryError as error:
            return self._say(f"why_{error.why}")
        return self._take([room], 0)

    def _take(self, rooms: Sequence[Summary], broken: int) -> Reply:
        self.rooms, self.report = [*self.rooms, *rooms], None
        key = "network_taken_but" if broken else "network_taken"
        return self._say(key, count=len({room.id for room in self.rooms}), broken=broken)

    def _folder(self) -> Reply:
        # Windows copies a path with quotation marks around it.
        typed = self.after.page.draft(FOLDER)[0].strip().strip("\"'")
        try:
            folder = learners_folder() / Path(typed).expanduser() if typed else summary.home()
            there = folder.is_dir()
        except (OSError, RuntimeError):  # no such person's home; a folder that may not be looked into
            folder, there = Path(typed), False
        if not there:
            return self._say("network_no_folder", folder=folder)
        found = summary.summaries(folder)
        return self._take([f.summary for f in found if f.summary], sum(f.summary is None for f in found))

    def _none(self) -> Reply:
        self.rooms, self.report = [], None
        return self._say("network_empty")

    def _make(self) -> Reply:
        from ..group.network_report import RefusedError, network_report

        path = network_blocks.home()
        try:
            made = network_report(self.rooms, network_blocks.load(path))
            network_blocks.keep(path, made.blocks)
        except RefusedError as error:
            return self._say(f"network_{error.why}", count=error.count, days=self._days(error.rooms))
        except network_blocks.UnreadableError:
            return self._say("network_unreadable", path=path)
        except OSError:
            return self._say("network_not_noted", path=path)
        self.report = made
        return Reply(focus="network-title", announce=self.after.word("network_made"))

    def _days(self, rooms: Sequence[Summary]) -> str:
        language = self.after.page.content.language
        return "; ".join(day_of(room.opened_at.astimezone().date(), language) for room in rooms)

    def _say(self, key: str, **values: Any) -> Reply:
        return self.after.say("network", self.after.word(key, **values))

    # -- what is shown -------------------------------------------------------------------------------------

    def parts(self, _: After) -> list[Part]:
        """The ways to bring files, and the report."""
        word = self.after.word
        upload = Upload(
            "network-file",
            word("network_bring"),
            word("network_bring_help"),
            ".json",
            summary.LARGEST,
            word("why_too_large"),
        )
        box = self.after.page.editor(
            "box-network", word("network_folder_label"), word("network_folder_help"), FOLDER, rows=1
        )
        ways = [Button("network_folder", word("network_folder"))]
        if self.rooms:
            ways += [
                Button("network_report", word("network_make"), main=True),
                Button("network_none", word("network_clear")),
            ]
        shown: list[Part] = [upload, box, Actions("network-do", tuple(ways))]
        if self.report is None:
            return [*shown, *self.after.told("network")]
        return [*shown, *self.after.sheet(self.document(self.report), "network")]

    def document(self, report: Report) -> Document:
        """The report as it stands on the page and in its files."""
        word = self.after.word
        sections = [
            Section(word("network_figures_heading"), tuple(self._figures(report))),
            Section(word("network_rules_heading"), (Points(lines(word("network_rules"))),)),
            Section(word("network_cannot_heading"), (Points(lines(word("network_cannot"))),)),
        ]
        about = word("network_about", count=report.rooms)
        return bound(self.after, word("network_title"), about, sections)

    def _figures(self, report: Report) -> Iterator[Block]:
        word, level = self.after.word, self.after.page.word
        if report.repeated:
            yield Says(word("network_repeated", count=report.repeated))
        names = ("dimension", "network_rooms", "network_texts")
        both = f"{level('levels.emerging')} / {level('levels.clear')}"
        columns = (*(word(name) for name in names), *(level(f"levels.{name}") for name in LEVELS), both)
        for (kind, version), rows in report.frame.groupby(["kind", "rubric_version"], sort=True):
            yield Says(word(f"network_{kind}", version=version))
            yield Table(columns, tuple(self._row(str(kind), row) for row in rows.to_dict("records")))
        if report.left_out:
            names_out = dict.fromkeys(dimension_name(self.after, _kind(k), d) for k, d in report.left_out)
            yield Says(word("network_left_out", names=", ".join(names_out)), quiet=True)

    def _row(self, kind: str, row: dict[Any, Any]) -> tuple[str, ...]:
        counts = [self._count(row[name]) for name in ("rooms", "texts", *COUNTS)]
        return (dimension_name(self.after, _kind(kind), str(row["dimension"])), *counts)

    def _count(self, value: Any) -> str:
        # What isn't shown is pandas' own missing value: no number compares as equal to itself there.
        return str(value) if isinstance(value, int) else self.after.word("network_together")


def _kind(kind: str) -> Kind:
    return "reply" if kind == "reply" else "reflection"
