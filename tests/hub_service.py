"""The rooms service behind a Hub of two answers: who holds a token, by the Hub's own HTTP interface."""

from __future__ import annotations

import contextlib
import http.server
import json
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from tests.room_process import free_port
from workbook_lib.hub.passing import Behind
from workbook_lib.hub.service import service

MAY = ["access:services!service=rooms"]
TOKENS: dict[str, dict[str, Any]] = {
    "of-maria": {"kind": "user", "name": "maria", "scopes": MAY},
    "of-otis": {"kind": "user", "name": "otis", "scopes": ["access:servers!server=otis/"]},
    "of-another-service": {"kind": "service", "name": "culler", "scopes": MAY},
}
PREFIX = "/services/rooms/"


class Answers(http.server.BaseHTTPRequestHandler):
    """``GET /hub/api/user`` as JupyterHub answers it."""

    def do_GET(self) -> None:
        kind, _, token = self.headers.get("Authorization", "").partition(" ")
        found = TOKENS.get(token) if kind == "token" else None
        body = json.dumps(found or {"status": 403, "message": "Forbidden"}).encode()
        self.send_response(200 if found else 403)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        pass


@contextlib.contextmanager
def hub() -> Iterator[str]:
    """The address of its interface."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/hub/api"
    server.shutdown()
    server.server_close()


def told(api: str, folder: Path, port: int, public: str = "") -> dict[str, str]:
    """What the Hub writes into its service's environment."""
    return {
        "JUPYTERHUB_API_URL": api,
        "JUPYTERHUB_API_TOKEN": "of-the-service",
        "JUPYTERHUB_CLIENT_ID": "service-rooms",
        "JUPYTERHUB_BASE_URL": "/",
        "JUPYTERHUB_SERVICE_NAME": "rooms",
        "JUPYTERHUB_SERVICE_PREFIX": PREFIX,
        "JUPYTERHUB_SERVICE_URL": f"http://127.0.0.1:{port}",
        "JUPYTERHUB_OAUTH_CALLBACK_URL": f"{PREFIX}oauth_callback",
        "JUPYTERHUB_OAUTH_ACCESS_SCOPES": json.dumps(["access:services", *MAY]),
        "JUPYTERHUB_PUBLIC_URL": f"{public or f'http://127.0.0.1:{port}'}{PREFIX}",
        "JUPYTERHUB_PUBLIC_HUB_URL": f"{public or f'http://127.0.0.1:{port}'}/hub/",
        "WORKBOOK_ROOMS_FOLDER": str(folder),
    }


class Served:
    """The service on a port of its own, in a thread of this process."""

    def __init__(self, api: str, folder: Path, monkeypatch: pytest.MonkeyPatch, public: str = "") -> None:
        from jupyterhub.services.auth import HubOAuth

        self.port = free_port()
        self.environ = told(api, folder, self.port, public)
        for name, value in self.environ.items():
            monkeypatch.setenv(name, value)
        HubOAuth.clear_instance()
        self.app, self.hosting = service(self.environ)
        self.hosting.begin()
        assert isinstance(self.app, Behind)
        self._server = uvicorn.Server(
            uvicorn.Config(
                self.app, port=self.port, lifespan="off", log_config=None, timeout_graceful_shutdown=2
            )
        )
        self._thread = threading.Thread(target=self._server.run)
        self._thread.start()
        self._wait()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}{PREFIX}"

    def _wait(self) -> None:
        until = time.monotonic() + 30
        while time.monotonic() < until:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
                return
            time.sleep(0.05)

    def stop(self) -> None:
        self._server.should_exit = True
        self._thread.join(30)
        for room in self.hosting.open.values():
            room.session.store.close()
