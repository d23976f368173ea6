"""A small Jupyter Server extension: which pages are ours, and an inbox for drafts no kernel has confirmed.

The page configuration that Lab sends to the browser gets one more key, ``compassionWorkbook``. The
browser runs a page on opening only where its path and the source of every code cell stand there.
"""

from __future__ import annotations

import json
import os
import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jupyter_server.base.handlers import APIHandler
from jupyter_server.utils import url_path_join
from tornado import web

from workbook_lib.catalog import built_in
from workbook_lib.chosen import choice, content
from workbook_lib.opening import places
from workbook_lib.opening.ahead import Ahead, asked_page
from workbook_lib.opening.pages import shipped_sources
from workbook_lib.places import private_folder
from workbook_lib.profiles import current

if TYPE_CHECKING:
    from jupyter_server.serverapp import ServerApp

INBOX = "compassion-workbook/inbox"
LIMIT = 2 * 1024 * 1024
"""The largest draft taken, in bytes of JSON."""


class InboxHandler(APIHandler):
    """``PUT`` of one draft as JSON. 204 once it is on disk, else a plain sentence as ``message``.

    A page names in ``of`` whose words it shows: one that is still open from another person's sitting may
    find this server at its address, and their words must not come to this journal.
    """

    @web.authenticated
    def put(self) -> None:
        from workbook_lib import inbox  # at the first draft, not at every start of a server

        if len(self.request.body) > LIMIT:
            raise web.HTTPError(413, "This is too long to keep in one piece.")
        try:
            item = json.loads(self.request.body)
        except (ValueError, RecursionError):
            raise web.HTTPError(400, "This isn't a draft: it isn't JSON.") from None
        if not isinstance(item, dict):
            raise web.HTTPError(400, "This isn't a draft: it has no fields.")
        writer = current()
        mine = data_id(writer.folder)
        if self.get_query_argument("of", mine) != mine:
            raise web.HTTPError(409, "Another journal is open now; open your own to save this text.")
        try:
            inbox.put(writer.folder, item, seal=writer.seal)
        except ValueError as fault:
            raise web.HTTPError(400, str(fault)) from None
        except OSError:
            raise web.HTTPError(507, "There is no room, or no right, to keep this text here.") from None
        self.set_status(204)
        self.finish()


def data_id(folder: Path) -> str:
    """A random name for the journal in ``folder``, so that a browser never mixes two people's words."""
    file = folder / "data-id"
    try:
        return file.read_text(encoding="ascii")
    except OSError:
        private_folder(folder)
        file.write_text(secrets.token_hex(8), encoding="ascii")
        return file.read_text(encoding="ascii")


def our_pages(root: Path) -> dict[str, list[str]]:
    """Path below the server's root to code sources, for pages in the learner's folder or the clone."""
    shipped = places.shipped_notebooks()
    chosen = os.environ.get("WORKBOOK_FOLDER")
    for folder in [shipped, *([Path(chosen)] if chosen else [])]:
        if folder.is_relative_to(root):
            below = folder.relative_to(root).as_posix()
            prefix = "" if below == "." else f"{below}/"
            return {prefix + name: code for name, code in shipped_sources(shipped).items()}
    return {}


def shell_words() -> dict[str, Any]:
    """The words around a page and their language, where that isn't the English the browser has by itself."""
    words = content(choice())
    if words.version == built_in("en").version:
        return {}
    group = "shell."
    found = {key[len(group) :]: text for key, text in words.words.items() if key.startswith(group)}
    return {"language": words.language, "words": found}


def workbook_config(root: Path) -> dict[str, Any]:
    """What the browser is told about the workbook."""
    writer = current()
    name = data_id(writer.folder)
    return {
        **shell_words(),
        "pages": our_pages(root),
        "inbox": f"{INBOX}?of={name}",
        "dataId": name,
        "leaveNothing": writer.leaves_nothing,
        "launched": "WORKBOOK_FOLDER" in os.environ,
    }


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "workbook_lib.server"}]


def _load_jupyter_server_extension(app: ServerApp) -> None:
    root = Path(app.root_dir).resolve()
    settings = app.web_app.settings
    ahead = Ahead(app.session_manager)
    before = settings.get("page_config_hook")

    def hook(handler: Any, config: dict[str, Any]) -> dict[str, Any]:
        config = before(handler, config) if before else config
        ours = workbook_config(root)
        if ours["launched"] and asked_page(handler) in ours["pages"]:
            ahead.start(asked_page(handler))
        return {**config, "compassionWorkbook": ours}

    settings["page_config_hook"] = hook
    web_app: Any = app.web_app
    web_app.add_handlers(".*$", [(url_path_join(app.base_url, INBOX), InboxHandler)])
