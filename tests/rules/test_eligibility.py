"""Who may come where, and why: each criterion, groups, exclusions, days, order."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from kim.models.service import Criteria, Group
from kim.rules.criteria import Case, Reason, list_asked, named_in
from kim.rules.eligibility import services_for
from tests.making import make_catalogue

if TYPE_CHECKING:
    from kim.catalogue import Catalogue
    from kim.rules.eligibility import Match

TODAY = date(2022, 7, 1)
TERMS = {
    "organizations__awo": "{name: AWO, type: welfare}",
    "taxonomies__topics": """
        name: Themen
        terms:
          - {id: familie, name: Familie}
          - {id: kita, name: Kita, parent: familie}
          - {id: arbeit, name: Arbeit}
        """,
    "taxonomies__residence_status": """
        name: Aufenthaltsstatus
        terms:
          - {id: offen, name: Nicht gesichert}
          - {id: duldung, name: Duldung, parent: offen}
          - {id: gestattung, name: Gestattung, parent: offen}
          - {id: erlaubnis, name: Erlaubnis}
        """,
    "taxonomies__life_situations": """
        name: Lebenslagen
        terms:
          - {id: familie, name: Familie}
          - {id: allein, name: Alleinerziehend, parent: familie}
          - {id: pflege, name: Pflege}
          - {id: ankommen, name: Ankommen}
        """,
    "taxonomies__languages": """
        name: Sprachen
        terms:
          - {id: de, name: Deutsch}
          - {id: ar, name: Arabisch}
        """,
    "areas__land": "{name: Land, level: land}",
    "areas__stadt": "{name: Stadt, level: kreisfreie_stadt, parent: land}",
    "areas__nord": "{name: Nord, level: sozialraum, parent: stadt}",
    "areas__ort": "{name: Ort, level: gemeinde, parent: land}",
}


def site_of(**services: str) -> Catalogue:
    """Make a site of services, each written as one YAML mapping."""
    files = {f"services__{name}": text for name, text in services.items()}
    return make_catalogue(**TERMS, **files)


def judge(who: str, case: Case, on: date = TODAY, more: str = "") -> Match:
    """Judge the only service of a site."""
    text = f"{{name: A, organization: awo, eligibility: {{{who}}}{more}}}"
    (match,) = services_for(site_of(a=text), case, on)
    return match


def told(match: Match) -> dict[str, bool | None]:
    """Give whether each criterion is met."""
    return {reason.criterion: reason.is_met for reason in match.reasons}


@pytest.mark.parametrize(
    ("who", "case", "fit"),
    [
        ("", {}, "fits"),
        ("minimum_age: 18", {"age": 18}, "fits"),
        ("minimum_age: 18", {"age": 17}, "nearly"),
        ("maximum_age: 27", {"age": 27}, "fits"),
        ("maximum_age: 27", {"age": 28}, "nearly"),
        ("minimum_age: 0", {"age": 0}, "fits"),
        ("minimum_age: 18", {}, "maybe"),
        ("residence_status: [duldung]", {"status": "duldung"}, "fits"),
        ("residence_status: [duldung]", {"status": "gestattung"}, "nearly"),
        ("residence_status: [offen]", {"status": "duldung"}, "fits"),
        ("residence_status: [duldung]", {"status": "offen"}, "maybe"),
        ("residence_status: [duldung]", {}, "maybe"),
        ("length_of_stay: [new]", {"stay": "new"}, "fits"),
        ("length_of_stay: [new]", {"stay": "longer"}, "nearly"),
        ("length_of_stay: [new, longer]", {"stay": "longer"}, "fits"),
        ("life_situations: [familie]", {"situations": {"pflege", "familie"}}, "fits"),
        ("life_situations: [familie]", {"situations": {"allein"}}, "fits"),
        ("life_situations: [allein]", {"situations": {"familie"}}, "maybe"),
        ("life_situations: [familie]", {"situations": {"pflege"}}, "nearly"),
        ("life_situations: [familie]", {}, "maybe"),
        ("minimum_age: 18, length_of_stay: [new]", {"age": 3, "stay": "longer"}, "no"),
        ("minimum_age: 18, length_of_stay: [new]", {"age": 3}, "nearly"),
    ],
)
def test_each_criterion_restricts_by_itself(who: str, case: dict[str, Any], fit: str) -> None:
    """Met, one thing different, two things different, unsaid."""
    said = {**case, "situations": frozenset(case.get("situations", ()))}
    assert judge(who, Case(**said)).fit == fit


def test_an_open_service_says_so() -> None:
    """No criteria at all is a reason of its own."""
    assert judge("", Case(age=3)).reasons == (Reason("no-limits", is_met=True),)
    assert "no-limits" not in told(judge("exclusions: [{minimum_age: 65}]", Case(age=3)))


def test_reasons_carry_what_the_record_says() -> None:
    """Enough to put into words without asking the record again."""
    who = "minimum_age: 18, maximum_age: 27, residence_status: [duldung, gestattung]"
    assert judge(who, Case(age=30, status="duldung")).reasons == (
        Reason("age", is_met=False, oldest=27),
        Reason("status", is_met=True, terms=("duldung", "gestattung")),
    )


@pytest.mark.parametrize(
    ("case", "is_met", "limits"),
    [
        (Case(), None, {"youngest": 18, "oldest": 27}),
        (Case(age=17), False, {"youngest": 18}),
        (Case(age=18), True, {"youngest": 18, "oldest": 27}),
        (Case(age=27), True, {"youngest": 18, "oldest": 27}),
        (Case(age=28), False, {"oldest": 27}),
    ],
)
def test_of_the_years_only_the_limit_that_stands_against_is_named(
    case: Case, *, is_met: bool | None, limits: dict[str, int]
) -> None:
    """Of the service itself and of a group of it."""
    who = "minimum_age: 18, maximum_age: 27"
    assert judge(who, case).reasons == (Reason("age", is_met=is_met, **limits),)
    (found,) = judge(f"groups: [{{{who}}}]", case).reasons
    assert found == Reason("age", is_met=is_met, **limits, group=0)


GROUPS = """groups: [
    {life_situations: [pflege]},
    {maximum_age: 27, residence_status: [duldung], valid_from: 2022-07-01},
]"""


@pytest.mark.parametrize(
    ("case", "on", "fit", "group"),
    [
        (Case(situations=frozenset({"pflege"})), TODAY, "fits", 0),
        (Case(age=20, status="duldung"), TODAY, "fits", 1),
        (Case(age=20), TODAY, "maybe", 1),
        (Case(age=30, status="duldung", situations=frozenset({"familie"})), TODAY, "nearly", 1),
        (Case(age=30, status="erlaubnis", situations=frozenset({"familie"})), TODAY, "nearly", 0),
        (Case(age=20, status="duldung"), date(2022, 6, 30), "maybe", 0),
        (
            Case(age=20, status="duldung", situations=frozenset({"familie"})),
            date(2022, 6, 30),
            "nearly",
            1,
        ),
    ],
)
def test_one_group_suffices(case: Case, on: date, fit: str, group: int) -> None:
    """The group that suits best is the one that is told; its period counts."""
    match = judge(GROUPS, case, on)
    assert match.fit == fit
    assert {reason.group for reason in match.reasons} == {group}


def test_of_groups_that_might_fit_the_one_with_fewest_questions_is_told() -> None:
    """Rather one thing to ask than two things known and two to ask."""
    who = """groups: [
        {minimum_age: 18, residence_status: [duldung], length_of_stay: [new],
         life_situations: [pflege]},
        {life_situations: [familie]},
    ]"""
    match = judge(who, Case(age=20, status="duldung"))
    assert match.reasons == (Reason("situation", is_met=None, terms=("familie",), group=1),)


def test_a_group_holds_on_its_last_day() -> None:
    """As a record does."""
    match = judge("groups: [{valid_until: 2022-07-01}]", Case())
    assert match.reasons == (Reason("valid", is_met=True, last=TODAY, group=0),)
    assert match.fit == "fits"


def test_what_holds_for_all_holds_for_groups_too() -> None:
    """The service's own age limits every group."""
    who = "maximum_age: 65, groups: [{life_situations: [pflege]}]"
    match = judge(who, Case(age=70, situations=frozenset({"pflege"})))
    assert (match.fit, told(match)) == ("nearly", {"age": False, "situation": True})


