"""The people of the walk: each signs in, types into the desks, presses buttons; axe looks at every
page."""

import json
from pathlib import Path
from typing import Any

AXE = Path(__file__).parent.parent / "vendored" / "axe-core" / "axe.min.js"
SAVED = 15_000


class Person:
    """Somebody at a browser of their own."""

    def __init__(
        self, browser: Any, url: str, username: str = "", password: str = "", **options: Any
    ) -> None:
        """Signed in through the login page when a user name is given."""
        self.url = url
        size = {"width": 1366, "height": 768}
        context = browser.new_context(
            viewport=size, locale="vi-VN", accept_downloads=True, **options
        )
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
