"""What a page imports anyway, imported while its kernel starts: the browser is still loading Lab then.

Named as an IPython extension in the kernels' configuration.
"""

from __future__ import annotations

from importlib import import_module

NEEDED = ("workbook_lib.widgets", "workbook_lib.journal", "workbook_lib.render", "workbook_lib.catalog")


def load_ipython_extension(shell: object) -> None:
    """Import, and leave nothing in the learner's namespace. A fault shows when a page needs the module."""
    for name in NEEDED:
        try:
            import_module(name)
        except Exception:  # noqa: S112 - the page itself will say it, in its own box
            continue
