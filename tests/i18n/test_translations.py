"""Translations beside the records: put into them, kept per text, told to the reader."""

from __future__ import annotations

from datetime import date
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import pytest

import kim.views.notice
from kim.catalogue import load_catalogue
from kim.checks import check_site
from kim.models.service import Service
from kim.models.taxonomy import Taxonomy
from kim.translations import fingerprint, texts_of
from kim.views.notice import see_list_notice, see_notice
from kim.views.viewpoint import Phrase, Viewpoint
from kim.words import MACHINE, Review
from tests.test_problems import HERE, make_site

if TYPE_CHECKING:
    from pathlib import Path

    from kim.catalogue import Catalogue

TODAY = date(2026, 11, 21)
NAME = "Migrationsberatung für Erwachsene"
SERVICE = """
name: {name}
summary: Hilft am Anfang.
organization: awo
categories: [migrationsdienste]
topics: [aufenthalt]
target_groups: [erwachsene]
last_verified: 2026-09-01
phones: [{{number: {phone}, description: Zentrale}}]
required_documents: [Ausweis, Bescheid]
"""
TOPICS = """
state: machine
texts:
  terms.aufenthalt.name: {{text: Residence, of: {residence}}}
"""
FILE = """
state: {state}
reviewed_by: ki
reviewed_on: 2026-11-02
texts:
  name: {{text: Counselling for adults, of: {name}}}
  summary: {{text: Helps you start., of: {summary}, state: machine}}
  required_documents.2: {{text: Official letter, of: {letter}}}
"""


def site(root: Path, *, state: str = "machine", name: str = NAME, phone: str = "030 1234") -> Path:
    """Make a site in German and English with one translated service."""
    text = (HERE / "sites/minimal/directory/site.yml").read_text(encoding="utf-8")
    sidecar = FILE.format(
        state=state,
        name=fingerprint(NAME),
        summary=fingerprint("Hilft am Anfang."),
        letter=fingerprint("Bescheid"),
    )
    if state == "reviewed":
        sidecar = sidecar.replace(", state: machine", "")
    files = {
        "directory/site.yml": text.replace("[de]", "[de, en]"),
        "directory/services/mbe.yml": SERVICE.format(name=name, phone=phone),
        "directory/translations/en/services/mbe.yml": sidecar,
        "directory/translations/en/taxonomies/topics.yml": TOPICS.format(
            residence=fingerprint("Aufenthalt")
        ),
    }
    make_site({"files": files}, root / "site")
    return root / "site"


def load(root: Path) -> Catalogue:
    """Load a site that has no problem."""
    catalogue, problems = load_catalogue(root)
    assert problems == []
    return catalogue


def test_translated_texts_stand_where_the_authors_own_stand(tmp_path: Path) -> None:
    """Views find them without knowing where they came from."""
    catalogue = load(site(tmp_path))
    view = Viewpoint(catalogue, TODAY, "en")
    service = catalogue.all(Service)["mbe"]
    assert view.phrase(service.name) == Phrase("Counselling for adults")
    assert view.phrases(service.required_documents) == (
        Phrase("Ausweis", "de"),
        Phrase("Official letter"),
    )
    assert view.term_names("topics", ("aufenthalt",)) == (Phrase("Residence"),)
    assert str(service.name) == NAME


def test_a_changed_phone_number_outdates_nothing(tmp_path: Path) -> None:
    """What is no text has no fingerprint."""
    problems = check_site(site(tmp_path, phone="030 9999"), TODAY)[1]
    assert [one for one in problems if one.code == "translation-outdated"] == []


def test_a_changed_text_outdates_its_own_translation_only(tmp_path: Path) -> None:
    """The cure is the new fingerprint; the other texts stay current."""
    problems = check_site(site(tmp_path, name="Beratung"), TODAY)[1]
    (outdated,) = [str(one) for one in problems if one.code == "translation-outdated"]
    assert outdated == (
        "directory/translations/en/services/mbe.yml:6:44: Hinweis: der deutsche Text hat sich"
        f" geändert; die Übersetzung anpassen und 'of: {fingerprint('Beratung')}' eintragen"
        " [translation-outdated]"
    )


