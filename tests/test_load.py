"""Reading a directory: which files are records, which ids are known, what lies wrong."""

from __future__ import annotations

import os
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

import pytest

from kim import load
from kim.crew import share_in_order
from kim.fields import ID_LENGTH
from kim.load import load_directory
from kim.models import KINDS

if TYPE_CHECKING:
    from pathlib import Path

SHOWN = PurePosixPath("directory")
AREA = "name: Mitte\nlevel: sozialraum\n"


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    """Give a directory with a site and nothing else."""
    (tmp_path / "site.yml").write_text(
        "name: x\narea: a\ncoordinating_organization: b\ncoordinating_contact: c\n"
        "imprint: {provider: x}\n"
    )
    for kind in ("areas", "services", "editions"):
        (tmp_path / kind).mkdir()
    return tmp_path


def codes(directory: Path) -> list[str]:
    """Load and give path and code of every problem."""
    return [
        f"{problem.place.path} {problem.code}"
        for problem in load_directory(directory, SHOWN).problems
    ]


def test_a_file_is_a_record_and_its_stem_the_id(directory: Path) -> None:
    """Ids come in the order of the alphabet, whatever the file system says."""
    for name in ("nord", "mitte-2", "mitte"):
        (directory / "areas" / f"{name}.yml").write_text(AREA)
    loaded = load_directory(directory, SHOWN)
    assert not loaded.problems
    assert list(loaded.records["areas"]) == ["mitte-2", "mitte", "nord"]
    assert loaded.records["areas"]["nord"].id == "nord"
    assert loaded.site
    assert set(loaded.records) == set(KINDS)


def test_an_id_is_known_when_its_file_exists(directory: Path) -> None:
    """References to a broken record are no second problem."""
    (directory / "areas" / "kaputt.yml").write_text("name: x\n")
    (directory / "areas" / "unlesbar.yml").write_text("name: [\n")
    loaded = load_directory(directory, SHOWN)
    assert [problem.code for problem in loaded.problems] == ["missing-field", "syntax"]
    assert set(loaded.known["areas"]) == {"kaputt", "unlesbar"}
    assert not loaded.records["areas"]


@pytest.mark.parametrize(
    "name",
    [
        "Mitte.yml",
        "mitte_nord.yml",
        "mitte--nord.yml",
        "-mitte.yml",
        "mitte-.yml",
        "mitte nord.yml",
        "mitté.yml",
        "mitte\n.yml",
        f"{'a' * (ID_LENGTH + 1)}.yml",
        "mitte.de.yml",
    ],
)
def test_a_name_that_is_no_id_is_refused(directory: Path, name: str) -> None:
    """Ids are matched in full."""
    (directory / "areas" / name).write_text(AREA)
    assert codes(directory) == [f"directory/areas/{name} bad-id"]


@pytest.mark.parametrize("name", ["con", "prn", "aux", "nul", "com1", "lpt9"])
def test_a_name_that_means_a_device_is_refused(directory: Path, name: str) -> None:
    """Who works with Windows could not open the file."""
    for stem in (name, f"{name}-x"):
        (directory / "areas" / f"{stem}.yml").write_text(AREA)
    loaded = load_directory(directory, SHOWN)
    assert [str(problem) for problem in loaded.problems] == [
        (
            f"directory/areas/{name}.yml: unter Windows kann keine Datei so heißen; einen anderen"
            " Namen wählen [bad-id]"
        )
    ]
    assert list(loaded.known["areas"]) == [f"{name}-x"]


def test_an_id_may_be_as_long_as_allowed(directory: Path) -> None:
    """64 characters are one id."""
    (directory / "areas" / f"{'a' * ID_LENGTH}.yml").write_text(AREA)
    assert codes(directory) == []


@pytest.mark.parametrize(
    ("name", "cure"),
    [
        ("Süd & Größe", "sued-groesse"),
        ("-Mitte-", "mitte"),
        ("a" * (ID_LENGTH - 1) + "-b", "a" * (ID_LENGTH - 1)),
        ("東京", "eintrag"),
    ],
)
def test_the_cure_of_a_bad_name_is_a_good_one(directory: Path, name: str, cure: str) -> None:
    """Umlauts are written out, hyphens stand between letters, something is always left."""
    (directory / "areas" / f"{name}.yml").write_text(AREA)
    problem = load_directory(directory, SHOWN).problems[0]
    assert f"gemeint '{cure}.yml'?" in problem.message


def test_what_no_author_wrote_is_passed_over(directory: Path) -> None:
    """Editors' hidden files; the frozen sources beside an edition."""
    (directory / ".DS_Store").write_text("x")
    (directory / "areas" / ".mitte.yml.swp").write_text("x")
    (directory / "editions" / "2022-06-24").mkdir()
    (directory / "editions" / "2022-06-24" / "catalogue.json").write_text("{}")
    assert codes(directory) == []


def test_only_the_sources_beside_an_edition_are_passed_over(directory: Path) -> None:
    """A folder of another kind is no source, and a link leads anywhere."""
    (directory / "areas" / "2022-06-24").mkdir()
    (directory / "editions" / "2022-06-24").symlink_to(directory / "areas")
    assert codes(directory) == [
        "directory/areas/2022-06-24 unexpected-file",
        "directory/editions/2022-06-24 unexpected-file",
    ]


