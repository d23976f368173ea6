"""What people in a room do, whatever they do it with: the same rules for a phone's forms and for a notebook."""

from __future__ import annotations

from typing import Literal

from workbook_lib import care, details
from workbook_lib.group import offering, reading, rooms, showing, tokens
from workbook_lib.group.forms import Visit
from workbook_lib.group.kept import Answer, GoneError
from workbook_lib.group.rooms import MOST_PEOPLE, PROMPTS
from workbook_lib.group.session import cases

ANSWERED = frozenset(prompt for prompts in PROMPTS.values() for prompt in prompts)

Why = Literal["wrong", "wait", "full", "over", "gone", "old_form", "empty", "too_long", "details", "nothing"]
STATUS: dict[Why, int] = {"wrong": 403, "wait": 429, "full": 503, "over": 403, "gone": 410, "old_form": 400}
"""HTTP's word for a refusal; 422 for all others."""


class NotDoneError(Exception):
    """What was asked for wasn't done, and nothing was kept. ``found`` are the details a text holds."""

    def __init__(self, why: Why, found: list[details.Detail] | None = None) -> None:
        super().__init__(why)
        self.why = why
        self.found = found or []

    @property
    def status(self) -> int:
        return STATUS.get(self.why, 422)

    @property
    def kinds(self) -> list[details.Kind]:
        """The kinds of details, each once."""
        held = {d.kind for d in self.found}
        return [kind for kind in details.KINDS if kind in held]


def come_in(visit: Visit) -> str:
    """Try a code; the token of whoever is let in. Raises NotDoneError: wrong, wait, full or over."""
    session, typed = visit.session, visit.form.get("code", "")[:40]
    if not session.rates.may_try_code(visit.address):
        raise NotDoneError("wait")
    over = session.room().over
    if over or not tokens.same(tokens.as_typed(typed), session.store.key("code")):
        session.rates.wrong_code(visit.address)
        raise NotDoneError("over" if over else "wrong")
    if len(session.store.people()) >= MOST_PEOPLE or not session.rates.join():
        raise NotDoneError("full")
    desk = visit.form.get("desk", "")
    return session.store.join(desk if desk in session.content.desks else "")


def choose(visit: Visit, **values: bool) -> None:
    """Agree (``agreed``), or choose whether to write (``writes``). Raises NotDoneError: gone."""
    if visit.person is None:
        raise NotDoneError("gone")
    try:
        visit.session.store.set_person(visit.person, **values)
    except GoneError as error:
        raise NotDoneError("gone") from error


def keep(visit: Visit) -> Answer:
    """Keep an answer, once for each key; it is on the disk before this returns.

    Raises NotDoneError: gone, old_form, empty, too_long or details.
    """
    text, case, prompt = (visit.form.get(name, "") for name in ("text", "case", "prompt"))
    if visit.person is None:
        raise NotDoneError("gone")
    known = case in cases(visit.session.content) and prompt in ANSWERED
    if not known or not tokens.issued(visit.form.get("key", ""), visit.token, case, prompt):
        raise NotDoneError("old_form")
    if not text.strip() or len(text) > rooms.LONGEST:
        raise NotDoneError("too_long" if text.strip() else "empty")
    return _store(visit, case, prompt, _without_details(visit, text))


def _without_details(visit: Visit, text: str) -> str:
    found, what = details.details(text), visit.form.get("details", "")
    if not found or what == "leave":
        return text
    if what != "replace":
        raise NotDoneError("details", found)
    word = visit.session.content.word
    return details.replaced(text, found, {kind: word(f"details.in_place_{kind}") for kind in details.KINDS})


def _store(visit: Visit, case: str, prompt: str, text: str) -> Answer:
    session, before = visit.session, showing.own(visit, case, prompt)
    read = reading.assess(session.content, session.case(case), prompt, text)
    assert visit.person is not None  # noqa: S101 - asked before
    kept = Answer(visit.person.id, case, prompt, text, read, _still_said(before, text))
    try:
        session.store.keep_answer(visit.person, visit.form["key"], kept)
    except GoneError as error:
        raise NotDoneError("gone") from error
    return kept


def _still_said(before: Answer | None, text: str) -> reading.Said | None:
    """What holds on of what was said of the text before: the rating, and of the same words an objection too."""
    if before is None or before.said is None:
        return None
    return before.said if before.text == text else {**before.said, "disputed": {}}


def rate(visit: Visit) -> Answer:
    """Rate one's own text before its reading is shown, or pass that over. Raises NotDoneError: gone, nothing."""
    answer = _read_answer(visit)
    rated = reading.rated(visit.session.content, answer.prompt, visit.form.get("rating", ""))
    return _say(visit, answer, {"rated": rated, "disputed": (answer.said or {}).get("disputed", {})})


def differ(visit: Visit) -> Answer:
    """See a mark of the reading differently, and say why. Raises NotDoneError: gone, nothing, too_long."""
    answer = _read_answer(visit)
    dimension, why = visit.form.get("dimension", ""), visit.form.get("why", "").strip()
    if answer.said is None or dimension not in {m.id for m in reading.marks(visit.session.content, answer)}:
        raise NotDoneError("nothing")
    if len(why) > rooms.LONGEST_WHY:
        raise NotDoneError("too_long")
    return _say(visit, answer, {**answer.said, "disputed": {**answer.said["disputed"], dimension: why}})


def _read_answer(visit: Visit) -> Answer:
    """An own answer of this case that has a reading, where the facilitator lets people see theirs."""
    if visit.person is None:
        raise NotDoneError("gone")
    answer = showing.own(visit, visit.session.case().id, visit.form.get("prompt", ""))
    if answer is None or not visit.session.room().readings or not reading.was_read(answer):
        raise NotDoneError("nothing")
    return answer


def _say(visit: Visit, answer: Answer, said: reading.Said) -> Answer:
    visit.session.store.say(answer, said)
    return answer


def offer(visit: Visit) -> None:
    """Offer a sentence to the room. Raises NotDoneError: gone, nothing (it isn't one's own, or is about harm)."""
    if visit.person is None:
        raise NotDoneError("gone")
    answer = showing.own(visit, visit.session.case().id, visit.form.get("prompt", ""))
    sentence = visit.form.get("sentence", "")
    if answer is None or sentence not in offering.sentences(answer):
        raise NotDoneError("nothing")
    if care.concern(sentence, visit.session.content.care):
        raise NotDoneError("nothing")
    keep, about = visit.form.get("keep") == "yes", offering.ABOUT.get(answer.prompt, "")
    try:
        visit.session.store.offer(visit.token, sentence, keep=keep, about=about)
    except GoneError as error:
        raise NotDoneError("gone") from error
