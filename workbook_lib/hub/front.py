"""The service's own pages: a facilitator's rooms behind the Hub's sign-in, and what page 21 asks for.

Everything below a room's id is that room's. Nobody needs an account for it; its code lets people in.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.exc import SQLAlchemyError
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from workbook_lib import render
from workbook_lib.catalog import built_in
from workbook_lib.group import tokens
from workbook_lib.group.app import style
from workbook_lib.group.guard import Guard
from workbook_lib.group.privacy import OTHERS
from workbook_lib.group.rates import Minutes
from workbook_lib.hub.hosting import Hosted, Hosting, NotOpenedError
from workbook_lib.hub.passing import Public
from workbook_lib.hub.signing_in import SigningIn

ASKS = 120
"""Requests a minute from one address to the service's own pages."""


@dataclass
class Front:
    """ASGI: the service. ``hub_url`` is where people find the Hub itself."""

    hosting: Hosting
    signing_in: SigningIn
    public: Public
    hub_url: str
    _asked: Minutes = field(default_factory=Minutes)
    _own: ASGIApp = field(init=False)

    def __post_init__(self) -> None:
        prefix = self.public.prefix
        routes = [
            Route(prefix, self.rooms, methods=["GET"]),
            Route(f"{prefix}oauth_callback", self.signing_in.back, methods=["GET"]),
            Route(f"{prefix}room.css", style, methods=["GET"]),
            Route(f"{prefix}api/rooms", self.open, methods=["POST"]),
            Route(f"{prefix}api/rooms/{{id}}", self.close, methods=["DELETE"]),
        ]
        self._own = Guard(Starlette(routes=routes), self.hosting.hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        prefix = self.public.prefix
        id, slash, _ = scope["path"].removeprefix(prefix).partition("/")
        room = self.hosting.open.get(id) if scope["path"].startswith(prefix) else None
        if room is not None and slash:
            await room.app({**scope, "root_path": f"{prefix}{id}"}, receive, send)
        elif room is not None:
            await RedirectResponse(f"{prefix}{id}/", 308)(scope, receive, send)
        elif not self._asked.hit(str(scope["client"][0]), ASKS):
            await PlainTextResponse("Please wait a little.", 429, {"Retry-After": "30"})(scope, receive, send)
        else:
            await self._own(scope, receive, send)

    def url(self, room: Hosted) -> str:
        """The room's address for phones."""
        return f"{self.public.url}{room.id}/"

    async def rooms(self, request: Request) -> Response:
        """A facilitator's own rooms, to open on a projector or to find again."""
        token = self.signing_in.token(request)
        if not token:
            return self.signing_in.go()
        owner = await self.signing_in.may_open(token)
        content = built_in("en")
        values: dict[str, Any] = {
            "word": content.word,
            "root": self.public.prefix.rstrip("/"),
            "hub": self.hub_url,
        }
        if owner is None:
            return HTMLResponse(render.template("hub/rooms.html", refused=True, rooms=[], **values), 403)
        try:
            found = await run_in_threadpool(self.hosting.of, owner)
        except SQLAlchemyError:
            return PlainTextResponse(content.word("room.told.store_away"), 503, {"Retry-After": "5"})
        shown = [
            (self.url(room), tokens.on_the_wall(room.key.code), room.session.case().title) for room in found
        ]
        return HTMLResponse(render.template("hub/rooms.html", refused=False, rooms=shown, **values))

    async def open(self, request: Request) -> Response:
        """``POST {"language", "case", "least"}`` with a Hub token: a new room, its code and its secret."""
        owner = await self.signing_in.may_open(_hub_token(request))
        if owner is None:
            return JSONResponse({"refused": "account"}, 403)
        try:
            said = json.loads(await request.body())
            language, case, least = said["language"], said["case"], said.get("least", OTHERS)
            if not (isinstance(language, str) and isinstance(case, str) and type(least) is int):
                raise TypeError
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            return JSONResponse({"refused": "body"}, 400)
        return await run_in_threadpool(self._open, owner, language, case, least)

    def _open(self, owner: str, language: str, case: str, least: int) -> Response:
        try:
            room = self.hosting.found(owner, language, case, least)
        except NotOpenedError as no:
            return JSONResponse({"refused": str(no)}, 409)
        except (SQLAlchemyError, OSError):
            return JSONResponse({"refused": "store_away"}, 503, {"Retry-After": "5"})
        told = {"id": room.id, "url": self.url(room), "code": room.key.code, "secret": room.key.secret}
        return JSONResponse(told, 201)

    async def close(self, request: Request) -> Response:
        """``DELETE`` with the room's secret: the room ends and is taken away. One that is gone is no trouble."""
        room = self.hosting.open.get(request.path_params["id"])
        given = request.headers.get("authorization", "").removeprefix("Bearer ")
        if room is None:
            return Response(status_code=204)
        if not tokens.same(given, tokens.digest(room.key.secret)):
            return JSONResponse({"refused": "secret"}, 401)
        try:
            await run_in_threadpool(self.hosting.close, room)
        except (SQLAlchemyError, OSError):
            return JSONResponse({"refused": "store_away"}, 503, {"Retry-After": "5"})
        return Response(status_code=204)


def _hub_token(request: Request) -> str:
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    return token if kind.lower() == "token" else ""


def told(environ: Mapping[str, str]) -> tuple[Public, str]:
    """By which address people come to the rooms, and to the Hub. Raises KeyError where the Hub says neither."""
    return Public(environ["JUPYTERHUB_PUBLIC_URL"]), environ["JUPYTERHUB_PUBLIC_HUB_URL"]
