"""The people of the walk: each signs in, types into the desks, presses buttons; axe looks at every
page."""

import json
import time
from pathlib import Path
from typing import Any

from emulation_bloc.lib import clock

BLOC = "/hung-yen/kinh-te-ky-thuat"
AXE = Path(__file__).parent.parent / "vendored" / "axe-core" / "axe.min.js"
SAVED = 15_000
PHONE, OFFICE = {"width": 390, "height": 844}, {"width": 1366, "height": 768}


class Person:
    """Somebody at a browser of their own."""

    def __init__(
        self, browser: Any, url: str, username: str = "", password: str = "", **options: Any
    ) -> None:
        """Signed in through the login page when a user name is given."""
        self.url = url
        sized = {"viewport": OFFICE, "locale": "vi-VN", "accept_downloads": True} | options
        context = browser.new_context(**sized)
        self.faults: list[str] = []
        context.on("weberror", lambda fault: self.faults.append(str(fault.error)))
        self.page = context.new_page()
        if username:
            self.page.goto(f"{url}/dang-nhap/")
            self.page.get_by_label("Tên đăng nhập").fill(username)
            self.page.get_by_label("Mật khẩu").fill(password)
            self.page.get_by_role("button", name="Đăng nhập", exact=True).click()
            self.page.wait_for_url(f"{url}/")

    def open(self, path: str) -> int:
        """Go there; the status that came back."""
        return self.page.goto(self.url + path).status

    def press(self, name: str, place: str = "body") -> None:
        """Press the first button of this name, say yes when asked, and wait for the page that
        follows."""
        button = self.page.locator(place).get_by_role("button", name=name, exact=True).first
        if button.evaluate("one => Boolean(one.closest('[hx-post]'))"):
            button.click()
            return
        with self.page.expect_navigation():
            button.click()
            yes = self.page.locator("dialog[open] [data-yes]")
            if yes.count():
                yes.click()

    def follow(self, name: str) -> None:
        """Follow the first link of this name."""
        self.page.get_by_role("link", name=name).first.click()
        self.page.wait_for_load_state()

    def fill(self, place: str, values: dict[str, Any]) -> None:
        """Type into the form at `place` by field name."""
        form = self.page.locator(place)
        for name, value in values.items():
            field = form.locator(f"[name={name}]").first
            if field.evaluate("one => one.tagName") == "SELECT":
                chosen = value if isinstance(value, dict) else {"label": value}
                field.select_option(**chosen)
            else:
                field.fill(str(value))

    def type_part(self, place: str, values: dict[str, Any]) -> None:
        """Type into a part that saves itself, and wait until it says so."""
        self.fill(place, values)
        form = self.page.locator(place).locator("form[data-autosave]").first
        form.locator("[data-save-state][data-state=saved]").wait_for(timeout=SAVED)

    def add_row(self, place: str, values: dict[str, Any]) -> str:
        """Add a row through the folded form at `place`; the id of the new row's place."""
        folded = self.page.locator(place).last
        folded.locator("summary").click()
        for name, value in values.items():
            field = folded.locator(f"[name={name}]")
            if field.evaluate("one => one.tagName") == "SELECT":
                field.select_option(label=value)
            else:
                field.fill(str(value))
        with self.page.expect_navigation():
            folded.locator("button[type=submit]").click()
        return "#" + self.page.url.partition("#")[2]

    def download(self, name: str) -> bytes:
        """The file behind the first link of this name."""
        with self.page.expect_download() as waiting:
            self.page.get_by_role("link", name=name).first.click()
        return Path(waiting.value.path()).read_bytes()

    def text(self) -> str:
        """What the page says."""
        return self.page.inner_text("body")

    def look(self) -> list[str]:
        """What axe finds on this page (WCAG 2 A and AA)."""
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found = self.page.evaluate(
            "async (tags) => (await axe.run(document, {runOnly: tags})).violations"
            ".map(v => v.id + ': ' + v.nodes.slice(0, 3).map(n => n.target.join(' ')).join(' | '))",
            ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"],
        )
        return [f"{self.page.url.removeprefix(self.url)} {line}" for line in found]


def passwords(shown: str) -> dict[str, str]:
    """User name → password, from `demo_accounts --json`."""
    return {row["username"]: row["password"] for row in json.loads(shown)}


class Walk:
    """The people of a walk, what axe and the phone found, and the addresses that were walked.

    `common` stands before every script that is told.
    """

    def __init__(self, stack: Any, browser: Any, common: str = "") -> None:
        self.stack, self.browser, self.common = stack, browser, common
        self.known = passwords(stack.manage("demo_accounts", "--json"))
        self.people: dict[str, Person] = {}
        self.found: list[str] = []
        self.walked: list[str] = []

    def person(self, username: str, **options: Any) -> Person:
        """Signed in once each; `options` are of the browser."""
        if username not in self.people:
            password = self.known[username]
            self.people[username] = Person(
                self.browser, self.stack.url, username, password, **options
            )
        return self.people[username]

    def at(self, username: str, path: str = "") -> Person:
        """Somebody who opens a page."""
        one = self.person(username)
        if path:
            assert one.open(path) == 200, path
        return one

    def look(self, one: Person) -> None:
        """axe finds nothing, and nothing is wider than a phone or an office screen."""
        self.found += one.look()
        place = one.page.url.removeprefix(one.url).split("#")[0]
        size = one.page.viewport_size
        for screen in (PHONE, OFFICE):
            one.page.set_viewport_size(screen)
            wide = one.page.evaluate("document.documentElement.scrollWidth")
            if wide > screen["width"]:
                self.found.append(f"{place} is {wide} px wide on {screen['width']} px")
        one.page.set_viewport_size(size)
        if place.startswith(BLOC):
            self.walked.append(place)

    def tell(self, script: str, **values: Any) -> str:
        """What is not the point here is done through the actions."""
        return self.stack.manage("shell", "-v0", "-c", self.common + script.format(**values))

    def stand_on(self, day: str) -> None:
        """Everybody's today is another day (`2021-11-25`): the web server keeps the old one for
        some seconds."""
        self.tell(f'stand_on(date.fromisoformat("{day}"))')
        time.sleep(clock.DEMO_DAY_SECONDS + 0.1)

    def leave(self) -> list[str]:
        """What went wrong on anybody's page and what axe found since last asked; everybody goes."""
        faults = [fault for one in self.people.values() for fault in one.faults] + self.found
        for one in self.people.values():
            one.page.context.close()
        self.people, self.found, self.walked = {}, [], []
        return faults
