"""Linking: references resolved, reverse links, no second problem for the same fault."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING

from kim.catalogue import load_catalogue
from kim.models.area import Area
from kim.models.organization import Organization
from kim.models.service import Service

if TYPE_CHECKING:
    from pathlib import Path


def write(root: Path, **files: str) -> Path:
    """Write records; a name like `services__mbe` is kind and id."""
    for name, text in files.items():
        kind, _, record_id = name.partition("__")
        path = root / "directory" / kind / f"{record_id}.yml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text), encoding="utf-8")
    (root / "content").mkdir(exist_ok=True)
    return root


AWO = "name: AWO\ntype: welfare\n"
MBE = "name: MBE\norganization: awo\ntopics: [sprache]\nsuccessor: neu\n"
NEW = "name: Neu\norganization: awo\ndelimitations: [{service: mbe, description: Alt}]\n"
TOPICS = "name: Themen\nterms: [{id: sprache, name: Sprache}]\n"


def test_everything_is_found_by_kind_and_id(tmp_path: Path) -> None:
    """Records, terms, places."""
    root = write(
        tmp_path,
        organizations__awo=AWO,
        services__mbe=MBE,
        services__neu=NEW,
        taxonomies__topics=TOPICS,
    )
    catalogue, problems = load_catalogue(root)
    assert [problem.code for problem in problems] == ["missing-site"]
    service = catalogue.get(Service, "mbe")
    assert service
    assert catalogue.get(Service, None) is None
    assert catalogue.get(Service, "fehlt") is None
    assert list(catalogue.all(Service)) == ["mbe", "neu"]
    term = catalogue.term("topics", "sprache")
    assert term
    assert str(term.name) == "Sprache"
    assert catalogue.term("fehlt", "sprache") is None
    assert str(catalogue.place(service, ("topics", 0))) == "directory/services/mbe.yml:3:10"


def test_a_record_knows_who_names_it(tmp_path: Path) -> None:
    """By kind, with the field; terms too; each once."""
    root = write(
        tmp_path,
        organizations__awo=AWO,
        services__mbe=MBE,
        services__neu=NEW,
        taxonomies__topics=TOPICS,
    )
    catalogue, _ = load_catalogue(root)
    links = catalogue.linked_from("organizations", "awo", "services")
    assert [(link.id, link.field) for link in links] == [
        ("mbe", "organization"),
        ("neu", "organization"),
    ]
    assert [link.id for link in catalogue.linked_from("services", "mbe", "services")] == ["neu"]
    assert [link.field for link in catalogue.linked_from("services", "neu", "services")] == [
        "successor",
    ]
    assert catalogue.linked_from("taxonomies/topics", "sprache", "services")
    assert catalogue.linked_from("services", "mbe", "areas") == ()


def test_a_reference_to_a_broken_file_is_no_second_problem(tmp_path: Path) -> None:
    """An id counts as known when its file exists; so does every term of a broken list."""
    root = write(
        tmp_path,
        organizations__awo="name: AWO\n",
        services__mbe=MBE,
        services__neu="x: [",
        taxonomies__topics="name: Themen\n",
    )
    catalogue, problems = load_catalogue(root)
    assert sorted(problem.code for problem in problems) == [
        "missing-field",
        "missing-field",
        "missing-site",
        "syntax",
    ]
    assert catalogue.is_known("organizations", "awo")
    assert not catalogue.is_known("organizations", "caritas")
    assert not catalogue.is_whole(Organization)
    assert not catalogue.is_whole(Service)
    assert catalogue.is_whole(Area)


def test_every_reference_to_nothing_is_said(tmp_path: Path) -> None:
    """With the nearest id; also the same one twice."""
    root = write(
        tmp_path,
        organizations__awo=AWO,
        services__a="name: A\norganization: avo\nverified_by: avo\n",
    )
    messages = [
        str(problem) for problem in load_catalogue(root)[1] if problem.code == "unknown-reference"
    ]
    text = (
        "in directory/organizations/ gibt es keinen Eintrag mit der Kennung 'avo'; gemeint"
        " 'awo'? [unknown-reference]"
    )
    assert messages == [
        f"directory/services/a.yml:3:14: {text}",
        f"directory/services/a.yml:2:15: {text}",
    ]


def test_files_of_the_content_are_known(tmp_path: Path) -> None:
    """Links in chapters are checked against them; a symbolic link is none."""
    root = write(tmp_path, organizations__awo=AWO)
    (root / "content" / "bild.svg").write_text("<svg/>")
    (root / "content" / "verweis.svg").symlink_to(root / "content" / "bild.svg")
    catalogue, _ = load_catalogue(root)
    assert {str(path) for path in catalogue.files} == {"bild.svg"}
