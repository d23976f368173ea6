"""A text of a round as readers see it: what it answers, and its words."""

from __future__ import annotations

from .. import render
from ..agreement.texts import ReadText
from ._round import Round


def shown(round: Round, text: ReadText, *, name: str = "round-text") -> str:
    """A text with what it answers, as HTML."""
    prompts = round.page.content.prompts
    asked = prompts[text.question].wording if text.question in prompts else text.question
    return render.template(
        "round_text.html",
        name=name,
        heading=round.word("text_number", number=round.number(text.id)),
        kind=round.word(f"one_{round.texts.kind}"),
        asked=asked,
        message=text.client_message,
        their_words=round.word("their_message"),
        reply=round.word("the_reply"),
        fault={True: round.word("fault_yes"), False: round.word("fault_no"), None: ""}[text.library_at_fault],
        text=text.text,
    )
