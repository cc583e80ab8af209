"""What is looked for is found wherever an edition says it, cut where it can be, and told."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from datetime import date
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

import pytest

from kim.catalogue import load_catalogue
from kim.checks import check_site
from kim.editions.blackout import Decisions, plan_blackout
from kim.editions.draft import Wish
from kim.editions.mentions import MAIL, NAME, OTHER, Certainty, Mention
from kim.editions.redaction import Seeking, Verdict
from kim.editions.reseal import mend_editions
from kim.editions.store import AlteredEditionError, read_manifest
from kim.editions.written import SECRET
from kim.problems import has_errors
from kim.release import Publication, publish_edition
from kim.skeleton import write_site
from tests.editing import edit
from tests.folders import files_below

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from kim.editions.blackout import Blackout

TODAY, STAND = date(2026, 11, 21), date(2026, 10, 1)
EDITION = f"directory/editions/{STAND}"
CHAPTER, DRAWING, PICTURE = (
    f"content/handbuch/{name}" for name in ("auftrag.md", "a.svg", "a.png")
)
SURE = {"Erika Quirl": NAME, "erika.quirl@stadt.example": MAIL, "erika-quirl": NAME}
SERVICE = """
name: Sprechstunde mit Erika Quirl
organization: ki
description: "Quirl heißt die Leitung. Auch bei Frost."
email: erika.quirl@stadt.example
phones:
  - {number: 030 23125-011, description: Erika Quirl}
"""
OTHER_SERVICE = (
    "name: Anderes\norganization: ki\ndescription: Ein Quirl liegt aus, auch bei Frost.\n"
)
CUT, KEPT, OPEN, STUCK = Verdict


def find(text: str) -> Iterator[Mention]:
    """Find a person: sure by name and mail, perhaps by surname, and somebody has to judge Frost."""
    for word, what in SURE.items():
        yield from (Mention(*one.span(), what) for one in re.finditer(word, text))
    for word, certainty in (("Quirl", Certainty.IF_NAMED), ("Frost", Certainty.OPEN)):
        for one in re.finditer(rf"\b{word}\b", text):
            yield Mention(*one.span(), NAME, certainty)


def hide(keys: Sequence[str]) -> Mapping[str, str]:
    """Let one place say no longer where it is."""
    is_own = tuple(keys) == ("records", "locations", "rathaus")
    return {name: name for name in sorted(SECRET)} if is_own else {}


@pytest.fixture(scope="module")
def frozen(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Freeze an edition that names a person in all that an edition has."""
    root = tmp_path_factory.mktemp("blackout") / "stadt"
    write_site(root, TODAY)
    edit(root / "mkdocs.yml", ("  - Konzept:", "  - Konzept von Erika Quirl:"))
    edit(root / "directory/site.yml", ("tagline: ", "tagline: Erika Quirl fragen. "))
    (root / "directory/services/sprechstunde.yml").write_text(SERVICE, "utf-8")
    (root / "directory/services/anderes.yml").write_text(OTHER_SERVICE, "utf-8")
    with (root / CHAPTER).open("a", encoding="utf-8") as chapter:
        chapter.write("\nEs leitet Erika Quirl.\n\nBei Frost ging Quirl.\n")
    (root / DRAWING).write_text(
        "<svg xmlns='http://www.w3.org/2000/svg'>\n<text>Erika Quirl</text></svg>\n", "utf-8"
    )
    (root / PICTURE).write_bytes(b"\x89PNG\r\n\x1a\n Erika Quirl, Erika Quirl")
    place = Publication(root, root / "site", TODAY, lambda _: None, is_live=False)
    outcome = publish_edition(place, Wish(STAND, adopted_by="Rat mit Erika Quirl"))
    assert outcome.is_published, outcome
    return root


@pytest.fixture
def root(frozen: Path, tmp_path: Path) -> Path:
    """Give a copy to change."""
    return shutil.copytree(frozen, tmp_path / "stadt")


def plan(root: Path, decided: Decisions | None = None) -> Blackout:
    """Look through the only edition."""
    catalogue, _ = load_catalogue(root)
    return plan_blackout(root, catalogue, Seeking(find, (decided or Decisions()).of, hide))


def test_every_place_is_told_with_its_line(frozen: Path) -> None:
    """In that line it stands; what becomes of it is said, and nothing that stands there."""
    found = list(plan(frozen).found)
    counted = Counter((str(one.path), one.what, one.verdict) for one in found)
    record, catalogue = f"{EDITION}.yml", f"{EDITION}/catalogue.json"
    assert counted == {
        (f"{EDITION}/{CHAPTER}", NAME, CUT): 2,
        (f"{EDITION}/{CHAPTER}", NAME, OPEN): 1,
        (f"{EDITION}/{DRAWING}", NAME, CUT): 1,
        (f"{EDITION}/{PICTURE}", NAME, STUCK): 1,
        (f"{EDITION}/edition.json", NAME, CUT): 1,
        (record, NAME, CUT): 1,
        (catalogue, NAME, CUT): 5,  # contents, site, name, surname and telephone of the service
        (catalogue, MAIL, CUT): 1,
        (catalogue, OTHER, CUT): 2,  # address and ways to the hidden place
        (catalogue, NAME, OPEN): 3,  # Frost twice, and a Quirl that is a pattern
    }
    for one in found:
        assert not any(word in one.shown for word in SURE), one
        if one.path != PurePosixPath(EDITION) / PICTURE:
            line = (frozen / one.path).read_text("utf-8").splitlines()[one.line - 1]
            words = {one.shown.split("'")[1]} if one.what == OTHER else {*SURE, "Quirl", "Frost"}
            assert any(word in line for word in words), (one, line)


