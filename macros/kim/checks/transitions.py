"""Checks of hand-overs: from where to where, and that the person is taken in there."""

from collections.abc import Iterator
from datetime import date

from kim.catalogue import Catalogue
from kim.checks.finding import Findings, each
from kim.models.service import Service
from kim.models.transition import Transition
from kim.rules.hierarchy import Tree, term_tree
from kim.rules.ways import OLDEST, Way, ways_into


@each(Transition)
def transition_without_ends(catalogue: Catalogue, transition: Transition, _today: date) -> Findings:
    """Ein Übergang sagt, von wo und wohin.

    Auf beiden Seiten steht ein Angebot, ein Rechtskreis oder beides.

    Falsch:

        from_regime: asylblg
        trigger: Anerkennung

    Richtig:

        from_regime: asylblg
        to_regime: sgb-2
        trigger: Anerkennung
    """
    if not (transition.from_service or transition.from_regime):
        yield (
            catalogue.place(transition),
            ("es fehlt, von wo der Übergang ausgeht; 'from_service' oder 'from_regime' ergänzen"),
        )
    if not (transition.to_service or transition.to_regime):
        yield (
            catalogue.place(transition),
            "es fehlt, wohin der Übergang führt; 'to_service' oder 'to_regime' ergänzen",
        )


@each(Transition)
def transition_to_itself(catalogue: Catalogue, transition: Transition, _today: date) -> Findings:
    """Ein Übergang führt nicht dorthin zurück, wo er beginnt.

    Falsch:

        from_service: jmd
        to_service: jmd

    Richtig:

        from_service: jmd
        to_service: mbe
    """
    start = (transition.from_service, transition.from_regime)
    end = (transition.to_service, transition.to_regime)
    if start == end and any(start):
        name = "to_service" if transition.to_service else "to_regime"
        yield (
            catalogue.place(transition, (name,)),
            "der Übergang führt dorthin zurück, wo er beginnt",
        )


def _statuses(catalogue: Catalogue) -> Tree:
    return term_tree(catalogue, "residence-status")


@each(Transition, sees=_statuses)
def transition_to_closed_door(
    catalogue: Catalogue, transition: Transition, _today: date, statuses: Tree
) -> Findings:
    """Ein Übergang führt zu einem Angebot, das den Menschen auch aufnimmt.

    Alter, Aufenthaltsstatus und Aufenthaltsdauer des neuen Angebots passen zu denen des alten.
    Menschen werden älter und sind später schon länger hier; das ist mitgerechnet. Wechselt jemand
    erst in einem bestimmten Alter oder mit einem neuen Status, steht das bei 'age' und
    'residence_status'.

    Falsch, wenn der eine Dienst bis 27 Jahre da ist und der andere ab 30:

        from_service: jmd
        to_service: mbe
        trigger: Die Person wird 28 Jahre alt
        age: 28

    Richtig:

        from_service: jmd
        to_service: beratung-fuer-alle
        trigger: Die Person wird 28 Jahre alt
        age: 28
    """
    start = catalogue.get(Service, transition.from_service)
    end = catalogue.get(Service, transition.to_service)
    if start and end and start is not end:
        leaving = tuple(_leaving(transition, start, statuses))
        if not leaving:
            yield (
                catalogue.place(transition, ("age",)),
                f"mit {transition.age} Jahren ist niemand im Angebot '{start.id}'",
            )
        elif not _are_taken_in(leaving, ways_into(end, None, statuses)):
            yield (
                catalogue.place(transition, ("to_service",)),
                (
                    f"'{end.id}' nimmt niemanden auf, der aus '{start.id}' kommt; Alter, Status"
                    " und Dauer bei 'eligibility' vergleichen oder hier 'age' oder"
                    " 'residence_status' ergänzen"
                ),
            )


def _leaving(transition: Transition, start: Service, statuses: Tree) -> Iterator[Way]:
    """Say with which age, papers and length of stay people leave; a year may have passed."""
    new = transition.residence_status
    for way in ways_into(start, None, statuses):
        oldest = min(way.oldest + 1, OLDEST)
        ages = (way.youngest, oldest) if transition.age is None else (transition.age,) * 2
        if way.youngest <= ages[0] <= ages[1] <= oldest:
            papers = statuses.reach(new).within if new else way.statuses
            stays = way.stays and way.stays | {"longer"}
            yield Way(*ages, papers, stays)


def _are_taken_in(leaving: tuple[Way, ...], open_ways: tuple[Way, ...]) -> bool:
    return any(way.meets(other) for way in leaving for other in open_ways)
