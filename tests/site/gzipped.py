"""Serve a folder as a web server does that packs what it sends, and note what it sent."""

from __future__ import annotations

import gzip
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from tests.site.serving import POLL

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKED = (".html", ".css", ".js", ".json", ".svg", ".xml", ".webmanifest", ".txt")
LEVEL = 6
"""What nginx and Apache take where nobody says otherwise is 1 to 6."""


@dataclass(slots=True)
class Served:
    """Where the folder is served, and the bytes of each answer's body by its path."""

    address: str = ""
    sent: dict[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """Give the bytes of everything that was sent at least once."""
        return sum(self.sent.values())


@cache
def packed(path: str, changed: float) -> bytes:  # noqa: ARG001  # a changed file is packed anew
    """Pack a file once."""
    return gzip.compress(Path(path).read_bytes(), LEVEL, mtime=0)


class _Packing(SimpleHTTPRequestHandler):
    extensions_map: ClassVar[dict[str, str]] = {
        **SimpleHTTPRequestHandler.extensions_map,
        ".js": "text/javascript",
        ".webmanifest": "application/manifest+json",
    }
    protocol_version = "HTTP/1.1"

    def __init__(self, *arguments: object, served: Served, directory: str) -> None:
        self.served = served
        super().__init__(*arguments, directory=directory)  # type: ignore[arg-type]

    def log_message(self, *_: object) -> None:
        """Say nothing: a test's output is its result."""

    def do_GET(self) -> None:
        """Send a file, packed where that helps; a folder is its index.html."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        status = HTTPStatus.OK if path.is_file() else HTTPStatus.NOT_FOUND
        if status is HTTPStatus.NOT_FOUND:
            path = Path(self.directory) / "404.html"
        is_packed = path.suffix in PACKED
        body = packed(str(path), path.stat().st_mtime) if is_packed else path.read_bytes()
        self.served.sent[self.path.partition("?")[0]] = len(body)
        self._send(status, path, body, is_packed=is_packed)

    def _send(self, status: HTTPStatus, path: Path, body: bytes, *, is_packed: bool) -> None:
        kind = self.guess_type(path)
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if is_packed else kind)
        self.send_header("Content-Length", str(len(body)))
        if is_packed:
            self.send_header("Content-Encoding", "gzip")
        # What has its content's hash in its name never changes.
        days = 365 if "/assets/" in self.path else 0
        self.send_header("Cache-Control", f"max-age={days * 86_400}")
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def serve_gzipped(folder: Path) -> Iterator[Served]:
    """Serve a folder on this machine; it ends with the block."""
    served = Served()
    handler = partial(_Packing, served=served, directory=str(folder))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    served.address = f"http://127.0.0.1:{server.server_port}/"
    threading.Thread(target=server.serve_forever, args=(POLL,), daemon=True).start()
    try:
        yield served
    finally:
        server.shutdown()
        server.server_close()
