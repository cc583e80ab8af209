"""Checks of what ends and what takes over: services, programmes, editions."""

from datetime import date

from kim.catalogue import Catalogue
from kim.checks.finding import Findings, each, find_circles, has_ended, say_circle
from kim.models import KINDS, Record
from kim.models.edition import Edition
from kim.models.programme import Programme
from kim.models.service import Service


@each(Service)
def expired_without_successor(catalogue: Catalogue, service: Service, today: date) -> Findings:
    """Ein Angebot, das vorbei ist, nennt seine Nachfolge.

    Wer die alte Seite findet, soll wissen, wohin es jetzt geht. Gibt es keine Nachfolge, ist das
    eine Lücke, die der Hinweis sichtbar hält.

    Falsch:

        name: Teilhabemanagement
        valid_until: 2022-06-30

    Richtig:

        name: Teilhabemanagement
        valid_until: 2022-06-30
        successor: kim-case-management
    """
    if has_ended(service, today) and not service.successor:
        yield (
            catalogue.place(service, ("valid_until",)),
            (
                f"seit dem {service.valid_until} vorbei, ohne Nachfolge; 'successor' ergänzen,"
                " wenn es eine gibt"
            ),
        )


@each(Record)
def successor_ended(catalogue: Catalogue, record: Record, today: date) -> Findings:
    """Die Nachfolge ist nicht selbst schon vorbei.

    Eine Nachfolge, die vorbei ist und keine eigene Nachfolge nennt, führt ins Leere.

    Falsch, wenn 'lotsenstelle' seit 2023 vorbei ist:

        successor: lotsenstelle

    Richtig:

        successor: kim-case-management
    """
    heir = _successor(catalogue, record)
    if heir and heir is not record and has_ended(heir, today) and not heir.successor:
        yield (
            catalogue.place(record, ("successor",)),
            f"die Nachfolge '{heir.id}' ist selbst seit dem {heir.valid_until} vorbei",
        )


def _successor(catalogue: Catalogue, record: Record) -> Record | None:
    return catalogue.records[record.kind].get(record.successor) if record.successor else None


def successor_circle(catalogue: Catalogue, _today: date) -> Findings:
    """Nachfolgen führen nicht im Kreis.

    Falsch:

        # a.yml
        successor: b
        # b.yml
        successor: a

    Richtig:

        # a.yml
        successor: b
    """
    for kind in KINDS:
        records = catalogue.records[kind]
        edges = {name: (record.successor,) for name, record in records.items() if record.successor}
        for circle in find_circles(edges):
            if len(circle) > 1:
                yield (
                    catalogue.place(records[circle[-1]], ("successor",)),
                    f"die Nachfolgen führen im Kreis: {say_circle(circle)}",
                )


@each(Record)
def successor_without_end(catalogue: Catalogue, record: Record, _today: date) -> Findings:
    """Wer eine Nachfolge nennt, nennt auch den letzten Tag.

    Sonst gelten alter und neuer Eintrag nebeneinander.

    Falsch:

        successor: kim-case-management

    Richtig:

        valid_until: 2022-06-30
        successor: kim-case-management
    """
    if record.successor and not record.valid_until:
        yield (
            catalogue.place(record, ("successor",)),
            "eine Nachfolge, aber kein letzter Tag; 'valid_until' ergänzen",
        )


@each(Record)
def successor_gap(catalogue: Catalogue, record: Record, _today: date) -> Findings:
    """Die Nachfolge beginnt spätestens am Tag nach dem Ende.

    Liegen Tage dazwischen, gibt es in dieser Zeit kein Angebot: ein Bruch im Hilfesystem.

    Falsch, wenn die Nachfolge am 01.09.2022 beginnt:

        valid_until: 2022-06-30
        successor: kim-case-management

    Richtig: beide Tage prüfen; stimmt die Lücke, bleibt der Hinweis stehen.

        valid_until: 2022-08-31
        successor: kim-case-management
    """
    heir = _successor(catalogue, record)
    if not heir or not heir.valid_from or not record.valid_until:
        return
    gap = (heir.valid_from - record.valid_until).days - 1
    if gap > 0:
        missing = "1 Tag fehlt" if gap == 1 else f"{gap} Tage fehlen"
        yield (
            catalogue.place(record, ("valid_until",)),
            (
                f"endet am {record.valid_until}, die Nachfolge '{heir.id}' beginnt erst am"
                f" {heir.valid_from}; {missing} dazwischen"
            ),
        )


