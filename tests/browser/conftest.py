"""Debian's chromium through Playwright."""

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
DESK = {"width": 1366, "height": 768}


def _missing() -> str:
    try:
        import playwright.sync_api  # noqa: F401  # only whether it is there
    except ImportError:
        return "Playwright for Python is missing (requirements-dev.txt)."
    return "" if shutil.which(CHROMIUM) else "chromium is missing (apt-get install -y chromium)."


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """One chromium for all tests. Without it they are left out, except in CI, where they fail."""
    if problem := _missing():
        if os.environ.get("CI"):
            pytest.fail(problem)
        pytest.skip(problem)
    from playwright.sync_api import sync_playwright  # slow import

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """A fresh person's page on an office screen; a script error or a refused resource fails it."""
    context = browser.new_context(viewport=DESK, locale="vi-VN")
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on(
        "console", lambda line: "Content Security Policy" in line.text and faults.append(line.text)
    )
    yield page
    context.close()
    assert faults == []
