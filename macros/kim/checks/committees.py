"""Checks of committees: seats that add up, one chair, nobody reports to themselves."""

from datetime import date

from kim.catalogue import Catalogue
from kim.checks.finding import Findings, each, find_circles, has_ended, say_circle
from kim.models.committee import Committee


@each(Committee)
def seats_mismatch(catalogue: Catalogue, committee: Committee, _today: date) -> Findings:
    """Die Sitze ergeben zusammen die Zahl in 'seats_granted'.

    Falsch:

        seats_granted: 3
        seats:
          - organization: ki
          - organization: jobcenter

    Richtig:

        seats_granted: 3
        seats:
          - organization: ki
          - {organization: jobcenter, number: 2}
    """
    total = sum(seat.number for seat in committee.seats)
    if committee.seats and committee.seats_granted and total != committee.seats_granted:
        yield (
            catalogue.place(committee, ("seats_granted",)),
            (
                f"nach dem Konzept sind es {committee.seats_granted} Sitze, die einzelnen"
                f" ergeben zusammen {total}"
            ),
        )


@each(Committee)
def several_chairs(catalogue: Catalogue, committee: Committee, _today: date) -> Findings:
    """Ein Gremium hat höchstens einen Vorsitz.

    Falsch:

        seats:
          - {organization: ki, chair: ja}
          - {organization: jobcenter, chair: ja}

    Richtig:

        seats:
          - {organization: ki, chair: ja}
          - organization: jobcenter
    """
    chairs = [index for index, seat in enumerate(committee.seats) if seat.chair]
    for index in chairs[1:]:
        line = catalogue.place(committee, ("seats", chairs[0], "chair")).line
        yield (
            catalogue.place(committee, ("seats", index, "chair")),
            f"den Vorsitz gibt es schon in Zeile {line}",
        )
    for index in chairs:
        if committee.seats[index].number > 1:
            yield (
                catalogue.place(committee, ("seats", index, "number")),
                (
                    "der Vorsitz ist ein einzelner Sitz; die übrigen Sitze in eine eigene Zeile"
                    " schreiben"
                ),
            )


@each(Committee)
def seat_without_holder(catalogue: Catalogue, committee: Committee, _today: date) -> Findings:
    """Jeder Sitz sagt, wer ihn ausfüllt.

    Es genügt eine Funktion, eine Organisation, ein Gremium oder ein Dienst.

    Falsch:

        seats:
          - number: 2

    Richtig:

        seats:
          - {organization: ag-wohlfahrt, number: 2}
    """
    for index, seat in enumerate(committee.seats):
        if not (seat.role or seat.organization or seat.committee or seat.services):
            yield (
                catalogue.place(committee, ("seats", index)),
                ("dieser Sitz nennt niemanden; 'role', 'organization' oder 'committee' ergänzen"),
            )


@each(Committee)
def committee_without_seats(catalogue: Catalogue, committee: Committee, today: date) -> Findings:
    """Ein Gremium sagt, wer mitwirkt.

    Falsch:

        name: Lenkungskreis

    Richtig:

        name: Lenkungskreis
        seats:
          - organization: ki
    """
    if not committee.seats and not has_ended(committee, today):
        yield catalogue.place(committee), "es fehlt, wer mitwirkt; 'seats' ergänzen"


def reporting_circle(catalogue: Catalogue, _today: date) -> Findings:
    """Berichte führen nicht im Kreis.

    Falsch:

        # facharbeitskreis.yml
        reports_to: [lenkungskreis]
        # lenkungskreis.yml
        reports_to: [facharbeitskreis]

    Richtig:

        # facharbeitskreis.yml
        reports_to: [lenkungskreis]
    """
    yield from _circles(catalogue, "reports_to", "die Berichte führen im Kreis")


def setting_up_circle(catalogue: Catalogue, _today: date) -> Findings:
    """Kein Gremium setzt sich über Umwege selbst ein.

    Falsch:

        # lenkungskreis.yml
        sets_up: [projektgruppen]
        # projektgruppen.yml
        sets_up: [lenkungskreis]

    Richtig:

        # lenkungskreis.yml
        sets_up: [projektgruppen]
    """
    yield from _circles(catalogue, "sets_up", "die Gremien setzen sich im Kreis ein")


def _circles(catalogue: Catalogue, field: str, what: str) -> Findings:
    committees = catalogue.all(Committee)
    edges: dict[str, tuple[str, ...]] = {
        name: getattr(committee, field) for name, committee in committees.items()
    }
    for circle in find_circles(edges):
        if len(circle) > 1:
            last = circle[-1]
            yield (
                catalogue.place(committees[last], (field, edges[last].index(circle[0]))),
                f"{what}: {say_circle(circle)}",
            )
