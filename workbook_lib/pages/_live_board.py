"""The session on the facilitator's page: the running step, what to say, who has answered, the timer, the end."""

from __future__ import annotations

from collections.abc import Callable

from .. import render
from ..group.qr import qr
from ..group.rooms import CASE_SHOWN
from ..parts import Actions, Button, Group, Part
from ..widgets import Choice, Event, Press, Reply
from . import _live_cover as cover
from . import _live_end as end
from . import _live_readings as readings
from ._live import Live

MINUTES = (3, 5, 10)
MORE = 2
"""Minutes that one press adds."""
GUESSING = 20
"""So many wrong codes are more than a group's slips of the finger."""


def parts(live: Live) -> list[Part]:
    """What stands in the section of the session."""
    if not live.state:
        return [live.html("closed", "note", text=live.word("closed"))]
    if live.state["over"]:
        shown = [*cover.pictures(live), *cover.sentences(live), *readings.file(live)]
        return [*_trouble(live), *shown, *end.over(live)]
    if live.projected:
        return [_bar(live), live.html("fill", "fill"), *_trouble(live), *_projected(live)]
    steps = live.html("steps", "steps", **_steps(live))
    return [
        _bar(live),
        *_trouble(live),
        Group("board", (steps, Group("now", tuple(_now(live)))), look="board"),
    ]


def _trouble(live: Live) -> list[Part]:
    trouble, record = live.watch.trouble, live.watch.record
    if trouble in {"", "opening"} or record is None:
        return []
    return [live.html("board-trouble", "told", name="", text=live.word(trouble, figures=record.host))]


# -- always there ------------------------------------------------------------------------------------------


def _bar(live: Live) -> Part:
    """How many are in, the timer, and the way through the steps: at the same place in every step."""
    state = live.state
    steps: list[str] = state["steps"]
    at = steps.index(state["step"])
    moves = (
        [Button("onward", live.word("next", step=_step(live, steps[at + 1])), main=True)]
        if steps[at + 1 :]
        else []
    )
    moves += [Button("back", live.word("back"))] if at else []
    moves += [
        Button("resume" if state["paused"] else "pause", live.word("resume" if state["paused"] else "pause"))
    ]
    moves += [Button("view", live.word("view_all" if live.projected else "view_room"))]
    planned = live.plan.minutes.get(state["step"], 0)
    timer = [Button(f"timer:{n}", live.word(f"timer_{n}")) for n in MINUTES]
    if planned and planned not in MINUTES:
        timer.append(Button(f"timer:{planned}", live.word("timer_planned", minutes=planned)))
    if state["seconds_left"] is not None:
        timer += [Button("extend", live.word("extend")), Button("timer:0", live.word("timer_stop"))]
    standing = live.html("standing", "standing", **_standing(live))
    return Group(
        "bar", (standing, Actions("moves", tuple(moves)), Actions("timer", tuple(timer))), look="bar"
    )


def _step(live: Live, step: str) -> str:
    return live.page.word(f"room.steps.{step}")


def _standing(live: Live) -> dict[str, object]:
    state, left = live.state, live.watch.clock.left()
    people = state["people"]
    key = "people_none" if not people else "people_one" if people == 1 else "people_many"
    timer = live.word("timer_none") if left is None else live.word("timer_up")
    if left:
        timer = live.word("timer_paused" if state["paused"] else "timer_left", time=clock(left))
    wrong = state["wrong_codes"]
    return {
        "step": _step(live, state["step"]),
        "people": live.word(key, count=people),
        "writing": live.word("writing", count=state["writing"]) if people else "",
        "timer": timer,
        "runs": left is not None,
        "door": live.word("door_small", url=live.watch.url, code=live.watch.code),
        "paused": live.word("paused") if state["paused"] else "",
        "wrong": live.word("wrong_codes", count=wrong) if wrong > GUESSING else "",
    }


def clock(seconds: int) -> str:
    """Seconds as ``04:09``."""
    return f"{seconds // 60:02d}:{seconds % 60:02d}"


# -- the running step --------------------------------------------------------------------------------------


