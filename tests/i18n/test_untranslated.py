"""Files for translators: what is missing, ready to be filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kim.catalogue import load_catalogue
from kim.problems import Severity
from kim.untranslated import write_drafts
from tests.i18n.test_translations import TODAY, load, site

if TYPE_CHECKING:
    from pathlib import Path

NEW = """\
# machine = von einer Maschine übersetzt, reviewed = von Menschen geprüft; dann auch
# reviewed_by (Kennung der Organisation) und reviewed_on (Tag).
state: machine
texts:
  # Jugendmigrationsdienst
  name:
    text:
    of: ae1f7847
"""


def test_a_new_file_holds_the_german_text_and_its_fingerprint(tmp_path: Path) -> None:
    """The translator writes behind `text:` and nothing else."""
    root = site(tmp_path)
    written = write_drafts(root, load(root), "en", TODAY)
    assert "directory/translations/en/services/jmd.yml" in written
    assert (root / "directory/translations/en/services/jmd.yml").read_text("utf-8") == NEW


def test_a_file_that_is_there_keeps_what_it_says(tmp_path: Path) -> None:
    """What is missing is put below."""
    root = site(tmp_path)
    path = root / "directory/translations/en/services/mbe.yml"
    before = path.read_text("utf-8")
    write_drafts(root, load(root), "en", TODAY)
    after = path.read_text("utf-8")
    assert after.startswith(before.rstrip("\n"))
    assert "  # Zentrale\n  phones.1.description:\n    text:\n" in after
    assert "name:\n    text:\n" not in after.replace(before.rstrip("\n"), "")


def test_a_file_in_one_line_is_written_in_blocks(tmp_path: Path) -> None:
    """Its texts stay, and there is room for more."""
    root = site(tmp_path)
    path = root / "directory/translations/en/services/mbe.yml"
    path.write_text("{texts: {name: {text: Advice, of: 00000000}}, state: machine}\n", "utf-8")
    write_drafts(root, load(root), "en", TODAY)
    text = path.read_text("utf-8")
    assert text.startswith("state: machine\ntexts:\n  name:\n    text: Advice\n")
    assert "  summary:\n    text:\n" in text


def test_what_is_not_filled_in_is_a_mistake(tmp_path: Path) -> None:
    """An empty translation never reaches a page; the message leads to the line."""
    root = site(tmp_path)
    write_drafts(root, load(root), "en", TODAY)
    problems = load_catalogue(root)[1]
    assert {one.code for one in problems if one.severity is Severity.ERROR} == {"empty-value"}
    assert any(
        str(one).startswith("directory/translations/en/services/jmd.yml:7:5") for one in problems
    )


def test_a_second_run_writes_nothing_twice(tmp_path: Path) -> None:
    """Only what the first run could not know."""
    root = site(tmp_path)
    write_drafts(root, load(root), "en", TODAY)
    for path in (root / "directory/translations/en").rglob("*.yml"):
        path.write_text(path.read_text("utf-8").replace("text:\n", "text: x\n"), "utf-8")
    assert write_drafts(root, load(root), "en", TODAY) == ()
