"""A small town for the tests of coverage: two Sozialräume, topics and groups with parents."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kim.models import Site
from tests.making import make_catalogue

if TYPE_CHECKING:
    from kim.catalogue import Catalogue

TERMS = {
    "organizations__awo": "{name: AWO, type: welfare}",
    "organizations__ki": "{name: KI, type: administrative_unit}",
    "contacts__ki": "{name: KI, organization: ki, email: ki@stadt.example}",
    "taxonomies__topics": """
        name: Themen
        terms:
          - {id: arbeit, name: Arbeit}
          - {id: ausbildung, name: Ausbildung, parent: arbeit}
          - {id: wohnen, name: Wohnen}
        """,
    "taxonomies__target_groups": """
        name: Zielgruppen
        terms:
          - {id: alle, name: Eingewanderte}
          - {id: neue, name: Neuzugewanderte, parent: alle}
          - {id: frauen, name: Frauen, parent: alle}
          - {id: vereine, name: Vereine}
        """,
    "taxonomies__methods": """
        name: Methoden
        terms:
          - {id: beratung, name: Beratung}
          - {id: kurs, name: Kurs}
        """,
    "taxonomies__residence_status": """
        name: Aufenthaltsstatus
        terms:
          - {id: offen, name: Nicht gesichert}
          - {id: duldung, name: Duldung, parent: offen}
          - {id: erlaubnis, name: Erlaubnis}
        """,
    "taxonomies__life_situations": """
        name: Lebenslagen
        terms:
          - {id: pflege, name: Pflege}
          - {id: familie, name: Familie}
        """,
    "taxonomies__languages": """
        name: Sprachen
        terms:
          - {id: de, name: Deutsch}
          - {id: ar, name: Arabisch}
        """,
    "taxonomies__accessibility": """
        name: Barrierefreiheit
        terms:
          - {id: stufenlos, name: Stufenlos}
        """,
    "areas__land": "{name: Land, level: land}",
    "areas__stadt": "{name: Stadt, level: kreisfreie_stadt, parent: land}",
    "areas__nord": "{name: Nord, level: sozialraum, parent: stadt}",
    "areas__sued": "{name: Süd, level: sozialraum, parent: stadt}",
    "areas__ort": "{name: Ort, level: gemeinde, parent: land}",
}
TOPICS = ("arbeit", "ausbildung", "wohnen")
GROUPS = ("alle", "neue", "frauen", "vereine")
AREAS = ("stadt", "nord", "sued")


def make_town(files: dict[str, str], **site: Any) -> Catalogue:
    """Make the town of some more records; `site` are fields of its site.yml."""
    values = {
        "name": "Stadt",
        "area": "stadt",
        "coordinating_organization": "ki",
        "coordinating_contact": "ki",
        "imprint": {"provider": "Stadt"},
        **site,
    }
    return replace(make_catalogue(**TERMS, **files), site=Site.model_validate(values))


def services(**texts: str) -> dict[str, str]:
    """Write services, each as the inside of one YAML mapping."""
    return {
        f"services__{name}": f"{{name: {name.upper()}, organization: awo, {text}}}"
        for name, text in texts.items()
    }
