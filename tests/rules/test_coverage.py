"""Who is there for what: states of cells, gaps, languages, and a naive loop over everything."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kim.models.service import Service
from kim.rules.access import topic_access
from kim.rules.coverage import coverage
from kim.rules.gaps import find_gaps
from kim.rules.hierarchy import term_tree
from kim.rules.ways import ways_into
from tests.rules.town import AREAS, GROUPS, TOPICS, make_town, services

if TYPE_CHECKING:
    from kim.catalogue import Catalogue
    from kim.rules.coverage import State

TODAY = date(2022, 7, 1)
WHOLE = "topics: [wohnen], target_groups: [neue], service_areas: [stadt], method: beratung"


def state(catalogue: Catalogue, topic: str, group: str, area: str, on: date = TODAY) -> State:
    """Give the state of one cell."""
    return coverage(catalogue, on).cell(topic, group, area).state


@pytest.mark.parametrize(
    ("service", "cell", "expected"),
    [
        ("topics: [wohnen]", ("wohnen", "vereine", "nord"), "one"),
        ("topics: [wohnen]", ("arbeit", "alle", "stadt"), "nobody"),
        ("topics: [ausbildung]", ("arbeit", "alle", "stadt"), "one"),
        ("topics: [arbeit]", ("ausbildung", "alle", "stadt"), "nobody"),
        ("target_groups: [neue]", ("wohnen", "neue", "stadt"), "nobody"),
        ("topics: [wohnen], target_groups: [alle]", ("wohnen", "neue", "stadt"), "one"),
        ("topics: [wohnen], target_groups: [neue]", ("wohnen", "alle", "stadt"), "part"),
        ("topics: [wohnen], target_groups: [neue]", ("wohnen", "frauen", "stadt"), "nobody"),
        ("topics: [wohnen], service_areas: [land]", ("wohnen", "alle", "nord"), "one"),
        ("topics: [wohnen], service_areas: [stadt]", ("wohnen", "alle", "nord"), "one"),
        ("topics: [wohnen], service_areas: [nord]", ("wohnen", "alle", "stadt"), "part"),
        ("topics: [wohnen], service_areas: [nord]", ("wohnen", "alle", "sued"), "nobody"),
        ("topics: [wohnen], valid_until: 2022-06-30", ("wohnen", "alle", "stadt"), "nobody"),
        ("topics: [wohnen], valid_from: 2022-07-01", ("wohnen", "alle", "stadt"), "one"),
        (
            "topics: [wohnen, arbeit], eligibility: {groups: [{topics: [arbeit]}]}",
            ("wohnen", "alle", "stadt"),
            "nobody",
        ),
        (
            "topics: [arbeit], eligibility: {groups: [{topics: [ausbildung]}]}",
            ("arbeit", "alle", "stadt"),
            "one",
        ),
        (
            "topics: [wohnen], eligibility: {groups: [{valid_from: 2022-07-02}]}",
            ("wohnen", "alle", "stadt"),
            "nobody",
        ),
    ],
)
def test_one_service_serves_a_cell_or_not(
    service: str, cell: tuple[str, str, str], expected: State
) -> None:
    """Topics, groups and areas with parents, and days."""
    assert state(make_town(services(a=service)), *cell) == expected


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("", "", "overlap"),
        (", eligibility: {maximum_age: 26}", ", eligibility: {minimum_age: 27}", "several"),
        (", eligibility: {maximum_age: 27}", ", eligibility: {minimum_age: 27}", "overlap"),
        (
            ", eligibility: {residence_status: [duldung]}",
            ", eligibility: {residence_status: [erlaubnis]}",
            "several",
        ),
        (
            ", eligibility: {residence_status: [duldung]}",
            ", eligibility: {residence_status: [offen]}",
            "overlap",
        ),
        (
            ", eligibility: {length_of_stay: [new]}",
            ", eligibility: {length_of_stay: [longer]}",
            "several",
        ),
        (
            ", eligibility: {groups: [{maximum_age: 17}, {minimum_age: 60}]}",
            ", eligibility: {minimum_age: 18, maximum_age: 59}",
            "several",
        ),
        (
            ", eligibility: {groups: [{maximum_age: 17}, {minimum_age: 59}]}",
            ", eligibility: {minimum_age: 18, maximum_age: 59}",
            "overlap",
        ),
        (
            ", eligibility: {length_of_stay: [new], groups: [{minimum_age: 18}]}",
            ", eligibility: {length_of_stay: [longer]}",
            "several",
        ),
        (
            ", eligibility: {residence_status: [duldung], groups: [{minimum_age: 18}]}",
            ", eligibility: {residence_status: [erlaubnis], groups: [{maximum_age: 18}]}",
            "several",
        ),
        (
            ", eligibility: {groups: [{length_of_stay: [new]}]}",
            ", eligibility: {length_of_stay: [new]}",
            "overlap",
        ),
        (
            ", eligibility: {minimum_age: 30, groups: [{maximum_age: 20}]}",
            ", eligibility: {maximum_age: 99}",
            "several",
        ),
        (", delimitations: [{service: b, description: Sonst B}]", "", "distinct"),
        ("", ", delimitations: [{service: a, description: Sonst A}]", "distinct"),
    ],
)
def test_two_of_one_method(first: str, second: str, expected: State) -> None:
    """Ages, papers, stays and groups keep people apart; a delimitation says who does what."""
    catalogue = make_town(services(a=WHOLE + first, b=WHOLE + second))
    assert state(catalogue, "wohnen", "neue", "stadt") == expected


def test_other_and_unstated_methods_are_not_the_same() -> None:
    """What is not stated is unknown, not equal."""
    bare = WHOLE.partition(", method")[0]
    catalogue = make_town(services(a=WHOLE, b=f"{bare}, method: kurs", c=bare, d=bare))
    cell = coverage(catalogue, TODAY).cell("wohnen", "neue", "nord")
    assert (cell.state, cell.wholly.bit_count()) == ("several", 4)


def test_an_overlap_can_be_intended() -> None:
    """Of three, all pairs must be intended or told apart; the most open pair counts."""
    texts = services(
        a=WHOLE, b=WHOLE, c=f"{WHOLE}, delimitations: [{{service: a, description: B}}]"
    )
    meant = [{"services": ["a", "b"], "reason": "Freie Wahl"}]
    assert state(make_town(texts, intended_overlaps=meant), "wohnen", "neue", "stadt") == "overlap"
    meant = [{"services": ["a", "b", "c"], "reason": "Freie Wahl"}]
    assert state(make_town(texts, intended_overlaps=meant), "wohnen", "neue", "stadt") == "intended"


@pytest.mark.parametrize(
    ("other", "partners"),
    [
        (WHOLE, ("b", "c")),
        (WHOLE.replace("[wohnen]", "[wohnen, arbeit]"), ("b", "c")),
        (WHOLE.replace("[wohnen]", "[arbeit]"), ("c",)),
        (WHOLE.replace("[neue]", "[frauen]"), ("c",)),
        (WHOLE.replace("[neue]", "[alle]"), ("b", "c")),
        (WHOLE.replace("[stadt]", "[ort]"), ("c",)),
        (WHOLE.replace("[stadt]", "[nord]"), ("b", "c")),
        (WHOLE.replace("beratung", "kurs"), ("c",)),
        (f"{WHOLE}, valid_until: 2022-06-30", ("c",)),
        (f"{WHOLE}, valid_until: 2022-07-01", ("b", "c")),
    ],
)
def test_who_is_meant_to_do_the_same_in_one_place(other: str, partners: tuple[str, ...]) -> None:
    """Services of one set that share topic, group and area; the rest of the set is no partner."""
    meant = [{"services": ["a", "b", "c"], "reason": "Freie Wahl"}]
    town = make_town(services(a=WHOLE, b=other, c=WHOLE, d=WHOLE), intended_overlaps=meant)
    found = coverage(town, TODAY)
    assert found.intended_with("a") == partners
    assert found.intended_with("c") == ("a", *(set(partners) - {"c"}))
    assert found.intended_with("d") == ()


def test_all_who_do_the_same_are_told_by_kind() -> None:
    """Each pair has one kind; who belongs to a pair stands there."""
    texts = services(
        a=WHOLE,
        b=WHOLE,
        c=f"{WHOLE}, delimitations: [{{service: b, description: B}}]",
        d=WHOLE.replace("beratung", "kurs"),
    )
    meant = [{"services": ["a", "b"], "reason": "Freie Wahl"}]
    found = coverage(make_town(texts, intended_overlaps=meant), TODAY)
    cell = found.cell("wohnen", "neue", "stadt")
    assert [
        (same.method, same.kind, [one.id for one in found.index.members(same.members)])
        for same in found.overlaps.same(cell.wholly)
    ] == [
        ("beratung", "overlap", ["a", "c"]),
        ("beratung", "distinct", ["b", "c"]),
        ("beratung", "intended", ["a", "b"]),
    ]


def test_two_of_whom_nobody_says_anything_are_told_once() -> None:
    """Both of them, as an overlap and as nothing else."""
    found = coverage(make_town(services(a=WHOLE, b=WHOLE)), TODAY)
    cell = found.cell("wohnen", "neue", "stadt")
    assert found.overlaps.same(cell.wholly) == (("beratung", "overlap", 0b11),)


def test_a_cell_says_who_names_the_group() -> None:
    """The group itself or a part of it; who is there for everybody does not."""
    town = make_town(
        services(
            a="topics: [wohnen]",
            b="topics: [wohnen], target_groups: [alle]",
            c="topics: [wohnen], target_groups: [alle, neue], service_areas: [stadt]",
            d="topics: [wohnen], target_groups: [vereine]",
        )
    )
    found = coverage(town, TODAY)
    cell = found.cell("wohnen", "alle", "stadt")
    assert [one.id for one in found.index.members(cell.wholly)] == ["a", "b", "c"]
    assert [one.id for one in found.index.members(cell.own)] == ["b", "c"]
    narrow = found.cell("wohnen", "neue", "nord")
    assert [one.id for one in found.index.members(narrow.own)] == ["c"]


def test_gaps_are_told_by_topic_and_worst_first() -> None:
    """Nobody at all, then the home page's topics, then the whole area before its parts."""
    catalogue = make_town(
        services(
            a="topics: [wohnen], target_groups: [alle], service_areas: [nord]",
            b="topics: [wohnen], target_groups: [vereine]",
            c="topics: [ausbildung], target_groups: [neue, vereine]",
            d="topics: [arbeit], target_groups: [frauen], service_areas: [nord]",
        )
    )
    gaps = find_gaps(coverage(catalogue, TODAY), ("wohnen",))
    assert [tuple(gap) for gap in gaps.topics] == [
        ("wohnen", ("sued",), ("alle",), ("vereine",), False),
        ("ausbildung", ("stadt",), ("frauen",), ("neue", "vereine"), False),
        ("arbeit", ("sued",), ("frauen",), ("neue", "vereine"), False),
    ]


