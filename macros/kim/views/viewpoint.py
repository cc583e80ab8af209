"""Viewpoint: the catalogue as seen on one day in one language.

Here stand the public addresses: hrefs are relative to the site's root and carry no leading slash;
the renderer puts the way up to the root before them. German pages stand at the root, those of
another language below its code. Citizens' pages exist in every language of the site, the others in
German only: a link to one of these says that it leads to a German page.
"""

from dataclasses import dataclass, field, replace
from datetime import date
from functools import wraps
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, TypeVarTuple

from kim.catalogue import Catalogue
from kim.fields import HOME_LANGUAGE, Text
from kim.models import KINDS, Record
from kim.models.taxonomy import Term
from kim.reads import see_noting
from kim.rows import Rows, kept
from kim.views.alphabet import sort_key
from kim.views.labels import CITIZENS
from kim.words import load_words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

R = TypeVar("R", bound=Record)
Given = TypeVarTuple("Given")
V = TypeVar("V")

PAGED_KINDS = frozenset(
    {"areas", "organizations", "services", "committees", "responsibilities", "programmes"}
)
"""Kinds whose records have a page of their own; the others are anchors on their kind's page."""

WHOLE_KINDS = frozenset(
    {"glossary", "documents", "events", "statistics", "editions", "transitions"}
)
"""Kinds of which a site has few: all on one page, in an order or with drawings of its own."""
PARTED_KINDS = frozenset(KINDS) - PAGED_KINDS - WHOLE_KINDS
"""Kinds whose records stand together on pages of a hundred."""
ROWS_ON_A_PAGE = 100

TERM_PATHS = {
    "topics": "themen",
    "target-groups": "zielgruppen",
    "categories": "kategorien",
    "languages": "sprachen",
}
"""Taxonomies whose terms have a page with the services they mark."""


class Phrase(NamedTuple):
    """Text to show and its language where that is not the page's own."""

    text: str
    language: str = ""

    def __str__(self) -> str:
        """Give the bare text."""
        return self.text


class Link(NamedTuple):
    """A text that leads to an address inside the site; `language` where the page has another."""

    text: Phrase
    href: str
    language: str = ""


def once(
    see: "Callable[[Viewpoint, *Given], V]",
) -> "Callable[[Viewpoint, *Given], V]":
    """See a thing only once from each viewpoint: it looks the same on every page."""

    @wraps(see)
    def remembered(view: "Viewpoint", /, *given: *Given) -> V:
        things: tuple[object, ...] = given
        # Mostly one record is given; a large site asks a million times.
        key = id(things[0]) if len(things) == 1 else tuple(map(id, things))
        value: V
        try:
            value, part, _ = view.seen[remembered][key]
        except KeyError:
            value, part = see_noting(view.catalogue.reads, lambda: see(view, *given))
            # What was given is kept with it, so that nothing else can get its id.
            view.seen.setdefault(remembered, {})[key] = value, part, given
        if part and view.catalogue.reads:
            view.catalogue.reads.join(part)
        return value

    return remembered