def test_a_folder_that_cannot_be_opened_hides_no_other(
    directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only its own records are missing."""
    really_scan = os.scandir

    def refuse(path: Path) -> Any:
        if path.name == "areas":
            raise PermissionError(path)
        return really_scan(path)

    (directory / "areas" / "mitte.yml").write_text(AREA)
    (directory / "contacts").mkdir()
    (directory / "contacts" / "ki.yml").write_text("name: KI\norganization: ki\n")
    monkeypatch.setattr(os, "scandir", refuse)
    loaded = load_directory(directory, SHOWN)
    assert [str(problem) for problem in loaded.problems] == [
        (
            "directory/areas: der Ordner lässt sich nicht öffnen; die Rechte des Ordners prüfen"
            " [unreadable]"
        )
    ]
    assert not loaded.known["areas"]
    assert list(loaded.records["contacts"]) == ["ki"]


@pytest.mark.parametrize("number", [0, 1, 2, 3, 4, 7, 9, 10])
def test_many_files_are_read_in_parts_and_in_order(
    directory: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    """However many there are: each once, and no part more than there may be."""
    shared: list[tuple[int, int]] = []

    def share_and_note(do: Any, parts: int, processes: int) -> Any:
        shared.append((parts, processes))
        return share_in_order(do, parts, 1)

    monkeypatch.setattr(load, "MOST_PARTS", 3)
    monkeypatch.setattr(load, "WORTH_SHARING", 7)
    monkeypatch.setattr(load, "count_processes", lambda: 2)
    monkeypatch.setattr(load, "share_in_order", share_and_note)
    names = [f"gebiet-{chr(97 + at)}" for at in range(number)]
    for name in names:
        (directory / "areas" / f"{name}.yml").write_text(AREA.replace("Mitte", name))
    loaded = load_directory(directory, SHOWN)
    assert [str(area.name) for area in loaded.records["areas"].values()] == names
    assert shared == [(min(number, 3) if number != 4 else 2, 2 if number >= 7 else 1)]


def test_the_erased_are_known_by_their_id(directory: Path) -> None:
    """And where their list stands."""
    one = "  - {person: ID, on: 2026-01-15, by: KI, reason: Wunsch, reached: 0 Spuren}\n"
    text = "erased:\n" + "".join(one.replace("ID", name) for name in ("erika", "jan"))
    (directory / "erased.yml").write_text(text)
    loaded = load_directory(directory, SHOWN)
    assert not loaded.problems
    assert {name: found.person for name, found in loaded.erased.items()} == {
        "erika": "erika",
        "jan": "jan",
    }
    assert loaded.erased_source
    assert str(loaded.erased_source.place(("erased", 1, "person"))) == "directory/erased.yml:3:14"


def test_what_lies_in_the_wrong_place_is_said(directory: Path) -> None:
    """Each entry, not only the first."""
    (directory / ".DS_Store").write_text("x")
    (directory / "notiz.txt").write_text("x")
    (directory / "area").mkdir()
    (directory / "areas" / "alt").mkdir()
    (directory / "areas" / "alt" / "mitte.yml").write_text(AREA)
    (directory / "areas" / "mitte.yaml").write_text(AREA)
    assert codes(directory) == [
        "directory/area unknown-folder",
        "directory/notiz.txt unexpected-file",
        "directory/areas/alt unexpected-file",
        "directory/areas/mitte.yaml unexpected-file",
    ]


@pytest.mark.promise("no-links-followed")
def test_no_link_is_followed(directory: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Neither a file, nor a folder, nor one that leads nowhere, nor the site itself."""
    outside = tmp_path_factory.mktemp("outside")
    (outside / "mitte.yml").write_text(AREA)
    (directory / "areas" / "mitte.yml").symlink_to(outside / "mitte.yml")
    (directory / "areas" / "weg.yml").symlink_to(outside / "weg.yml")
    (directory / "contacts").symlink_to(outside, target_is_directory=True)
    (outside / "site.yml").write_bytes((directory / "site.yml").read_bytes())
    (directory / "site.yml").unlink()
    (directory / "site.yml").symlink_to(outside / "site.yml")
    loaded = load_directory(directory, SHOWN)
    assert {problem.code for problem in loaded.problems} == {"symlink"}
    assert {str(problem.place.path) for problem in loaded.problems} == {
        "directory/areas/mitte.yml",
        "directory/areas/weg.yml",
        "directory/contacts",
        "directory/site.yml",
    }
    assert not any(loaded.records.values())
    assert loaded.site is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("erased: [\n", "erased.yml syntax"),
        ("erased:\n  - person: x\n", "erased.yml missing-field"),
        ("gelöscht: x\n", "erased.yml unknown-field"),
    ],
)
def test_the_list_of_the_erased_is_read_like_a_record(
    directory: Path, text: str, expected: str
) -> None:
    """Nobody may come back because the list has a slip in it."""
    (directory / "erased.yml").write_text(text)
    assert f"directory/{expected}" in codes(directory)
    assert not load_directory(directory, SHOWN).erased


def test_a_directory_that_is_missing_is_one_problem(tmp_path: Path) -> None:
    """And not one for each kind."""
    assert codes(tmp_path / "fehlt") == ["directory missing-directory"]
