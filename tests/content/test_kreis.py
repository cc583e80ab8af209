"""The second site says exactly what its source says: cell by cell, post by post, seat by seat.

The tables in kreis_facts/ were typed from the concept by hand, independently of the records.
"""

from __future__ import annotations

import re
from functools import reduce
from typing import TYPE_CHECKING, Any

import pytest

from kim.models.area import Area
from kim.models.committee import Committee
from kim.models.glossary import GlossaryEntry
from kim.models.programme import Programme
from kim.models.responsibility import Responsibility
from kim.models.taxonomy import Taxonomy
from tests.content.figures import find_figures
from tests.content.kreis import KREIS_FACTS, KREIS_SOURCE, load_kreis
from tests.content.oberhausen import full_text, texts_of_records, values_below
from tests.content.sources import parts_of, read_source_text, read_table
from tests.content.test_completeness import CONTACT
from tests.content.test_facts import find, say, stands_in, step
from tests.content.test_glossary import ABBREVIATION
from tests.content.test_no_invention import NAME_OF_RECORD, SILENT, is_own_count

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.content.figures import Figure

SECTIONS: Any = read_table(KREIS_FACTS / "sections.yml")
TABLE: Any = read_table(KREIS_FACTS / "responsibilities.yml")
VALUES: Any = read_table(KREIS_FACTS / "values.yml")
POSTS: Any = read_table(KREIS_FACTS / "posts.yml")
SEATS: Any = read_table(KREIS_FACTS / "seats.yml")
EXCEPTIONS: Any = read_table(KREIS_FACTS / "exceptions.yml")
KREIS = "rheinisch-bergischer-kreis"
NOBODY = "-"
HEADING = re.compile(r"^#+ .*$", re.MULTILINE)


def leads(task: str, area: str) -> list[str]:
    """List who leads a task for this very area, by id."""
    return [
        str(one.body)
        for one in load_kreis().all(Responsibility)[task].assignments
        if one.role == "leads" and one.area == area
    ]


def cells() -> Iterator[tuple[str, str, str]]:
    """Walk through the table: task, area, who."""
    for area, row in TABLE["rows"].items():
        for task, who in zip(TABLE["columns"], row, strict=True):
            yield task, area, who


@pytest.mark.promise("kreis-table")
@pytest.mark.parametrize(("task", "area", "who"), list(cells()))
def test_a_cell_of_the_table_of_responsibilities(task: str, area: str, who: str) -> None:
    """Nine tasks, the Kreis and eight municipalities; a dash is nobody of one's own."""
    assert leads(task, area) == ([] if who == NOBODY else who.split())


def test_the_table_has_all_municipalities() -> None:
    """No row is missing, none too much."""
    areas = load_kreis().all(Area).values()
    inside = {area.id for area in areas if area.parent == KREIS}
    assert set(TABLE["rows"]) == inside | {KREIS}


@pytest.mark.parametrize(("task", "area", "who", "words"), TABLE["limits"])
def test_what_a_cell_says_beside_a_yes(task: str, area: str, who: str, words: str) -> None:
    """Which schools, which municipalities, which branch office."""
    assignments = load_kreis().all(Responsibility)[task].assignments
    said = [str(one.limits) for one in assignments if (one.area, one.organization) == (area, who)]
    assert any(words in one for one in said), said


def test_the_posts_of_the_case_management() -> None:
    """Who has how many, in the order of the concept; together as many as were granted."""
    programme = load_kreis().all(Programme)["kim-baustein-2"]
    posts = [[one.area, one.organization, say(one.fte)] for one in programme.positions]
    assert posts == POSTS["posts"]
    assert say(programme.granted_posts) == POSTS["granted"]
    assert not {one.area for one in programme.positions} & set(POSTS["none"])


@pytest.mark.parametrize("name", SEATS)
def test_who_takes_part_in_a_committee(name: str) -> None:
    """Organizations and committees by id, groups by their words."""
    seats = load_kreis().all(Committee)[name].seats
    assert [str(seat.organization or seat.committee or seat.role) for seat in seats] == SEATS[name]


@pytest.mark.parametrize("path", VALUES)
def test_values_of_a_record(path: str) -> None:
    """Money, posts, ages, places, phones."""
    record = find(load_kreis(), path)
    assert {keys: say(reduce(step, keys.split("."), record)) for keys in VALUES[path]} == VALUES[
        path
    ]


