"""Services: the counselling services (Beratungsangebote) of the local support system."""

from typing import ClassVar, Literal

from kim.fields import (
    Age,
    AreaRef,
    CategoryTerm,
    ContactRef,
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


class Eligibility(Part):
    """Who may come; a criterion that is left out does not restrict."""

    minimum_age: Age | None = field("Alter ab", "Jüngstes Alter in Jahren.", "18", default=None)
    maximum_age: Age | None = field(
        "Alter bis",
        "Ältestes Alter in Jahren; wer so alt ist, darf noch kommen.",
        "27",
        default=None,
    )
    residence_status: tuple[ResidenceTerm, ...] = field(
        "Aufenthaltsstatus",
        "Begriffe aus directory/taxonomies/residence-status.yml.",
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
        "Begriffe aus directory/taxonomies/life-situations.yml.",
        ["familie"],
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