def test_what_is_missing_is_one_line_per_language_and_kind(tmp_path: Path) -> None:
    """Counts and the first ids, not a line for every text."""
    problems = check_site(site(tmp_path), TODAY)[1]
    missing = [one for one in problems if one.code == "translation-missing"]
    folders = [one.place.path.relative_to("directory/translations/en") for one in missing]
    assert folders == [PurePosixPath(name) for name in ("contacts", "services", "site.yml",
                                                         "taxonomies")]  # fmt: skip
    assert missing[1].message == "3 Texte fehlen in 2 Einträgen: jmd, mbe"


def test_texts_are_named_by_ids_and_numbers(tmp_path: Path) -> None:
    """Terms by their id, lines of a list by their number, fields of a block with a dot."""
    catalogue = load(site(tmp_path))
    service = dict(texts_of(catalogue.all(Service)["mbe"]))
    assert list(service) == [
        "name",
        "summary",
        "phones.1.description",
        "required_documents.1",
        "required_documents.2",
    ]
    topics = dict(texts_of(catalogue.all(Taxonomy)["topics"]))
    assert "terms.aufenthalt.name" in topics


MACHINE_SAYS = "Maschinell übersetzt, noch nicht von Menschen geprüft."
LABELS_SAY = "Die Beschriftungen sind maschinell übersetzt."
CHECKED = "Übersetzung geprüft von Kommunales Integrationszentrum am 2 November 2026."
OLDER = "Einige Texte sind älter als der deutsche Text."


@pytest.mark.parametrize(
    ("of", "said"),
    [
        (("machine", NAME, "machine"), (MACHINE_SAYS,)),
        (("machine", NAME, "reviewed"), (MACHINE_SAYS,)),
        (("reviewed", NAME, "machine"), (CHECKED, LABELS_SAY)),
        (("reviewed", NAME, "reviewed"), (CHECKED,)),
        (("reviewed", "Beratung", "reviewed"), (CHECKED, OLDER)),
        (("machine", "Beratung", "machine"), (MACHINE_SAYS, OLDER)),
    ],
)
def test_a_page_says_who_checked_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, of: tuple[str, str, str], said: tuple[str, ...]
) -> None:
    """Unchecked machine translation is never passed off as checked (AI Act Art. 50(4))."""
    state, name, own = of
    monkeypatch.setattr(kim.views.notice, "load_words", lambda _: _Own(Review(own)))
    view = _German(load(site(tmp_path, state=state, name=name)), TODAY, "en")
    notice = see_notice(view, "services", "mbe")
    assert notice is not None
    assert notice.sentences == said


class _Own:
    """The words of a language, of which only the review matters here."""

    def __init__(self, review: Review) -> None:
        self.review = review


class _German(Viewpoint):
    """A view whose sentences stay German, so that the test says what it means."""

    __slots__ = ()

    def say(self, message: str, **values: object) -> str:
        """Say a message as it is written."""
        return message % values


def test_lists_say_the_weakest_state(tmp_path: Path) -> None:
    """One text that nobody checked is enough."""
    view = _German(load(site(tmp_path, state="reviewed")), TODAY, "en")
    notice = see_list_notice(view)
    assert notice is not None
    assert notice.sentences == (MACHINE_SAYS,)


def test_german_pages_say_nothing_about_translation(tmp_path: Path) -> None:
    """There is none."""
    view = Viewpoint(load(site(tmp_path)), TODAY)
    assert see_notice(view, "services", "mbe") is None
    assert see_list_notice(view) is None


def test_the_state_of_one_text_may_differ_from_its_file(tmp_path: Path) -> None:
    """A file counts as checked when every text of it is."""
    catalogue = load(site(tmp_path))
    file = catalogue.translations["en", "services", "mbe"]
    assert not file.is_reviewed
    assert file.sidecar.texts["summary"].state == MACHINE