@each(Record)
def successor_too_early(catalogue: Catalogue, record: Record, _today: date) -> Findings:
    """Die Nachfolge endet nicht vor dem Eintrag, den sie ablöst.

    Sonst sind die beiden vertauscht, oder ein Tag ist falsch.

    Falsch, wenn die Nachfolge schon am 31.12.2021 endete:

        valid_until: 2022-06-30
        successor: lotsenstelle

    Richtig:

        valid_until: 2022-06-30
        successor: kim-case-management
    """
    heir = _successor(catalogue, record)
    if not heir or not heir.valid_until or not record.valid_until:
        return
    if heir.valid_until < record.valid_until:
        yield (
            catalogue.place(record, ("successor",)),
            (
                f"die Nachfolge '{heir.id}' endete am {heir.valid_until}, also vor diesem"
                f" Eintrag ({record.valid_until}); sind die beiden vertauscht?"
            ),
        )


@each(Service)
def programme_ended(catalogue: Catalogue, service: Service, today: date) -> Findings:
    """Ist das Förderprogramm vorbei, nennt auch das Angebot seinen letzten Tag.

    Ein Angebot ohne Förderung gibt es meist nicht mehr. Läuft es mit anderem Geld weiter, gehört
    das neue Programm in den Eintrag.

    Falsch, wenn das Programm am 30.06.2022 endete:

        programme: gemeinsam-klappts

    Richtig:

        programme: gemeinsam-klappts
        valid_until: 2022-06-30
    """
    programme = catalogue.get(Programme, service.programme)
    if programme and has_ended(programme, today) and not service.valid_until:
        yield (
            catalogue.place(service, ("programme",)),
            (
                f"das Programm '{programme.id}' endete am {programme.valid_until}; gibt es das"
                " Angebot noch?"
            ),
        )


@each(Edition)
def edition_name(catalogue: Catalogue, edition: Edition, _today: date) -> Findings:
    """Der Dateiname einer Fortschreibung ist ihr Stand.

    Aus dem Dateinamen wird die öffentliche Adresse, die für immer gilt. Eine Berichtigung hängt
    -b1, -b2 und so weiter an und nennt, was sie berichtigt und wann.

    Falsch, in directory/editions/neu.yml:

        stand: 2022-06-24

    Richtig, in directory/editions/2022-06-24.yml:

        stand: 2022-06-24
    """
    name = edition.stand.isoformat()
    if edition.corrects and not _is_correction_of(edition, name):
        yield (
            catalogue.place(edition, ("corrects",)),
            (
                f"eine Berichtigung heißt '{name}-b1.yml', berichtigt '{name}' und nennt"
                " 'corrected_on'"
            ),
        )
    elif not edition.corrects and edition.id != name:
        yield (
            catalogue.place(edition, ("stand",)),
            f"der Dateiname passt nicht zum Stand; gemeint '{edition.stand}.yml'?",
        )


def _is_correction_of(edition: Edition, name: str) -> bool:
    number = edition.id.removeprefix(f"{name}-b")
    return edition.corrects == name and number.isdecimal() and edition.corrected_on is not None


@each(Edition)
def edition_order(catalogue: Catalogue, edition: Edition, _today: date) -> Findings:
    """Der Vorgänger einer Fortschreibung ist älter und hat die kleinere Nummer.

    Falsch, in 2022-06-24.yml:

        predecessor: 2023-02-01

    Richtig:

        predecessor: 2021-02-01
    """
    earlier = catalogue.get(Edition, edition.predecessor)
    if edition.corrects:  # same Stand, same number
        return
    if earlier and earlier is not edition and earlier.stand >= edition.stand:
        yield (
            catalogue.place(edition, ("predecessor",)),
            (
                f"der Vorgänger hat den Stand {earlier.stand} und ist nicht älter als"
                f" {edition.stand}"
            ),
        )
    elif earlier and earlier.number and edition.number and earlier.number >= edition.number:
        yield (
            catalogue.place(edition, ("number",)),
            f"die Nummer muss größer sein als die des Vorgängers ({earlier.number})",
        )
