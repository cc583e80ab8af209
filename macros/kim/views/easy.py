"""The page in Leichte Sprache: what its text, which belongs to the product, takes from the site."""

from collections.abc import Iterator
from dataclasses import dataclass

from kim.models import Site
from kim.models.contact import Contact
from kim.views.parts import ContactView, see_contact
from kim.views.terms import see_terms
from kim.views.viewpoint import Link, Phrase, Viewpoint


@dataclass(frozen=True, slots=True)
class EasyView:
    """Topics to begin with, and who listens when something is a barrier."""

    topics: tuple[Link, ...]
    feedback: ContactView | None
    ombuds_office: Phrase | None
    ombuds_url: str | None


def see_easy(view: Viewpoint, site: Site) -> EasyView:
    """Show the site's part of the page in Leichte Sprache."""
    access = site.accessibility
    contact = view.catalogue.get(Contact, access.feedback_contact or site.coordinating_contact)
    return EasyView(
        topics=tuple(_topics(view, site)),
        feedback=see_contact(view, contact) if contact else None,
        ombuds_office=view.optional(access.ombuds_office),
        ombuds_url=access.ombuds_url,
    )


def _topics(view: Viewpoint, site: Site) -> Iterator[Link]:
    """Yield the topics of the start page; without a choice there, all of them."""
    rows = {row.id: row for row in see_terms(view, "topics")}
    for topic in site.home_topics or rows:
        if topic in rows:
            yield Link(rows[topic].name, rows[topic].href)
