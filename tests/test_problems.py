"""Every problem that authors can meet: files in, exact lines out.

`tests/problems/<code>.yml` holds files that are laid over `tests/sites/minimal/` and the lines that
follow. `pytest tests/test_problems.py --bless` writes the lines; read the difference.
"""

from __future__ import annotations

import ast
import json
import os
import shutil
from datetime import date
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

import pytest
import yaml

import kim
from kim.checks import CHECKS, HINTS, RELEASE_CODES, check_site, code_of
from kim.explain import all_codes, explain
from kim.problems import (
    Place,
    Problem,
    count_problems,
    format_github,
    format_json,
    format_text,
    has_errors,
    sort_problems,
    warning,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
TODAY = date(2026, 11, 21)
GOLDENS = sorted((HERE / "problems").glob("*.yml"))
TERRIBLE = HERE / "sites" / "schrecklich"
WITHOUT_GOLDEN = {"unfinished-build"}
"""Codes that no author's file can cause; the tests of the builder trigger them."""


def make_site(golden: dict[str, Any], root: Path) -> None:
    """Lay the golden's files over the minimal site."""
    shutil.copytree(HERE / "sites" / "minimal", root)
    for name in golden.get("removed", ()):
        path = root / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    for name, text in golden.get("files", {}).items():
        write(root / name, text.encode())
    for name, text in golden.get("latin_1", {}).items():
        write(root / name, text.encode("latin-1"))
    for name, size in golden.get("large", {}).items():
        write(root / name, b"#" * int(size))
    for name, repeated in golden.get("repeated", {}).items():
        write(root / name, (repeated["head"] + repeated["piece"] * repeated["times"]).encode())
    for name, target in golden.get("links", {}).items():
        (root / name).symlink_to(target)


def write(path: Path, data: bytes) -> None:
    """Write a file and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def close(monkeypatch: pytest.MonkeyPatch, paths: set[Path]) -> None:
    """Make files unreadable, also for a superuser."""
    really_open = os.open

    def refuse(path: Any, *arguments: Any, **options: Any) -> Any:
        if path in paths:
            raise PermissionError(path)
        return really_open(path, *arguments, **options)

    monkeypatch.setattr(os, "open", refuse)


def bless(path: Path, lines: list[str]) -> None:
    """Write the lines that came out into the golden; everything above them stays."""
    text = path.read_text(encoding="utf-8")
    head = text[: text.index("problems:")]
    quoted = "".join(f"  - {json.dumps(line, ensure_ascii=False)}\n" for line in lines)
    path.write_text(f"{head}problems:\n{quoted}", encoding="utf-8")


@pytest.mark.promise("exact-line")
@pytest.mark.parametrize("path", GOLDENS, ids=lambda path: path.stem)
def test_a_fault_gets_its_exact_line(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pytestconfig: pytest.Config
) -> None:
    """Everything that is wrong is said, in whole lines, and nothing else."""
    golden = yaml.safe_load(path.read_text(encoding="utf-8"))
    root = tmp_path / "site"
    make_site(golden, root)
    close(monkeypatch, {root / name for name in golden.get("closed", ())})
    lines = [str(problem) for problem in check_site(root, TODAY)[1]]
    if pytestconfig.getoption("bless"):
        bless(path, lines)
    else:
        assert lines == golden["problems"]
    assert any(line.endswith(f"[{path.stem}]") for line in lines)


@pytest.mark.promise("every-code-golden")
def test_every_code_has_a_golden_and_every_golden_a_code() -> None:
    """A new rule comes with the file that breaks it."""
    assert {path.stem for path in GOLDENS} == set(all_codes()) - WITHOUT_GOLDEN


@pytest.mark.promise("terrible-site")
def test_the_terrible_site_gets_its_whole_list(pytestconfig: pytest.Config, tmp_path: Path) -> None:
    """One site with everything wrong: the list is complete, sorted and free of repetition."""
    site = tmp_path / "schrecklich"
    shutil.copytree(TERRIBLE, site)
    # Laid here: an archive or a checkout may have made a file of a committed symlink.
    (site / "content" / "handbuch" / "verweis.md").symlink_to("../../mkdocs.yml")
    found = check_site(site, TODAY)[1]
    expected = TERRIBLE / "problems.txt"
    text = f"{format_text(found)}\n{count_problems(found)}\n"
    if pytestconfig.getoption("bless"):
        expected.write_text(text, encoding="utf-8")
    assert text == expected.read_text(encoding="utf-8")
    assert len(set(found)) == len(found)


def test_the_minimal_site_has_no_problem() -> None:
    """What the goldens stand on is sound."""
    assert check_site(HERE / "sites" / "minimal", TODAY)[1] == ()


def test_every_code_in_the_package_is_explained() -> None:
    """The codes that stand in the source are those that `kim explain` knows."""
    written = set(codes_in_package()) | {code_of(check) for check in CHECKS}
    assert written == set(all_codes())


def codes_in_package() -> Iterator[str]:
    """Read the codes from calls of Problem(...) and from the tables of codes."""
    for path in Path(kim.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                is_problem = node.func.id in {"Problem", "warning"}
                yield from constants(node.args[1:2] if is_problem else ())
            elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict):
                name = ast.unparse(node.targets[0])
                part = {"REFUSALS": node.value.keys, "_CODES": node.value.values}.get(name, ())
                yield from constants(part)


def constants(nodes: Any) -> Iterator[str]:
    """Give the texts that are written out."""
    return (node.value for node in nodes if isinstance(node, ast.Constant))


def test_an_explanation_shows_wrong_and_right() -> None:
    """Each rule is said in a sentence and shown with two examples."""
    for code in all_codes():
        text = explain(code) or ""
        assert text.startswith(f"{code} ("), code
        rule, wrong, right = (text.find(word) for word in (".", "Falsch", "Richtig"))
        assert 0 < rule < wrong < right, code
        assert text.count("\n    ") >= 2, code


def test_an_unknown_code_has_no_explanation() -> None:
    """The caller says so, with a suggestion."""
    assert explain("unfug") is None


def test_a_hint_is_a_check() -> None:
    """Each is listed once; what a release needs is a hint until then."""
    assert len(set(CHECKS)) == len(CHECKS)
    assert set(HINTS) < set(CHECKS)
    assert set(RELEASE_CODES) < {code_of(check) for check in HINTS}


MBE = PurePosixPath("directory/services/mbe.yml")
ERROR = Problem(Place(MBE, 14, 3), "unknown-reference", "gemeint 'awo'?")
HINT = warning(Place(PurePosixPath("a:b,c.yml")), "no-contact", "50 % fehlen\nhier")


def test_text_says_where_what_and_which_rule() -> None:
    """One line for each problem, as editors understand it; a hint says that it is one."""
    assert format_text([ERROR, HINT]) == (
        "directory/services/mbe.yml:14:3: gemeint 'awo'? [unknown-reference]\n"
        "a:b,c.yml: Hinweis: 50 % fehlen\nhier [no-contact]"
    )


def test_json_holds_the_same() -> None:
    """Programs read path, line, column, code, severity and message."""
    assert json.loads(format_json([ERROR, HINT])) == [
        {
            "path": "directory/services/mbe.yml",
            "line": 14,
            "column": 3,
            "code": "unknown-reference",
            "severity": "error",
            "message": "gemeint 'awo'?",
        },
        {
            "path": "a:b,c.yml",
            "line": 0,
            "column": 0,
            "code": "no-contact",
            "severity": "warning",
            "message": "50 % fehlen\nhier",
        },
    ]


def test_github_shows_it_beside_the_line() -> None:
    """What would end a command or a property is escaped."""
    assert format_github([ERROR, HINT]) == (
        "::error file=directory/services/mbe.yml,line=14,col=3,title=unknown-reference::"
        "gemeint 'awo'?\n"
        "::warning file=a%3Ab%2Cc.yml,line=1,col=1,title=no-contact::50 %25 fehlen%0Ahier"
    )


def test_only_errors_stop_unless_strict() -> None:
    """Hints count when asked for."""
    assert has_errors([HINT, ERROR])
    assert not has_errors([HINT])
    assert has_errors([HINT], strict=True)
    assert not has_errors([], strict=True)


def test_problems_are_counted_in_german() -> None:
    """One and many read right."""
    assert count_problems([ERROR, HINT]) == "1 Fehler, 1 Hinweis"
    assert count_problems([HINT, HINT]) == "0 Fehler, 2 Hinweise"


def test_problems_are_sorted_by_place_and_said_once() -> None:
    """Line 9 comes before line 14."""
    early = Problem(Place(MBE, 9, 1), "unknown-field", "x")
    assert sort_problems([ERROR, early, ERROR]) == (early, ERROR)
