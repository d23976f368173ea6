""" "You planned to ... What happened?": asked at the head of whichever page is opened next."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from .. import details, render
from ..activities import returning
from ..parts import Actions, Button, Group, Html, Part
from ..widgets import Press, Reply
from ._page import Page

HOME = "returning"
"""The page id that answers to plans are kept under, wherever they are written."""
PROMPT = "what_happened"


def parts(page: Page) -> tuple[Part, ...]:
    """The question, where a plan waits for one."""
    plan = page.setting("plan")
    if plan is None or not returning.asks_about(plan, datetime.now(UTC)):
        return ()
    return asked(page, plan)


def asked(page: Page, plan: Mapping[str, Any]) -> tuple[Part, ...]:
    """The question about this plan."""
    prompt = page.content.prompts[PROMPT]
    planned = render.template("planned.html", text=page.word("returning.planned", plan=plan["text"]))
    editor = page.editor(
        "what-happened", prompt.wording, prompt.help, (plan["scenario"], PROMPT), page=HOME, rows=2
    )
    shown = (Html("planned", planned), editor, *_about_details(page), Actions("told", _buttons(page)))
    return (Group("returning", shown, look="note"),)


def _buttons(page: Page) -> tuple[Button, ...]:
    if page.place.get("details") == "asked":
        return (
            Button("replace", page.word("details.replace")),
            Button("leave", page.word("details.leave")),
        )
    keep = Button("happened", page.word("actions.keep_it"), main=True)
    return (keep, Button("later", page.word("returning.later")))


def _about_details(page: Page) -> tuple[Part, ...]:
    if page.place.get("details") != "asked":
        return ()
    return (Html("details", render.template("intro.html", text=_question(page))),)


def _question(page: Page) -> str:
    kinds = {d.kind for d in details.details(_text(page))}
    named = ", ".join(page.word(f"details.{kind}") for kind in details.KINDS if kind in kinds)
    return page.word("details.found", kinds=named)


def _text(page: Page) -> str:
    plan = page.setting("plan")
    return page.draft((plan["scenario"], PROMPT), HOME)[0] if plan else ""


def act(page: Page, press: Press) -> Reply:
    """Keep what happened, or leave it for now. The plan isn't asked about again once it is answered.

    Words that could tell who a client is are asked about before they are kept.
    """
    if press.name == "happened" and details.details(_text(page)):
        page.remember(details="asked")
        return Reply(focus="replace", announce=_question(page))
    page.remember(details="")
    if press.name != "later":
        _keep(page, replaced=press.name == "replace")
    page.put_off = True
    return Reply(announce=page.word("returning.thanks") if press.name != "later" else "")


def _keep(page: Page, *, replaced: bool) -> None:
    plan, text = page.setting("plan"), _text(page)
    if not plan or not text.strip():
        return
    if replaced:
        words = {kind: page.word(f"details.in_place_{kind}") for kind in details.KINDS}
        text = details.replaced(text, details.details(text), words)
        page.put((plan["scenario"], PROMPT), text, page=HOME)
    wording = page.content.prompts[PROMPT].wording
    private = bool(plan.get("private"))
    page.keep((plan["scenario"], PROMPT), text, wording, None, page=HOME, private=private)
    page.set("plan", {**plan, "answered": True})
