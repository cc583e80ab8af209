"""Three hundred hostile ids and paths: refused with the line, and nothing is written outside."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from kim.checks import check_site
from kim.problems import Severity
from tests.hostile.calling import open_caller
from tests.hostile.names import NAMES
from tests.hostile.site import make_site, state_of
from tests.hostile.test_mutants import TODAY
from tests.sizes import sized

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow

ALWAYS_GOOD = {"con", "prn", "aux", "nul"}.union(
    f"{one}{number}" for one in ("com", "lpt") for number in range(10)
)
"""Right in form; only as the name of a file they mean a device."""
SERVICE = "directory/services/migrationsberatung.yml"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a site inside a folder that must stay as it is."""
    root = tmp_path_factory.mktemp("around") / "site"
    make_site(root)
    return root


def faults_with(root: Path, path: str, data: str) -> list[str]:
    """Check the site with other data in one file, and give the errors in it."""
    file = root / path
    sound = file.read_bytes() if file.exists() else None
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data.encode("utf-8", "surrogatepass"))
    try:
        found = check_site(root, TODAY)[1]
    finally:
        file.write_bytes(sound) if sound is not None else file.unlink()
    return [
        str(problem)
        for problem in found
        if problem.severity is Severity.ERROR and str(problem.place.path) == path
    ]


def test_there_are_three_hundred_names() -> None:
    """And no two are the same."""
    assert len(set(NAMES)) >= 300


@pytest.mark.sized
@pytest.mark.promise("hostile-names")
def test_hostile_names_are_refused_wherever_they_stand(root: Path) -> None:
    """As reference, former id, term, chapter, nav entry and address: each with its own line."""
    around = state_of(root.parent)
    bad = [name for name in NAMES if name.strip() == name and name not in ALWAYS_GOOD]
    bad.sort(key=str.isprintable)  # one sign that nobody sees makes a whole file unreadable
    assert len(bad) > 250
    for first in range(0, len(bad), 60):
        expect_all_refused(root, bad[first : first + 60])
    assert state_of(root.parent) == around


def expect_all_refused(root: Path, names: list[str]) -> None:
    """Put many names into each list and expect a problem for every one of them."""
    service = (root / SERVICE).read_text("utf-8")
    listed = "".join(f"  - {_quoted(name)}\n" for name in names)
    for field in ("formerly", "target_groups"):
        text = "\n".join(line for line in service.splitlines()) + "\n"
        text = text.replace("target_groups:\n  - neuzugewanderte\n", "") + f"{field}:\n{listed}"
        faults = faults_with(root, SERVICE, text)
        if any("Steuerzeichen" in fault or "kein lesbares YAML" in fault for fault in faults):
            continue_one_by_one(root, service, field, names)
        else:
            assert len({fault.split(": ")[0] for fault in faults}) == len(names), faults
    faults = faults_with(
        root, "directory/urls.txt", "".join(f"{name}/x\n" for name in _plain(names))
    )
    assert len(faults) == len(_plain(names))


def continue_one_by_one(root: Path, service: str, field: str, names: list[str]) -> None:
    """Look at each name alone where one of them makes the whole file unreadable."""
    for name in names[:: sized(9, 1)]:
        text = service.replace("target_groups:\n  - neuzugewanderte\n", "")
        faults = faults_with(root, SERVICE, f"{text}{field}:\n  - {_quoted(name)}\n")
        assert len(faults) == 1, (name, faults)


def _quoted(name: str) -> str:
    """Write a name so that YAML reads it as it is."""
    return json.dumps(name, ensure_ascii=True)


def _plain(names: list[str]) -> list[str]:
    """Keep the names that are a line of their own in a text file."""
    return [name for name in names if name.isprintable() and name.strip() and name[0] != "#"]


@pytest.mark.parametrize("folder", ["directory/services", "content/handbuch"])
def test_a_file_with_a_hostile_name_is_refused(root: Path, folder: str) -> None:
    """Every name that a file system takes, as record and as chapter."""
    ending = ".yml" if "services" in folder else ".md"
    made = [root / folder / f"{name}{ending}" for name in NAMES if _is_possible(name)]
    for path in made:
        path.write_text("---\ntitle: x\n---\n" if ending == ".md" else "name: x\n", "utf-8")
    try:
        found = check_site(root, TODAY)[1]
        lines = [str(problem) for problem in found]
    finally:
        for path in made:
            path.unlink()
    assert len(made) > 250
    assert all("\n" not in line for line in lines)
    told = {problem.place.path.name for problem in found if problem.severity is Severity.ERROR}
    right = {"A.md", "ABC.md", "Mbe.md", "MBE.md", "INDEX.md"} | {
        path.name for path in made if ending == ".md" and path.stem.replace("_", "").isascii()
    }
    assert {path.name for path in made} - told <= right


def _is_possible(name: str) -> bool:
    """Tell that a file of a folder can have this name; hidden ones are passed over."""
    is_one = not {"/", "\0"} & set(name) and name not in {"", ".", ".."}
    return is_one and name[0] != "." and len(f"{name}.yml".encode()) <= 255


@pytest.mark.promise("exit-code-any-form")
@pytest.mark.parametrize(("fault", "expected"), [("", 0), ("gibt-es-nicht: x\n", 1)])
def test_the_exit_code_does_not_depend_on_what_is_printed(
    root: Path, fault: str, expected: int
) -> None:
    """Every form of output, with and without hints as errors, in any language of the system."""
    path = root / SERVICE
    sound = path.read_text("utf-8")
    path.write_text(sound + fault, "utf-8")
    try:
        with open_caller() as caller:
            for form in ("text", "json", "github"):
                assert caller.call(root, "check", "--format", form).exit == expected
                assert caller.call(root, "check", "--strict", "--format", form).exit == 1
                odd = {"LC_ALL": "C", "TERM": "dumb", "NO_COLOR": "1", "COLUMNS": "20"}
                assert caller.call(root, "check", "--format", form, **odd).exit == expected
    finally:
        path.write_text(sound, "utf-8")
