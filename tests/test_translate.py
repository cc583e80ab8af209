"""pydantic's errors in German: for every type of field, what authors write wrong."""

from __future__ import annotations

from pathlib import PurePosixPath
from textwrap import dedent

import pytest
from pydantic import ValidationError

from kim.models import KINDS
from kim.nearest import suggest
from kim.source import Source, parse_source
from kim.translate import Adviser, translate_errors

SHOWN = PurePosixPath("x.yml")
SERVICE = "name: MBE\norganization: awo\n"
AREA = "name: Mitte\nlevel: sozialraum\n"
LOCATION = "name: Rathaus\n"
PROGRAMME = "name: KIM\n"
SERVICE_FIELDS = [name for name in KINDS["services"].model_fields if name != "id"]


def lines_of(kind: str, text: str) -> list[str]:
    """Validate a record and give its problems without the path."""
    source = parse_source(dedent(text).encode(), SHOWN)
    assert isinstance(source, Source), source
    try:
        KINDS[kind].model_validate({**source.value, "id": "x"})
    except ValidationError as error:
        problems = translate_errors(error, source, KINDS[kind])
        return [str(problem).removeprefix("x.yml:") for problem in problems]
    return []


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        (
            "services",
            SERVICE + "valid_from: 01.07.2022\n",
            (
                "3:13: erwartet wird ein Datum wie 2022-06-24 (Jahr-Monat-Tag); hier steht '01.07.2022'"
                " [invalid-value]"
            ),
        ),
        (
            "services",
            SERVICE + "valid_from: 2022-02-29\n",
            "3:13: diesen Tag gibt es im Kalender nicht; hier steht '2022-02-29' [invalid-value]",
        ),
        (
            "services",
            SERVICE + "schedules: [{opens_at: 8:30}]\n",
            "3:24: erwartet wird eine Uhrzeit wie 08:30 oder 16:00; hier steht '8:30' [invalid-value]",
        ),
        (
            "services",
            SERVICE + "schedules: [{closes_at: 24:01}]\n",
            "3:25: erwartet wird eine Uhrzeit wie 08:30 oder 16:00; hier steht '24:01' [invalid-value]",
        ),
        (
            "programmes",
            PROGRAMME + "granted_posts: 2.5\n",
            (
                "2:16: erwartet wird eine Zahl in deutscher Schreibweise wie 27.143 oder 44,1; hier steht"
                " '2.5' [invalid-value]"
            ),
        ),
        (
            "programmes",
            PROGRAMME + "positions: [{function: x, share: 0/3}]\n",
            "2:34: erwartet wird ein Anteil wie 1/3; hier steht '0/3' [invalid-value]",
        ),
        (
            "programmes",
            PROGRAMME + "building_block: 4\n",
            "2:17: die Zahl darf höchstens 3 sein; hier steht '4' [invalid-value]",
        ),
        (
            "programmes",
            PROGRAMME + "budgets: [{year: 21, amount: '1'}]\n",
            "2:18: die Zahl muss mindestens 1800 sein; hier steht '21' [invalid-value]",
        ),
        (
            "services",
            SERVICE + "eligibility: {minimum_age: achtzehn}\n",
            "3:28: erwartet wird eine ganze Zahl; hier steht 'achtzehn' [invalid-value]",
        ),
        (
            "services",
            SERVICE + "eligibility: {minimum_age: 18.5}\n",
            "3:28: erwartet wird eine ganze Zahl; hier steht '18.5' [invalid-value]",
        ),
        (
            "services",
            SERVICE + "cost: {free: true}\n",
            "3:14: erwartet wird 'ja' oder 'nein'; hier steht 'true' [invalid-value]",
        ),
        (
            "services",
            SERVICE + "website: stadt.example\n",
            (
                "3:10: erwartet wird eine ganze Internet-Adresse, die mit https:// beginnt; hier steht"
                " 'stadt.example' [invalid-value]"
            ),
        ),
        (
            "services",
            SERVICE + "website: javascript:alert(1)\n",
            (
                "3:10: erwartet wird eine ganze Internet-Adresse, die mit https:// beginnt; hier steht"
                " 'javascript:alert(1)' [invalid-value]"
            ),
        ),
        (
            "services",
            SERVICE + "email: mbe@stadt\n",
            (
                "3:8: erwartet wird eine E-Mail-Adresse wie ki@stadt.example; hier steht 'mbe@stadt'"
                " [invalid-value]"
            ),
        ),
        (
            "services",
            SERVICE + "phones: [{number: 825-4000}]\n",
            (
                "3:19: erwartet wird eine Rufnummer mit Vorwahl wie 030 1234-56; hier steht '825-4000'"
                " [invalid-value]"
            ),
        ),
        (
            "services",
            "name: MBE\norganization: AWO\n",
            (
                "2:15: eine Kennung besteht aus Kleinbuchstaben a–z, Ziffern und einzelnen Bindestrichen,"
                " höchstens 64 Zeichen; hier steht 'AWO' [invalid-value]"
            ),
        ),
        (
            "services",
            SERVICE + "description: {en: Advice}\n",
            "3:14: der deutsche Text ('de:') fehlt [invalid-value]",
        ),
        (
            "services",
            SERVICE + "description: {de: x, Englisch: y}\n",
            (
                "3:22: erwartet wird ein Sprachkürzel wie de, en oder ar; hier steht 'Englisch'"
                " [invalid-value]"
            ),
        ),
        (
            "services",
            SERVICE + "description: [x]\n",
            "3:14: erwartet wird ein Text, keine Liste; die Striche '- ' löschen [invalid-value]",
        ),
        (
            "services",
            SERVICE + "email: [x]\n",
            (
                "3:8: erwartet wird einfacher Text, keine Liste und keine eingerückten Felder"
                " [invalid-value]"
            ),
        ),
        (
            "services",
            SERVICE + "topics: sprache\n",
            (
                "3:9: erwartet wird eine Liste: jede Zeile eingerückt und mit '- ' am Anfang; hier steht"
                " 'sprache' [invalid-value]"
            ),
        ),
        (
            "services",
            SERVICE + "access: offen\n",
            (
                "3:9: erwartet werden eingerückte Zeilen der Form 'feld: wert'; hier steht 'offen'"
                " [invalid-value]"
            ),
        ),
        (
            "areas",
            AREA + "number: |\n  71\n  72\n",
            "3:9: dieser Text muss in eine Zeile passen; hier steht '71 72' [invalid-value]",
        ),
        (
            "areas",
            AREA + "official_key: 0511900\n",
            (
                "3:15: erwartet wird ein amtlicher Schlüssel mit 2, 5, 8 oder 12 Ziffern; hier steht"
                " '0511900' [invalid-value]"
            ),
        ),
        (
            "areas",
            "name: Mitte\nlevel: stadtteil\n",
            (
                "2:8: 'stadtteil' ist hier nicht möglich; möglich sind: land, kreis, kreisfreie_stadt,"
                " gemeinde, sozialraum [unknown-value]"
            ),
        ),
        (
            "locations",
            LOCATION + "address: {city: x, postal_code: D-12345}\n",
            (
                "2:33: erwartet wird eine Postleitzahl mit fünf Ziffern; hier steht 'D-12345'"
                " [invalid-value]"
            ),
        ),
        (
            "locations",
            LOCATION + "address: {city: x, country: de}\n",
            "2:29: erwartet werden zwei Großbuchstaben wie DE; hier steht 'de' [invalid-value]",
        ),
        (
            "locations",
            LOCATION + "latitude: 51,5\n",
            "2:11: erwartet wird eine Zahl mit Punkt wie 51.4963; hier steht '51,5' [invalid-value]",
        ),
        (
            "locations",
            LOCATION + "longitude: 51.5\n",
            "2:12: die Zahl darf höchstens 16 sein; hier steht '51.5' [invalid-value]",
        ),
        (
            "locations",
            LOCATION + "latitude: nan\n",
            "2:11: die Zahl darf höchstens 56 sein; hier steht 'nan' [invalid-value]",
        ),
        (
            "taxonomies",
            "name: Themen\nterms: []\n",
            "2:8: hier muss mindestens ein Eintrag stehen [invalid-value]",
        ),
        (
            "services",
            SERVICE + f"email: {'x' * 250}@stadt.example\n",
            (
                f"3:8: der Text ist zu lang; erlaubt sind 254 Zeichen; hier steht '{'x' * 39}…'"
                " [invalid-value]"
            ),
        ),
        (
            "services",
            "name: MBE\n",
            "1:1: das Pflichtfeld 'organization' (Träger) fehlt [missing-field]",
        ),
        (
            "services",
            SERVICE + "delimitations:\n  - service: jmd\n",
            "4:5: das Pflichtfeld 'description' (Abgrenzung) fehlt [missing-field]",
        ),
        (
            "statistics",
            (
                "name: x\nrow_heading: x\nas_of: 2020-12-31\nrows: [{id: a, name: x, values: {a: 1}}]\n"
                "columns: [{id: a, name: x, share_of: {part: a}}]\n"
            ),
            "5:38: das Pflichtfeld 'whole' (Ganzes) fehlt [missing-field]",
        ),
        (
            "services",
            SERVICE + "adress: x\n",
            "3:1: das Feld 'adress' gibt es hier nicht; gemeint 'access'? [unknown-field]",
        ),
        (
            "services",
            SERVICE + "access:\n  mode: [open]\n",
            "4:3: das Feld 'mode' gibt es hier nicht; gemeint 'modes'? [unknown-field]",
        ),
        (
            "services",
            SERVICE + "ide: x\n",
            f"3:1: das Feld 'ide' gibt es hier nicht; {suggest('ide', SERVICE_FIELDS)} [unknown-field]",
        ),
        (
            "services",
            SERVICE + "delimitations:\n  - {service: jmd, description: x, id: x}\n",
            (
                "4:36: das Feld 'id' gibt es hier nicht; möglich sind: service, description"
                " [unknown-field]"
            ),
        ),
        (
            "statistics",
            (
                "name: x\nrow_heading: x\nas_of: 2020-12-31\nrows: [{id: a, name: x, values: {a: 1}}]\n"
                "columns: [{id: a, name: x, share_of: {part: a, whole: a, idd: a}}]\n"
            ),
            "5:58: das Feld 'idd' gibt es hier nicht; möglich sind: part, whole [unknown-field]",
        ),
        (
            "statistics",
            (
                "name: x\nrow_heading: x\nas_of: 2020-12-31\nrows: [{id: a, name: x, values: {a: 1}}]\n"
                "columns: [{id: a, name: x, idd: a}]\n"
            ),
            "5:28: das Feld 'idd' gibt es hier nicht; gemeint 'id'? [unknown-field]",
        ),
        (
            "services",
            SERVICE + "email:\n",
            "3:1: bei 'email' fehlt der Wert; ausfüllen oder die Zeile löschen [empty-value]",
        ),
        (
            "services",
            SERVICE + "description: ' '\n",
            "3:1: bei 'description' fehlt der Wert; ausfüllen oder die Zeile löschen [empty-value]",
        ),
        (
            "services",
            SERVICE + "description: {de: x, en: ''}\n",
            "3:22: bei 'en' fehlt der Wert; ausfüllen oder die Zeile löschen [empty-value]",
        ),
        (
            "services",
            SERVICE + "topics:\n  -\n",
            "4:4: hier fehlt der Wert nach '- '; ausfüllen oder die Zeile löschen [empty-value]",
        ),
    ],
)
def test_a_wrong_value_gets_its_line(kind: str, text: str, expected: str) -> None:
    """What must be, what is, and where."""
    assert lines_of(kind, text) == [expected]


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("services", SERVICE + "schedules: [{opens_at: '00:00', closes_at: '24:00'}]\n"),
        (
            "services",
            SERVICE + "phones: [{number: '110'}, {number: +49 208 12}, {number: 0208/1-2}]\n",
        ),
        ("services", SERVICE + "eligibility: {minimum_age: 0, maximum_age: 120}\n"),
        (
            "programmes",
            PROGRAMME + "granted_posts: 1.250,5\nbudgets: [{year: 2021, amount: '5'}]\n",
        ),
        (
            "programmes",
            PROGRAMME + "positions: [{function: {de: a, en: b, ar-EG: c}, share: 3/3}]\n",
        ),
        ("locations", LOCATION + "address: {city: x, postal_code: 01067}\nlatitude: 51.5\n"),
        ("areas", AREA + "official_key: '051190000000'\n"),
    ],
)
def test_what_is_right_passes(kind: str, text: str) -> None:
    """The edges of what is allowed."""
    assert lines_of(kind, text) == []


