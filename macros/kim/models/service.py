"""Services: the counselling services (Beratungsangebote) of the local support system."""

from datetime import date
from typing import ClassVar, Literal

from kim.fields import (
    Age,
    AreaRef,
    CategoryTerm,
    ContactRef,
    Day,
    Email,
    LanguageTerm,
    LegalRegimeTerm,
    LifeSituationTerm,
    LocationRef,
    MethodTerm,
    OrganizationRef,
    Part,
    ProgrammeRef,
    ResidenceTerm,
    ServiceRef,
    TargetGroupTerm,
    Text,
    TopicTerm,
    Url,
    YesNo,
    field,
)
from kim.models.base import Phone, Record, Schedule


class Criteria(Part):
    """What a person must meet; a criterion that is left out does not restrict."""

    minimum_age: Age | None = field("Alter ab", "Jüngstes Alter in Jahren.", "18", default=None)
    maximum_age: Age | None = field(
        "Alter bis",
        "Ältestes Alter in Jahren; wer so alt ist, darf noch kommen.",
        "27",
        default=None,
    )
    residence_status: tuple[ResidenceTerm, ...] = field(
        "Aufenthaltsstatus",
        "Begriffe aus directory/taxonomies/residence-status.yml; einer davon genügt.",
        ["duldung"],
        default=(),
    )
    length_of_stay: tuple[Literal["new", "longer"], ...] = field(
        "Aufenthaltsdauer",
        "new = neu zugewandert, longer = schon länger hier.",
        ["longer"],
        default=(),
    )
    life_situations: tuple[LifeSituationTerm, ...] = field(
        "Lebenslagen",
        "Begriffe aus directory/taxonomies/life-situations.yml; eine davon genügt.",
        ["familie"],
        default=(),
    )


class TopicCriteria(Criteria):
    """Criteria that hold for some of the service's topics only."""

    topics: tuple[TopicTerm, ...] = field(
        "Themen",
        "Begriffe aus directory/taxonomies/topics.yml, wenn es nur um diese Themen geht.",
        ["arbeit"],
        default=(),
    )


class Group(TopicCriteria):
    """One of several groups a service is open to; everything said here must hold together."""

    name: Text | None = field(
        "Name", "Wie diese Gruppe heißt.", "Junge Menschen auf dem Weg in Arbeit", default=None
    )
    valid_from: Day | None = field("Gilt ab", "Erster Tag.", "2022-07-01", default=None)
    valid_until: Day | None = field("Gilt bis", "Letzter Tag.", "2022-06-30", default=None)
    description: Text | None = field(
        "In Worten",
        "Weitere Bedingungen dieser Gruppe in einfachen Worten.",
        "Auch ohne Schulabschluss",
        default=None,
    )

    def is_valid_on(self, day: date) -> bool:
        """Tell whether the service is open to this group on that day."""
        starts = self.valid_from is None or self.valid_from <= day
        return starts and (self.valid_until is None or day <= self.valid_until)


class Exclusion(TopicCriteria):
    """Who is not right here: whoever meets everything said here."""

    only: YesNo = field(
        "Nur dann",
        "ja, wenn nur gemeint ist, wer keine anderen Lebenslagen hat als die genannten.",
        "ja",
        default=False,
    )
    description: Text | None = field(
        "In Worten",
        "Wer hier nicht richtig ist, und wer dann hilft.",
        "Wer nur Hilfe beim Ankommen braucht, geht zur Migrationsberatung",
        default=None,
    )


class Eligibility(Criteria):
    """Who may come: these criteria hold for all, and one of the groups if there are any."""

    groups: tuple[Group, ...] = field(
        "Gruppen",
        "Wenn mehrere Gruppen kommen dürfen: wer zu einer davon gehört, ist richtig.",
        [{"minimum_age": "18", "residence_status": ["duldung"]}, {"life_situations": ["pflege"]}],
        default=(),
    )
    exclusions: tuple[Exclusion, ...] = field(
        "Ausschlüsse",
        "Wer alles aus einem Ausschluss erfüllt, ist hier nicht richtig.",
        [{"length_of_stay": ["new"], "life_situations": ["ankommen"]}],
        default=(),
    )
    preferred: tuple[Criteria, ...] = field(
        "Vor allem für",
        "Für wen das Angebot vor allem da ist; schließt niemanden aus.",
        [{"length_of_stay": ["longer"]}],
        default=(),
    )
    priority: Text | None = field(
        "Vorrang", "Wer zuerst beraten wird.", "Menschen, die schon länger hier leben", default=None
    )
    exclusion: Text | None = field(
        "Nicht für",
        "Wer hier nicht richtig ist, und warum.",
        "Menschen, die nur Hilfe beim Ankommen brauchen",
        default=None,
    )
    description: Text | None = field(
        "In Worten",
        "Weitere Bedingungen in einfachen Worten.",
        "Junge Menschen ohne Fallmanagement",
        default=None,
    )


class Access(Part):
    """How to get in."""

    modes: tuple[Literal["open", "appointment", "phone", "online", "outreach", "referral"], ...] = (
        field(
            "Zugang",
            "open = offene Sprechstunde, appointment = mit Termin, phone = am Telefon,"
            " online = im Internet, outreach = wir kommen zu Ihnen, referral = über eine andere"
            " Stelle.",
            ["appointment"],
            default=(),
        )
    )
    referred_by: tuple[OrganizationRef, ...] = field(
        "Vermittelt durch", "Organisationen, die schicken dürfen.", ["jobcenter"], default=()
    )
    description: Text | None = field(
        "Hinweis", "Was man vorher tun muss.", "Bitte vorher anrufen", default=None
    )