def test_a_group_that_is_over_is_no_near_miss() -> None:
    """Nothing a person could change opens it again."""
    match = judge("groups: [{valid_until: 2022-06-30}]", Case())
    assert match.fit == "no"
    assert match.reasons == (Reason("valid", is_met=False, last=date(2022, 6, 30), group=0),)


def test_a_group_can_be_about_a_topic_only() -> None:
    """With another topic it does not count; with none it depends."""
    who, more = "groups: [{topics: [arbeit]}]", ", topics: [arbeit, kita]"
    assert judge(who, Case(topic="arbeit"), more=more).fit == "fits"
    assert judge(who, Case(topic="kita"), more=more).fit == "no"
    assert judge(who, Case(), more=more).fit == "maybe"


ONLY = "exclusions: [{length_of_stay: [new], life_situations: [ankommen], only: ja}]"


@pytest.mark.parametrize(
    ("case", "fit", "said"),
    [
        (Case(stay="new", situations=frozenset({"ankommen"})), "no", False),
        (Case(stay="new", situations=frozenset({"ankommen", "pflege"})), "fits", ...),
        (Case(stay="longer", situations=frozenset({"ankommen"})), "fits", ...),
        (Case(stay="longer"), "fits", ...),
        (Case(stay="new"), "fits", None),
        (Case(), "fits", None),
    ],
)
def test_an_exclusion_needs_all_it_names(case: Case, fit: str, said: object) -> None:
    """Whoever surely meets all of it is not right here; with 'only', nothing else is named."""
    match = judge(ONLY, case)
    assert (match.fit, told(match).get("exclusion", ...)) == (fit, said)


