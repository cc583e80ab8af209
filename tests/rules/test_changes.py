"""What changes on which day, whom a successor leaves out, what was checked, where posts sit."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from kim.models.programme import Programme
from kim.rules.changes import Begin, End, Handover, changes
from kim.rules.days import months_later
from kim.rules.posts import count_posts
from kim.rules.verification import Checked, verification
from tests.rules.town import make_town, services

if TYPE_CHECKING:
    from kim.rules.losses import Loss

TODAY = date(2022, 6, 15)
JULY = date(2022, 7, 1)
ENDING = "valid_until: 2022-06-30, topics: [arbeit]"


def ends(texts: dict[str, str]) -> tuple[End, ...]:
    """Give the services that end."""
    return tuple(one for one in changes(make_town(texts), TODAY) if isinstance(one, End))


def losses(before: str, after: str) -> tuple[Loss, ...]:
    """Give whom the successor of a service leaves out."""
    texts = services(a=f"{ENDING}, successor: b, {before}", b=f"topics: [arbeit], {after}")
    (end,) = ends(texts)
    return end.losses


def test_a_service_that_ends_alone_leaves_a_gap() -> None:
    """Topics, groups and areas with nobody left; the broadest are named."""
    (end,) = ends(
        services(
            a="valid_until: 2022-06-30, topics: [ausbildung, wohnen], target_groups: [alle],"
            " service_areas: [stadt]",
            b="topics: [wohnen], target_groups: [alle], service_areas: [nord]",
            c="topics: [ausbildung], target_groups: [neue]",
        )
    )
    assert (end.day, end.heir, end.is_break) == (JULY, None, True)
    assert end.alone == (
        ("arbeit", ("alle",), ("stadt",)),
        ("ausbildung", ("alle",), ("stadt",)),
        ("wohnen", ("alle",), ("stadt",)),
    )


def test_a_successor_that_takes_in_everybody_is_no_break() -> None:
    """Also where it names less: what is left out does not restrict."""
    (end,) = ends(
        services(
            a=f"{ENDING}, successor: b, target_groups: [neue], eligibility: {{minimum_age: 18}}",
            b="topics: [ausbildung, arbeit]",
        )
    )
    assert (end.losses, end.alone, end.days_between, end.is_break) == ((), (), 0, False)


@pytest.mark.promise("gap-between-services")
def test_a_successor_that_begins_later_leaves_days_between() -> None:
    """And the cells are empty on the day after; the beginning is a change of its own."""
    texts = services(a=f"{ENDING}, successor: b", b="topics: [arbeit], valid_from: 2022-07-11")
    end, begin = changes(make_town(texts), TODAY)
    assert isinstance(end, End)
    assert (end.days_between, end.alone) == (10, (("arbeit", ("alle", "vereine"), ("stadt",)),))
    assert isinstance(begin, Begin)
    assert (begin.day, [one.id for one in begin.before]) == (date(2022, 7, 11), ["a"])


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("topics: [arbeit, wohnen]", "", ("topics", ("wohnen",), ("arbeit",), ())),
        ("target_groups: [alle]", "target_groups: [neue]", ("groups", ("alle",), ("neue",), ())),
        ("", "service_areas: [nord]", ("areas", ("stadt",), ("nord",), ())),
        (
            "eligibility: {maximum_age: 26}",
            "eligibility: {minimum_age: 18}",
            ("age", (), (), ((0, 17),)),
        ),
        (
            "eligibility: {minimum_age: 10}",
            "eligibility: {minimum_age: 18, maximum_age: 27}",
            ("age", (), (), ((10, 17), (28, 120))),
        ),
        (
            "eligibility: {residence_status: [offen]}",
            "eligibility: {residence_status: [erlaubnis]}",
            ("status", ("offen",), ("erlaubnis",), ()),
        ),
        (
            "",
            "eligibility: {residence_status: [erlaubnis]}",
            ("status", (), ("erlaubnis",), ()),
        ),
        (
            "eligibility: {residence_status: [duldung, erlaubnis]}",
            "eligibility: {residence_status: [erlaubnis]}",
            ("status", ("duldung",), ("erlaubnis",), ()),
        ),
        ("", "eligibility: {length_of_stay: [new]}", ("stay", (), ("new",), ())),
        (
            "eligibility: {length_of_stay: [new, longer]}",
            "eligibility: {length_of_stay: [longer]}",
            ("stay", ("new",), ("longer",), ()),
        ),
        (
            "eligibility: {life_situations: [pflege, familie]}",
            "eligibility: {life_situations: [familie]}",
            ("situations", ("pflege",), ("familie",), ()),
        ),
    ],
)
def test_a_narrower_successor_says_for_whom(before: str, after: str, expected: Loss) -> None:
    """One loss for each limit."""
    if before.startswith("topics"):
        texts = services(a=f"valid_until: 2022-06-30, successor: b, {before}", b="topics: [arbeit]")
        (end,) = ends(texts)
        assert end.losses == (expected,)
    else:
        assert losses(before, after) == (expected,)


def test_groups_of_a_successor_count_one_by_one() -> None:
    """A way that one group takes in whole is not lost, another one is."""
    old = "eligibility: {groups: [{minimum_age: 18, maximum_age: 27}, {minimum_age: 60}]}"
    new = "eligibility: {groups: [{minimum_age: 16, maximum_age: 30}, {minimum_age: 65}]}"
    assert losses(old, new) == (("age", (), (), ((60, 64),)),)


@pytest.mark.parametrize(
    ("groups", "ages"),
    [
        ("[{minimum_age: 18, residence_status: [erlaubnis]}, {maximum_age: 17}]", (18, 120)),
        ("[{minimum_age: 65}, {maximum_age: 100}]", (101, 120)),
        ("[{minimum_age: 65}, {maximum_age: 56}]", (57, 120)),
        ("[{minimum_age: 64}, {maximum_age: 55}]", (0, 63)),
    ],
)
def test_the_way_that_loses_least_is_told(groups: str, ages: tuple[int, int]) -> None:
    """Fewer limits first, then fewer years."""
    assert losses("", f"eligibility: {{groups: {groups}}}") == (("age", (), (), (ages,)),)


def test_a_group_of_the_successor_that_opens_later_takes_in_nobody_yet() -> None:
    """What counts is the first day on which only the successor is there."""
    groups = "[{minimum_age: 18}, {maximum_age: 17, valid_from: FROM}]"
    for start, lost in (("2022-07-01", ()), ("2022-07-02", (("age", (), (), ((0, 17),)),))):
        new = f"eligibility: {{groups: {groups.replace('FROM', start)}}}"
        assert losses("eligibility: {maximum_age: 17}", new) == lost


def test_a_group_that_was_over_before_is_no_loss() -> None:
    """The service is compared as it was on its last day."""
    old = "eligibility: {groups: [{minimum_age: 18}, {maximum_age: 17, valid_until: UNTIL}]}"
    new = "eligibility: {minimum_age: 18}"
    assert losses(old.replace("UNTIL", "2022-06-29"), new) == ()
    assert losses(old.replace("UNTIL", "2022-06-30"), new) == (("age", (), (), ((0, 17),)),)


def test_a_programme_that_ends_names_the_services_that_go_on() -> None:
    """Those that end with it are not among them."""
    texts = services(
        a="programme: geld, valid_until: 2022-06-30", b="programme: geld, topics: [arbeit]"
    )
    files = {"programmes__geld": "{name: Geld, valid_until: 2022-06-30}"} | texts
    end = next(one for one in changes(make_town(files), TODAY) if one.record.id == "geld")
    assert isinstance(end, End)
    assert [service.id for service in end.services] == ["b"]


def test_a_lead_moves_or_is_lost() -> None:
    """Areas that inherit the lead of a larger one are no change of their own."""
    task = """
        name: Aufgabe
        assignments:
          - {area: stadt, organization: awo, role: leads, valid_until: 2022-06-30}
          - {area: stadt, organization: ki, role: leads, valid_from: 2022-07-01}
          - {area: nord, organization: awo, role: leads, valid_until: 2022-07-31}
          - {area: ort, organization: awo, role: leads, valid_until: 2022-08-31}
          - {area: land, organization: awo, role: leads, valid_until: 2022-06-14}
          - {area: sued, organization: ki, role: leads, valid_from: 2022-06-15}
        """
    found = changes(make_town({"responsibilities__aufgabe": task}), TODAY)
    assert [tuple(one)[2:] for one in found if isinstance(one, Handover)] == [
        ("stadt", "awo", "ki"),
        ("nord", "awo", "ki"),
        ("ort", "awo", None),
    ]


def test_only_the_coming_months_count() -> None:
    """What ended yesterday has changed already; the last day is one of them."""
    texts = services(
        a="valid_until: 2022-06-14", b="valid_until: 2022-06-15", c="valid_until: 2024-06-14"
    ) | services(d="valid_until: 2024-06-15", e="valid_from: 2024-06-15")
    found = changes(make_town(texts), TODAY)
    assert [one.record.id for one in found] == ["b", "c", "e"]


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2024, 8, 31), -6, date(2024, 2, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2022, 6, 15), 24, date(2024, 6, 15)),
        (date(2022, 12, 31), 2, date(2023, 2, 28)),
    ],
)
def test_months_are_counted_as_people_do(day: date, months: int, expected: date) -> None:
    """A shorter month has an earlier last day."""
    assert months_later(day, months) == expected


def test_checked_records_are_counted_by_age() -> None:
    """What has ended does not count; what was checked later is not checked yet."""
    texts = services(
        a="last_verified: 2022-06-15",
        b="last_verified: 2021-12-15",
        c="last_verified: 2021-12-14",
        d="last_verified: 2021-06-14",
    ) | services(
        e="valid_until: 2022-06-14, last_verified: 2022-06-01", f="last_verified: 2022-06-16"
    )
    found = verification(make_town(texts), TODAY)
    assert found.kinds["services"] == Checked(total=5, half_year=2, year=3, before=1, never=1)
    assert found.organizations == {"awo": found.kinds["services"]}


@pytest.mark.parametrize(
    ("positions", "placed", "unnumbered", "is_settled"),
    [
        ("[{function: A, fte: '2,5'}, {function: B, fte: '0,5'}]", "3.0", 0, True),
        ("[{function: A, fte: '2,5'}]", "2.5", 0, False),
        ("[{function: A, fte: '3,0'}, {function: B, share: 1/3}]", "3.0", 1, False),
        ("[]", "0", 0, False),
    ],
)
def test_posts_are_added_up(
    positions: str, placed: str, unnumbered: int, *, is_settled: bool
) -> None:
    """A post without a number leaves the sum open."""
    text = f"{{name: Geld, granted_posts: '3,0', positions: {positions}}}"
    programme = make_town({"programmes__geld": text}).all(Programme)["geld"]
    posts = count_posts(programme)
    assert posts == (Decimal("3.0"), Decimal(placed), unnumbered)
    assert posts.is_settled is is_settled
