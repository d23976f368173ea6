"""Once more, where the database's server was away for a moment. For work that may be done twice."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from sqlalchemy.exc import DBAPIError

from workbook_lib.db.faults import Fault, fault_of

PATIENCE = 8.0
"""How many seconds a server that restarts is waited for."""

_PASSING = frozenset({Fault.AWAY, Fault.CROWDED})

_Given = ParamSpec("_Given")
_Found = TypeVar("_Found")


def steady(work: Callable[_Given, _Found]) -> Callable[_Given, _Found]:
    """``work``, done again from its beginning while the server is away, for at most `PATIENCE` seconds.

    Only for what comes to the same when it is done twice: where a server dies at a commit, nobody knows whether it
    still happened. Raises what the last attempt raised.
    """

    @wraps(work)
    def again(*given: _Given.args, **named: _Given.kwargs) -> _Found:
        give_up, pause = time.monotonic() + PATIENCE, 0.05
        while True:
            try:
                return work(*given, **named)
            except DBAPIError as error:
                if fault_of(error) not in _PASSING or time.monotonic() + pause > give_up:
                    raise
            time.sleep(pause)
            pause = min(2 * pause, 0.5)

    return again