def test_without_only_more_situations_exclude_too() -> None:
    """Who lives in a shelter and has a family still lives in a shelter."""
    match = judge(
        ONLY.replace(", only: ja", ""),
        Case(stay="new", situations=frozenset({"ankommen", "pflege"})),
    )
    assert match.fit == "no"


@pytest.mark.parametrize(
    ("period", "on", "fit", "reason"),
    [
        ("valid_from: 2022-07-01", date(2022, 6, 30), "nearly", {"first": TODAY}),
        ("valid_from: 2022-07-01", TODAY, "fits", None),
        ("valid_until: 2022-07-01", TODAY, "fits", {"last": TODAY}),
        ("valid_until: 2022-07-01", date(2022, 7, 2), "no", {"last": TODAY}),
        (
            "valid_until: 2022-07-01, successor: b",
            date(2022, 7, 2),
            "nearly",
            {"last": TODAY, "terms": ("b",)},
        ),
        (
            "valid_until: 2022-07-01, successor: b",
            date(2023, 1, 1),
            "nearly",
            {"last": TODAY, "terms": ("c",)},
        ),
        ("valid_until: 2022-07-01, successor: b", date(2024, 1, 1), "no", {"last": TODAY}),
    ],
)
def test_the_day_counts(period: str, on: date, fit: str, reason: dict[str, Any] | None) -> None:
    """Not yet, until when, over and who took over on that day."""
    site = site_of(
        a=f"{{name: A, organization: awo, {period}}}",
        b="{name: B, organization: awo, valid_until: 2022-12-31, successor: c}",
        c="{name: C, organization: awo, valid_from: 2023-01-01, valid_until: 2023-12-31}",
    )
    match = next(match for match in services_for(site, Case(), on) if match.service == "a")
    assert match.fit == fit
    said = [one for one in match.reasons if one.criterion == "valid"]
    assert said == (
        [Reason("valid", is_met=on <= TODAY and "first" not in reason, **reason)] if reason else []
    )


def test_circles_of_successors_end() -> None:
    """They are a problem of their own."""
    a = "{name: A, organization: awo, valid_until: 2022-06-30, successor: b}"
    b = "{name: B, organization: awo, valid_until: 2022-06-30, successor: a}"
    assert [match.fit for match in services_for(site_of(a=a, b=b), Case(), TODAY)] == ["no", "no"]


@pytest.mark.parametrize(
    ("area", "served"),
    [
        (None, {"all": None, "land": None, "nord": None, "ort": None, "stadt": None}),
        ("stadt", {"all": None, "land": True, "nord": None, "stadt": True}),
        ("nord", {"all": None, "land": True, "nord": True, "stadt": True}),
        ("ort", {"all": None, "land": True, "ort": True}),
        ("land", {"all": None, "land": True, "nord": None, "ort": None, "stadt": None}),
    ],
)
def test_a_smaller_area_lies_in_a_larger_one(
    area: str | None, served: dict[str, bool | None]
) -> None:
    """What serves the larger one serves all of it; what serves a part of it is to be asked."""
    areas = ("land", "nord", "ort", "stadt")
    site = site_of(
        all="{name: all, organization: awo}",
        **{one: f"{{name: {one}, organization: awo, service_areas: [{one}]}}" for one in areas},
    )
    matches = services_for(site, Case(area=area), TODAY)
    assert {match.service: told(match).get("area") for match in matches} == served
    for match in matches:
        open_here = area is not None and told(match).get("area", True) is None
        assert match.fit == ("maybe" if open_here else "fits")


