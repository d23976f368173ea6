"""What every test may use: the ``--long`` switch, both databases, and things a machine may lack."""

from __future__ import annotations

import os
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.postgres_process import Postgres, programs
from workbook_lib.db.place import NAMED_BY
from workbook_lib.group import ports

ROOT = Path(__file__).resolve().parent.parent


# A busy machine is no fault of the code: how long an example takes is never asserted.
# Property tests look at few examples each time, at others each time, and with ``--long`` at many.
settings.register_profile(
    "calm", deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=40
)
settings.register_profile("long", settings.get_profile("calm"), max_examples=200)
settings.load_profile("calm")


# No test writes to a database that somebody works with.
os.environ.pop(NAMED_BY, None)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="run the long tests too")


def pytest_configure(config: pytest.Config) -> None:
    settings.load_profile("long" if config.getoption("--long") else "calm")
    config.addinivalue_line("markers", "long: takes minutes; runs with --long only")
    config.addinivalue_line("markers", "source(point, page): a point of the sources, at work on a page")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--long"):
        return
    for item in items:
        if "long" in item.keywords:
            item.add_marker(pytest.mark.skip(reason="a long test: runs with --long"))


def missing(what: str) -> None:
    """Skip for want of ``what``; where the machine was set up to have all (WORKBOOK_CI=1), fail."""
    if os.environ.get("WORKBOOK_CI") == "1":
        pytest.fail(f"{what} is missing here, and nothing may be skipped where WORKBOOK_CI=1")
    pytest.skip(f"{what} is missing here")


def needs_postgres() -> None:
    """Skip, or fail, where there is no PostgreSQL to start."""
    if programs() is None or find_spec("psycopg") is None:
        missing("PostgreSQL (Debian's package postgresql) or psycopg")


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A server for all tests of this run: each room and each journal has a namespace of its own in it."""
    needs_postgres()
    server = Postgres()
    yield server
    server.remove()


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> str:
    """Where rooms and journals are opened: on files (""), and then again in the database of this URL."""
    return str(request.getfixturevalue("postgres").url) if request.param == "postgresql" else ""


@pytest.fixture(autouse=True)
def own_ports(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rooms of tests that run beside each other look for a place at different ports."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
    monkeypatch.setattr(ports, "FIRST_PORT", ports.FIRST_PORT + 50 * int(worker))


@pytest.fixture(autouse=True)
def named_database(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """For the length of one test, the workbook is told of the `database` that the test asks for, or of none."""
    url = request.getfixturevalue("database") if "database" in request.fixturenames else ""
    monkeypatch.setenv(NAMED_BY, url)
