"""An invented site whose rules are as hard as rules can be, and cases that ask all of them.

Nested areas and terms, groups with days, exclusions, preferences, chains and circles of successors,
names that are the same: whatever the reckoning has a branch for.
"""

from __future__ import annotations

import random
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from kim.models.area import Area
from kim.models.service import Service
from kim.rules.criteria import Case
from tests.making import make_catalogue

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kim.catalogue import Catalogue

Answer = TypeVar("Answer")

TERMS = """
    name: Begriffe
    terms:
      - {id: a, name: A}
      - {id: a1, name: A eins, parent: a}
      - {id: a2, name: A zwei, parent: a}
      - {id: a11, name: A eins eins, parent: a1}
      - {id: b, name: B}
      - {id: c, name: C}
"""
LANGUAGES = """
    name: Sprachen
    terms: [{id: de, name: Deutsch}, {id: ar, name: Arabisch}, {id: uk, name: Ukrainisch}]
"""
AREAS = {"land": None, "kreis": "land", "nord": "kreis", "sued": "kreis", "viertel": "nord"}
LEVELS = {"land": "land", "kreis": "kreis", "nord": "gemeinde", "sued": "gemeinde",
          "viertel": "sozialraum"}  # fmt: skip
DAYS = (date(2022, 6, 30), date(2022, 7, 1), date(2025, 1, 1), date(2026, 11, 21))
BOUNDS = ((None, None), (18, None), (None, 27), (12, 27), (27, 27), (0, 120), (28, None))
SERVICES = 60


def make_hard_site(seed: int) -> Catalogue:
    """Make a catalogue from a seed: the same seed gives the same rules."""
    dice = random.Random(seed)  # noqa: S311  # cases, not secrets
    files = {
        "organizations__stelle": "name: Stelle\ntype: association\n",
        **{f"taxonomies__{name}": TERMS for name in ("topics", "residence_status")},
        "taxonomies__life_situations": TERMS,
        "taxonomies__languages": LANGUAGES,
    }
    for area, parent in AREAS.items():
        inside = f"parent: {parent}\n" if parent else ""
        files[f"areas__{area}"] = f"name: {area.title()}\nlevel: {LEVELS[area]}\n{inside}"
    for number in range(SERVICES):
        files[f"services__s{number:02}"] = _service(dice, number)
    return make_catalogue(**files)


def _service(dice: random.Random, number: int) -> str:
    parts = {
        "name": f"Hilfe {dice.randrange(SERVICES // 2)}",
        "organization": "stelle",
        "topics": _some(dice, ("a", "a1", "a2", "a11", "b", "c"), least=1),
        "service_areas": _some(dice, tuple(AREAS)),
        "languages": _some(dice, ("de", "ar", "uk")),
        **_period(dice),
        "eligibility": {
            **_criteria(dice, often=0.25),
            "groups": [{**_criteria(dice, topics=True), **_period(dice)}
                       for _ in range(dice.choice((0, 0, 0, 1, 2, 3)))],
            "exclusions": [{**_criteria(dice, often=0.6, topics=True),
                            **dice.choice(({}, {"only": "ja"}))}
                           for _ in range(dice.choice((0, 0, 1, 2)))],
            "preferred": [_criteria(dice, often=0.4) for _ in range(dice.choice((0, 0, 1, 2)))],
        },
    }  # fmt: skip
    if number and dice.random() < 0.5:
        parts["successor"] = f"s{dice.randrange(SERVICES):02}"
    return "\n".join(f"{name}: {_flow(value)}" for name, value in parts.items() if value)


def _criteria(
    dice: random.Random, often: float = 0.5, *, topics: bool = False
) -> dict[str, object]:
    """Draw criteria; at least an age, so that none is empty."""
    youngest, oldest = dice.choice(BOUNDS[1:]) if dice.random() < often else (None, None)
    drawn: dict[str, object] = {"minimum_age": youngest, "maximum_age": oldest}
    fields = {
        "residence_status": ("a", "a1", "a11", "b", "c"),
        "length_of_stay": ("new", "longer"),
        "life_situations": ("a", "a1", "a2", "b", "c"),
        **({"topics": ("a", "a1", "b")} if topics else {}),
    }
    for name, choices in fields.items():
        if dice.random() < often:
            drawn[name] = _some(dice, choices, least=1)
    known = {name: value for name, value in drawn.items() if value not in (None, [])}
    return known or {"minimum_age": 16}


def _period(dice: random.Random) -> dict[str, object]:
    first, last = sorted(dice.sample(DAYS, 2))
    return dice.choice(
        ({}, {}, {}, {"valid_from": first}, {"valid_until": last},
         {"valid_from": first, "valid_until": last})
    )  # fmt: skip


def _some(dice: random.Random, choices: Sequence[str], least: int = 0) -> list[str]:
    return dice.sample(choices, dice.randint(least, min(3, len(choices))))


def _flow(value: object) -> str:
    """Write a value in YAML's flow style, without what is empty."""
    if isinstance(value, dict):
        pairs = (f"{name}: {_flow(one)}" for name, one in value.items() if one != [])
        return f"{{{', '.join(pairs)}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(_flow, value))}]"
    return str(value)


def draw_cases(catalogue: Catalogue, count: int, seed: int) -> list[tuple[Case, date]]:
    """Draw cases with a day: ages at every limit, every term, much or little of it unsaid."""
    dice = random.Random(seed)  # noqa: S311  # as above
    terms = {name: tuple(found) for name, found in catalogue.terms.items()}
    services = catalogue.all(Service).values()
    limits = {age for one in services for age in _limits(one)}
    ages = sorted(
        {near for age in limits for near in (age - 1, age, age + 1) if near >= 0} | {0, 40}
    )
    days = sorted({day for one in services for day in (one.valid_from, one.valid_until) if day})
    return [
        (
            Case(
                age=_maybe(dice, ages),
                status=_maybe(dice, terms.get("residence-status", ())),
                stay=_maybe(dice, ("new", "longer")),
                situations=frozenset(_some(dice, terms.get("life-situations", ()))),
                topic=_maybe(dice, terms.get("topics", ())),
                area=_maybe(dice, tuple(catalogue.all(Area))),
                language=_maybe(dice, ("de", "ar", "xx"), often=0.3),
            ),
            dice.choice([*days, *DAYS]),
        )
        for _ in range(count)
    ]


def _maybe(dice: random.Random, answers: Sequence[Answer], often: float = 0.7) -> Answer | None:
    return dice.choice(answers) if answers and dice.random() < often else None


def _limits(service: Service) -> list[int]:
    who = service.eligibility
    parts = (who, *who.groups, *who.exclusions, *who.preferred)
    return [age for one in parts for age in (one.minimum_age, one.maximum_age) if age is not None]
