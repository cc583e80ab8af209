"""What every invented municipality has, whatever its size: areas, offices, terms, committees."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from tests.bench import wording

if TYPE_CHECKING:
    from collections.abc import Sequence

TODAY = date(2026, 11, 21)
"""The day on which the invented municipality is looked at."""
ROOT_AREA = "musterland"
CENTRES = 54
"""So many Kreise and cities have a Kommunales Integrationszentrum, as in North Rhine-Westphalia."""
_COUNTIES, _TOWNS_EACH = 31, 2
_EVERYWHERE = 4
"""Of so many tasks one is led in each Kreis by its own centre."""
_VERIFIED = {"last_verified": "2026-06-30", "verified_by": "ki"}


def centre_areas() -> tuple[str, ...]:
    """List the areas of the centres: Kreise, then cities that belong to no Kreis."""
    return tuple(f"kreis-{number}" for number in range(1, CENTRES + 1))


def local_areas() -> tuple[str, ...]:
    """List all areas below the Land: those of the centres, then the towns in the Kreise."""
    towns = range(1, _COUNTIES * _TOWNS_EACH + 1)
    return (*centre_areas(), *(f"ort-im-kreis-{number}" for number in towns))


def area_name(area: str) -> str:
    """Give the name of an area."""
    stem, _, number = area.rpartition("-")
    if area == ROOT_AREA:
        return "Musterland"
    if stem == "kreis":
        return f"Musterkreis {number}" if int(number) <= _COUNTIES else f"Musterstadt {number}"
    return f"Musterort {number}"


def institutions(organizations: int, languages: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Give the values of the records that do not grow with the number of services."""
    return {
        **_areas(),
        **_offices(),
        **_centres(),
        **_terms(languages),
        **_programmes(),
        **_committees(organizations),
        **_responsibilities(organizations),
    }


