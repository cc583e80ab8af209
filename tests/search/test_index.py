"""The index: which words lead where, what a compound is made of, how little it weighs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kim.catalogue import load_catalogue
from kim.export.search import Search, postings
from kim.export.search.compounds import split_compound
from kim.export.search.documents import Document, Found, list_documents
from kim.export.search.overviews import list_overviews
from kim.export.search.packing import pack_sorted
from kim.export.search.postings import Listener, Postings, UnknownWordError, Words
from kim.export.search.signs import LEVELS, pack_levels, pack_numbers, unpack_levels
from kim.export.search.words import SILENT, fold, stem
from kim.views.viewpoint import Viewpoint
from tests.built import ROOT
from tests.making import make_catalogue
from tests.search.finding import find, open_finder
from tests.views.test_viewpoint import AWO, TODAY

if TYPE_CHECKING:
    from collections.abc import Iterable

    from playwright.sync_api import Browser

WORDS = ("Einbürgerung", "Beratung", "Ausländer", "Amt", "Kinder", "Arten", "Leben", "Lage")


@pytest.mark.parametrize(
    ("word", "head", "tail"),
    [
        ("Einbürgerungsberatung", "einburgerungs", "beratung"),
        ("Ausländeramt", "auslander", "amt"),
        ("Lebenslage", "lebens", "lage"),
        ("Schuldnerberatung", "schuldner", "beratung"),
        ("Beratungen", "", ""),
        ("Kindergarten", "", ""),
        ("гражданство", "", ""),
    ],
)
def test_a_compound_is_split_before_its_last_word(word: str, head: str, tail: str) -> None:
    """Only where the tail is a word of the site; an ending is no tail."""
    roots = frozenset(stem(fold(known)) for known in WORDS)
    sure = frozenset(stem(fold(known)) for known in WORDS if known != "Arten")
    start = split_compound(fold(word), roots, sure)
    assert (fold(word)[:start], fold(word)[start:] if start else "") == (head, tail)


def postings_of(documents: Iterable[Document]) -> Postings:
    """Give the words of documents."""
    return Postings(words_of(documents), SILENT)


def words_of(documents: Iterable[Document]) -> Words:
    """Hear all documents."""
    words, listener = Words(), Listener(SILENT)
    for number, document in enumerate(documents):
        words.add(number, listener.hear(document))
    return words


@st.composite
def draw_document(draw: st.DrawFn) -> Document:
    """Draw a document that says words which others say too."""
    texts = st.lists(st.sampled_from(WORDS), max_size=4).map(" ".join)
    several = st.lists(texts, max_size=2).map(tuple)
    return Document(("services", "s"), None, None, Found(*(draw(several) for _ in Found._fields)))


@given(st.lists(draw_document(), min_size=1, max_size=6), draw_document(), st.data())
def test_one_document_is_exchanged_as_if_all_were_heard_anew(
    known: list[Document], other: Document, data: st.DataObject
) -> None:
    """Also when what is known was written down before; or it is told that nobody can know."""
    number = data.draw(st.sampled_from(range(len(known))))
    now = [other if place == number else one for place, one in enumerate(known)]
    listener = Listener(SILENT)
    with patch.object(postings, "FEW", 2):
        before = words_of(known)
        words = Words.read(json.loads(json.dumps(before.plain())))
        try:
            words.exchange(number, *map(listener.hear, (known[number], other)))
        except UnknownWordError:
            several = {word for word, many in before.texts.items() if many == postings.FEW + 1}
            said, still = ({*listener.hear(one).texts} for one in (known[number], other))
            assert several & said - still
            return
        mended, heard = Postings(words, SILENT), postings_of(now)
        assert {word: mended.packed(word) for word in mended.words} == {
            word: heard.packed(word) for word in heard.words
        }
        assert words.plain() == words_of(now).plain()


def test_a_word_in_a_name_is_worth_more_than_in_a_description() -> None:
    """Name before summary before text; the fewer words a name has, the more each is worth."""
    catalogue = make_catalogue(
        organizations__awo=AWO,
        services__a="{name: Hilfe, organization: awo}",
        services__b="{name: Gute Hilfe, organization: awo}",
        services__c="{name: Wohnen, summary: Hilfe, organization: awo}",
        services__d="{name: Pflege, description: Hilfe, organization: awo}",
    )
    documents = tuple(list_documents(Viewpoint(catalogue, TODAY)))
    levels = postings_of(documents).by_level("hilfe")
    numbers = {document.key[1]: number for number, document in enumerate(documents)}
    assert levels == {numbers["d"]: 1, numbers["c"]: 4, numbers["b"]: 13, numbers["a"]: 16}


def test_a_word_is_shown_as_it_is_mostly_written() -> None:
    """Signs around a word do not count; of forms written equally often one with capitals."""
    catalogue = make_catalogue(
        organizations__awo=AWO,
        services__a="{name: café (CAFÉ), organization: awo}",
        services__b="{name: CAFÉ/Treff, organization: awo}",
        services__c="{name: der Treff und TREFF, organization: awo}",
    )
    postings = postings_of(list_documents(Viewpoint(catalogue, TODAY)))
    assert postings.as_written("cafe") == "CAFÉ"
    assert postings.as_written("treff") == "Treff"
    assert postings.as_written("nirgends") == "nirgends"
    assert "der" not in postings.words


def test_words_are_forgotten_when_the_index_is_made() -> None:
    """On a large site they are many, and nobody asks for them again."""
    catalogue = make_catalogue(
        organizations__awo=AWO, services__a="{name: Hilfe, organization: awo}"
    )
    search = Search(Viewpoint(catalogue, TODAY))
    assert search.index().content
    assert (fold.cache_info().currsize, stem.cache_info().currsize) == (0, 0)


@pytest.mark.parametrize(
    ("numbers", "packed"), [([], ""), ([0, 1, 5], "!!'"), ([63], "d "), ([1500], "df@")]
)
def test_numbers_are_written_as_distances(numbers: list[int], packed: str) -> None:
    """A sign for each number that is near the one before, none that begins an escape."""
    assert pack_numbers(numbers) == packed
    assert {*'"%&\\'}.isdisjoint(pack_numbers([n**3 for n in range(99)]))


@given(st.dictionaries(st.integers(0, 20_000), st.sampled_from(LEVELS)))
def test_what_documents_are_worth_is_read_as_it_was_written(levels: dict[int, int]) -> None:
    """Far numbers take several signs."""
    assert unpack_levels(pack_levels(levels)) == levels


def test_texts_in_order_share_their_beginnings() -> None:
    """How many letters of the text before, then the rest."""
    assert pack_sorted(["Amt", "Amtlich", "Arzt"]) == "0Amt\n3lich\n1rzt"


@pytest.mark.browser
def test_needs_lead_to_services_and_phones_are_kept(browser: Browser) -> None:
    """A word of a need finds the service it names; ended ones come after current ones."""
    catalogue = make_catalogue(
        organizations__awo="{name: AWO, type: welfare, phones: [{number: 030 23125-777}]}",
        organizations__amt="{name: Amt, type: administrative_unit}",
        contacts__auskunft="{name: Wache, organization: amt, phones: [{number: 030 23125-778}]}",
        services__alt="{name: Rat, organization: awo, valid_until: 2020-01-01}",
        services__neu="{name: Rat und Tat für alle, organization: awo}",
        taxonomies__needs="""
            name: Bedürfnisse
            terms: [{id: pass, name: Pass, synonyms: {tr: [pasaport]}, services: [neu]}]
            """,
    )
    page = browser.new_page()
    view = Viewpoint(catalogue, TODAY)
    open_finder(page, view)
    by_need, by_name = find(page, "Pasaport")[0], find(page, "Rat")[0]
    phone, office = page.evaluate("['neu', 'amt'].map((id) => site.phones[site.ids.indexOf(id)])")
    page.close()
    assert by_need == ["services/neu"]
    assert by_name == ["services/neu", "services/alt"]
    assert phone == "030 23125-777"
    assert office == "030 23125-778"  # of whom to ask there, as on its page


@pytest.mark.browser
def test_the_place_that_is_asked_for_comes_first(browser: Browser) -> None:
    """Its number is no beginning of another; what is for it or all around need not say its name."""
    catalogue = make_catalogue(
        organizations__awo=AWO,
        areas__kreis="{name: Kreis, level: kreis}",
        **{
            f"areas__dorf_{number}": f"{{name: Dorf {number}, level: gemeinde, parent: kreis}}"
            for number in (3, 14, 140)
        },
        services__anders="{name: Tanz Dorf 14, organization: awo, service_areas: [dorf-14]}",
        services__ueberall="{name: Tanz, organization: awo, service_areas: [kreis]}",
        services__dort="{name: Kurs Dorf 3 1400, organization: awo, service_areas: [dorf-3]}",
        services__fern="{name: Kurs Dorf 140, organization: awo, service_areas: [dorf-140]}",
        services__hier="{name: Kurs Dorf 14 9, organization: awo, service_areas: [dorf-14]}",
        services__auch_hier="{name: Kurs für alle, organization: awo, service_areas: [dorf-14]}",
    )
    page = browser.new_page()
    open_finder(page, Viewpoint(catalogue, TODAY))
    for query, order in {
        "Dorf 14 Kurs": ["hier", "auch-hier", "fern"],
        "Kurs Dorf 14": ["hier", "auch-hier", "dort"],
        "Kurs 14": ["hier", "fern"],
        "Dorf 14": ["dorf-14", "hier", "fern"],
        "Dorf 3 Tanz": ["ueberall", "anders"],
        "Kreis": ["kreis", "ueberall"],
    }.items():
        found = [one.partition("/")[2] for one in find(page, query)[0]]
        assert sorted(order, key=[*found, *order].index) == order, query
        assert order[0] in found, query
    page.close()


@pytest.mark.browser
def test_a_contact_is_found_on_its_page_of_a_long_list(browser: Browser) -> None:
    """The order on the pages is that of the names, not of the ids."""
    contacts = {
        f"contacts__k{number}": f"{{name: {'BA'[number % 2]}mt {number}, organization: awo}}"
        for number in range(120)
    }
    view = Viewpoint(make_catalogue(organizations__awo=AWO, **contacts), TODAY, "ar")
    page = browser.new_page()
    open_finder(page, view)
    found = {
        name: page.evaluate("(id) => site.address(site.ids.indexOf(id))", name)
        for name in ("awo", "k1", "k10", "k98")
    }
    page.close()
    assert found == {
        "awo": "ar/traeger/awo/",
        "k1": "ar/ansprechpersonen/#k1",
        "k10": "ar/ansprechpersonen/#k10",
        "k98": "ar/ansprechpersonen/seite-2/#k98",
    }


def test_the_site_s_own_lists_are_found_by_all_their_names() -> None:
    """In every language, by one and by many, by the address; each once, with its own address."""
    view = Viewpoint(load_catalogue(ROOT)[0], TODAY)
    pages = list(list_overviews(view))
    found = {page.key: page.found.names for page in pages}
    assert len(found) == len(pages)
    assert {"Organisationen", "Organisation", "Kuruluşlar", "traeger"} <= {
        *found["pages", "traeger"]
    }
    assert set(found["german-pages", "gremien"]) == {"Gremien", "Gremium", "gremien"}
    arabic = Search(view).titles(Viewpoint(view.catalogue, TODAY, "ar")).content.decode()
    assert '"pages":"ar/*/","german-pages":"*/"' in arabic


def test_one_index_serves_all_languages() -> None:
    """Titles are in the page's language, German ones are marked; the numbers are the same."""
    catalogue = make_catalogue(
        organizations__awo=AWO,
        services__a="{name: {de: Hilfe, en: Help}, organization: awo}",
    )
    search = Search(Viewpoint(catalogue, TODAY))
    english = search.titles(Viewpoint(catalogue, TODAY, "en")).content.decode()
    assert '"titles":"Help\\n' in english
    assert '"services":"en/angebote/*/"' in english
    assert search.index() == search.index()
