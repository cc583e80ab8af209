"""A service as linked data (schema.org, JSON-LD), for search engines and assistants.

In: the view of a service and its public address. Out: plain data for a `tojson`. Only what is known
and public: what a view hides (a confidential address, a person) cannot come in here, and hours by
appointment are no opening hours.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from kim.rules.opening import DAYS_END, MIDNIGHT
from kim.views.parts import Reach
from kim.views.places import OpeningView, PlaceView, Postal
from kim.views.services import ProviderView, ServiceView
from kim.views.viewpoint import Link

Data = Mapping[str, Any]
"""Only ever read: the same area or address is part of what is said of many services."""
_MANY = 4096

_DAYS = {
    "mo": "Monday",
    "di": "Tuesday",
    "mi": "Wednesday",
    "do": "Thursday",
    "fr": "Friday",
    "sa": "Saturday",
    "so": "Sunday",
}


def linked_data(view: ServiceView, site_address: str, path: str) -> Data:
    """Describe a service; addresses are left out where the site's own is not known."""
    row = view.row
    return _said(
        {
            "@context": "https://schema.org",
            "@type": "GovernmentService" if view.provider.is_public else "Service",
            "url": site_address and site_address + path,
            "name": row.name.text,
            "alternateName": row.alternate_name and row.alternate_name.text,
            "description": row.summary and row.summary.text,
            "provider": _providers(view, site_address),
            "areaServed": [_named("AdministrativeArea", area.text.text) for area in view.areas],
            "audience": [_audience(group.text.text) for group in view.target_groups],
            "availableChannel": _channels(view),
            "hoursAvailable": _hours(view.opening),
            "offers": _offer() if view.entry.is_free else None,
        }
    )


def _said(data: Data) -> Data:
    return {name: value for name, value in data.items() if value}


@lru_cache(maxsize=_MANY)
def _named(kind: str, name: str, other: str = "") -> Data:
    named = {"@type": kind, "name": name}
    return {**named, "alternateName": other} if other else named


@lru_cache(maxsize=_MANY)
def _audience(name: str) -> Data:
    return {"@type": "Audience", "audienceType": name}


def _offer() -> Data:
    return {"@type": "Offer", "price": "0", "priceCurrency": "EUR"}


def _providers(view: ServiceView, site_address: str) -> Data | list[Data] | None:
    """Give the one that runs it, or a list of all who do."""
    provider, others = view.row.organization, view.row.providers[1:]
    first = _provider(provider, view.provider, site_address) if provider else None
    named = [_named("Organization", one.text.text) for one in others]
    return [first, *named] if first and named else first


@lru_cache(maxsize=_MANY)
def _provider(provider: Link, known: ProviderView, site_address: str) -> Data:
    return _said(
        {
            "@type": "GovernmentOrganization" if known.is_public else "Organization",
            "name": provider.text.text,
            "url": known.reach.website or (site_address and site_address + provider.href),
            **_point(known.reach),
        }
    )


def _channels(view: ServiceView) -> list[Data]:
    """Give a channel for each place, or one without: how to reach it, where, in which language."""
    shared = {
        "servicePhone": _phone(view),
        "serviceUrl": view.reach.website,
        "availableLanguage": [
            _named("Language", language.text.text, code)
            for language, code in zip(view.languages, view.language_codes, strict=True)
        ],
    }
    places = [_place(place) for place in view.places] or [None]
    channels = [_said({**shared, "serviceLocation": place}) for place in places]
    return [{"@type": "ServiceChannel", **channel} for channel in channels if channel]


def _phone(view: ServiceView) -> Data | None:
    for reach in (view.reach, *[contact.reach for contact in view.contacts]):
        if point := _point(reach):
            return {"@type": "ContactPoint", **point}
    return None


def _point(reach: Reach) -> Data:
    spoken = [phone.dial for phone in reach.phones if phone.is_spoken]
    return _said({"telephone": spoken and spoken[0], "email": reach.email})


def _place(place: PlaceView) -> Data | None:
    if place.is_confidential:
        return None
    return _said(
        {
            **_named("Place", place.name.text),
            "address": _address(place.postal) if place.postal else None,
            "geo": _geo(place),
            "openingHoursSpecification": _hours(place.opening),
        }
    )


@lru_cache(maxsize=_MANY)
def _address(postal: Postal) -> Data:
    return _said(
        {
            "@type": "PostalAddress",
            "streetAddress": postal.street,
            "postalCode": postal.postal_code,
            "addressLocality": postal.city,
            "addressCountry": postal.country,
        }
    )


def _geo(place: PlaceView) -> Data | None:
    if not place.coordinates:
        return None
    latitude, longitude = place.coordinates
    return {"@type": "GeoCoordinates", "latitude": latitude, "longitude": longitude}


def _hours(opening: OpeningView | None) -> list[Data]:
    schedules = opening.schedules if opening else ()
    return [hours for schedule in schedules for hours in _specifications(schedule)]


def _specifications(schedule: Data) -> Iterator[Data]:
    """Say a schedule; closed is from midnight to midnight, as search engines want it."""
    opens, closes = schedule.get("opens"), schedule.get("closes")
    if schedule.get("closed"):
        opens = closes = MIDNIGHT
    if schedule.get("appointment") or not opens:
        return
    hours = _open(tuple(schedule.get("days", ())), opens, closes)
    for day in schedule.get("dates", (None,)):
        first, last = day or schedule.get("from"), day or schedule.get("until")
        yield {**hours, **_said({"validFrom": first, "validThrough": last})}


@lru_cache(maxsize=_MANY)
def _open(days: tuple[str, ...], opens: str, closes: str | None) -> Data:
    return _said(
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": [_DAYS[day] for day in days],
            "opens": opens,
            "closes": "23:59" if closes == DAYS_END else closes,
        }
    )