def _steps(live: Live) -> dict[str, object]:
    state = live.state
    at = state["steps"].index(state["step"])
    planned = live.plan.minutes
    return {
        "steps": [
            {
                "name": _step(live, step),
                "here": number == at,
                "done": number < at,
                "minutes": live.word("minutes", minutes=planned[step]) if step in planned else "",
            }
            for number, step in enumerate(state["steps"])
        ]
    }


def _now(live: Live) -> list[Part]:
    step = live.state["step"]
    said = render.paragraphs(live.word(readings.say(live) or f"say_{step}").replace("\n", "\n\n"))
    found: list[Part] = [live.html("say", "say", lines=said)]
    found += [*_answered(live), *readings.parts(live)]
    if step in CASE_SHOWN:
        found.append(_case(live, large=step == "case"))
    if step == "snapshot":
        found += cover.lifting(live)
    if step == "snapshot" or live.lifted:
        found += cover.pictures(live)
    found += cover.sentences(live)
    if step == live.state["steps"][-1]:
        found += end.ending(live)
    return [*found, *live.told("board")]


def _answered(live: Live) -> list[Part]:
    state, prompts = live.state, live.page.content.prompts
    rows = [
        (prompts[name].wording, count, live.word("answered_one", count=count, people=state["writing"]))
        for name, count in state["answered"].items()
        if name in prompts
    ]
    return [live.html("answered", "answered", rows=rows, people=state["writing"])] if rows else []


def _case(live: Live, *, large: bool) -> Part:
    case = live.case
    return live.html("case", "case", case=case, story=render.paragraphs(case.story), large=large)


def _projected(live: Live) -> list[Part]:
    """What the room should see: the way in, the case, the picture, the sentences."""
    step = live.state["step"]
    if step in {"welcome", "agreement"}:
        url, code = live.watch.url, live.watch.code
        picture = qr(f"{url}?code={code}", live.word("qr_alt", url=url))
        return [live.html("door", "door", url=url, code=code, qr=picture)]
    shown: list[Part] = []
    read = readings.on_screen(live)
    if step != "snapshot" and not read:  # there, phones are told to look here
        shown = [live.html("says", "says", text=live.page.word(f"room.says.{step}"))]
    if step in CASE_SHOWN:
        shown.append(_case(live, large=True))
    return [*shown, *read, *cover.pictures(live), *cover.sentences(live)]


# -- what is done ------------------------------------------------------------------------------------------


def act(live: Live, event: Event) -> Reply:
    """What a press or a choice does."""
    if isinstance(event, Choice):
        live.picked[event.part] = event.value
        return Reply()
    if not isinstance(event, Press) or not live.state:
        return Reply()
    name, _, of = event.name.partition(":")
    for presses in (PRESSES, cover.PRESSES, readings.PRESSES, end.PRESSES):
        if name in presses:
            live.said = ("", "")
            return presses[name](live, of) or Reply()
    return Reply()


def _walk(name: str) -> Callable[[Live, str], Reply | None]:
    def press(live: Live, _: str) -> Reply | None:
        refused = live.move("board", name)
        return refused or Reply(announce=_step(live, live.state["step"]))

    return press


def _rest(name: str) -> Callable[[Live, str], Reply | None]:
    def press(live: Live, _: str) -> Reply | None:
        refused = live.move("board", name)
        return refused or Reply(announce=live.word("paused") if name == "pause" else "")

    return press


def _press_timer(live: Live, minutes: str) -> Reply | None:
    return live.move("board", "timer", minutes=int(minutes))


def _press_extend(live: Live, _: str) -> Reply | None:
    return live.move("board", "extend", minutes=MORE)


def _press_view(live: Live, _: str) -> Reply | None:
    live.projected = not live.projected
    return None


PRESSES: dict[str, Callable[[Live, str], Reply | None]] = {
    "onward": _walk("onward"),
    "back": _walk("back"),
    "pause": _rest("pause"),
    "resume": _rest("resume"),
    "timer": _press_timer,
    "extend": _press_extend,
    "view": _press_view,
}
