"""A case held against one part of a record: criterion by criterion, yes, no or unsaid.

In: what a person says and the criteria an author wrote, with all the terms they take in. Out:
reasons as data. `kim.rules.eligibility` says what follows from them.
"""

from collections.abc import Iterator
from datetime import date
from typing import Literal, NamedTuple

from kim.catalogue import Catalogue
from kim.models.service import Criteria, Exclusion, TopicCriteria
from kim.rules.hierarchy import Reach, Tree, area_tree, term_tree

Stay = Literal["new", "longer"]
Criterion = Literal[
    "age",
    "status",
    "stay",
    "situation",
    "topic",
    "area",
    "language",
    "valid",
    "exclusion",
    "priority",
    "no-limits",
]


class Case(NamedTuple):
    """What a person says: years, terms, an area's id, a language's code; None or empty is unsaid.

    Life situations that are not named count as not given once one is named.
    """

    age: int | None = None
    status: str | None = None
    stay: Stay | None = None
    situations: frozenset[str] = frozenset()
    topic: str | None = None
    area: str | None = None
    language: str | None = None


class Reason(NamedTuple):
    """One thing that speaks for a service (True), against it (False), or is to be asked (None).

    An exclusion speaks against (False) or may (None). A priority orders only; a language that is
    not stated (None) does nothing. `terms` are what the record names: terms, areas or languages,
    for a service that has ended the one that took over. `group` counts the groups or exclusions of
    the record from 0; None is the service itself. Of ages that do not suit, only the limit that
    stands against is named.
    """

    criterion: Criterion
    is_met: bool | None
    terms: tuple[str, ...] = ()
    youngest: int | None = None
    oldest: int | None = None
    first: date | None = None
    last: date | None = None
    group: int | None = None


class Terms(NamedTuple):
    """The criteria of one part of a record, with all terms they take in."""

    criteria: Criteria
    status: Reach
    situations: Reach
    topics: frozenset[str]


class Trees(NamedTuple):
    """The orders of terms and areas that criteria are read by."""

    status: Tree
    situations: Tree
    topics: Tree
    areas: Tree

    @classmethod
    def of(cls, catalogue: Catalogue) -> "Trees":
        """Arrange what a site's authors wrote."""
        return cls(
            status=term_tree(catalogue, "residence-status"),
            situations=term_tree(catalogue, "life-situations"),
            topics=term_tree(catalogue, "topics"),
            areas=area_tree(catalogue),
        )

    def terms(self, criteria: Criteria) -> Terms:
        """Gather what the criteria take in."""
        topics = criteria.topics if isinstance(criteria, TopicCriteria) else ()
        return Terms(
            criteria,
            self.status.reach(criteria.residence_status),
            self.situations.reach(criteria.life_situations),
            self.about(topics),
        )

    def about(self, topics: tuple[str, ...]) -> frozenset[str]:
        """List the topics that lead here: those named and the broader ones."""
        return self.topics.reached_from(topics)


def list_asked(criteria: Criteria) -> tuple[Reason, ...]:
    """List all that a stranger must be asked."""
    return tuple(judge(Terms(criteria, Reach.of(()), Reach.of(()), frozenset()), Case()))


def named_in(criteria: Criteria) -> tuple[object, ...]:
    """Give what criteria ask for as a key: parts of records that ask for the same have the same."""
    return (
        criteria.minimum_age,
        criteria.maximum_age,
        criteria.length_of_stay,
        criteria.residence_status,
        criteria.life_situations,
        criteria.topics if isinstance(criteria, TopicCriteria) else (),
    )


def judge(terms: Terms, case: Case, group: int | None = None) -> Iterator[Reason]:
    """Hold the case against each criterion that is there."""
    who = terms.criteria
    if who.minimum_age is not None or who.maximum_age is not None:
        yield _judge_age(who, case, group)
    if who.residence_status:
        holds = terms.status.holds(case.status) if case.status else None
        yield Reason("status", holds, who.residence_status, group=group)
    if who.length_of_stay:
        stays = case.stay in who.length_of_stay if case.stay else None
        yield Reason("stay", stays, who.length_of_stay, group=group)
    if who.life_situations:
        yield Reason("situation", _lives(terms.situations, case), who.life_situations, group=group)
    if isinstance(who, TopicCriteria) and who.topics:
        about = case.topic in terms.topics if case.topic else None
        yield Reason("topic", about, who.topics, group=group)


def _judge_age(who: Criteria, case: Case, group: int | None) -> Reason:
    """Compare the years; where they do not suit, only the limit that stands against is named."""
    youngest, oldest = who.minimum_age, who.maximum_age
    if case.age is None:
        return Reason("age", None, youngest=youngest, oldest=oldest, group=group)
    if youngest is not None and case.age < youngest:
        return Reason("age", is_met=False, youngest=youngest, group=group)
    if oldest is not None and case.age > oldest:
        return Reason("age", is_met=False, oldest=oldest, group=group)
    return Reason("age", is_met=True, youngest=youngest, oldest=oldest, group=group)


def _lives(situations: Reach, case: Case) -> bool | None:
    """Tell whether one situation suffices; a broader one, or none named, leaves it open."""
    held = {situations.holds(situation) for situation in case.situations}
    if True in held:
        return True
    return None if None in held or not case.situations else False


def names_nothing_else(terms: Terms, case: Case) -> bool | None:
    """Tell whether the case has no other situations, where the exclusion is for such cases only."""
    who = terms.criteria
    if not isinstance(who, Exclusion) or not who.only:
        return True
    return case.situations <= terms.situations.within if case.situations else None
