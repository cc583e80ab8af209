"""A site that takes over what has not changed is the site that a whole build gives."""

from __future__ import annotations

import os
import re
import signal
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from random import Random
from shutil import copytree, ignore_patterns, rmtree
from typing import TYPE_CHECKING, Any

import pytest

from kim import again, building, memory, traces
from kim.building import build_needed
from kim.catalogue import load_catalogue
from kim.checks import check_site
from kim.kept import FOLDER
from kim.publish import build_site
from kim.releases import go_back, list_releases
from kim.translations import fingerprint
from kim.views import page, parted, viewpoint
from tests.folders import files_below
from tests.sizes import sized

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kim.catalogue import Catalogue
    from kim.models.location import Location
    from kim.problems import Problem

TOWN = Path(__file__).parent / "sites" / "musterstadt"
TODAY = date(2026, 11, 21)
SERVICES = 8
_SERVICE = """\
name: Beratung {number}
summary: Hilft bei Frage {number}.
description: Ausführlich zu Frage {number}.
organization: musterverein
categories: [migrationsdienste]
topics: [{topic}]
contacts: [auslaenderbehoerde-auskunft]
locations: [rathaus]
phones: [{{number: 030 23125-0{number}}}]
last_verified: 2026-10-0{number}
verified_by: ki
"""
_HIDDEN = """\
name: Schutzhaus
address: {street: Königsgäßchenstraße 17, postal_code: "98761", city: Verstecksdorf}
transportation: Mit der Straßenbahn bis Xylophonplatz
confidential: ja
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Give a town with a published concept and services that stand in the same lists."""
    root = tmp_path / "town"
    copytree(TOWN, root, ignore=ignore_patterns("site", ".*"))
    topics = sorted(load_catalogue(root)[0].terms["topics"])
    for number in range(1, SERVICES + 1):
        text = _SERVICE.format(number=number, topic=topics[number % 2])
        (root / "directory" / "services" / f"beratung-{number}.yml").write_text(text, "utf-8")
    return root


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[bool]]:
    """Note of each build whether it took over what had not changed."""
    noted: list[bool] = []
    original = building.build_changes

    def note(*given: Any, **options: bool) -> tuple[Problem, ...] | None:
        found = original(*given, **options)
        noted.append(found is not None)
        return found

    monkeypatch.setattr(building, "build_changes", note)
    return noted


def build(root: Path, today: date = TODAY) -> dict[str, bytes]:
    """Build with all that is kept of earlier builds, and read the site."""
    out = root.parent / "kept"
    problems = build_needed(root, out, today)
    assert not [str(one) for one in problems if one.severity == "error"]
    assert problems == check_site(root, today)[1]
    return files_below(out)


def build_whole(root: Path, today: date = TODAY) -> dict[str, bytes]:
    """Build without anything that was kept, and read the site."""
    out = root.parent / "whole"
    build_site(root, out, today)
    return files_below(out)


