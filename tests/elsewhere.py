"""Another site on loopback: it counts who comes, and its one page keeps whatever it can on the device."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PAGE = b"""<!doctype html><title>Elsewhere</title><textarea id="field"></textarea><script>
const keep = (text) => {
    localStorage.setItem("kept", text);
    document.cookie = `kept=${encodeURIComponent(text)}; max-age=9999; path=/kept`;
    history.pushState(text, "", `#${encodeURIComponent(text)}`);
    document.title = text;
};
</script>"""


@dataclass
class Elsewhere:
    url: str
    came: list[str] = field(default_factory=list)
    """Every path that was asked for, from whatever page."""


@contextmanager
def elsewhere() -> Iterator[Elsewhere]:
    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.do_GET()

        def do_GET(self) -> None:
            here.came.append(self.path)
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Cache-Control", "max-age=9999")
            self.send_header("Access-Control-Allow-Origin", "*")
            self.send_header("Cross-Origin-Resource-Policy", "cross-origin")
            self.end_headers()
            self.wfile.write(PAGE)

        def log_message(self, *_: object) -> None:
            """Nothing is logged."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    here = Elsewhere(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield here
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
