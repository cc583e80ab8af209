"""Checks of who may come: no criterion shuts out everybody, none contradicts another."""

from collections.abc import Iterator
from datetime import date

from kim.catalogue import Catalogue
from kim.checks.finding import Findings, each
from kim.models.service import Criteria, Eligibility, Exclusion, Group, Service, TopicCriteria
from kim.rules.criteria import Terms, Trees
from kim.rules.hierarchy import Reach
from kim.rules.ways import Way, both, way_of
from kim.source import Keys

_WHO = "eligibility"


@each(Service)
def age_range(catalogue: Catalogue, service: Service, _today: date) -> Findings:
    """Das Alter 'ab' ist nicht höher als das Alter 'bis'.

    Sonst dürfte niemand kommen, und der Wegweiser zeigt das Angebot keinem Menschen.

    Falsch:

        eligibility:
          minimum_age: 27
          maximum_age: 18

    Richtig:

        eligibility:
          minimum_age: 18
          maximum_age: 27
    """
    for keys, part in ((), service.eligibility), *_parts(service.eligibility):
        low, high = part.minimum_age, part.maximum_age
        if low is not None and high is not None and low > high:
            yield (
                catalogue.place(service, (_WHO, *keys, "maximum_age")),
                (
                    f"das Alter bis {high} ist kleiner als das Alter ab {low}; sind die beiden"
                    " vertauscht?"
                ),
            )


def _parts(who: Eligibility) -> Iterator[tuple[Keys, Criteria]]:
    for name in ("groups", "exclusions", "preferred"):
        for index, part in enumerate(getattr(who, name)):
            yield (name, index), part


@each(Service, sees=Trees.of)
def impossible_criteria(
    catalogue: Catalogue, service: Service, _today: date, trees: Trees
) -> Findings:
    """Gruppen, Ausschlüsse und 'preferred' passen zu dem, was für alle gilt.

    Was oben bei 'eligibility' steht, gilt für alle, auch für jede Gruppe. Widerspricht eine Gruppe
    dem, gehört niemand zu ihr. Dasselbe gilt für Themen, die das Angebot nicht hat, und für einen
    Zeitraum, in dem es das Angebot nicht gibt.

    Falsch:

        eligibility:
          maximum_age: 27
          groups:
            - minimum_age: 30

    Richtig:

        eligibility:
          groups:
            - maximum_age: 27
            - minimum_age: 30
              life_situations: [pflege]
    """
    for keys, part in _parts(service.eligibility):
        for name, why in _contradictions(service, part, trees):
            yield (
                catalogue.place(service, (_WHO, *keys, name)),
                f"{_NOBODY[str(keys[0])]}: {why}",
            )


_NOBODY = {
    "groups": "zu dieser Gruppe kann niemand gehören",
    "exclusions": "dieser Ausschluss kann niemanden treffen",
    "preferred": "das kann niemand erfüllen",
}


def _contradictions(service: Service, part: Criteria, trees: Trees) -> Iterator[tuple[str, str]]:
    everyone, own = (way_of(one, trees.status) for one in (service.eligibility, part))
    if everyone.is_open and own.is_open:
        yield from _narrowed_to_nobody(part, both(everyone, own))
    topics = trees.about(part.topics) if isinstance(part, TopicCriteria) else frozenset()
    if topics and topics.isdisjoint(trees.about(service.topics)):
        yield "topics", "das Thema steht nicht bei den Themen des Angebots ('topics')"
    if isinstance(part, Group):
        yield from _outside_period(service, part)


def _narrowed_to_nobody(part: Criteria, way: Way) -> Iterator[tuple[str, str]]:
    if way.youngest > way.oldest:
        name = "maximum_age" if part.minimum_age is None else "minimum_age"
        yield name, "das Alter passt nicht zum Alter bei 'eligibility'"
    if way.statuses == frozenset():
        yield "residence_status", "der Status passt nicht zum Status bei 'eligibility'"
    if way.stays == frozenset():
        yield "length_of_stay", "die Dauer passt nicht zur Dauer bei 'eligibility'"


def _outside_period(service: Service, group: Group) -> Iterator[tuple[str, str]]:
    if group.valid_from and service.has_ended(group.valid_from):
        yield "valid_from", f"das Angebot endet schon am {service.valid_until}"
    if group.valid_until and service.valid_from and group.valid_until < service.valid_from:
        yield "valid_until", f"das Angebot beginnt erst am {service.valid_from}"


