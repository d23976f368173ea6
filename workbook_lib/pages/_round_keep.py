"""The agreed readings as a data set: only if everybody who read says yes, each by a press of their own."""

from __future__ import annotations

from datetime import date

from .. import __version__, render
from ..agreement.dataset import Agreed, agreed_on, bundle
from ..parts import Actions, Button, Choices, Html, Option, Part
from ..widgets import Choice, Event, Press, Reply
from ._files import link, written
from ._round import Reader, Round

COMMAND = "python -m workbook_lib score --against"
LICENCES = ("own_use", "cc_by", "cc0")
SPDX = {"cc_by": "CC-BY-4.0", "cc0": "CC0-1.0", "own_use": "none"}


def keep_parts(round: Round) -> list[Part]:
    """What the file would hold, a yes from each reader, a licence, and the press that makes it."""
    if not round.begun or not round.opened:
        return round.needed("keep", "open_first")
    agreed = _agreed(round)
    whole = sum(agreed.whole(text.id) for text in round.texts.texts)
    holds = round.word("keep_holds", whole=whole, total=len(round.texts.texts), readers=len(round.closed))
    shown: list[Part] = [Html("keep-holds", render.template("intro.html", text=holds))]
    shown += [_yes(round, reader) for reader in round.closed]
    if not _all_agree(round):
        return [*shown, *round.needed("keep", "keep_not_yet"), *_said(round)]
    options = tuple(Option(one, round.word(f"licence_{one}")) for one in LICENCES)
    legend = round.word("licence_legend_ours" if not round.texts.own else "licence_legend")
    choice = Choices("licence", legend, options, str(round.data.get("licence", "")))
    button = Actions("make", (Button("make", round.word("keep_make"), main=True),))
    return [*shown, choice, *([button] if round.data.get("licence") else []), *_said(round)]


def _said(round: Round) -> list[Part]:
    shown = round.picked.get("keep_said")
    return [Html("keep-said", str(shown))] if shown else round.box("keep")


def _yes(round: Round, reader: Reader) -> Part:
    options = (Option("yes", round.word("keep_yes")), Option("no", round.word("keep_no")))
    consent, refused = round.data.get("consent", ()), round.data.get("refused", ())
    value = "yes" if reader.key in consent else "no" if reader.key in refused else ""
    return Choices(f"yes-{reader.key}", round.word("keep_asked", name=reader.name), options, value)


def _all_agree(round: Round) -> bool:
    return bool(round.closed) and all(r.key in round.data.get("consent", ()) for r in round.closed)


def _agreed(round: Round) -> Agreed:
    readers = [round.marks(reader) for reader in round.closed]
    return agreed_on(round.texts, round.items, readers, round.data.get("agreed", {}))


# -- what is done ------------------------------------------------------------------------------------------


def act_keep(round: Round, event: Event) -> Reply:
    """Say yes or no, choose a licence, make the file."""
    round.picked.pop("keep_said", None)
    if isinstance(event, Choice) and event.part == "licence" and event.value in LICENCES:
        round.save(licence=event.value)
    elif isinstance(event, Choice) and event.part.startswith("yes-"):
        _answer(round, event.part.removeprefix("yes-"), event.value == "yes")
    elif isinstance(event, Press) and event.name == "make":
        return _make(round)
    return Reply()


def _answer(round: Round, key: str, yes: bool) -> None:
    consent, refused = (set(round.data.get(name, ())) - {key} for name in ("consent", "refused"))
    (consent if yes else refused).add(key)
    round.save(consent=sorted(consent), refused=sorted(refused))


def _make(round: Round) -> Reply:
    licence = str(round.data.get("licence", ""))
    if not _all_agree(round) or licence not in LICENCES:
        return round.tell("keep", "keep_not_yet")
    agreed, day = _agreed(round), date.today().isoformat()
    rubric = round.page.content.rubric(round.texts.kind)
    about = {
        "made": day,
        "workbook": __version__,
        "content": round.page.content.version,
        "rubric": rubric.id,
        "rubric_version": rubric.version,
        "language": round.page.content.language,
        "licence": SPDX[licence],
        "texts_from": "own" if round.texts.own else "workbook",
        "readers": len(round.closed),
    }
    try:
        path = written(f"agreed-readings-{day}.zip", bundle(agreed, about, _readme(round, agreed, licence)))
    except OSError:
        round.said["keep"] = round.page.word("take.not_written")
        return Reply(announce=round.said["keep"], focus="keep-said")
    said = round.word("keep_made", path=path, command=f'{COMMAND} "{path.name}"')
    label = round.page.word("take.save")
    round.picked["keep_said"] = render.template(
        "said.html", name="keep-said", text=said, link=link(path), label=label, download=True
    )
    return Reply(announce=said, focus="keep-said")


def _readme(round: Round, agreed: Agreed, licence: str) -> str:
    """What the data set is, for people."""
    total = len(round.texts.texts)
    whole = sum(agreed.whole(text.id) for text in round.texts.texts)
    told = round.word(
        "readme",
        kind=round.word(f"kind_{round.texts.kind}").lower(),
        day=date.today().isoformat(),
        readers=len(round.closed),
        total=total,
        whole=whole,
        version=__version__,
        licence=round.word(f"readme_{licence}"),
        command=f"{COMMAND} this-file.zip",
        texts=round.word("readme_own" if round.texts.own else "readme_ours"),
    )
    return told.rstrip() + "\n"
