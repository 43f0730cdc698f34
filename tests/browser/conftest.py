"""Debian's chromium through Playwright."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent / ".ci"))

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


@pytest.fixture(scope="session")
def fresh(tmp_path_factory: Any) -> Callable[..., Any]:
    """Makes stacks; migrating and collecting static files is done once for all of them."""
    from stack import Stack  # lies beside the other tools

    base = tmp_path_factory.mktemp("base")
    Stack(base, stage=None).prepare()

    def make(name: str, **how: Any) -> Any:
        return Stack(tmp_path_factory.mktemp(name), base=base, **how)

    return make


@pytest.fixture(scope="session")
def opened_year(browser: Any, fresh: Any) -> Iterator[Any]:
    """The year of scoring just opened, behind a real server; tests share it, each on its unit."""
    from tests.browser.scoring import Year

    with fresh("year", stage=None, workers=1) as running:
        yield Year(running, browser)


@pytest.fixture
def year(opened_year: Any) -> Iterator[Any]:
    """The opened year; a script error on anybody's page fails the test."""
    yield opened_year
    assert opened_year.leave() == []


@pytest.fixture(scope="session")
def after_review(browser: Any, fresh: Any) -> Iterator[Any]:
    """July 2021, the minutes of the half-year review approved; tests share it, each on a meeting of
    its own."""
    from tests.browser import meeting_walk as told
    from tests.browser.walk import Walk

    with fresh("after-review", stage="approved") as running:
        yield Walk(running, browser, told.COMMON)


@pytest.fixture
def july(after_review: Any) -> Iterator[Any]:
    """The shared demonstration; a script error or a finding of axe on any page fails the test."""
    yield after_review
    assert after_review.leave() == []
