"""Pages that hold a whole kind of record, and pages that every site has."""

from collections.abc import Iterator

from kim.models import KINDS, Site
from kim.models.statistic import Statistic
from kim.views.easy import see_easy
from kim.views.editions import see_editions
from kim.views.events import see_all_events
from kim.views.labels import SCRIPT_WORDS
from kim.views.lists import see_contacts, see_documents, see_glossary
from kim.views.page import Listing, Page, sliced
from kim.views.plain import see_plain_rows
from kim.views.site import see_legal
from kim.views.statistics import see_statistic
from kim.views.transitions import see_transitions
from kim.views.viewpoint import PAGED_KINDS, PARTED_KINDS, Phrase, Viewpoint, kind_href

SEARCH = "suche/"
HELP, WHO = "hilfe", "zustaendig"
"""The doors of the main navigation that pages stand behind."""
_PLAIN_KINDS = PARTED_KINDS - {"contacts"}
SINGLE = tuple(kind_href(kind) for kind in KINDS if kind not in PAGED_KINDS | {"contacts"})
"""Where the pages of kinds stand whose records have none of their own; citizens have another."""
FIXED = ("impressum/", "datenschutz/", "barrierefreiheit/", "leichte-sprache/", "404.html")
"""Where the pages stand that every site has."""


def list_contacts_pages(view: Viewpoint) -> Iterator[Page]:
    """Give the pages with everybody who can be asked."""
    contacts = see_contacts(view)
    names = [str(contact.name) for contact in contacts]
    # Who coordinates stands first, whatever the letter.
    for address, part in sliced(contacts, view.kind_href("contacts"), names[1:2] + names[1:]):
        yield Page(
            address,
            "contacts.html",
            Phrase(view.say("Ansprechstellen")),
            view.say("Wen man fragen kann."),
            Listing(None, part),
            door=WHO,
        )


def see_search_page(view: Viewpoint) -> Page:
    """Give the page of the search."""
    return Page(
        f"{view.home}{SEARCH}",
        "search.html",
        Phrase(view.say("Suche")),
        view.say("Angebote, Stellen und Kapitel finden."),
        see_script_words(view),
    )


def see_script_words(view: Viewpoint) -> dict[str, str]:
    """Give the messages of scripts in this language, by their German text."""
    return {} if view.is_home else {word: view.say(word) for word in SCRIPT_WORDS}


def list_transitions_pages(view: Viewpoint) -> Iterator[Page]:
    """Give the pages of hand-overs and of what delimits the programmes; none without either."""
    shown = see_transitions(view)
    programmes = shown.programmes if shown else ()
    for address, part in sliced(programmes, view.kind_href("transitions")) if shown else ():
        yield Page(
            address,
            "transitions.html",
            Phrase("Übergänge"),
            "Wer wann an wen übergibt, und was die Programme voneinander trennt.",
            Listing(shown if part.number == 1 else None, part),
            door=WHO,
        )


def list_single_pages(view: Viewpoint) -> Iterator[Page]:
    """Give the page of each kind whose records have none of their own; none without records."""
    for page in _single_pages(view):
        if page.view:
            yield page
    yield from list_transitions_pages(view)
    yield from _plain_pages(view)


def _single_pages(view: Viewpoint) -> Iterator[Page]:
    yield Page(
        kind_href("glossary"),
        "glossary.html",
        Phrase("Glossar"),
        "Begriffe und Abkürzungen, auch in Einfacher Sprache.",
        see_glossary(view),
    )
    yield Page(
        kind_href("documents"),
        "documents.html",
        Phrase("Dokumente"),
        "Gesetze, Konzepte und Berichte, auf die wir uns stützen.",
        see_documents(view),
    )
    yield Page(
        kind_href("events"),
        "events.html",
        Phrase("Termine"),
        "Was kommt und was war.",
        see_all_events(view),
    )
    yield Page(
        kind_href("editions"),
        "editions.html",
        Phrase("Fortschreibungen"),
        "Alle Fassungen des Konzepts, und was sich geändert hat.",
        see_editions(view),
        door="handbuch",
    )
    statistics = view.catalogue.all(Statistic).values()
    yield Page(
        kind_href("statistics"),
        "statistics.html",
        Phrase("Zahlen"),
        "Statistiken als Tabelle und Diagramm.",
        tuple(see_statistic(view, statistic) for statistic in statistics),
    )


def _plain_pages(view: Viewpoint) -> Iterator[Page]:
    for kind, model in KINDS.items():
        rows = see_plain_rows(view, kind) if kind in _PLAIN_KINDS else ()
        names = [str(row.name) for row in rows]
        for address, part in sliced(rows, kind_href(kind), names) if rows else ():
            yield Page(address, "plain.html", Phrase(model.plural), "", Listing(None, part))


def list_fixed_pages(view: Viewpoint, site: Site) -> Iterator[Page]:
    """Give the pages that every site has: the legal ones, the one for lost ways."""
    legal = see_legal(view, site)
    for path, template, title in (
        ("impressum/", "imprint.html", "Impressum"),
        ("datenschutz/", "privacy.html", "Datenschutz"),
        ("barrierefreiheit/", "accessibility.html", "Erklärung zur Barrierefreiheit"),
    ):
        yield Page(path, template, Phrase(title), "", legal)
    yield Page("leichte-sprache/", "easy.html", Phrase("Leichte Sprache"), "", see_easy(view, site))
    yield Page("404.html", "missing.html", Phrase("Seite nicht gefunden"), "", None)