@dataclass(frozen=True, slots=True)
class Viewpoint:
    """What every view is made from."""

    catalogue: Catalogue
    today: date
    language: str = HOME_LANGUAGE
    places: "Mapping[tuple[str, str], str]" = field(default_factory=dict, repr=False)
    """Addresses by kind and id of records that an edition shows elsewhere than at their own."""
    seen: dict[Any, dict[Any, Any]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    """What was seen from here, by what saw it; see `once`."""

    @once
    def in_language(self, language: str) -> "Viewpoint":
        """Give the viewpoint of those who read another language."""
        return self if language == self.language else replace(self, language=language)

    @property
    def rows(self) -> Rows | None:
        """Give the rows, where a later build wants to know."""
        return self.catalogue.rows

    @property
    def is_home(self) -> bool:
        """Tell whether this is the language in which all pages exist."""
        return self.language == HOME_LANGUAGE

    @property
    def home(self) -> str:
        """Give the address of the home page in this language: empty, or its code and a slash."""
        return home_in(self.language)

    def say(self, message: str, **values: object) -> str:
        """Say one of the program's own messages in this language."""
        return load_words(self.language).say(message, **values)

    def count(self, one: str, many: str, number: int, **values: object) -> str:
        """Say a message in the form that goes with a number."""
        return load_words(self.language).count(one, many, number, **values)

    def phrase(self, text: Text) -> Phrase:
        """Take the text in this language, else the German one, marked as such."""
        words = text.root.get(self.language)
        # As Phrase(...), in half the time: a large site has a million of them.
        if words is not None:
            return tuple.__new__(Phrase, (words, ""))
        return tuple.__new__(Phrase, (text.root[HOME_LANGUAGE], HOME_LANGUAGE))

    def german(self, text: str) -> Phrase:
        """Take a text that there is in German only."""
        return Phrase(text, "" if self.is_home else HOME_LANGUAGE)

    def optional(self, text: Text | None) -> Phrase | None:
        """Take a text that may be missing."""
        return self.phrase(text) if text else None

    def phrases(self, texts: tuple[Text, ...]) -> tuple[Phrase, ...]:
        """Take several texts."""
        return tuple([self.phrase(text) for text in texts])

    @once
    def link(self, record: Record) -> Link:
        """Lead to a record by its name."""
        return Link(self.phrase(record.name), self.href(record), self._language_of(record.kind))

    def href(self, record: Record) -> str:
        """Give the address of a record's page in this language, else of its German page."""
        place = self.places.get((record.kind, record.id)) if self.places else None
        if place or record.kind not in PARTED_KINDS:
            return place or self.kind_href(record.kind, record.id)
        part = self.part_of(record.kind, record.id)
        return f"{part_href(self.kind_href(record.kind), part)}#{record.id}"

    def part_of(self, kind: str, record_id: str) -> int:
        """Tell on which page a record stands among others of a parted kind."""
        is_long = len(self.catalogue.records[kind]) > ROWS_ON_A_PAGE
        return _part_of(self, f"{kind}/{record_id}") if is_long else 1

    @once
    def parts(self, kind: str) -> "Mapping[str, int]":
        """Tell the page of each record of a parted kind."""
        return {name: 1 + row // ROWS_ON_A_PAGE for row, name in enumerate(order_of(self, kind))}

    def in_order(self, kind: str) -> tuple[Record, ...]:
        """Give the records of a kind by name, as on its pages; the coordinating office first."""
        records = self.catalogue.records[kind].values()
        site = self.catalogue.site
        first = site.coordinating_contact if site and kind == "contacts" else ""
        return tuple(sorted(records, key=lambda one: (one.id != first, self.sort_key(one.name))))

    def kind_href(self, kind: str, record_id: str = "") -> str:
        """Give the address of a kind or of one of its records."""
        address = kind_href(kind, record_id)
        return f"{self.home}{address}" if kind in CITIZENS else address

    def kind_link(self, kind: str) -> Link:
        """Lead to the list of a kind."""
        is_ours = kind in CITIZENS
        name = Phrase(self.say(CITIZENS[kind])) if is_ours else self.german(KINDS[kind].plural)
        return Link(name, self.kind_href(kind), self._language_of(kind))

    def term_href(self, taxonomy: str, term_id: str) -> str:
        """Give the address of a term's page."""
        address = term_href(taxonomy, term_id)
        return f"{self.home}{address}" if taxonomy in TERM_PATHS else address

    def sort_key(self, name: Text | Phrase) -> tuple[str, str]:
        """Give what to sort a name by, as this language shows it and in its alphabet."""
        shown = self.phrase(name) if isinstance(name, Text) else name
        return sort_key(shown.text, self.language)

    def _language_of(self, kind: str) -> str:
        """Tell the language of a page that does not exist in this one; empty where it does."""
        return "" if kind in CITIZENS or self.is_home else HOME_LANGUAGE

    def find(self, model: type[R], record_id: str | None) -> Link | None:
        """Lead to a record by its id; None when there is none."""
        record = self.catalogue.records[model.kind].get(record_id) if record_id else None
        return self.link(record) if record else None

    def links(self, model: type[R], ids: tuple[str, ...]) -> tuple[Link, ...]:
        """Lead to several records."""
        known = self.catalogue.records[model.kind]
        return tuple([self.link(known[record_id]) for record_id in ids if record_id in known])

    def term_link(self, taxonomy: str, term: Term) -> Link:
        """Lead to a term's page."""
        return self._terms(taxonomy)[term.id]

    def term_links(self, taxonomy: str, ids: tuple[str, ...]) -> tuple[Link, ...]:
        """Lead to several terms' pages."""
        known = self._terms(taxonomy)
        return tuple([known[term_id] for term_id in ids if term_id in known])

    def term_names(self, taxonomy: str, ids: tuple[str, ...]) -> tuple[Phrase, ...]:
        """Name several terms that have no page."""
        known = self._terms(taxonomy)
        return tuple([known[term_id].text for term_id in ids if term_id in known])

    @once
    def _terms(self, taxonomy: str) -> dict[str, Link]:
        """Lead to all terms of a taxonomy; there are few, and every page names some."""
        language = self._language_of("services" if taxonomy in TERM_PATHS else "taxonomies")
        terms = self.catalogue.terms.get(taxonomy, {}).values()
        return {
            term.id: Link(self.phrase(term.name), self.term_href(taxonomy, term.id), language)
            for term in terms
        }

    def named_by(self, record: Record, by: type[R], *fields: str) -> tuple[R, ...]:
        """List the records of one kind that name this record in one of the fields, once each."""
        found = self.catalogue.naming(record.kind, record.id, by.kind, *fields)
        records = self.catalogue.all(by)
        return tuple([records[record_id] for record_id in found])


@kept
def order_of(view: Viewpoint, kind: str) -> list[str]:
    """Give the ids of a kind as they stand on its pages."""
    return [record.id for record in view.in_order(kind)]


@kept
def _part_of(view: Viewpoint, record: str) -> int:
    """Tell the page of a record by kind and id: who links to it has not read the others' order."""
    kind, _, name = record.partition("/")
    return view.parts(KINDS[kind].kind).get(name, 1)  # seen once of this text, not of one like it


def home_in(language: str) -> str:
    """Give the address of the home page in a language."""
    return "" if language == HOME_LANGUAGE else f"{language}/"


def href_of(record: Record) -> str:
    """Give the address of a record's German page."""
    return kind_href(record.kind, record.id)


def kind_href(kind: str, record_id: str = "") -> str:
    """Give the address of the German page of a kind or of one of its records."""
    path = KINDS[kind].path
    if not record_id:
        return f"{path}/"
    return f"{path}/{record_id}/" if kind in PAGED_KINDS else f"{path}/#{record_id}"


def part_href(path: str, number: int) -> str:
    """Give the address of a part of a long list: the path itself, then seite-2/ below it."""
    return f"{path}seite-{number}/" if number > 1 else path


def term_href(taxonomy: str, term_id: str) -> str:
    """Give the address of a term's German page."""
    path = TERM_PATHS.get(taxonomy)
    return f"{path}/{term_id}/" if path else f"begriffe/#{taxonomy}"
