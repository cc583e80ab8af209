"""What is installed, shipped and published comes from where the lock files say."""

from __future__ import annotations

import base64
import json
import re
import sys
import sysconfig
import tomllib
from hashlib import new
from importlib.metadata import distributions
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import material
import pytest
from packaging.markers import Marker
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

from kim.handbook.stylesheet import collect_stylesheet
from kim.render.assets import ASSETS, collect_assets
from tests.built import ROOT

if TYPE_CHECKING:
    from importlib.metadata import Distribution

REQUIREMENTS = ROOT / ".requirements"
LOCKS = sorted(path.name for path in REQUIREMENTS.glob("*.txt") if path.name != "floors.txt")
TOGETHER = [name for name in LOCKS if name != "peers.txt"]
"""These are installed into one environment; the peers have their own."""
LINE = re.compile(
    r"(?P<name>[a-z0-9][a-z0-9._-]*)==(?P<version>[^\s;]+)(?: ; (?P<marker>[^\\\n]+?))?"
    r"(?P<hashes>(?: \\\n +--hash=sha256:[0-9a-f]{64})+)\n"
)
OWN = {"kim-handbuch", "pip"}
"""The product itself, and what installs all else: the one that Python brings along."""
RUN = {".js", ".mjs", ".css", ".woff", ".woff2", ".ttf", ".otf", ".wasm"}
"""What a browser runs or sets text with."""


class Locked(NamedTuple):
    """One package of a lock file."""

    version: str
    marker: str | None


def read_lock(name: str) -> dict[str, Locked]:
    """Read a lock file; every line of it is a comment or a package with its hashes."""
    text = (REQUIREMENTS / name).read_text("utf-8")
    found = list(LINE.finditer(text))
    rest = LINE.sub("", text).splitlines()
    assert [line for line in rest if not line.startswith("#")] == [], name
    locked = {match["name"]: Locked(match["version"], match["marker"]) for match in found}
    assert len(locked) == len(found)
    return locked


def all_installed() -> dict[str, Distribution]:
    """Give the packages of this environment by their names."""
    folders = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    return {canonicalize_name(one.name): one for one in distributions(path=sorted(folders))}


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_one_version_and_its_hashes(name: str) -> None:
    """No address, no folder, no range, nothing without a hash."""
    assert len(read_lock(name)) > 0


def test_locks_for_one_environment_agree() -> None:
    """Whichever is installed last, the versions stay."""
    versions: dict[str, set[str]] = {}
    for name in TOGETHER:
        for package, locked in read_lock(name).items():
            versions.setdefault(package, set()).add(locked.version)
    assert {package: found for package, found in versions.items() if len(found) > 1} == {}
    assert read_lock("site.txt").items() <= read_lock("test.txt").items()


@pytest.mark.promise("installed-is-locked")
def test_what_is_installed_is_what_is_locked() -> None:
    """Each package in its version; all that the tests need, and nothing that no lock names."""
    installed = {name: one.version for name, one in all_installed().items() if name not in OWN}
    needed = {
        name: locked.version
        for name, locked in read_lock("test.txt").items()
        if locked.marker is None or Marker(locked.marker).evaluate()
    }
    known = {name: one.version for lock in TOGETHER for name, one in read_lock(lock).items()}
    assert needed.items() <= installed.items()
    assert installed.items() <= known.items()


@pytest.mark.soak
def test_no_installed_file_was_changed() -> None:
    """Every file still has the hash with which its package came."""
    changed = [
        str(file)
        for one in all_installed().values()
        for file in one.files or ()
        if file.hash and fingerprint(Path(str(file.locate())), file.hash.mode) != file.hash.value
    ]
    assert changed == []