def test_a_topic_without_anybody_comes_first() -> None:
    """It names the broadest groups only."""
    catalogue = make_town(services(a="topics: [arbeit], target_groups: [alle]"))
    gaps = find_gaps(coverage(catalogue, TODAY), ("arbeit",))
    assert [tuple(gap) for gap in gaps.topics] == [
        ("ausbildung", ("stadt",), ("alle", "vereine"), (), True),
        ("wohnen", ("stadt",), ("alle", "vereine"), (), True),
    ]
    assert gaps.groups == (("vereine", ()),)


def test_a_group_with_few_topics_is_told_once() -> None:
    """It is no gap of every topic it has none in."""
    texts = {
        name: f"topics: [{topic}], target_groups: [alle]"
        for name, topic in zip("abc", TOPICS, strict=True)
    }
    catalogue = make_town(services(**texts, d="topics: [wohnen], target_groups: [vereine]"))
    gaps = find_gaps(coverage(catalogue, TODAY))
    assert gaps == ((), (("vereine", ("wohnen",)),))


def test_languages_and_access_count_what_is_not_stated_apart() -> None:
    """Unknown is not missing."""
    places = {
        "locations__laut": "{name: Laut, accessibility: [stufenlos]}",
        "locations__stumm": "{name: Stumm}",
    }
    texts = services(
        a="topics: [wohnen], languages: [de, ar], locations: [stumm, laut]",
        b="topics: [wohnen], interpreting: Auf Anfrage, locations: [stumm]",
        c="topics: [wohnen], languages: [de]",
    )
    catalogue = make_town(places | texts)
    access = topic_access(catalogue, coverage(catalogue, TODAY))
    assert access["wohnen"] == (3, 2, {"de": 2, "ar": 1}, 1, 1, 1, 1)
    assert access["arbeit"] == (0, 0, {}, 0, 0, 0, 0)


