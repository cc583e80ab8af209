"""Whatever stands in a file, authors get problems with a line, never a traceback."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kim.checks import check_site
from tests.sizes import sized

if TYPE_CHECKING:
    from collections.abc import Iterator

SITES = Path(__file__).parents[1] / "sites"
TODAY = date(2026, 11, 21)
ABOUT_THE_NAME = {"bad-id", "duplicate-chapter"}
FRAGMENTS = [
    "",
    "\n",
    " ",
    "\t",
    "- ",
    ": ",
    ":",
    "'",
    '"',
    "[",
    "]",
    "{",
    "}",
    "#",
    "|",
    ">",
    "&a ",
    "*a",
    "!x ",
    "<<: ",
    "---\n",
    "...\n",
    "? ",
    "%",
    "@",
    "\x00",
    "\x85",
    "\u2028",
    "\ufeff",
    "\ud7ff",
    "0",
    "-1",
    "99999999999999999999",
    "1e999",
    "nan",
    "2026-02-30",
    "24:00",
    "ja",
    "de: ",
    "{{ ",
    " }}",
    "{% ",
    '{{ zahl("x") }}',
    "# ",
    "###### ",
    "{: #__x }",
    "[^x]",
    "[x](y:z)",
    "](",
    "<b>",
    "```\n",
]


def files_of(name: str) -> list[Path]:
    """List the records and chapters of a site."""
    root = SITES / name
    return sorted(
        path.relative_to(root)
        for path in root.rglob("*")
        if path.suffix in {".yml", ".md"} and not path.is_symlink()
    )


CASES = [(name, path) for name in ("minimal", "schrecklich") for path in files_of(name)]


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Give copies of the sites to spoil."""
    root = tmp_path_factory.mktemp("sites")
    for name in ("minimal", "schrecklich"):
        shutil.copytree(SITES / name, root / name, symlinks=True)
    yield root
    shutil.rmtree(root)


@st.composite
def mutants(draw: st.DrawFn) -> tuple[str, Path, bytes]:
    """Draw a file of a site in which up to four places were spoiled."""
    name, path = draw(st.sampled_from(CASES))
    data = (SITES / name / path).read_bytes()
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.sampled_from([0, 0, 1, 2, 10])))
        piece = draw(st.sampled_from(FRAGMENTS)).encode() * draw(st.sampled_from([1, 1, 3, 40]))
        data = data[:start] + piece + data[end:]
    return name, path, data


@pytest.mark.promise("spoiled-files")
@pytest.mark.sized
@settings(
    max_examples=sized(60, 5000),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(mutant=mutants())
def test_a_spoiled_file_gives_problems_with_lines(
    sites: Path, mutant: tuple[str, Path, bytes]
) -> None:
    """Every problem in a file that could be read stands on a line of it."""
    name, path, data = mutant
    spoiled = sites / name / path
    sound = spoiled.read_bytes()
    spoiled.write_bytes(data)
    try:
        found = check_site(sites / name, TODAY)[1]
    finally:
        spoiled.write_bytes(sound)
    last = data.count(b"\n") + data.count(b"\r") + 2  # libyaml ends the last line itself
    for problem in found:
        assert "\n" not in str(problem)
        if str(problem.place.path) == path.as_posix() and problem.code not in ABOUT_THE_NAME:
            assert 1 <= problem.place.line <= last
            assert problem.place.column >= 1