def edit(path: Path, old: str, new: str) -> None:
    """Change a text in a file as an author does."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def record(root: Path, kind: str, name: str) -> Path:
    """Give the file of a record."""
    return root / "directory" / kind / f"{name}.yml"


EDITS: dict[str, tuple[str, str, str, str]] = {
    "phone": ("services", "beratung-1", "23125-01", "23125-99"),
    "summary": ("services", "beratung-2", "Hilft", "Hilft sofort"),
    "description": ("services", "beratung-3", "Ausführlich", "Kurz"),
    "day": ("services", "beratung-4", "2026-10-04", "2026-11-20"),
    "name": ("services", "beratung-5", "name: ", "name: Andere "),
    "topic": ("services", "beratung-6", "topics: [", "topics: [sprache, "),
    "contact": ("contacts", "auslaenderbehoerde-auskunft", "name: ", "name: Neue "),
    "place": ("locations", "rathaus", "name: ", "name: Altes "),
    "provider": ("services", "beratung-7", "organization: musterverein", "organization: ki"),
    "programme": (
        "services",
        "beratung-8",
        "last_verified",
        "programme: muster-programm\nlast_verified",
    ),
    "task": ("responsibilities", "aufenthalt", "role: informed", "role: involved"),
    "area": ("services", "beratung-8", "last_verified", "service_areas: [nord]\nlast_verified"),
}
"""One change of one record each: kind, id, text, new text. None needs a whole build."""


@pytest.mark.slow
@pytest.mark.promise("again-takes-over")
def test_one_changed_record_needs_no_whole_build(root: Path, taken: list[bool]) -> None:
    """After each change the site is what a whole build gives, and most of it is taken over."""
    build(root)
    assert taken == [False]
    for kind, name, old, new in EDITS.values():
        edit(record(root, kind, name), old, new)
        assert build(root) == build_whole(root)
    assert taken == [False] + [True] * len(EDITS)


def _tagline(root: Path, number: int) -> None:
    path = root / "directory" / "site.yml"
    path.write_text(
        f"{path.read_text('utf-8')}\nnotice: Hinweis {number}\n".replace(
            f"\nnotice: Hinweis {number - 1}\n", "\n"
        ),
        "utf-8",
    )


def _change(name: str, old: str, kind: str = "services") -> Callable[[Path, int], None]:
    def change(root: Path, number: int) -> None:
        edit(record(root, kind, name), old, f"{old}{number} ")

    return change


def _move(root: Path, number: int) -> None:
    """Let a service change hands, and what else puts it onto other pages."""
    path = record(root, "services", "beratung-4")
    text = path.read_text("utf-8").partition("service_areas:")[0]
    body = ("musterverein", "ki", "auslaenderbehoerde")[number % 3]
    text = re.sub(r"^organization: .*$", f"organization: {body}", text, flags=re.MULTILINE)
    area, programme = ("nord", "mitte")[number % 2], ("muster", "start")[number % 2]
    path.write_text(
        f"{text}service_areas: [musterstadt, {area}]\nprogramme: {programme}-programm\n", "utf-8"
    )


def _hand_over(root: Path, number: int) -> None:
    path = record(root, "responsibilities", "aufenthalt")
    role = ("informed", "involved")[number % 2]
    path.write_text(re.sub("informed|involved", role, path.read_text("utf-8")), "utf-8")


def _add(root: Path, number: int) -> None:
    topic = min(load_catalogue(root)[0].terms["topics"])
    text = _SERVICE.format(number=5, topic=topic).replace("Beratung 5", f"Beratung neu {number}")
    record(root, "services", f"neu-{number}").write_text(text, "utf-8")


def _delete(root: Path, _: int) -> None:
    for path in sorted((root / "directory" / "services").glob("neu-*.yml"))[:1]:
        path.unlink()


def _rename(root: Path, number: int) -> None:
    for path in sorted((root / "directory" / "services").glob("neu-*.yml"))[:1]:
        text = path.read_text("utf-8").partition("\nformerly:")[0].rstrip("\n")
        path.with_stem(f"neu-anders-{number}").write_text(
            f"{text}\nformerly: [{path.stem}]\n", "utf-8"
        )
        path.unlink()


def _new_look(root: Path, number: int) -> None:
    look = root / "overrides" / "look.css"
    look.parent.mkdir(exist_ok=True)
    look.write_text(f":root {{ --kim-test: {number}; }}\n", "utf-8")


def _chapter(root: Path, number: int) -> None:
    path = min((root / "content").rglob("*.md"))
    path.write_text(f"{path.read_text('utf-8').rstrip()}\n\nSatz {number}.\n", "utf-8")


def _nothing(_root: Path, _: int) -> None:
    """Save nothing at all."""


def _touch(root: Path, number: int) -> None:
    os.utime(record(root, "services", "beratung-5"), ns=(number, number))


RANDOM_EDITS: tuple[Callable[[Path, int], None], ...] = (
    *(_change(f"beratung-{number}", "name: ") for number in (1, 2)),
    *(_change(f"beratung-{number}", "summary: ") for number in (1, 3)),
    *(_change(f"beratung-{number}", "description: ") for number in (2, 4)),
    _change("musterverein", "name: ", "organizations"),
    _change("auslaenderbehoerde-auskunft", "name: ", "contacts"),
    _change("beratungshaus-nord", "name: ", "locations"),
    _change("nord", "name: ", "areas"),
    _change("facharbeitskreis", "name: ", "committees"),
    _change("kim", "name: ", "glossary"),
    _change("topics", "name: ", "taxonomies"),
    _move, _hand_over, _add, _delete, _rename, _new_look, _chapter, _nothing, _touch,
)  # fmt: skip


@pytest.mark.slow
@pytest.mark.sized
@pytest.mark.promise("again-same-bytes")
def test_whatever_changed_the_bytes_are_those_of_a_whole_build(
    root: Path, taken: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Records, names, terms, chapters, the look and the day change in any order, also at once.

    What is long in a Land is long in this town already: fields of many records, parts of traces,
    lists of records.
    """
    for module in (viewpoint, page, parted):
        monkeypatch.setattr(module, "ROWS_ON_A_PAGE", 3)
    monkeypatch.setattr(traces, "_LONG", SERVICES)
    monkeypatch.setattr(traces, "_SHORT", 2)
    random = Random(2026)  # noqa: S311  the same edits each time
    numbers, today = count(1), TODAY
    build(root)
    for _ in range(sized(14, 150)):
        for change in random.sample(RANDOM_EDITS, random.choice((1, 1, 1, 2))):
            change(root, next(numbers))
        today += timedelta(days=random.random() < 0.1)
        assert build(root, today) == build_whole(root, today)
    assert taken.count(True) >= len(taken) // 5


