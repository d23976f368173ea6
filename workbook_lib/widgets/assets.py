"""The script and style of the forms, as one text each: anywidget takes one module, a phone page the same."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

_ORDER = ("nodes.js", "drafts.js", "editor.js", "saved.js", "form.js")
_IMPORT = re.compile(r'^import \{[^}]*\} from "\./[^"]+";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=function|class|const)", re.MULTILINE)


@cache
def script(last: str = "widget.js") -> str:
    """The modules in order of need, ``last`` at the end, joined into one ES module without imports."""
    folder = files(__package__) / "static"
    texts = [(folder / name).read_text("utf-8") for name in (*_ORDER, last)]
    shared = [_EXPORT.sub("", _IMPORT.sub("", text)) for text in texts[:-1]]
    return "\n".join([*shared, _IMPORT.sub("", texts[-1])])


@cache
def style() -> str:
    """The style sheet of the forms; colours come from JupyterLab's variables."""
    folder = files(__package__) / "static"
    names = ("form.css", "listening.css", "figures.css", "plan.css", "live.css", "together.css")
    return "\n".join((folder / name).read_text("utf-8") for name in names)
