"""Many phones at once, without a browser: each joins, opens pages, sends answers until the room has said that it
has them, and asks in between whether the room went on. Standard library alone, as the load must cost little.
"""

from __future__ import annotations

import asyncio
import random
import re
import time
from contextlib import suppress
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import urlencode

PROMPTS = ("why_important", "what_made_them_feel", "hardship", "who_and_what_motivates", "how_would_i_feel")
SENTENCES = (
    "She has told her daughter that it would be sorted out today.",
    "I think he is ashamed in front of the others, and tired.",
    "I felt my own shoulders go up when the voice got louder.",
    "What would help her first?",
    "I wish that he could leave with his head held high.",
    "I will look at the shelf with them now and ring the other branch.",
    "We made this mistake, and I am sorry for it.",
    "Both of us want the letter to be right before Friday.",
)
ASKS_EVERY = 4.0
RESENT = 20
"""One in so many answers is sent once more although it was taken, as after a lost confirmation."""

_FIELD = re.compile(rb'type="hidden" name="(\w+)" value="([^"]*)"')
_FORM = re.compile(rb'<form method="post" action="(/\w+)".*?</form>', re.S)
_TROUBLE = (OSError, EOFError, asyncio.IncompleteReadError, TimeoutError, ValueError)


class NotTakenError(Exception):
    """The room did not take something for as long as a phone is patient."""


@dataclass
class Load:
    """What is asked of the room, and how it went. Times are in milliseconds, of every request that was answered."""

    host: str
    port: int
    code: str
    people: int
    answers: int
    joining: float
    """Seconds within which all come in."""
    sending: float
    """Seconds over which each spreads their answers."""
    patience: float = 30.0
    taken: dict[str, int] = field(default_factory=dict)
    """The mark in each answer that the room said it has, and how often it said so."""
    times: dict[str, list[float]] = field(default_factory=dict)
    troubles: int = 0
    joined_in: float = 0.0

    def mark(self, person: int, number: int) -> str:
        return f"[{person}-{number}]"

    async def run(self) -> None:
        """All phones, from the door to their last answer."""
        began = time.monotonic()
        phones = [Phone(self, number) for number in range(self.people)]
        async with asyncio.TaskGroup() as joining:
            for phone in phones:
                joining.create_task(phone.join(began + self.joining * phone.number / self.people))
        self.joined_in = time.monotonic() - began
        began = time.monotonic()
        asking = [asyncio.create_task(phone.keep_asking()) for phone in phones]
        async with asyncio.TaskGroup() as sending:
            for phone in phones:
                sending.create_task(phone.send_all(began))
        for task in asking:
            task.cancel()
        await asyncio.gather(*asking, return_exceptions=True)
        for phone in phones:
            phone.hang_up()


class Phone:
    """One person's phone, and its one line to the room."""

    def __init__(self, load: Load, number: int) -> None:
        self.load, self.number = load, number
        self.chance = random.Random(number)
        self._cookie = ""
        self._line: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
        self._one_at_a_time = asyncio.Lock()

    async def join(self, at: float) -> None:
        await asyncio.sleep(max(0.0, at - time.monotonic()))
        door = await self._ask("page", "/")
        page = await self._ask("join", "/join", {**fields(door, b"/join"), "code": self.load.code})
        await self._ask("join", "/agree", {**fields(page, b"/agree"), "writes": "yes"})

    async def send_all(self, began: float) -> None:
        each = self.load.sending / self.load.answers
        for number in range(self.load.answers):
            at = began + each * (number + self.chance.random())
            await asyncio.sleep(max(0.0, at - time.monotonic()))
            await self._send(number)

    async def _send(self, number: int) -> None:
        page = await self._ask("page", f"/room?q={PROMPTS[number % len(PROMPTS)]}")
        mark = self.load.mark(self.number, number)
        words = " ".join(self.chance.sample(SENTENCES, 4))
        form = {**fields(page, b"/answer"), "text": f"{words} {mark}"}
        for _ in range(2 if self.chance.randrange(RESENT) == 0 else 1):
            await self._ask("answer", "/answer", form)
            self.load.taken[mark] = self.load.taken.get(mark, 0) + 1

    async def keep_asking(self) -> None:
        while True:
            await asyncio.sleep(ASKS_EVERY * (0.8 + 0.4 * self.chance.random()))
            await self._ask("now", "/now")

    async def _ask(self, what: str, path: str, form: dict[str, str] | None = None) -> bytes:
        """One request, again and again until the room answers it; the page where a form leads to another."""
        give_up, pause = time.monotonic() + self.load.patience, 0.2
        while True:
            with suppress(*_TROUBLE):
                async with self._one_at_a_time, asyncio.timeout(15):
                    began = time.perf_counter()
                    status, to, body = await self._exchange(path, form)
                if status in (200, 303):
                    self.load.times.setdefault(what, []).append(1000 * (time.perf_counter() - began))
                    return body if status == 200 else await self._ask("page", to)
                if status < 500 and status != 429:
                    raise NotTakenError(f"{path}: {status} {body[:300]!r}")
            if time.monotonic() > give_up:
                raise NotTakenError(f"{path}: nothing for {self.load.patience} s")
            self.load.troubles += 1
            self.hang_up()
            await asyncio.sleep(pause)
            pause = min(1.6 * pause, 2.0)

    async def _exchange(self, path: str, form: dict[str, str] | None) -> tuple[int, str, bytes]:
        if self._line is None:
            self._line = await asyncio.open_connection(self.load.host, self.load.port)
        reader, writer = self._line
        writer.write(self._request(path, form))
        head = await reader.readuntil(b"\r\n\r\n")
        lines = head.decode("latin-1").split("\r\n")
        headers = {k.lower(): v.strip() for k, _, v in (line.partition(":") for line in lines[1:])}
        body = await reader.readexactly(int(headers.get("content-length", "0")))
        if "set-cookie" in headers:
            self._cookie = headers["set-cookie"].partition(";")[0]
        if headers.get("connection") == "close":
            self.hang_up()
        return int(lines[0].split()[1]), headers.get("location", "/").partition("#")[0], body

    def _request(self, path: str, form: dict[str, str] | None) -> bytes:
        body = urlencode(form or {}).encode()
        head = f"{'POST' if form else 'GET'} {path} HTTP/1.1\r\nHost: {self.load.host}:{self.load.port}\r\n"
        if self._cookie:
            head += f"Cookie: {self._cookie}\r\n"
        if form:
            head += f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n"
        return head.encode() + b"\r\n" + body

    def hang_up(self) -> None:
        if self._line is not None:
            self._line[1].close()
            self._line = None


def fields(page: bytes, action: bytes) -> dict[str, str]:
    """The hidden fields of the first form with this action. Raises NotTakenError where there is none."""
    for form in _FORM.finditer(page):
        if form[1] == action:
            return {k.decode(): unescape(v.decode()) for k, v in _FIELD.findall(form[0])}
    raise NotTakenError(f"no form {action!r} in {page[:500]!r}")
