"""Eligibility on sites and cases nobody thought of: what must hold whatever the records say."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kim.rules.eligibility import FITS, Case, services_for
from tests.making import make_catalogue
from tests.rules.test_eligibility import TERMS
from tests.sizes import sized

DAY = date(2022, 7, 1)
PARENTS = {
    "kita": "familie",
    "duldung": "offen",
    "gestattung": "offen",
    "allein": "familie",
    "stadt": "land",
    "nord": "stadt",
    "ort": "land",
}
TOPICS = ("familie", "kita", "arbeit")
STATUSES = ("offen", "duldung", "gestattung", "erlaubnis")
SITUATIONS = ("familie", "allein", "pflege", "ankommen")
AREAS = ("land", "stadt", "nord", "ort")
STAYS = ("new", "longer")
LANGUAGES = ("de", "ar")
DAYS = ("2022-06-30", "2022-07-01", "2022-07-02")


def some(names: tuple[str, ...]) -> st.SearchStrategy[list[str]]:
    """Draw up to two names."""
    return st.lists(st.sampled_from(names), max_size=2, unique=True)


AGES = st.sampled_from((12, 17, 18, 27, 28, 65))
CRITERIA = {
    "minimum_age": AGES,
    "maximum_age": AGES,
    "residence_status": some(STATUSES),
    "length_of_stay": some(STAYS),
    "life_situations": some(SITUATIONS),
}
PERIOD = {"valid_from": st.sampled_from(DAYS), "valid_until": st.sampled_from(DAYS)}
GROUP = st.fixed_dictionaries({}, optional={**CRITERIA, **PERIOD, "topics": some(TOPICS)})
EXCLUSION = st.fixed_dictionaries(
    {}, optional={**CRITERIA, "topics": some(TOPICS), "only": st.sampled_from(("ja", "nein"))}
)
WHO = st.fixed_dictionaries(
    {},
    optional={
        **CRITERIA,
        "groups": st.lists(GROUP, max_size=3),
        "exclusions": st.lists(EXCLUSION, max_size=2),
        "preferred": st.lists(st.fixed_dictionaries({}, optional=CRITERIA), max_size=2),
    },
)
SERVICE = st.fixed_dictionaries(
    {"name": st.sampled_from("abAB"), "organization": st.just("awo"), "eligibility": WHO},
    optional={
        **PERIOD,
        "topics": some(TOPICS),
        "service_areas": some(AREAS),
        "languages": some(LANGUAGES),
        "successor": st.sampled_from(("a0", "a1", "a2")),
    },
)
SITE = st.lists(SERVICE, min_size=3, max_size=4)
CASE = st.builds(
    Case,
    age=st.none() | AGES,
    status=st.none() | st.sampled_from(STATUSES),
    stay=st.none() | st.sampled_from(STAYS),
    situations=st.frozensets(st.sampled_from(SITUATIONS), max_size=2),
    topic=st.none() | st.sampled_from(TOPICS),
    area=st.none() | st.sampled_from(AREAS),
    language=st.none() | st.sampled_from(LANGUAGES),
)
thorough = settings(max_examples=sized(60, 2000), suppress_health_check=[HealthCheck.too_slow])


def answers(site: list[dict[str, Any]], case: Case) -> list[tuple[str, str]]:
    """Ask a site and give the services with their fit, best first."""
    return [(match.service, match.fit) for match in ask(site, case)]


def ask(site: list[dict[str, Any]], case: Case) -> tuple[Any, ...]:
    """Make a site's catalogue and ask it."""
    files = {f"services__a{number}": json.dumps(text) for number, text in enumerate(site)}
    return services_for(make_catalogue(**TERMS, **files), case, DAY)


def upwards(name: str) -> list[str]:
    """List a name and all above it."""
    return [name, *(upwards(PARENTS[name]) if name in PARENTS else [])]


def takes_in(listed: list[str], name: str | None) -> bool | None:
    """Tell whether a list takes in a name; None where that is not known."""
    if not listed:
        return True
    if name is None:
        return None
    if set(upwards(name)) & set(listed):
        return True
    return None if any(name in upwards(one) for one in listed) else False


