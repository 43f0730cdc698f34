"""Somebody who has no mouse: Tab, typing, Enter, arrows and the shortcuts of the desk."""

from typing import Any

from tests.browser.walk import SAVED

ABOUT = """() => {
  const one = document.activeElement;
  return {tag: one.tagName, type: one.type || "", name: one.name || "", id: one.id || "",
          words: (one.innerText || "").trim(),
          form: one.form ? one.form.getAttribute("action") : ""};
}"""


class Keys:
    """Keys pressed on a page; whatever is reached is reached by them."""

    def __init__(self, page: Any) -> None:
        self.page = page

    @property
    def at(self) -> dict[str, str]:
        """What has the focus."""
        found: dict[str, str] = self.page.evaluate(ABOUT)
        return found

    def press(self, *keys: str) -> None:
        """One key after another."""
        for key in keys:
            self.page.keyboard.press(key)

    def write(self, text: str) -> None:
        """Type into what has the focus."""
        self.page.keyboard.type(text)

    def tab_to(self, *, most: int = 60, **wanted: str) -> None:
        """Tab on until what has the focus is what is `wanted`."""
        for _step in range(most):
            self.press("Tab")
            at = self.at
            if all(at[name] == value for name, value in wanted.items()):
                return
        raise AssertionError(f"{wanted} is not reached with {most} Tabs, stopped at {self.at}")

    def skip_to(self, **wanted: str) -> None:
        """On a fresh page: over the frame with the skip link, then Tab."""
        self.tab_to(words="Đến nội dung chính", most=2)
        self.press("Enter")
        self.tab_to(**wanted)

    def go(self, *keys: str) -> None:
        """Keys that lead to another page, and wait for it."""
        with self.page.expect_navigation():
            self.press(*keys)

    def sign_in(self, url: str, username: str, password: str) -> None:
        """Through the login page."""
        self.page.goto(f"{url}/dang-nhap/")
        self.tab_to(name="username")
        self.write(username)
        self.press("Tab")
        self.write(password)
        self.go("Enter")

    def saved(self, state: str = "[data-save-state]") -> None:
        """Until the form of the desk says that it is saved."""
        self.page.locator(f"#buoc {state}[data-state=saved]").first.wait_for(timeout=SAVED)
