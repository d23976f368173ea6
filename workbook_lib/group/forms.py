"""Forms as a browser without JavaScript sends them, and whose they are."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import Response

from workbook_lib.db import WouldWaitError, without_waiting
from workbook_lib.group import tokens
from workbook_lib.group.kept import Person
from workbook_lib.group.session import Session

MOST_FIELDS = 20
FORM = "application/x-www-form-urlencoded"


class BadFormError(Exception):
    """What was sent is no form of ours."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One request: who asks, by the token their browser brought, and what they sent. ``person`` is None outside."""

    session: Session
    request: Request
    token: str
    person: Person | None
    form: Mapping[str, str]

    def query(self, name: str) -> str:
        return str(self.request.query_params.get(name, ""))

    @property
    def address(self) -> str:
        return self.request.client.host if self.request.client else ""

    @property
    def from_elsewhere(self) -> bool:
        """Whether another machine asks: one that asks itself does so from the address it asks at."""
        here = self.request.scope.get("server") or ("",)
        return bool(self.address) and self.address != here[0]


def cookie_name(request: Request) -> str:
    """The name of our cookie. It holds the port: browsers send one host's cookies to all its ports."""
    return f"room_{request.url.port or 80}"


def root_of(request: Request) -> str:
    """Where the room begins on its host: "" of its own address, ``/services/rooms/…`` on a Hub."""
    return str(request.scope.get("root_path", ""))


def cookie_scope(request: Request) -> dict[str, Any]:
    """Where our cookie goes: to this room alone, and over https alone where people come by https."""
    return {"path": f"{root_of(request)}/", "secure": request.url.scheme == "https"}


def bearer(request: Request) -> str:
    """The token that a notebook, or the facilitator's page, sends in a header; "" where there is none."""
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    return token if kind == "Bearer" else ""


def parsed(kind: str, body: bytes) -> dict[str, str]:
    """The fields of a form, with the line ends that Python uses. Raises BadFormError."""
    if kind.partition(";")[0].strip().lower() != FORM:
        raise BadFormError("kind")
    try:
        pairs = parse_qsl(body.decode("ascii"), True, errors="strict", max_num_fields=MOST_FIELDS)
    except ValueError as error:
        raise BadFormError("body") from error
    return {name: value.replace("\r\n", "\n") for name, value in pairs}


def visited(session: Session, request: Request, form: Mapping[str, str]) -> Visit:
    """Who asks. A form has to bring the mark that only a page of ours could have given this browser."""
    token = request.cookies.get(cookie_name(request), "")
    if request.method == "POST" and not (token and tokens.signed(form.get("mark", ""), token, "form")):
        raise BadFormError("mark")
    return Visit(session, request, token, session.person(token), form)


def handled(answer: Callable[[Visit], Response]) -> Callable[[Request], Awaitable[Response]]:
    """The endpoint for a function from a visit to what is answered.

    A page of what is at hand is made at once; what has to look into the store or to write runs in a thread.
    """

    async def endpoint(request: Request) -> Response:
        session: Session = request.app.state.session
        form: dict[str, str] = {}
        if request.method == "GET":
            with suppress(WouldWaitError), without_waiting():
                return answer(visited(session, request, form))
        if request.method == "POST":
            form = parsed(request.headers.get("content-type", ""), await request.body())
        return await to_thread.run_sync(
            lambda: answer(visited(session, request, form)), limiter=session.at_once
        )

    return endpoint
