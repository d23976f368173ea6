"""Where a room can be reached, and whether it is. Nothing is sent to another machine."""

from __future__ import annotations

import http.client
import ipaddress
import json
import socket
import struct
import sys
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from typing import Literal

from workbook_lib.group.talking import is_ours

Where = Literal["network", "this_machine", "public"]
IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

ALONE = "127.0.0.1"
"""This machine to itself."""
PATIENCE = 3.0
"""Seconds within which a room on this machine answers."""

_ASK = 0x8915 if sys.platform == "linux" else 0xC0206921
"""SIOCGIFADDR, which asks for an interface's address, on Linux and on macOS."""

TUNNELS = (
    "tun",
    "tap",
    "utun",
    "wg",
    "ppp",
    "ipsec",
    "tailscale",
    "zt",
    "nordlynx",
    "proton",
    "vpn",
    "cscotun",
)
BRIDGES = ("docker", "br-", "virbr", "veth", "vmnet", "vboxnet", "lxc", "lxd", "cni", "podman", "bridge")
"""How systems name what leads to a distant network, and what leads to programs inside this machine."""

_SHARED = ipaddress.ip_network("100.64.0.0/10")
"""Used by some providers, and by private networks laid over the internet; not by a room's Wi-Fi."""
_INSIDE = (
    *(ipaddress.ip_network(f"172.{n}.0.1/32") for n in range(17, 32)),
    *(ipaddress.ip_network(f"192.168.{n}.1/32") for n in (56, 99, 122)),
)
"""Where docker, VirtualBox and libvirt put this machine, for systems that don't tell us an interface's name."""

_ELSEWHERE = ("192.0.2.1", "2001:db8::1")
"""Addresses kept for examples. A datagram socket that is pointed at one sends nothing, and shows the way out."""


@dataclass(frozen=True, slots=True)
class Address:
    """An address of this machine: ``network`` is a room's, ``public`` the whole internet's."""

    figures: str
    kind: Where


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found: the key of the words for it, and whether people may be let in there."""

    word: str
    usable: bool


MAY_BLOCK = (
    "room.check.block.apart",
    "room.check.block.sign_in",
    "room.check.block.vpn",
    "room.check.block.firewall",
)
"""What a guest network or a computer may do that only a phone can find out."""
INSTEAD = ("room.check.instead.hotspot", "room.check.instead.projected", "room.check.instead.paper")
"""What to do then."""


def addresses() -> list[Address]:
    """This machine's addresses, the likeliest for a room first; the last one is of this machine alone."""
    names = _interfaces()
    ways_out = [way for way in map(_way_out, _ELSEWHERE) if way]
    found = dict.fromkeys([*ways_out, *names, *_of_host_name(), ALONE])
    return ranked(found, names, ways_out)


def ranked(found: Iterable[str], names: Mapping[str, str], ways_out: Iterable[str]) -> list[Address]:
    """Addresses in order: of a network before others, IPv4 first, the way out first, bridges last. Pure.

    ``names`` are interfaces by address. An IPv6 address that holds on one cable alone can't be typed in a phone.
    """
    out = list(ways_out)
    usable = [a for a in found if not _on_one_cable(_read(a))]

    def rank(figures: str) -> tuple[bool, bool, bool, int, bool]:
        ip, kind = _read(figures), kind_of(figures)
        last = ip.is_link_local or _is_bridge(figures, names) or _is_tunnel(figures, names)
        return kind == "this_machine", kind == "public", last, ip.version, figures not in out

    own = [a for a in usable if kind_of(a) != "this_machine" or a == ALONE]
    return [Address(a, kind_of(a)) for a in sorted(own, key=rank)]


def kind_of(figures: str) -> Where:
    """Whose an address is. Raises ValueError for what isn't one."""
    ip = _read(figures)
    if ip.is_loopback:
        return "this_machine"
    return "public" if ip.is_global else "network"


def check(address: str, port: int) -> Finding:
    """Whether a room at ``address`` answers, and who could reach it, as far as this machine can tell.

    Only a phone can tell the rest: see `MAY_BLOCK`. Raises ValueError for what isn't an address in figures.
    """
    kind = kind_of(address)
    if kind == "public":
        return Finding("room.check.found.public", False)
    if not is_ours(address):
        return Finding("room.check.found.went_away", False)
    found = answers(address, port)
    if found != "room":
        return Finding(f"room.check.found.{found}", False)
    if kind == "this_machine":
        return Finding("room.check.found.this_machine", False)
    return who_could(address, _interfaces())


def who_could(address: str, names: Mapping[str, str]) -> Finding:
    """What an address of a room that answers says of who could reach it. Pure; ``names`` as `ranked` has them."""
    if _read(address).is_link_local:
        return Finding("room.check.found.no_network", False)
    if _is_tunnel(address, names):
        return Finding("room.check.found.vpn", False)
    if _is_bridge(address, names):
        return Finding("room.check.found.inside", False)
    return Finding("room.check.found.ready", True)


def _read(figures: str) -> IPAddress:
    return ipaddress.ip_address(figures)


def _on_one_cable(ip: IPAddress) -> bool:
    return ip.version == 6 and ip.is_link_local


def _is_tunnel(figures: str, names: Mapping[str, str]) -> bool:
    ip = _read(figures)
    return names.get(figures, "").startswith(TUNNELS) or (ip.version == 4 and ip in _SHARED)


def _is_bridge(figures: str, names: Mapping[str, str]) -> bool:
    name = names.get(figures)
    if name is not None:
        return name.startswith(BRIDGES)
    ip = _read(figures)
    return ip.version == 4 and any(ip in net for net in _INSIDE)


def answers(address: str, port: int) -> Literal["room", "other", "silent"]:
    """What answers there: a room, another program, or nothing."""
    try:
        with closing(http.client.HTTPConnection(address, port, timeout=PATIENCE)) as line:
            line.request("GET", "/now")
            said = json.loads(line.getresponse().read(200))
    except (http.client.HTTPException, ValueError):
        return "other"
    except OSError:
        return "silent"
    return "room" if isinstance(said, dict) and "here" in said else "other"


def _way_out(towards: str) -> str:
    """This machine's address on its way out; "" where there is none. No packet is sent."""
    family = socket.AF_INET6 if ":" in towards else socket.AF_INET
    try:
        with closing(socket.socket(family, socket.SOCK_DGRAM)) as line:
            line.connect((towards, 9))
            return str(line.getsockname()[0])
    except OSError:
        return ""


def _of_host_name() -> list[str]:
    try:
        found = socket.getaddrinfo(socket.gethostname(), None, type=socket.SOCK_STREAM)
    except OSError:
        return []
    return [str(sockaddr[0]).partition("%")[0] for *_, sockaddr in found]


def _interfaces() -> dict[str, str]:
    """Interfaces by their IPv4 address, where the system tells (Linux, macOS); nothing on others."""
    try:
        import fcntl

        with closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)) as line:
            found = {}
            for _, name in socket.if_nameindex():
                try:
                    told = fcntl.ioctl(line.fileno(), _ASK, struct.pack("256s", name.encode()[:15]))
                except OSError:  # it has none
                    continue
                found[socket.inet_ntoa(told[20:24])] = name
            return found
    except (ImportError, OSError):
        return {}
