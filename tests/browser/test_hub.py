"""A real Hub: people with accounts of their own, a room that one of them opens there, and a Hub that is cut off."""

from __future__ import annotations

import re
import signal
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from html import unescape
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from deploy.hub.trial import Trial
from tests.browser.harness import OPENS_WITHIN_MS, PATIENCE_MS, press, wait_alive
from tests.conftest import needs_postgres
from tests.hub_trial import as_account, environment, memory, names, needs_hub, processes, rooms_url, trial
from tests.postgres_process import Postgres
from workbook_lib.catalog import built_in

WORD = built_in("en").word
OWN = built_in("en").pages["21_live_session"].words
START, LIVE = "00_start_here.ipynb", "21_live_session.ipynb"
WORDS = "She has promised it to her daughter. I would ask what happened that morning, and look with her now."
MOST = 200.0
"""What an idle learner may take, in MiB."""

ATTEMPTS = """
import json, sqlite3, sys
journal, database, secret = sys.argv[1:]
said = {}
for name, attempt in {
    "file": lambda: open(journal, "rb").read(),
    "sql": lambda: sqlite3.connect(f"file:{journal}?mode=ro", uri=True).execute("SELECT * FROM entries").fetchall(),
    "rooms": lambda: __import__("psycopg").connect(database, connect_timeout=10),
    "secret": lambda: open(secret, "rb").read(),
}.items():
    try:
        attempt()
        said[name] = "it could"
    except Exception as no:
        said[name] = type(no).__name__
print(json.dumps(said))
"""
"""What somebody with an account on the machine may try with another's journal, and with the rooms' database."""


@contextmanager
def people_in(browser: Browser, hub: Trial, names: list[str]) -> Iterator[list[Page]]:
    """Everybody signs in at once, each in their own browser. The first goes to page 21; the others come to 00."""
    with ExitStack() as closing:
        pages = []
        for name in names:
            context = browser.new_context(viewport={"width": 1280, "height": 800})
            closing.callback(context.close)
            context.set_default_timeout(PATIENCE_MS)
            page = context.new_page()
            page.goto(f"{hub.url}/hub/user-redirect/doc/tree/{LIVE}" if name == names[0] else hub.url)
            page.fill("#username_input", name)
            page.fill("#password_input", hub.password)
            page.click("#login_submit", no_wait_after=True)
            pages.append(page)
        for page, name in zip(pages, names, strict=True):
            first = LIVE if name == names[0] else START
            page.wait_for_url(f"**/user/{name}/doc/tree/{first}", timeout=2 * OPENS_WITHIN_MS)
            # Not the cover's coming: while one page is waited for, another's may have come and gone.
            page.wait_for_selector(".wb-saved", state="attached", timeout=OPENS_WITHIN_MS)
            wait_alive(page)
        yield pages


def saved(page: Page) -> None:
    expect(page.locator(".wb-saved")).to_have_text(re.compile(r"^Saved \d"))


def come_in(page: Page, address: str, code: str = "") -> None:
    """To the door with a link, and through it; the code is typed where the link doesn't hold it."""
    page.goto(address)
    if code:
        page.fill("#code", code)
    page.click(".wb-main")
    page.click(".wb-main")


def open_room(page: Page) -> tuple[str, str]:
    press(page, OWN["open"])
    expect(page.locator(".wb-door-code")).to_be_visible(timeout=PATIENCE_MS)
    return page.locator(".wb-door-link").inner_text(), page.locator(".wb-door-code").inner_text()


def refused(page: Page, hub: Trial, other: str) -> None:
    """What a learner may not do, in the browser and with the token that lies in their own server."""
    their_own = environment(urlsplit(page.url).path.split("/")[2])
    token = {"Authorization": f"token {their_own['JUPYTERHUB_API_TOKEN']}"}
    assert not [name for name in their_own if "DATABASE" in name or "PASSWORD" in name]
    for path in (f"/user/{other}/api/contents", f"/user/{other}/files/Compassion%20workbook/x"):
        assert page.request.get(hub.url + path).status == 403
        assert page.request.get(hub.url + path, headers=token).status == 403
    assert page.request.get(f"{hub.url}/hub/api/users/{other}", headers=token).status in {403, 404}
    wish = {"language": "en", "case": "returned_book"}
    rooms = f"{hub.url}/services/rooms/"
    assert page.request.post(f"{rooms}api/rooms", headers=token, data=wish).status == 403
    no = page.request.get(rooms)
    assert no.status == 403
    assert WORD("hub.refused") in unescape(no.text())


