"""`kim serve` as authors meet it: a program of its own, asked over the network."""

from __future__ import annotations

import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import pytest

from kim.preview.server import address_of

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
CONTACT = "directory/contacts/kim-koordination.yml"
_PATIENCE = 120.0


class Served:
    """A site that is shown, and what the program said about it."""

    def __init__(self, town: Path, address: str, log: Path) -> None:
        self.town, self.address, self.log = town, address, log

    def get(self, path: str) -> str:
        """Ask for a page or file."""
        with urlopen(f"{self.address}{path}", timeout=_PATIENCE) as answer:  # noqa: S310  our own
            return str(answer.read().decode())

    def number(self) -> int:
        """Give the number of the state that pages show."""
        found = re.search(r"livereload\((\d+), ", self.get("impressum/"))
        assert found
        return int(found.group(1))

    def change(self, file: str, old: str, new: str) -> None:
        """Write something else into a file, and wait until browsers load their page again."""
        before, path = self.number(), self.town / file
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")
        while int(self.get(f"livereload/{before}/1")) <= before:
            pass

    def wait_for(self, said: str) -> None:
        """Wait until the program says something."""
        end = time.monotonic() + _PATIENCE
        while said not in self.log.read_text("utf-8"):
            assert time.monotonic() < end, self.log.read_text("utf-8")
            time.sleep(0.05)


@contextmanager
def serving(town: Path, log: Path) -> Iterator[Served]:
    """Show a site until the block ends, then stop it as somebody at the keyboard does."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "kim.cli", "serve", str(town), "--adresse"]
    with log.open("w") as said:
        program = subprocess.Popen([*command, f"127.0.0.1:{port}"], stderr=said)
    served = Served(town, f"http://127.0.0.1:{port}/", log)
    try:
        wait_until_shown(served, program)
        yield served
        program.send_signal(signal.SIGINT)
        assert program.wait(_PATIENCE) == 0, log.read_text("utf-8")
    finally:
        program.kill()
        program.wait()


def wait_until_shown(served: Served, program: subprocess.Popen[bytes]) -> None:
    """Ask for a page until there is one."""
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        assert program.poll() is None, served.log.read_text("utf-8")
        try:
            served.get("impressum/")
        except URLError:
            time.sleep(0.1)
        else:
            return


@pytest.mark.slow
@pytest.mark.promise("preview-served")
def test_what_authors_see(tmp_path: Path) -> None:
    """Pages of all sorts, right after each change; a broken record leaves them as they were."""
    town = tmp_path / "town"
    for part in ("directory", "content", "overrides"):
        shutil.copytree(ROOT / part, town / part)
    shutil.copy(ROOT / "mkdocs.yml", town)
    with serving(town, tmp_path / "log") as served:
        look_around(served)
        served.change(CONTACT, "name: KIM-Koordination", "name: Neue KIM-Koordination")
        for page in ("ansprechpersonen/", "ar/ansprechpersonen/", "handbuch/"):
            assert "Neue KIM-Koordination" in served.get(page), page
        served.wait_for("0 Fehler, ")
        served.change(CONTACT, "name: Neue", "nam: Neue")
        served.wait_for("das Feld 'nam' gibt es hier nicht; gemeint 'name'? [unknown-field]")
        served.wait_for("die Vorschau zeigt weiter den letzten fehlerfreien Stand")
        assert "Neue KIM-Koordination" in served.get("ansprechpersonen/")
        served.change(CONTACT, "nam: Neue", "name: Noch eine")
        assert "Noch eine KIM-Koordination" in served.get("ansprechpersonen/")
        served.change("directory/site.yml", "tagline: Hilfe finden", "tagline: Rat finden")
        assert "Rat finden" in served.get("")
        assert "Noch eine KIM-Koordination" in served.get("handbuch/")
        served.change("content/handbuch/index.md", "\n## ", "\n## Ganz neu: ")
        assert "Ganz neu: " in served.get("handbuch/")


def look_around(served: Served) -> None:
    """Ask for a page of each sort, and for what belongs to it."""
    search = served.get("en/suche/")
    assert '<html lang="en"' in search
    for name in re.findall(r"assets/suche[\w.-]*\.json", search):
        assert served.get(name).startswith(("{", "["))
    assert "Arbeitsstand" in served.get("handbuch/")
    assert "livereload(" in served.get("fortschreibungen/2022-06-24/")
    with urlopen(f"{served.address}angebote") as answer:  # noqa: S310  our own
        assert answer.url == f"{served.address}angebote/"
    with pytest.raises(HTTPError) as missing:
        served.get("gibt/es/nicht/")
    assert missing.value.code == 404
    assert "Seite nicht gefunden" in missing.value.read().decode()
    assert "addEventListener" in served.get("sw.js")


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("", ""),
        ("index.html", ""),
        ("angebote/", "angebote/"),
        ("angebote", "angebote/"),
        ("angebote/index.html", "angebote/"),
        ("angebote//x/../y/", "angebote/y/"),
        ("../../etc/passwd", "etc/passwd/"),
        ("404.html", "404.html"),
        ("daten/liste.csv", "daten/liste.csv"),
    ],
)
def test_addresses(path: str, address: str) -> None:
    """What browsers may write, as the address under which it is published."""
    assert address_of(path) == address
