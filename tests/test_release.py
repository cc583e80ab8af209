"""Publishing a Fortschreibung: both the frozen sources and the site, or neither."""

from __future__ import annotations

import os
import shutil
import sys
from datetime import date, timedelta
from multiprocessing import get_context
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

import pypdf
import pytest

from kim import release
from kim.checks import check_site
from kim.cli import run
from kim.editions.addresses import add_addresses, read_addresses
from kim.editions.draft import RefusedError, Wish
from kim.editions.library import frozen_editions, read_frozen
from kim.editions.order import current_edition
from kim.editions.snapshot import link_snapshot
from kim.problems import Place, Problem, has_errors
from kim.release import Outcome, Publication, publish_edition
from kim.releases import BusyError, list_releases, locked
from tests.publishable import write_publishable_site
from tests.sizes import sized

if TYPE_CHECKING:
    from collections.abc import Callable

TODAY = date(2026, 11, 21)
FIRST, SECOND = date(2026, 11, 1), date(2026, 11, 20)
MINIMAL = Path(__file__).parent / "sites" / "minimal"
CHAPTER = "content/handbuch/auftrag.md"
NOTES = """
reason: Neue Aufgaben
changes:
  - section: auftrag
    weight: substantial
    description: Der Auftrag ist genauer gefasst
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Write the example site."""
    root = tmp_path / "musterstadt"
    write_publishable_site(root, TODAY)
    return root