def naive_criteria(who: dict[str, Any], case: Case) -> list[bool | None]:
    """Judge each of the criteria."""
    low, high = who.get("minimum_age", 0), who.get("maximum_age", 120)
    situations = who.get("life_situations", [])
    held = [takes_in(situations, one) for one in case.situations or [None]]
    return [
        (low, high) == (0, 120) or (None if case.age is None else low <= case.age <= high),
        takes_in(who.get("residence_status", []), case.status),
        naive_stay(who, case),
        True if True in held else None if None in held else False,
    ]


def naive_stay(who: dict[str, Any], case: Case) -> bool | None:
    """Judge the length of stay; whoever names both still asks."""
    stays = who.get("length_of_stay")
    if not stays:
        return True
    return None if case.stay is None else case.stay in stays


def naive_topic(who: dict[str, Any], case: Case) -> bool | None:
    """Tell whether a part is about the topic, or a part of it."""
    topics = who.get("topics", [])
    if not topics or case.topic is None:
        return None if topics else True
    return any(case.topic in upwards(topic) for topic in topics)


def naive_excluded(who: dict[str, Any], case: Case) -> bool:
    """Tell whether one of the exclusions surely applies."""
    return any(
        all(
            one is True
            for one in (
                *naive_criteria(exclusion, case),
                naive_topic(exclusion, case),
                exclusion.get("only") != "ja" or naive_only(exclusion, case),
            )
        )
        for exclusion in who.get("exclusions", [])
    )


def naive_only(exclusion: dict[str, Any], case: Case) -> bool:
    """Tell whether the case names situations, and none but those of the exclusion."""
    listed = exclusion.get("life_situations", [])
    inside = [bool(set(upwards(one)) & set(listed)) for one in case.situations]
    return bool(inside) and all(inside)


def naive_day(part: dict[str, Any], *, taken_over: bool) -> tuple[list[bool], list[bool]]:
    """Give what speaks against on the day: what time would mend, and what it would not."""
    if str(DAY) < part.get("valid_from", ""):
        return [False], []
    if part.get("valid_until", str(DAY)) < str(DAY):
        return ([False], []) if taken_over else ([], [False])
    return [], []


def naive_fit(site: list[dict[str, Any]], service: dict[str, Any], case: Case) -> str | None:
    """Judge one service by looking at everything; None where it is not listed at all."""
    about = any(case.topic in upwards(topic) for topic in service.get("topics", []))
    areas = service.get("service_areas", [])
    area = takes_in(areas, case.area) if areas and case.area else True
    if (case.topic and not about) or area is False:
        return None
    who, languages = service["eligibility"], service.get("languages")
    mended, final = naive_day(service, taken_over=naive_heir(site, service))
    final = [*final, *([False] if naive_excluded(who, case) else [])]
    foreign = bool(case.language and languages and case.language not in languages)
    fits = []
    for group in who.get("groups", []) or [{}]:
        later, over = naive_day(group, taken_over=False)
        soft = [*mended, *later, *naive_criteria(who, case), *naive_criteria(group, case)]
        hard = [*final, *over, naive_topic(group, case)]
        fits.append(naive_verdict(soft, hard, [*soft, *hard, area, None if foreign else True]))
    return min(fits, key=FITS.index)


def naive_heir(site: list[dict[str, Any]], service: dict[str, Any]) -> bool:
    """Tell whether somebody in the line of successors is there on the day."""
    seen: list[str] = []
    while (name := service.get("successor")) and name not in seen:
        seen.append(name)
        service = site[int(name[1:])]
        if service.get("valid_from", "") <= str(DAY) <= service.get("valid_until", "9"):
            return True
    return False


def naive_verdict(soft: list[Any], hard: list[Any], everything: list[Any]) -> Any:
    """Count what speaks against."""
    against = soft.count(False)
    if False in hard or against > 1:
        return "no"
    if against:
        return "nearly"
    return "maybe" if None in everything else "fits"


