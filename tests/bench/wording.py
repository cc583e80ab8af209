"""The words of the invented municipality: terms, sentences, names and fictional phone numbers.

Nothing in here is anybody's: the names are numbered, the phone numbers are the ones that the
Bundesnetzagentur keeps free for films and books.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

TOPICS = {
    "aufenthalt": "Aufenthalt",
    "einbuergerung": "Einbürgerung",
    "ankommen": "Ankommen",
    "flucht": "Flucht und Asyl",
    "sprache": "Sprache",
    "arbeit": "Arbeit",
    "ausbildung": "Ausbildung",
    "anerkennung": "Anerkennung von Abschlüssen",
    "schule": "Schule",
    "fruehe-bildung": "Frühe Bildung",
    "familie": "Familie",
    "wohnen": "Wohnen",
    "gesundheit": "Gesundheit",
    "pflege": "Pflege",
    "schulden": "Schulden",
    "recht": "Recht",
    "gewalt": "Schutz vor Gewalt",
    "ehrenamt": "Ehrenamt",
    "freizeit": "Freizeit und Sport",
    "vielfalt": "Vielfalt",
}
TARGET_GROUPS = {
    "neuzugewanderte": "Neuzugewanderte",
    "laenger-hier": "Menschen, die länger hier leben",
    "gefluechtete": "Geflüchtete",
    "unionsbuerger": "Menschen aus der Europäischen Union",
    "frauen": "Frauen",
    "maedchen": "Mädchen",
    "maenner": "Männer",
    "kinder": "Kinder",
    "jugendliche": "Jugendliche",
    "junge-erwachsene": "Junge Erwachsene",
    "familien": "Familien",
    "alleinerziehende": "Alleinerziehende",
    "aeltere": "Ältere Menschen",
    "menschen-mit-behinderung": "Menschen mit Behinderung",
    "fachkraefte": "Fachkräfte",
}
CATEGORIES = {
    "migrationsdienste": "Migrationsdienste",
    "regelstrukturen": "Regelstrukturen",
    "bildungsberatung": "Bildungsberatung",
    "foerderprogramme": "Förderprogramme",
}
RESIDENCE = {
    "duldung": "Duldung",
    "gestattung": "Aufenthaltsgestattung",
    "erlaubnis": "Aufenthaltserlaubnis",
    "niederlassung": "Niederlassungserlaubnis",
    "freizuegigkeit": "EU-Freizügigkeit",
    "visum": "Visum",
}
SITUATIONS = {
    "familie": "Leben mit Kindern",
    "arbeitslos": "Ohne Arbeit",
    "schwanger": "Schwangerschaft",
    "krankheit": "Krankheit",
    "wohnungslos": "Ohne Wohnung",
    "uebergang": "Übergang in den Beruf",
}
REGIMES = {
    "sgb-2": "SGB II",
    "sgb-3": "SGB III",
    "sgb-8": "SGB VIII",
    "sgb-12": "SGB XII",
    "asylblg": "AsylbLG",
    "aufenthg": "AufenthG",
}
METHODS = {
    "case-management": "Case-Management",
    "beratung": "Einzelberatung",
    "gruppe": "Gruppenarbeit",
    "aufsuchend": "Aufsuchende Arbeit",
}
ACCESSIBILITY = {
    "rollstuhlgerecht": "Rollstuhlgerecht",
    "stufenlos": "Eingang ohne Stufen",
    "aufzug": "Aufzug",
    "barrierefreies-wc": "Barrierefreies WC",
    "ruhiger-raum": "Ruhiger Raum",
}
LANGUAGES = {
    "de": ("Deutsch", "Deutsch"),
    "en": ("Englisch", "English"),
    "ar": ("Arabisch", "العربية"),
    "tr": ("Türkisch", "Türkçe"),
    "uk": ("Ukrainisch", "українська"),
    "ru": ("Russisch", "русский"),
    "fa": ("Persisch", "فارسی"),
    "ps": ("Paschtu", "پښتو"),
    "ku": ("Kurdisch", "Kurdî"),
    "fr": ("Französisch", "français"),
    "es": ("Spanisch", "español"),
    "it": ("Italienisch", "italiano"),
    "pl": ("Polnisch", "polski"),
    "ro": ("Rumänisch", "română"),
    "bg": ("Bulgarisch", "български"),
    "sr": ("Serbisch", "srpski"),
    "sq": ("Albanisch", "shqip"),
    "el": ("Griechisch", "ελληνικά"),
    "pt": ("Portugiesisch", "português"),
    "so": ("Somali", "Soomaali"),
    "ti": ("Tigrinya", "ትግርኛ"),
    "am": ("Amharisch", "አማርኛ"),
    "vi": ("Vietnamesisch", "Tiếng Việt"),
    "zh": ("Chinesisch", "中文"),
}
SITE_LANGUAGES = ("de", "en", "tr", "ar", "uk", "ru", "fr", "ro", "bg", "fa")
"""The languages in which the product speaks; a site shows as many as it is asked for."""
RIGHT_TO_LEFT = frozenset({"ar", "fa", "ps"})

STEMS = (
    "Aufenthalts",
    "Sprach",
    "Arbeits",
    "Ausbildungs",
    "Schul",
    "Familien",
    "Wohn",
    "Gesundheits",
    "Pflege",
    "Schuldner",
    "Rechts",
    "Gewaltschutz",
    "Ehrenamts",
    "Freizeit",
    "Bildungs",
    "Anerkennungs",
    "Migrations",
    "Integrations",
    "Flüchtlings",
    "Jugend",
    "Frauen",
    "Senioren",
    "Eltern",
    "Kinder",
    "Verfahrens",
    "Sozial",
    "Lebens",
    "Berufs",
    "Einbürgerungs",
    "Quartiers",
)
TAILS = (
    "beratung",
    "hilfe",
    "begleitung",
    "sprechstunde",
    "treff",
    "kurs",
    "gruppe",
    "lotsendienst",
    "förderung",
    "vermittlung",
    "anlaufstelle",
    "werkstatt",
    "café",
    "patenschaft",
    "coaching",
    "training",
    "auskunft",
    "planung",
    "netzwerk",
    "projekt",
    "dienst",
    "büro",
    "akademie",
    "brücke",
    "börse",
    "forum",
    "labor",
    "mobil",
    "initiative",
    "zentrum",
)

OFFERS = (
    "Die {compound} in {area} hilft bei allen Fragen zu {topic}",
    "{provider} berät {group} zu {topic} und zu allem, was damit zusammenhängt",
    "Hier finden {group} Rat, wenn es um {topic} geht",
    "In der {compound} sprechen Sie mit Fachleuten, die sich mit {topic} gut auskennen",
    "Wir klären mit Ihnen, welche Ansprüche Sie haben und welche Anträge nötig sind",
    "Wir lesen mit Ihnen Briefe von Ämtern und erklären, was darin steht",
    "Wir schauen gemeinsam, welche Schritte als Nächstes wichtig sind",
    "Auf Wunsch begleiten wir Sie zu Behörden, Schulen und Praxen",
    "Sie bekommen Hilfe beim Ausfüllen von Formularen und beim Sammeln von Nachweisen",
    "Zu {topic} gibt es jede Woche eine {compound} in kleiner Runde",
    "Die Beratung ist vertraulich und auf Wunsch auch ohne Namen möglich",
    "Wenn eine andere Stelle besser passt, stellen wir den Kontakt zur {compound} her",
)
WAYS = (
    "{provider} arbeitet dabei eng mit {other} zusammen",
    "Für {group} gibt es zusätzlich eine {compound} am Nachmittag",
    "Das Team spricht mehrere Sprachen; für andere Sprachen organisieren wir Hilfe",
    "Kinder können zur Beratung mitkommen, Spielzeug liegt bereit",
    "Wer nicht kommen kann, wird am Telefon oder zu Hause beraten",
    "Ein erstes Gespräch dauert etwa eine Stunde, danach entscheiden Sie, wie es weitergeht",
    "Termine gibt es meist innerhalb von {days} Tagen",
    "Die {compound} ist Teil des Kommunalen Integrationsmanagements in {area}",
    "Neben der Einzelberatung gibt es die {compound} und die {compound2}",
    "Freiwillige unterstützen das Team bei der {compound} und im {compound2}",
    "Die Einrichtung liegt zentral und ist mit Bus und Bahn gut zu erreichen",
    "Bei {topic} stimmen wir uns mit {other} ab, damit nichts doppelt erzählt werden muss",
)
SUMMARIES = (
    "Hilft {group} bei {topic}.",
    "Beratung und Begleitung zu {topic} in {area}.",
    "Berät zu {topic}, auch mit Begleitung zu Ämtern.",
    "Offene {compound} für alle, die Fragen zu {topic} haben.",
)
DELIMITATIONS = (
    "Wenn Sie jünger als {age} Jahre sind.",
    "Wenn es vor allem um {topic} geht.",
    "Wenn Sie in einem anderen Gebiet als {area} wohnen.",
    "Wenn mehrere Probleme zusammenkommen und eine lange Begleitung nötig ist.",
)
PAPERS = (
    "Ausweis oder Pass",
    "Aufenthaltstitel",
    "Meldebescheinigung",
    "Alle Briefe zum Thema",
    "Zeugnisse und Übersetzungen",
    "Bescheid über Leistungen",
    "Krankenkassenkarte",
    "Mietvertrag",
)
ACCESS_NOTES = (
    "Bitte vorher anrufen",
    "Einfach vorbeikommen und eine Nummer ziehen",
    "Den Termin vereinbart die Stelle, die Sie schickt",
    "Anmeldung am Empfang im Erdgeschoss",
    "Schreiben Sie uns eine kurze Nachricht",
)
TASKS = (
    "Aufenthaltstitel erteilen",
    "Einbürgern",
    "Asylbewerberleistungen gewähren",
    "Unterkünfte betreiben",
    "Grundsicherung zahlen",
    "In Arbeit vermitteln",
    "Schulplätze vergeben",
    "Kita-Plätze vermitteln",
    "Hilfen zur Erziehung gewähren",
    "Sprachkurse vermitteln",
    "Abschlüsse anerkennen",
    "Gesundheit untersuchen",
    "Wohngeld zahlen",
    "Elterngeld zahlen",
    "Unterhalt vorschießen",
    "Vormundschaften führen",
    "Pflege beraten",
    "Schulden regulieren",
    "Ehrenamt fördern",
    "Vereine fördern",
)

# Mitteilung 148/2021: numbers for media; each range ends in three free digits.
_FICTIONAL_RANGES = ("030 23125", "040 66969", "069 90009", "089 99998", "0221 4710")


PERSONS_PHONES = 1000
"""So many numbers, the last range, are for persons alone: no office may have a person's."""


def fictional_phone(number: int) -> str:
    """Give one of the 4,000 phone numbers of offices that belong to nobody."""
    prefix = _FICTIONAL_RANGES[number // 1000 % (len(_FICTIONAL_RANGES) - 1)]
    return f"{prefix}-{number % 1000:03d}"


def persons_phone(number: int) -> str:
    """Give a person's direct line that belongs to nobody; there are PERSONS_PHONES of them."""
    return f"{_FICTIONAL_RANGES[-1]}-{number:03d}"


def compound(chance: Random) -> str:
    """Join two words, as German does."""
    return chance.choice(STEMS) + chance.choice(TAILS)


def paragraph(chance: Random, sentences: tuple[str, ...], count: int, words: dict[str, str]) -> str:
    """Draw some sentences and fill them in."""
    drawn = (
        sentence.format(**words, compound=compound(chance), compound2=compound(chance))
        for sentence in chance.sample(sentences, count)
    )
    return " ".join(f"{sentence}." for sentence in drawn)