@pytest.mark.slow
@pytest.mark.promise("again-trusts-nothing")
@pytest.mark.parametrize("fault", ["gone", "cut", "spoiled", "other-program", "everybodys"])
def test_what_is_not_whole_is_not_believed(
    root: Path, taken: list[bool], fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A note that is missing, damaged, of another program or open to others is as good as none."""
    before = build(root)
    folder = root / FOLDER / "builds"
    (note,) = folder.iterdir()
    data = note.read_bytes()
    if fault == "gone":
        rmtree(root / FOLDER)
    elif fault == "cut":
        note.write_bytes(data[:-1])
    elif fault == "spoiled":
        note.write_bytes(data.replace(b"beratung-1", b"beratung-2", 1))
    elif fault == "other-program":
        monkeypatch.setattr(memory, "digest_program", lambda _: "other")
    else:
        folder.chmod(0o777)
    assert build(root) == before
    assert taken[1:] in ([], [False])


@pytest.mark.slow
def test_nobody_waits_for_the_note(
    root: Path, taken: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The site is shown before it is written; who is killed then leaves nothing to be believed."""
    out = root.parent / "kept"
    build(root)
    for number, taking in ((1, True), (2, False)):
        for path in (root / FOLDER / "builds").iterdir() if not taking else ():
            path.unlink()
        edit(record(root, "services", f"beratung-{number}"), "summary: Hilft", "summary: Neu hilft")
        with monkeypatch.context() as patch:
            patch.setattr(again, "write_note", lambda _: os.kill(os.getpid(), signal.SIGINT))
            with pytest.raises(KeyboardInterrupt):
                build_needed(root, out, TODAY)
        shown = files_below(out)
        assert b"Neu hilft" in shown[f"angebote/beratung-{number}/index.html"]
        assert build(root) == shown
        assert not taken.pop()
    assert shown == build_whole(root)


@pytest.mark.slow
def test_a_page_changed_by_hand_is_not_taken_over(root: Path, taken: list[bool]) -> None:
    """What somebody wrote into the public folder is gone after the next build."""
    before = build(root)
    page = root.parent / "kept" / "angebote" / "beratung-1" / "index.html"
    page.write_bytes(page.read_bytes().replace(b"</body>", b"<p>x</p></body>"))
    assert build(root) == before
    assert taken == [False, False]


@pytest.mark.slow
def test_what_would_tell_where_a_secret_place_is_is_not_taken_over(
    root: Path, taken: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    """All that is printed is searched for each confidential place; a whole build follows."""
    hidden = "name: Schutzhaus\nconfidential: ja\naddress: {street: Geheimweg 7, city: Neustadt}\n"
    record(root, "locations", "schutzhaus").write_text(hidden, "utf-8")
    build(root)
    asked = list[str]()

    def tell(_: object, places: Iterator[Location]) -> bool:
        asked.extend(place.id for place in places)
        return True

    monkeypatch.setattr(again, "leaks_in", tell)
    edit(record(root, "services", "beratung-1"), "23125-01", "23125-98")
    assert b"23125-98" in build(root)["angebote/beratung-1/index.html"]
    assert (taken, asked) == ([False, False], ["schutzhaus"])


@pytest.mark.slow
def test_the_earliest_release_becomes_the_new_one(root: Path, taken: list[bool]) -> None:
    """There are never more releases than are kept, and each stays what it was."""
    out = root.parent / "kept"
    seen: dict[str, dict[str, bytes]] = {}
    for number in range(6):
        edit(record(root, "services", "beratung-6"), "summary: ", f"summary: {number} ")
        files = build(root)
        seen[list_releases(out)[-1].name] = files
        assert all(files_below(path) == seen[path.name] for path in list_releases(out))
    assert [path.name for path in list_releases(out)] == [f"release-00000{n}" for n in (4, 5, 6)]
    assert taken == [False] + [True] * 5


@pytest.mark.slow
def test_after_a_rollback_the_newest_is_built_again(root: Path, taken: list[bool]) -> None:
    """The note tells of the last release only, whatever is shown now."""
    build(root)
    edit(record(root, "services", "beratung-1"), "23125-01", "23125-98")
    newest = build(root)
    assert go_back(root.parent / "kept").name == "release-000001"
    assert build(root) == newest
    assert taken == [False, True, False]


@pytest.mark.slow
def test_an_error_is_told_and_the_old_site_stays(root: Path, taken: list[bool]) -> None:
    """An impossible record is refused without a whole build."""
    before = build(root)
    path = record(root, "services", "beratung-1")
    hours = "schedules: [{days: [mo], opens_at: '12:00', closes_at: '08:00'}]\n"
    path.write_text(path.read_text("utf-8") + hours, "utf-8")
    found = build_needed(root, root.parent / "kept", TODAY)
    assert [one.code for one in found if one.severity == "error"] == ["closes-before-opens"]
    assert files_below(root.parent / "kept") == before
    assert taken == [False, True]


@pytest.mark.slow
def test_what_changes_meanwhile_is_built_whole(
    root: Path, taken: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that is saved while somebody builds is not mixed with what was kept of it."""
    build(root)
    original = again.recall_catalogue

    def recall_late(*given: Any) -> Catalogue | None:
        found = original(*given)
        assert found
        edit(record(root, "services", "beratung-2"), "Hilft", "Hilft sofort")
        assert found.sources["services", "beratung-2"] is None, "not reached"
        return found

    edit(record(root, "services", "beratung-1"), "Hilft", "Hilft gern")
    monkeypatch.setattr(again, "recall_catalogue", recall_late)
    assert build(root) == build_whole(root)
    assert taken == [False, False]


@pytest.mark.slow
def test_a_translation_grows_old_when_its_german_text_changes(root: Path) -> None:
    """Pages and checks say so at once, also those that read nothing else of the record."""
    site = root / "directory" / "site.yml"
    edit(site, "languages:\n  - de\n", "languages: [de, en]\n")
    folder = root / "directory" / "translations" / "en" / "services"
    folder.mkdir(parents=True)
    text = f"  summary: {{text: Helps, of: {fingerprint('Hilft bei Frage 1.')}}}\n"
    (folder / "beratung-1.yml").write_text(f"state: machine\ntexts:\n{text}", "utf-8")
    assert build(root) == build_whole(root)
    for old, new in (("23125-01", "23125-99"), ("Hilft bei", "Hilft sehr bei")):
        edit(record(root, "services", "beratung-1"), old, new)
        assert build(root) == build_whole(root)
        found = build_needed(root, root.parent / "kept", TODAY)
        assert found == build_site(root, root.parent / "whole", TODAY)
    assert "translation-outdated" in {one.code for one in found}


@pytest.mark.slow
def test_a_confidential_place_is_not_kept(root: Path) -> None:
    """What else stands in the files is kept for nobody but who builds."""
    record(root, "locations", "schutzhaus").write_text(_HIDDEN, "utf-8")
    build(root)
    (note,) = (root / FOLDER / "builds").iterdir()
    data = note.read_bytes()
    assert b"23125" in data
    assert b"locations/schutzhaus" in data
    assert not any(word in data for word in (b"Xylophon", b"98761", b"Verstecksdorf"))
    assert [path.stat().st_mode & 0o077 for path in (note, note.parent)] == [0, 0]
