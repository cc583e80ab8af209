"""The report on coverage as a workbook, for those who filter and go on reckoning."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from kim.export.workbook import Linked, Sheet, Value, write_workbook
from kim.views.coverage.facts import CheckedRow
from kim.views.coverage.grid import GridLine
from kim.views.coverage.naming import Entry
from kim.views.coverage.report import ReportView


class _Book(NamedTuple):
    """What the sheets are written from; `address` is the site's, empty where it is not known."""

    report: ReportView
    grid: Iterable[GridLine]
    address: str

    def entry(self, entry: Entry) -> Linked:
        """Lead to a record's page."""
        return Linked(entry.name, self.address and f"{self.address}{entry.href}")


def write_coverage(report: ReportView, grid: Iterable[GridLine], address: str, day: date) -> bytes:
    """Write the report of a day; `address` is the site's with a slash at its end, or nothing."""
    book = _Book(report, grid, address)
    sheets = (
        _overview,
        _gaps,
        _same,
        _changes,
        _checked,
        _posts,
        _grid,
        _languages,
        _access,
        _services,
    )
    title = f"Abdeckung {report.area}, {report.day}"
    return write_workbook(title, (make(book) for make in sheets), day)


def _overview(book: _Book) -> Sheet:
    head = f"Abdeckung: {book.report.area}, Stand {book.report.day}"
    return Sheet("Überblick", ((head, 120),), ((sentence,) for sentence in book.report.summary))


def _gaps(book: _Book) -> Sheet:
    return Sheet(
        "Lücken",
        (
            ("Thema", 28),
            ("Auf der Startseite", 12),
            ("Kein Angebot für", 50),
            ("Angebote gibt es für", 40),
            ("Gebiet", 30),
        ),
        (*_topic_gaps(book), *_group_gaps(book)),
    )


def _topic_gaps(book: _Book) -> Iterator[Sequence[Value]]:
    for row in book.report.gaps:
        yield (
            row.topic,
            _yes(row.is_central),
            "alle" if row.is_whole else "\n".join(row.groups),
            "\n".join(row.served) or "niemanden",
            "\n".join(row.areas),
        )


def _group_gaps(book: _Book) -> Iterator[Sequence[Value]]:
    for row in book.report.rare:
        topics = ", ".join(row.topics) or "keine"
        yield "alle anderen Themen", "", row.group, f"Angebote nur zu: {topics}", book.report.area


def _same(book: _Book) -> Sheet:
    return Sheet(
        "Mehrfach",
        (
            ("Stand", 24),
            ("Grund", 30),
            ("Angebote", 50),
            ("Einträge", 50),
            ("Träger", 36),
            ("Methode", 18),
            ("Themen", 24),
            ("Zielgruppen", 30),
            ("Gebiete", 28),
        ),
        (
            (
                row.state,
                "\n".join(row.reasons),
                "\n".join(entry.name for entry in row.services),
                "\n".join(entry.path for entry in row.services),
                "\n".join(row.organizations),
                row.method,
                "\n".join(row.topics),
                "\n".join(row.groups),
                "\n".join(row.areas),
            )
            for row in book.report.same
        ),
    )


def _changes(book: _Book) -> Sheet:
    return Sheet(
        "Änderungen",
        (
            ("Tag", 12),
            ("Was", 22),
            ("Art", 16),
            ("Eintrag", 44),
            ("Datei", 44),
            ("Nachfolge", 36),
            ("Folgen", 70),
            ("Lücke oder enger", 12),
        ),
        (
            (
                row.day,
                row.what,
                row.kind,
                book.entry(row.entry),
                row.entry.path,
                book.entry(row.heir) if row.heir else "",
                "\n".join(row.effects),
                _yes(row.is_break),
            )
            for row in book.report.changes
        ),
    )


def _checked(book: _Book) -> Sheet:
    return Sheet(
        "Prüfstand",
        (
            ("Was", 22),
            ("Name", 50),
            ("Einträge", 10),
            ("geprüft in 6 Monaten", 12),
            ("geprüft in 12 Monaten", 12),
            ("Anteil 12 Monate", 10),
            ("vor längerer Zeit", 12),
            ("nie", 8),
        ),
        (
            *_counts("Einträge nach Art", book.report.kinds),
            *_counts("Angebote nach Träger", book.report.organizations),
        ),
    )


def _counts(what: str, rows: Iterable[CheckedRow]) -> Iterator[Sequence[Value]]:
    for row in rows:
        total, half_year, year, before, never = row.counts
        yield what, row.name, total, half_year, year, row.year, before, never


def _posts(book: _Book) -> Sheet:
    return Sheet(
        "Stellen",
        (
            ("Programm", 44),
            ("Datei", 40),
            ("bewilligt", 12),
            ("verteilt", 12),
            ("Stand", 40),
            ("Funktion", 36),
            ("Wo", 44),
            ("Gebiet", 26),
            ("Stellen", 16),
        ),
        _post_lines(book),
    )


def _post_lines(book: _Book) -> Iterator[Sequence[Value]]:
    for row in book.report.posts:
        head = book.entry(row.entry), row.entry.path, row.granted, row.placed, row.words
        for one in row.positions:
            where = str(one.organization.text if one.organization else one.holder or "ohne Ort")
            area = str(one.area.text) if one.area else ""
            yield (*head, str(one.function), where, area, one.amount)
        if not row.positions:
            yield (*head, "", "", "", "")


def _grid(book: _Book) -> Sheet:
    return Sheet(
        "Raster",
        (
            ("Thema", 28),
            ("Zielgruppe", 40),
            ("Gebiet", 30),
            ("Stand", 36),
            ("Angebote", 10),
            ("Kennungen", 70),
            ("Sprachen der Beratung", 40),
            ("Barrierefreiheit der Orte", 36),
        ),
        book.grid,
        has_short_texts=True,
    )


def _languages(book: _Book) -> Sheet:
    spoken = book.report.spoken
    return Sheet(
        "Sprachen",
        (("Thema", 28), *((name, 14) for name in spoken.languages), ("ohne Angabe", 14)),
        ((name, *cells, unstated) for name, cells, unstated in spoken.rows),
    )


def _access(book: _Book) -> Sheet:
    return Sheet(
        "Barrierefreiheit",
        (
            ("Thema", 28),
            ("Angebote", 12),
            ("mit Angaben", 14),
            ("Ort ohne Angaben", 16),
            ("kein Ort eingetragen", 16),
        ),
        book.report.access,
    )


def _services(book: _Book) -> Sheet:
    return Sheet(
        "Angebote",
        (
            ("Thema", 28),
            ("Angebot", 50),
            ("Datei", 50),
            ("Träger", 36),
            ("Methode", 18),
            ("Zielgruppen", 36),
            ("Bedingungen", 50),
            ("Gebiete", 28),
            ("geprüft", 12),
        ),
        _service_lines(book),
    )


def _service_lines(book: _Book) -> Iterator[Sequence[Value]]:
    topics = ((topic.name, topic.services) for topic in book.report.topics)
    for topic, services in (*topics, ("ohne Thema", book.report.without_topic)):
        for line in services:
            yield (
                topic,
                book.entry(line.entry),
                line.entry.path,
                "\n".join(line.organizations),
                line.method or "nicht angegeben",
                "\n".join(line.groups) or "alle",
                "\n".join(line.limits),
                "\n".join(line.areas) or "überall",
                line.checked or "nie",
            )


def _yes(value: bool) -> str:  # noqa: FBT001  the value itself is what is said
    return "ja" if value else ""