def test_every_fault_of_a_record_is_said() -> None:
    """Also in the second entry of a list; a list of wrong entries is not too short as well."""
    assert lines_of(
        "statistics",
        """\
        name: x
        as_of: gestern
        row_heading: y
        columns:
          - {id: Spalte, name: a}
          - {id: zwei, nahme: b}
        rows:
          - {id: a, values: {zwei: '1', drei: x}}
        """,
    ) == [
        (
            "2:8: erwartet wird ein Datum wie 2022-06-24 (Jahr-Monat-Tag); hier steht 'gestern'"
            " [invalid-value]"
        ),
        (
            "5:10: eine Kennung besteht aus Kleinbuchstaben a–z, Ziffern und einzelnen Bindestrichen,"
            " höchstens 64 Zeichen; hier steht 'Spalte' [invalid-value]"
        ),
        "6:5: das Pflichtfeld 'name' (Überschrift) fehlt [missing-field]",
        "6:16: das Feld 'nahme' gibt es hier nicht; gemeint 'name'? [unknown-field]",
        (
            "8:39: erwartet wird eine Zahl in deutscher Schreibweise wie 27.143 oder 44,1; hier steht"
            " 'x' [invalid-value]"
        ),
    ]


def test_a_quoted_text_stays_on_one_line() -> None:
    """A problem is one line, whatever an author wrote."""
    for line in lines_of("services", 'name: x\n"ein\\n\\nfeld": y\norganization: |\n  a\n  b\n'):
        assert "\n" not in line


