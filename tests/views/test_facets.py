"""Facets: every count is what one finds by going through all services by hand."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st

from kim.export.facets import facets_file, service_line
from kim.models.area import Area
from kim.models.location import Location
from kim.models.service import Service
from kim.notation import yaml_lines
from kim.rules.hierarchy import area_and_larger
from kim.views.facets import MOST, SHOWN, TITLES, see_facets
from kim.views.labels import ACCESS_MODES
from kim.views.options import list_marks
from kim.views.services import see_service_row
from kim.views.viewpoint import Viewpoint
from tests.making import make_catalogue

if TYPE_CHECKING:
    from kim.catalogue import Catalogue
    from kim.views.facets import FacetsView

TODAY = date(2026, 11, 21)
TAXONOMIES = {
    "topics": ("arbeit", "schule", "wohnen"),
    "target-groups": ("alle", "frauen"),
    "categories": ("regel", "sonst"),
    "languages": ("de", "ar"),
    "accessibility": ("aufzug", "stufenlos"),
}
AREAS = {"land": None, "kreis": "land", "stadt": "kreis", "dorf": "kreis", "mitte": "stadt"}
OFFICES = ("awo", "ki")
PLACES = ("haus", "hof")


def some(values: tuple[str, ...]) -> st.SearchStrategy[list[str]]:
    """Choose some of the values, each once."""
    return st.lists(st.sampled_from(values), unique=True, max_size=len(values))


services = st.fixed_dictionaries(
    {
        "name": st.sampled_from(("Äpfel", "Beratung", "Chor")),
        "organization": st.sampled_from(OFFICES),
        "topics": some(TAXONOMIES["topics"]),
        "target_groups": some(TAXONOMIES["target-groups"]),
        "categories": some(TAXONOMIES["categories"]),
        "languages": some(TAXONOMIES["languages"]),
        "service_areas": some(tuple(AREAS)),
        "locations": some(PLACES),
        "access": st.fixed_dictionaries({"modes": some(tuple(ACCESS_MODES))}),
        "valid_until": st.sampled_from(("2026-11-20", "2026-11-21", "2030-01-01")),
    }
)


features_of_places = st.lists(
    some(TAXONOMIES["accessibility"]), min_size=len(PLACES), max_size=len(PLACES)
)


def catalogue_of(records: list[dict[str, Any]], features: list[list[str]]) -> Catalogue:
    """Make a catalogue with these services and what they name."""
    files: dict[str, dict[str, Any]] = {
        f"taxonomies__{name.replace('-', '_')}": {
            "name": name,
            "terms": [{"id": term, "name": term.title()} for term in terms],
        }
        for name, terms in TAXONOMIES.items()
    }
    files |= {
        f"areas__{area}": {"name": area, "level": "gemeinde"} | ({"parent": up} if up else {})
        for area, up in AREAS.items()
    }
    files |= {f"organizations__{name}": {"name": name, "type": "welfare"} for name in OFFICES}
    for name, marks in zip(PLACES, features, strict=True):
        files[f"locations__{name}"] = {"name": name, "accessibility": marks}
    files |= {f"services__s{number}": record for number, record in enumerate(records)}
    return make_catalogue(
        **{name: "\n".join(yaml_lines(whole(said))) for name, said in files.items()}
    )


def whole(record: dict[str, Any]) -> dict[str, Any]:
    """Leave out what an author would not write: a field without a value."""
    kept = {key: whole(said) if isinstance(said, dict) else said for key, said in record.items()}
    return {key: said for key, said in kept.items() if said}


def finds(catalogue: Catalogue, service: Service, key: str, option: str) -> bool:
    """Tell from the record alone whether an option must find a service."""
    fields = {
        "thema": service.topics,
        "zielgruppe": service.target_groups,
        "kategorie": service.categories,
        "traeger": (service.organization,),
        "sprache": service.languages,
        "zugang": service.access.modes if service.access else (),
    }
    if key == "gebiet":
        return any(area in service.service_areas for area in area_and_larger(catalogue, option))
    if key == "barrierefreiheit":
        places = catalogue.all(Location)
        return any(option in places[place].accessibility for place in service.locations)
    return option in fields[key]


def see(catalogue: Catalogue, language: str = "de") -> FacetsView:
    """Show the facets of all services."""
    return see_facets(Viewpoint(catalogue, TODAY, language))


def data_of(catalogue: Catalogue, language: str = "de") -> dict[str, Any]:
    """Read the data behind the facets."""
    view = Viewpoint(catalogue, TODAY, language)
    lines = [
        service_line(see_service_row(view, service), list_marks(view, service))
        for service in catalogue.all(Service).values()
    ]
    data: dict[str, Any] = json.loads(facets_file(see_facets(view), lines, language).content)
    return data


@settings(max_examples=60)
@given(st.lists(services, max_size=6), features_of_places)
def test_counts_are_what_one_counts_by_hand(
    records: list[dict[str, Any]], features: list[list[str]]
) -> None:
    """Each option counts today's services, and an option that no service has is not offered."""
    catalogue = catalogue_of(records, features)
    all_services = catalogue.all(Service).values()
    shown = {
        (facet.key, option.id): option.service_count
        for facet in see(catalogue).facets
        for option in facet.options
    }
    options = {
        "thema": TAXONOMIES["topics"],
        "zielgruppe": TAXONOMIES["target-groups"],
        "kategorie": TAXONOMIES["categories"],
        "traeger": OFFICES,
        "gebiet": tuple(AREAS),
        "sprache": TAXONOMIES["languages"],
        "zugang": tuple(ACCESS_MODES),
        "barrierefreiheit": TAXONOMIES["accessibility"],
    }
    assert set(options) == set(TITLES)
    expected = {}
    for key, ids in options.items():
        for option in ids:
            found = [one for one in all_services if finds(catalogue, one, key, option)]
            if found:
                expected[key, option] = sum(not one.has_ended(TODAY) for one in found)
    assert shown == expected


