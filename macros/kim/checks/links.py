"""Checks of the links in chapters: where they lead, and where they must not."""

import re
from collections.abc import Iterator
from datetime import date
from html import unescape
from pathlib import PurePosixPath
from posixpath import normpath
from urllib.parse import unquote

from kim.blanks import blank_code
from kim.catalogue import Catalogue
from kim.chapters import Chapter
from kim.checks.chapters import MARK_ID, marks_of
from kim.checks.finding import Findings
from kim.checks.texts import ALLOWED_LINKS, LINK
from kim.editions.library import MEDIA
from kim.problems import quote
from kim.translate import Adviser

_DEFINITION = re.compile(r"^ {0,3}\[(?!\^)[^\]\n]+\]:[ \t]*<?(\S+?)>?[ \t]*$", re.MULTILINE)
_IMAGE = re.compile(r"!\[([^][]*)\]\(\s*<?([^\s)>]*)")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)


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
                        f"der Link '{quote(url)}' ist nicht erlaubt; eine ganze Adresse angeben,"
                        " die mit https:// beginnt"
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
    guide = _Guide(catalogue)
    for chapter in catalogue.chapters.values():
        for start, url in _links(chapter):
            if not _SCHEME.match(url):
                fault = guide.find_fault(url, chapter)
                if fault:
                    yield chapter.place_at(start), fault


def foreign_file(catalogue: Catalogue, _today: date) -> Findings:
    """Bilder, Schriften und Stile holt die Seite nicht von anderen Rechnern.

    Wer eine Seite liest, würde sonst auch dort bekannt; Browser lehnen es bei dieser Seite ab. Das
    gilt auch für 'overrides/look.css'.

    Falsch:

        ![Das Rathaus](https://www.stadt.example/rathaus.jpg)

    Richtig, wenn die Datei neben dem Kapitel liegt:

        ![Das Rathaus](rathaus.jpg)
    """
    for chapter, image in _list_images(catalogue):
        if _SCHEME.match(image[2]):
            fault = "Bilder kommen nicht von anderen Rechnern; die Datei neben das Kapitel legen"
            yield chapter.place_at(image.start()), fault


def image_without_text(catalogue: Catalogue, _today: date) -> Findings:
    """Zu jedem Bild gehört ein Text für alle, die es nicht sehen.

    Er sagt, was auf dem Bild zu sehen ist. Wer sich die Seite vorlesen lässt, hört ihn.

    Falsch:

        ![](rathaus.jpg)

    Richtig:

        ![Das Rathaus von vorn; rechts führt eine Rampe zum Eingang](rathaus.jpg)
    """
    for chapter, image in _list_images(catalogue):
        if not image[1].strip():
            fault = f"dem Bild fehlt der Text für alle, die es nicht sehen: ![Text]({image[2]})"
            yield chapter.place_at(image.start()), fault


def _list_images(catalogue: Catalogue) -> Iterator[tuple[Chapter, re.Match[str]]]:
    """List the pictures in all chapters: their texts and where their files are."""
    for chapter in catalogue.chapters.values():
        for image in _IMAGE.finditer(blank_code(chapter.text)):
            yield chapter, image


class _Guide:
    """Knows where links between the files in content/ may lead."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._files = catalogue.files
        self._chapters = {chapter.path: chapter for chapter in catalogue.chapters.values()}
        self._anchors: dict[PurePosixPath, dict[str, None]] = {}
        self._adviser = Adviser()

    def find_fault(self, url: str, chapter: Chapter) -> str:
        path, _, anchor = unquote(url).partition("#")
        target = PurePosixPath(normpath(chapter.path.parent / path)) if path else chapter.path
        if path.startswith("/") or path.endswith("/") or target not in self._files:
            return (
                f"der Link '{quote(url)}' führt zu keiner Datei in content/; zu Einträgen führen"
                ' Bausteine wie {{ angebot("kennung") }}'
            )
        if target.suffix.lower() not in (".md", *MEDIA):
            return (
                f"Dateien mit der Endung '{quote(target.suffix)}' kommen nicht auf die Seite;"
                f" möglich sind: {', '.join(one.removeprefix('.') for one in MEDIA)}"
            )
        if anchor and target in self._chapters and anchor not in self._anchors_of(target):
            cure = self._adviser.cure(anchor, tuple(self._anchors_of(target)))
            return f"den Abschnitt '#{quote(anchor)}' gibt es in {target} nicht{cure}"
        return ""

    def _anchors_of(self, path: PurePosixPath) -> dict[str, None]:
        if path not in self._anchors:
            self._anchors[path] = _anchors(self._chapters[path])
        return self._anchors[path]


def _anchors(chapter: Chapter) -> dict[str, None]:
    named = (name for _, marks in marks_of(chapter) for name in MARK_ID.findall(marks))
    return dict.fromkeys([*(section.id for section in chapter.sections), *named])
