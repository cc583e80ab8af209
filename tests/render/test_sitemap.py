"""The site map lists pages, not files, with the days that the records say."""

from __future__ import annotations

from datetime import date

from kim.render.sitemap import list_addresses, write_sitemap

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
SCHEMA = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def test_pages_are_listed_in_order() -> None:
    """A page is an index.html, and stands before those below it; other files are left out."""
    names = ["b-c/index.html", "b/index.html", "a/x/index.html", "404.html", "a/bild.png"]
    names += ["index.html", "b/d/index.html", "a/not-index.html"]
    assert list_addresses(names) == ["", "a/x/", "b/", "b/d/", "b-c/"]


def test_addresses_are_whole_and_escaped() -> None:
    """The site's address comes first, with one slash between; a day stands where there is one."""
    days = {"a&b/": date(2022, 6, 24)}
    addresses = ["", "a&b/", "fortschreibungen/2022-06-24/", "fortschreibungen/2022-06-24/x/"]
    ((name, content),) = write_sitemap(addresses, "https://x.example/kim/", days.get)
    assert name == "sitemap.xml"
    assert content.decode() == (
        f"{HEAD}<urlset {SCHEMA}>\n"
        "<url><loc>https://x.example/kim/</loc></url>\n"
        "<url><loc>https://x.example/kim/a&amp;b/</loc><lastmod>2022-06-24</lastmod></url>\n"
        "</urlset>\n"
    )


def test_a_large_site_has_several() -> None:
    """No file holds more than may be; the first one lists the others."""
    files = dict(write_sitemap(["a/", "b/", "c/"], "https://x.example", {}.get, most=2))
    assert list(files) == ["sitemap-1.xml", "sitemap-2.xml", "sitemap.xml"]
    assert files["sitemap-1.xml"].count(b"<url>") == 2
    assert b"<loc>https://x.example/c/</loc>" in files["sitemap-2.xml"]
    assert files["sitemap.xml"].decode() == (
        f"{HEAD}<sitemapindex {SCHEMA}>\n"
        "<sitemap><loc>https://x.example/sitemap-1.xml</loc></sitemap>\n"
        "<sitemap><loc>https://x.example/sitemap-2.xml</loc></sitemap>\n"
        "</sitemapindex>\n"
    )
