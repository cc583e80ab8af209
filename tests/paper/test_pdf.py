"""The concept's PDF: can be read aloud, names nobody, is the same for everybody."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pikepdf
import pypdf
import pytest

from kim.catalogue import load_catalogue
from kim.cli import run
from kim.models.contact import Contact
from kim.paper.typeset import UnprintableError, typeset
from kim.unpacked import fold, readable, squeeze
from tests.publishable import write_publishable_site

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pikepdf import Object

ROOT = Path(__file__).parents[2]
SITES = ROOT / "tests" / "sites"
DAY = "21.11.2026"
CHAPTER = {"title": "1 Anfang", "label": "anfang#"}
BOOK: dict[str, Any] = {
    "title": "Konzept",
    "place": "Musterstadt",
    "publisher": "Stadt Musterstadt",
    "edition": "",
    "facts": [],
    "labels": [],
}


@pytest.fixture(scope="module", params=[ROOT, SITES / "rheinisch-bergischer-kreis"])
def paper(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Print the concept of a site."""
    out = tmp_path_factory.mktemp("paper") / "konzept.pdf"
    assert run(["pdf", "--seite", str(request.param), "--out", str(out), "--stichtag", DAY]) == 0
    return out


def elements(node: Object) -> Iterator[Object]:
    """Walk through the tree that a screen reader reads."""
    kids = node.get("/K", pikepdf.Array())
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from elements(kid)


@cache
def words_of(pdf: bytes | Path) -> str:
    """Read all words, on one line."""
    reader = pypdf.PdfReader(io.BytesIO(pdf) if isinstance(pdf, bytes) else pdf)
    return " ".join(" ".join(page.extract_text().split()) for page in reader.pages)


def set_text(*nodes: object) -> bytes:
    """Set a book of one chapter."""
    chapter = {**CHAPTER, "nodes": list(nodes)}
    return typeset({**BOOK, "chapters": [chapter]}, date(2026, 11, 21), ROOT / "content")


def test_it_says_what_it_is(paper: Path) -> None:
    """Title, language, PDF/UA-1, tags, and the title shown instead of the file's name."""
    with pikepdf.open(paper) as pdf, pdf.open_metadata() as properties:
        assert str(pdf.Root.Lang).startswith("de")
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert properties["pdfuaid:part"] == "1"
        assert properties["dc:title"].startswith("Konzept für das Kommunale")


def test_headings_go_down_step_by_step(paper: Path) -> None:
    """No level is left out: that is how people who do not see find their way."""
    with pikepdf.open(paper) as pdf:
        names = [str(one.S) for one in elements(pdf.Root.StructTreeRoot)]
    levels = [int(name[2:]) for name in names if name[:2] == "/H" and name[2:].isdigit()]
    assert len(levels) > 20
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_picture_has_words_and_every_table_heads(paper: Path) -> None:
    """A chart is read as what it shows."""
    with pikepdf.open(paper) as pdf:
        found = list(elements(pdf.Root.StructTreeRoot))
        pictures = [one for one in found if one.S == "/Figure"]
        tables = [one for one in found if one.S == "/Table"]
        assert tables
        assert all("/TH" in {str(cell.S) for cell in elements(table)} for table in tables)
        assert all(str(picture.get("/Alt", "")) for picture in pictures)


def test_fonts_are_in_the_file(paper: Path) -> None:
    """Nobody needs a font of their own to see the same."""
    with pikepdf.open(paper) as pdf:
        fonts = [one for one in pdf.objects if _is_font_description(one)]
        assert fonts
        assert all({"/FontFile2", "/FontFile3"} & set(font.keys()) for font in fonts)


def _is_font_description(one: Object) -> bool:
    return isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/FontDescriptor"


def test_bookmarks_lead_to_every_chapter(paper: Path) -> None:
    """The concept's chapters in their order, then the annexes."""
    titles = [str(one["/Title"]) for one in pypdf.PdfReader(paper).outline if isinstance(one, dict)]
    numbered = [title for title in titles if title[:1].isdigit()]
    assert [int(title.split()[0]) for title in numbered] == list(range(1, len(numbered) + 1))
    assert any("Anlage" in title for title in titles[len(numbered) :])


@pytest.mark.promise("pdf-functions")
def test_it_names_functions_and_no_person(paper: Path) -> None:
    """Whoever holds a function today is not adopted by a council."""
    words = words_of(paper).casefold()
    catalogue, _ = load_catalogue(ROOT)
    people = [one.person for one in catalogue.all(Contact).values() if one.person]
    assert people
    assert "koordination" in words
    assert not [one.name for one in people if str(one.name).casefold() in words]
    assert not [one.email for one in people if one.email and one.email.casefold() in words]


def test_its_words_are_known_without_reading_it(paper: Path) -> None:
    """All that stands on its pages but what the typesetter adds; drawn words may run together."""
    data = paper.read_bytes()
    known = squeeze(fold([*readable(data)][-1]))
    printed = {*re.findall(r"[^\W\d_]+", words_of(paper))}
    strange = {word for word in printed if squeeze(fold(word)) not in known}
    assert strange <= {"Inhalt", "einentsendetberichtet"}
    assert len(printed) > 1000


def printed(out: Path, **surroundings: str) -> bytes:
    """Print this repository's concept in other surroundings."""
    program = (
        f"from kim.cli import run; run(['pdf', '--seite', {str(ROOT)!r}, '--out', {str(out)!r}])"
    )
    subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "SOURCE_DATE_EPOCH": "1795262400", **surroundings},
        check=True,
        capture_output=True,
    )
    return out.read_bytes()


