"""What the room is measured beside: a bare Starlette with uvicorn that takes and gives back the same forms."""

from __future__ import annotations

import json
import sys
from urllib.parse import parse_qsl

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

FORM = '<form method="post" action="/{0}"><input type="hidden" name="mark" value="mark"><p>{1}</p></form>'
PAGE = "<!doctype html><title>Peer</title>" + "".join(
    FORM.format(action, "words " * 300) for action in ("join", "agree", "answer")
)


async def page(_: Request) -> Response:
    return HTMLResponse(PAGE, headers={"Set-Cookie": "peer=1; Path=/"})


async def now(_: Request) -> Response:
    return JSONResponse({"here": True, "version": 1})


async def take(request: Request) -> Response:
    form = dict(parse_qsl((await request.body()).decode("ascii"), True))
    return RedirectResponse("/room" if form["mark"] else "/", 303)


def main() -> None:
    routes = [Route("/", page), Route("/room", page), Route("/now", now)]
    routes += [Route(path, take, methods=["POST"]) for path in ("/join", "/agree", "/answer")]
    port = int(sys.argv[1])
    print(json.dumps({"port": port}), flush=True)
    app = Starlette(routes=routes)
    # Lines are held open as long as the room's.
    uvicorn.run(app, host="127.0.0.1", port=port, log_level="error", access_log=False, timeout_keep_alive=15)


if __name__ == "__main__":
    main()
