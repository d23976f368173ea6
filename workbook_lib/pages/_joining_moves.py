"""What a learner does in a session: agree, keep, rate, see it differently, offer, leave, take a copy along."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ..group.told import Written
from ..group.visiting import RefusedError, UnreachableError
from . import _joining_parts as view
from . import _joining_pieces as pieces
from . import _marks as marks
from ._joining import Joining

Done = tuple[str, str]
"""Where focus goes, and what is announced."""


def refused(joining: Joining, no: RefusedError) -> Done:
    """What a room's no means here."""
    if no.why in ("gone", "over"):
        joining.ended = no.why
        joining.now = None
        return "room-over", pieces.word(joining, "over.heading")
    joining.told = "join.nothing"
    return "room-line", pieces.word(joining, joining.told)


def choose(joining: Joining, part: str, value: str) -> None:
    """Another question, a rating, a mark, a sentence."""
    name = part.removeprefix("room-")
    joining.chosen[{"rate-room": "rate", "dispute-room": "dispute"}.get(name, name)] = value
    if name == "question":
        joining.view, joining.asked = "", ()
        joining.chosen = {"question": value}


def _open(joining: Joining, about: str) -> Done:
    joining.view = "door"
    return "room-code", ""


def _close(joining: Joining, about: str) -> Done:
    joining.view = ""
    return "open_join", ""


def _look(joining: Joining, about: str) -> Done:
    joining.try_now()
    return "room-now", pieces.word(joining, f"says.{joining.now.step}") if joining.now else ""


def _go_there(joining: Joining, about: str) -> Done:
    joining.now, joining.ahead = joining.ahead or joining.now, None
    joining.view, joining.chosen, joining.asked = "", {}, ()
    return _look(joining, about)


def _agree(joining: Joining, about: str) -> Done:
    joining.do("agree", writes=about)
    return "room-now", pieces.word(joining, f"says.{joining.now.step}") if joining.now else ""


def _writing(joining: Joining, about: str) -> Done:
    now = joining.now
    joining.do("writing", writes="no" if now and now.writes else "yes")
    return "", ""


def _keep(joining: Joining, about: str) -> Done:
    """Send what is written, with the key that the room gave for it: once, however often it has to be tried."""
    question, now = joining.question, joining.now
    asked = next((p for p in now.prompts if p.id == question), None) if now else None
    if now is None or asked is None:
        return "", ""
    kept = now.written(question)
    text = joining.draft(question) or (kept.text if kept else "")
    # Other words under the key that is still on its way replace the first ones.
    waits = joining.pending if joining.pending and joining.pending["prompt"] == question else None
    key = waits["key"] if waits and waits["case"] == now.case_id else asked.key
    joining.pending = {"key": key, "case": now.case_id, "prompt": question, "text": text}
    joining.pending |= {"details": about} if about else {}
    joining.remember()
    joining.try_now()
    return _came_of_it(joining)


def _came_of_it(joining: Joining) -> Done:
    if joining.ended:
        return "room-over", pieces.word(joining, "over.heading")
    if joining.asked:
        return "details:replace", joining.page.word("details.found", kinds="")
    if joining.pending:
        return "room-line", pieces.word(joining, "join.waiting" if joining.offline else "status.sending")
    if joining.told:
        return "room-line", pieces.word(joining, joining.told)
    return "room-kept", pieces.word(joining, "is_kept")


def _rate(joining: Joining, about: str) -> Done:
    joining.do("rate", prompt=joining.question, rating=joining.chosen.pop("rate", ""))
    return "own-heading", joining.page.word("reading.heading")


def _dispute(joining: Joining, about: str) -> Done:
    joining.view = "" if joining.view == "dispute" else "dispute"
    joining.chosen.pop("unchosen", None)
    return ("dispute-room" if joining.view else "dispute"), ""


