"""From the click on approval to the downloaded file, as the chair's browser does it."""

import re
import time
from http.cookiejar import CookieJar
from urllib.parse import urlencode, urljoin
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

from stack import Stack

FORM = re.compile(r"<form\b[^>]*action=\"([^\"]*%s[^\"]*)\"[^>]*>(.*?)</form>", re.S)
HIDDEN = re.compile(r"<input\b[^>]*type=\"hidden\"[^>]*>", re.S)

READY = re.compile(r"href=\"([^\"]*/tep/\d+/)\"[^>]*>(?:(?!</a>).)*Tải PDF", re.S)
PERIOD = "/hung-yen/kinh-te-ky-thuat/2021-h1"


class Browser:
    """Cookies, forms, links; enough to press a button."""

    def __init__(self, stack: Stack) -> None:
        """A person at the stack's address."""
        self.url = stack.url
        self.opener: OpenerDirector = build_opener(HTTPCookieProcessor(CookieJar()))

    def get(self, path: str) -> str:
        """A page."""
        with self.opener.open(urljoin(self.url, path), timeout=30) as answer:
            self.page = answer.read().decode()
            self.address = answer.geturl()
        return self.page

    def download(self, path: str) -> bytes:
        """A file."""
        with self.opener.open(urljoin(self.url, path), timeout=30) as answer:
            return bytes(answer.read())

    def press(self, action: str, **values: str) -> str:
        """Send the form of the present page whose address contains `action`."""
        found = re.search(FORM.pattern.replace("%s", re.escape(action)), self.page, re.S)
        if not found:
            raise RuntimeError(f"no form {action} on {self.address}")
        fields = {}
        for hidden in HIDDEN.findall(found[2]):
            name = re.search(r"name=\"([^\"]*)\"", hidden)
            value = re.search(r"value=\"([^\"]*)\"", hidden)
            if name:
                fields[name[1]] = value[1] if value else ""
        body = urlencode(fields | values).encode()
        with self.opener.open(
            urljoin(self.address, found[1] or self.address), body, timeout=30
        ) as answer:
            self.page = answer.read().decode()
            self.address = answer.geturl()
        return self.page


def sign_in(stack: Stack, username: str) -> Browser:
    """Signed in with the demonstration's password."""
    import json

    rows = json.loads(stack.manage("demo_accounts", "--json"))
    password = next(row["password"] for row in rows if row["username"] == username)
    browser = Browser(stack)
    browser.get("/dang-nhap/")
    browser.press("/dang-nhap/", username=username, password=password)
    return browser


def approve_and_download(stack: Stack) -> float:
    """Seconds from the chair's click on “Duyệt biên bản” to the PDF in hand."""
    secretary, chair = sign_in(stack, "thuky"), sign_in(stack, "lam.tran")
    address = f"{PERIOD}/bien-ban/1/"
    secretary.get(address)
    secretary.press("/trinh/")
    chair.get(address)
    before = time.perf_counter()
    chair.press("/duyet/")
    while time.perf_counter() - before < 60:
        if found := READY.search(chair.page):
            content = chair.download(found[1])
            if not content.startswith(b"%PDF"):
                raise RuntimeError("what was downloaded is no PDF")
            return time.perf_counter() - before
        time.sleep(0.1)
        chair.get(chair.address)
    raise RuntimeError("the file did not come within a minute")
