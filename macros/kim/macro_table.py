"""The closed set of building blocks (macros) that chapters may call.

Comes in: nothing. Goes out: for each macro its German name, what its arguments point at, and
whether it stands alone on its line. The checks refuse every other call; the handbook's renderer
draws these.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

CHAPTER = "chapter"
SECTION = "section"
ROW = "row"
COLUMN = "column"
FIGURE = "figure"
ANNEX = "annex"
SERIES = "series"

ORGANIGRAM = "organigramm"
TOTAL_ROW = "gesamt"
ANNEXES = ("angebote", "gremien", "zustaendigkeiten")
YEAR_ANNEX = "meilensteine-"


@dataclass(frozen=True, slots=True)
class Parameter:
    """One argument or option: its German name and what its text points at.

    `target` is a kind of record ("services"), a taxonomy ("taxonomies/topics") or one of the
    constants above.
    """

    name: str
    target: str
    required: bool = True
    repeats: bool = False


@dataclass(frozen=True, slots=True)
class Macro:
    """One building block; a block stands alone on its line, the others inside a sentence."""

    name: str
    purpose: str
    example: str
    arguments: tuple[Parameter, ...] = ()
    options: tuple[Parameter, ...] = ()
    block: bool = False


_BLOCKS = (
    Macro(
        "statistik",
        "Tabelle und Diagramm einer Statistik.",
        '{{ statistik("einwohner") }}',
        (Parameter("Statistik", "statistics"),),
        block=True,
    ),
    Macro(
        "gremium",
        "Steckbrief eines Gremiums mit Sitzen und Aufgaben.",
        '{{ gremium("lenkungskreis") }}',
        (Parameter("Gremium", "committees"),),
        block=True,
    ),
    Macro(
        "organigramm",
        "Schaubild der Gremien, die zur KIM-Struktur gehören.",
        "{{ organigramm() }}",
        block=True,
    ),
    Macro(
        "stellen",
        "Tabelle der Stellen eines Programms.",
        '{{ stellen("kim-baustein-1") }}',
        (Parameter("Programm", "programmes"),),
        block=True,
    ),
    Macro(
        "angebote",
        "Liste von Angeboten; die Angaben in der Klammer wählen aus.",
        '{{ angebote(thema="sprache") }}',
        options=(
            Parameter("kategorie", "taxonomies/categories", required=False),
            Parameter("thema", "taxonomies/topics", required=False),
            Parameter("zielgruppe", "taxonomies/target-groups", required=False),
            Parameter("organisation", "organizations", required=False),
        ),
        block=True,
    ),
    Macro(
        "kontakt",
        "Ansprechstelle mit Telefon und E-Mail.",
        '{{ kontakt("kim-koordination") }}',
        (Parameter("Ansprechstelle", "contacts"),),
        block=True,
    ),
    Macro(
        "programm",
        "Steckbrief eines Programms.",
        '{{ programm("kim-baustein-1") }}',
        (Parameter("Programm", "programmes"),),
        block=True,
    ),
    Macro(
        "abgrenzung",
        "Tabelle, die Angebote nebeneinander stellt.",
        '{{ abgrenzung("mbe", "jmd") }}',
        (Parameter("Angebot", "services", repeats=True),),
        block=True,
    ),
    Macro(
        "programmvergleich",
        "Tabelle aller Programme mit eigenem Case Management.",
        "{{ programmvergleich() }}",
        block=True,
    ),
    Macro(
        "anlage",
        "Anlage des Konzepts: angebote, gremien, zustaendigkeiten oder meilensteine-<Jahr>.",
        '{{ anlage("meilensteine-2021") }}',
        (Parameter("Anlage", ANNEX),),
        block=True,
    ),
    Macro(
        "termine",
        "Liste der Termine einer Reihe.",
        '{{ termine(reihe="schulung") }}',
        options=(Parameter("reihe", SERIES),),
        block=True,
    ),
)

_INLINE = (
    Macro(
        "angebot",
        "Link zu einem Angebot.",
        '{{ angebot("mbe") }}',
        (Parameter("Angebot", "services"),),
    ),
    Macro(
        "organisation",
        "Link zu einer Organisation.",
        '{{ organisation("ki") }}',
        (Parameter("Organisation", "organizations"),),
    ),
    Macro(
        "gremium_link",
        "Link zu einem Gremium.",
        '{{ gremium_link("lenkungskreis") }}',
        (Parameter("Gremium", "committees"),),
    ),
    Macro(
        "programm_link",
        "Link zu einem Programm.",
        '{{ programm_link("kim-baustein-1") }}',
        (Parameter("Programm", "programmes"),),
    ),
    Macro(
        "dokument",
        "Zitat eines Dokuments mit Link.",
        '{{ dokument("handreichung") }}',
        (Parameter("Dokument", "documents"),),
    ),
    Macro(
        "kapitel",
        "Verweis auf ein Kapitel mit seiner Nummer.",
        '{{ kapitel("zielgruppen") }}',
        (Parameter("Kapitel", CHAPTER),),
    ),
    Macro(
        "abschnitt",
        "Verweis auf einen Abschnitt eines Kapitels.",
        '{{ abschnitt("zielgruppen", "vorrang") }}',
        (Parameter("Kapitel", CHAPTER), Parameter("Abschnitt", SECTION)),
    ),
    Macro(
        "abbildung",
        "Verweis auf eine Abbildung mit ihrer Nummer.",
        '{{ abbildung("organigramm") }}',
        (Parameter("Abbildung", FIGURE),),
    ),
    Macro(
        "zahl",
        "Eine Zahl aus einer Statistik; die Summe ist die Zeile 'gesamt'.",
        '{{ zahl("einwohner", zeile="gesamt", spalte="insgesamt") }}',
        (Parameter("Statistik", "statistics"),),
        (Parameter("zeile", ROW), Parameter("spalte", COLUMN)),
    ),
)

MACROS: Mapping[str, Macro] = MappingProxyType(
    {macro.name: macro for macro in (*_BLOCKS, *_INLINE)}
)
