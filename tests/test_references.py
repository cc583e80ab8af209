"""Finding the ids a record names from the marks on its fields."""

from __future__ import annotations

from kim.models.committee import Committee
from kim.models.service import Service
from kim.models.site import Site
from kim.references import find_references


def named(record: Service | Committee | Site) -> list[str]:
    """Write every reference as keys, target and id."""
    return [
        f"{'.'.join(map(str, found.keys))} {found.reference.kind}"
        f"{'/' * bool(found.reference.taxonomy)}{found.reference.taxonomy} {found.id}"
        for found in find_references(record)
    ]


def test_references_are_found_at_any_depth() -> None:
    """Alone, in lists, in parts, in lists of parts; to records and to terms."""
    service = Service.model_validate(
        {
            "id": "mbe",
            "name": "MBE",
            "organization": "awo",
            "topics": ["sprache", "arbeit"],
            "successor": "neu",
            "sources": [{"document": "konzept"}],
            "eligibility": {"residence_status": ["duldung"]},
            "access": {"modes": ["referral"], "referred_by": ["jobcenter"]},
            "delimitations": [{"service": "jmd", "description": "Bis 27"}],
        }
    )
    assert named(service) == [
        "sources.0.document documents konzept",
        "successor  neu",
        "organization organizations awo",
        "topics.0 taxonomies/topics sprache",
        "topics.1 taxonomies/topics arbeit",
        "eligibility.residence_status.0 taxonomies/residence-status duldung",
        "access.referred_by.0 organizations jobcenter",
        "delimitations.0.service services jmd",
    ]


def test_what_is_not_there_is_not_named() -> None:
    """Empty lists and missing fields hold nothing."""
    committee = Committee.model_validate({"id": "rat", "name": "Rat", "level": "political"})
    assert named(committee) == []


def test_texts_are_never_references() -> None:
    """A text that looks like an id is a text."""
    committee = Committee.model_validate(
        {
            "id": "rat",
            "name": "awo",
            "level": "political",
            "seats": [{"role": "awo"}],
            "formerly": ["awo"],
        }
    )
    assert named(committee) == []


def test_a_site_names_records_too() -> None:
    """Its area, its contacts, the topics of the home page."""
    site = Site.model_validate(
        {
            "name": "x",
            "area": "stadt",
            "coordinating_organization": "ki",
            "coordinating_contact": "kim",
            "home_topics": ["sprache"],
            "imprint": {"provider": "Stadt"},
            "accessibility": {"feedback_contact": "kim"},
        }
    )
    assert named(site) == [
        "area areas stadt",
        "coordinating_organization organizations ki",
        "coordinating_contact contacts kim",
        "home_topics.0 taxonomies/topics sprache",
        "accessibility.feedback_contact contacts kim",
    ]