@each(Service, sees=Trees.of)
def excluded_altogether(
    catalogue: Catalogue, service: Service, _today: date, trees: Trees
) -> Findings:
    """Ein Ausschluss lässt jemanden übrig.

    Trifft er alle, für die das Angebot oder eine Gruppe da ist, darf dort niemand kommen. Meist
    fehlt dem Ausschluss eine Bedingung, oder er wiederholt eine Gruppe.

    Falsch:

        eligibility:
          residence_status: [duldung]
          exclusions:
            - residence_status: [duldung]

    Richtig:

        eligibility:
          residence_status: [duldung]
          exclusions:
            - residence_status: [duldung]
              life_situations: [ankommen]
    """
    for index, exclusion in enumerate(service.eligibility.exclusions):
        for whom in _covered(service, exclusion, trees):
            yield (
                catalogue.place(service, (_WHO, "exclusions", index)),
                f"dieser Ausschluss trifft {whom}; eine Bedingung ergänzen oder ihn löschen",
            )


def _covered(service: Service, exclusion: Exclusion, trees: Trees) -> Iterator[str]:
    who, narrow = service.eligibility, trees.terms(exclusion)
    if not who.groups and _covers(narrow, (who,), service.topics):
        yield "alle, für die das Angebot da ist"
    for number, group in enumerate(who.groups, start=1):
        if _covers(narrow, (who, group), group.topics or service.topics):
            yield f"die ganze Gruppe {number}"


def _covers(exclusion: Terms, parts: tuple[Criteria, ...], topics: tuple[str, ...]) -> bool:
    """Tell whether whoever meets all the parts surely meets the exclusion as well."""
    who = exclusion.criteria
    if isinstance(who, Exclusion) and who.only and who.life_situations:
        return False  # others may be named
    youngest = max(part.minimum_age or 0 for part in parts)
    oldest = [part.maximum_age for part in parts if part.maximum_age is not None]
    return (
        youngest >= (who.minimum_age or 0)
        and (who.maximum_age is None or min(oldest, default=None) in range(who.maximum_age + 1))
        and _takes_in(exclusion.status, [part.residence_status for part in parts])
        and _takes_in(exclusion.situations, [part.life_situations for part in parts])
        and _takes_in(Reach.of(who.length_of_stay), [part.length_of_stay for part in parts])
        and _takes_in(Reach.of(tuple(exclusion.topics)), [topics])
    )


def _takes_in(reach: Reach, lists: list[tuple[str, ...]]) -> bool:
    """Tell whether everything in one of the lists lies within; no limit takes in everything."""
    return not reach.listed or any(names and reach.within.issuperset(names) for names in lists)


@each(Service, sees=Trees.of)
def required_and_excluded(
    catalogue: Catalogue, service: Service, _today: date, trees: Trees
) -> Findings:
    """Ein Status ist nicht zugleich verlangt und ausgeschlossen.

    Falsch:

        eligibility:
          residence_status: [duldung, aufenthaltsgestattung]
          exclusions:
            - residence_status: [duldung]

    Richtig:

        eligibility:
          residence_status: [aufenthaltsgestattung]
    """
    for index, exclusion in enumerate(service.eligibility.exclusions):
        if not any(_covered(service, exclusion, trees)):
            for status in _required_too(service.eligibility, exclusion, trees):
                yield (
                    catalogue.place(service, (_WHO, "exclusions", index, "residence_status")),
                    (
                        f"der Status '{status}' ist verlangt und ausgeschlossen; ihn an einer"
                        " der beiden Stellen löschen"
                    ),
                )


def _required_too(who: Eligibility, exclusion: Exclusion, trees: Trees) -> Iterator[str]:
    """Name what the exclusion shuts out by status alone although a part asks for it."""
    bare = Exclusion(residence_status=exclusion.residence_status)
    if exclusion.model_copy(update={"description": None}) == bare:
        shut = trees.status.reach(exclusion.residence_status).within
        named = (status for part in (who, *who.groups) for status in part.residence_status)
        yield from dict.fromkeys(status for status in named if status in shut)
