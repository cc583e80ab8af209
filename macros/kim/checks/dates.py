"""Checks of days and periods: nothing ends before it begins, nothing lies in the future."""

from collections.abc import Iterator
from datetime import date

from kim.catalogue import Catalogue
from kim.checks.finding import Findings, each, fields_of, has_ended, year_before
from kim.models import Record
from kim.models.base import Schedule
from kim.models.document import Document
from kim.models.event import Event
from kim.models.milestone import Milestone
from kim.models.programme import Programme
from kim.models.responsibility import Assignment
from kim.models.service import Group, Service
from kim.source import Keys


@each(Record)
def contradicting_dates(catalogue: Catalogue, record: Record, _today: date) -> Findings:
    """'valid_until' liegt nicht vor 'valid_from'.

    Ein Eintrag, eine Sprechzeit oder eine Zuständigkeit, die endet, bevor sie beginnt, gilt an
    keinem Tag. Meist sind die beiden Tage vertauscht oder das Jahr ist falsch.

    Falsch:

        valid_from: 2022-07-01
        valid_until: 2022-06-30

    Richtig:

        valid_from: 2021-07-01
        valid_until: 2022-06-30
    """
    for keys, part in _periods(record):
        if part.valid_from and part.valid_until and part.valid_until < part.valid_from:
            yield (
                catalogue.place(record, (*keys, "valid_until")),
                (
                    f"endet am {part.valid_until}, beginnt aber erst am {part.valid_from};"
                    " die Tage prüfen"
                ),
            )


def _periods(record: Record) -> Iterator[tuple[Keys, Record | Schedule | Assignment | Group]]:
    yield (), record
    for name in fields_of(type(record), ("schedules", "assignments")):
        for index, part in enumerate(getattr(record, name)):
            yield (name, index), part
    if isinstance(record, Service):
        for index, group in enumerate(record.eligibility.groups):
            yield ("eligibility", "groups", index), group


@each(Event)
def event_ends_before_start(catalogue: Catalogue, event: Event, _today: date) -> Findings:
    """Ein Termin endet nicht, bevor er beginnt.

    Geprüft werden die Tage und, bei einem Termin an einem Tag, auch die Uhrzeiten.

    Falsch:

        starts_on: 2021-05-28
        ends_on: 2021-05-26

    Richtig:

        starts_on: 2021-05-26
        ends_on: 2021-05-28
    """
    last_day = event.ends_on or event.starts_on
    if last_day < event.starts_on:
        yield (
            catalogue.place(event, ("ends_on",)),
            f"der letzte Tag {last_day} liegt vor dem ersten Tag {event.starts_on}",
        )
    elif last_day == event.starts_on and _is_backwards(event.starts_at, event.ends_at):
        yield (
            catalogue.place(event, ("ends_at",)),
            f"der Termin endet um {event.ends_at}, beginnt aber um {event.starts_at}",
        )


def _is_backwards(start: str | None, end: str | None) -> bool:
    return start is not None and end is not None and end <= start


@each(Milestone)
def milestone_outside_year(catalogue: Catalogue, milestone: Milestone, _today: date) -> Findings:
    """Der Termin eines Meilensteins liegt im Jahr seines Jahresplans.

    Der Jahresplan 2022 zeigt nur Schritte aus 2022; ein Tag in einem anderen Jahr stünde im
    falschen Plan.

    Falsch:

        year: 2021
        due: 2022-07-01

    Richtig:

        year: 2022
        due: 2022-07-01
    """
    if milestone.due and milestone.due.year != milestone.year:
        yield (
            catalogue.place(milestone, ("due",)),
            f"der Termin {milestone.due} liegt nicht im Jahresplan {milestone.year}",
        )


@each(Milestone)
def milestone_overdue(catalogue: Catalogue, milestone: Milestone, today: date) -> Findings:
    """Ein Meilenstein, dessen Termin vorbei ist, ist nicht mehr 'planned' oder 'running'.

    Sonst zeigt der Jahresplan als Vorhaben, was längst erreicht oder aufgegeben ist.

    Falsch (am 21.11.2026):

        due: 2022-07-01
        status: planned

    Richtig:

        due: 2022-07-01
        status: done
    """
    is_open = milestone.status in {"planned", "running"}
    if is_open and milestone.due and milestone.due < today:
        yield (
            catalogue.place(milestone, ("status",)),
            (
                f"der Termin {milestone.due} ist vorbei; erreicht ('done'), aufgegeben"
                " ('dropped') oder neuer Termin?"
            ),
        )


def _review_in_future(catalogue: Catalogue, today: date) -> Findings:
    reviewed = catalogue.site.accessibility.reviewed_on if catalogue.site else None
    if reviewed and reviewed > today and catalogue.site_source:
        yield (
            catalogue.site_source.place(("accessibility", "reviewed_on")),
            f"der {reviewed} liegt in der Zukunft",
        )


@each(Record, besides=_review_in_future)
def date_in_future(catalogue: Catalogue, record: Record, today: date) -> Findings:
    """Was schon geschehen sein muss, liegt nicht in der Zukunft.

    Das gilt für 'last_verified', 'as_of', 'adopted_on' und 'reviewed_on': Niemand kann Angaben erst
    morgen geprüft oder beschlossen haben.

    Falsch (am 21.11.2026):

        last_verified: 2062-06-24

    Richtig:

        last_verified: 2022-06-24
    """
    for keys, day in _past_days(record):
        if day > today:
            yield catalogue.place(record, keys), f"der {day} liegt in der Zukunft"


def _past_days(record: Record) -> Iterator[tuple[Keys, date]]:
    for name in fields_of(type(record), ("last_verified", "as_of", "adopted_on")):
        day = getattr(record, name)
        if day:
            yield (name,), day
    for index, position in enumerate(record.positions if isinstance(record, Programme) else ()):
        if position.as_of:
            yield ("positions", index, "as_of"), position.as_of


@each(Document)
def document_year(catalogue: Catalogue, document: Document, _today: date) -> Findings:
    """Das Jahr eines Dokuments passt zu seinem Datum.

    Falsch:

        year: 2021
        date: 2022-06-24

    Richtig:

        date: 2022-06-24
    """
    if document.year and document.date and document.date.year != document.year:
        yield (
            catalogue.place(document, ("year",)),
            f"das Jahr {document.year} passt nicht zum Datum {document.date}",
        )


@each(Service)
def not_verified(catalogue: Catalogue, service: Service, today: date) -> Findings:
    """Die Angaben zu einem Angebot sind in den letzten zwölf Monaten geprüft worden.

    Auf der Seite des Angebots steht, wann es zuletzt geprüft wurde. Nach einem Jahr stimmen Zeiten
    und Nummern oft nicht mehr.

    Falsch (am 21.11.2026):

        last_verified: 2022-06-24

    Richtig, wenn jemand nachgefragt hat:

        last_verified: 2026-11-02
        verified_by: ki
    """
    verified = service.last_verified
    if has_ended(service, today) or (verified and verified >= year_before(today)):
        return
    if verified:
        yield (
            catalogue.place(service, ("last_verified",)),
            (f"zuletzt geprüft am {verified}, vor mehr als zwölf Monaten; beim Träger nachfragen"),
        )
    else:
        yield catalogue.place(service), "noch nie geprüft; 'last_verified' fehlt"
