"""MkDocs builds the handbook from the catalogue, and only from it."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

from kim.checks import check_site
from kim.collecting import take_in
from kim.plugin import KimPlugin, build_handbook
from tests.handbook.conftest import TODAY

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow


@pytest.fixture
def town(example: Path, tmp_path: Path) -> Path:
    """Copy the example site, so that a test may change it."""
    return shutil.copytree(example, tmp_path / "town")


def build_town(town: Path, out: Path) -> Path:
    """Build the site as `kim build` does."""
    catalogue, _ = check_site(town, TODAY)
    build_handbook(town, out, catalogue, TODAY)
    return out


def test_the_site_is_whole_and_strange_files_stay_out(town: Path, tmp_path: Path) -> None:
    """Pages of both renderers are there; no script, no icon, no 404 page of Material's."""
    secret = tmp_path / "geheim.png"
    secret.write_bytes(b"geheim")
    (town / "content" / "handbuch" / "link.png").symlink_to(secret)
    (town / "content" / "handbuch" / "bild.png").write_bytes(b"bild")
    (town / "content" / "handbuch" / "notiz.txt").write_text("intern")
    out = build_town(town, tmp_path / "out")
    names = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
    assert {"index.html", "404.html", "sitemap.xml", "handbuch/index.html",
            "handbuch/auftrag/index.html", "handbuch/bild.png"} <= names  # fmt: skip
    assert not {"handbuch/link.png", "handbuch/notiz.txt"} & names
    assert not [name for name in names if "javascripts" in name or name.endswith(".map")]


@pytest.mark.promise("same-on-another-day")
def test_the_same_on_another_day(
    town: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No file tells when it was built, or when somebody last saved what it is made from."""
    first = build_town(town, tmp_path / "a")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    for path in town.rglob("*"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
    second = build_town(town, tmp_path / "b")
    files = sorted(path.relative_to(first) for path in first.rglob("*") if path.is_file())
    assert files == sorted(p.relative_to(second) for p in second.rglob("*") if p.is_file())
    assert [
        name for name in files if (first / name).read_bytes() != (second / name).read_bytes()
    ] == []


def test_titles_are_escaped_everywhere(town: Path, tmp_path: Path) -> None:
    """A title with markup is shown as it was written, in the page and in the menu."""
    chapter = town / "content" / "handbuch" / "auftrag.md"
    text = chapter.read_text("utf-8")
    chapter.write_text(
        text.replace("title: Auftrag", "title: 'A <img src=x onerror=y> & B'"), "utf-8"
    )
    out = build_town(town, tmp_path / "out")
    for page in ("handbuch/auftrag/index.html", "handbuch/steuerung/index.html"):
        html = (out / page).read_text("utf-8")
        assert "<img src=x" not in html
        assert "A &lt;img src=x onerror=y&gt; &amp; B" in html
        assert "&amp;lt;" not in html


def test_a_broken_record_stops_the_build(
    town: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Its problem stands in MkDocs' log as one line."""
    contact = town / "directory" / "contacts" / "kim-koordination.yml"
    contact.write_text(contact.read_text("utf-8").replace("name:", "nam:", 1), "utf-8")
    config = load_config(str(town / "mkdocs.yml"), site_dir=str(tmp_path / "out"))
    with pytest.raises(Abort):
        build(config)
    assert "das Feld 'nam' gibt es hier nicht; gemeint 'name'? [unknown-field]" in caplog.text
    assert not (tmp_path / "out").exists()


def test_a_preview_keeps_the_last_good_state(town: Path) -> None:
    """A broken record leaves the page as it was; mending the file brings it back."""
    contact = town / "directory" / "contacts" / "kim-koordination.yml"
    good = contact.read_text("utf-8")
    plugin = None
    try:
        states = []
        for text in (
            good,
            good.replace("name:", "nam:", 1),
            good.replace("name: ", "name: Neue ", 1),
        ):
            contact.write_text(text, "utf-8")
            config = load_config(str(town / "mkdocs.yml"))
            plugin = config.plugins["kim"]
            assert isinstance(plugin, KimPlugin)
            if not states:
                plugin.on_startup(command="serve", dirty=False)
            build(config)
            assert plugin.preview is not None
            page = (plugin.preview.folder / "handbuch" / "steuerung" / "index.html").read_text(
                "utf-8"
            )
            states.append("Neue KIM" in page)
        assert states == [False, False, True]
    finally:
        take_in()
        if isinstance(plugin, KimPlugin):
            plugin.on_shutdown()


def test_a_forgotten_chapter_is_told(
    town: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A chapter that no entry of the contents leads to stops the build."""
    (town / "content" / "handbuch" / "neu.md").write_text("---\ntitle: Neu\n---\nText\n", "utf-8")
    with pytest.raises(Abort):
        build_town(town, tmp_path / "out")
    assert "handbuch/neu.md" in caplog.text
