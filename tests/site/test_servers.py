"""The finished site behind real web servers, where they are installed."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

import pytest

from kim.export.headers import headers

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import Message

pytestmark = pytest.mark.slow

_NGINX = """
daemon off; error_log stderr; pid {work}/pid;
events {{}}
http {{
  include /etc/nginx/mime.types;
  access_log off; client_body_temp_path {work}/a; proxy_temp_path {work}/b;
  fastcgi_temp_path {work}/c; uwsgi_temp_path {work}/d; scgi_temp_path {work}/e;
  server {{ listen 127.0.0.1:{port}; root {site}; include {site}/.nginx.conf; }}
}}
"""
_APACHE = """
ServerRoot {work}
ServerName localhost
Listen 127.0.0.1:{port}
PidFile {work}/pid
ErrorLog {work}/errors
DefaultRuntimeDir {work}
{modules}
TypesConfig /etc/mime.types
DocumentRoot {site}
DirectoryIndex index.html
<Directory {site}>
  AllowOverride All
  Require all granted
</Directory>
"""
_MODULES = "mpm_event authz_core dir mime headers deflate filter alias"


class Answer(NamedTuple):
    """What a server said."""

    status: int
    headers: Message
    body: bytes


def ask(address: str) -> Answer:
    """Ask for an address; no status is an error here, and no redirect is followed."""
    parts = urlsplit(address)
    with closing(HTTPConnection(str(parts.hostname), parts.port)) as connection:
        connection.request("GET", parts.path)
        answer = connection.getresponse()
        return Answer(answer.status, answer.headers, answer.read())


def free_port() -> int:
    """Find a port that nobody uses."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def running(command: list[str], port: int) -> Iterator[str]:
    """Run a server until it answers, and stop it in the end."""
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as program:
        try:
            for _ in range(200):
                with socket.socket() as one:
                    if one.connect_ex(("127.0.0.1", port)) == 0:
                        break
                assert program.poll() is None, program.stderr and program.stderr.read()
                time.sleep(0.05)
            yield f"http://127.0.0.1:{port}/"
        finally:
            program.terminate()
            program.wait()


@pytest.fixture(scope="module", params=["nginx", "apache2"])
def server(
    request: pytest.FixtureRequest, site: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Serve the site; the file of rules is taken as it stands there."""
    name: str = request.param
    program = shutil.which(name, path="/usr/sbin:/usr/bin:/usr/local/bin")
    if program is None:
        pytest.skip(f"{name} ist nicht installiert")
    work, port = tmp_path_factory.mktemp(name), free_port()
    public = readable_copy(site)
    modules = "\n".join(
        f"LoadModule {one}_module /usr/lib/apache2/modules/mod_{one}.so" for one in _MODULES.split()
    )
    text = (_NGINX if name == "nginx" else _APACHE).format(
        work=work, port=port, site=public, modules=modules
    )
    config = work / "server.conf"
    config.write_text(text, encoding="utf-8")
    calls = {
        "nginx": ([program, "-t", "-c", str(config)], [program, "-c", str(config)]),
        "apache2": (
            [program, "-t", "-f", str(config)],
            [program, "-D", "FOREGROUND", "-f", str(config)],
        ),
    }
    test, start = calls[name]
    tried = subprocess.run(test, capture_output=True, text=True, check=False)
    assert tried.returncode == 0, tried.stderr
    with running(start, port) as address:
        yield address
    shutil.rmtree(public)


def readable_copy(site: Path) -> Path:
    """Give the site in a folder that a server who is somebody else can read."""
    public = Path(mkdtemp(prefix="kim-public-"))
    public.chmod(0o755)
    shutil.copytree(site, public, dirs_exist_ok=True)
    return public


@pytest.mark.promise("headers-served")
@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("", 200),
        ("angebote/einbuergerung/", 200),
        ("handbuch/konzept/ausgangslage/", 200),
        ("sw.js", 200),
        ("handbuch/konzept.pdf", 200),
        ("gibt/es/nicht/", 404),
        ("angebote", 301),
    ],
)
def test_every_answer_carries_the_rules(server: str, path: str, status: int) -> None:
    """Whatever the status is."""
    answer = ask(server + path)
    assert answer.status == status
    for name, value in headers().items():
        assert answer.headers.get_all(name) == [value], name


def test_what_is_missing_is_said_on_a_page_of_the_site(server: str) -> None:
    """With a search and the way home, not in English by the server."""
    answer = ask(server + "gibt/es/nicht/")
    assert answer.status == 404
    assert 'lang="de"' in answer.body.decode()
    assert 'action="/suche/"' in answer.body.decode()


def test_files_named_by_their_content_are_kept_and_pages_are_not(server: str, site: Path) -> None:
    """A second visit costs little, and nobody sees a page of last week."""
    style = next((site / "assets").glob("kim.*.css")).name
    assert "max-age=31536000" in ask(f"{server}assets/{style}").headers["Cache-Control"]
    for path in ("", "sw.js", "angebote/"):
        assert "no-cache" in ask(server + path).headers["Cache-Control"]


def test_texts_are_utf_8_and_types_are_right(server: str, site: Path) -> None:
    """A calendar is a calendar, a script a script."""
    calendar = next(site.glob("**/*.ics")).relative_to(site).as_posix()
    assert ask(server).headers["Content-Type"].lower() == "text/html; charset=utf-8"
    assert ask(server + "sw.js").headers["Content-Type"].split(";")[0].endswith("javascript")
    assert ask(server + calendar).headers["Content-Type"].lower().startswith("text/calendar")


@pytest.mark.parametrize("name", [".htaccess", ".nginx.conf"])
def test_the_rules_themselves_are_not_served(server: str, name: str) -> None:
    """They are for the server."""
    answer = ask(server + name)
    assert answer.status in {403, 404}
    assert b"kim" not in answer.body or b"Von kim geschrieben" not in answer.body