def test_nothing_but_the_places_is_cut(root: Path) -> None:
    """What may not have a mark goes; what stays is as it was, and the edition is sound."""
    before = files_below(root / EDITION)
    record = (root / f"{EDITION}.yml").read_text("utf-8")
    plan(root, Decisions(keep=frozenset({"alle"}))).write(root, TODAY, "person")
    assert not has_errors(check_site(root, TODAY)[1])
    after = files_below(root / EDITION)
    changed = {name.rpartition("/")[2] for name in before if before[name] != after[name]}
    assert changed == {"auftrag.md", "a.svg", "catalogue.json", "edition.json"}
    for name in (CHAPTER, DRAWING):
        text = before[str(name)].decode()
        expected = text.replace("Erika Quirl", "‹Name gelöscht›")
        expected = expected.replace("ging Quirl", "ging ‹Name gelöscht›")
        assert after[str(name)].decode() == expected
    old, new = (json.loads(one["catalogue.json"]) for one in (before, after))
    assert new == blackened(old)
    said = 'adopted_by: "Rat mit ‹Name gelöscht›"\n'
    now = (root / f"{EDITION}.yml").read_text("utf-8")
    assert said in now
    kept = [line for line in record.splitlines() if "Quirl" not in line and "checksum" not in line]
    assert [line for line in now.splitlines() if line in kept] == kept
    manifest = read_manifest(root / EDITION)
    assert manifest["metadata"]["adopted_by"] == "Rat mit ‹Name gelöscht›"
    (note,) = manifest["redactions"]
    assert (note["on"], note["reason"], note["places"]) == (str(TODAY), "person", "12")


def blackened(catalogue: dict[str, Any]) -> dict[str, Any]:
    """Say by hand what becomes of the frozen records."""
    records = catalogue["records"]
    service = records["services"]["sprechstunde"]
    service["name"] = "Sprechstunde mit ‹Name gelöscht›"
    service["description"] = "‹Name gelöscht› heißt die Leitung. Auch bei Frost."
    service["phones"][0]["description"] = "‹Name gelöscht›"
    del service["email"]
    for name in ("address", "transportation"):
        del records["locations"]["rathaus"][name]
    catalogue["site"]["tagline"] = catalogue["site"]["tagline"].replace(
        "Erika Quirl", "‹Name gelöscht›"
    )
    concept = catalogue["nav"][1]
    concept["Konzept von ‹Name gelöscht›"] = concept.pop("Konzept von Erika Quirl")
    return catalogue


def test_what_somebody_decided_is_done(root: Path) -> None:
    """A line goes before all; what is cut nowhere else is cut there."""
    (frost,) = (
        one for one in plan(root).found if one.path.name == "auftrag.md" and one.verdict is OPEN
    )
    decided = Decisions(cut=frozenset({f"{frost.path}:{frost.line}"}), keep=frozenset({"alle"}))
    made = plan(root, decided)
    assert [one.path.name for one in made.with_verdict(KEPT)] == ["catalogue.json"] * 3
    assert not made.with_verdict(OPEN)
    made.write(root, TODAY, "person")
    text = (root / EDITION / CHAPTER).read_text("utf-8")
    assert text.endswith("\nBei ‹Name gelöscht› ging ‹Name gelöscht›.\n")


def test_where_nothing_is_found_nothing_is_written(root: Path) -> None:
    """No edition is sealed anew for nothing."""
    catalogue, _ = load_catalogue(root)
    seeking = Seeking(lambda _: (), Decisions().of, lambda _: {})
    made = plan_blackout(root, catalogue, seeking)
    assert (list(made.found), made.changed) == ([], ())


def test_an_edition_that_was_altered_is_not_blacked_out(root: Path) -> None:
    """Else what somebody put there would be sealed."""
    edit(root / EDITION / CHAPTER, ("Es leitet", "Niemand außer"))
    with pytest.raises(AlteredEditionError, match=CHAPTER):
        plan(root)


def test_what_was_broken_by_hand_is_not_mended(root: Path) -> None:
    """Only what a blacking out left half done is ended; all else is said by the checks."""
    (root / EDITION / "edition.json").unlink()
    (root / "directory/editions/leer").mkdir()
    before = files_below(root / "directory")
    mend_editions(root)
    assert files_below(root / "directory") == before
