"""One command, and no page, PDF or release names them; and nobody else is touched."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from kim.blocks import without_block
from kim.checks import check_site
from kim.cli import run
from kim.releases import folder_of, list_releases, shown_release
from kim.skeleton import write_site

pytestmark = pytest.mark.slow

TODAY = date(2026, 11, 21)
NAMES = ("Ayşe Yıldırım", "Björn Ängström")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make and build a small site whose functions two people fill."""
    site = tmp_path_factory.mktemp("gebaut") / "stadt"
    write_site(site, TODAY)
    for place, name in enumerate(NAMES, 1):
        text = (
            f"name: Beratung {place}\norganization: ki\nperson:\n  name: {name}\n"
            f"  phone: 030 99887-{place:03}\n  email: person{place}@musterstadt.example\n"
            "  basis: consent\n# Ende\n"
        )
        (site / "directory" / "contacts" / f"beratung-{place}.yml").write_text(text, "utf-8")
    assert run(["build", str(site)]) == 0
    return site


@pytest.fixture
def root(built: Path, tmp_path: Path) -> Path:
    """Give a copy of the built site, to change."""
    return Path(shutil.copytree(built, tmp_path / "stadt", symlinks=True))


def erase(root: Path, person: str) -> int:
    """Erase somebody by the command."""
    return run(
        ["person", "erase", person, "--seite", str(root), "--reason", "Wunsch", "--by", "KI"]
    )


def naming(root: Path, *words: str) -> list[str]:
    """List every file below the site's folder that holds one of the words."""
    found = [path for path in root.rglob("*") if path.is_file()]
    return [str(p) for p in found if any(word.encode() in p.read_bytes() for word in words)]


def test_the_file_keeps_all_else(root: Path) -> None:
    """Function, comments, other lines; and the note never says who it was."""
    erase(root, "beratung-1")
    contact = root / "directory" / "contacts" / "beratung-1.yml"
    assert contact.read_text("utf-8") == "name: Beratung 1\norganization: ki\n# Ende\n"
    note = (root / "directory" / "erased.yml").read_text("utf-8")
    assert '"person": "beratung-1"' in note
    assert '"reached": "0 Spuren in ' in note
    assert not any(word in note for word in NAMES[0].split())


def test_earlier_releases_that_name_them_are_removed(root: Path) -> None:
    """Nobody rolls back to a page with the name."""
    assert run(["build", str(root)]) == 0
    assert len(list_releases(root / "site")) == 2
    erase(root, "beratung-1")
    assert list_releases(root / "site") == [shown_release(root / "site")]


def test_nothing_that_was_shown_beside_it_names_them(root: Path) -> None:
    """Not a draft, and not a folder that `mkdocs build` made where the site stands now."""
    shown = shown_release(root / "site")
    assert shown
    shutil.copytree(shown, folder_of(root / "vorschau") / shown.name)
    (root / "vorschau").symlink_to(f".vorschau.releases/{shown.name}")
    (root / "site").unlink()
    shown.rename(root / "site")
    assert naming(root / "site", NAMES[0])
    assert erase(root, "beratung-1") == 0
    assert naming(root, NAMES[0], "99887-001", "person1@") == []
    assert not (root / "vorschau").is_symlink()


