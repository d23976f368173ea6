""" "You planned to ... What happened?": asked at the head of whichever page is opened next."""

from __future__ import annotations

from datetime import UTC, datetime

from .. import render
from ..activities import returning
from ..parts import Actions, Button, Group, Html, Part
from ..widgets import Press, Reply
from ._page import Page

HOME = "returning"
"""The page id that answers to plans are kept under, wherever they are written."""


def parts(page: Page) -> tuple[Part, ...]:
    """The question, where a plan waits for one."""
    plan = page.setting("plan")
    if plan is None or not returning.asks_about(plan, datetime.now(UTC)):
        return ()
    prompt = page.content.prompts["what_happened"]
    planned = render.template("planned.html", text=page.word("returning.planned", plan=plan["text"]))
    editor = page.editor(
        "what-happened", prompt.wording, prompt.help, (plan["scenario"], prompt.id), page=HOME, rows=2
    )
    keep = Button("happened", page.word("actions.keep_it"), main=True)
    later = Button("later", page.word("returning.later"))
    return (
        Group("returning", (Html("planned", planned), editor, Actions("told", (keep, later))), look="note"),
    )


def act(page: Page, press: Press) -> Reply:
    """Keep what happened, or leave it for now. The plan isn't asked about again once it is answered."""
    plan = page.setting("plan")
    if press.name == "happened" and plan:
        text, _ = page.draft((plan["scenario"], "what_happened"), HOME)
        if text.strip():
            wording = page.content.prompts["what_happened"].wording
            private = bool(plan.get("private"))
            page.keep((plan["scenario"], "what_happened"), text, wording, None, page=HOME, private=private)
            page.set("plan", {**plan, "answered": True})
    page.put_off = True
    return Reply()
