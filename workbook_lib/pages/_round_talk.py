"""Where readers stand apart: the text, the marks and what they mean, the workbook's words, and what to ask."""

from __future__ import annotations

from .. import render
from ..agreement.marks import NOT_READ, STAGE, Marks, levels_of, of_assessment
from ..agreement.spread import OPEN, Apart, apart, settled
from ..agreement.texts import ReadText
from ..model import Assessment
from ..parts import Actions, Button, Choices, Group, Html, Option, Part
from ..widgets import Choice, Event, Press, Reply
from . import _round_workbook as workbook
from ._round import Round
from ._round_shown import shown


def differing(round: Round) -> list[Apart]:
    """The texts on which readers differ, the widest apart first."""
    ids = [text.id for text in round.texts.texts]
    return apart(ids, round.items, [round.marks(reader) for reader in round.closed])


def waits(round: Round, one: Apart) -> list[str]:
    """The items of a text that nothing was put down for yet."""
    return [item for item in one.items if not _agreed(round, one.text, item)]


def _agreed(round: Round, text: str, item: str) -> str:
    return str(round.data.get("agreed", {}).get(text, {}).get(item, ""))


def talk_parts(round: Round) -> list[Part]:
    """The texts to talk about, and the one that was chosen."""
    if not round.begun or not round.opened:
        return round.needed("talk", "open_first")
    found = differing(round)
    if not found:
        return round.needed("talk", "nothing_apart")
    left = sum(bool(waits(round, one)) for one in found)
    said = round.word("talk_left", left=left, count=len(found)) if left else round.word("talk_all_done")
    here = next((one for one in found if one.text == round.page.place.get("talk")), None)
    options = tuple(Option(one.text, _label(round, one)) for one in found)
    choice = Choices("talk", round.word("which_text"), options, here.text if here else "")
    return [
        Html("talk-left", render.template("intro.html", text=said)),
        Group("talk-texts", (choice,), look="listed"),
        *(_text(round, here, found) if here else ()),
    ]


def _label(round: Round, one: Apart) -> str:
    names = ", ".join(round.name_of(item) for item in one.items)
    key = "talk_text" if waits(round, one) else "talk_text_done"
    return round.word(key, number=round.number(one.text), names=names)


def _text(round: Round, one: Apart, found: list[Apart]) -> list[Part]:
    text = round.texts.text(one.text)
    if text is None:
        return []
    read = workbook.read(round, text)
    number = round.number(text.id)
    whole = Html(f"talk-text-{number}", shown(round, text, name="talk-text"))
    items = tuple(_item(round, text, item, read) for item in sorted(one.items, key=lambda i: -one.items[i]))
    notes = _notes(round, text)
    after = found[(found.index(one) + 1) % len(found)]
    row = (Button("next_text", round.word("next_text")),) if after is not one else ()
    return [
        Group(
            f"talk-{number}",
            (
                Group(f"talk-left-{number}", (whole, *notes)),
                Group(f"talk-right-{number}", items, look="levels"),
            ),
            look="reading-beside",
        ),
        Actions("talk-do", row),
    ]


def _notes(round: Round, text: ReadText) -> tuple[Part, ...]:
    notes = [(r.name, note) for r in round.closed if (note := round.reading(r).notes.get(text.id, ""))]
    if not notes:
        return ()
    html = render.template("round_notes.html", heading=round.word("notes_heading"), notes=notes)
    return (Html(f"talk-notes-{round.number(text.id)}", html),)


def _item(round: Round, text: ReadText, item: str, read: Assessment) -> Part:
    """One item they differ on: who gave what, what that level means, the workbook's words, and a choice."""
    number = round.number(text.id)
    given: dict[str, list[str]] = {}
    for reader in round.closed:
        mark = round.marks(reader).get(text.id, {})
        given.setdefault(NOT_READ if mark.get(STAGE) == NOT_READ else mark.get(item, ""), []).append(
            reader.name
        )
    rows = [
        (round.mark_name(item, mark), ", ".join(given[mark]), round.mark_says(item, mark))
        for mark in sorted(given)
    ]
    html = render.template(
        "round_apart.html",
        heading=round.name_of(item),
        rows=rows,
        workbook=_workbook(round, item, read),
        quotes=_quotes(item, read),
        question=round.practice.questions.get(item, ""),
        ask=round.word("talk_ask"),
    )
    options = [*levels_of(item), *([NOT_READ] if item == STAGE else []), OPEN]
    labels = tuple(Option(mark, round.mark_name(item, mark)) for mark in options)
    agreed = Choices(
        f"agreed-{item}-{number}",
        round.word("agreed_on", name=round.name_of(item)),
        labels,
        _agreed(round, text.id, item),
    )
    return Group(f"apart-{item}-{number}", (Html(f"apart-html-{item}-{number}", html), agreed), look="apart")


def _workbook(round: Round, item: str, read: Assessment) -> str:
    if read.stage is None:
        return round.word("workbook_unread")
    mark = of_assessment(read)[item]
    return round.word("workbook_finds", name=round.mark_name(item, mark))


def _quotes(item: str, read: Assessment) -> list[str]:
    """What the workbook's reading of an item rests on; for the ladder there is nothing of its own."""
    if read.stage is None or item == STAGE:
        return []
    return list(dict.fromkeys(" ".join(e.quote.split()) for e in read.rating(item).evidence))


# -- what is done ------------------------------------------------------------------------------------------


def act_talk(round: Round, event: Event) -> Reply:
    """Another text, or what was agreed on."""
    if isinstance(event, Choice) and event.part == "talk":
        round.page.remember(talk=event.value)
        return Reply(focus="talk-text")
    if isinstance(event, Choice) and event.part.startswith("agreed-"):
        return _put_down(round, event)
    if isinstance(event, Press) and event.name == "next_text":
        return _next(round)
    return Reply()


def _put_down(round: Round, event: Choice) -> Reply:
    _, item, number = event.part.split("-", 2)
    text = round.texts.texts[int(number) - 1].id
    if item not in round.items or event.value not in {*levels_of(item), NOT_READ, OPEN}:
        return Reply()
    agreed = dict(round.data.get("agreed", {}))
    # What was agreed on has changed: who said yes to the export said yes to something else.
    round.save(agreed={**agreed, text: {**agreed.get(text, {}), item: event.value}}, consent=[])
    return Reply(announce=round.word("put_down", name=round.mark_name(item, event.value)))


def _next(round: Round) -> Reply:
    found = differing(round)
    at = next((n for n, one in enumerate(found) if one.text == round.page.place.get("talk")), -1)
    order = [*found[at + 1 :], *found[: at + 1]]
    after = next((one for one in order if waits(round, one)), order[0])
    round.page.remember(talk=after.text)
    return Reply(focus="talk-text", announce=round.word("text_number", number=round.number(after.text)))


def stands(round: Round, text: str, item: str) -> str:
    """What an item stands at after the talk; "" where it is open."""
    marks: list[Marks] = [round.marks(reader).get(text, {}) for reader in round.closed]
    return settled(item, marks, _agreed(round, text, item))
