"""The site map lists pages, not files, and nothing about when they were built."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kim.render.sitemap import list_addresses, write_sitemap

if TYPE_CHECKING:
    from pathlib import Path


def test_pages_are_listed_in_order(tmp_path: Path) -> None:
    """A page is a folder with an index.html; other files are left out."""
    for name in ("index.html", "b/index.html", "a/x/index.html", "404.html", "a/bild.png"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    assert list(list_addresses(tmp_path)) == ["", "a/x/", "b/"]


def test_addresses_are_whole_and_escaped() -> None:
    """The site's address comes first, with one slash between."""
    assert write_sitemap(["", "a&b/"], "https://x.example/kim/") == (
        b'<?xml version="1.0" encoding="UTF-8"?>\n'
        b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        b"<url><loc>https://x.example/kim/</loc></url>\n"
        b"<url><loc>https://x.example/kim/a&amp;b/</loc></url>\n"
        b"</urlset>\n"
    )
