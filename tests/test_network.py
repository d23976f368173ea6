"""Where a room can be reached: this machine's own addresses, with real sockets and a real room."""

from __future__ import annotations

import http.server
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.room_process import NO_TLS, Process, Served, free_port
from workbook_lib.catalog import built_in, languages
from workbook_lib.group import network

HOME, CABLE, BRIDGE, TUNNEL, PUBLIC = "192.168.1.5", "169.254.3.4", "172.18.0.1", "10.8.0.2", "93.184.216.34"
WORDS = {
    *(
        f"room.check.found.{found}"
        for found in (
            "ready",
            "silent",
            "other",
            "this_machine",
            "public",
            "went_away",
            "no_network",
            "vpn",
            "inside",
        )
    ),
    *network.MAY_BLOCK,
    *network.INSTEAD,
    *(f"room.check.{name}" for name in ("reached", "try_first", "block_heading", "instead_heading")),
}


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Served]:
    served = Served(tmp_path)
    yield served
    served.stop()


def test_every_address_is_this_machines_and_the_last_is_for_it_alone() -> None:
    found = network.addresses()
    assert found[-1] == network.Address("127.0.0.1", "this_machine")
    assert [a.kind for a in found].count("this_machine") == 1
    for address in found:
        family = socket.AF_INET6 if ":" in address.figures else socket.AF_INET
        with socket.socket(family, socket.SOCK_STREAM) as listening:
            listening.bind((address.figures, 0))


def test_what_a_room_can_use_comes_first() -> None:
    found = [
        "127.0.1.1",
        "::1",
        PUBLIC,
        CABLE,
        BRIDGE,
        TUNNEL,
        "fe80::1",
        "fd00::2",
        "10.1.2.3",
        HOME,
        "127.0.0.1",
    ]
    names = {TUNNEL: "utun4", BRIDGE: "br-3c1", HOME: "en0", "10.1.2.3": "eth1"}
    ranked = [a.figures for a in network.ranked(found, names, [HOME])]
    assert ranked[:3] == [HOME, "10.1.2.3", "fd00::2"]
    assert set(ranked[3:6]) == {CABLE, BRIDGE, TUNNEL}
    assert ranked[6:] == [PUBLIC, "127.0.0.1"]
    assert [a.figures for a in network.ranked(found, {}, [])].index(BRIDGE) > 2, "known by its figures too"
    led_away = [a.figures for a in network.ranked(found, names, [TUNNEL])]
    assert led_away.index(TUNNEL) > led_away.index(HOME), "a VPN is the way out, and not the room"


def test_a_room_for_this_machine_alone_is_noticed(room: Served) -> None:
    assert network.check("127.0.0.1", room.port) == network.Finding("room.check.found.this_machine", False)


@pytest.mark.parametrize(
    ("address", "found"), [(PUBLIC, "public"), (HOME, "went_away"), ("2606:2800:21f::1", "public")]
)
def test_an_address_that_cannot_be_a_rooms(address: str, found: str) -> None:
    assert network.check(address, 8790) == network.Finding(f"room.check.found.{found}", False)


def test_no_room_yet_and_another_program() -> None:
    assert network.check("127.0.0.1", free_port()).word == "room.check.found.silent"
    other = http.server.HTTPServer(("127.0.0.1", 0), http.server.BaseHTTPRequestHandler)
    answering = threading.Thread(target=other.handle_request, daemon=True)
    answering.start()
    assert network.check("127.0.0.1", other.server_port).word == "room.check.found.other"
    answering.join(20)
    other.server_close()


@pytest.mark.parametrize(
    ("address", "names", "found"),
    [
        (HOME, {HOME: "wlan0"}, "ready"),
        (HOME, {}, "ready"),
        (TUNNEL, {TUNNEL: "tun0"}, "vpn"),
        ("100.101.102.103", {}, "vpn"),
        (BRIDGE, {BRIDGE: "docker0"}, "inside"),
        (BRIDGE, {}, "inside"),
        (BRIDGE, {BRIDGE: "wlan0"}, "ready"),
        (CABLE, {CABLE: "eth0"}, "no_network"),
    ],
)
def test_who_could_reach_a_room_that_answers(address: str, names: dict[str, str], found: str) -> None:
    finding = network.who_could(address, names)
    assert finding == network.Finding(f"room.check.found.{found}", found == "ready")


def test_a_room_at_the_networks_address_answers_there(tmp_path: Path) -> None:
    best = network.addresses()[0]
    if best.kind != "network":
        pytest.skip("this machine is in no network")
    room = Process(tmp_path, host=best.figures)
    assert network.check(best.figures, room.port).word != "room.check.found.silent"
    own = httpx.get(room.url, verify=NO_TLS)
    assert own.status_code == 200
    assert room.facilitator().json()["reached"] is False, "this machine's own browser is no phone"
    room.stop()
    assert network.check(best.figures, room.port).word == "room.check.found.silent"


def test_the_first_visit_from_another_address_is_told_and_not_whose(room: Served) -> None:
    httpx.get(room.url, verify=NO_TLS)
    assert room.facilitator().json()["reached"] is False
    phone = httpx.HTTPTransport(local_address="127.0.0.3", verify=NO_TLS)
    with httpx.Client(transport=phone) as browser:
        assert browser.get(room.url).status_code == 200
    state = room.facilitator()
    assert state.json()["reached"] is True
    assert "127.0.0.3" not in state.text
    assert all(b"127.0.0.3" not in file.read_bytes() for file in room.state.parent.iterdir())


@pytest.mark.parametrize("language", languages())
def test_every_word_of_the_check_is_there(language: str) -> None:
    words = built_in(language).words
    assert {key for key in words if key.startswith("room.check.")} == WORDS
