"""Publishing: whole or not at all, readable, and without secrets."""

from __future__ import annotations

import gc
import os
import time
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

import pytest

from kim import publish
from kim.again import Found
from kim.confidential import leaks_in
from kim.handbook.build import Printed
from kim.models.location import Location
from kim.problems import Place, Problem, Severity
from kim.publish import (
    REQUIRED,
    UnfinishedBuildError,
    build_site,
    look_for_secrets,
    publish_build,
)
from kim.releases import list_releases
from kim.render.site import Setting
from kim.render.writer import Seen, Writer
from kim.seals import find_tampering, read_seal
from kim.stored import store_records
from kim.traces import NOTHING
from tests.making import make_catalogue

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kim.catalogue import Catalogue

TODAY = date(2026, 11, 21)


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


@pytest.mark.parametrize("is_empty", [True, False], ids=["empty", "a site"])
def test_a_folder_made_by_hand_is_replaced(
    tmp_path: Path, catalogue: Catalogue, *, is_empty: bool
) -> None:
    """What `mkdocs build` or somebody's hand left under the public name does not stop the build."""
    out = tmp_path / "site"
    out.mkdir()
    if not is_empty:
        write_site("alt")(out)
    publish_build(out, catalogue, write_site("neu"))
    assert (out / "index.html").read_text() == "neu"


@pytest.mark.parametrize("is_file", [True, False], ids=["file", "folder"])
def test_somebodys_own_files_are_not_replaced(
    tmp_path: Path, catalogue: Catalogue, *, is_file: bool
) -> None:
    """A folder that was meant for something else stays, and so does a file: nothing is written."""
    out = tmp_path / "content"
    mine = out if is_file else out / "index.md"
    mine.parent.mkdir(exist_ok=True)
    mine.write_text("mein Kapitel")
    with pytest.raises(OSError, match="Not a directory" if is_file else "not empty"):
        publish_build(out, catalogue, write_site("neu"))
    assert mine.read_text() == "mein Kapitel"
    assert [*tmp_path.iterdir()] == [out]


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


def test_a_build_that_lost_its_folder_says_what_broke_it(
    tmp_path: Path, catalogue: Catalogue
) -> None:
    """And not that there is nothing to clear away."""

    def build(folder: Path) -> None:
        folder.rmdir()
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        publish_build(tmp_path / "site", catalogue, build)


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


def test_what_was_looked_at_while_it_was_written_is_not_read_again(
    tmp_path: Path, catalogue: Catalogue
) -> None:
    """It is sealed with what was said of it; all else is read."""

    def build(folder: Path) -> dict[str, Seen]:
        write_site("neu")(folder)
        writer = Writer(folder, lambda content: f"{len(content):064}")
        writer.write("a/", b"Seite")
        return writer.written

    seal = read_seal(publish_build(tmp_path / "site", catalogue, build))
    assert seal == {
        **dict.fromkeys(REQUIRED, sha256(b"neu").hexdigest()),
        "a/index.html": f"{5:064}",
    }


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


@pytest.fixture
def town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Town:
    """Give a site whose problems and whose pages a test may choose."""
    return Town(tmp_path, monkeypatch)


