"""Publishing: whole or not at all, readable, and without secrets."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

import pytest

from kim.publish import REQUIRED, UnfinishedBuildError, look_for_secrets, publish_build
from kim.releases import list_releases
from kim.render.writer import Seen, Writer
from kim.seals import find_tampering, read_seal
from tests.making import make_catalogue

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kim.catalogue import Catalogue


@pytest.fixture
def catalogue() -> Catalogue:
    """Give a site with one shelter whose address is secret."""
    return make_catalogue(
        locations__haus="""
            name: Schutzhaus
            address: {street: Geheimweg 7, city: Musterstadt}
            confidential: ja
        """
    )


def write_site(text: str) -> Callable[[Path], None]:
    """Make a build that writes every required file with this text."""

    def build(folder: Path) -> None:
        for name in REQUIRED:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text)

    return build


def test_a_new_build_replaces_the_old_one(tmp_path: Path, catalogue: Catalogue) -> None:
    """After each build the public name shows that build."""
    out = tmp_path / "site"
    for text in ("eins", "zwei", "drei"):
        publish_build(out, catalogue, write_site(text))
        assert (out / "index.html").read_text() == text
    assert [path.name[-1] for path in list_releases(out)] == ["1", "2", "3"]


def test_a_folder_made_by_hand_is_replaced(tmp_path: Path, catalogue: Catalogue) -> None:
    """What another tool left under the public name does not stop the build."""
    out = tmp_path / "site"
    out.mkdir()
    (out / "index.html").write_text("alt")
    publish_build(out, catalogue, write_site("neu"))
    assert (out / "index.html").read_text() == "neu"


@pytest.mark.promise("old-site-stays")
@pytest.mark.parametrize("fault", [KeyboardInterrupt, OSError])
def test_a_broken_build_leaves_the_old_site(
    tmp_path: Path, catalogue: Catalogue, fault: type[BaseException]
) -> None:
    """Whatever stops a build, the old site stays and no rubbish remains."""
    out = tmp_path / "site"
    publish_build(out, catalogue, write_site("alt"))

    def build(folder: Path) -> None:
        (folder / "index.html").write_text("halb")
        raise fault

    with pytest.raises(fault):
        publish_build(out, catalogue, build)
    assert (out / "index.html").read_text() == "alt"
    left = {path.name for path in (tmp_path / ".site.releases").iterdir()}
    assert left == {"release-000001", "release-000001.sha256"}


@pytest.mark.parametrize("name", REQUIRED)
def test_an_incomplete_build_is_refused(tmp_path: Path, catalogue: Catalogue, name: str) -> None:
    """A site without one of its main pages never goes live."""

    def build(folder: Path) -> None:
        write_site("neu")(folder)
        (folder / name).write_text("")

    with pytest.raises(UnfinishedBuildError, match=name):
        publish_build(tmp_path / "site", catalogue, build)
    assert not (tmp_path / "site").exists()


def test_a_secret_address_is_refused(tmp_path: Path, catalogue: Catalogue) -> None:
    """The address of a shelter in any file stops the build."""
    with pytest.raises(UnfinishedBuildError, match="geheime Anschrift"):
        publish_build(tmp_path / "site", catalogue, write_site("Geheimweg 7"))


def test_a_file_that_was_changed_after_it_was_looked_at_is_read(
    tmp_path: Path, catalogue: Catalogue
) -> None:
    """Also where it is as long as before; what was not changed is sealed as it was said."""

    def build(folder: Path) -> dict[str, Seen]:
        write_site("neu")(folder)
        writer = Writer(folder, look_for_secrets(catalogue))
        writer.write("a/", b"Gartenweg 7")
        writer.write("b/", b"Gartenweg 7")
        time.sleep(0.02)  # the clock of the file system ticks a hundred times a second or more
        (folder / "b" / "index.html").write_text("Geheimweg 7")
        return writer.written

    with pytest.raises(UnfinishedBuildError, match=r"^b/index.html enthält eine geheime"):
        publish_build(tmp_path / "site", catalogue, build)


def test_a_file_that_was_lost_is_noticed(tmp_path: Path, catalogue: Catalogue) -> None:
    """Who wrote it said so."""

    def build(folder: Path) -> dict[str, Seen]:
        write_site("neu")(folder)
        return {"a/index.html": Seen("0" * 64, 3, 0)}

    with pytest.raises(UnfinishedBuildError, match=r"die Datei a/index.html fehlt"):
        publish_build(tmp_path / "site", catalogue, build)


def test_the_seal_covers_what_others_wrote(tmp_path: Path, catalogue: Catalogue) -> None:
    """A file, a link, a page of ours: every one stands in the list as it is."""

    def build(folder: Path) -> dict[str, Seen]:
        write_site("neu")(folder)
        (folder / "weiter").symlink_to("index.html")
        writer = Writer(folder, look_for_secrets(catalogue))
        writer.write("a/b/", b"Seite")
        writer.copy("assets/film.mp4", folder / "index.html")
        return writer.written

    release = publish_build(tmp_path / "site", catalogue, build)
    assert list(find_tampering(release)) == []
    assert len(read_seal(release)) == len(REQUIRED) + 3


@pytest.mark.promise("any-umask")
def test_files_are_readable_whatever_the_umask(tmp_path: Path, catalogue: Catalogue) -> None:
    """A web server of another user can read what a careful umask would hide."""
    before = os.umask(0o077)
    try:
        publish_build(tmp_path / "site", catalogue, write_site("neu"))
    finally:
        os.umask(before)
    page = tmp_path / "site" / "suche" / "index.html"
    assert page.stat().st_mode & 0o777 == 0o644
    assert page.parent.stat().st_mode & 0o777 == 0o755
    assert page.resolve().parent.parent.stat().st_mode & 0o777 == 0o755
