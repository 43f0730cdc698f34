"""A tiny server with one desk, to try the browser's side of self-saving forms on any answer."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.template.loader import render_to_string

STATIC = Path(__file__).parents[2] / "static"
TYPES = {
    ".js": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}
SCRIPT = '<script src="/static/js/{}.js" defer></script>'
SCRIPTS = ("forms", "values", "drafts", "autosave", "keep")
PAGE = """<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>Bàn ghi</title>
<meta name="htmx-config" content='{{"includeIndicatorStyles":false,"allowEval":false}}'>
{styles}<script src="/static/js/start.js"></script>
<script src="/static/vendored/htmx/htmx.min.js" defer></script>
{scripts}</head>
<body data-user="{user}"><main class="main"><h1>Bàn ghi</h1><div id="messages"></div>{form}
<div id="rows"></div>
<button id="add" type="button" hx-get="/row/" hx-target="#rows" hx-swap="beforeend">Thêm</button>
<form id="sign-out" method="post" action="/sign-out/" data-sign-out>
<button>Đăng xuất</button></form>
<form id="finish" method="post" action="/finish/" data-confirm="Kết thúc hội nghị?">
<button>Kết thúc</button></form>
<form id="comment" method="post" action="/comment/" data-keep><label for="remark">Góp ý</label>
<textarea id="remark" name="remark"></textarea><button>Gửi ý kiến</button></form>
<form id="plain" method="post" action="/plain/"><button>Gửi</button></form>
</main>{dialog}{words}</body></html>"""
FORM = """<form id="{id}" data-autosave data-next="#add" method="post" action="{action}">
<input type="hidden" name="revision" value="{revision}">
<div data-field="place"><label for="{id}-place">Địa điểm</label>
<input id="{id}-place" name="place" value="{place}"><div class="field-error"></div></div>
<div data-field="text"><label for="{id}-text">Nội dung</label>
<textarea id="{id}-text" name="text">{text}</textarea><div class="field-error"></div></div>
<div data-field="kind"><label for="{id}-kind">Tham dự</label><select id="{id}-kind" name="kind">
<option value="present">Có mặt</option><option value="absent">Vắng</option></select></div>
{state}<button class="no-js-only">Lưu</button></form>"""


class FakeDesk:
    """What the server has, what it was sent, and how it shall answer."""

    def __init__(self) -> None:
        self.user = "u1"
        self.is_lapsed = False
        self.revision = 1
        self.values = {"place": "", "text": "", "kind": "present"}
        self.answers: dict[str, Any] = {}
        self.sent: list[dict[str, str]] = []
        self.posts: list[str] = []
        self.at_once = self.most_at_once = 0
        self.gate = threading.Event()
        self.gate.set()
        self.lock = threading.Lock()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.server.daemon_threads = True
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()
        self.url = f"http://127.0.0.1:{self.server.server_port}/desk/"

    def close(self) -> None:
        """Stop and give the port back."""
        self.gate.set()
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    def page(self) -> str:
        """The desk as the server has it now."""
        return PAGE.format(
            user=self.user,
            form=self.form("desk", "/save/"),
            scripts="".join(SCRIPT.format(name) for name in SCRIPTS),
            styles=render_to_string("components/styles.html"),
            dialog=render_to_string("components/ask_dialog.html"),
            words=render_to_string("components/script_words.html"),
        )

    def form(self, id: str, action: str) -> str:
        """One self-saving form."""
        state = render_to_string("components/save_state.html")
        return FORM.format(id=id, action=action, revision=self.revision, state=state, **self.values)

    def save(self, posted: dict[str, str]) -> tuple[int, dict[str, Any]]:
        """As the product's views answer, unless the test has set an answer."""
        with self.lock:
            self.sent.append(posted)
            self.at_once += 1
            self.most_at_once = max(self.most_at_once, self.at_once)
        self.gate.wait(10)
        with self.lock:
            self.at_once -= 1
            if self.answers:
                return self.answers["status"], self.answers["told"]
            if int(posted["revision"]) != self.revision:
                told = {
                    "message": "Trần Thị Mẫu vừa lưu mục này.",
                    "revision": self.revision,
                    "theirs": self.values,
                }
                return 409, told
            self.values = {name: posted[name].strip() for name in self.values}
            self.revision += 1
            return 200, {"revision": self.revision, "saved_at": "14:03:21", "values": self.values}

    def wait_for(self, saves: int, seconds: float = 6) -> None:
        """Until so many saves have arrived."""
        end = time.monotonic() + seconds
        while len(self.sent) < saves:
            assert time.monotonic() < end, f"{len(self.sent)} of {saves} saves arrived"
            time.sleep(0.02)

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        desk = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *args: Any) -> None:
                """Tests stay quiet."""

            def answer(self, status: int, body: bytes, kind: str) -> None:
                self.send_response(status)
                self.send_header("Content-Type", f"{kind}; charset=utf-8")
                self.send_header("Content-Length", str(len(body)))
                self.send_header(
                    "Content-Security-Policy", "default-src 'self'; img-src 'self' data:"
                )
                self.end_headers()
                self.wfile.write(body)

            def do_GET(self) -> None:
                path = urlsplit(self.path).path
                if path.startswith("/static/"):
                    file = STATIC / path.removeprefix("/static/")
                    self.answer(
                        200, file.read_bytes(), TYPES.get(file.suffix, "application/octet-stream")
                    )
                elif path == "/dang-nhap/":
                    self.answer(200, "Đăng nhập".encode(), "text/plain")
                elif path == "/row/":
                    self.answer(200, desk.form("row", "/save/row/").encode(), "text/html")
                else:
                    is_lapsed = self.headers["Accept"] == "application/json" and desk.is_lapsed
                    if is_lapsed:
                        told = json.dumps({"login": "/dang-nhap/?next=/desk/"})
                        self.answer(401, told.encode(), "application/json")
                        return
                    self.answer(200, desk.page().encode(), "text/html")

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                if not self.path.startswith("/save/"):
                    desk.posts.append(self.path)
                    self.answer(200, desk.page().encode(), "text/html")
                    return
                posted = {
                    name: texts[0] for name, texts in parse_qs(body, keep_blank_values=True).items()
                }
                status, told = desk.save(
                    posted | {"accept": self.headers["Accept"], "path": self.path}
                )
                self.answer(status, json.dumps(told).encode(), "application/json")

        return Handler
