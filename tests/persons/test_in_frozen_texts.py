"""A name that was frozen in a text: blacked out of every edition, and nothing else is touched."""

from __future__ import annotations

import re
import shutil
from datetime import date
from typing import TYPE_CHECKING
from unicodedata import normalize

import pypdf
import pytest

from kim.checks import check_site
from kim.cli import run
from kim.editions.form import checksum_of, write_json
from kim.editions.store import edition_checksum, read_manifest
from kim.models.edition import Edition
from kim.problems import has_errors
from kim.releases import list_releases
from kim.skeleton import write_site
from tests.editing import edit, freeze
from tests.persons.reading import is_in

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow

TODAY = date(2026, 11, 21)
DAY = "21.11.2026"
STANDS = ("2024-01-01", "2025-01-01", "2026-01-01")
CHAPTER = "content/handbuch/auftrag.md"
NAME, MAIL, PHONE = "Ğülşen Ångström-Zwiesel", "guelsen.zwiesel@stadt.example", "0208 305760-22"
FORMS = f"""
## Was {NAME} tut {{ #was-guelsen-tut }}

{NAME} leitet die Stelle. Es berät Frau Ångström-Zwiesel; {NAME.upper()} auch.
Ångström-Zwiesel, Ğülşen; Ğ. Ångström-Zwiesel; {normalize("NFD", NAME)}; Ğülşen
Ångström-Zwiesels Büro; Ğül\u00adşen Ång\u00adström-Zwiesel;
Ğülşen&nbsp;&Aring;ngstr&ouml;m-Zwiesel.
Allein steht Ångström-Zwiesel hier.

- [{NAME}](mailto:{MAIL}) oder <{MAIL}>, guelsen.zwiesel (at) stadt.example
- Durchwahl {PHONE}, (0208) 30 57 60 / 22, [+49 208 305760-22](tel:+4920830576022)
- [Seite](https://stadt.example/team/Ğülşen-Ångström-Zwiesel/neu)
- Die Zentrale bleibt: 0208 305760-0, und 0208 305760-23 ist jemand anderes.

| Stelle | Wer |
|---|---|
| Leitung | **Ğülşen** Ångström-Zwiesel |
"""
BLOCK = f"""
name: Leitung
organization: ki
person:
  id: leitung-1
  name: {NAME}
  phone: {PHONE}
  email: {MAIL}
  basis: consent
"""
SERVICE = f"""
name: Sprechstunde
organization: ki
description: "Termine macht Frau Ångström-Zwiesel. Auch am Abend."
email: {MAIL}
phones:
  - number: {PHONE}
  - number: 0208 305760-0
"""
WORDS = (NAME, MAIL, "guelsen.zwiesel", "30576022", "Ångström", "Zwiesel", "Ğülşen")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Freeze three editions: in the first two the name stands in texts, in the third nowhere."""
    root = tmp_path_factory.mktemp("frozen") / "stadt"
    write_site(root, TODAY)
    chapter = root / CHAPTER
    before = chapter.read_text("utf-8")
    service = root / "directory/services/sprechstunde.yml"
    service.write_text(SERVICE, "utf-8")
    chapter.write_text(before + FORMS, "utf-8")
    freeze(root, date(2024, 1, 1))
    edit(chapter, ("Es berät", "Es beriet"))
    notes = root.parent / "vermerke.yml"
    notes.write_text(
        f"reason: Neu ist {NAME}\nchanges:\n"
        f"  - {{section: auftrag, weight: editorial, description: Frau Ångström-Zwiesel kam}}\n",
        "utf-8",
    )
    assert publish(root, "01.01.2025", notes) == 0
    chapter.write_text(before, "utf-8")
    edit(service, ("Frau Ångström-Zwiesel", "die Leitung"), (f"email: {MAIL}\n", ""))
    edit(service, (f"  - number: {PHONE}\n", ""))
    freeze(root, date(2026, 1, 1), "auftrag", "services")
    (root / "directory/contacts/leitung.yml").write_text(BLOCK, "utf-8")
    return root


def publish(root: Path, stand: str, notes: Path) -> int:
    """Freeze an edition by the command."""
    more = ["--note", str(notes), "--freeze-only", "--stichtag", DAY]
    return run(["publish", str(root), "--stand", stand, *more])


@pytest.fixture
def root(made: Path, tmp_path: Path) -> Path:
    """Give a copy of the town, to change; nothing of it is built."""
    return shutil.copytree(made, tmp_path / "stadt")


def erase(root: Path, *more: str) -> int:
    """Erase the person by the command."""
    why = ["--reason", "Wunsch", "--by", "KI", "--stichtag", DAY]
    return run(["person", "erase", "leitung-1", "--seite", str(root), *why, *more])


def files(folder: Path) -> dict[str, bytes]:
    """Read every file below a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink()
    }