@pytest.fixture
def unbuilt(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out the building of pages, which is tested elsewhere."""
    monkeypatch.setattr(release, "build_site", lambda *_, **__: ())


def publish(root: Path, stand: date = FIRST, **options: Any) -> Outcome:
    """Publish as `kim publish` would."""
    is_trial = options.pop("is_trial", False)
    today = options.pop("today", TODAY)
    is_live = options.pop("is_live", True)
    place = Publication(root, root / "site", today, lambda _: None, is_live=is_live)
    return publish_edition(place, Wish(stand, **options), is_trial=is_trial)


def change(root: Path) -> None:
    """Change one chapter."""
    path = root / CHAPTER
    path.write_text(path.read_text(encoding="utf-8") + "\nNeu ist dieser Satz.\n", encoding="utf-8")


def note(root: Path, text: str = NOTES) -> Path:
    """Write the file with the notes."""
    path = root.parent / "vermerke.yml"
    path.write_text(text, encoding="utf-8")
    return path


def tree(root: Path) -> dict[str, bytes]:
    """Read everything that authors and publishing write."""
    return {
        str(path.relative_to(root)): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and "site" not in path.relative_to(root).parts[0]
    }


@pytest.mark.slow
def test_publishing_freezes_and_shows(root: Path) -> None:
    """Afterwards the edition is in the directory, proven, and the site is there."""
    outcome = publish(root, number=1, adopted_by="Rat der Stadt", adopted_on=FIRST)
    assert outcome.is_published
    catalogue, problems = check_site(root, TODAY)
    assert not has_errors(problems), problems
    (edition,) = frozen_editions(root, catalogue)
    assert (edition.number, str(edition.adopted_by)) == (1, "Rat der Stadt")
    assert edition.checksum == outcome.checksum
    assert link_snapshot(read_frozen(root, edition)).chapters.keys() == catalogue.chapters.keys()
    assert (root / "site" / "index.html").is_file()
    assert [path.name for path in list_releases(root / "site")] == ["release-000001"]


@pytest.mark.usefixtures("unbuilt")
def test_an_edition_is_never_overwritten(root: Path) -> None:
    """Neither the same Stand nor an earlier one; a correction is a new edition."""
    publish(root)
    change(root)
    before = tree(root)
    for stand in (FIRST, date(2026, 10, 1)):
        with pytest.raises(RefusedError, match="ist schon veröffentlicht und bleibt"):
            publish(root, stand, notes=note(root))
    assert tree(root) == before


@pytest.mark.usefixtures("unbuilt")
def test_a_number_counts_up(root: Path) -> None:
    """The next number is offered."""
    publish(root, number=2)
    change(root)
    with pytest.raises(RefusedError, match="die Nummer 2 gibt es schon; gemeint 3"):
        publish(root, SECOND, number=2, notes=note(root))


@pytest.mark.promise("note-for-each-change")
@pytest.mark.usefixtures("unbuilt")
def test_every_changed_section_needs_a_note(root: Path) -> None:
    """Without it nothing is written; with it the notes stand in the edition."""
    publish(root)
    change(root)
    before = tree(root)
    outcome = publish(root, SECOND)
    assert not outcome.is_published
    assert len(outcome.missing) == 1
    assert outcome.missing[0].startswith("auftrag#")
    assert tree(root) == before
    published = publish(root, SECOND, notes=note(root))
    assert (published.is_published, published.changes) == (True, outcome.changes)
    catalogue, problems = check_site(root, TODAY)
    assert not has_errors(problems), problems
    latest = frozen_editions(root, catalogue)[-1]
    assert latest.predecessor == str(FIRST)
    assert [(one.section, one.weight) for one in latest.changes] == [("auftrag", "substantial")]
    assert str(latest.reason) == "Neue Aufgaben"


@pytest.mark.usefixtures("unbuilt")
def test_a_note_on_nothing_is_refused(root: Path) -> None:
    """It says what did change."""
    publish(root)
    change(root)
    path = note(root, NOTES.replace("auftrag", "ausblick"))
    with pytest.raises(RefusedError, match=r"'ausblick' passt zu keiner Änderung.*auftrag#"):
        publish(root, SECOND, notes=path)


@pytest.mark.promise("names-before-freezing")
@pytest.mark.usefixtures("unbuilt")
def test_nobody_is_named_in_what_is_frozen_for_ever(root: Path) -> None:
    """Neither in the notes nor as those who adopted it; file and line are said."""
    publish(root)
    change(root)
    before = tree(root)
    notes = note(root, NOTES.replace("Neue Aufgaben", "Wunsch von Frau Mustermann"))
    (problem,) = [one for one in publish(root, SECOND, notes=notes).problems if has_errors((one,))]
    assert str(problem).startswith(f"{notes}:2:9: hier steht der Name aus 'person:'")
    by = publish(root, SECOND, notes=note(root), adopted_by="Erika Mustermann")
    (problem,) = [one for one in by.problems if has_errors((one,))]
    assert str(problem).startswith("--adopted-by: hier steht der Name aus 'person:'")
    assert tree(root) == before


@pytest.mark.promise("nothing-changed")
@pytest.mark.slow
def test_without_a_change_nothing_is_written(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Said again, or with a new Stand: exit code 0, and no file or folder is touched."""
    assert publish(root, number=1).is_published
    before = touched(root)
    for stand in (FIRST, SECOND):
        call = ["publish", str(root), "--stand", str(stand), "--stichtag", str(TODAY)]
        assert run(call) == 0
        assert "nichts geschrieben" in capsys.readouterr().out
        assert touched(root) == before
    with pytest.raises(RefusedError, match="steht 'number' schon anders"):
        publish(root, number=2)


def touched(root: Path) -> dict[str, tuple[int, int]]:
    """Tell of every file and folder when it was last written and which one it is."""
    return {
        str(path.relative_to(root)): (path.lstat().st_mtime_ns, path.lstat().st_ino)
        for path in (root, *root.rglob("*"))
    }


@pytest.mark.promise("dry-run")
@pytest.mark.usefixtures("unbuilt")
def test_a_trial_shows_and_writes_nothing(root: Path) -> None:
    """The list of files is what would be written."""
    before = tree(root)
    outcome = publish(root, is_trial=True)
    assert tree(root) == before
    assert set(outcome.files) == set(publish(root).files)
    written = {name for name in tree(root) if name not in before}
    assert set(outcome.files) == written


@pytest.mark.usefixtures("unbuilt")
def test_what_an_author_wrote_about_the_edition_stays(root: Path) -> None:
    """The file is completed; a contradiction is refused."""
    path = root / "directory" / "editions" / f"{FIRST}.yml"
    text = f"# von Hand\nname: Das Konzept\nstand: {FIRST}\nnumber: 1\n"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RefusedError, match=f"/{FIRST}.yml steht 'number' schon anders$"):
        publish(root, number=2)
    outcome = publish(root, number=1, adopted_by="Rat der Stadt")
    added = f'adopted_by: "Rat der Stadt"\nchecksum: {outcome.checksum}\n'
    assert path.read_text(encoding="utf-8") == f"{text}{added}"