def fingerprint(path: Path, mode: str) -> str:
    """Hash a file as packages write it down."""
    digest = new(mode, path.read_bytes()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


@pytest.mark.promise("known-holes-closed")
def test_no_lock_names_a_version_with_a_known_hole() -> None:
    """Each floor says which hole it is there for, and is still needed."""
    text = (REQUIREMENTS / "floors.txt").read_text("utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    floors = [re.fullmatch(r"([a-z0-9-]+)(>=[0-9.]+)  # CVE-\d{4}-\d+", line) for line in lines]
    assert None not in floors
    asked = {match[1]: SpecifierSet(match[2]) for match in floors if match}
    versions = [(name, one.version) for lock in LOCKS for name, one in read_lock(lock).items()]
    assert [(n, v) for n, v in versions if n in asked and v not in asked[n]] == []
    assert asked.keys() - {name for name, _ in versions} == set()


def test_all_that_installs_is_pinned() -> None:
    """The build back end too, and the Makefile takes nothing without its hash."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    pinned = read_lock("site.txt")["setuptools"].version
    assert project["build-system"]["requires"] == [f"setuptools=={pinned}"]
    makefile = (ROOT / "Makefile").read_text("utf-8").replace("\\\n", " ")
    installs = [line for line in makefile.splitlines() if re.search(r"\binstall\b -", line)]
    assert len(installs) > 3
    assert [
        line for line in installs if "--require-hashes" not in line and "--no-index" not in line
    ] == []


@pytest.mark.promise("bill-of-materials")
def test_the_bill_of_materials_names_what_is_shipped() -> None:
    """CycloneDX: each package with version and licence, as locked; no moment, no chance."""
    text = (REQUIREMENTS / "sbom.cdx.json").read_text("utf-8")
    bom = json.loads(text)
    assert (bom["bomFormat"], bom["specVersion"]) == ("CycloneDX", "1.6")
    listed = {canonicalize_name(one["name"]): one["version"] for one in bom["components"]}
    locked = read_lock("site.txt")
    everywhere = {name: one.version for name, one in locked.items() if one.marker is None}
    assert everywhere.items() <= listed.items()
    assert listed.items() <= {name: one.version for name, one in locked.items()}.items()
    assert [one["name"] for one in bom["components"] if not one.get("licenses")] == []
    assert "serialNumber" not in bom
    assert "timestamp" not in bom["metadata"]
    assert str(Path(sys.prefix).parent) not in text


def test_the_package_ships_no_foreign_code() -> None:
    """Scripts and styles are the product's own; it ships no font."""
    shipped = [path for path in (ROOT / "macros").rglob("*") if path.suffix in RUN]
    text = "\n".join(path.read_text("utf-8") for path in shipped)
    assert {path.suffix for path in shipped} == {".js", ".css"}
    assert re.findall(r"@licen[cs]e|@preserve|/\*!|sourceMappingURL|Copyright|\(c\) ", text) == []


@pytest.mark.slow
@pytest.mark.promise("foreign-code-known")
def test_all_that_a_browser_runs_is_the_products_or_materials(site: Path) -> None:
    """The one foreign part is Material's stylesheet, from its package, in the handbook's own."""
    theirs = Path(str(material.__file__)).parent / "templates"
    address, style = collect_stylesheet(theirs, ROOT / "overrides")
    assert (site / address).read_bytes() == style
    own = {path.read_bytes() for path in (ASSETS / "js").iterdir()}
    before, _, after = (ASSETS / "sw.js").read_text("utf-8").partition("@version@")
    worker = (site / "sw.js").read_text("utf-8")
    assert re.fullmatch("[0-9a-f]+", worker.removeprefix(before).removesuffix(after))
    files = [path for path in site.rglob("*") if path.suffix in RUN and path.name != "sw.js"]
    others = [path for path in files if path.read_bytes() not in own]
    assert {re.sub(r"\.[0-9a-f]{10}\.", ".", path.name) for path in others} == {
        "kim.css", "handbook.css",
    }  # fmt: skip
    kim = next(path for path in others if path.name.startswith("kim."))
    assert kim.read_bytes() in collect_assets(ROOT / "overrides").files.values()
