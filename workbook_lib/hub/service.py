"""``python -m workbook_lib.hub.service``: the rooms as a service that the Hub starts, watches and starts again.

It listens on loopback, behind the Hub's proxy, and ends when the Hub that started it is gone: a new Hub has a new
token for it. Rooms are in the folder ``WORKBOOK_ROOMS_FOLDER``, or in the database of ``WORKBOOK_DATABASE_URL``.
"""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

import uvicorn

from workbook_lib.catalog import built_in
from workbook_lib.group.reading import warm
from workbook_lib.group.serving import Impatient, Server
from workbook_lib.hub.front import Front, told
from workbook_lib.hub.hosting import Hosting
from workbook_lib.hub.passing import Behind
from workbook_lib.hub.signing_in import SigningIn

FOLDER, PROXIES, TRUSTED = "WORKBOOK_ROOMS_FOLDER", "WORKBOOK_ROOMS_PROXIES", "WORKBOOK_ROOMS_TRUSTED"
HOSTS = "WORKBOOK_ROOMS_HOSTS"
"""Names further host headers that the rooms answer to, such as the service's own name inside a cluster."""
TIDIES_EVERY = 30
"""Seconds between two looks for rooms whose time is over."""


def service(environ: Mapping[str, str]) -> tuple[Behind, Hosting]:
    """The application as the Hub's environment describes it. Raises KeyError where that says too little."""
    public, hub_url = told(environ)
    inside = urlsplit(environ["JUPYTERHUB_SERVICE_URL"]).netloc
    hosts = {public.host, inside, *environ.get(HOSTS, "").split()}
    hosting = Hosting(Path(environ[FOLDER]), frozenset(hosts))
    signing_in = SigningIn.from_environment(public.prefix, public.scheme == "https")
    front = Front(hosting, signing_in, public, hub_url)
    trusted = tuple(environ.get(TRUSTED, "127.0.0.1,::1").split(","))
    return Behind(front, public.scheme, trusted, int(environ.get(PROXIES, "1"))), hosting


def main() -> int:
    """Serve until the Hub says so, or is gone. Returns an exit code."""
    os.umask(0o077)
    logging.basicConfig(format="rooms: %(message)s", level=logging.ERROR)
    app, hosting = service(os.environ)
    hosting.begin()
    warm(built_in("en"))
    parent = os.getppid()
    address = urlsplit(os.environ["JUPYTERHUB_SERVICE_URL"])

    async def tidy() -> None:
        await asyncio.to_thread(hosting.tidy)

    config = uvicorn.Config(
        app,
        host=address.hostname or "127.0.0.1",
        port=address.port or 80,
        # As of one room: no record of who asked for what. Whom to believe about who asks, `Behind` decides.
        access_log=False,
        server_header=False,
        proxy_headers=False,
        http=Impatient,
        lifespan="off",
        ws="none",
        log_config=None,
        limit_concurrency=4000,
        timeout_keep_alive=15,
        timeout_graceful_shutdown=5,
        callback_notify=tidy,
        timeout_notify=TIDIES_EVERY,
    )
    running = Server(config, lambda: None, lambda: os.getppid() == parent)
    running.run()
    return 0 if running.started else 1


if __name__ == "__main__":
    sys.exit(main())
