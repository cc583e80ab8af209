"""Checks of the chapters' own text: headings, footnotes, links, marks in braces."""

import re
from collections.abc import Iterator
from datetime import date
from html import unescape
from pathlib import PurePosixPath
from posixpath import normpath
from urllib.parse import unquote

from kim.blanks import blank_calls, blank_code
from kim.catalogue import Catalogue
from kim.chapters import Chapter
from kim.checks.finding import Findings
from kim.checks.targets import known_chapters
from kim.checks.texts import ALLOWED_LINKS, LINK
from kim.translate import suggest

_MARKS = re.compile(r"\{:?([^{}\n]*)\}")
_MARK_ID = re.compile(r"(?<!\S)#(\S+)")
_PLAIN_MARK = re.compile(r"[#.][\w-]+")
_FOOTNOTE = re.compile(r"\[\^([^\]\s]+)\](:?)")
_BY_HAND = re.compile(r"\b(Kapitel|Abbildung)\s+\d+")
_DEFINITION = re.compile(r"^ {0,3}\[(?!\^)[^\]\n]+\]:[ \t]*<?(\S+?)>?[ \t]*$", re.MULTILINE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
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
    vorlesen lässt, findet sich nur in lückenlosen Ebenen zurecht.

    Falsch:

        ## Zielgruppen
        #### Vorrang

    Richtig:

        ## Zielgruppen
        ### Vorrang
    """
    for chapter in catalogue.chapters.values():
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
                        f"die Adresse '#{section.id}' gibt es schon in Zeile"
                        f" {chapter.place_at(start).line}; mit {{: #name }} eine andere geben"
                    ),
                )


def _marks(chapter: Chapter) -> Iterator[tuple[int, str]]:
    """Give the marks in braces, such as {: #name .klasse }, with their offsets."""
    for match in _MARKS.finditer(blank_calls(blank_code(chapter.text))):
        is_mark = match[0].startswith("{:") or match[1].strip()[:1] in {"#", "."}
        if is_mark or "=" in match[1]:
            yield match.start(), match[1]


def reserved_id(catalogue: Catalogue, _today: date) -> Findings:
    """Die Adresse eines Abschnitts beginnt nicht mit '__'.

    Solche Namen gehören dem Programm; auf der Seite ginge nichts mehr.

    Falsch:

        ## Aufgaben {: #__config }

    Richtig:

        ## Aufgaben {: #aufgaben }
    """
    for chapter in catalogue.chapters.values():
        for start, marks in _marks(chapter):
            for name in _MARK_ID.findall(marks):
                if name.startswith("__"):
                    yield (
                        chapter.place_at(start),
                        (
                            f"'#{name}' ist dem Programm vorbehalten; ein Name beginnt nicht mit"
                            " '__'"
                        ),
                    )


def attribute_list(catalogue: Catalogue, _today: date) -> Findings:
    """In geschweiften Klammern stehen nur Namen (#name) und Klassen (.name).

    Andere Eigenschaften könnten Programme auf der Seite starten.

    Falsch:

        [Mehr](anlage.md){: target="_blank" }

    Richtig:

        [Mehr](anlage.md)
    """
    for chapter in catalogue.chapters.values():
        for start, marks in _marks(chapter):
            for mark in marks.split():
                if not _PLAIN_MARK.fullmatch(mark):
                    yield (
                        chapter.place_at(start),
                        (
                            f"'{mark}' ist hier nicht erlaubt; möglich sind {{: #name }} und"
                            " {: .name }"
                        ),
                    )


def unknown_footnote(catalogue: Catalogue, _today: date) -> Findings:
    """Zu jedem Fußnotenzeichen gibt es den Text der Fußnote.

    Falsch:

        Das Gutachten[^gutachten] sagt es.

    Richtig:

        Das Gutachten[^gutachten] sagt es.

        [^gutachten]: Seite 56.
    """
    for chapter in catalogue.chapters.values():
        notes = [
            (match.start(), match[1], bool(match[2]))
            for match in _FOOTNOTE.finditer(blank_code(chapter.text))
        ]
        defined = [name for _, name, is_text in notes if is_text]
        for start, name, is_text in notes:
            if not is_text and name not in defined:
                cure = f"; {suggest(name, defined)}" if defined else ""
                yield (chapter.place_at(start),
                       f"zur Fußnote '[^{name}]' fehlt der Text '[^{name}]: …'{cure}")  # fmt: skip


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


def _links(chapter: Chapter) -> Iterator[tuple[int, str]]:
    text = blank_code(chapter.text)
    for pattern in (LINK, _DEFINITION):
        for match in pattern.finditer(text):
            # A browser undoes &#106; and ignores tabs in a scheme.
            yield match.start(1), re.sub(r"[\x00-\x20]", "", unescape(match[1]))


def forbidden_link(catalogue: Catalogue, _today: date) -> Findings:
    """Ein Link nach draußen beginnt mit https://, http://, mailto: oder tel:.

    Andere Arten von Links können Programme auf der Seite starten oder funktionieren nur am eigenen
    Rechner.

    Falsch:

        [Plan](file:///C:/plan.pdf)

    Richtig:

        [Plan](https://www.stadt.example/plan.pdf)
    """
    for chapter in catalogue.chapters.values():
        for start, url in _links(chapter):
            if _SCHEME.match(url) and not url.lower().startswith(ALLOWED_LINKS):
                yield (
                    chapter.place_at(start),
                    (
                        f"der Link '{url}' ist nicht erlaubt; eine ganze Adresse angeben, die mit"
                        " https:// beginnt"
                    ),
                )


def broken_link(catalogue: Catalogue, _today: date) -> Findings:
    """Ein Link auf eine Datei führt zu einer Datei, die es in content/ gibt.

    Der Weg geht von der eigenen Datei aus; '#name' dahinter ist ein Abschnitt. Zu Einträgen des
    Verzeichnisses führen Bausteine.

    Falsch:

        [Anlage 1](anlage-1.md)
        [MBE](/angebote/mbe/)

    Richtig:

        [Anlage 1](../anlagen/anlage-1.md)
        {{ angebot("mbe") }}
    """
    chapters = {chapter.path: chapter for chapter in catalogue.chapters.values()}
    for chapter in chapters.values():
        for start, url in _links(chapter):
            if not _SCHEME.match(url):
                fault = _link_fault(url, chapter, chapters, catalogue)
                if fault:
                    yield chapter.place_at(start), fault


def _link_fault(
    url: str, chapter: Chapter, chapters: dict[PurePosixPath, Chapter], catalogue: Catalogue
) -> str:
    path, _, anchor = unquote(url).partition("#")
    target = PurePosixPath(normpath(chapter.path.parent / path)) if path else chapter.path
    if path.startswith("/") or path.endswith("/") or target not in catalogue.files:
        return (
            f"der Link '{url}' führt zu keiner Datei in content/; zu Einträgen führen Bausteine"
            ' wie {{ angebot("kennung") }}'
        )
    if anchor and target in chapters and anchor not in (known := _anchors(chapters[target])):
        return f"den Abschnitt '#{anchor}' gibt es in {target} nicht; {suggest(anchor, known)}"
    return ""


def _anchors(chapter: Chapter) -> list[str]:
    named = (name for _, marks in _marks(chapter) for name in _MARK_ID.findall(marks))
    return list(dict.fromkeys([*(section.id for section in chapter.sections), *named]))
