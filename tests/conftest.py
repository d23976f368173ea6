"""What every test may use: the ``--long`` switch, and things a machine may lack."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parent.parent


# A busy machine is no fault of the code: how long an example takes is never asserted.
settings.register_profile("calm", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("calm")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="run the long tests too")


def pytest_configure(config: pytest.Config) -> None:
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
