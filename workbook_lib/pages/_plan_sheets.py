"""The papers of a session: agenda, agreement, scripts, role play, debrief, case sheets and question sheets."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from ..activities.five_questions import QUESTIONS
from ..activities.plan import Agenda
from ..listening.deeds import CLOSES, ORDER
from ..model import Scenario
from ..takeaway.document import Block, Own, Points, Room, Says, Section, Table, lines_of
from ._for_two import OPENS
from ._plan import Plan
from ._plan_times import spans
from ._planned import agreement

LINES = ("", "", "")
"""Room to write under each question."""
TALKING = "07_listening"
"""The page whose words the observer's sheet speaks."""


def sections(plan: Plan, agenda: Agenda, wanted: frozenset[str]) -> tuple[Section, ...]:
    """What goes on paper, of the papers that are ``wanted``."""
    return tuple(section for name, made in PAPERS.items() if name in wanted for section in made(plan, agenda))


def about(plan: Plan, agenda: Agenda) -> str:
    """One line on the session: people, length and place."""
    place = plan.word(f"where_{agenda.where}")
    return plan.word("paper_about", people=agenda.people, minutes=agenda.total, where=place.lower())


def _agenda(plan: Plan, agenda: Agenda) -> Iterator[Section]:
    word, times = plan.word, spans(agenda, plan)
    columns = tuple(word(f"paper_{key}") for key in ("when", "minutes", "what", "case"))
    rows = tuple(
        (time, str(item.minutes), item.title, _title(plan, case))
        for time, item, case in zip(times, agenda.items, agenda.opens, strict=True)
    )
    yield Section(word("agenda_heading"), (Table(columns, rows, shares=(5, 2, 7, 6)),))
    for item, time in zip(agenda.items, times, strict=True):
        when = word("item_time", time=time, minutes=item.minutes)
        blocks: list[Block] = [Says(when, quiet=True, leads=True)]
        blocks += [Says(item.words)] if item.words else []
        blocks += [Points(item.questions)] if item.questions else []
        yield Section(item.title, tuple(blocks))


def _title(plan: Plan, case: str) -> str:
    found = plan.page.content.scenarios.get(case)
    return found.title if found else ""


def _agreement(plan: Plan, agenda: Agenda) -> Iterator[Section]:
    yield Section(
        plan.word("agreement_heading"), (Points(tuple(lines_of(agreement(plan.page)))),), new_page=True
    )


def _scripts(plan: Plan, agenda: Agenda) -> Iterator[Section]:
    word = plan.word
    for number, script in enumerate(plan.told.scripts):
        blocks = (
            Says(script.first),
            Own("\n".join(script.say), word("script_say")),
            Says(word("script_do_not"), leads=True),
            Points(script.do_not),
            Says(word("script_stop"), leads=True),
            Says(script.stop),
        )
        yield Section(script.title, blocks, new_page=number == 0)


def _debrief(plan: Plan, agenda: Agenda) -> Iterator[Section]:
    blocks: list[Block] = []
    for key, asked in plan.told.debrief.items():
        blocks += [Says(plan.word(f"debrief_{key}"), leads=True), Points(asked)]
    yield Section(plan.word("debrief_heading"), tuple(blocks))


def _role_play(plan: Plan, agenda: Agenda) -> Iterator[Section]:
    """How it goes and what the desk needs on one sheet; the client's card and the observer's sheet on their own."""
    word, play, case = plan.word, plan.told.role_play, played(plan, agenda)
    roles = {role.id: role for role in play.roles}
    desk, client, observer = (roles[id] for id in ("desk", "client", "observer"))
    how = (Says(play.says), Points(play.steps), Says(desk.title, leads=True), Says(desk.says))
    yield Section(word("role_play_heading"), how, new_page=True)
    yield Section(client.title, (Says(client.says), *(_client(plan, case) if case else ())), new_page=True)
    yield Section(observer.title, (Says(observer.says), *_observer(plan)), new_page=True)


def played(plan: Plan, agenda: Agenda) -> Scenario | None:
    """The case of the role play, else the first of the session; None where there is none."""
    ids = [item.case for item in agenda.items if item.kind == "role_play" and item.case]
    return plan.page.content.scenarios.get(next(iter((*ids, *agenda.cases)), ""))


def _client(plan: Plan, case: Scenario) -> tuple[Block, ...]:
    return (
        Own(case.messages[0].text, plan.word("card_begin", title=case.title)),
        Says(plan.word("card_hold"), leads=True),
        Points(case.hidden),
    )


def _observer(plan: Plan) -> tuple[Block, ...]:
    """What a turn does, as page 07 names it, with room for strokes and for words."""
    said = plan.page.content.pages[TALKING].words
    deeds = (*OPENS, *(deed for deed in ORDER if deed in CLOSES and deed != "repeats"))
    rows = tuple((said[f"deed_{deed}"], "", "") for deed in deeds)
    table = Table(
        (said["sheet_move"], plan.word("card_strokes"), said["sheet_words"]), rows, shares=(8, 3, 7)
    )
    asked = [Says(said[key], leads=True) for key in ("sheet_opened", "sheet_closed", "sheet_unsaid")]
    return (table, *(block for says in asked for block in (says, Room(LINES[:1]))), Says(said["sheet_rule"]))


def _cases(plan: Plan, agenda: Agenda) -> Iterator[Section]:
    """A sheet to hand out for each case: what happened and what was said, and nothing of what was going on."""
    word, content = plan.page.word, plan.page.content
    for case in (content.scenarios[id] for id in agenda.cases if id in content.scenarios):
        holds = Says(word("cases.holds", holds=case.holds), quiet=True)
        said = Own(case.messages[0].text, word("cases.their_words"))
        yield Section(case.title, (holds, Says(case.story), said), new_page=True)


def _questions(plan: Plan, agenda: Agenda) -> Iterator[Section]:
    asked = [plan.page.content.prompts[q].wording for q in QUESTIONS]
    blocks = tuple(block for wording in asked for block in (Says(wording, leads=True), Room(LINES)))
    yield Section(
        plan.word("questions_heading"),
        (Says(plan.word("questions_says"), quiet=True), *blocks),
        new_page=True,
    )


def _for_you(plan: Plan, agenda: Agenda) -> Iterator[Section]:
    """What was really going on, for the facilitator to read out after the talk."""
    content, blocks = plan.page.content, list[Block]()
    for case in (content.scenarios[id] for id in agenda.cases if id in content.scenarios):
        blocks += [Own(case.reveal, case.title), Says(plan.word("case_limit", limit=case.boundary))]
    if blocks:
        says = Says(plan.word("for_you_says"), quiet=True)
        yield Section(plan.word("for_you_heading"), (says, *blocks), new_page=True)


PAPERS: Mapping[str, Callable[[Plan, Agenda], Iterator[Section]]] = {
    "agenda": _agenda,
    "debrief": _debrief,
    "agreement": _agreement,
    "scripts": _scripts,
    "role_play": _role_play,
    "for_you": _for_you,
    "cases": _cases,
    "questions": _questions,
}
"""The papers in the order of the document."""
