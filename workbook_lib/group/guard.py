"""What stands before every page of a room: one host name, a size, and headers that forbid what isn't used."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST = 128 * 1024
"""The largest body taken, in bytes: the longest answer takes 12 bytes a character, in a form and in JSON."""
PATIENCE = 20.0
"""Seconds within which a body has to be here."""

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src data:; script-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Not "no-referrer": browsers then say of every form that it comes from nowhere.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cache-Control": "no-store",
}


class Guard:
    """ASGI: refuses other host names, foreign forms and large or slow bodies; adds `HEADERS` to every answer."""

    def __init__(self, app: ASGIApp, hosts: Iterable[str]) -> None:
        self._app = app
        self._hosts = frozenset(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        guarded = _with_headers(send, scope.get("root_path", ""))
        trouble = self._trouble(Headers(scope=scope), scope)
        body = None if trouble else await _body(scope, receive)
        if body is None:
            code, says = trouble or (413, "Too large, or too slow.")
            await PlainTextResponse(says, code, {"Connection": "close"})(scope, receive, guarded)
        else:
            await self._app(scope, _replay(body, receive), guarded)

    def _trouble(self, headers: Headers, scope: Scope) -> tuple[int, str] | None:
        host = headers.get("host", "")
        if host not in self._hosts:
            return 400, "This room has another address."
        if scope["method"] not in {"GET", "HEAD"} and not _from_here(headers, f"{scope['scheme']}://{host}"):
            return 403, "This form comes from another page."
        return None


def _from_here(headers: Headers, here: str) -> bool:
    """Whether a form was sent by a page of ours, as far as the browser says."""
    origin = headers.get("origin")
    site = headers.get("sec-fetch-site", "same-origin")
    return origin in (None, here) and site in {"same-origin", "none"}


async def _body(scope: Scope, receive: Receive) -> bytes | None:
    """The whole body; None where it is too large, takes too long or breaks off."""
    said = Headers(scope=scope).get("content-length", "0")
    if not said.isdecimal() or int(said) > LARGEST:
        return None
    parts: list[bytes] = []
    try:
        async with asyncio.timeout(PATIENCE):
            while True:
                message = await receive()
                if message["type"] != "http.request":
                    return None
                parts.append(message.get("body", b""))
                if sum(map(len, parts)) > LARGEST:
                    return None
                if not message.get("more_body", False):
                    return b"".join(parts)
    except TimeoutError:
        return None


def _replay(body: bytes, receive: Receive) -> Receive:
    given = False

    async def replay() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replay


def _with_headers(send: Send, root: str) -> Send:
    async def guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            # A room on a Hub begins further down; its pages lead to each other as if it stood alone.
            if headers.get("location", "").startswith("/"):
                headers["location"] = root + headers["location"]
        await send(message)

    return guarded
