"""A session planned without a page: every choice adds up, no case comes twice, and none of abuse comes at all."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook_lib import catalog
from workbook_lib.activities.plan import (
    FEW,
    LEAST,
    MANY,
    Agenda,
    AgendaItem,
    agenda_from_dict,
    agenda_to_dict,
    blocks_of,
    suggest,
)
from workbook_lib.activities.plan_changes import added, moved, with_another_case, without
from workbook_lib.activities.session_blocks import WHERES, Where
from workbook_lib.activities.session_cases import Choosing
from workbook_lib.activities.session_groups import in_words, pairs, threes
from workbook_lib.authoring.checks import checked
from workbook_lib.authoring.pack import read_pack
from workbook_lib.group import privacy
from workbook_lib.group.rooms import STEPS
from workbook_lib.group.session import cases as cases_for_a_room

CONTENT = catalog.load()
TOLD = blocks_of(CONTENT)
LENGTHS = (45, 60, 90, 120)
DESKS, AIMS = list(CONTENT.desks), list(TOLD.aims)

agendas = st.builds(
    suggest,
    st.sampled_from(LENGTHS),
    st.integers(2, 200),
    st.lists(st.sampled_from(DESKS), unique=True),
    st.lists(st.sampled_from(AIMS), unique=True),
    st.sampled_from(WHERES),
    st.sampled_from([CONTENT, catalog.load("es")]),
    manager=st.booleans(),
)


def planned(minutes: int = 60, people: int = 12, where: Where = "room", **more: tuple[str, ...]) -> Agenda:
    return suggest(minutes, people, more.get("desks", ()), more.get("aims", ()), where, CONTENT)


def item(agenda: Agenda, kind: str) -> AgendaItem:
    return next(one for one in agenda.items if one.kind == kind)


def kinds(agenda: Agenda) -> list[str]:
    return [one.kind for one in agenda.items]


@given(agendas)
def test_every_combination_adds_up_and_no_case_comes_twice(agenda: Agenda) -> None:
    assert agenda.total == agenda.minutes
    assert agenda.over == 0
    assert min(one.minutes for one in agenda.items) >= LEAST
    assert len({one.id for one in agenda.items}) == len(agenda.items)
    opened = [case for case in agenda.opens if case]
    assert len(opened) == len(set(opened)) == len(agenda.cases)
    assert set(agenda.cases) <= set(cases_for_a_room(CONTENT))
    assert all(one.words and "{" not in one.words for one in agenda.items)
    assert agenda.picture == ("snapshot" in kinds(agenda))
    assert agenda_from_dict(json.loads(json.dumps(agenda_to_dict(agenda)))) == agenda


@given(st.integers(2, 300))
def test_everybody_is_in_a_pair_or_a_three(people: int) -> None:
    for groups in (pairs(people), threes(people)):
        assert sum(count * size for count, size in groups) == people
        assert all(count > 0 for count, _ in groups)
    assert {size for _, size in pairs(people)} <= {2, 3}
    assert sum(count for count, size in pairs(people) if size == 3) == people % 2
    assert {size for _, size in threes(people)} <= {2, 3, 4}


def test_the_words_for_groups() -> None:
    assert in_words(pairs(12), TOLD) == "6 pairs"
    assert in_words(pairs(13), TOLD) == "5 pairs and one group of three"
    assert in_words(pairs(2), TOLD) == "one pair"
    assert in_words(threes(13), TOLD) == "3 groups of three and one group of four where two watch"
    assert "5 pairs and one group of three" in item(planned(people=13), "pair_talk").words


def test_below_six_there_is_no_picture_and_its_time_is_for_the_talk_of_all() -> None:
    assert privacy.OTHERS + 1 == FEW
    small, larger = planned(people=FEW - 1), planned(people=FEW)
    assert "snapshot" not in kinds(small)
    gained = item(small, "together").minutes - item(larger, "together").minutes
    assert gained == item(larger, "snapshot").minutes
    assert "snapshot" not in kinds(planned(people=30, where="paper"))
    assert TOLD.blocks["together"].few in item(small, "together").words


def test_in_a_large_group_the_pairs_have_more_time() -> None:
    large, other = planned(people=MANY), planned(people=MANY - 1)
    more = item(large, "pair_talk").minutes - item(other, "pair_talk").minutes
    assert more == item(other, "together").minutes - item(large, "together").minutes > 0
    assert TOLD.blocks["together"].many in item(large, "together").words


def test_each_place_has_its_own_words() -> None:
    said = {where: item(planned(where=where), "pair_talk").words for where in WHERES}
    assert len(set(said.values())) == 3
    assert "breakout rooms" in said["online"]
    for where in ("room", "paper"):
        assert "breakout" not in " ".join(one.words for one in planned(120, where=where).items)
    assert "phone" not in item(planned(where="paper"), "case").words


@pytest.mark.parametrize("desk", DESKS)
@pytest.mark.parametrize("minutes", LENGTHS)
def test_cases_are_of_the_desks(desk: str, minutes: int) -> None:
    agenda = planned(minutes, desks=(desk,))
    assert all(desk in CONTENT.scenarios[case].desks for case in agenda.cases)
    assert len(agenda.cases) == {45: 1, 60: 1, 90: 2, 120: 3}[minutes]


def test_with_several_desks_the_second_case_is_for_a_desk_that_had_none() -> None:
    agenda = planned(120, desks=("home_delivery", "teens", "leading"))
    covered = [set(CONTENT.scenarios[case].desks) for case in agenda.cases]
    assert {"home_delivery", "teens", "leading"} <= set.union(*covered)


@pytest.mark.parametrize("aim", AIMS)
def test_an_aim_brings_its_cases_its_questions_and_its_practice(aim: str) -> None:
    agenda = planned(90, aims=(aim,))
    told = TOLD.aims[aim]
    assert agenda.cases[0] in told.cases
    assert item(agenda, "together").questions == told.asks[:3]
    assert item(agenda, "practice").id == told.practice
    assert TOLD.blocks[told.practice].kind == "practice"


def test_several_aims_share_the_questions_and_none_chosen_is_the_first() -> None:
    asked = item(planned(aims=("limits", "sorry")), "together").questions
    assert asked == (TOLD.aims["limits"].asks[0], TOLD.aims["sorry"].asks[0], TOLD.aims["limits"].asks[1])
    assert len(item(planned(aims=tuple(AIMS)), "together").questions) == len(AIMS)
    assert planned().aims == (AIMS[0],)
    assert planned(aims=("no_such_aim",)).aims == (AIMS[0],)


def test_a_role_play_takes_no_hard_case_where_the_desk_has_another() -> None:
    for desk in DESKS:
        case = item(planned(120, desks=(desk,)), "role_play").case
        assert CONTENT.scenarios[case].reveal_kind != "hard"


@pytest.mark.parametrize(
    ("minutes", "people", "where"), [(50, 12, "room"), (60, 1, "room"), (60, 201, "room"), (60, 12, "moon")]
)
def test_what_can_not_be_planned_is_refused(minutes: int, people: int, where: Where) -> None:
    with pytest.raises(ValueError, match="no session"):
        planned(minutes, people, where)


def test_where_cases_run_out_the_agenda_stands_without() -> None:
    [one] = [case for case in CONTENT.scenarios.values() if case.id == "no_dogs"]
    abuse = [case for case in CONTENT.scenarios.values() if case.safety]
    little = replace(CONTENT, scenarios={case.id: case for case in (one, *abuse)})
    agenda = suggest(120, 12, (), (), "room", little)
    assert agenda.cases == ("no_dogs",)
    assert agenda.total == 120
    assert suggest(60, 12, (), (), "room", replace(CONTENT, scenarios={})).cases == ()
    assert Choosing(little, (), ()).take() == "no_dogs"


def test_kinds_are_steps_of_the_room_or_of_the_agenda_alone() -> None:
    known = {block.kind for block in TOLD.blocks.values()}
    assert known - set(STEPS) == {"together", "practice", "role_play", "pause"}


# -- changes ------------------------------------------------------------------------------------------------


@given(agendas, st.data())
def test_moving_an_item_keeps_all_of_them(agenda: Agenda, data: st.DataObject) -> None:
    id = data.draw(st.sampled_from([one.id for one in agenda.items]))
    step = data.draw(st.sampled_from((-1, 1)))
    after = moved(agenda, id, step)
    assert sorted(after.items, key=lambda one: one.id) == sorted(agenda.items, key=lambda one: one.id)
    before, now = ([one.id for one in a.items].index(id) for a in (agenda, after))
    assert now - before == step or (now == before and before in {0, len(agenda.items) - 1})


def test_what_is_added_stands_before_the_end_and_counts() -> None:
    agenda = planned()
    own = AgendaItem("own", "A song", 7, "", "", (), "own_1")
    longer = added(agenda, own)
    assert longer.items[-2] == own
    assert (longer.total, longer.over) == (67, 7)
    assert without(longer, "own_1") == agenda
    assert longer.starts[-1] == 60 + 7 - agenda.items[-1].minutes
    assert added(replace(agenda, items=()), own).items == (own,)


def test_another_case_comes_wherever_the_old_one_was_and_in_the_end_the_old_one_again() -> None:
    agenda = planned(120, desks=("fines",))
    first, *others = agenda.cases
    seen, now = [first], agenda
    for _ in CONTENT.scenarios:
        now = with_another_case(now, now.cases[0], CONTENT)
        assert list(now.cases[1:]) == others
        assert [one.id for one in now.items if one.case == now.cases[0]] == [
            one.id for one in agenda.items if one.case == first
        ]
        if now.cases[0] == first:
            break
        seen.append(now.cases[0])
    assert now == agenda
    assert len(set(seen)) == len(seen) == len(cases_for_a_room(CONTENT)) - len(others)


@pytest.mark.parametrize("key", ["minutes", "people", "items", "where", "desks"])
def test_what_is_no_agenda_is_refused(key: str) -> None:
    data = agenda_to_dict(planned())
    with pytest.raises((KeyError, TypeError, ValueError)):
        agenda_from_dict({**data, key: None})
    with pytest.raises((KeyError, TypeError, ValueError)):
        agenda_from_dict({name: value for name, value in data.items() if name != key})


# -- the content --------------------------------------------------------------------------------------------


def test_hard_moments_have_words_to_say_and_an_end() -> None:
    assert {script.id for script in TOLD.scripts} == {
        "tears", "disclosure", "contempt", "silence", "dominant", "manager",
    }  # fmt: skip
    for script in TOLD.scripts:
        assert len(script.say) >= 3
        assert len(script.do_not) >= 3
        assert script.first
        assert script.stop


def test_the_check_names_minutes_that_do_not_add_up_and_a_case_of_abuse() -> None:
    pack = read_pack("en")
    source = pack.files["activities/20_plan_a_session.yaml"]
    data = json.loads(json.dumps(source.data))
    plan = data["session"]["plan"]
    plan["runs"][0]["items"]["welcome"] = 2
    plan["runs"][1]["items"].pop("snapshot")
    plan["runs"][2]["items"]["no_such_block"] = 3
    plan["aims"]["limits"]["cases"] += ["at_the_door", "no_such_case"]
    plan["aims"]["hear"]["practice"] = "no_such_block"
    pack.files["activities/20_plan_a_session.yaml"] = replace(source, data=data)
    found = {(fault.key, fault.expected) for fault in checked(pack)}
    at = "session.plan"
    assert (f"{at}.runs.0.items", "minutes that add up to 45") in found
    assert (f"{at}.runs.0.items.welcome", "at least 3 minutes") in found
    assert (f"{at}.runs.1.items", 'the block "snapshot"') in found
    cases = len(plan["aims"]["limits"]["cases"])
    assert (f"{at}.aims.limits.cases.{cases - 2}", "a case for a group, in which nobody was abused") in found
    keys = {key for key, _ in found}
    assert {f"{at}.aims.limits.cases.{cases - 1}", f"{at}.aims.hear.practice"} <= keys
    assert f"{at}.runs.2.items.no_such_block" in keys
