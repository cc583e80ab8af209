"""Parts that several views share: how to reach someone, since when it is verified."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from kim.fields import PhoneNumber, dialable
from kim.models.area import Area
from kim.models.base import Citation, Phone, Record
from kim.models.contact import Contact
from kim.models.document import Document
from kim.models.organization import Organization
from kim.views.formats import say_day, short_day
from kim.views.labels import PHONE_TYPES
from kim.views.viewpoint import Link, Phrase, Viewpoint, once

FRESH_FOR = timedelta(days=365)
"""After this time without a check a record is shown as not verified recently."""


class PhoneView(NamedTuple):
    """A number to read and to tap."""

    number: str
    dial: str
    label: str
    description: Phrase | None = None
    is_spoken: bool = True


class Reach(NamedTuple):
    """Ways to get in touch."""

    phones: tuple[PhoneView, ...] = ()
    email: str | None = None
    website: str | None = None

    @property
    def is_empty(self) -> bool:
        """Tell whether there is no way at all."""
        return not (self.phones or self.email or self.website)

    @property
    def shown_website(self) -> str:
        """Give the website as it is read out: without what every address begins with."""
        return (self.website or "").removeprefix("https://").removeprefix("http://")

    @property
    def spoken(self) -> "Reach":
        """Leave out the numbers that nobody answers, such as a fax."""
        return self._replace(phones=tuple(phone for phone in self.phones if phone.is_spoken))


class ContactView(NamedTuple):
    """A function and, where it must be named, the person who fills it."""

    id: str
    name: Phrase
    href: str
    organization: Link | None
    area: Link | None
    description: Phrase | None
    reach: Reach
    person: str | None
    person_reach: Reach

    @property
    def email(self) -> str | None:
        """Give the address to write to: the function's, else the person's."""
        return self.reach.email or self.person_reach.email

    @property
    def on_paper(self) -> Reach:
        """Give the function's ways, else the person's number, but never their own mailbox.

        Paper and phones keep a sheet for years, out of reach of whoever must erase a name from it.
        """
        return self.reach if not self.reach.is_empty else Reach(self.person_reach.phones)


class SourceView(NamedTuple):
    """Where a fact was found."""

    document: Link
    place: Phrase | None


class Status(NamedTuple):
    """Whether something holds today: current, ended or upcoming, and in words."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the facts come from and when somebody last confirmed them."""

    verified_on: str | None
    verified_by: Link | None
    is_stale: bool
    sources: tuple[SourceView, ...]


def see_phones(view: Viewpoint, phones: tuple[Phone, ...]) -> tuple[PhoneView, ...]:
    """Make numbers readable and tappable."""
    return tuple(
        [
            PhoneView(
                phone.number,
                dialable(phone.number) or phone.number,
                view.say(PHONE_TYPES[phone.type]),
                view.optional(phone.description),
                phone.type in {"voice", "mobile"},
            )
            for phone in phones
        ]
    )


def see_direct(view: Viewpoint, number: PhoneNumber | None) -> tuple[PhoneView, ...]:
    """Show a person's direct number."""
    label = view.say("Durchwahl")
    return (PhoneView(number, dialable(number) or number, label),) if number else ()


@once
def see_contact(view: Viewpoint, contact: Contact) -> ContactView:
    """Show a function; the person only as long as the record allows."""
    person = contact.person
    if person and person.until and person.until < view.today:
        person = None
    return ContactView(
        id=contact.id,
        name=view.phrase(contact.name),
        # Only to the coordinating office a link is drawn, and it stands on the first page.
        href=view.kind_href(contact.kind, contact.id),
        organization=view.find(Organization, contact.organization),
        area=view.find(Area, contact.area),
        description=view.optional(contact.description),
        reach=Reach(see_phones(view, contact.phones), contact.email),
        person=person.name if person else None,
        person_reach=Reach(see_direct(view, person.phone), person.email) if person else Reach(),
    )


def see_status(view: Viewpoint, record: Record) -> Status:
    """Say whether a record holds today."""
    if record.valid_until and record.has_ended(view.today):
        day = short_day(record.valid_until, view.language)
        return Status("ended", view.say("Beendet am %(day)s", day=day))
    if record.valid_from and record.valid_from > view.today:
        day = short_day(record.valid_from, view.language)
        return Status("upcoming", view.say("Beginnt am %(day)s", day=day))
    if record.valid_until:
        day = short_day(record.valid_until, view.language)
        return Status("ending", view.say("Bis %(day)s", day=day))
    return Status("current", "")


def is_stale(last_verified: date | None, today: date) -> bool:
    """Tell whether nobody confirmed this for too long."""
    return last_verified is None or today - last_verified > FRESH_FOR


def see_origin(view: Viewpoint, record: Record) -> Origin:
    """Say where a record's facts come from and how fresh they are."""
    day = record.last_verified
    return Origin(
        verified_on=say_day(day, view.language) if day else None,
        verified_by=view.find(Organization, record.verified_by),
        is_stale=is_stale(day, view.today),
        sources=see_sources(view, record.sources),
    )


def see_sources(view: Viewpoint, citations: tuple[Citation, ...]) -> tuple[SourceView, ...]:
    """List the documents a record rests on, each once with all its places."""
    places: dict[str, list[str]] = {}
    for citation in citations:
        places.setdefault(citation.document, []).extend(filter(None, [citation.place]))
    found = ((view.find(Document, document), where) for document, where in places.items())
    return tuple(
        SourceView(link, view.german("; ".join(where)) if where else None)
        for link, where in found
        if link
    )