def test_a_topic_leads_to_what_is_about_it_or_a_part_of_it() -> None:
    """Family leads to the nursery, the nursery not to everything about families."""
    site = site_of(
        a="{name: A, organization: awo, topics: [kita]}",
        b="{name: B, organization: awo, topics: [familie]}",
        c="{name: C, organization: awo, topics: [arbeit]}",
        d="{name: D, organization: awo}",
    )
    asked = {topic: services_for(site, Case(topic=topic), TODAY) for topic in ("familie", "kita")}
    assert [match.service for match in asked["familie"]] == ["b", "a"]
    assert [match.service for match in asked["kita"]] == ["a"]


@pytest.mark.parametrize(
    ("languages", "fit", "said"),
    [("", "fits", None), ("de, ar", "fits", True), ("de", "maybe", False)],
)
def test_a_language_never_excludes(languages: str, fit: str, said: object) -> None:
    """Not stated is not no; others stated means that one should ask."""
    match = judge("", Case(language="ar"), more=f", languages: [{languages}]")
    assert (match.fit, told(match)["language"]) == (fit, said)


def test_the_order_is_fit_then_whom_it_is_for() -> None:
    """Open before asked before nearly; first come first, made for you, then the name."""
    who = {
        "a": "eligibility: {maximum_age: 10}",
        "b": "eligibility: {length_of_stay: [new]}",
        "c": "description: Offen",
        "d": "eligibility: {minimum_age: 18}",
        "e": "eligibility: {minimum_age: 18, residence_status: [duldung]}",
        "f": "eligibility: {preferred: [{residence_status: [duldung]}]}",
        "g": "eligibility: {preferred: [{length_of_stay: [new]}, {minimum_age: 65}]}",
        "h": "languages: [ar]",
    }
    site = site_of(
        **{name: f"{{name: {name}, organization: awo, {text}}}" for name, text in who.items()}
    )
    matches = services_for(site, Case(age=20, status="duldung", language="ar"), TODAY)
    assert "".join(match.service for match in matches) == "fedhcgba"
    first = {match.service: told(match).get("priority", ...) for match in matches}
    assert (first["f"], first["g"], first["c"]) == (True, None, ...)


def test_a_group_for_the_topic_is_made_for_whoever_asks_about_it() -> None:
    """It comes before a service that is about the topic like any other."""
    site = site_of(
        a="{name: A, organization: awo, topics: [arbeit]}",
        b="""
            name: B
            organization: awo
            topics: [arbeit]
            eligibility: {groups: [{topics: [arbeit]}]}
            """,
    )
    matches = services_for(site, Case(topic="arbeit"), TODAY)
    assert [(match.service, match.rank) for match in matches] == [
        ("b", (0, 1, 1)),
        ("a", (0, 0, 1)),
    ]


def test_a_broad_name_comes_before_its_part() -> None:
    """Among equals a service about the very topic leads; then the alphabet, whatever the case."""
    site = site_of(
        x="{name: alpha, organization: awo, topics: [kita]}",
        y="{name: Beta, organization: awo, topics: [familie]}",
        z="{name: Alpha, organization: awo, topics: [kita]}",
    )
    found = [match.service for match in services_for(site, Case(topic="familie"), TODAY)]
    assert found == ["y", "x", "z"]


def test_parts_that_ask_for_the_same_have_the_same_key() -> None:
    """Whatever else they say; each criterion makes a difference, and is to be asked."""
    group = Group.model_validate({"residence_status": ["duldung"], "name": "Eine"})
    other = Group.model_validate({"residence_status": ["duldung"], "name": "Andere"})
    assert named_in(group) == named_in(other) == named_in(Criteria(residence_status=("duldung",)))
    changes: tuple[dict[str, Any], ...] = (
        {"minimum_age": 18},
        {"maximum_age": 18},
        {"length_of_stay": ("new",)},
        {"residence_status": ("offen",)},
        {"life_situations": ("familie",)},
        {"topics": ("arbeit",)},
    )
    changed = [group.model_copy(update=change) for change in changes]
    assert len({named_in(part) for part in (group, *changed)}) == 1 + len(changes)
    status = Reason("status", is_met=None, terms=("duldung",))
    assert list_asked(group) == (status,)
    assert list_asked(changed[0]) == (Reason("age", is_met=None, youngest=18), status)
    assert list_asked(changed[5]) == (status, Reason("topic", is_met=None, terms=("arbeit",)))
