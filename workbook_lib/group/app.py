"""The room's pages and the facilitator's interface as one small application. Two files are served, no folder."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib.resources import files

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from workbook_lib.group import (
    api,
    facilitator,
    helping,
    offering,
    participants,
    reading_page,
    showing,
    tokens,
)
from workbook_lib.group.forms import BadFormError, Visit, bearer, cookie_name, handled
from workbook_lib.group.guard import Guard
from workbook_lib.group.session import Session

PAGES: dict[str, tuple[Callable[[Visit], Response], str]] = {
    "/": (participants.come_in, "GET"),
    "/join": (participants.join, "POST"),
    "/room": (participants.room, "GET"),
    "/agree": (participants.agree, "POST"),
    "/answer": (participants.answer, "POST"),
    "/rate": (participants.rate, "POST"),
    "/differ": (participants.differ, "POST"),
    "/writing": (participants.writing, "POST"),
    "/offer": (offering.choose, "GET"),
    "/offer/preview": (offering.preview, "POST"),
    "/offer/yes": (participants.offer, "POST"),
    "/offer/undo": (offering.undo, "POST"),
    "/helped": (helping.ask, "GET"),
    "/helped/send": (helping.send, "POST"),
    "/helped/undo": (helping.undo, "POST"),
    "/words": (participants.words, "GET"),
    "/words.txt": (participants.words_file, "GET"),
    "/leaving": (participants.leaving, "GET"),
    "/leave": (participants.leave, "POST"),
    "/now": (participants.now, "GET"),
    **reading_page.PAGES,
}


def application(session: Session, hosts: Iterable[str]) -> ASGIApp:
    """The application for one room; ``hosts`` are the host headers it answers to, with the port."""
    routes = [Route(path, handled(page), methods=[method]) for path, (page, method) in PAGES.items()]
    # A tab that is opened again asks for the page that a form led to.
    routes += [Route(path, _to_the_room) for path, (_, method) in PAGES.items() if method == "POST"]
    routes += [
        Route("/facilitator", facilitator.ask, methods=["GET"]),
        Route("/facilitator", facilitator.do, methods=["POST"]),
        Route("/api/room", api.ask, methods=["GET"]),
        Route("/api/{move}", api.do, methods=["POST"]),
        Route("/room.css", style, methods=["GET"]),
        Route("/room.js", _script, methods=["GET"]),
    ]
    not_kept = dict.fromkeys((DBAPIError, PoolTimeoutError), showing.not_kept)
    app = Starlette(
        routes=routes, exception_handlers={**not_kept, BadFormError: _bad_form, Exception: _trouble}
    )
    app.state.session = session
    app.add_middleware(_Rated, session=session)
    return Guard(app, hosts)


class _Rated:
    """Counts every request before it is answered."""

    def __init__(self, app: ASGIApp, session: Session) -> None:
        self._app, self._session = app, session

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and not self._may(Request(scope)):
            slow = PlainTextResponse(self._session.content.word("room.slow"), 429, {"Retry-After": "10"})
            await slow(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _may(self, request: Request) -> bool:
        sent = bearer(request) or request.cookies.get(cookie_name(request), "")
        token = tokens.digest(sent)
        person = token if token in self._session.known else None
        return self._session.rates.request(request.client.host if request.client else "", person)


def _read(*parts: str) -> bytes:
    return files("workbook_lib").joinpath(*parts).read_bytes()


async def style(_: Request) -> Response:
    """The notebook's own style sheet, and what a page without the notebook needs."""
    sheets = (_read("group", "static", "room.css"), _read("widgets", "static", "form.css"))
    return Response(b"\n".join(sheets), media_type="text/css")


async def _script(_: Request) -> Response:
    return Response(_read("group", "static", "room.js"), media_type="text/javascript")


async def _to_the_room(_: Request) -> Response:
    return RedirectResponse("/room", 303)


async def _bad_form(request: Request, _: Exception) -> Response:
    word = request.app.state.session.content.word
    return PlainTextResponse(word("room.told.bad_form"), 400)


async def _trouble(request: Request, _: Exception) -> Response:
    """Something of ours went wrong: said in a sentence, with nothing of the inside."""
    word = request.app.state.session.content.word
    return PlainTextResponse(word("room.told.trouble"), 500)