def test_a_site_without_groups_or_an_area_has_no_cells() -> None:
    """Nothing is reckoned from nothing."""
    catalogue = make_town(services(a="topics: [wohnen]"), area="nirgends")
    found = coverage(catalogue, TODAY)
    assert list(found.cells()) == []
    assert found.bare_areas("wohnen", "alle") == ()
    assert list(coverage(replace(catalogue, site=None), TODAY).cells()) == []


@st.composite
def written(draw: st.DrawFn) -> str:
    """Write one service with any of the limits."""
    lists = {"topics": TOPICS, "target_groups": GROUPS, "service_areas": (*AREAS, "land", "ort")}
    parts = [
        f"{name}: [{', '.join(draw(st.lists(st.sampled_from(words), unique=True, max_size=3)))}]"
        for name, words in lists.items()
    ]
    method = draw(st.sampled_from(("", "beratung", "kurs")))
    parts += [f"method: {method}"] if method else []
    until = draw(st.sampled_from(("", "2022-06-30", "2022-07-01")))
    parts += [f"valid_until: {until}"] if until else []
    limits = st.sampled_from(
        (
            "{minimum_age: 18}",
            "{maximum_age: 18}",
            "{maximum_age: 17}",
            "{residence_status: [offen]}",
            "{residence_status: [erlaubnis], length_of_stay: [new]}",
            "{groups: [{minimum_age: 60}, {residence_status: [duldung], topics: [wohnen]}]}",
            "{}",
        )
    )
    return ", ".join((*parts, f"eligibility: {draw(limits)}"))


