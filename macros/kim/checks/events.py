"""Checks of dates that belong to a series or to a committee."""

from collections import Counter
from datetime import date

from kim.catalogue import Catalogue
from kim.checks.alike import alike
from kim.checks.finding import Findings, each
from kim.models.committee import Committee
from kim.models.event import Event
from kim.nearest import suggest


def series_of_one(catalogue: Catalogue, _today: date) -> Findings:
    """Zu einer Reihe gehören mindestens zwei Termine.

    Ein Termin allein in seiner Reihe hat meist einen Tippfehler in der Kennung.

    Falsch, wenn die anderen Termine 'series: schulung' haben:

        series: schulugn

    Richtig:

        series: schulung
    """
    events = catalogue.all(Event).values()
    sizes = Counter(event.series for event in events if event.series)
    known = sorted(name for name, size in sizes.items() if size > 1)
    if not catalogue.is_whole(Event):
        return
    for event in events:
        if event.series and sizes[event.series] == 1:
            cure = f"; {suggest(event.series, known)}" if known else ""
            yield (
                catalogue.place(event, ("series",)),
                f"die Reihe '{event.series}' hat nur diesen Termin{cure}",
            )


def _tell(event: Event, _today: date) -> tuple[object, ...]:
    return (
        str(event.name).casefold(),
        event.starts_on,
        event.starts_at,
        event.series,
        str(event.group),
        str(event.block),
    )


@alike([Event.kind], _tell)
def duplicate_event(catalogue: Catalogue, event: Event, other: Event) -> Findings:
    """Derselbe Termin steht nur einmal im Verzeichnis.

    Gleich ist, was am selben Tag und zur selben Zeit beginnt, gleich heißt und zur selben Gruppe
    gehört.

    Falsch:

        # workshop.yml und kim-workshop.yml
        name: KIM-Workshop
        starts_on: 2020-09-15

    Richtig: eine der beiden Dateien löschen.

        name: KIM-Workshop
        starts_on: 2020-09-15
    """
    yield (
        catalogue.place(event, ("name",)),
        f"diesen Termin gibt es schon in {catalogue.place(other).path}",
    )


@each(Event)
def meeting_of_ended_committee(catalogue: Catalogue, event: Event, _today: date) -> Findings:
    """Ein Gremium tagt nur, solange es besteht.

    Falsch, wenn das Gremium am 30.06.2022 endete:

        committee: projektgruppe
        starts_on: 2022-09-15

    Richtig:

        committee: projektgruppe
        starts_on: 2022-06-15
    """
    committee = catalogue.get(Committee, event.committee)
    if committee is None:
        return
    place = catalogue.place(event, ("starts_on",))
    first, last = committee.valid_from, committee.valid_until
    if first and event.starts_on < first:
        yield place, f"das Gremium '{committee.id}' gibt es erst seit dem {first}"
    if last and (event.ends_on or event.starts_on) > last:
        yield place, f"das Gremium '{committee.id}' gibt es nur bis zum {last}"
