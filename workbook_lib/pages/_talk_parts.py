"""What the conversation shows: choosing, talking, afterwards. From its state to parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import render
from ..listening import Client, Conversation
from ..parts import Actions, Button, Group, Html, Part
from . import _care as care
from . import _talk_shown as shown

if TYPE_CHECKING:
    from ._talk import Talk


def parts(talk: Talk) -> list[Part]:
    """Whom to meet; or the conversation; or what there is to see afterwards."""
    if talk.talk is None:
        return [_choice(talk)]
    if talk.looking:
        return _afterwards(talk, talk.talk)
    return _talking(talk, talk.talk)


def _choice(talk: Talk) -> Html:
    clients = list(talk.clients.values())
    return Html(
        "clients", render.template("talk_clients.html", clients=clients, met=talk.met(), words=talk.words)
    )


def setting(client: Client, words: shown.Words) -> Html:
    """Where one is, and what one sees."""
    told = render.paragraphs(client.setting)
    html = render.template("talk_setting.html", client=client, paragraphs=told, words=words)
    return Html(f"setting-{client.id}", html)


def log(talk: Conversation, client: Client, words: shown.Words) -> Group:
    """All that was said so far. What is added to it is announced."""
    lines = [Html("they-0", shown.said(client.name, "client", talk.opening))]
    for number, turn in enumerate(talk.turns, start=1):
        lines.append(Html(f"you-{number}", shown.said(words["you"], "you", turn.text)))
        if turn.seen or turn.line or turn.parting:
            lines.append(Html(f"they-{number}", shown.answer(client, turn)))
    label = words["log"].replace("{name}", client.name)
    # Another conversation is another region: its lines don't replace those of the last one.
    return Group(f"log-{talk.client}-{talk.seed}", tuple(lines), look="log", label=label)


def _talking(talk: Talk, now: Conversation) -> list[Part]:
    client, words = talk.client, talk.words
    begun: list[Part] = [setting(client, words), log(now, client, words)]
    if now.ended:
        return [*begun, Actions("over", (Button("look_back", words["look_back"], main=True),))]
    editor = talk.page.editor(
        "say", words[f"say_{client.where}"], words["say_help"], talk.slot, rows=3, sends="say"
    )
    buttons = [Button("say", words["say_it"], main=True)]
    if client.safety:
        buttons.append(Button("away", words["away"]))
    buttons.append(Button("stop", words["stop"]))
    return [*begun, editor, *_note(talk), Actions("talking", tuple(buttons))]


def _note(talk: Talk) -> list[Part]:
    if talk.note == care.BIGGER:
        told = render.template("intro.html", text=talk.words["care_go_on"])
        return [Html("care", care.met(talk.page, care.BIGGER) + told)]
    if talk.note:
        return [Html("note", render.template("intro.html", text=talk.words[talk.note]))]
    return []


def _afterwards(talk: Talk, now: Conversation) -> list[Part]:
    client, words = talk.client, talk.words
    head = render.template("talk_turns_head.html", words=words, any=bool(now.turns))
    shown_turns: list[Part] = [Html("turns-head", head)]
    opening = shown.said(client.name, "client", now.opening)
    shown_turns.append(Html("after-opening", opening))
    for number, turn in enumerate(now.turns, start=1):
        html = shown.turn(client, number, turn, words, may_try=number != talk.trying)
        shown_turns.append(Html(f"after-{number}", html))
        if number == talk.trying:
            shown_turns.append(_again(talk, now))
    buttons = (
        Button("once_more", words["once_more"].replace("{name}", client.name)),
        Button("others", words["others"], main=True),
    )
    return [
        setting(client, words),
        Html("after", shown.after(client, now, words)),
        Group("turns", tuple(shown_turns), look="turns"),
        Actions("onward", buttons),
    ]


def _again(talk: Talk, now: Conversation) -> Group:
    """One turn, taken back: the box, and once it is said, then and now."""
    words, client = talk.words, talk.client
    title = words["again_turn"].replace("{number}", str(talk.trying))
    head = Html("again-head", render.template("talk_again.html", title=title))
    editor = talk.page.editor(
        "say-again", words["again_say"], words["say_help"], (client.id, "say-again"), rows=3, sends="again_do"
    )
    leave = Button("again_leave", words["again_leave"])
    do = Button("again_do", words["again_do"], main=talk.retried is None)
    if talk.retried is None:
        return Group("again", (head, editor, *_note(talk), Actions("again-do", (do, leave))), look="again")
    then, made = now.turns[talk.trying - 1], talk.retried.turns[-1]
    both = Html("then-now", shown.then_now(client, then, made, words))
    on = () if talk.retried.ended else (Button("go_on_from", words["go_on_from"], main=True),)
    buttons = Actions("again-do", (*on, do, leave))
    return Group("again", (head, both, editor, *_note(talk), buttons), look="again")
