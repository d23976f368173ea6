"""A form in a notebook: it shows parts, hands on what the learner does, and never shows a traceback."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import anywidget
import traitlets

from ..parts import Part, as_data
from .assets import script, style


@dataclass(frozen=True, slots=True)
class DraftTyped:
    """The text of one editor as it stands. ``slot`` is (scenario, prompt), ``seq`` rises per writer."""

    page: str
    slot: tuple[str, str]
    text: str
    base: int
    seq: int
    writer: str


@dataclass(frozen=True, slots=True)
class Press:
    """A button, by the name its part gave it."""

    name: str
    part: str


@dataclass(frozen=True, slots=True)
class Choice:
    """An option of a `parts.Choices`, or the moment of a `parts.When`."""

    part: str
    value: str


@dataclass(frozen=True, slots=True)
class Ticked:
    """An option of a `parts.Ticks`: ``on`` where it is ticked now."""

    part: str
    value: str
    on: bool


@dataclass(frozen=True, slots=True)
class Uploaded:
    """The bytes of a file chosen in a `parts.Upload`."""

    part: str
    data: bytes


Event = DraftTyped | Press | Choice | Ticked | Uploaded


@dataclass(frozen=True, slots=True)
class Stored:
    """The journal holds the draft: ``at`` is an ISO time in UTC."""

    revision: int
    at: str


@dataclass(frozen=True, slots=True)
class Refused:
    """The journal could not take the draft; ``why`` is one plain sentence."""

    why: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What a form does after an event: new parts (None: as they were), where focus goes, what is announced.

    ``trouble`` is one plain sentence for the box at the end of the form. ``erased``: everything was deleted,
    so the browser forgets what it holds too, and the page opens anew. ``reload``: the page opens anew, and
    nothing is forgotten.
    """

    parts: Sequence[Part] | None = None
    focus: str = ""
    announce: str = ""
    trouble: str = ""
    erased: bool = False
    reload: bool = False
    draft: Stored | Refused | None = field(default=None)


class Form(anywidget.AnyWidget):
    """Parts on a page. ``handle`` takes one event and answers with a `Reply`.

    ``plain`` is what stands in the saved notebook, where no page is alive. ``words`` are the UI words the
    browser needs; ``key`` names the journal, so that another person's unsaved words are never offered.
    """

    _esm = script()
    _css = style()

    parts = traitlets.List(traitlets.Dict()).tag(sync=True)
    words = traitlets.Dict().tag(sync=True)
    page = traitlets.Unicode().tag(sync=True)
    key = traitlets.Unicode().tag(sync=True)
    writer = traitlets.Unicode().tag(sync=True)

    def __init__(
        self,
        handle: Callable[[Event, Form], Reply],
        *,
        parts: Sequence[Part],
        words: Mapping[str, str],
        page: str,
        key: str,
        plain: str,
    ) -> None:
        self._handle = handle
        self._plain = plain
        super().__init__(parts=as_data(parts), words=dict(words), page=page, key=key, writer=uuid4().hex)
        self.on_msg(self._on_message)

    def show(self, parts: Sequence[Part]) -> None:
        """Show other parts; nodes whose part stays keep what was typed in them."""
        self.parts = as_data(parts)

    def tell(self, announce: str, focus: str = "") -> None:
        """Say something that came of work beside the page, and move there if the learner waits for it."""
        self.send({"type": "done", "number": None, "focus": focus, "announce": announce})

    def receive(self, content: Mapping[str, Any], buffers: Sequence[Any] = ()) -> None:
        """Act on one message of the browser. An error of ours becomes a plain sentence in the page."""
        try:
            event = _event(content, buffers)
            self._answer(event, content, self._handle(event, self))
        except Exception:
            traceback.print_exc(file=sys.__stderr__)
            self.send({"type": "trouble", "why": self.words["broken"]})

    def _on_message(self, _: object, content: Mapping[str, Any], buffers: Sequence[Any]) -> None:
        self.receive(content, buffers)

    def _answer(self, event: Event, content: Mapping[str, Any], reply: Reply) -> None:
        if reply.parts is not None:
            self.show(reply.parts)
        if isinstance(event, DraftTyped) and isinstance(reply.draft, Stored):
            kept = {"revision": reply.draft.revision, "at": reply.draft.at}
            self.send(
                {"type": "stored", "page": event.page, "slot": list(event.slot), "seq": event.seq, **kept}
            )
        elif isinstance(event, DraftTyped) and isinstance(reply.draft, Refused):
            self.send(
                {"type": "refused", "page": event.page, "slot": list(event.slot), "why": reply.draft.why}
            )
        if not isinstance(event, DraftTyped) or reply.announce:
            done = {"number": content.get("number"), "focus": reply.focus, "announce": reply.announce}
            self.send({"type": "done", **done})
        if reply.erased:
            self.send({"type": "erased"})
        if reply.reload:
            self.send({"type": "reload"})
        if reply.trouble:
            self.send({"type": "trouble", "why": reply.trouble})

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        data, *metadata = super()._repr_mimebundle_(**kwargs) or ({},)
        return ({**data, "text/plain": self._plain}, *metadata)


def _event(content: Mapping[str, Any], buffers: Sequence[Any]) -> Event:
    """The event a message speaks of. Raises KeyError or ValueError on one that no form of ours sends."""
    kind = content["type"]
    if kind == "draft":
        scenario, prompt = content["slot"]
        numbers = {name: int(content[name]) for name in ("base", "seq")}
        text, writer = str(content["text"]), str(content["writer"])
        return DraftTyped(str(content["page"]), (scenario, prompt), text, writer=writer, **numbers)
    if kind == "press":
        return Press(str(content["name"]), str(content["part"]))
    if kind == "choose":
        return Choice(str(content["part"]), str(content["value"]))
    if kind == "tick":
        return Ticked(str(content["part"]), str(content["value"]), bool(content["on"]))
    if kind == "upload":
        return Uploaded(str(content["part"]), bytes(buffers[0]))
    raise ValueError(f"no such message: {kind!r}")
