"""Pages that hold a whole kind of record, and pages that every site has."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from kim.models import KINDS, Site
from kim.models.contact import Contact
from kim.models.statistic import Statistic
from kim.models.transition import Transition
from kim.views.delimitation import count_line_pages, lines_on_page, see_lines
from kim.views.easy import see_easy
from kim.views.editions import see_editions
from kim.views.events import see_all_events
from kim.views.labels import SCRIPT_WORDS
from kim.views.lists import see_documents, see_glossary
from kim.views.page import Draft, Listing, Page, Slice, pages_of
from kim.views.parted import drafts_in_parts
from kim.views.parts import see_contact
from kim.views.plain import see_plain
from kim.views.site import see_legal
from kim.views.statistics import see_statistic
from kim.views.transitions import see_transitions
from kim.views.viewpoint import (
    PAGED_KINDS,
    PARTED_KINDS,
    Phrase,
    Viewpoint,
    kind_href,
    part_href,
)

SEARCH = "suche/"
HELP, WHO = "hilfe", "zustaendig"
"""The doors of the main navigation that pages stand behind."""
_PLAIN_KINDS = tuple(kind for kind in KINDS if kind in PARTED_KINDS - {Contact.kind})
SINGLE = tuple(kind_href(kind) for kind in KINDS if kind not in PAGED_KINDS | {"contacts"})
"""Where the pages of kinds stand whose records have none of their own; citizens have another."""
FIXED = ("impressum/", "datenschutz/", "barrierefreiheit/", "leichte-sprache/", "404.html")
"""Where the pages stand that every site has."""


def list_contacts_pages(view: Viewpoint) -> Iterator[Draft]:
    """Give the pages with everybody who can be asked, the coordinating office first."""
    see_row = partial(see_contact, view)
    yield from drafts_in_parts(view, Contact.kind, partial(_contacts_page, view), see_row)


def _contacts_page(view: Viewpoint, part: Slice) -> Page:
    return Page(
        part.address,
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


def list_single_pages(view: Viewpoint) -> Iterator[Draft]:
    """Draft the page of each kind whose records have none of their own."""
    for kind, see in _SINGLE_PAGES.items():
        yield Draft(partial(_if_any, see, view), (kind_href(kind),))
    yield from list_transitions_pages(view)
    for kind in _PLAIN_KINDS:
        if view.catalogue.records[kind]:
            see_row = partial(see_plain, view)
            yield from drafts_in_parts(view, kind, partial(_plain_page, kind), see_row)


def _if_any(see: Callable[[Viewpoint], Page], view: Viewpoint) -> Iterator[Page]:
    """Give a page; none without records."""
    page = see(view)
    if page.view:
        yield page


def _glossary_page(view: Viewpoint) -> Page:
    return Page(
        kind_href("glossary"),
        "glossary.html",
        Phrase("Glossar"),
        "Begriffe und Abkürzungen, auch in Einfacher Sprache.",
        see_glossary(view),
    )


def _documents_page(view: Viewpoint) -> Page:
    return Page(
        kind_href("documents"),
        "documents.html",
        Phrase("Dokumente"),
        "Gesetze, Konzepte und Berichte, auf die wir uns stützen.",
        see_documents(view),
    )


def _events_page(view: Viewpoint) -> Page:
    return Page(
        kind_href("events"),
        "events.html",
        Phrase("Termine"),
        "Was kommt und was war.",
        see_all_events(view),
    )


def _editions_page(view: Viewpoint) -> Page:
    return Page(
        kind_href("editions"),
        "editions.html",
        Phrase("Fortschreibungen"),
        "Alle Fassungen des Konzepts, und was sich geändert hat.",
        see_editions(view),
        door="handbuch",
    )


def _statistics_page(view: Viewpoint) -> Page:
    statistics = view.catalogue.all(Statistic).values()
    return Page(
        kind_href("statistics"),
        "statistics.html",
        Phrase("Zahlen"),
        "Statistiken als Tabelle und Diagramm.",
        tuple(see_statistic(view, statistic) for statistic in statistics),
    )


_SINGLE_PAGES: Mapping[str, Callable[[Viewpoint], Page]] = {
    "glossary": _glossary_page,
    "documents": _documents_page,
    "events": _events_page,
    "editions": _editions_page,
    "statistics": _statistics_page,
}


def list_transitions_pages(view: Viewpoint) -> Iterator[Draft]:
    """Draft the pages of hand-overs and of what delimits the programmes."""
    for number in range(1, count_line_pages(view, "") + 1):
        home = part_href(view.kind_href(Transition.kind), number)
        yield Draft(partial(_transitions_page, view, number), (home,))


def _transitions_page(view: Viewpoint, number: int) -> Iterator[Page]:
    """Give a page, the first one with the hand-overs; none where there is nothing to show."""
    total, lines = lines_on_page(view, str(number))
    shown = see_transitions(view) if number == 1 else None
    part = Slice(
        see_lines(view, lines), total, number, pages_of(view.kind_href(Transition.kind), total)
    )
    if total or (shown and shown.groups):
        yield Page(
            part.address,
            "transitions.html",
            Phrase("Übergänge"),
            "Wer wann an wen übergibt, und was die Programme voneinander trennt.",
            Listing(shown, part),
            door=WHO,
        )


def _plain_page(kind: str, part: Slice) -> Page:
    return Page(part.address, "plain.html", Phrase(KINDS[kind].plural), "", Listing(None, part))


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
