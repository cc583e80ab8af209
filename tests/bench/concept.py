"""The invented municipality's settings, its handbook and the records that belong to it."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from tests.bench import wording
from tests.bench.institutions import ROOT_AREA, centre_areas

if TYPE_CHECKING:
    from collections.abc import Sequence

SETTINGS = """site_name: Beratung und Integration im Musterland
site_url: https://kim.musterland.example/
docs_dir: content
site_dir: site
theme:
  name: material
  language: de
  font: false
plugins:
  - kim
nav:
  - handbuch/index.md
  - handbuch/auftrag.md
  - handbuch/steuerung.md
  - handbuch/beratung.md
"""


def site(languages: Sequence[str]) -> dict[str, Any]:
    """Give the values of site.yml."""
    return {
        "name": "Beratung und Integration im Musterland",
        "tagline": "Hilfe finden, Zuständige fragen, das Konzept lesen",
        "area": ROOT_AREA,
        "coordinating_organization": "ki",
        "coordinating_contact": "kim-koordination",
        "languages": list(languages),
        "home_topics": list(wording.TOPICS)[:8],
        "notice": "Alle Angaben sind erfunden.",
        "concept_chapters": ["auftrag", "steuerung", "beratung"],
        "imprint": {
            "provider": "Musterland",
            "represented_by": "Die Landrätin",
            "address": {"street": "Musterallee 1", "postal_code": "12345", "city": "Musterort 1"},
            "phone": wording.fictional_phone(0),
            "email": "info@kreis.example",
            "responsible": "Leitung des KI",
        },
        "privacy": {
            "officer": "Behördliche*r Datenschutzbeauftragte*r",
            "officer_email": "datenschutz@kreis.example",
            "hosting": "Rechenzentrum des Kreises",
            "log_retention": "7 Tage",
            "supervisor": "Aufsicht des Musterlandes",
        },
        "accessibility": {
            "reviewed_on": "2026-06-30",
            "method": "Selbstbewertung",
            "known_gaps": ["Es gibt noch kein Video in Deutscher Gebärdensprache"],
            "feedback_contact": "kim-koordination",
            "feedback_url": "https://www.kreis.example/barriere-melden",
            "ombuds_office": "Ombudsstelle des Musterlandes",
            "ombuds_url": "https://www.land.example/ombudsstelle",
        },
    }


def papers() -> dict[str, dict[str, Any]]:
    """Give documents, glossary, dates, figures, plans, hand-overs and the edition."""
    rows = [
        {"id": area, "area": area, "values": {"insgesamt": f"{number},0", "mit": f"{number},0"}}
        for number, area in enumerate(centre_areas(), 1)
    ]
    total = f"{sum(range(1, len(rows) + 1))},0"
    return {
        "documents/muster-konzept": {
            "name": "Konzept des Musterlandes",
            "type": "concept",
            "publisher": "kreisverwaltung",
            "date": "2026-01-15",
        },
        "statistics/einwohner": {
            "name": "Menschen im Musterland",
            "as_of": "2025-12-31",
            "row_heading": "Kreis oder Stadt",
            "columns": [
                {"id": "insgesamt", "name": "Insgesamt"},
                {"id": "mit", "name": "Mit Einwanderungsgeschichte"},
            ],
            "rows": rows,
            "total": {"name": "Gesamt", "values": {"insgesamt": total, "mit": total}},
            "chart": "bars",
        },
        "milestones/auftakt": {
            "name": "Auftakt",
            "year": "2026",
            "due": "2026-02-01",
            "status": "done",
            "responsible": "ki",
        },
        "transitions/uebergabe": {
            "name": "Übergabe",
            "from_regime": "asylblg",
            "to_regime": "sgb-2",
            "trigger": "Die Anerkennung kommt",
        },
        "editions/2026-01-15": {
            "name": "Konzept vom 15.01.2026",
            "number": "1",
            "stand": "2026-01-15",
            "adopted_by": "Kreistag",
            "reason": "Erste Fassung",
        },
        **{
            f"events/treffen-{month}": {
                "name": f"Sitzung {month}",
                "starts_on": f"2027-{month:02d}-15",
                "starts_at": "09:00",
                "ends_at": "12:00",
                "format": "online",
                "series": "sitzungen",
                "committee": "gremium-1",
            }
            for month in range(1, 13)
        },
        **{
            f"glossary/begriff-{number}": {
                "name": compound,
                "abbreviation": f"MB{number}",
                "description": f"Erklärung des Musterbegriffs {number}, in einem kurzen Satz.",
                "simple": "So sagen es die Fachleute.",
            }
            for number, compound in enumerate(
                (stem + tail for stem, tail in zip(wording.STEMS, wording.TAILS, strict=True)), 1
            )
        },
    }


def chapters() -> dict[PurePosixPath, str]:
    """Give the handbook's chapters by their paths below content/."""
    return {
        PurePosixPath("handbuch/index.md"): _chapter(
            "index",
            "Das Konzept",
            """
            Das Konzept des Musterlandes: {{ kapitel("auftrag") }}, {{ kapitel("steuerung") }} und
            {{ kapitel("beratung") }}.
        """,
        ),
        PurePosixPath("handbuch/auftrag.md"): _chapter(
            "auftrag",
            "Auftrag",
            """
            ## Wer hier lebt {: #wer-hier-lebt }

            {{ statistik("einwohner") }}
        """,
        ),
        PurePosixPath("handbuch/steuerung.md"): _chapter(
            "steuerung",
            "Steuerung",
            """
            ## Gremien {: #gremien }

            {{ gremium("gremium-1") }}

            {{ organigramm() }}

            ## Stellen {: #stellen }

            {{ stellen("programm-1") }}
        """,
        ),
        PurePosixPath("handbuch/beratung.md"): _chapter(
            "beratung",
            "Beratung",
            """
            ## Ein Träger {: #traeger }

            {{ angebote(organisation="traeger-1") }}

            ## Wer hilft weiter {: #kontakt }

            {{ kontakt("kim-koordination") }}
        """,
        ),
    }


def _chapter(name: str, title: str, text: str) -> str:
    lines = "\n".join(line.strip() for line in text.strip().splitlines())
    return f"---\ntitle: {title}\nkapitel: {name}\n---\n\n{lines}\n"
