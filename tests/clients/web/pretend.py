"""The page with acts that only pretend, served as intake serves it: under the same rules of the browser."""

from __future__ import annotations

import base64
import hashlib
import re
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.clients.web.chromium import HERE

WORDS = "ocean travel garden seven planet winter bridge candle motor forest simple yellow"
"""Those that the pretended acts show, on a page that knows words."""
DIGITS = "411 548 685 822 959 109 123 137 150 164 178 191 205 219"
"""And on one that knows digits only."""


@cache
def made(language: str) -> str:
    command = ["node", str(HERE / "pretend_page.js"), language]
    return subprocess.run(command, capture_output=True, check=True, text=True).stdout


def rules(html: str) -> str:
    def only(tag: str) -> str:
        text = re.search(rf"<{tag}>(.*?)</{tag}>", html, re.DOTALL)
        assert text is not None
        return f"'sha256-{base64.b64encode(hashlib.sha256(text[1].encode()).digest()).decode()}'"

    return (
        f"default-src 'none'; script-src {only('script')}; style-src {only('style')}; connect-src 'self'; "
        "img-src blob:; form-action 'none'; base-uri 'none'; frame-ancestors 'none'; "
        "require-trusted-types-for 'script'; trusted-types 'none'"
    )


class _Door(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        asked.append(self.path)
        language = self.path.strip("/")
        if language not in ("en", "ar"):
            self.send_error(404)
            return
        html = made(language)
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Security-Policy", rules(html))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(html.encode())

    def log_message(self, *args: object) -> None:
        pass


asked: list[str] = []
"""Every path that was asked for."""


@contextmanager
def served() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Door)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
