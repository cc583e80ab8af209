"""The address of a confidential place: in no file, and found in any form in which it could be."""

from __future__ import annotations

import gzip
import io
import json
import re
import zipfile
from datetime import date
from hashlib import sha256
from html import escape
from textwrap import dedent
from typing import TYPE_CHECKING, Any
from unicodedata import normalize
from urllib.parse import quote

import pytest
import typst

from kim import publish
from kim.building import build_needed
from kim.checks import check_site
from kim.cli import run
from kim.confidential import secret_places
from kim.editions.draft import Wish
from kim.paper.words import words_in
from kim.problems import has_errors
from kim.publish import build_site
from kim.release import Publication, publish_edition
from kim.releases import shown_release
from kim.reports import write_report
from kim.skeleton import write_site
from kim.unpacked import files_below, fold, know_words, readable
from tests.making import make_catalogue

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TODAY = date(2026, 11, 21)
STREET = "Königsgäßchenstraße 17"
PLACE = """
    name: Schutzhaus
    address: {street: Königsgäßchenstraße 17, postal_code: "98761", city: Verstecksdorf}
    transportation: Mit der Straßenbahn bis Xylophonplatz
    accessibility_note: {de: Klingel beim Seiteneingang, en: The bell is at the quiet side}
    latitude: "51.47121"
    longitude: "6.85239"
    confidential: ja
"""
OWN = "directory/locations/rathaus.yml"
WORDS = ("konigsga", "verstecksdorf", "xylophon", "seiteneingang", "quiet side")
"""What gives the place away, folded; none of it is a word of the program."""
NUMBERS = re.compile(r"(?<![\da-f])(98761|51[.,]4712|6[.,]8523)")

SECRET = secret_places(make_catalogue(locations__haus=PLACE))


