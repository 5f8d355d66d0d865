"""One running site for all browser tests: the product as `make run` starts it, with the demo, on PostgreSQL.

`make test` runs these tests in one process: one site serves them all.
"""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_string, policy
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

import psycopg
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
DATABASE = "wijkplein_browser"
START_LIMIT_S = 420
MAIL_LIMIT_S = 30
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# Best practice and WCAG 2.2 AA, as spec/compliance.md C1 asks.
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@dataclass(frozen=True)
class RunningSite:
    """Where the site answers and where its mail lands."""

    url: str
    mail_dir: Path

    def mails_to(self, address: str) -> list[str]:
        """The plain texts of all mails to an address so far, oldest first."""
        found = []
        for file in sorted(self.mail_dir.glob("*"), key=lambda file: file.stat().st_mtime):
            for part in re.split(r"\n-{79}\n", file.read_text(encoding="utf-8")):
                mail = message_from_string(part.lstrip("\n"), policy=policy.default)
                if address in (mail["To"] or ""):
                    found.append(mail.get_body(("plain",)).get_content())
        return found

    def link_to(self, address: str, path_part: str) -> str:
        """The newest link with `path_part` in a mail to this address; waits for the worker."""
        limit = time.monotonic() + MAIL_LIMIT_S
        while time.monotonic() < limit:
            for text in reversed(self.mails_to(address)):
                links = [link for link in re.findall(r"https?://\S+", text) if path_part in link]
                if links:
                    return links[0]
            time.sleep(0.3)
        raise AssertionError(f"no mail with {path_part} came to {address}")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSite]:
    """The product, started as a newcomer would, on a database of its own."""
    mail_dir = tmp_path_factory.mktemp("mail")
    database_url = _fresh_database()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "cms.settings",
        "DATABASE_URL": database_url,
        "BASE_URL": url,
        "EMAIL_URL": f"filemail:///{mail_dir}",
        "MAIL_ALLOW_LIST": "*",
    }
    process = subprocess.Popen(  # noqa: S603
        [sys.executable, "manage.py", "start", "--port", str(port)], cwd=ROOT, env=environment
    )
    try:
        _wait_until_ready(url, process)
        yield RunningSite(url=url, mail_dir=mail_dir)
    finally:
        process.terminate()
        assert process.wait(60) == 0, "the site did not end cleanly"


def _fresh_database() -> str:
    parts = urlsplit(os.environ["DATABASE_URL"])
    with psycopg.connect(parts._replace(path="/postgres").geturl(), autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {DATABASE}")
    return parts._replace(path=f"/{DATABASE}").geturl()


def _wait_until_ready(url: str, process: subprocess.Popen) -> None:
    limit = time.monotonic() + START_LIMIT_S
    while time.monotonic() < limit:
        assert process.poll() is None, "the site did not start"
        try:
            with urlopen(f"{url}/healthz", timeout=5) as answer:  # noqa: S310
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.5)
    raise AssertionError("the site was not ready in time")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A real browser."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM") or "/usr/bin/chromium", args=FLAGS
        )
        yield browser
        browser.close()


class Visitor:
    """A person with a browser, and what their console said."""

    def __init__(self, context: BrowserContext, site: RunningSite) -> None:
        self.context, self.site, self.complaints = context, site, []
        self.page = context.new_page()
        self.page.on("console", self._listen)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _listen(self, message: object) -> None:
        # The browser itself notes every answer of 400 and up; those are the site's to give.
        # Playwright notes that it keeps the worker out.
        expected = ("Failed to load resource", "Service Worker registration blocked")
        if message.type in ("error", "warning") and not any(text in message.text for text in expected):
            self.complaints.append(f"{self.page.url}: {message.text}")

    def goto(self, path: str) -> Page:
        """Open a path of the site, or a whole link."""
        self.page.goto(path if path.startswith("http") else self.site.url + path)
        return self.page

    def axe(self) -> list[str]:
        """What axe finds wrong on the page that is open."""
        results = Axe().run(self.page, options={"runOnly": {"type": "tag", "values": AXE_TAGS}})
        return [
            f"{self.page.url} {found['id']}: {node['html'][:200]}"
            for found in results.response["violations"]
            for node in found["nodes"]
        ]

    def overflow(self, width: int) -> int:
        """By how many pixels the page is wider than a window of this width."""
        self.page.set_viewport_size({"width": width, "height": 800})
        return self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")

    def sign_in(self, address: str) -> None:
        """Sign in to the admin as an account of the demo."""
        self.goto("/beheer/login/")
        self.page.get_by_label("E-mail").fill(address)
        self.page.locator("input[type=password]").fill("wijkplein-demo")
        self.page.locator("form button[type=submit]").click()
        self.page.wait_for_url("**/beheer/")


@pytest.fixture
def visit(chromium: Browser, site: RunningSite) -> Iterator:
    """Make visitors: `visit(width=390, javascript=False)`. None of their consoles may have complained.

    Only with `keeps_pages` does the worker of the site run along (cms.app): it fetches pages of its own.
    """
    visitors: list[Visitor] = []

    def make(*, width: int = 1280, javascript: bool = True, keeps_pages: bool = False) -> Visitor:
        context = chromium.new_context(
            viewport={"width": width, "height": 900},
            java_script_enabled=javascript,
            locale="nl-NL",
            service_workers="allow" if keeps_pages else "block",
        )
        context.set_default_timeout(15_000)
        visitors.append(Visitor(context, site))
        return visitors[-1]

    yield make
    complaints = [line for visitor in visitors for line in visitor.complaints]
    for visitor in visitors:
        visitor.context.close()
    assert complaints == []
