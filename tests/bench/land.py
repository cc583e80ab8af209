"""An invented Land of any size, the same bytes every time.

Comes in: the number of services and of languages. Goes out: the text of every file of its site. An
organization stands behind eight services, a contact behind four, a location behind thirty.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import PurePosixPath
from random import Random
from typing import TYPE_CHECKING, Any

from kim.notation import yaml_lines
from tests.bench import wording
from tests.bench.concept import SETTINGS, chapters, papers, site
from tests.bench.institutions import ROOT_AREA, TODAY, area_name, institutions, local_areas

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SEED = 20261121
_DIRECTORY = PurePosixPath("directory")
_CONTENT = PurePosixPath("content")
_DAYS = ("mo", "di", "mi", "do", "fr")
_AGES = ("12", "16", "18", "21", "25", "27", "60")


@dataclass(frozen=True, slots=True)
class Land:
    """How many there are of what grows; all else is the same at every size."""

    services: int
    areas: tuple[str, ...] = field(default_factory=local_areas)

    @property
    def organizations(self) -> int:
        """Give the number of Träger."""
        return max(self.services // 8, 1)

    @property
    def contacts(self) -> int:
        """Give the number of functions one can turn to."""
        return max(self.services // 4, 1)

    @property
    def locations(self) -> int:
        """Give the number of places."""
        return max(self.services // 30, 1)


def write_land(folder: Path, services: int, languages: int = 1) -> int:
    """Write the whole site into a folder; give the number of bytes."""
    written = 0
    for path, text in land_texts(services, languages):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        written += (folder / path).write_bytes(text.encode())
    return written


def land_texts(services: int, languages: int = 1) -> Iterator[tuple[PurePosixPath, str]]:
    """Give the path and the text of every file; the site is shown in so many languages."""
    land, codes = Land(services), wording.SITE_LANGUAGES[:languages]
    yield PurePosixPath("mkdocs.yml"), SETTINGS
    for path, text in chapters().items():
        yield _CONTENT / path, text
    few = {"site": site(codes)} | papers() | institutions(land.organizations, codes)
    for name, values in few.items():
        yield _DIRECTORY / f"{name}.yml", _text(values)
    for kind, make, count in (
        ("organizations", _organization, land.organizations),
        ("locations", _location, land.locations),
        ("contacts", _contact, land.contacts),
        ("services", _service, land.services),
    ):
        chance = Random(f"{SEED} {kind}")  # noqa: S311  # the same numbers every time
        for number in range(1, count + 1):
            name = f"{_STEMS[kind]}-{number}"
            yield _DIRECTORY / kind / f"{name}.yml", _text(make(chance, land, number))


_STEMS = {
    "organizations": "traeger",
    "locations": "ort",
    "contacts": "stelle",
    "services": "angebot",
}


def _text(values: dict[str, Any]) -> str:
    return "\n".join(yaml_lines(values)) + "\n"


def _organization(chance: Random, land: Land, number: int) -> dict[str, Any]:
    words = {
        "area": area_name(chance.choice(land.areas)),
        "provider": f"Musterträger {number}",
        "topic": chance.choice(list(wording.TOPICS.values())),
        "other": "dem Kreis",
        "group": "Menschen jeden Alters",
        "days": "14",
    }
    return {
        "name": f"Musterträger {number}",
        "alternate_name": f"MT {number}",
        "description": wording.paragraph(chance, wording.WAYS, 3, words),
        **_checked(chance),
        "type": chance.choice(("welfare", "welfare", "association", "religious", "authority")),
        "parent": "verband" if number % 5 else "kreisverwaltung",
        "area": chance.choice(land.areas),
        "locations": [f"ort-{chance.randint(1, land.locations)}"],
        "phones": [{"number": wording.fictional_phone(number), "description": "Zentrale"}],
        "email": f"info@traeger-{number}.example",
        "website": f"https://www.traeger-{number}.example/",
    }


def _location(chance: Random, land: Land, number: int) -> dict[str, Any]:
    if number % 100 == 0:  # a shelter
        return {
            "name": f"Schutzhaus {number}",
            "confidential": "ja",
            "address": {"street": f"Verborgener Weg {number}", "city": "Musterkreisstadt"},
        }
    area = chance.choice(land.areas)
    return {
        "name": f"Haus der Beratung {number}",
        **_checked(chance),
        "address": {
            "street": f"Musterstraße {number}",
            "postal_code": f"{10000 + number:05d}",
            "city": area_name(area),
        },
        "area": area,
        "accessibility": chance.sample(list(wording.ACCESSIBILITY), 3),
        "accessibility_note": f"Der Aufzug ist am Eingang {chance.randint(1, 6)}",
        "schedules": _schedules(chance),
        "transportation": f"Bus {chance.randint(100, 199)}, Haltestelle Musterplatz {number}",
    }


def _contact(chance: Random, land: Land, number: int) -> dict[str, Any]:
    values = {
        "name": f"Sekretariat {wording.compound(chance)} {number}",
        **_checked(chance),
        "organization": f"traeger-{chance.randint(1, land.organizations)}",
        "area": chance.choice(land.areas),
        "phones": [
            {
                "number": wording.fictional_phone(number + 1250),
                "description": "Montag bis Donnerstag, 9 bis 12 Uhr",
            }
        ],
        "email": f"stelle-{number}@kreis.example",
    }
    if number % 10 == 0:
        values["person"] = {
            "name": f"Mustermensch {number}",
            "basis": "official_function",
        }
        line = number // 10
        if line < wording.PERSONS_PHONES:
            values["person"]["phone"] = wording.persons_phone(line)
    return values


def _service(chance: Random, land: Land, number: int) -> dict[str, Any]:
    topics = chance.sample(list(wording.TOPICS), chance.randint(1, 3))
    groups = chance.sample(list(wording.TARGET_GROUPS), chance.randint(1, 3))
    provider = chance.randint(1, land.organizations)
    areas = _service_areas(chance, land)
    words = {
        "topic": wording.TOPICS[topics[0]],
        "group": wording.TARGET_GROUPS[groups[0]],
        "area": area_name(areas[0]),
        "provider": f"Musterträger {provider}",
        "other": f"Musterträger {chance.randint(1, land.organizations)}",
        "days": str(chance.randint(3, 30)),
        "age": chance.choice(_AGES),
    }
    summary = chance.choice(wording.SUMMARIES).format(**words, compound=wording.compound(chance))
    values: dict[str, Any] = {
        "name": f"{wording.compound(chance)} {words['area']} {number}",
        "description": "\n\n".join(
            (
                wording.paragraph(chance, wording.OFFERS, 3, words),
                wording.paragraph(chance, wording.WAYS, 2, words),
            )
        ),
        "sources": [{"document": "muster-konzept", "place": f"Kapitel {chance.randint(1, 7)}"}],
        **_checked(chance),
        "summary": summary,
        "organization": f"traeger-{provider}",
        "categories": [chance.choice(list(wording.CATEGORIES))],
        "topics": topics,
        "target_groups": groups,
        "eligibility": _eligibility(chance),
        "service_areas": areas,
        "locations": [f"ort-{chance.randint(1, land.locations)}"],
        "contacts": [f"stelle-{chance.randint(1, land.contacts)}"],
        "phones": [{"number": wording.fictional_phone(number)}],
        "email": f"angebot-{number}@traeger-{provider}.example",
        "website": f"https://www.traeger-{provider}.example/angebot-{number}",
        "languages": ["de", *chance.sample(list(wording.LANGUAGES)[1:], chance.randint(0, 3))],
        "access": {
            "modes": chance.sample(("open", "appointment", "phone", "online"), 2),
            "description": chance.choice(wording.ACCESS_NOTES),
        },
        "schedules": _schedules(chance),
        "cost": {"free": "ja"},
        "required_documents": chance.sample(wording.PAPERS, 2),
        "legal_regimes": [chance.choice(list(wording.REGIMES))],
    }
    return values | _sometimes(chance, number, words)


def _sometimes(chance: Random, number: int, words: dict[str, str]) -> dict[str, Any]:
    """Give what only some services have; an ended one names the service before it as its heir."""
    values: dict[str, Any] = {}
    if number % 3 == 0:
        values["method"] = chance.choice(list(wording.METHODS))
        values["interpreting"] = "Auf Anfrage, auch am Telefon"
    if number % 4 == 0:
        values["programme"] = f"programm-{chance.randint(1, 6)}"
    if number % 2 == 0:
        values["delimitations"] = [
            {
                "service": f"angebot-{chance.randint(1, number - 1)}",
                "description": chance.choice(wording.DELIMITATIONS).format(**words),
            }
        ]
    if number % 50 == 0:
        values |= {"valid_until": "2025-12-31", "successor": f"angebot-{number - 1}"}
    return values


def _eligibility(chance: Random) -> dict[str, Any]:
    rule: dict[str, Any] = {"life_situations": [chance.choice(list(wording.SITUATIONS))]}
    if chance.random() < 0.5:
        rule["minimum_age"] = chance.choice(("16", "18", "21"))
    if chance.random() < 0.3:
        rule["maximum_age"] = chance.choice(("25", "27"))
    if chance.random() < 0.4:
        rule["residence_status"] = chance.sample(list(wording.RESIDENCE), 2)
    rule["description"] = f"Beratung ab dem {chance.randint(1, 9)}. Monat in Deutschland"
    return rule


def _service_areas(chance: Random, land: Land) -> list[str]:
    if chance.random() < 0.1:
        return [ROOT_AREA]
    return chance.sample(land.areas, chance.randint(1, 2))


def _schedules(chance: Random) -> list[dict[str, Any]]:
    first, second, third = chance.sample(_DAYS, 3)
    morning = {"opens_at": f"{chance.randint(8, 9):02d}:00", "closes_at": "12:00"}
    afternoon = {"opens_at": "14:00", "closes_at": f"{chance.randint(15, 18)}:30"}
    return [{"days": [first, second], **morning}, {"days": [third], **afternoon}]


def _checked(chance: Random) -> dict[str, str]:
    """Give the day of the last check; one in twenty was too long ago."""
    age = chance.randint(400, 900) if chance.random() < 0.05 else chance.randint(1, 330)
    day = TODAY - timedelta(days=age)
    return {"last_verified": day.isoformat(), "verified_by": "ki"}
