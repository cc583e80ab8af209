"""In a preview German comes at once, another language when somebody asks for it."""

from __future__ import annotations

from threading import Condition, Thread
from types import SimpleNamespace
from typing import Any

import pytest

from kim.handbook.demand import Demand

KNOWN = ("de", "en", "ar")


def test_german_is_asked_for_from_the_start() -> None:
    """And what somebody asked for once stays asked for."""
    demand = Demand()
    assert demand.begin(KNOWN) == {"de"}
    assert demand.ask("ar/angebote/")
    assert demand.ask("ar/themen/")  # asked for meanwhile: this one waits for the same build
    printed = demand.begin(KNOWN)
    assert printed == {"de", "ar"}
    demand.finish(printed)
    assert not demand.ask("ar/themen/")


@pytest.mark.parametrize("path", ["", "angebote/", "de/", "tr/", "assets/en/", "en.html"])
def test_other_addresses_ask_for_nothing(path: str) -> None:
    """German pages, languages that the site has not, files."""
    demand = Demand()
    demand.finish(demand.begin(KNOWN))
    assert not demand.ask(path)


def test_a_page_in_a_new_language_is_built_before_it_is_given() -> None:
    """Once; and every other page is given as it is."""
    demand = Demand()
    demand.finish(demand.begin(KNOWN))
    changed = Condition()
    server = SimpleNamespace(
        mount_path="/kim/",
        _rebuild_cond=changed,
        _want_rebuild=False,
        serve_request=lambda environ, _: [environ["PATH_INFO"], str(sorted(demand.built))],
    )
    apps: list[Any] = []
    server.set_app = apps.append
    demand.attach(server)
    builds = 0

    def build() -> None:
        nonlocal builds
        with changed:
            changed.wait_for(lambda: vars(server)["_want_rebuild"], timeout=10)
        builds += 1
        demand.finish(demand.begin(KNOWN))

    builder = Thread(target=build)
    builder.start()
    assert apps[0]({"PATH_INFO": "/kim/angebote/"}, None) == ["/kim/angebote/", "['de']"]
    assert apps[0]({"PATH_INFO": "/kim/en/"}, None) == ["/kim/en/", "['de', 'en']"]
    assert apps[0]({"PATH_INFO": "/kim/en/themen/"}, None)[0] == "/kim/en/themen/"
    builder.join()
    assert builds == 1


def test_a_page_of_an_edition_is_given_at_once() -> None:
    """With its kind and length; all else comes from the server's own folder."""
    demand = Demand()
    demand.finish(demand.begin(KNOWN))
    files = {"fortschreibungen/2024-01-01/": b"<p>alt</p>", "fortschreibungen/bild.svg": b"<svg/>"}
    demand.editions = SimpleNamespace(find=files.get)  # type: ignore[assignment]  # all it needs
    server = SimpleNamespace(mount_path="/kim/", serve_request=lambda *_: [b"Ordner"])
    apps: list[Any] = []
    server.set_app = apps.append
    demand.attach(server)
    said: list[Any] = []

    def ask(path: str) -> Any:
        return apps[0]({"PATH_INFO": f"/kim/{path}"}, lambda *answer: said.append(answer))

    assert ask("fortschreibungen/2024-01-01/") == [b"<p>alt</p>"]
    assert ask("fortschreibungen/bild.svg") == [b"<svg/>"]
    assert said == [
        ("200 OK", [("Content-Type", "text/html"), ("Content-Length", "10")]),
        ("200 OK", [("Content-Type", "image/svg+xml"), ("Content-Length", "6")]),
    ]
    assert ask("fortschreibungen/") == [b"Ordner"]


def test_a_preview_with_faults_keeps_nobody_waiting_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was not built in time is given up until a build ends well."""
    monkeypatch.setattr("kim.handbook.demand._PATIENCE", 0.05)
    demand = Demand()
    demand.finish(demand.begin(KNOWN))
    server = SimpleNamespace(
        mount_path="/",
        _rebuild_cond=Condition(),
        _want_rebuild=False,
        serve_request=lambda environ, _: [environ["PATH_INFO"]],
    )
    apps: list[Any] = []
    server.set_app = apps.append
    demand.attach(server)
    assert apps[0]({"PATH_INFO": "/en/"}, None) == ["/en/"]
    assert not demand.ask("en/")
    demand.finish(frozenset({"de"}))
    assert demand.ask("en/")
