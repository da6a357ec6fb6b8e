"""A real browser for the tests of the pages: the machine's Chromium, which `make setup-browser` installs."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, sync_playwright

# It reaches for nothing: no updates, no lists, no first run. Without the sandbox it runs as root, too.
_QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@contextmanager
def open_browser() -> Iterator[Browser]:
    """Start the browser; without one the tests are skipped, and say which command helps."""
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if program is None:
        pytest.skip("no browser is installed: make setup-browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(_QUIET))
        yield browser
        browser.close()


class Visit:
    """A page that was opened, and what it did that it should not: requests to anywhere, errors, words on the console."""

    def __init__(self, browser: Browser, **options: object) -> None:
        self.context = browser.new_context(**{"locale": "zh-CN", "viewport": {"width": 1440, "height": 900}, **options})
        self.page: Page = self.context.new_page()
        self.requests: list[str] = []
        self.faults: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("requestfailed", self._fail)
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("console", lambda message: self.faults.append(message.text))
        self.page.on("dialog", lambda dialog: (self.faults.append(f"dialog: {dialog.message}"), dialog.dismiss()))

    def _fail(self, request: Request) -> None:
        # A picture that was still loading when the page was left is given up by the browser.
        if request.failure != "net::ERR_ABORTED":
            self.faults.append(f"failed: {request.url}")

    def open(self, file: Path, anchor: str = "") -> Page:
        """Open a file, as a person does by a click on it."""
        self.page.goto(file.as_uri() + (f"#{anchor}" if anchor else ""))
        return self.page

    def close(self) -> None:
        """End the visit. Nothing left the machine's disk, and nothing went wrong."""
        self.context.close()
        assert [url for url in self.requests if not url.startswith(("file:", "data:", "blob:"))] == []
        assert self.faults == []
