"""Checks of the chapters' own text: headings, footnotes, links, marks in braces."""

import re
from collections.abc import Iterator
from datetime import date

from kim.blanks import blank_calls, blank_code, open_fences
from kim.catalogue import Catalogue
from kim.chapters import Chapter
from kim.checks.finding import Findings
from kim.checks.targets import known_chapters
from kim.nearest import suggest
from kim.problems import quote
from kim.translate import Adviser

_MARKS = re.compile(r"\{:?([^{}\n]*)\}")
MARK_ID = re.compile(r"(?<!\S)#(\S+)")
_PLAIN_MARK = re.compile(r"[#.][\w-]+")
_BRACKET = re.compile(r"\\.|\[|\]|\n[ \t]*\n")
_MOST_OPEN = 10
_FOOTNOTE = re.compile(r"(^[ \t>]*(?=\[\^[^][\s]+\]:))?\[\^([^][\s]+)\]", re.MULTILINE)
_UNDERLINED = re.compile(r"(?:\A|\n[ \t]*\n)(?=[^\n]*\S)[^\n]*\n([=-]+)[ ]*(?=\n|\Z)")
_APART = "eine Überschrift beginnt mit '##', vor einem Strich steht eine leere Zeile"
_BY_HAND = re.compile(r"\b(Kapitel|Abbildung)\s+\d+")
_FIRST_LEVEL = 1


def unknown_chapter(catalogue: Catalogue, _today: date) -> Findings:
    """'concept_chapters' in directory/site.yml nennt Kapitel, die es gibt.

    Der Name eines Kapitels ist die Zeile 'kapitel:' oben in seiner Datei, sonst der Dateiname.

    Falsch, wenn das Kapitel 'zielgruppen' heißt:

        concept_chapters: [einleitung, zielgruppe]

    Richtig:

        concept_chapters: [einleitung, zielgruppen]
    """
    names = catalogue.site.concept_chapters if catalogue.site else ()
    known = known_chapters(catalogue)
    for index, name in enumerate(names):
        if name not in known and catalogue.site_source:
            yield (catalogue.site_source.place(("concept_chapters", index)),
                   f"ein Kapitel '{name}' gibt es nicht; {suggest(name, list(known))}")  # fmt: skip


def heading_level(catalogue: Catalogue, _today: date) -> Findings:
    """Überschriften beginnen mit '##' und überspringen keine Ebene.

    Den Titel des Kapitels ('#') macht die Zeile 'title:' oben in der Datei. Wer sich die Seite
    vorlesen lässt, findet sich nur in lückenlosen Ebenen zurecht. Auch eine Zeile, unter der nur
    Striche stehen, würde zur Überschrift.

    Falsch:

        ## Zielgruppen
        #### Vorrang

    Richtig:

        ## Zielgruppen
        ### Vorrang
    """
    for chapter in catalogue.chapters.values():
        for match in _UNDERLINED.finditer(blank_code(chapter.text)):
            line = f"'{match[1][:3]}' macht aus der Zeile darüber eine Überschrift"
            yield chapter.place_at(match.start(1)), f"{line}; {_APART}"
        above = _FIRST_LEVEL
        for section in chapter.sections:
            if section.level == _FIRST_LEVEL:
                yield (
                    chapter.place_at(section.start),
                    (
                        "'# …' ist der Titel des Kapitels und steht schon in 'title:'; hier '##'"
                        " nehmen"
                    ),
                )
            elif section.level > above + 1:
                marks = "#" * (above + 1)
                where = chapter.place_at(section.start)
                yield where, f"hier fehlt eine Ebene; als nächstes folgt höchstens '{marks}'"
            above = max(section.level, _FIRST_LEVEL)


def duplicate_heading(catalogue: Catalogue, _today: date) -> Findings:
    """Jeder Abschnitt eines Kapitels hat eine eigene Adresse.

    Zwei gleiche Überschriften ergeben dieselbe Adresse; eine bekommt mit {: #name } eine andere.

    Falsch:

        ## Aufgaben
        ## Aufgaben

    Richtig:

        ## Aufgaben
        ## Aufgaben {: #aufgaben-des-teams }
    """
    for chapter in catalogue.chapters.values():
        first: dict[str, int] = {}
        for section in chapter.sections:
            start = first.setdefault(section.id, section.start)
            if start != section.start:
                yield (
                    chapter.place_at(section.start),
                    (
                        f"die Adresse '#{quote(section.id)}' gibt es schon in Zeile"
                        f" {chapter.place_at(start).line}; mit {{: #name }} eine andere geben"
                    ),
                )