def private(hub: Trial, postgres: Postgres, owner: str, other: str) -> None:
    """As the other's Unix account: no file, no journal, no database, no secret of the Hub."""
    data = hub.folder / owner / ".local/share/compassion-workbook"
    journal = data / "journal.db"
    assert journal.is_file()
    assert data.stat().st_mode & 0o077 == 0
    asked = (
        str(journal),
        postgres.url.replace("workbook@", "rooms@"),
        str(hub.folder / "state/cookie_secret"),
    )
    said = as_account(other, ATTEMPTS, *asked)
    assert said == {
        "file": "PermissionError",
        "sql": "OperationalError",
        "rooms": "OperationalError",
        "secret": "PermissionError",
    }


def cut_off(hub: Trial, postgres: Postgres) -> None:
    """The Hub with its services as by a power cut, and the database too; then both again."""
    hub.stop(signal.SIGKILL)
    postgres.stop()
    postgres.start()
    hub.start()


def journey(browser: Browser, hub: Trial, postgres: Postgres) -> None:
    facilitator, learner, *others = hub.people
    with people_in(browser, hub, hub.people) as (leading, learning, *pages):
        idle = memory(others[-1])
        print(f"an idle learner: {idle:.0f} MiB in {len(processes(others[-1]))} processes")
        assert idle <= MOST
        learning.get_by_role("button", name="Begin").click()
        learning.locator("textarea").first.fill(WORDS)
        saved(learning)
        private(hub, postgres, learner, facilitator)
        refused(learning, hub, facilitator)

        url, code = open_room(leading)
        assert url.startswith(f"{hub.url}/services/rooms/")
        phone = phone_of(browser)
        come_in(phone, url, code)  # no account, a code alone
        joined = [phone, *(page.context.new_page() for page in (learning, *pages[1:]))]
        for page in joined[1:]:
            come_in(page, f"{url}?code={code}")
        expect(
            leading.get_by_text(OWN["people_many"].replace("{count}", str(len(joined))), exact=True)
        ).to_be_visible()
        for step in ("agreement", "case", "questions"):
            press(leading, OWN["next"].replace("{step}", WORD(f"room.steps.{step}")))
            expect(
                leading.get_by_role("heading", name=WORD(f"room.steps.{step}"), exact=True).first
            ).to_be_visible()
        for page in joined:
            page.wait_for_selector("textarea[data-draft]")
        answer(joined[1], WORDS)
        expect(joined[1].locator("#kept")).to_be_visible()

        cut_off(hub, postgres)
        answer(phone, WORDS)
        expect(phone.locator("#kept")).to_be_visible()
        expect(leading.get_by_text(f"2 of {len(joined)}").first).to_be_visible()
        joined[1].reload()
        expect(joined[1].locator("textarea[data-draft]")).to_have_value(WORDS)
        learning.reload()
        wait_alive(learning)
        expect(learning.locator("textarea").first).to_have_value(WORDS)
        expect(leading.locator(".wb-door-code")).to_have_text(code)
        phone.context.close()


def phone_of(browser: Browser) -> Page:
    context: BrowserContext = browser.new_context(viewport={"width": 360, "height": 740})
    context.set_default_timeout(PATIENCE_MS)
    return context.new_page()


def answer(page: Page, text: str) -> None:
    page.fill("textarea[data-draft]", text)
    page.click("form[data-once] .wb-main")


@pytest.mark.parametrize("people", [3, pytest.param(5, marks=pytest.mark.long)])
def test_a_room_on_the_hub_and_journals_that_are_private(browser: Browser, people: int) -> None:
    needs_hub()
    needs_postgres()
    postgres = Postgres(fsync=True)
    try:
        with trial(names(people), WORKBOOK_DATABASE_URL=rooms_url(postgres)) as hub:
            journey(browser, hub, postgres)
    finally:
        postgres.remove()
