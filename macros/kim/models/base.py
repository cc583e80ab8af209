"""Record: what every kind of record has, and the parts that several kinds share."""

from datetime import date
from typing import ClassVar, Literal

from kim.fields import (
    Clock,
    Day,
    DocumentRef,
    Line,
    OrganizationRef,
    Part,
    PhoneNumber,
    RichText,
    SameKindRef,
    Slug,
    Text,
    YesNo,
    field,
)

Weekday = Literal["mo", "di", "mi", "do", "fr", "sa", "so"]


class Citation(Part):
    """Where a fact was found."""

    document: DocumentRef = field(
        "Dokument", "Kennung des Dokuments aus directory/documents/.", "kim-konzept-2022"
    )
    place: Line | None = field(
        "Stelle", "Kapitel oder Seite im Dokument.", "Kapitel 3", default=None
    )


class Phone(Part):
    """A phone number and what it is for (HSDS: phone)."""

    number: PhoneNumber = field(
        "Nummer",
        "Rufnummer mit Vorwahl, so geschrieben wie sie auf der Seite stehen soll.",
        "030 1234-56",
    )
    type: Literal["voice", "mobile", "fax", "sms"] = field(
        "Art",
        "voice = Telefon, mobile = Handy, fax = Fax, sms = Kurznachricht.",
        "voice",
        default="voice",
    )
    description: Text | None = field(
        "Wofür", "Wofür diese Nummer ist oder wann sie besetzt ist.", "Zentrale", default=None
    )


class Schedule(Part):
    """Opening hours on some days of the week (HSDS: schedule)."""

    days: tuple[Weekday, ...] = field(
        "Wochentage", "mo, di, mi, do, fr, sa, so.", ["mo", "mi"], default=()
    )
    opens_at: Clock | None = field("Öffnet um", "Uhrzeit.", "08:30", default=None)
    closes_at: Clock | None = field("Schließt um", "Uhrzeit.", "12:00", default=None)
    by_appointment: YesNo = field(
        "Nur nach Termin", "ja, wenn man vorher einen Termin braucht.", "ja", default=False
    )
    description: Text | None = field(
        "Hinweis", "Was man zu dieser Zeit wissen muss.", "Offene Sprechstunde", default=None
    )
    valid_from: Day | None = field("Gilt ab", "Erster Tag.", "2022-07-01", default=None)
    valid_until: Day | None = field("Gilt bis", "Letzter Tag.", "2022-08-31", default=None)
    dates: tuple[Day, ...] = field(
        "An einzelnen Tagen",
        "Tage, an denen es anders ist als sonst. Was hier steht, gilt vor allem anderen.",
        ["2022-12-24"],
        default=(),
    )
    closed: YesNo = field(
        "Geschlossen",
        "ja, wenn an diesen Tagen ('days', 'dates') oder in dieser Zeit ('valid_from',"
        " 'valid_until') zu ist. Gesetzliche Feiertage kennt das Programm.",
        "ja",
        default=False,
    )
    public_holidays: YesNo = field(
        "Auch an Feiertagen",
        "ja, wenn diese Zeiten auch an gesetzlichen Feiertagen gelten.",
        "ja",
        default=False,
    )

    @property
    def precision(self) -> int:
        """Rank how exactly it names its days; on a day for which several hold, the highest counts.

        3 single days, 2 a period with both ends, 1 an open end, 0 no date at all.
        """
        if self.dates or (self.valid_from and self.valid_from == self.valid_until):
            return 3
        return bool(self.valid_from) + bool(self.valid_until)


class Record(Part):
    """Base of every kind: identity, texts, origin, validity."""

    kind: ClassVar[str]
    """Folder below directory/ and name in references."""
    title: ClassVar[str]
    """German singular, as authors and readers know it."""
    plural: ClassVar[str]
    path: ClassVar[str]
    """First part of the public address of these pages."""

    id: Slug = field(
        "Kennung", "Der Dateiname ohne .yml. Wird nicht in die Datei geschrieben.", "mbe"
    )
    name: Text = field("Name", "Der volle Name.", "Migrationsberatung für Erwachsene")
    alternate_name: Text | None = field(
        "Kurzname", "Abkürzung oder zweiter Name.", "MBE", default=None
    )
    description: RichText | None = field(
        "Beschreibung",
        "Ein bis drei Absätze. Erlaubt sind Absätze, Listen, **fett**, *kursiv* und Links.",
        "Beratung für Erwachsene, die neu in der Stadt sind.",
        default=None,
    )
    sources: tuple[Citation, ...] = field(
        "Quellen",
        "Woher diese Angaben stammen.",
        [{"document": "kim-konzept-2022", "place": "Kapitel 3"}],
        default=(),
    )
    valid_from: Day | None = field("Gültig ab", "Erster Tag.", "2022-07-01", default=None)
    valid_until: Day | None = field("Gültig bis", "Letzter Tag.", "2022-06-30", default=None)
    successor: SameKindRef | None = field(
        "Nachfolge",
        "Kennung des Eintrags, der diesen ablöst.",
        "kim-case-management",
        default=None,
    )
    formerly: tuple[Slug, ...] = field(
        "Frühere Kennungen",
        "Alte Kennungen; alte Adressen führen dann hierher.",
        ["migrationsberatung"],
        default=(),
    )
    last_verified: Day | None = field(
        "Zuletzt geprüft",
        "Tag, an dem die Angaben zuletzt bestätigt wurden.",
        "2022-06-24",
        default=None,
    )
    verified_by: OrganizationRef | None = field(
        "Geprüft von", "Kennung der Organisation, die geprüft hat.", "ki", default=None
    )

    def has_ended(self, day: date) -> bool:
        """Tell whether the record's last day lies before that day."""
        return self.valid_until is not None and self.valid_until < day

    def is_valid_on(self, day: date) -> bool:
        """Tell whether the record holds on that day; open ends always hold."""
        starts = self.valid_from is None or self.valid_from <= day
        return starts and (self.valid_until is None or day <= self.valid_until)
