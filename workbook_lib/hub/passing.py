"""What the Hub's proxy hands on: who really asks, and by which address people come."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

FORWARDED = "x-forwarded-for"


@dataclass(frozen=True, slots=True)
class Public:
    """The address by which people come, such as ``https://learn.example.org/services/rooms/``."""

    url: str

    @property
    def scheme(self) -> str:
        return urlsplit(self.url).scheme

    @property
    def host(self) -> str:
        """As a browser writes it into the host header."""
        return urlsplit(self.url).netloc.lower()

    @property
    def prefix(self) -> str:
        """Where the service begins; a slash at its end."""
        return urlsplit(self.url).path.rstrip("/") + "/"


@dataclass(frozen=True, slots=True)
class Behind:
    """ASGI: puts the asker's own address and the people's scheme in place of the proxy's.

    ``trusted`` are the networks that the proxy asks from; from anywhere else nothing is believed. ``proxies`` is
    how many stand between people and us: each adds one address on the right; what is left of those may be made up.
    """

    app: ASGIApp
    scheme: str
    trusted: tuple[str, ...] = ("127.0.0.1", "::1")
    proxies: int = 1

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            peer = str((scope.get("client") or ("",))[0])
            given = Headers(scope=scope).getlist(FORWARDED)
            scope = {**scope, "scheme": self.scheme, "client": (self.asker(peer, given), 0)}
        await self.app(scope, receive, send)

    def asker(self, peer: str, given: Iterable[str]) -> str:
        """Who asks: the address that the outermost of our proxies saw, or the peer itself."""
        if not any(_within(peer, network) for network in self.trusted):
            return peer
        addresses = [part.strip() for line in given for part in line.split(",")]
        found = addresses[-self.proxies] if len(addresses) >= self.proxies else peer
        return found if _is_address(found) else peer


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def _within(address: str, network: str) -> bool:
    return _is_address(address) and ipaddress.ip_address(address) in ipaddress.ip_network(network)