def test_every_figure_of_the_concept_stands_in_its_chapter() -> None:
    """Numbers, dates, shares, sums and sections of laws, each in the right chapter."""
    catalogue = load_kreis()
    missing = []
    for part in parts_of(KREIS_SOURCE, SECTIONS):
        texts = [full_text(catalogue, catalogue.chapters[one]) for one in part.chapters]
        told = {figure.value for text in texts for figure in find_figures(text)}
        missing += [
            f"{part.heading}: {figure.value} in „{figure.context}“"
            for figure in find_figures(HEADING.sub("", part.text))
            if figure.value not in told and not _may_be_untold(figure)
        ]
    assert missing == []


def _may_be_untold(figure: Figure) -> bool:
    return any(
        one["value"] == figure.value and one["near"] in figure.context
        for one in EXCEPTIONS["untold"]
    )


def test_every_contact_of_the_concept_is_in_the_directory() -> None:
    """The mail address, the telephone number and the link are kept."""
    kept = {text for _, _, text in texts_of_records(load_kreis())}
    source = re.sub(r"\\+_", "_", read_source_text(KREIS_SOURCE))
    found = {match[0].rstrip(".") for match in CONTACT.finditer(source)}
    found |= set(re.findall(r"\b0\d{3,4} \d{2}-\d+", source))
    assert len(found) == 5
    assert {one for one in found if not any(one in text for text in kept)} == set()


def test_no_figure_is_made_up() -> None:
    """Each one in a record or chapter stands in the concept, or is explained."""
    known = {figure.value for figure in find_figures(read_source_text(KREIS_SOURCE))}
    known |= {"0,5"}  # the concept writes half a post in both ways
    invented = [
        f"{where}: {figure.value} in „{figure.context}“"
        for where, figure in _written_figures()
        if figure.value not in known and not _is_explained(where, figure.value)
    ]
    assert invented == []


def _written_figures() -> Iterator[tuple[str, Figure]]:
    catalogue = load_kreis()
    for (kind, _), source in catalogue.sources.items():
        if kind == Taxonomy.kind:
            continue
        for keys, text in values_below(source.value):
            if keys[0] not in {"sources", "last_verified"} and not NAME_OF_RECORD.fullmatch(text):
                yield from ((str(source.path), figure) for figure in find_figures(text))
    for chapter in catalogue.chapters.values():
        for figure in find_figures(SILENT.sub("", chapter.text)):
            if not is_own_count(figure):
                yield str(chapter.place.path), figure


def _is_explained(where: str, value: str) -> bool:
    return any(
        where.startswith(one["where"]) and re.fullmatch(one["value"], value)
        for one in EXCEPTIONS["beyond"]
    )


def test_every_exception_is_needed() -> None:
    """An exception that fits nothing any more goes."""
    parts = parts_of(KREIS_SOURCE, SECTIONS)
    figures = [figure for part in parts for figure in find_figures(part.text)]
    written = list(_written_figures())
    assert [
        one["near"]
        for one in EXCEPTIONS["untold"]
        if not any(one["value"] == f.value and one["near"] in f.context for f in figures)
    ] == []
    assert [
        one["where"]
        for one in EXCEPTIONS["beyond"]
        if not any(w.startswith(one["where"]) and re.fullmatch(one["value"], f.value)
                   for w, f in written)
    ] == []  # fmt: skip


def test_every_abbreviation_is_explained() -> None:
    """Also in what the macros of a chapter show."""
    catalogue = load_kreis()
    entries = catalogue.all(GlossaryEntry).values()
    texts = [entry.abbreviation or str(entry.name) for entry in entries]
    explained = {word for text in texts for word in re.findall(r"\w+", text)}
    explained |= {one["word"] for one in EXCEPTIONS["names"]}
    found = {
        name: set(ABBREVIATION.findall(full_text(catalogue, chapter))) - explained
        for name, chapter in catalogue.chapters.items()
    }
    assert {name: words for name, words in found.items() if words} == {}


def test_the_one_person_is_named_where_she_can_be_taken_out() -> None:
    """In the person block of a contact, nowhere else."""
    named = {
        (path, keys) for path, keys, text in texts_of_records(load_kreis()) if "Dogruer" in text
    }
    assert named == {
        ("directory/contacts/ki.yml", ("person", "name")),
        ("directory/contacts/ki.yml", ("person", "email")),
    }
    chapters = load_kreis().chapters.values()
    assert [chapter.id for chapter in chapters if "Dogruer" in chapter.text] == []


def test_the_municipalities_say_which_youth_office_is_theirs() -> None:
    """The text of an area and the table agree."""
    for area, row in TABLE["rows"].items():
        if area != KREIS:
            own = row[TABLE["columns"].index("jugendhilfe")] != NOBODY
            text = str(load_kreis().all(Area)[area].description)
            assert stands_in("eigenem Jugendamt" if own else "Kreisjugendamt", text), area