@settings(max_examples=60)
@given(st.lists(services, max_size=6), features_of_places)
def test_the_data_lead_from_each_option_to_its_services(
    records: list[dict[str, Any]], features: list[list[str]]
) -> None:
    """The script finds by numbers what the records say in words; areas reach those inside them."""
    catalogue = catalogue_of(records, features)
    view = see(catalogue)
    data = data_of(catalogue)
    names = [(facet.key, option.id) for facet in view.facets for option in facet.options]
    for service_id, _, provider, _, _, state, options in data["services"]:
        service = catalogue.all(Service)[service_id]
        reached = {*options, *(n for one in options for n in data["smaller"].get(str(one), ()))}
        assert {names[number] for number in reached} == {
            name for name in names if finds(catalogue, service, *name)
        }
        assert data["providers"][provider] == str(service.organization)
        assert (state != 0 and state[0] == "ended") == service.has_ended(TODAY)


def test_options_stand_in_the_order_of_the_directory() -> None:
    """Terms as the taxonomy has them, providers by name, areas by number."""
    catalogue = make_catalogue(
        taxonomies__topics="{name: Themen, terms: [{id: wohnen, name: W}, {id: arbeit, name: A}]}",
        organizations__b="{name: Ärzte, type: welfare}",
        organizations__a="{name: Zebra, type: welfare}",
        areas__x="{name: Alt, level: gemeinde, number: 2}",
        areas__y="{name: Neu, level: gemeinde, number: 1}",
        services__s="{name: S, organization: a, topics: [arbeit, wohnen], service_areas: [x, y]}",
        services__t="{name: T, organization: b}",
    )
    assert [
        (facet.key, [option.id for option in facet.options]) for facet in see(catalogue).facets
    ] == [("thema", ["wohnen", "arbeit"]), ("traeger", ["b", "a"]), ("gebiet", ["y", "x"])]
    assert len(catalogue.all(Area)) == 2


def test_of_very_many_options_the_largest_are_shown_and_the_others_are_in_the_data() -> None:
    """A phone gets twenty offices; one finds the rest by their names, each by its own number."""
    offices = [f"o{number:02}" for number in range(MOST + 1)]
    with_two = offices[-SHOWN:]
    catalogue = make_catalogue(
        **{f"organizations__{one}": f"{{name: Amt {one}, type: authority}}" for one in offices},
        **{f"services__s-{one}": f"{{name: S, organization: {one}}}" for one in offices},
        **{f"services__t-{one}": f"{{name: T, organization: {one}}}" for one in with_two},
        areas__mitte="{name: Mitte, level: sozialraum}",
        services__u="{name: U, organization: o00, service_areas: [mitte]}",
    )
    # o00 now has two services as well, and comes before the last of the twenty others.
    view = see(catalogue)
    data = data_of(catalogue)
    offered = {facet.key: facet for facet in view.facets}
    shown = [option.id for option in offered["traeger"].options]
    assert shown == ["o00", *with_two[:-1]]
    rest = [one for one in offices if one not in shown]
    assert data["more"] == {"traeger": [[one, f"Amt {one}"] for one in rest]}
    names = [*shown, "mitte", *rest]
    for service_id, *_, options in data["services"]:
        service = catalogue.all(Service)[service_id]
        assert {names[number] for number in options} == {
            service.organization,
            *service.service_areas,
        }


def test_as_many_options_as_fit_are_all_shown() -> None:
    """Nobody types a name for the last few."""
    offices = [f"o{number:02}" for number in range(MOST)]
    catalogue = make_catalogue(
        **{f"organizations__{one}": f"{{name: Amt {one}, type: authority}}" for one in offices},
        **{f"services__s-{one}": f"{{name: S, organization: {one}}}" for one in offices},
    )
    (facet,) = see(catalogue).facets
    assert ([option.id for option in facet.options], facet.more) == (offices, ())


def test_german_words_in_another_language_are_marked() -> None:
    """What is not translated says that it is German."""
    catalogue = make_catalogue(
        organizations__a="{name: Amt, type: authority}",
        services__s="{name: {de: Hilfe, en: Help}, organization: a, summary: Hilft}",
    )
    data = data_of(catalogue, "en")
    assert data["providers"] == [["Amt", "de"]]
    assert data["services"] == [["s", "Help", 0, ["Hilft", "de"], "en/angebote/s/", 0, [0]]]