def _withdraw(joining: Joining, about: str) -> Done:
    if not joining.chosen.get("dispute"):
        joining.chosen["unchosen"] = "yes"
        return "dispute-room", joining.page.word("reading.choose_first")
    slot = marks.slot(*joining.slot(joining.question))
    why = joining.page.draft(slot)[0]
    joining.do("differ", prompt=joining.question, dimension=joining.chosen["dispute"], why=why)
    joining.blank(slot)
    joining.view = ""
    joining.chosen.pop("dispute")
    return "own-heading", joining.page.word("reading.heading")


def _offer(joining: Joining, about: str) -> Done:
    joining.view = "offer"
    return "room-sentence", ""


def _not_now(joining: Joining, about: str) -> Done:
    joining.view = ""
    return "offer", ""


def _preview(joining: Joining, about: str) -> Done:
    kept, number = joining.written, joining.chosen.get("sentence", "")
    if kept is None or not number.isdecimal() or int(number) >= len(kept.sentences):
        return "room-sentence", pieces.word(joining, "offer.which")
    sentence = kept.sentences[int(number)]
    said = joining.do("preview", sentence=sentence)
    found = {"met": str(said.get("met", "")), "details": "yes" if said.get("details") else ""}
    joining.chosen |= {"offered": sentence, "keep": "", **found}
    joining.view = "preview"
    return "room-preview", pieces.word(joining, "offer.preview")


def _offer_yes(joining: Joining, about: str) -> Done:
    keep = "yes" if joining.chosen.get("keep") else ""
    joining.do("offer", prompt=joining.question, sentence=joining.chosen.get("offered", ""), keep=keep)
    joining.view = ""
    return "", pieces.word(joining, "offer.yours")


def _undo(joining: Joining, about: str) -> Done:
    offers = joining.now.offers if joining.now else ()
    if about.isdecimal() and int(about) < len(offers):
        joining.do("undo", offer=offers[int(about)]["id"])
    return "", ""


def _leaving(joining: Joining, about: str) -> Done:
    joining.view = "leaving"
    return "stay", pieces.word(joining, "leave.heading")


def _stay(joining: Joining, about: str) -> Done:
    joining.view = ""
    return "leaving", ""


def _leave(joining: Joining, about: str) -> Done:
    said = "leave.done"
    try:
        if joining.visitor is not None:
            joining.visitor.do("leave")
    except (UnreachableError, RefusedError):
        said = "join.left_alone"
    joining.forget()
    joining.told = said
    return "room-line", pieces.word(joining, said)


def _forget(joining: Joining, about: str) -> Done:
    joining.forget()
    return "open_join", ""


def _copy(joining: Joining, about: str) -> Done:
    """What the room holds of one's own, in the journal too. The same words are not kept twice."""
    now = joining.now
    fresh = [w for w in (*now.earlier, *now.answers) if not _is_kept(joining, w)] if now else []
    for written in fresh:
        answer = view.answer_of(joining, written)
        read = answer.assessment if answer else None
        slot = (written.case, written.prompt)
        joining.page.keep(slot, written.text, written.wording, read, disputed=dict(written.disputed))
    joining.chosen["copied"] = pieces.word(joining, "join.copied" if fresh else "join.copied_before")
    return "room-copied", joining.chosen["copied"]


def _is_kept(joining: Joining, written: Written) -> bool:
    return any(e.text == written.text for e in joining.page.kept_for((written.case, written.prompt)))


MOVES: Mapping[str, Callable[[Joining, str], Done]] = {
    "open_join": _open,
    "close_join": _close,
    "look": _look,
    "go_there": _go_there,
    "agree": _agree,
    "writing": _writing,
    "keep": _keep,
    "details": _keep,
    "rate": _rate,
    "dispute": _dispute,
    "withdraw": _withdraw,
    "offer": _offer,
    "not_now": _not_now,
    "preview": _preview,
    "offer_yes": _offer_yes,
    "undo": _undo,
    "leaving": _leaving,
    "stay": _stay,
    "leave": _leave,
    "forget": _forget,
    "copy": _copy,
}
"""A press by its name. ``details`` keeps once more, with what becomes of them."""
