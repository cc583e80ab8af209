"""Checks of anchors: no name an author gives may be one that the page itself needs."""

import re
from collections.abc import Iterator
from datetime import date

from kim.catalogue import Catalogue
from kim.chapters import Chapter
from kim.checks.chapters import MARK_ID, marks_of
from kim.checks.finding import Findings
from kim.problems import quote

TAKEN = frozenset(
    {"fassung", "fuss-kontakt", "fuss-seite", "fuss-verzeichnis", "inhalt", "kopfsuche",
     "seite-inhalt", "suche"}
)  # fmt: skip
"""Names that stand on every page of a handbook or of a list; tests/site/test_anchors.py knows."""
_PART_OF_A_LIST = re.compile(r"seite-\d+")
"""A long list goes on at such an address, where else the page of a record would be."""
_DRAWN = ("abbildung-", "diagramm-", "ebene-", "kategorie-", "tabelle-")
"""Beginnings of the names that macros give; the id of a record follows."""


def reserved_id(catalogue: Catalogue, _today: date) -> Findings:
    """Kein Abschnitt und kein Eintrag heißt wie ein Teil der Seite.

    Namen, die mit '__' beginnen, gehören dem Programm; auf der Seite ginge nichts mehr. Andere, wie
    'inhalt' oder 'tabelle-einwohner', trägt die Seite schon; ein Link führte an die falsche Stelle.
    Ein Abschnitt bekommt mit {: #name } eine andere Adresse, ein Eintrag eine andere Kennung.

    Falsch:

        ## Aufgaben {: #__config }
        ## Inhalt

    Richtig:

        ## Aufgaben {: #aufgaben }
        ## Inhalt {: #inhalt-des-konzepts }
    """
    ids = {name for known in catalogue.known.values() for name in known}
    for chapter in catalogue.chapters.values():
        for start, name in _names(chapter):
            if name.startswith("__"):
                why = f"'#{quote(name)}' ist dem Programm vorbehalten"
                yield chapter.place_at(start), f"{why}; ein Name beginnt nicht mit '__'"
            elif name in TAKEN or any(name.removeprefix(one) in ids - {name} for one in _DRAWN):
                why = f"die Adresse '#{quote(name)}' trägt auf der Seite schon etwas anderes"
                yield chapter.place_at(start), f"{why}; mit {{: #name }} eine andere geben"
    for kind, record_id in catalogue.sources:
        if record_id in TAKEN or _PART_OF_A_LIST.fullmatch(record_id):
            why = f"'{record_id}' heißt schon ein Teil der Seite"
            place = catalogue.sources[kind, record_id].place()
            yield place, f"{why}; der Datei einen anderen Namen geben"


def _names(chapter: Chapter) -> Iterator[tuple[int, str]]:
    """Give the addresses of all sections and whatever else has a name, each once."""
    titled = {section.id for section in chapter.sections}
    for section in chapter.sections:
        if not section.id.startswith("__"):
            yield section.start, section.id
    for start, marks in marks_of(chapter):
        for name in MARK_ID.findall(marks):
            if name not in titled or name.startswith("__"):
                yield start, name