def _areas() -> dict[str, dict[str, Any]]:
    files = {f"areas/{ROOT_AREA}": {"name": area_name(ROOT_AREA), "level": "land"}}
    for number, area in enumerate(centre_areas(), 1):
        level = "kreis" if number <= _COUNTIES else "kreisfreie_stadt"
        files[f"areas/{area}"] = {"name": area_name(area), "level": level, "parent": ROOT_AREA}
    for number, area in enumerate(local_areas()[CENTRES:]):
        files[f"areas/{area}"] = {
            "name": area_name(area),
            "level": "gemeinde",
            "parent": centre_areas()[number // _TOWNS_EACH],
        }
    return files


def _offices() -> dict[str, dict[str, Any]]:
    phone = [{"number": wording.fictional_phone(1)}]
    return {
        "organizations/kreisverwaltung": {
            "name": "Kreisverwaltung",
            **_VERIFIED,
            "type": "municipality",
            "area": ROOT_AREA,
            "phones": phone,
            "email": "info@kreis.example",
        },
        "organizations/ki": {
            "name": "Kommunales Integrationszentrum",
            "alternate_name": "KI",
            **_VERIFIED,
            "type": "administrative_unit",
            "unit_code": "1-6",
            "parent": "kreisverwaltung",
            "phones": phone,
            "email": "ki@kreis.example",
        },
        "organizations/verband": {
            "name": "Musterverband",
            **_VERIFIED,
            "type": "network",
            "phones": phone,
        },
        "contacts/kim-koordination": {
            "name": "KIM-Koordination",
            **_VERIFIED,
            "organization": "ki",
            "area": ROOT_AREA,
            "phones": phone,
            "email": "kim@kreis.example",
        },
    }


def _centres() -> dict[str, dict[str, Any]]:
    """Give each Kreis its own centre and the function that coordinates there."""
    files = {}
    for number, area in enumerate(centre_areas(), 1):
        phone = [{"number": wording.fictional_phone(100 + number)}]
        files[f"organizations/ki-{number}"] = {
            "name": f"Kommunales Integrationszentrum {area_name(area)}",
            **_VERIFIED,
            "type": "administrative_unit",
            "parent": "ki",
            "area": area,
            "phones": phone,
            "email": f"ki@{area}.example",
        }
        files[f"contacts/kim-{number}"] = {
            "name": f"KIM-Koordination {area_name(area)}",
            **_VERIFIED,
            "organization": f"ki-{number}",
            "area": area,
            "phones": phone,
            "email": f"kim@{area}.example",
        }
    return files


def _terms(languages: Sequence[str]) -> dict[str, dict[str, Any]]:
    lists = {
        "topics": ("Themen", wording.TOPICS),
        "target-groups": ("Zielgruppen", wording.TARGET_GROUPS),
        "categories": ("Kategorien", wording.CATEGORIES),
        "residence-status": ("Aufenthaltsstatus", wording.RESIDENCE),
        "life-situations": ("Lebenslagen", wording.SITUATIONS),
        "legal-regimes": ("Rechtskreise", wording.REGIMES),
        "methods": ("Methoden", wording.METHODS),
        "accessibility": ("Barrierefreiheit", wording.ACCESSIBILITY),
    }
    files = {
        f"taxonomies/{name}": {
            "name": title,
            **_VERIFIED,
            "terms": [
                {
                    "id": key,
                    "name": _in_all(label, languages),
                    "synonyms": {"de": _everyday_words(label)},
                }
                for key, label in terms.items()
            ],
        }
        for name, (title, terms) in lists.items()
    }
    files["taxonomies/languages"] = {
        "name": "Sprachen",
        **_VERIFIED,
        "terms": [
            {
                "id": code,
                "name": name,
                "autonym": own,
                "direction": "rtl" if code in wording.RIGHT_TO_LEFT else "ltr",
            }
            for code, (name, own) in wording.LANGUAGES.items()
        ],
    }
    return files


def _in_all(label: str, languages: Sequence[str]) -> dict[str, str]:
    """Translate a term, but not really; what only records say stays German in every language."""
    return {code: label if code == "de" else f"{label} ({code})" for code in languages}


def _everyday_words(label: str) -> list[str]:
    first = label.split(maxsplit=1)[0]
    return [f"{first}-{word}" for word in ("Frage", "Amt", "Papiere", "Hilfe")]


def _programmes() -> dict[str, dict[str, Any]]:
    return {
        f"programmes/programm-{number}": {
            "name": f"Musterprogramm {number}",
            **_VERIFIED,
            "valid_from": "2024-01-01",
            "funder": "kreisverwaltung",
            "granted_posts": "3,0",
            "positions": [
                {"function": "Koordination", "organization": "ki", "fte": "2,5"},
                {"function": "Verwaltung", "organization": "ki", "fte": "0,5"},
            ],
            "aims": ["Beratung abstimmen", "Lücken schließen"],
        }
        for number in range(1, 7)
    }


def _committees(organizations: int) -> dict[str, dict[str, Any]]:
    levels = ("steering", "expert", "project", "network", "political")
    return {
        f"committees/gremium-{number}": {
            "name": "Lenkungskreis" if number == 1 else f"Arbeitskreis {number}",
            **_VERIFIED,
            "level": levels[(number - 1) % len(levels)],
            "purpose": "Stimmt die Arbeit der Stellen im Musterland ab.",
            "tasks": ["Den Jahresplan beraten", "Ergebnisse bewerten"],
            "office": "ki",
            "seats": [
                {"role": "Leitung", "organization": "ki", "chair": "ja"},
                *(
                    {"organization": f"traeger-{(number * 7 + seat) % organizations + 1}"}
                    for seat in range(9)
                ),
            ],
            "seats_granted": "10",
            "meetings_per_year": "3",
            **({"reports_to": ["gremium-1"]} if number > 1 else {}),
            "part_of_structure": "ja" if number <= 4 else "nein",
        }
        for number in range(1, 21)
    }


def _responsibilities(organizations: int) -> dict[str, dict[str, Any]]:
    files = {}
    for number in range(1, 41):
        task = wording.TASKS[(number - 1) % len(wording.TASKS)]
        files[f"responsibilities/aufgabe-{number}"] = {
            "name": f"{task}, Teil {(number - 1) // len(wording.TASKS) + 1}",
            **_VERIFIED,
            "topics": [list(wording.TOPICS)[number % len(wording.TOPICS)]],
            "assignments": [
                {
                    "area": ROOT_AREA,
                    "organization": "kreisverwaltung",
                    "role": "leads",
                    "legal_basis": f"§ {number} Mustergesetz",
                },
                *_local_leads(number, organizations),
                {"area": ROOT_AREA, "organization": "verband", "role": "involved"},
            ],
        }
    return files


def _local_leads(number: int, organizations: int) -> list[dict[str, Any]]:
    """Let the centres lead every fourth task, each in its Kreis; others belong to some Träger."""
    areas = centre_areas()
    if number % _EVERYWHERE == 0:
        leads = {area: f"ki-{place}" for place, area in enumerate(areas, 1)}
    else:
        some = areas[number % 5 : 8 : 3]
        leads = {
            area: f"traeger-{(number + at) % organizations + 1}" for at, area in enumerate(some)
        }
    return [{"area": area, "role": "leads", "organization": who} for area, who in leads.items()]
