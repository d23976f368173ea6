"""What a conversation looks like: lines, what each turn did, the afterwards. From data to HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from .. import render
from ..listening import Client, Conversation, Turn
from ..listening.deeds import RESTS_ON
from ..model import Evidence

Words = Mapping[str, str]
_STAGE = re.compile(r"\(([^()]*)\)")
UNREAD = frozenset({"nothing", "speaks"})
"""Deeds that say that nothing was found."""


def pieces(line: str) -> list[tuple[str, bool]]:
    """A client's line in order: what is said, and what is seen (in the content, in brackets)."""
    parts = _STAGE.split(line)
    return [(text, i % 2 == 1) for i, part in enumerate(parts) if (text := part.strip())]


def said(name: str, who: str, *lines: str) -> str:
    """One utterance as HTML. ``who`` is "you" or "client"; only a client's words have things seen in them."""
    cut = [(line, False) for line in lines] if who == "you" else [p for line in lines for p in pieces(line)]
    return render.template("talk_line.html", who=who, name=name, pieces=[p for p in cut if p[0]])


def answer(client: Client, turn: Turn) -> str:
    """What the client answered to a turn."""
    return said(client.name, "client", turn.seen, turn.line, turn.parting)


def did(deeds: Sequence[str], evidence: Iterable[Evidence], words: Words) -> list[tuple[str, list[str]]]:
    """Each thing that a turn did, in words, with the quotes it rests on; empty where nothing was found."""
    quotes: dict[str, list[str]] = {}
    for e in evidence:
        quotes.setdefault(e.dimension, []).append(e.quote)
    return [(words[f"deed_{d}"], quotes.get(RESTS_ON.get(d, d), [])) for d in deeds if d not in UNREAD]


def marked(text: str, evidence: Iterable[Evidence]) -> list[tuple[str, bool]]:
    """``text`` in pieces: (piece, whether something rests on it). Joined they are ``text`` again."""
    spans = sorted({(e.start, e.end) for e in evidence})
    out, done = [], 0
    for start, end in spans:
        start = max(start, done)
        if start < end:
            out += [(text[done:start], False), (text[start:end], True)]
            done = end
    return [piece for piece in (*out, (text[done:], False)) if piece[0]]


def turn(client: Client, number: int, made: Turn, words: Words, *, may_try: bool) -> str:
    """One turn afterwards: the learner's words with what they rest on, and the answer. ``number`` is from 1."""
    told = words["then_told"].replace("{name}", client.name) if made.told else ""
    return render.template(
        "talk_turn.html",
        number=number,
        pieces=marked(made.text, made.evidence),
        did=did(made.deeds, made.evidence, words),
        answer=_safe(answer(client, made)),
        told=told,
        may_try=may_try,
        words=words,
    )


def then_now(client: Client, then: Turn, now: Turn, words: Words) -> str:
    """A turn and the same turn said another way, side by side."""
    sides = [
        (words[key], t.text, did(t.deeds, t.evidence, words), _safe(answer(client, t)))
        for key, t in (("before", then), ("after", now))
    ]
    return render.template("talk_then_now.html", sides=sides, words=words)


def after(client: Client, talk: Conversation, words: Words) -> str:
    """How it ended, what became of it, what was never said."""
    told = set(talk.told)
    return render.template(
        "talk_after.html",
        client=client,
        ended=talk.ended,
        after=render.paragraphs(_became(client, talk, words)),
        unsaid=[fact.unsaid for fact in client.facts.values() if fact.id not in told],
        said=[fact.unsaid for fact in client.facts.values() if fact.id in told],
        words=words,
    )


def _became(client: Client, talk: Conversation, words: Words) -> str:
    if talk.stopped:
        return words[f"{talk.stopped}_after"]
    last = talk.turns[-1]
    by_kind = [e for e in client.endings if e.kind == last.ending]
    # A kind may end in several ways: the one whose last words were said.
    return next((e.after for e in by_kind if last.parting in e.says), by_kind[0].after)


def transcript(client: Client, talk: Conversation, words: Words) -> str:
    """The conversation as plain text, for the journal."""
    lines = [f"{client.name}: {talk.opening}"]
    for made in talk.turns:
        lines.append(f"{words['you']}: {made.text}")
        lines.append(f"{client.name}: " + " ".join(filter(None, (made.seen, made.line, made.parting))))
    return "\n".join(line for line in lines if not line.endswith(": "))


def _safe(html: str) -> object:
    """HTML that a template of ours made, so that it isn't escaped a second time."""
    from markupsafe import Markup

    return Markup(html)  # noqa: S704 - made by a template with autoescape