@pytest.mark.promise("frozen-names-erased")
def test_no_form_of_it_is_left_anywhere(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In frozen texts, pages, documents and releases; and page and document say what was done."""
    contact = root / "directory/contacts/leitung.yml"
    contact.unlink()
    assert run(["build", str(root), "--stichtag", DAY]) == 0
    contact.write_text(BLOCK, "utf-8")
    old = edition_checksum(root / "directory/editions/2024-01-01")
    before = files(root / "directory/editions")
    assert is_in(before["2024-01-01/content/handbuch/auftrag.md"], *WORDS)
    assert is_in(before["2025-01-01/edition.json"], *WORDS)
    capsys.readouterr()
    assert erase(root) == 0, capsys.readouterr().out
    told = capsys.readouterr().out
    left = {name for name, data in files(root).items() if is_in(data, *WORDS)}
    assert left == set()
    assert not is_in(told.encode(), *WORDS)
    assert "in 2 Fortschreibungen geschwärzt" in told
    assert len(list_releases(root / "site")) == 1
    catalogue, problems = check_site(root, TODAY)
    assert not has_errors(problems), problems
    after = files(root / "directory/editions")
    assert after.keys() == before.keys()
    changed = {name for name in before if before[name] != after[name]}
    assert {name.split("/")[0].removesuffix(".yml") for name in changed} == {*STANDS[:2]}
    text = after["2024-01-01/content/handbuch/auftrag.md"].decode()
    assert "0208 305760-0, und 0208 305760-23 ist jemand anderes" in text
    assert "- ‹Name gelöscht› oder ‹E-Mail-Adresse gelöscht›, ‹E-Mail-Adresse gelöscht›\n" in text
    assert "[Seite](https://stadt.example/team/name-geloescht/neu)" in text
    assert "leitet die Stelle. Es berät Frau ‹Name gelöscht› auch." in text
    assert "| Leitung | ‹Name gelöscht› |" in text
    assert len(catalogue.all(Edition)["2024-01-01"].redactions) == 1
    say_so(root, old)


def say_so(root: Path, old: str) -> None:
    """Both checksums stand there: whoever has an old copy sees that it is the same edition."""
    new = edition_checksum(root / "directory/editions/2024-01-01")
    page = (root / "site/fortschreibungen/2024-01-01/index.html").read_text("utf-8")
    assert re.search(r"Am 21\. November 2026 wurden \d+ Angaben zu einer Person entfernt", page)
    assert old in page
    assert new in page
    paper = pypdf.PdfReader(root / "site/fortschreibungen/2024-01-01/konzept.pdf")
    cover = "".join(paper.pages[0].extract_text().split())
    assert "AngabenzueinerPersonentfernt" in cover
    assert old in cover
    assert new in cover
    newest = (root / "site/fortschreibungen/2026-01-01/index.html").read_text("utf-8")
    assert "entfernt" not in newest


def test_a_trial_writes_nothing_and_says_every_place(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With file and line, and what stands around it, never what stands there."""
    before = files(root)
    capsys.readouterr()
    assert erase(root, "--dry-run") == 0
    told = capsys.readouterr().out
    assert files(root) == before
    assert "directory/editions/2024-01-01/content/handbuch/auftrag.md:" in told
    assert "directory/editions/2025-01-01.yml:" in told
    assert "leitet die Stelle. Es berät Frau ‹Name›" in told
    assert not is_in(told.encode(), MAIL, PHONE)
    assert "nichts geschrieben" in told


LONE = "\nIm Mai beginnt es. Frau Mai leitet es, und Mai war dabei. Mai 2024.\n"


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """Make a town where somebody is called like a month."""
    root = tmp_path / "ort"
    write_site(root, TODAY)
    chapter = root / CHAPTER
    before = chapter.read_text("utf-8")
    chapter.write_text(before + LONE, "utf-8")
    freeze(root, date(2024, 1, 1))
    chapter.write_text(f"{before}\nSeit Mai ist es anders.\n", "utf-8")
    person = "name: Leitung\norganization: ki\nperson:\n  id: leitung-1\n  name: Jeldrik Mai\n"
    (root / "directory/contacts/leitung.yml").write_text(f"{person}  basis: consent\n", "utf-8")
    return root


def frozen_text(root: Path) -> str:
    """Give the end of the frozen chapter."""
    path = root / "directory/editions/2024-01-01/content/handbuch/auftrag.md"
    return path.read_text("utf-8").rstrip().rpartition("\n")[2]


def test_a_name_that_is_a_word_is_never_cut_blindly(
    town: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Sure is 'Frau Mai'; of the others somebody decides, before anything is written."""
    before = files(town)
    capsys.readouterr()
    assert erase(town) == 1
    told = capsys.readouterr().out
    assert files(town) == before
    assert told.count("auftrag.md:") == 4
    assert "Hier muss jemand entscheiden" in told
    assert erase(town, "--keep", "alle") == 0
    assert frozen_text(town) == (
        "Im Mai beginnt es. Frau ‹Name gelöscht› leitet es, und Mai war dabei. Mai 2024."
    )


def test_what_is_decided_is_cut(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """By file and line; the more exact word goes before the general one."""
    erase(town, "--dry-run")
    place = re.search(r"directory/editions/\S+?auftrag\.md:\d+", capsys.readouterr().out)
    assert place
    assert erase(town, "--cut", place[0], "--keep", "alle") == 0
    assert "Mai" not in frozen_text(town)


def test_a_month_is_never_cut_because_it_stands_nowhere_else(
    town: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The calendar has the word, though no other text of the site does."""
    chapter = town / CHAPTER
    edit(chapter, ("\nSeit Mai ist es anders.\n", ""))
    capsys.readouterr()
    assert erase(town) == 1
    assert "Hier muss jemand entscheiden" in capsys.readouterr().out
    assert "Im Mai beginnt es. Frau Mai" in frozen_text(town)


def test_a_decision_of_no_place_is_no_decision(
    town: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A mistyped line must not let 'alle' decide of what somebody meant; nothing is written."""
    before = files(town)
    capsys.readouterr()
    assert erase(town, "--cut", "auftrag.md:12", "--keep", "alle") == 1
    told = capsys.readouterr().out
    assert "Hier ist keine Stelle zu entscheiden; Datei und Zeile prüfen:\n  auftrag.md:12" in told
    assert erase(town, "--cut", "alle", "--keep", "alle") == 2
    assert "'alle' steht bei --cut und bei --keep" in capsys.readouterr().err
    assert files(town) == before


@pytest.mark.parametrize("step", ["_replace_folder", "_replace_record", "write_durably"])
def test_what_broke_off_is_ended(root: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    """At whatever step: begun again nothing is left, and the editions are whole."""

    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(f"kim.editions.reseal.{step}", stop)
        assert erase(root) == 130
    assert erase(root) == 0
    assert [name for name, data in files(root).items() if is_in(data, *WORDS)] == []
    assert not has_errors(check_site(root, TODAY)[1])


def test_between_two_folders_nothing_is_lost(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The old one has gone and the new one has not come: it is put back and done again."""
    real = type(root).rename

    def rename(path: Path, to: Path) -> Path:
        if path.name.endswith((".redacted", ".before")):  # killed: nobody puts it back
            raise KeyboardInterrupt
        return real(path, to)

    with monkeypatch.context() as patch:
        patch.setattr(type(root), "rename", rename)
        assert erase(root) == 130
    assert erase(root) == 0
    assert [name for name, data in files(root).items() if is_in(data, *WORDS)] == []
    assert not list((root / "directory/editions").glob(".*"))


def reseal_by_hand(root: Path, change: dict[str, tuple[str, str]]) -> None:
    """Alter frozen files and make all checksums fit, as somebody might who wants to hide it."""
    folder = root / "directory/editions/2024-01-01"
    manifest = read_manifest(folder)
    for name, (old, new) in change.items():
        text = (folder / name).read_text("utf-8")
        assert old in text
        (folder / name).write_text(text.replace(old, new), "utf-8")
        manifest["files"][name] = checksum_of((folder / name).read_bytes())
    (folder / "edition.json").write_bytes(write_json(manifest))
    record = root / "directory/editions/2024-01-01.yml"
    before = re.search(r"^checksum: \"?(\w+)", record.read_text("utf-8"), re.MULTILINE)
    assert before
    edit(record, (before[1], edition_checksum(folder)))


@pytest.mark.promise("redaction-proven")
@pytest.mark.parametrize(
    "change",
    [
        {"content/handbuch/auftrag.md": ("Die Zentrale bleibt", "Die Zentrale geht")},
        {"content/handbuch/auftrag.md": ("leitet die Stelle", "‹Name gelöscht›")},
        {"content/handbuch/steuerung.md": ("# ", "# Neu ")},
        {"catalogue.json": ("Auch am Abend", "Nie am Abend")},
    ],
    ids=["a word", "a mark too many", "another chapter", "a record"],
)
def test_no_other_change_passes_as_a_redaction(
    root: Path, change: dict[str, tuple[str, str]]
) -> None:
    """Also where all checksums are made to fit: what is left and the sum of before do not."""
    assert erase(root) == 0
    assert not has_errors(check_site(root, TODAY)[1])
    reseal_by_hand(root, change)
    found = [one for one in check_site(root, TODAY)[1] if one.code == "altered-edition"]
    assert [
        str(one.place.path) for one in found if "Schwärzung" in one.message or "mehr" in one.message
    ]


def test_a_second_person_is_erased_from_the_same_edition(root: Path) -> None:
    """Each redaction is noted and starts from the sum that the one before left."""
    assert erase(root) == 0
    edit(
        root / "directory/contacts/leitung.yml",
        (
            "organization: ki\n",
            "organization: ki\nperson:\n  id: zwei\n  name: Zentrale Bleibt\n  basis: consent\n",
        ),
    )
    chapter = "directory/editions/2024-01-01/content/handbuch/auftrag.md"
    assert "Die Zentrale bleibt" in (root / chapter).read_text("utf-8")
    why = ["--reason", "Wunsch", "--by", "KI", "--stichtag", DAY]
    assert run(["person", "erase", "zwei", "--seite", str(root), *why]) == 0
    assert "Die ‹Name gelöscht›: 0208" in (root / chapter).read_text("utf-8")
    notes = read_manifest((root / chapter).parents[2])["redactions"]
    assert len(notes) == 2
    assert not has_errors(check_site(root, TODAY)[1])
    record = (root / "directory/editions/2024-01-01.yml").read_text("utf-8")
    assert record.count('"after"') == 2


def test_what_cannot_be_cut_is_said(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A name in the name of a file is an address too; all else is done, and it is not ended."""
    chapter = town / CHAPTER
    picture = chapter.with_name("jeldrik-mai.svg")
    picture.write_text("<svg xmlns='http://www.w3.org/2000/svg'><text>Mai</text></svg>", "utf-8")
    contact = town / "directory/contacts/leitung.yml"
    person = contact.read_text("utf-8")
    contact.unlink()
    freeze(town, date(2025, 1, 1), "auftrag", "site")
    contact.write_text(person, "utf-8")
    picture.unlink()
    capsys.readouterr()
    assert erase(town, "--keep", "alle") == 1
    told = capsys.readouterr().out
    assert "Das lässt sich nicht schwärzen" in told
    assert "content/handbuch/‹Name›.svg" in told
    assert "nicht zu Ende" in told
    assert "reached" not in (town / "directory/erased.yml").read_text("utf-8")
    assert not has_errors([one for one in check_site(town, TODAY)[1] if "eras" not in one.code])
