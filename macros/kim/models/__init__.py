"""The one registry of kinds: a new kind of record is its module and one line here."""

from kim.models.area import Area
from kim.models.base import Record
from kim.models.committee import Committee
from kim.models.contact import Contact
from kim.models.document import Document
from kim.models.edition import Edition
from kim.models.event import Event
from kim.models.glossary import GlossaryEntry
from kim.models.location import Location
from kim.models.milestone import Milestone
from kim.models.organization import Organization
from kim.models.programme import Programme
from kim.models.responsibility import Responsibility
from kim.models.service import Service
from kim.models.site import Site
from kim.models.statistic import Statistic
from kim.models.taxonomy import Taxonomy
from kim.models.transition import Transition

KINDS: dict[str, type[Record]] = {
    model.kind: model
    for model in (
        Area,
        Organization,
        Location,
        Contact,
        Service,
        Committee,
        Responsibility,
        Programme,
        Transition,
        Milestone,
        Statistic,
        Event,
        Document,
        GlossaryEntry,
        Taxonomy,
        Edition,
    )
}

__all__ = ["KINDS", "Record", "Site"]
