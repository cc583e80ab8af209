"""Whom to call about a task: the contact of the assignment, else of the office, else who knows.

Cost: one look per contact and organization; asked again, the answer is remembered.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from kim.models.contact import Contact
from kim.models.organization import Organization
from kim.reads import Part, see_noting
from kim.views.parts import ContactView, PhoneView, Reach, see_contact, see_phones
from kim.views.viewpoint import Link, Viewpoint


class Way(NamedTuple):
    """How to get in touch; `is_fallback` when it is the coordinating office that can tell.

    `reach` takes in the person who fills the function, `function` does not.
    """

    link: Link
    reach: Reach
    function: Reach
    is_fallback: bool = False

    @property
    def phone(self) -> PhoneView | None:
        """Give the number to call; a fax is none."""
        return first_spoken(self.reach)

    @property
    def email(self) -> str | None:
        """Give the address to write to."""
        return self.reach.email


def first_spoken(reach: Reach) -> PhoneView | None:
    """Give the first number at which somebody answers."""
    return next((phone for phone in reach.phones if phone.is_spoken), None)


@dataclass(frozen=True, slots=True)
class Ways:
    """The ways to every office, as seen on one day in one language."""

    view: Viewpoint
    known: dict[tuple[str | None, str | None], tuple[Way | None, Part | None]] = field(
        default_factory=dict
    )

    def find(self, contact: str | None, organization: str | None) -> Way | None:
        """Give the first that one can call or write to; None where the site names nobody."""
        key, reads = (contact, organization), self.view.catalogue.reads
        if key not in self.known:
            self.known[key] = see_noting(
                reads,
                lambda: (
                    self._of_contact(contact)
                    or self._of_organization(organization)
                    or self._of_coordination()
                ),
            )
        way, part = self.known[key]
        if reads and part:
            reads.join(part)
        return way

    def instead_of(self, organization: Organization) -> Way | None:
        """Give the nearest office above that one can call or write to, else who can tell.

        None where the organization has a way of its own.
        """
        if self._of_organization(organization.id):
            return None
        for office in _offices_above(self.view, organization):
            way = self._of_organization(office.id)
            if way:
                return way._replace(link=self.view.link(office))
        return self._of_coordination()

    def _of_contact(self, contact_id: str | None) -> Way | None:
        contact = self.view.catalogue.get(Contact, contact_id)
        return _way(see_contact(self.view, contact)) if contact else None

    def _of_organization(self, organization_id: str | None) -> Way | None:
        organization = self.view.catalogue.get(Organization, organization_id)
        if organization is None:
            return None
        reach = Reach(
            see_phones(self.view, organization.phones), organization.email, organization.website
        )
        if not reach.is_empty:
            return Way(self.view.link(organization), reach, reach)
        contacts = self.view.named_by(organization, Contact, "organization")
        ways = (_way(see_contact(self.view, contact)) for contact in contacts)
        return next((way for way in ways if way), None)

    def _of_coordination(self) -> Way | None:
        site = self.view.catalogue.site
        way = self._of_contact(site.coordinating_contact) if site else None
        return way._replace(is_fallback=True) if way else None


def _offices_above(view: Viewpoint, organization: Organization) -> Iterator[Organization]:
    """Walk to all an organization belongs to or is run by, the nearest first."""
    names = [*_above(organization)]
    seen = {organization.id}
    for name in names:  # it grows while it is walked
        office = view.catalogue.get(Organization, name)
        if office and name not in seen:
            seen.add(name)
            names += _above(office)
            yield office


def _above(organization: Organization) -> tuple[str, ...]:
    return (*filter(None, (organization.parent,)), *organization.run_by)


def _way(contact: ContactView) -> Way | None:
    """Join what the function and its person can be reached by."""
    reach = Reach(
        contact.reach.phones + contact.person_reach.phones, contact.email, contact.reach.website
    )
    return None if reach.is_empty else Way(Link(contact.name, contact.href), reach, contact.reach)
