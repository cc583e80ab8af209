"""Views of the site as a whole: what every page carries, the home page, the legal pages."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from kim.editions.order import current_edition
from kim.fields import HOME_LANGUAGE
from kim.models import Site
from kim.models.area import Area
from kim.models.contact import Contact
from kim.models.organization import Organization
from kim.models.taxonomy import Taxonomy
from kim.views.areas import AreaRow, see_area_row
from kim.views.days import newest_check
from kim.views.formats import say_day
from kim.views.labels import CITIZENS
from kim.views.languages import Tongue, see_tongues
from kim.views.order import count_current
from kim.views.parts import ContactView, see_contact
from kim.views.questions import list_questions
from kim.views.services import coordinating_contact
from kim.views.terms import TermRow, see_terms
from kim.views.viewpoint import TERM_PATHS, Link, Phrase, Viewpoint

_LISTED = (
    "areas",
    "organizations",
    "committees",
    "programmes",
    "contacts",
    "transitions",
    "milestones",
    "events",
    "statistics",
    "glossary",
    "documents",
    "editions",
)


class Door(NamedTuple):
    """One of the main ways into the site; `id` is what pages behind it carry."""

    id: str
    link: Link
    line: str


@dataclass(frozen=True, slots=True)
class Frame:
    """What the header and footer of every page show.

    `home` is the address of the home page; only the `taxonomies` named here have a page.
    """

    name: Phrase
    tagline: Phrase | None
    language: str
    home: str
    tongues: tuple[Tongue, ...]
    doors: tuple[Door, ...]
    organization: Link | None
    contact: ContactView | None
    provider: str
    stand: Link | None
    legal: tuple[Link, ...]
    ways: tuple[Link, ...]
    taxonomies: frozenset[str]


@dataclass(frozen=True, slots=True)
class HomeView:
    """The start page."""

    tagline: Phrase | None
    notice: Phrase | None
    topics: tuple[TermRow, ...]
    more_topics: tuple[TermRow, ...]
    target_groups: tuple[TermRow, ...]
    areas: tuple[AreaRow, ...]
    service_count: int
    question_count: int
    newest_check: str | None


class Entry(NamedTuple):
    """A line of a legal page; a missing value is shown as missing."""

    title: str
    value: str | None
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class LegalView:
    """The facts of Impressum, Datenschutz and Barrierefreiheit."""

    imprint: tuple[Entry, ...]
    privacy: tuple[Entry, ...]
    accessibility: tuple[Entry, ...]
    known_gaps: tuple[Phrase, ...]
    feedback: ContactView | None
    provider: str
    reviewed_on: str | None


def see_frame(view: Viewpoint, site: Site) -> Frame:
    """Show what stands on every page."""
    return Frame(
        name=view.phrase(site.name),
        tagline=view.optional(site.tagline),
        language=view.language,
        home=view.home,
        tongues=see_tongues(view, site),
        doors=tuple(_doors(view)),
        organization=view.find(Organization, site.coordinating_organization),
        contact=coordinating_contact(view),
        provider=site.imprint.provider,
        stand=_stand(view),
        legal=_legal(view),
        ways=tuple(_ways(view)),
        taxonomies=frozenset(view.catalogue.terms),
    )


def _stand(view: Viewpoint) -> Link | None:
    """Name the day of the concept that the site shows, and lead to the list of editions."""
    edition = current_edition(view.catalogue, view.today)
    if edition is None:
        return None
    day = say_day(edition.stand, view.language)
    text = Phrase(view.say("Stand des Konzepts: %(day)s", day=day))
    return Link(text, view.href(edition), "" if view.is_home else HOME_LANGUAGE)


def _legal(view: Viewpoint) -> tuple[Link, ...]:
    """Lead to the pages that the law asks for; they are German."""
    return tuple(
        Link(Phrase(text), path, "" if view.is_home else HOME_LANGUAGE)
        for text, path in (
            (view.say("Impressum"), "impressum/"),
            (view.say("Datenschutz"), "datenschutz/"),
            (view.say("Barrierefreiheit"), "barrierefreiheit/"),
            (view.say("Leichte Sprache"), "leichte-sprache/"),
        )
    )


def _doors(view: Viewpoint) -> Iterator[Door]:
    """Lead to the three parts of the site, of which one is for citizens."""
    abroad = "" if view.is_home else HOME_LANGUAGE
    others = (len(view.catalogue.records[kind]) for kind in ("organizations", "committees"))
    yield Door(
        "hilfe",
        Link(Phrase(view.say("Hilfe finden")), view.kind_href("services")),
        view.count(
            "%(n)s Angebot: für wen, wo und wie",
            "Alle %(n)s Angebote: für wen, wo und wie",
            count_current(view.in_language(HOME_LANGUAGE), ""),
        ),
    )
    yield Door(
        "zustaendig",
        Link(Phrase(view.say("Wer ist zuständig?")), view.kind_href("responsibilities"), abroad),
        view.say(", ").join((view.say("Aufgaben"), *_say_bodies(view, *others))),
    )
    yield Door(
        "handbuch",
        Link(Phrase(view.say("Handbuch")), "handbuch/", abroad),
        view.say("Das Konzept zum Nachlesen"),
    )


def _say_bodies(view: Viewpoint, organizations: int, committees: int) -> tuple[str, str]:
    return (
        view.count("%(n)s Stelle", "%(n)s Stellen", organizations),
        view.count("%(n)s Gremium", "%(n)s Gremien", committees),
    )


def see_ways(view: Viewpoint) -> tuple[Link, ...]:
    """Lead to every list and page that the menu, the doors and the footer name."""
    doors = (kind for kind in ("services", "responsibilities") if view.catalogue.records[kind])
    return (*map(view.kind_link, doors), *_ways(view), *_legal(view))


def _ways(view: Viewpoint) -> Iterator[Link]:
    """Lead to the lists that have something in them and exist in this language."""
    catalogue = view.catalogue
    yield Link(Phrase(view.say("Wegweiser")), f"{view.home}wegweiser/")
    yield Link(Phrase(view.say("Merkliste")), f"{view.home}merkliste/")
    for taxonomy in ("topics", "target-groups"):
        record = catalogue.get(Taxonomy, taxonomy)
        if record:
            yield Link(view.phrase(record.name), f"{view.home}{TERM_PATHS[taxonomy]}/")
    for kind in _LISTED:
        if catalogue.records[kind] and (view.is_home or kind in CITIZENS):
            yield view.kind_link(kind)
    if view.is_home and catalogue.site and catalogue.site.public_coverage_report:
        yield Link(Phrase("Abdeckung"), "abdeckung/")


def see_home(view: Viewpoint, site: Site) -> HomeView:
    """Show the start page."""
    topics = see_terms(view, "topics")
    chosen = {row.id: row for row in topics if row.id in site.home_topics}
    area = view.catalogue.get(Area, site.area)
    parts = view.named_by(area, Area, "parent") if area else ()
    return HomeView(
        tagline=view.optional(site.tagline),
        notice=view.optional(site.notice),
        topics=tuple(chosen[topic] for topic in site.home_topics if topic in chosen),
        more_topics=tuple(row for row in topics if row.id not in chosen),
        target_groups=see_terms(view, "target-groups"),
        areas=tuple(
            see_area_row(view, part)
            for part in sorted(parts, key=lambda part: (part.number or "", part.id))
        ),
        service_count=count_current(view.in_language(HOME_LANGUAGE), ""),
        question_count=len(list_questions(view)),
        newest_check=_day(view, newest_check(view)),
    )


def see_legal(view: Viewpoint, site: Site) -> LegalView:
    """Show the legal facts, with gaps where something is not known yet."""
    imprint, privacy, access = site.imprint, site.privacy, site.accessibility
    address = imprint.address
    where = f"{address.street}, {address.postal_code} {address.city}" if address else None
    contact = view.catalogue.get(Contact, access.feedback_contact)
    return LegalView(
        imprint=(
            Entry("Anbieter*in", imprint.provider),
            Entry("Vertreten durch", imprint.represented_by),
            Entry("Anschrift", where),
            Entry("Telefon", imprint.phone, "phone"),
            Entry("E-Mail", imprint.email, "email"),
            Entry("Verantwortlich für den Inhalt (§ 18 Absatz 2 MStV)", imprint.responsible),
            *(
                (Entry("Umsatzsteuer-Identifikationsnummer", imprint.vat_id),)
                if imprint.vat_id
                else ()
            ),
        ),
        privacy=(
            Entry("Verantwortlich", imprint.provider),
            Entry("Datenschutzbeauftragte*r", privacy.officer),
            Entry("E-Mail", privacy.officer_email, "email"),
            Entry("Betrieb des Servers", privacy.hosting),
            Entry("Dauer der Zugriffsprotokolle", privacy.log_retention),
            Entry("Aufsichtsbehörde", privacy.supervisor),
        ),
        accessibility=(
            Entry("Zuletzt überprüft", _day(view, access.reviewed_on)),
            Entry("Wie geprüft", str(access.method) if access.method else None),
            Entry("Kontaktformular", access.feedback_url, "url"),
            Entry("Ombudsstelle", str(access.ombuds_office) if access.ombuds_office else None),
            Entry("Ombudsstelle im Internet", access.ombuds_url, "url"),
        ),
        known_gaps=view.phrases(access.known_gaps),
        feedback=see_contact(view, contact) if contact else None,
        provider=imprint.provider,
        reviewed_on=_day(view, access.reviewed_on),
    )


def _day(view: Viewpoint, day: date | None) -> str | None:
    return say_day(day, view.language) if day else None