@pytest.mark.promise("pdf-same-bytes")
@pytest.mark.slow
def test_the_same_everywhere(tmp_path: Path) -> None:
    """Whatever the time zone, the language, the order of hashes."""
    one = printed(tmp_path / "a.pdf", TZ="Pacific/Kiritimati", LC_ALL="C", PYTHONHASHSEED="1")
    other = printed(
        tmp_path / "b.pdf", TZ="Pacific/Pago_Pago", LC_ALL="de_DE.UTF-8", PYTHONHASHSEED="2"
    )
    assert len(one) > 100_000
    assert one == other


@pytest.mark.parametrize(
    "text", ["#panic(1)", "*fett* _schräg_", "$ x $", "`roh`", "<label>", "@ref", "\\ //", '"] }']
)
def test_a_text_is_never_a_command(text: str) -> None:
    """What the typesetter would take for a command stands there as it was written."""
    assert text.replace(" ", "") in words_of(set_text({"t": "p", "c": [text]})).replace(" ", "")


@pytest.mark.parametrize(
    "letters", ["👩‍💻", "漢字", "🇺🇦", "".join(map(chr, range(0x4E00, 0x4F00)))]
)
def test_a_letter_that_no_font_has_becomes_a_box(letters: str) -> None:
    """The rest of the book is set; a font for every script would weigh hundreds of megabytes."""
    words = words_of(set_text({"t": "p", "c": [f"davor {letters} danach – Ünal, Київ, Ελλάς"]}))
    assert "davor" in words
    assert "danach – Ünal, Київ, Ελλάς" in words
    assert "□" in words


@pytest.mark.parametrize("letters", ["1\ufe0f\u20e3", "a\u200bb\u200cc\u200dd\u2060e\ufefff"])
def test_signs_that_join_what_no_font_joins_stop_nothing(letters: str) -> None:
    """Each is in a font, together they are in none; what they stand with is still read."""
    words = words_of(set_text({"t": "p", "c": [f"davor {letters} danach"]}))
    plain = "".join(filter(str.isprintable, words))
    assert f"davor {letters[0]}" in plain
    assert "danach" in plain


def test_signs_in_a_drawing_that_are_no_letter_together_stop_nothing() -> None:
    """Of these typst says something else than of a letter without a font."""
    label = "Z\u0351\u036b\u0343\u036aa\u0302\u033b\u031al\u030a\u0357go"
    frame = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 9">'
    svg = f'{frame}<text y="8" font-family="Libertinus Serif">{label}</text></svg>'
    drawing = {"t": "image", "c": [], "svg": svg, "units": 90.0, "alt": "Bild"}
    words = words_of(set_text(drawing, {"t": "p", "c": ["danach"]}))
    assert "danach" in words


def test_a_tab_is_a_space_in_print() -> None:
    """Also in what does not come from a page; a backslash before a t is none."""
    words = words_of(set_text({"t": "p", "c": ["eins\tzwei\r\ndrei C:\\temp"]}))
    assert "eins zwei" in words
    assert "C:\\temp" in words


def test_a_picture_that_is_none_is_said(tmp_path: Path) -> None:
    """With the typesetter's own words, not with a traceback."""
    (tmp_path / "bild.png").write_bytes(b"kein Bild")
    node = {"t": "image", "c": [], "path": "/bild.png", "alt": "Bild"}
    book = {**BOOK, "chapters": [{**CHAPTER, "nodes": [node]}]}
    with pytest.raises(UnprintableError, match="image"):
        typeset(book, date(2026, 11, 21), tmp_path)


def test_a_link_to_a_place_that_is_not_printed_is_plain_text() -> None:
    """Typst would refuse the whole book."""
    link = {"t": "a", "c": ["dorthin"], "label": "weg#weg"}
    assert "dorthin" in words_of(set_text({"t": "p", "c": [link]}))


@pytest.mark.promise("pdf-per-edition")
@pytest.mark.slow
def test_every_edition_has_its_own(tmp_path: Path) -> None:
    """At its permanent address, unchanged by what is written later; the draft says what it is."""
    root = tmp_path / "stadt"
    write_publishable_site(root, date(2026, 11, 21))
    chapter = root / "content" / "handbuch" / "auftrag.md"
    first = tmp_path / "eins.pdf"
    assert run(["publish", str(root), "--stand", "20.11.2026"]) == 0
    published = root / "site" / "fortschreibungen" / "2026-11-20" / "konzept.pdf"
    before = published.read_bytes()
    assert (root / "site" / "handbuch" / "konzept.pdf").read_bytes() == before
    chapter.write_text(f"{chapter.read_text('utf-8')}\nEin ganz neuer Satz.\n", "utf-8")
    assert run(["build", str(root)]) == 0
    assert published.read_bytes() == before
    assert run(["pdf", "2026-11-20", "--seite", str(root), "--out", str(first)]) == 0
    assert first.read_bytes() == before
    assert run(["pdf", "--seite", str(root), "--out", str(first)]) == 0
    words = words_of(first)
    assert "Ein ganz neuer Satz" in words
    assert "Arbeitsstand" in words
    assert "Ein ganz neuer Satz" not in words_of(before)


def test_a_site_without_a_concept_gets_no_paper(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """And is told which line is missing."""
    assert run(["new", str(tmp_path / "neu")]) == 0
    site = tmp_path / "neu" / "directory" / "site.yml"
    text = site.read_text("utf-8")
    start = text.index("concept_chapters:")
    end = next(
        place
        for place in range(text.index("\n", start) + 1, len(text))
        if text[place - 1] == "\n" and text[place] not in " -\n"
    )
    site.write_text(text[:start] + text[end:], "utf-8")
    capsys.readouterr()
    assert run(["pdf", "--seite", str(tmp_path / "neu"), "--out", str(tmp_path / "k.pdf")]) == 2
    assert "concept_chapters" in capsys.readouterr().err
    assert not (tmp_path / "k.pdf").exists()