@thorough
@given(SITE, CASE)
def test_it_is_what_looking_at_everything_gives(site: list[dict[str, Any]], case: Case) -> None:
    """The index leaves out nothing and adds nothing."""
    found = dict(answers(site, case))
    judged = {f"a{number}": naive_fit(site, one, case) for number, one in enumerate(site)}
    assert found == {name: fit for name, fit in judged.items() if fit}


@pytest.mark.promise("unsaid-shuts-nobody-out")
@thorough
@given(SITE, CASE, st.sampled_from(Case._fields))
def test_leaving_something_unsaid_shuts_nobody_out(
    site: list[dict[str, Any]], case: Case, field: str
) -> None:
    """Less said: nothing that fits or might fit is lost, and what is listed never gets hopeless."""
    told, silent = dict(answers(site, case)), dict(answers(site, _without(case, field)))
    for service, fit in told.items():
        if fit in {"fits", "maybe"}:
            assert silent[service] in {"fits", "maybe"}
        elif fit == "nearly":
            assert silent[service] != "no"


@thorough
@given(SITE, CASE, st.sampled_from(Case._fields))
def test_saying_more_opens_nothing_that_was_shut(
    site: list[dict[str, Any]], case: Case, field: str
) -> None:
    """What was shut stays shut; what is new among those that fit might have fitted before."""
    told, silent = dict(answers(site, case)), dict(answers(site, _without(case, field)))
    fitting = {service for service, fit in told.items() if fit == "fits"}
    assert {silent[service] for service in fitting} <= {"fits", "maybe"}


@thorough
@given(SITE, CASE, st.randoms(use_true_random=False))
def test_the_order_of_files_does_not_matter(
    site: list[dict[str, Any]], case: Case, chance: Any
) -> None:
    """Same records in another order, same answer; and the same again."""
    files = {f"services__a{number}": json.dumps(text) for number, text in enumerate(site)}
    mixed = list(files.items())
    chance.shuffle(mixed)
    there = services_for(make_catalogue(**TERMS, **dict(mixed)), case, DAY)
    assert there == ask(site, case)


@thorough
@given(SITE, CASE)
def test_the_order_is_the_one_promised(site: list[dict[str, Any]], case: Case) -> None:
    """By fit, then rank, then name, then id; every service once, with a reason each."""
    matches = ask(site, case)
    names = {f"a{number}": text["name"].casefold() for number, text in enumerate(site)}
    keys = [
        (FITS.index(one.fit), *(-part for part in one.rank), names[one.service], one.service)
        for one in matches
    ]
    assert keys == sorted(keys)
    assert len({one.service for one in matches}) == len(matches)


@thorough
@given(SITE, CASE)
def test_a_fit_follows_from_its_reasons(site: list[dict[str, Any]], case: Case) -> None:
    """Nothing speaks against what fits; exactly one thing against a near miss, and it is named."""
    for match in ask(site, case):
        said = [one for one in match.reasons if one.criterion not in {"priority", "language"}]
        against = [one.criterion for one in said if one.is_met is False]
        unsaid = [one for one in said if one.is_met is None and one.criterion != "exclusion"]
        if match.fit in {"fits", "maybe"}:
            assert against == []
        if match.fit == "fits":
            assert unsaid == []
        if match.fit == "nearly":
            assert len(against) == 1
            assert against[0] in {"age", "status", "stay", "situation", "valid"}
        if match.fit == "no":
            assert against


def _without(case: Case, field: str) -> Case:
    return case._replace(**{field: Case._field_defaults[field]})


def test_the_cases_are_worth_asking() -> None:
    """The strategies reach every fit; a test of nothing would pass as well."""
    seen: set[str] = set()

    @settings(max_examples=150, database=None, derandomize=True)
    @given(SITE, CASE)
    def look(site: list[dict[str, Any]], case: Case) -> None:
        seen.update(fit for _, fit in answers(site, case))

    look()
    assert seen == set(FITS)


pytestmark = [pytest.mark.sized, pytest.mark.slow]
