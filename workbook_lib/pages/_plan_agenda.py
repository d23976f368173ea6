"""The agenda of page 20: what comes when, and every item open to change."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from .. import render
from ..activities import plan_changes as plans
from ..activities.plan import Agenda, AgendaItem
from ..parts import Actions, Button, Group, Html, Part
from ..widgets import Event, Press, Reply
from ._plan import Plan
from ._plan_times import spans
from ._planned import minutes_in, slot

NEW_MINUTES = 5


@dataclass
class AgendaOpen:
    """The agenda, one item of it perhaps open for changing."""

    plan: Plan

    # -- what is shown ------------------------------------------------------------------------------------

    def parts(self) -> list[Part]:
        """The time in all, the items, and what can be done with the whole."""
        agenda, word = self.plan.agenda(), self.plan.word
        if agenda is None:
            return [self.plan.note("agenda-none", word("agenda_none"))]
        times = spans(agenda, self.plan)
        listed = zip(agenda.items, times, agenda.opens, strict=True)
        rows = [self._row(item, time, case) for item, time, case in listed]
        buttons = [Button("add", word("item_add")), Button("again", word("again"))]
        if self.plan.page.place.get("back"):
            buttons.insert(0, Button("undo", word("undo")))
        return [
            *self._total(agenda),
            Group("agenda", tuple(rows), look="agenda"),
            Actions("agenda-do", tuple(buttons)),
        ]

    def _total(self, agenda: Agenda) -> list[Part]:
        html = render.template("plan_total.html", said=self._sum(agenda), over=agenda.over > 0)
        changed = self._set_otherwise(agenda)
        return [
            Html("agenda-total", html),
            *([self.plan.note("agenda-otherwise", self.plan.word("set_otherwise"))] if changed else []),
        ]

    def _sum(self, agenda: Agenda) -> str:
        key = "total_over" if agenda.over > 0 else "total_left" if agenda.over < 0 else "total"
        return self.plan.word(key, total=agenda.total, minutes=agenda.minutes, more=abs(agenda.over))

    def _set_otherwise(self, agenda: Agenda) -> bool:
        """Whether something was set above after this agenda was made."""
        plan = self.plan
        now = (plan.minutes, plan.where, plan.desks, plan.manager)
        then = (agenda.minutes, agenda.where, agenda.desks, agenda.manager)
        aims = bool(plan.aims) and plan.aims != agenda.aims
        return now != then or aims or plan.people not in {None, agenda.people}

    def _row(self, item: AgendaItem, time: str, opens: str) -> Part:
        case = self.plan.page.content.scenarios.get(opens)
        open_now = self.plan.page.place.get("open") == item.id
        html = render.template(
            "plan_item.html", item=item, time=time, case=case, open=open_now, own=self.plan.word
        )
        shown = Html(f"item-{item.id}", html)
        return Group(f"open-{item.id}", (shown, *self._boxes(item)), look="note") if open_now else shown

    def _boxes(self, item: AgendaItem) -> list[Part]:
        bank, word = self.plan.bank, self.plan.word
        rows = {"title": 1, "minutes": 1, "words": 5, "questions": 4}
        boxes: list[Part] = [
            self.plan.page.editor(
                f"{item.id}-{name}",
                word(f"item_{name}_label"),
                word(f"item_{name}_help"),
                slot(bank, item.id, name),
                rows=high,
            )
            for name, high in rows.items()
        ]
        if minutes_in(self.plan.page.draft(slot(bank, item.id, "minutes"))[0]) is None:
            note = self.plan.note("minutes-wrong", word("minutes_wrong", minutes=item.minutes))
            boxes.insert(2, note)
        moves = [("keep", True), ("up", False), ("down", False), ("out", False)]
        moves += [("another", False)] if item.case else []
        buttons = tuple(Button(f"{name}:{item.id}", word(f"item_{name}"), main=main) for name, main in moves)
        return [*boxes, Actions(f"item-do-{item.id}", buttons)]

    # -- what can be done ---------------------------------------------------------------------------------

    def act(self, event: Event) -> Reply:
        """What a press does; the time in all is told after it."""
        agenda = self.plan.agenda()
        if not isinstance(event, Press) or agenda is None:
            return Reply()
        what, _, id = event.name.partition(":")
        known = {item.id for item in agenda.items}
        if what in ON_ITEM and id in known:
            return self._told(*ON_ITEM[what](self, agenda, id))
        if what in ON_ALL:
            return self._told(*ON_ALL[what](self, agenda))
        return Reply()

    def _told(self, key: str, focus: str) -> Reply:
        agenda = self.plan.agenda()
        said = [self.plan.word(key)] if key else []
        return Reply(focus=focus, announce=" ".join([*said, self._sum(agenda)] if agenda else said))

    def change(self, agenda: Agenda, id: str) -> tuple[str, str]:
        """Open an item."""
        self.plan.open(id)
        return "", f"{id}-title"

    def keep(self, agenda: Agenda, id: str) -> tuple[str, str]:
        """Close an item; what was typed stands. One whose minutes can't be read stays open."""
        if minutes_in(self.plan.page.draft(slot(self.plan.bank, id, "minutes"))[0]) is None:
            return "minutes_again", f"{id}-minutes"
        self.plan.page.remember(open="")
        return "item_kept", f"change-{id}"

    def up(self, agenda: Agenda, id: str) -> tuple[str, str]:
        """Move an item one place up."""
        self.plan.change(lambda one: plans.moved(one, id, -1))
        return "item_moved", f"up:{id}"

    def down(self, agenda: Agenda, id: str) -> tuple[str, str]:
        """Move an item one place down."""
        self.plan.change(lambda one: plans.moved(one, id, 1))
        return "item_moved", f"down:{id}"

    def out(self, agenda: Agenda, id: str) -> tuple[str, str]:
        """Take an item out."""
        self.plan.change(lambda one: plans.without(one, id), open="")
        return "item_gone", "agenda-total"

    def another(self, agenda: Agenda, id: str) -> tuple[str, str]:
        """Another case in place of this item's, wherever it stands."""
        case = next(item.case for item in agenda.items if item.id == id)
        self.plan.change(lambda one: plans.with_another_case(one, case, self.plan.page.content))
        return "item_case", f"another:{id}"

    def add(self, agenda: Agenda) -> tuple[str, str]:
        """Add an item, and open it."""
        place = self.plan.page.place
        changed = {i for ids in place.get("changed", {}).values() for i in ids}
        taken = {item.id for item in agenda.items} | changed
        id = next(f"own_{n}" for n in range(1, len(taken) + 2) if f"own_{n}" not in taken)
        new = AgendaItem("own", self.plan.word("item_new"), NEW_MINUTES, "", "", (), id)
        self.plan.change(lambda one: plans.added(one, new))
        self.plan.open(id)
        return "item_added", f"{id}-title"

    def again(self, agenda: Agenda) -> tuple[str, str]:
        """From the suggestion again."""
        self.plan.again(agenda)
        return "again_done", "agenda-total"

    def undo(self, agenda: Agenda) -> tuple[str, str]:
        """Take the last change back."""
        return ("undone" if self.plan.undo() else ""), "agenda-total"


ON_ITEM: Mapping[str, Callable[[AgendaOpen, Agenda, str], tuple[str, str]]] = {
    "change": AgendaOpen.change,
    "keep": AgendaOpen.keep,
    "up": AgendaOpen.up,
    "down": AgendaOpen.down,
    "out": AgendaOpen.out,
    "another": AgendaOpen.another,
}
"""What is said after a press on an item, and where one is then."""
ON_ALL: Mapping[str, Callable[[AgendaOpen, Agenda], tuple[str, str]]] = {
    "add": AgendaOpen.add,
    "again": AgendaOpen.again,
    "undo": AgendaOpen.undo,
}