@pytest.mark.promise("erased-stays-erased")
def test_an_old_file_does_not_bring_them_back(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The check says who was erased when; a new person needs an id of their own."""
    contact = root / "directory" / "contacts" / "beratung-1.yml"
    shutil.copy(contact, tmp_path / "alt.yml")
    erase(root, "beratung-1")
    shutil.copy(tmp_path / "alt.yml", contact)
    problems = [str(one) for one in check_site(root, TODAY)[1] if one.code == "erased-person"]
    assert len(problems) == 1
    assert problems[0].startswith("directory/contacts/beratung-1.yml:4:3: ")
    capsys.readouterr()
    assert run(["build", str(root)]) == 1
    text = contact.read_text("utf-8").replace(f"name: {NAMES[0]}", "id: neu\n  name: Mia Probe")
    contact.write_text(text, "utf-8")
    assert run(["build", str(root)]) == 0


@pytest.mark.parametrize("step", ["replace_text", "build_site", "_remove_releases", "_prove"])
def test_an_erasure_that_broke_off_is_finished(
    root: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """At whatever step it was: begun again it ends with nobody named."""

    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(f"kim.persons.erase.{step}", stop)
        assert erase(root, "beratung-1") == 130
    hints = [one.code for one in check_site(root, TODAY)[1]]
    assert {"unfinished-erasure", "erased-person"} & set(hints)
    assert erase(root, "beratung-1") == 0
    assert naming(root, NAMES[0], "99887-001", "person1@") == []
    note = (root / "directory" / "erased.yml").read_text("utf-8")
    assert note.count("beratung-1") == 1
    assert "reached" in note
    assert not [one for one in check_site(root, TODAY)[1] if "eras" in one.code]


def test_a_name_in_a_text_is_said_and_not_hidden(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What the program may not rewrite by itself, it names, and begins nothing before that."""
    page = root / "content" / "bild.svg"
    page.write_text(f"<svg><text>{NAMES[0]}</text></svg>", "utf-8")
    capsys.readouterr()
    assert erase(root, "beratung-1") == 1
    out = capsys.readouterr().out
    assert "content/bild.svg" in out
    assert out.endswith("nichts geschrieben\n")
    assert not (root / "directory" / "erased.yml").exists()
    page.unlink()
    assert erase(root, "beratung-1") == 0
    assert "0 Spuren" in capsys.readouterr().out


def test_a_file_that_cannot_be_cut_is_left_alone(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is named, and nothing is begun that could not be ended."""
    contact = root / "directory" / "contacts" / "beratung-1.yml"
    unusual = f"{{name: B, organization: ki, person: {{name: {NAMES[0]}, basis: consent}}}}\n"
    contact.write_text(unusual, "utf-8")
    assert erase(root, "beratung-1") == 2
    assert "beratung-1.yml" in capsys.readouterr().err
    assert contact.read_text("utf-8") == unusual
    assert not (root / "directory" / "erased.yml").exists()


def test_where_nothing_is_published_that_is_said(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A proof over no file at all would be none: perhaps the site lies elsewhere."""
    (root / "site").rename(root / "woanders")
    shutil.rmtree(root / ".site.releases")
    assert erase(root, "beratung-1") == 0
    assert "eine fertige Seite gab es nicht" in capsys.readouterr().out


def test_find_lists_every_place(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Records, texts, what is published."""
    capsys.readouterr()
    assert run(["person", "find", "beratung-2", "--seite", str(root)]) == 0
    out = capsys.readouterr().out
    assert "directory/contacts/beratung-2.yml" in out
    assert "release-000001/ansprechpersonen/index.html" in out
    erase(root, "beratung-2")
    capsys.readouterr()
    assert run(["person", "find", "beratung-2", "--seite", str(root)]) == 0
    assert capsys.readouterr().out.startswith("gelöscht am ")


@pytest.mark.parametrize("command", ["find", "erase"])
def test_a_mistyped_id_is_answered_with_the_nearest(
    root: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    """And nothing is written."""
    more = ["--reason", "Wunsch", "--by", "KI"] if command == "erase" else []
    assert run(["person", command, "beratung-22", "--seite", str(root), *more]) == 2
    assert "gemeint 'beratung-2'?" in capsys.readouterr().err
    assert not (root / "directory" / "erased.yml").exists()


BLOCKS = {
    "in the middle": ("a: 1\nperson:\n  name: X\n  basis: consent\nb: 2\n", "a: 1\nb: 2\n"),
    "at the end": ("a: 1\nperson:\n  name: X", "a: 1\n"),
    "on one line": ("person: {name: X, basis: consent}\nb: 2\n", "b: 2\n"),
    "with empty lines": ("person:\n\n  name: X\n\n  phone: 1\n\nb: 2\n", "\nb: 2\n"),
    "with comments": (
        "# wer\nperson:\n  # hier\n  name: X\n# danach\nb: 2\n",
        "# wer\n# danach\nb: 2\n",
    ),
    "other line ends": ("a: 1\r\nperson:\r\n  name: X\r\nb: 2\r\n", "a: 1\r\nb: 2\r\n"),
    "none": ("a: 1\n", "a: 1\n"),
}


@pytest.mark.parametrize(("before", "after"), BLOCKS.values(), ids=BLOCKS)
def test_exactly_the_block_is_cut_out(before: str, after: str) -> None:
    """Comments inside go with it: they may say who it was."""
    assert without_block(before, "person") == after