@pytest.mark.parametrize("fault", [OSError(28, "voll"), KeyboardInterrupt()])
def test_a_build_that_breaks_leaves_no_edition(
    root: Path, monkeypatch: pytest.MonkeyPatch, fault: BaseException
) -> None:
    """The sources are as before, byte for byte."""

    def fail(*_: Any, **__: Any) -> None:
        raise fault

    before = tree(root)
    monkeypatch.setattr(release, "build_site", fail)
    with pytest.raises(type(fault)):
        publish(root)
    assert tree(root) == before


def test_a_build_that_is_refused_leaves_no_edition(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its problems are what comes out."""
    problem = Problem(Place(Path("site")), "unfinished-build", "nicht veröffentlicht")  # type: ignore[arg-type]  # only shown
    monkeypatch.setattr(release, "build_site", lambda *_, **__: (problem,))
    before = tree(root)
    outcome = publish(root)
    assert outcome.problems == (problem,)
    assert not outcome.is_published
    assert tree(root) == before


@pytest.mark.parametrize("fault", [None, OSError(28, "voll")])
def test_what_is_frozen_and_cannot_be_shown_stays_as_it_is(
    root: Path, monkeypatch: pytest.MonkeyPatch, fault: OSError | None
) -> None:
    """Also the list of addresses: nobody has seen the new ones."""
    problem = Problem(Place(PurePosixPath("site")), "unfinished-build", "nicht veröffentlicht")

    def build(*_: Any, **__: Any) -> tuple[Problem, ...]:
        add_addresses(root, ["neu/"])
        if fault:
            raise fault
        return (problem,)

    assert publish(root, is_live=False).is_published
    before = tree(root)
    monkeypatch.setattr(release, "build_site", build)
    if fault:
        with pytest.raises(OSError, match="voll"):
            publish(root)
    else:
        assert publish(root) == Outcome((problem,))
    assert tree(root) == before


def test_what_is_frozen_is_shown_by_the_same_call(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once it is asked to be live and not only tried; what has been shown keeps its address."""
    asked: list[tuple[Any, ...]] = []

    def build(*given: Any, release: bool, **_: Any) -> tuple[Problem, ...]:
        asked.append((*given, release))
        add_addresses(root, ["neu/"])
        (root / ".site.releases" / "release-000001").mkdir(parents=True)
        (root / "site").symlink_to(".site.releases/release-000001")
        return ()

    checksum = publish(root, is_live=False).checksum
    monkeypatch.setattr(release, "build_site", build)
    assert publish(root, is_live=False).is_unchanged
    assert publish(root, is_trial=True).is_unchanged
    assert asked == []
    outcome = publish(root)
    assert (outcome.is_published, outcome.checksum, outcome.files) == (True, checksum, ())
    assert asked == [(root, root / "site", TODAY, True)]
    assert read_addresses(root) == ("neu/",)


@pytest.mark.usefixtures("unbuilt")
def test_publishing_says_what_it_does(root: Path) -> None:
    """How much is frozen; a trial freezes nothing."""
    said: list[str] = []
    place = Publication(root, root / "site", TODAY, said.append)
    publish_edition(place, Wish(FIRST), is_trial=True)
    outcome = publish_edition(place, Wish(FIRST))
    looking = "prüfe die Einträge und Kapitel …"
    assert said == [looking, looking, f"friere {len(outcome.files) - 1} Dateien ein …"]


@pytest.mark.usefixtures("unbuilt")
def test_problems_stop_before_anything_is_frozen(root: Path) -> None:
    """A broken record is never part of an edition."""
    next((root / "directory" / "services").glob("*.yml")).write_text("unfug: ja\n")
    before = tree(root)
    assert has_errors(publish(root).problems)
    assert tree(root) == before


@pytest.mark.slow
@pytest.mark.parametrize("left_out", [(), ("services", "taxonomies")])
def test_a_town_that_has_only_begun_is_published(tmp_path: Path, left_out: tuple[str, ...]) -> None:
    """No link leads to lists by terms that the town does not have yet."""
    root = tmp_path / "town"
    shutil.copytree(MINIMAL, root)
    (root / "content" / "handbuch" / "index.md").write_text("---\ntitle: Handbuch\n---\n")
    settings = root / "directory" / "site.yml"
    for kind in left_out:
        shutil.rmtree(root / "directory" / kind)
    if "taxonomies" in left_out:
        lines = settings.read_text(encoding="utf-8").splitlines(keepends=True)
        settings.write_text("".join(line for line in lines if "home_topics" not in line))
    outcome = publish(root)
    assert outcome.problems == ()
    assert outcome.is_published


@pytest.mark.slow
def test_a_chapter_that_every_site_has_is_named_when_it_is_missing(tmp_path: Path) -> None:
    """Before the many links that lead nowhere without it."""
    root = tmp_path / "town"
    shutil.copytree(MINIMAL, root)
    [problem] = publish(root).problems
    assert problem.message.startswith("nicht veröffentlicht: die Datei handbuch/index.html fehlt;")


def test_an_edition_that_is_altered_meanwhile_is_no_traceback(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Checked it was sound; when it is read it no longer is."""
    publish(root, is_live=False)
    change(root)
    frozen = root / "directory" / "editions" / str(FIRST) / CHAPTER
    checked = release.check_site

    def check_and_alter(*arguments: Any) -> Any:
        found = checked(*arguments)
        frozen.write_text("anders", encoding="utf-8")
        return found

    monkeypatch.setattr(release, "check_site", check_and_alter)
    call = ["publish", str(root), "--stand", str(SECOND), "--stichtag", str(TODAY)]
    assert run(call) == 1
    said = "die Datei wurde nach dem Einfrieren verändert"
    assert f"Fehler: {frozen}: {said}" in capsys.readouterr().err


@pytest.mark.usefixtures("unbuilt")
def test_a_killed_publishing_is_completed_by_the_next(root: Path) -> None:
    """Frozen sources without their checksum: what nobody saw is made anew, else it is refused."""
    outcome = publish(root)
    record = root / "directory" / "editions" / f"{FIRST}.yml"
    record.unlink()
    assert publish(root).checksum == outcome.checksum
    record.unlink()
    change(root)
    assert publish(root).checksum != outcome.checksum
    record.unlink()
    (root / "directory" / "urls.txt").write_text(f"fortschreibungen/{FIRST}/\n")
    change(root)
    with pytest.raises(RefusedError, match="liegen schon andere Quellen"):
        publish(root)


@pytest.mark.promise("correction")
@pytest.mark.usefixtures("unbuilt")
def test_a_correction_stands_beside_what_it_corrects(root: Path) -> None:
    """What was frozen stays; the correction has its number, its own day and its own sources."""
    publish(root, number=4, adopted_by="Rat der Stadt", adopted_on=FIRST)
    frozen = tree(root / "directory" / "editions")
    for turn in (1, 2):
        change(root)
        outcome = publish(root, is_correction=True, notes=note(root))
        assert outcome.is_published, outcome
        catalogue, problems = check_site(root, TODAY)
        assert not has_errors(problems), problems
        first, *_, latest = frozen_editions(root, catalogue)
        assert (latest.id, latest.corrects) == (f"{FIRST}-b{turn}", first.id)
        assert (latest.number, latest.adopted_on) == (4, FIRST)
        assert str(latest.name) == "Konzept vom 01.11.2026, berichtigt am 21.11.2026"
        assert current_edition(catalogue, TODAY) == latest
        assert current_edition(catalogue, TODAY - timedelta(days=1)) == first
    after = tree(root / "directory" / "editions")
    assert {name: after[name] for name in frozen} == frozen
    change(root)
    assert publish(root, SECOND, number=5, notes=note(root)).is_published


@pytest.mark.slow
def test_a_correction_is_shown(root: Path) -> None:
    """In the list, on both start pages and in the document, with day and note."""
    publish(root, is_live=False)
    change(root)
    assert publish(root, is_correction=True, notes=note(root)).is_published
    home = root / "site" / "fortschreibungen"
    said = "Der Auftrag ist genauer gefasst"
    for page in (home, home / f"{FIRST}-b1"):
        text = (page / "index.html").read_text("utf-8")
        assert all(one in text for one in ("Berichtigt am", "21. November 2026", said)), page
    old = (home / str(FIRST) / "index.html").read_text("utf-8")
    assert f'href="../../fortschreibungen/{FIRST}-b1/">Sie ist berichtigt: ' in old
    assert said not in old
    cover = pypdf.PdfReader(home / f"{FIRST}-b1" / "konzept.pdf").pages[0].extract_text()
    assert "Berichtigt am: 21. November 2026" in cover
    assert f"Berichtigt wurde: {said}" in cover
    before = pypdf.PdfReader(home / str(FIRST) / "konzept.pdf").pages[0].extract_text()
    assert "Berichtigt" not in before


@pytest.mark.usefixtures("unbuilt")
def test_only_the_newest_edition_is_corrected(root: Path) -> None:
    """A correction says what it corrects, brings notes and has no resolution of its own."""
    with pytest.raises(RefusedError, match="noch keine Fortschreibung"):
        publish(root, is_correction=True)
    publish(root)
    assert publish(root, is_correction=True, is_live=False).is_unchanged
    change(root)
    assert publish(root, is_correction=True).missing
    with pytest.raises(RefusedError, match="behält Nummer und Beschluss"):
        publish(root, is_correction=True, number=2, notes=note(root))
    with pytest.raises(RefusedError, match=f"gemeint --correction-of {FIRST}"):
        publish(root, SECOND, is_correction=True, notes=note(root))
    with pytest.raises(RefusedError, match=f"Berichtigung mit --correction-of {FIRST}"):
        publish(root, notes=note(root))


@pytest.mark.usefixtures("unbuilt")
def test_gaps_that_a_release_may_not_have_stop_publishing(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A trial shows them as hints; what is only frozen is not on the internet yet."""
    path = root / "directory" / "site.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("  email: info@stadt.example\n", ""), encoding="utf-8")
    before = tree(root)
    call = ["publish", str(root), "--stand", str(FIRST), "--stichtag", str(TODAY)]
    assert run(call) == 1
    assert "[release-imprint]" in capsys.readouterr().err
    assert run([*call, "--dry-run"]) == 0
    assert "[release-imprint]" in capsys.readouterr().err
    assert tree(root) == before
    assert run([*call, "--freeze-only"]) == 0
    assert "noch nicht im Netz" in capsys.readouterr().err
    assert not (root / "site").exists()
    assert not has_errors(check_site(root, TODAY)[1])


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ([], "es fehlt die Angabe --stand"),
        (["--stand", "2026-11-01", "--correction-of", "2026-11-01"], "schließen sich aus"),
    ],
)
def test_publishing_wants_one_day(
    root: Path, capsys: pytest.CaptureFixture[str], options: list[str], message: str
) -> None:
    """Either a new Stand or the one that is corrected."""
    assert run(["publish", str(root), *options]) == 2
    assert message in capsys.readouterr().err


