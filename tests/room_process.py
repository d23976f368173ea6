"""A real room: its own process on loopback, people with browsers of their own, and a facilitator."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import ssl
import subprocess
import sys
import threading
from html import unescape
from pathlib import Path
from typing import Any

import httpx

from tests.conftest import ROOT
from workbook_lib.catalog import built_in
from workbook_lib.group import tokens
from workbook_lib.group.ports import listening
from workbook_lib.group.serving import server
from workbook_lib.group.session import Session
from workbook_lib.group.store import Store

ANSWER = (
    "She has told her daughter that it would be sorted out today. I think she is ashamed and worn out, and I felt "
    "my own shoulders go up. What would help her first? I will look at the shelf with her now."
)

NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""A room has no TLS; to load the system's certificates for each client takes longer than all requests."""


def free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])


class Room:
    """A running room, from outside: its address, its code, and what its facilitator can do."""

    url: str
    code: str
    secret: str

    def facilitator(self, **said: Any) -> httpx.Response:
        headers = {"Authorization": f"Bearer {self.secret}"}
        if not said:
            return httpx.get(self.url + "facilitator", headers=headers, timeout=30, verify=NO_TLS)
        return httpx.post(self.url + "facilitator", headers=headers, json=said, timeout=30, verify=NO_TLS)

    def go_to(self, step: str) -> None:
        standing = self.facilitator().json()
        steps = standing["steps"]
        distance = steps.index(step) - steps.index(standing["step"])
        for _ in range(abs(distance)):
            assert self.facilitator(move="onward" if distance > 0 else "back").status_code == 200


class Process(Room):
    """``python -m workbook_lib room``: started, killed and started again on the same file."""

    def __init__(self, folder: Path, *options: str, host: str = "127.0.0.1") -> None:
        self.state, self.port, self.options, self.host = folder / "room.db", free_port(), options, host
        self.start()

    def start(self) -> None:
        command = [
            sys.executable,
            "-m",
            "workbook_lib",
            "room",
            "--host",
            self.host,
            "--port",
            str(self.port),
        ]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        self.process = subprocess.Popen(
            [*command, "--state", str(self.state), *self.options],
            stdout=subprocess.PIPE,
            text=True,
            env=environment,
        )
        assert self.process.stdout is not None
        said = json.loads(self.process.stdout.readline())
        self.url, self.code = said["room"], said["code"]
        self.secret = json.loads(self.state.with_name("room.db.key").read_text())["secret"]

    def stop(self) -> None:
        """As a power cut would: no time to tidy up."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(20)
        assert self.process.stdout is not None
        self.process.stdout.close()


class Served(Room):
    """The same server on loopback, in a thread of the test: quick to start, and its clock can be set."""

    def __init__(self, folder: Path) -> None:
        self.state, self.port = folder / "room.db", free_port()
        self.code, self.secret = tokens.new_code(), tokens.new_token()
        self.url = f"http://127.0.0.1:{self.port}/"
        self.session = Session(Store.open(self.state), built_in("en"))
        self.session.begin(self.code, self.secret, None)
        ready = threading.Event()
        self.server = server(self.session, {f"127.0.0.1:{self.port}"}, ready.set)
        place = listening("127.0.0.1", self.port)
        self.thread = threading.Thread(target=self.server.run, args=[[place]], daemon=True)
        self.thread.start()
        assert ready.wait(60)

    def stop(self) -> None:
        self.server.should_exit = self.server.force_exit = True
        self.thread.join(60)
        self.session.store.close()


class Phone:
    """One person's browser without JavaScript: cookies, pages and the forms on them."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self.browser = httpx.Client(base_url=room.url, follow_redirects=True, timeout=30, verify=NO_TLS)
        self.page = self.browser.get("/")

    def fields(self, action: str) -> dict[str, str]:
        """The hidden fields of the first form on the page with this action."""
        form = re.search(rf'<form method="post" action="{action}".*?</form>', self.page.text, re.S)
        assert form, f"no form {action} on this page"
        hidden = re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form[0])
        return {name: unescape(value) for name, value in hidden}

    def get(self, path: str) -> httpx.Response:
        self.page = self.browser.get(path)
        return self.page

    def send(self, action: str, **given: str) -> httpx.Response:
        """Fill in a form of the page and press its button."""
        self.page = self.browser.post(action, data={**self.fields(action), **given})
        return self.page

    def join(self, desk: str = "", writes: str = "yes") -> Phone:
        assert self.send("/join", code=self.room.code, desk=desk).status_code == 200
        assert self.send("/agree", writes=writes).status_code == 200
        return self

    def answer(self, text: str = ANSWER, prompt: str = "", **given: str) -> httpx.Response:
        """Keep words for the question that is open, or for another of this step."""
        self.get(f"/room?q={prompt}")
        return self.send("/answer", text=text, **given)
