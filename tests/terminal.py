"""Our command in real processes: one that nobody sits at, and one at a terminal (POSIX)."""

from __future__ import annotations

import json
import os
import re
import select
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.browser.harness import free_port
from tests.conftest import ROOT

WITHIN_S = 120
_ADDRESS = re.compile(r"(http://127\.0\.0\.1:\d+/)doc/tree/\S+\?token=([0-9a-f]+)")


@dataclass
class Computer:
    """A person's account below one folder: their home, temporary files, and what the workbook keeps."""

    root: Path
    more: dict[str, str] = field(default_factory=dict)

    def environment(self) -> dict[str, str]:
        for name in ("home", "tmp"):
            (self.root / name).mkdir(exist_ok=True)
        # Their own too: a start sweeps what sittings left in memory, and tests run beside each other.
        memory = self.root.with_name(f"{self.root.name}-memory")
        memory.mkdir(mode=0o700, exist_ok=True)
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("WORKBOOK_", "XDG_"))}
        path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
        places = {
            "HOME": str(self.root / "home"),
            "TMPDIR": str(self.root / "tmp"),
            "XDG_RUNTIME_DIR": str(memory),
        }
        data = {"WORKBOOK_DATA": str(self.data), "PYTHONPATH": path, "PYTHONUNBUFFERED": "1"}
        return {**kept, **places, **data, **self.more}

    @property
    def data(self) -> Path:
        return self.root / "data"

    def files(self) -> set[Path]:
        return {path for path in self.root.rglob("*") if path.is_file()}

    def holding(self, words: str) -> list[Path]:
        """The files that hold any run of 12 bytes of ``words``."""
        text = words.encode()
        runs = [text[start : start + 12] for start in range(0, len(text) - 12, 6)]
        found = {path: path.read_bytes() for path in self.files()}
        return [path for path, data in found.items() if any(run in data for run in runs)]


class Opened:
    """The command ``open`` as it runs; what it says is read as it comes."""

    def __init__(self, computer: Computer, *options: str, terminal: bool = False, code: str = "") -> None:
        self.said = self.all = ""
        # A port of its own: others may be starting a Lab on this machine at this moment.
        port = ["--port", str(free_port())]
        start = ["-c", code] if code else ["-m", "workbook_lib", "open", *options, *port]
        ours, theirs = os.openpty() if terminal else os.pipe()
        self._stream = ours
        self.process = subprocess.Popen(
            [sys.executable, *start],
            env=computer.environment(),
            cwd=computer.root,
            stdin=theirs if terminal else subprocess.DEVNULL,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
            preexec_fn=_take_terminal if terminal else None,
        )
        os.close(theirs)

    def until(self, expected: str, pressing: str = "") -> Opened:
        """Read on until ``expected`` (a regular expression) was said since the last call.

        ``pressing``: a key to press, and again every few seconds, as a person does: a Ctrl-C that comes between
        a question and the waiting for its answer is heard at the next key only.
        """
        end, press_at = time.monotonic() + WITHIN_S, time.monotonic()
        while not (found := re.search(expected, self.said)):
            assert time.monotonic() < end, self.said
            if pressing and time.monotonic() >= press_at:
                os.write(self._stream, pressing.encode())
                press_at += 5
            if select.select([self._stream], [], [], 0.2)[0] and not self._read():
                raise AssertionError(f"ended without {expected!r}: {self.said}")
        self.before, self.said = self.said[: found.end()], self.said[found.end() :]
        return self

    def _read(self) -> bool:
        try:
            data = os.read(self._stream, 65536)
        except OSError:  # Linux says so when nobody is left at the other side of a terminal
            data = b""
        self.said += (text := data.decode(errors="replace"))
        self.all += text
        return bool(data)

    def type(self, line: str) -> None:
        os.write(self._stream, f"{line}\n".encode())

    def up(self) -> Opened:
        """Wait until the server answers; ``url`` and ``token`` are set then."""
        self.until(r"Your pages are in [^\r\n]+")
        found = _ADDRESS.search(self.before)
        assert found is not None
        self.url, self.token = found.groups()
        self.folder = Path(self.before.rpartition("Your pages are in ")[2])
        end = time.monotonic() + WITHIN_S
        while self.ask("api/status")[0] != 200:
            assert time.monotonic() < end
            assert self.process.poll() is None, (self._read(), self.said)
            time.sleep(0.1)
        return self

    def ask(self, path: str, body: Any = None, method: str = "GET") -> tuple[int, Any]:
        data = None if body is None else json.dumps(body).encode()
        headers = {"Authorization": f"token {self.token}"}
        request = urllib.request.Request(self.url + path, data=data, method=method, headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=60) as reply:
                return reply.status, json.loads(reply.read() or b"null")
        except urllib.error.HTTPError as refusal:
            return refusal.code, refusal.read().decode()
        except OSError:
            return 0, None

    def told(self) -> Any:
        """What the browser is told about the workbook."""
        address = f"{self.url}doc/tree/00_start_here.ipynb?token={self.token}"
        html = urllib.request.urlopen(address, timeout=60).read().decode()
        found = re.search(r'<script id="jupyter-config-data"[^>]*>(.*?)</script>', html, re.DOTALL)
        assert found is not None
        return json.loads(found.group(1))["compassionWorkbook"]

    def kernel(self, runtime: Path, code: str) -> str:
        """Run code in a kernel of this server; the value of its variable ``said``."""
        from jupyter_client.blocking import BlockingKernelClient

        status, kernel = self.ask("api/kernels", {}, "POST")
        assert status == 201, kernel
        client = BlockingKernelClient(connection_file=str(runtime / f"kernel-{kernel['id']}.json"))
        client.load_connection_file()
        client.start_channels(iopub=False, stdin=False, hb=False, control=False)
        try:
            client.execute(code, user_expressions={"said": "said"})
            content = client.get_shell_msg(timeout=WITHIN_S)["content"]
        finally:
            client.stop_channels()
        assert content["status"] == "ok", content
        return str(content["user_expressions"]["said"]["data"]["text/plain"])

    def end(self, how: signal.Signals = signal.SIGINT) -> int:
        """Send a signal and wait for the end. Returns the exit code."""
        if self.process.poll() is None:
            self.process.send_signal(how)
        return self.ended()

    def ended(self) -> int:
        try:
            code = self.process.wait(timeout=40)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise
        while select.select([self._stream], [], [], 0)[0] and self._read():
            continue
        return code

    def hang_up(self) -> int:
        """Close the terminal's window."""
        os.close(self._stream)
        return self.process.wait(timeout=40)


def _take_terminal() -> None:
    import fcntl
    import termios

    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