def zipped(text: str) -> bytes:
    """Pack a text as spreadsheets do."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", text)
    return file.getvalue()


def printed(text: str) -> bytes:
    """Set a text as a PDF."""
    source = b"#set page(width: 6cm)\n#sys.inputs.text"
    pdf: bytes = typst.compile(source, sys_inputs={"text": text}, format="pdf")  # type: ignore[call-overload]
    return pdf


def foretold(text: str) -> bytes:
    """Give what is no readable document; what it says was known before."""
    document = b"%PDF-" + sha256(text.encode()).digest()
    bold = {"t": "strong", "c": [text[:5]]}
    know_words(document, words_in({"t": "p", "c": [bold, text[5:]]}))
    return document


FORMS: dict[str, Callable[[str], bytes]] = {
    "plain": str.encode,
    "capitals": lambda text: text.upper().encode(),
    "in two parts": lambda text: normalize("NFD", text).encode(),
    "page": lambda text: f"<p>{escape(text)}</p><p>45127 Musterstadt</p>".encode(),
    "numbers of letters": lambda text: "".join(f"&#{ord(one)};" for one in text).encode(),
    "some as numbers": lambda text: text.replace("g", "&#x67;").encode(),
    "named letters": lambda text: text.encode("ascii", "xmlcharrefreplace")
    .replace(b"&#246;", b"&ouml;").replace(b"&#228;", b"&auml;").replace(b"&#223;", b"&szlig;"),
    "json": lambda text: json.dumps({"x": text}).encode(),
    "json by letters": lambda text: "".join(f"\\u{ord(one):04x}" for one in text).encode(),
    "link": lambda text: f'<a href="https://karte.example/?q={quote(text)}">x</a>'.encode(),
    "link with plus": lambda text: quote(text).replace("%20", "+").encode(),
    "link by letters": lambda text: "".join(f"%{code:02X}" for code in text.encode()).encode(),
    "spelled out": lambda text: text.translate(
        str.maketrans({"ö": "oe", "ä": "ae", "ß": "ss"})
    ).encode(),
    "short": lambda text: text.replace("straße", "str.").encode(),
    "wide letters": lambda text: "".join(
        chr(ord(one) + 0xFEE0) if "!" <= one <= "~" else one for one in text
    ).encode(),
    "marked": lambda text: text.replace("gs", "<strong>gs</strong>").encode(),
    "compared": lambda text: text.replace(" 17", " <del>16</del><ins>17</ins>").encode(),
    "soft hyphens": lambda text: text.replace("g", "g\u00ad").encode(),
    "nothing between": lambda text: text.replace("g", "g\u200b\u2060").encode(),
    "over lines": lambda text: text.replace(" ", "\n   ").encode(),
    "calendar": lambda text: f"LOCATION:Haus\\, {text}\\, 98761".encode(),
    "gzip": lambda text: gzip.compress(text.encode()),
    "workbook": zipped,
    "workbook in gzip": lambda text: gzip.compress(zipped(text)),
    "document": printed,
    "document foretold": foretold,
}  # fmt: skip


@pytest.mark.promise("secret-forms")
@pytest.mark.parametrize("form", FORMS)
def test_the_street_is_found_in_every_form(form: str) -> None:
    """Whatever stands around it, and whatever a file is packed in."""
    for around in ("{}", "Sie finden uns in der {}, 2. Etage.", "x {} 98761 Verstecksdorf"):
        assert SECRET.are_in(FORMS[form](around.format(STREET))), around


@pytest.mark.parametrize(
    "text",
    [
        "https://karte.example/?to=51.47121%2C6.85239",
        '{"lat": 51.47121, "lon": 6.85239}',
        "[6.85239,51.47121]",
        "geo:51.471210,6.852390",
        "51,47121; 6,85239",
        "Mit der Strassenbahn bis <b>Xylophonplatz</b>",
        "the BELL is at the quiet&#32;side",
        "mit DER Strassenbahn<br>bis\u00adXylo\u200bphonplatz",
        "https://karte.example/?to=51.471219%2c6.852391",
    ],
)
def test_ways_there_and_coordinates_are_found(text: str) -> None:
    """In both orders, with commas and points."""
    assert SECRET.are_in(text.encode())


@pytest.mark.parametrize(
    "text",
    [
        "Königsgäßchenstraße 171",
        "Königsgäßchenstraße 1 und 7",
        "Königsgäßchenstraße",
        "Königsallee 17",
        "51.47121 und 51.99999",
        "Mit der Straßenbahn",
    ],
)
def test_a_neighbour_is_no_secret(text: str) -> None:
    """Another house of the street may be public."""
    assert not SECRET.are_in(text.encode())


def write_town(root: Path) -> None:
    """Write the example town with a confidential place that everything names."""
    write_site(root, TODAY)
    site = root / "directory"
    lines = (site / "site.yml").read_text("utf-8")
    (site / "site.yml").write_text(lines.replace("  - de\n", "  - de\n  - en\n"), "utf-8")
    (root / OWN).write_text(dedent(PLACE), "utf-8")


def freeze(root: Path, wish: Wish) -> None:
    """Freeze an edition without building the site."""
    site = Publication(root, root / "site", TODAY, lambda _: None, is_live=False)
    outcome = publish_edition(site, wish)
    assert not has_errors(outcome.problems), outcome.problems
    assert not outcome.missing
    assert (root / f"directory/editions/{wish.stand}/catalogue.json").is_file()


def traces(folder: Path, *, but: tuple[str, ...] = ()) -> list[str]:
    """List the files below a folder that give the place away."""
    return [
        path.relative_to(folder).as_posix()
        for path in files_below(folder)
        if path.relative_to(folder).as_posix() not in but and gives_away(path.read_bytes())
    ]


def gives_away(data: bytes) -> bool:
    """Tell whether a file holds a word or a number of the place; slower and stricter than kim."""
    for text in readable(data):
        plain = "".join(one for one in normalize("NFD", fold(text)) if one.isprintable())
        letters = plain.replace("oe", "o").replace("ae", "a").replace("\u00ad", "")
        if any(word in letters for word in WORDS) or NUMBERS.search(plain):
            return True
    return False


def test_the_scan_of_this_test_sees_the_secret() -> None:
    """Else it would prove nothing."""
    assert gives_away(PLACE.encode())
    assert all(gives_away(FORMS[form](STREET)) for form in ("plain", "json", "gzip", "workbook"))


@pytest.mark.slow
@pytest.mark.promise("confidential")
def test_a_confidential_place_leaves_its_file_in_no_way(tmp_path: Path) -> None:
    """Site, documents, calendars, search, frozen edition, kept releases, reports, problems."""
    root = tmp_path / "town"
    write_town(root)
    out = root / "site"
    freeze(root, Wish(date(2026, 10, 1)))
    assert not has_errors(build_needed(root, out, TODAY))
    catalogue, problems = check_site(root, TODAY)
    for form in ("xlsx", "html"):
        (root / f"bericht.{form}").write_bytes(write_report(form, root, catalogue, TODAY, ""))
    (root / "problems.txt").write_text("\n".join(map(str, problems)), "utf-8")
    assert len(list(files_below(root / ".site.releases"))) > 100
    assert {path.parent.name for path in files_below(root / ".kim-cache")} >= {"papers", "builds"}
    assert traces(root, but=(OWN,)) == []
    assert traces(root) == [OWN]


@pytest.mark.slow
def test_a_place_that_became_confidential_is_so_in_old_editions_too(tmp_path: Path) -> None:
    """What was frozen stays frozen; no page, comparison or document made from it says where."""
    root, out = tmp_path / "town", tmp_path / "town" / "site"
    write_town(root)
    place = (root / OWN).read_text("utf-8")
    (root / OWN).write_text(place.replace("confidential: ja\n", ""), "utf-8")
    for stand in (date(2025, 10, 1), date(2026, 10, 1)):
        with (root / "content/handbuch/auftrag.md").open("a", encoding="utf-8") as chapter:
            chapter.write(f"\nNeu am {stand}.\n")
        notes = root.parent / "notes.yml"
        note = "{section: auftrag, weight: editorial, description: Neu}"
        notes.write_text(f"changes: [{note}]\n" if stand.year > 2025 else "{}", "utf-8")
        freeze(root, Wish(stand, notes=notes))
    assert not has_errors(build_needed(root, out, TODAY))
    assert traces(out.resolve()) != []
    (root / OWN).write_text(place, "utf-8")
    assert not has_errors(build_needed(root, out, TODAY))
    assert (out / "fortschreibungen/2025-10-01/index.html").is_file()
    assert traces(out.resolve()) == []
    assert len(list(files_below(root / ".kim-cache"))) > 2
    assert traces(root / ".kim-cache") == []


FROZEN = f"""
## Schutzhaus