def test_of_two_publishers_one_wins(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The other is told so, with an exit code of its own."""
    with locked(root):
        with pytest.raises(BusyError):
            publish(root)
        assert run(["publish", str(root), "--stand", str(FIRST)]) == 75
    assert "wird gerade schon gebaut" in capsys.readouterr().err


def compete(root: Path, stand: date, notes: Path | None) -> str:
    """Publish in a process of its own and say what came of it."""
    release.build_site = lambda *_, **__: ()  # type: ignore[assignment]  # this process ends here
    try:
        return "published" if publish(root, stand, notes=notes).is_published else "unchanged"
    except (BusyError, RefusedError) as error:
        return type(error).__name__


@pytest.mark.promise("publishers")
@pytest.mark.sized
@pytest.mark.slow
def test_of_eight_publishers_at_once_no_edition_is_lost(root: Path) -> None:
    """Time and again: whoever says it published has an edition, and the sources are sound."""
    expected = 0
    with get_context("fork").Pool(8) as pool:
        for turn in range(sized(8, 50)):
            change(root)
            notes = note(root) if turn else None
            days = [FIRST + timedelta(days=8 * turn + number) for number in range(8)]
            said = pool.starmap(compete, [(root, day, notes) for day in days], chunksize=1)
            assert "published" in said
            expected += said.count("published")
            catalogue, problems = check_site(root, TODAY + timedelta(days=1000))
            assert not has_errors(problems), problems
            assert len(frozen_editions(root, catalogue)) == expected


@pytest.mark.promise("rollback")
def test_rollback_shows_the_release_before(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As often as there are releases; then it says that there is none."""
    from tests.test_publish import write_site as pages  # noqa: PLC0415  only here

    monkeypatch.chdir(root)
    out = root / "site"
    catalogue = check_site(root, TODAY)[0]
    assert run(["rollback"]) == 2
    for text in ("eins", "zwei", "drei"):
        build: Callable[[Path], None] = pages(text)
        release_of(out, catalogue, build)
    for text in ("zwei", "eins"):
        assert run(["rollback"]) == 0
        assert (out / "index.html").read_text() == text
    assert run(["rollback"]) == 2
    assert "keine frühere fertige Seite" in capsys.readouterr().err
    release_of(out, catalogue, pages("vier"))
    assert (out / "index.html").read_text() == "vier"


def release_of(out: Path, catalogue: Any, build: Callable[[Path], None]) -> None:
    """Publish one build."""
    from kim.publish import publish_build  # noqa: PLC0415  only here

    publish_build(out, catalogue, build)


def test_what_a_killed_build_left_is_removed(root: Path) -> None:
    """A folder that was never finished is neither shown nor kept."""
    from tests.test_publish import write_site as pages  # noqa: PLC0415  only here

    out = root / "site"
    catalogue = check_site(root, TODAY)[0]
    release_of(out, catalogue, pages("eins"))
    left = root / ".site.releases" / "build-halb"
    left.mkdir()
    release_of(out, catalogue, pages("zwei"))
    assert not left.exists()
    assert (out / "index.html").read_text() == "zwei"
    shutil.rmtree(root)


WRITES = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.truncate", "shutil.rmtree"}


def publish_and_die(root: Path, step: int) -> int:
    """Publish in a process that is killed at its step-th write; give its exit code."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    seen = 0

    def watch(event: str, values: tuple[Any, ...]) -> None:
        nonlocal seen
        is_write = event == "open" and isinstance(values[1], str) and values[1][:1] in {"w", "a"}
        if (is_write or event in WRITES) and str(root) in str(values[0]):
            seen += 1
            if seen == step:
                os._exit(9)

    sys.addaudithook(watch)
    try:
        publish(root)
    finally:
        os._exit(0)


@pytest.mark.promise("killed-publish")
@pytest.mark.usefixtures("unbuilt")
def test_killed_at_any_step_it_leaves_nothing_broken(root: Path, tmp_path: Path) -> None:
    """Before the last step there is no edition, after it there is; the next call makes it whole."""
    for step in range(1, 100):
        copy = tmp_path / f"step-{step}"
        shutil.copytree(root, copy)
        code = publish_and_die(copy, step)
        catalogue, problems = check_site(copy, TODAY)
        own = {"altered-edition"}
        assert {one.code for one in problems if one.severity == "error"} <= own, step
        if code == 0:
            break
        done = bool(frozen_editions(copy, catalogue))
        if not done:
            assert publish(copy).is_published, step
        catalogue, problems = check_site(copy, TODAY)
        assert not has_errors(problems), (step, problems)
        assert [str(one.stand) for one in frozen_editions(copy, catalogue)] == [str(FIRST)]
    assert code == 0
    assert step > 8