@pytest.mark.parametrize(
    ("given", "known", "cure"),
    [
        ("awoo", ["awo", "caritas"], "gemeint 'awo'?"),
        ("xyz", ["awo", "caritas"], "möglich sind: awo, caritas"),
        ("xyz", [], "es gibt noch keine"),
        (
            "xyz",
            [f"eintrag-{number}" for number in range(14)],
            "möglich sind: "
            + ", ".join(f"eintrag-{number}" for number in range(12))
            + " und 2 weitere",
        ),
    ],
)
def test_a_cure_is_offered(given: str, known: list[str], cure: str) -> None:
    """The nearest word, else a short list, else how many there are."""
    assert suggest(given, known) == cure


def test_all_of_a_short_list_are_offered() -> None:
    """Twelve are a short list, thirteen are not."""
    words = [f"eintrag-{number}" for number in range(13)]
    assert suggest("xyz", words[:12]) == f"möglich sind: {', '.join(words[:12])}"
    assert suggest("xyz", words) == f"möglich sind: {', '.join(words[:12])} und 1 weitere"


LONG = "volkshochschule"


@pytest.mark.parametrize(
    ("given", "meant", "others", "is_found"),
    [
        ("Volkshochschule", LONG, 199, True),
        ("Volkshochschule", LONG, 200, False),
        ("volkshohcschule", LONG, 200, True),
        (LONG, f"{LONG}-{'x' * 10}", 200, True),
        (LONG, f"{LONG}-{'x' * 11}", 200, False),
    ],
    ids=["first letter", "first letter of many", "slip", "longer", "too much longer"],
)
def test_of_very_many_words_those_that_begin_alike_are_compared(
    given: str, meant: str, others: int, *, is_found: bool
) -> None:
    """So that a thousand faults in a Land of ten thousand services are told in time."""
    known = [*(f"aaaaa-{number}" for number in range(others)), meant]
    assert (suggest(given, known) == f"gemeint '{meant}'?") is is_found


def test_of_words_that_begin_alike_two_thousand_are_compared() -> None:
    """And those who stand behind them are not."""
    words = [f"v{number:05}" for number in range(2000)]
    assert suggest("volkshohcschule", [*words[1:], LONG]) == f"gemeint '{LONG}'?"
    assert suggest("volkshohcschule", [*words, LONG]).startswith("möglich sind: v00000, ")


def test_the_first_two_hundred_faults_get_a_cure() -> None:
    """Comparing words costs time; who has made so many knows by then."""
    adviser = Adviser()
    cures = [adviser.cure("awoo", ["awo"]) for _ in range(202)]
    assert cures == ["; gemeint 'awo'?"] * 200 + [""] * 2


def test_the_first_thousand_faults_of_a_record_are_told() -> None:
    """The rest of a broken file is as broken."""
    lines = lines_of("services", SERVICE + "topics:\n" + "  - Ä\n" * 1002)
    assert len(lines) == 1000
    assert lines[-1].startswith("1003:5: ")