class Cost(Part):
    """What it costs."""

    free: YesNo = field("Kostenlos", "ja oder nein.", "ja")
    description: Text | None = field(
        "Hinweis", "Betrag, Ermäßigung.", "Gebühr 255 Euro", default=None
    )


class Delimitation(Part):
    """Where another service is the right one."""

    service: ServiceRef = field("Angebot", "Kennung des anderen Angebots.", "mbe")
    description: Text = field(
        "Abgrenzung", "Wann das andere Angebot richtig ist.", "Wenn Sie über 27 Jahre alt sind"
    )


class Service(Record):
    """A service people can turn to (HSDS: service)."""

    kind: ClassVar[str] = "services"
    title: ClassVar[str] = "Angebot"
    plural: ClassVar[str] = "Angebote"
    path: ClassVar[str] = "angebote"

    summary: Text | None = field(
        "Kurz gesagt",
        "Ein Satz für Listen: was das Angebot tut.",
        "Hilft Erwachsenen in den ersten Jahren in Deutschland.",
        default=None,
    )
    organization: OrganizationRef = field("Träger", "Kennung der Organisation.", "awo")
    partners: tuple[OrganizationRef, ...] = field(
        "Weitere Träger",
        "Organisationen, die das Angebot mit dem Träger gemeinsam machen.",
        ["caritas"],
        default=(),
    )
    programme: ProgrammeRef | None = field(
        "Programm", "Kennung des Förderprogramms.", "kim-baustein-2", default=None
    )
    categories: tuple[CategoryTerm, ...] = field(
        "Kategorien",
        "Begriffe aus directory/taxonomies/categories.yml; mehrere erlaubt.",
        ["migrationsdienste"],
        default=(),
    )
    topics: tuple[TopicTerm, ...] = field(
        "Themen", "Begriffe aus directory/taxonomies/topics.yml.", ["aufenthalt"], default=()
    )
    target_groups: tuple[TargetGroupTerm, ...] = field(
        "Zielgruppen",
        "Begriffe aus directory/taxonomies/target-groups.yml.",
        ["neuzugewanderte"],
        default=(),
    )
    eligibility: Eligibility = field(
        "Für wen",
        "Bedingungen; was fehlt, schränkt nicht ein.",
        {"minimum_age": "18"},
        default=Eligibility(),
    )
    service_areas: tuple[AreaRef, ...] = field(
        "Einzugsgebiet", "Gebiete, aus denen man kommen darf.", ["musterstadt"], default=()
    )
    locations: tuple[LocationRef, ...] = field(
        "Orte", "Wo das Angebot stattfindet.", ["rathaus"], default=()
    )
    contacts: tuple[ContactRef, ...] = field(
        "Ansprechstellen", "Wer Auskunft gibt.", ["kim-koordination"], default=()
    )
    phones: tuple[Phone, ...] = field(
        "Telefon", "Rufnummern des Angebots.", [{"number": "030 123456"}], default=()
    )
    email: Email | None = field(
        "E-Mail", "Postfach des Angebots.", "beratung@stadt.example", default=None
    )
    website: Url | None = field(
        "Internet", "Seite des Angebots.", "https://www.stadt.example/beratung", default=None
    )
    languages: tuple[LanguageTerm, ...] = field(
        "Sprachen",
        "Sprachen der Beratung aus directory/taxonomies/languages.yml.",
        ["de", "ar"],
        default=(),
    )
    interpreting: Text | None = field(
        "Dolmetschen", "Ob und wie gedolmetscht wird.", "Auf Anfrage", default=None
    )
    access: Access | None = field(
        "Zugang", "Wie man hineinkommt.", {"modes": ["appointment"]}, default=None
    )
    schedules: tuple[Schedule, ...] = field(
        "Sprechzeiten",
        "Zeiten des Angebots.",
        [{"days": ["mo"], "opens_at": "09:00", "closes_at": "12:00"}],
        default=(),
    )
    cost: Cost | None = field("Kosten", "Was es kostet.", {"free": "ja"}, default=None)
    required_documents: tuple[Text, ...] = field(
        "Mitbringen", "Unterlagen, die man braucht.", ["Ausweis oder Pass"], default=()
    )
    legal_regimes: tuple[LegalRegimeTerm, ...] = field(
        "Rechtskreise",
        "Begriffe aus directory/taxonomies/legal-regimes.yml.",
        ["sgb-2"],
        default=(),
    )
    method: MethodTerm | None = field(
        "Methode",
        "Begriff aus directory/taxonomies/methods.yml.",
        "case-management",
        default=None,
    )
    delimitations: tuple[Delimitation, ...] = field(
        "Abgrenzung",
        "Wann ein anderes Angebot richtig ist.",
        [{"service": "mbe", "description": "Wenn Sie über 27 Jahre alt sind"}],
        default=(),
    )

    @property
    def providers(self) -> tuple[str, ...]:
        """Name everybody who runs it, the main one first."""
        return (self.organization, *self.partners)