def above(catalogue: Catalogue, taxonomy: str, name: str) -> set[str]:
    """Give a name and all broader ones."""
    return set(term_tree(catalogue, taxonomy).up(name))


def naive_state(catalogue: Catalogue, topic: str, group: str, area: str) -> State:
    """Look at every service and every pair, as the docstrings say it."""
    areas = {"stadt": {"stadt", "land"}, "nord": {"nord", "stadt", "land"}}.get(
        area, {"sued", "stadt", "land"}
    )
    smaller = {"stadt": {"stadt", "nord", "sued"}}.get(area, {area})
    broader = above(catalogue, "target-groups", group)
    narrower = {name for name in GROUPS if group in above(catalogue, "target-groups", name)}
    wholly, partly = [], []
    for service in catalogue.all(Service).values():
        about = any(
            topic in above(catalogue, "topics", name) and is_open(catalogue, service, name)
            for name in service.topics
        )
        if not about or not service.is_valid_on(TODAY):
            continue
        groups, places = set(service.target_groups), set(service.service_areas)
        if (not groups or groups & broader) and (not places or places & areas):
            wholly.append(service)
        if (not groups or groups & (broader | narrower)) and (
            not places or places & (areas | smaller)
        ):
            partly.append(service)
    if not wholly:
        return "part" if partly else "nobody"
    if len(wholly) == 1:
        return "one"
    same = any(is_same(catalogue, one, other) for one, other in combinations(wholly, 2))
    return "overlap" if same else "several"


def is_open(catalogue: Catalogue, service: Service, topic: str) -> bool:
    """Tell whether one of the groups is for this topic."""
    groups = service.eligibility.groups
    return not groups or any(
        not group.topics
        or any(
            name in above(catalogue, "topics", topic) or topic in above(catalogue, "topics", name)
            for name in group.topics
        )
        for group in groups
    )


def is_same(catalogue: Catalogue, one: Service, other: Service) -> bool:
    """Tell whether two services do the same for the same people, way by way."""
    statuses = term_tree(catalogue, "residence-status")
    ways = [ways_into(service, TODAY, statuses) for service in (one, other)]
    meets = any(first.meets(second) for first in ways[0] for second in ways[1])
    return one.method is not None and one.method == other.method and meets


@pytest.mark.promise("coverage-exact")
@settings(max_examples=60)
@given(st.lists(written(), max_size=6))
def test_the_grid_equals_a_naive_loop(texts: list[str]) -> None:
    """Bits and indexes give what looking at everything gives; the order of records is nothing."""
    names = "abcdef"[: len(texts)]
    catalogue = make_town(services(**dict(zip(names, texts, strict=True))))
    turned = make_town(services(**dict(zip(names, reversed(texts), strict=True))))
    found = {cell[:3]: cell.state for cell in coverage(catalogue, TODAY).cells()}
    assert found == {
        (topic, group, area): naive_state(catalogue, topic, group, area)
        for topic in TOPICS
        for group in GROUPS
        for area in AREAS
    }
    assert {cell[:3]: cell.state for cell in coverage(turned, TODAY).cells()} == found