class Town:
    """A site of which nothing but what is checked and what is printed is made up."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.root = root
        self.out = root / "site"
        self.problems: list[Problem] = []
        self.lacks: tuple[str, ...] = ()
        self.said: list[str] = []
        self.thresholds: list[tuple[int, int, int]] = []
        monkeypatch.setattr(publish, "check_site", self._check)
        monkeypatch.setattr(publish, "build_handbook", self._print)

    def _check(self, root: Path, today: date) -> tuple[Catalogue, tuple[Problem, ...]]:
        assert (root, today) == (self.root, TODAY)
        return make_catalogue(), tuple(self.problems)

    def _print(self, root: Path, to: Path, _: Catalogue, today: date, **said: Any) -> Printed:
        assert (root, today) == (self.root, TODAY)
        self.said.append("als Entwurf" if said["is_draft"] else "wie es gilt")
        self.thresholds.append(gc.get_threshold())
        writer = Writer(to, said["look"])
        for name in REQUIRED:
            writer.write(name, b"" if name in self.lacks else b"<p>Text</p>")
        return Printed(Setting("", root), {}, (), {}, writer.written)

    def build(self, **options: Any) -> list[str]:
        """Build, and give every problem as a line."""
        found = build_site(self.root, self.out, TODAY, say=self.said.append, **options)
        return [str(problem) for problem in found]

    @property
    def is_shown(self) -> bool:
        """Tell whether the site has gone live."""
        return (self.out / "index.html").is_file()


HINT = Problem(Place(PurePosixPath("x.yml"), 1, 1), "zum-beispiel", "fehlt", Severity.WARNING)
REFUSED = "site: nicht veröffentlicht: "
GAP = replace(HINT, code="release-imprint")


@pytest.mark.parametrize(
    ("problem", "options", "is_shown"),
    [
        (HINT, {}, True),
        (HINT, {"strict": True}, False),
        (HINT, {"release": True}, True),
        (GAP, {}, True),
        (GAP, {"release": True}, False),
        (replace(HINT, severity=Severity.ERROR), {}, False),
    ],
)
def test_what_is_wrong_stops_the_build_or_is_told_beside_it(
    town: Town, problem: Problem, options: dict[str, bool], *, is_shown: bool
) -> None:
    """An error always, a hint where it is asked for, a gap in what the law asks at a release."""
    town.problems = [problem]
    is_gap = problem is GAP and "release" in options
    told = replace(problem, severity=Severity.ERROR) if is_gap else problem
    assert town.build(**options) == [str(told)]
    assert town.is_shown is is_shown
    building = ["baue die Seiten …", "wie es gilt"] if is_shown else []
    assert town.said == ["prüfe die Einträge und Kapitel …", *building]


def test_a_draft_is_built_as_one(town: Town) -> None:
    """The concept as it is being written."""
    assert town.build(is_draft=True) == []
    assert town.said[-1] == "als Entwurf"


def test_an_address_that_was_public_must_answer(town: Town) -> None:
    """Those that a page or a folder answers do; the first that nothing answers is told."""
    urls = town.root / "directory" / "urls.txt"
    urls.parent.mkdir()
    urls.write_text("angebote/\nhandbuch/\n", "utf-8")
    assert town.build() == []
    urls.write_text("angebote/\nangebote/alt/\nangebote/weg/\n", "utf-8")
    town.lacks = ("sw.js",)
    assert town.build() == [
        f"{REFUSED}die Adresse angebote/alt/ antwortet nicht mehr [unfinished-build]"
    ]
    assert (town.out / "sw.js").read_bytes()


@pytest.mark.parametrize(("faults", "more"), [(1, ""), (5, ""), (6, " und 1 weitere Fehler")])
def test_the_first_five_faults_of_a_release_are_told(town: Town, faults: int, more: str) -> None:
    """They mostly have one cause; who only builds for himself is told all of what lacks."""
    town.lacks = REQUIRED[:faults]
    missing = [f"die Datei {name} fehlt" for name in REQUIRED[:faults]]
    first = f"{'; '.join(missing[:5])}{more}"
    assert town.build(release=True) == [f"{REFUSED}{first} [unfinished-build]"]
    assert town.build() == [f"{REFUSED}{'; '.join(missing)} [unfinished-build]"]
    assert not town.is_shown


def test_whoever_looks_last_sees_the_whole_build_and_may_refuse(town: Town) -> None:
    """Before anybody else does."""
    seen: list[Path] = []

    def refuse(folder: Path) -> None:
        seen.append(folder)
        raise UnfinishedBuildError("so nicht")

    assert town.build(before_switch=refuse) == [f"{REFUSED}so nicht [unfinished-build]"]
    assert not town.is_shown
    assert [path.exists() for path in seen] == [False]
    assert town.build(before_switch=lambda folder: seen.append(folder / "index.html")) == []
    assert town.is_shown


def test_garbage_is_looked_for_seldom_while_pages_are_made(town: Town) -> None:
    """Afterwards as before, whatever came of it."""
    before = gc.get_threshold(), gc.isenabled(), gc.get_freeze_count()
    town.build()
    town.lacks = ("index.html",)
    town.build()
    assert (gc.get_threshold(), gc.isenabled(), gc.get_freeze_count()) == before
    assert [first > before[0][0] for first, _, _ in town.thresholds] == [True, True]


def watched_shelter() -> Catalogue:
    """Give a watched site with a shelter."""
    return make_catalogue(
        locations__haus="""
            name: Schutzhaus
            address: {street: Geheimweg 7, city: Musterstadt}
            confidential: ja
        """
    ).watched()


def test_of_a_whole_build_it_is_noted_what_it_was_made_from(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where somebody remembers the builds into this folder, and only there; what files say, too."""
    noted = list[tuple[Any, ...]]()
    found, memory = Found(watched_shelter(), ()), object()
    monkeypatch.setattr(publish, "read_site", lambda _: found)
    monkeypatch.setattr(publish, "remember", lambda *given: noted.append(given))
    assert town.build() == []
    assert noted == []
    assert town.build(memory=memory) == []
    ((*given, printed, base, made),) = noted
    held = replace(found, stored=store_records(watched_shelter()))
    assert (given, made) == ([memory, held], town.out.resolve())
    assert (set(printed.written), base) == ({*REQUIRED}, NOTHING)


def test_a_secret_in_any_of_some_files_is_found(catalogue: Catalogue) -> None:
    """In one of many; where no place is secret, nothing is."""
    places = list(catalogue.all(Location).values())
    assert not leaks_in([b"Gartenweg 7", b"Musterstadt"], places)
    assert leaks_in([b"Gartenweg 7", b"<p>Geheimweg 7</p>"], places)
    assert not leaks_in([b"Geheimweg 7"], [])
