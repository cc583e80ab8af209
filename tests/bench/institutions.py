"""What every invented municipality has, whatever its size: areas, offices, terms, committees."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.bench import wording

TODAY = date(2026, 11, 21)
"""The day on which the invented municipality is looked at."""
ROOT_AREA = "musterkreis"
TOWNS, _QUARTERS = 7, 21
_VERIFIED = {"last_verified": "2026-06-30", "verified_by": "ki"}


def local_areas() -> tuple[str, ...]:
    """List the towns and quarters; above them stand the Kreis and the Land."""
    return tuple(f"gebiet-{number}" for number in range(1, TOWNS + _QUARTERS + 1))


def institutions(organizations: int) -> dict[str, dict[str, Any]]:
    """Give the values of the records that do not grow with the number of services."""
    return {
        **_areas(),
        **_offices(),
        **_terms(),
        **_programmes(),
        **_committees(organizations),
        **_responsibilities(organizations),
    }


def _areas() -> dict[str, dict[str, Any]]:
    files = {
        "areas/musterland": {"name": "Musterland", "level": "land"},
        f"areas/{ROOT_AREA}": {"name": "Musterkreis", "level": "kreis", "parent": "musterland"},
    }
    for number, area in enumerate(local_areas(), 1):
        town = number <= TOWNS
        files[f"areas/{area}"] = {
            "name": f"Musterort {number}",
            "level": "gemeinde" if town else "sozialraum",
            "parent": ROOT_AREA if town else f"gebiet-{(number - 1) % TOWNS + 1}",
            "number": str(number + 10),
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


def _terms() -> dict[str, dict[str, Any]]:
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
                {"id": key, "name": label, "synonyms": {"de": _everyday_words(label)}}
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
            "purpose": "Stimmt die Arbeit der Stellen im Musterkreis ab.",
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
        areas = local_areas()[number % 4 : TOWNS : 3]
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
                *(
                    {
                        "area": area,
                        "role": "leads",
                        "organization": f"traeger-{(number + place) % organizations + 1}",
                    }
                    for place, area in enumerate(areas)
                ),
                {"area": ROOT_AREA, "organization": "verband", "role": "involved"},
            ],
        }
    return files