Das Haus in der {STREET}, 98761 Verstecksdorf, nimmt Frauen auf. Kurz: Königsgäßchenstr. 17;
{normalize("NFD", STREET)}; Königs\u00adgäßchen\u00adstraße 17;
K&ouml;nigsg&auml;&szlig;chenstra&szlig;e 17; Koenigsgaesschenstrasse&nbsp;17. Es liegt bei
51.47121, 6.85239 ([Karte](https://karte.example/?to=51.47121%2C6.85239)).
Mit der Straßenbahn bis Xylophonplatz, Klingel beim Seiteneingang.
"""


@pytest.mark.slow
@pytest.mark.promise("hidden-in-editions")
def test_a_place_in_a_frozen_text_is_hidden_by_one_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Until then nothing is built, and it is said what helps; then nothing tells it any more."""
    root, out = tmp_path / "town", tmp_path / "town" / "site"
    write_town(root)
    open_place = (root / OWN).read_text("utf-8").replace("confidential: ja\n", "")
    (root / OWN).write_text(open_place, "utf-8")
    chapter = root / "content/handbuch/auftrag.md"
    before = chapter.read_text("utf-8")
    chapter.write_text(before + FROZEN, "utf-8")
    freeze(root, Wish(date(2025, 10, 1)))
    chapter.write_text(before, "utf-8")
    assert not has_errors(build_site(root, out, TODAY))
    (root / OWN).write_text(f"{open_place}confidential: ja\n", "utf-8")
    refused = [str(one) for one in build_site(root, out, TODAY) if one.code == "unfinished-build"]
    assert "schwärzt 'kim location hide' sie auch dort" in refused[0]
    (root / OWN).write_text(open_place, "utf-8")
    hide = ["location", "hide", "rathaus", "--seite", str(root), "--stichtag", "21.11.2026"]
    assert run([*hide, "--dry-run"]) == 0
    told = capsys.readouterr().out
    assert not gives_away(told.encode())
    assert ": das ganze Feld 'Anschrift'\n" in told  # and not by its name in YAML
    assert f"Zu bereinigen:\n  {OWN}\nnichts geschrieben\n" in told
    assert run([*hide, "--reason", "Schutzraum", "--by", "KI"]) == 0, capsys.readouterr().out
    assert traces(root) == [OWN]
    assert (root / OWN).read_text("utf-8") == f"{open_place}confidential: ja\n"
    frozen = (root / "directory/editions/2025-10-01/content/handbuch/auftrag.md").read_text("utf-8")
    assert "Das Haus in der ‹Anschrift gelöscht›, nimmt Frauen auf." in frozen
    page = (out / "fortschreibungen/2025-10-01/index.html").read_text("utf-8")
    assert "Angaben zu einem Ort mit geheimer Anschrift entfernt" in page
    assert not has_errors(check_site(root, TODAY)[1])
    assert '"location": "rathaus"' in (root / "directory/erased.yml").read_text("utf-8")


@pytest.mark.slow
@pytest.mark.promise("secret-stops-build")
@pytest.mark.parametrize("name", ["angebote/index.html", "assets/neu.json", "daten/neu.xlsx"])
def test_a_build_that_tells_it_is_not_published(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page, data or a table with the address: the old site stays, and it is said why."""
    root = tmp_path / "town"
    write_town(root)
    assert not has_errors(build_site(root, root / "site", TODAY))
    before = shown_release(root / "site")
    real = publish.build_handbook

    def leaking(root: Path, out: Path, *rest: Any, **named: Any) -> object:
        printed = real(root, out, *rest, **named)
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).write_bytes(zipped(STREET) if name.endswith("xlsx") else STREET.encode())
        return printed

    monkeypatch.setattr(publish, "build_handbook", leaking)
    problems = build_site(root, root / "site", TODAY)
    assert [problem.message for problem in problems if problem.code == "unfinished-build"] == [
        f"nicht veröffentlicht: {name} enthält eine geheime Anschrift"
    ]
    assert shown_release(root / "site") == before
