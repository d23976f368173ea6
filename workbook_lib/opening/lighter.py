"""What a server needn't import: it starts sooner, and each learner's takes less memory.

Measured (PSS, Python 3.11): the grammar of rfc3987_syntax takes 15 MiB and 2.3 s of computing at every start; the
Hub's own side of the package jupyterhub, with its database, 34 MiB in each learner's server.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

GRAMMAR = "rfc3987_syntax"
"""Checks international addresses in JSON schemas. jsonschema does without it where it isn't installed."""


def leave_out_the_grammar() -> None:
    """Make Jupyter's schemas do without `GRAMMAR`, as if it weren't installed; none of them names addresses so."""
    sys.modules.setdefault(GRAMMAR, None)  # type: ignore[arg-type]


@contextmanager
def without_the_hubs_side() -> Iterator[None]:
    """While a learner's server imports its part of jupyterhub, empty modules stand where the Hub's own side is.

    That server asks the Hub over HTTP, and runs none of it. Afterwards everything can be imported as ever.
    """
    stood = {name: sys.modules.get(name) for name in STAND_INS}
    sys.modules.update({name: _stand_in(name) for name in STAND_INS if name not in sys.modules})
    try:
        yield
    finally:
        for name, before in stood.items():
            if before is None:
                sys.modules.pop(name, None)
                _forget(name)


STAND_INS: dict[str, dict[str, type]] = {
    "jupyterhub.handlers": {},
    "jupyterhub.handlers.pages": {"HealthCheckHandler": type("HealthCheckHandler", (), {})},
    "jupyterhub.orm": {},
    "jupyterhub.roles": {},
    "sqlalchemy": {},
    "sqlalchemy.exc": {"SQLAlchemyError": type("SQLAlchemyError", (Exception,), {})},
}
"""Modules that jupyterhub's part for learners names and doesn't use, with the names that it takes from them."""


def _stand_in(name: str) -> ModuleType:
    made = ModuleType(name)
    made.__path__ = []
    made.__dict__.update(STAND_INS[name])
    return made


def _forget(name: str) -> None:
    """Take a stand-in off its package too: else the package would go on handing it out."""
    package, _, last = name.rpartition(".")
    if package in sys.modules and package not in STAND_INS:
        vars(sys.modules[package]).pop(last, None)


def learners_part() -> ModuleType:
    """jupyterhub's server extension for learners, as light as it can be; in full where its inside has changed."""
    name = "jupyterhub.singleuser.extension"
    try:
        with without_the_hubs_side():
            return importlib.import_module(name)
    except (ImportError, AttributeError):
        for loaded in [m for m in sys.modules if m.partition(".")[0] == "jupyterhub"]:
            del sys.modules[loaded]
        return importlib.import_module(name)
