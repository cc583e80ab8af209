"""The preview renders only what has changed, and shows just what a whole build would."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from kim.catalogue import load_catalogue
from kim.render import site as rendering
from kim.render.kept import KeptPages
from kim.render.site import Setting, render_site
from kim.skeleton import write_site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TODAY = date(2026, 11, 21)


def files_below(folder: Path) -> dict[str, bytes]:
    """Read a folder whole."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Note the address of every page that is rendered."""
    addresses: list[str] = []
    original = rendering.render_page

    def note(environment, page, *rest, **named):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN002, ANN003, ANN202
        addresses.append(page.path)
        return original(environment, page, *rest, **named)

    monkeypatch.setattr(rendering, "render_page", note)
    return addresses


def test_only_what_changed_is_rendered_again(tmp_path: Path, rendered: list[str]) -> None:
    """After one changed summary few pages are new, and the whole is what a fresh build gives."""
    root = tmp_path / "seite"
    write_site(root, TODAY)
    setting = Setting("https://kim.musterstadt.example/", root / "overrides")
    kept = KeptPages()
    render_site(load_catalogue(root)[0], TODAY, tmp_path / "a", setting, kept=kept)
    first = len(rendered)
    service = root / "directory" / "services" / "migrationsberatung.yml"
    text = service.read_text("utf-8")
    assert "\nsummary: " in text
    service.write_text(text.replace("\nsummary: ", "\nsummary: Ganz neu. ", 1), "utf-8")
    rendered.clear()
    catalogue = load_catalogue(root)[0]
    render_site(catalogue, TODAY, tmp_path / "b", setting, kept=kept)
    assert "angebote/migrationsberatung/" in rendered
    assert len(rendered) < first / 2
    render_site(catalogue, TODAY, tmp_path / "c", setting)
    assert files_below(tmp_path / "b") == files_below(tmp_path / "c")