def marks_of(chapter: Chapter) -> Iterator[tuple[int, str]]:
    """Give the marks in braces, such as {: #name .klasse }, with their offsets."""
    for match in _MARKS.finditer(blank_calls(blank_code(chapter.text))):
        is_mark = match[0].startswith("{:") or match[1].strip()[:1] in {"#", "."}
        if is_mark or "=" in match[1]:
            yield match.start(), match[1]


def attribute_list(catalogue: Catalogue, _today: date) -> Findings:
    """In geschweiften Klammern stehen nur Namen (#name) und Klassen (.name).

    Andere Eigenschaften könnten Programme auf der Seite starten.

    Falsch:

        [Mehr](anlage.md){: target="_blank" }

    Richtig:

        [Mehr](anlage.md)
    """
    for chapter in catalogue.chapters.values():
        for start, marks in marks_of(chapter):
            for mark in marks.split():
                if not _PLAIN_MARK.fullmatch(mark):
                    yield (
                        chapter.place_at(start),
                        (
                            f"'{quote(mark)}' ist hier nicht erlaubt; möglich sind {{: #name }} und"
                            " {: .name }"
                        ),
                    )


def open_code(catalogue: Catalogue, _today: date) -> Findings:
    """Ein Block mit Code, der mit ``` beginnt, endet auch mit ```.

    Sonst zeigt die Seite die Zeichen, und was darin steht, wird doch gelesen.

    Falsch:

        ```
        name: Beispiel

    Richtig:

        ```
        name: Beispiel
        ```
    """
    for chapter in catalogue.chapters.values():
        for start in open_fences(chapter.text):
            yield (
                chapter.place_at(start),
                "dieser Block mit Code wird nicht geschlossen; am Ende dieselben Zeichen setzen",
            )


def open_brackets(catalogue: Catalogue, _today: date) -> Findings:
    """In einem Absatz sind nie mehr als zehn eckige Klammern zugleich offen.

    Für jede offene sucht das Programm die andere Hälfte, bis zum Ende des Absatzes.

    Falsch:

        [[[[[[[[[[[ siehe Anlage

    Richtig:

        [siehe Anlage](anlage.md)
    """
    for chapter in catalogue.chapters.values():
        for start in _too_many_open(blank_code(chapter.text)):
            yield (
                chapter.place_at(start),
                f"hier sind mehr als {_MOST_OPEN} eckige Klammern offen; schließen oder löschen",
            )


def _too_many_open(text: str) -> Iterator[int]:
    """Yield the bracket with which a paragraph has too many open ones.

    For each of them the renderer looks for the other half to the end of the paragraph.
    """
    opened = 0
    for match in _BRACKET.finditer(text):
        if match[0] == "[":
            opened += 1
            if opened == _MOST_OPEN + 1:
                yield match.start()
        elif match[0] == "]":
            opened = max(0, opened - 1)
        elif match[0].startswith("\n"):
            opened = 0


def unknown_footnote(catalogue: Catalogue, _today: date) -> Findings:
    """Zu jedem Fußnotenzeichen gibt es den Text der Fußnote, zu jedem Text das Zeichen.

    Falsch:

        Das Gutachten[^gutachten] sagt es.

    Richtig:

        Das Gutachten[^gutachten] sagt es.

        [^gutachten]: Seite 56.
    """
    adviser = Adviser()
    for chapter in catalogue.chapters.values():
        notes = [
            (match.start(2) - len("[^"), match[2], match[1] is not None)
            for match in _FOOTNOTE.finditer(blank_code(chapter.text))
        ]
        called = {name for _, name, is_text in notes if not is_text}
        written = dict.fromkeys(name for _, name, is_text in notes if is_text)
        words = tuple(written)
        for start, name, is_text in notes:
            note = f"[^{quote(name)}]"
            if is_text and name not in called:
                fault = f"die Fußnote '{note}' nennt niemand; im Text ergänzen oder sie löschen"
                yield chapter.place_at(start), fault
            elif name not in written:
                cure = adviser.cure(name, words) if words else ""
                fault = f"zur Fußnote '{note}' fehlt der Text '{note}: …'{cure}"
                yield chapter.place_at(start), fault


def chapter_by_hand(catalogue: Catalogue, _today: date) -> Findings:
    """Verweise auf Kapitel und Abbildungen zählt das Programm.

    Eine Nummer von Hand stimmt nicht mehr, sobald ein Kapitel dazukommt.

    Falsch:

        Siehe Kapitel 4.

    Richtig:

        Siehe {{ kapitel("overhead") }}.
    """
    for chapter in catalogue.chapters.values():
        for match in _BY_HAND.finditer(blank_code(chapter.text)):
            macro = "kapitel" if match[1] == "Kapitel" else "abbildung"
            yield (
                chapter.place_at(match.start()),
                (
                    f"'{match[0]}' ist von Hand gezählt; {{{{ {macro}(\"name\") }}}} zählt immer"
                    " richtig"
                ),
            )
