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
from kim.views.notice import see_notices
from kim.views.viewpoint import Phrase, Viewpoint
from kim.words import MACHINE, Review
from tests.making import make_catalogue
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


@pytest.mark.promise("translation-outdated")
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
GERMAN_ONLY = "Einige Texte gibt es bisher nur auf Deutsch."
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
    notice = see_notices(view).of_record("services", "mbe")
    assert notice is not None
    assert notice.sentences == (*said, GERMAN_ONLY)  # the caption of the phone


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
    notice = see_notices(view).of_lists()
    assert notice is not None
    assert notice.sentences == (MACHINE_SAYS, GERMAN_ONLY)


def test_german_pages_say_nothing_about_translation(tmp_path: Path) -> None:
    """There is none."""
    view = Viewpoint(load(site(tmp_path)), TODAY)
    assert see_notices(view).of_record("services", "mbe") is None
    assert see_notices(view).of_lists() is None


@pytest.mark.parametrize(
    ("kind", "name", "says"),
    [
        ("services", "whole", False),
        ("services", "half", True),
        ("organizations", "awo", False),
        ("organizations", "ki", True),
        ("taxonomies", "topics", False),
        ("taxonomies", "methods", True),
    ],
)
def test_a_page_says_that_some_texts_are_german(kind: str, name: str, *, says: bool) -> None:
    """Texts of the record that its page shows; proper names are the same everywhere."""
    notices = see_notices(_German(_partly_translated(), TODAY, "en"))
    notice = notices.of_record(kind, name)
    assert notice is not None
    assert (GERMAN_ONLY in notice.sentences) is says


@pytest.mark.parametrize("summary", ["Hilfe", "{de: Hilfe, en: Help}"])
def test_lists_say_it_when_a_name_or_summary_is_german(summary: str) -> None:
    """Then also on the pages of topics and organizations; what has ended does not count."""
    view = _German(_partly_translated(summary), TODAY, "en")
    notices = see_notices(view)
    found = [notices.of_lists(), notices.of_record("organizations", "awo")]
    says = [GERMAN_ONLY in notice.sentences for notice in found if notice]
    assert says == [summary == "Hilfe"] * 2


def _partly_translated(summary: str = "{de: Hilfe, en: Help}") -> Catalogue:
    return make_catalogue(
        organizations__awo="{name: AWO, type: welfare}",
        organizations__ki="{name: KI, type: authority, description: Koordiniert}",
        services__whole="{name: {de: Rat, en: Advice}, alternate_name: R, organization: awo}",
        services__half="{name: {de: Tat, en: Deed}, description: Viel, organization: awo}",
        services__listed=f"{{name: {{de: Los, en: Go}}, summary: {summary}, organization: awo}}",
        services__gone="{name: Einst, organization: awo, valid_until: 2020-01-01}",
        taxonomies__topics="""
            name: {de: Themen, en: Topics}
            terms: [{id: recht, name: {de: Recht, en: Law}}]
            """,
        taxonomies__methods="""
            name: {de: Methoden, en: Methods}
            terms: [{id: rat, name: {de: Rat, en: Advice}, description: Wie beraten wird}]
            """,
    )


def test_the_state_of_one_text_may_differ_from_its_file(tmp_path: Path) -> None:
    """A file counts as checked when every text of it is."""
    catalogue = load(site(tmp_path))
    file = catalogue.translations["en", "services", "mbe"]
    assert not file.is_reviewed
    assert file.sidecar.texts["summary"].state == MACHINE
