"""Tests about the tests: change the code in small ways and see whether a test notices.

mutmut makes the mutants and runs, for each, the tests that reach it. A seeded sample of each part
is tried; `python -m tests.mutation 60 rules editions` takes 60 mutants of two parts. Prints the
share that was noticed and what survived, with the change; ends with 1 below the aim. As many at
once as there are processors: `taskset -c 1` leaves the others alone.
"""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
WORK = ROOT / "build" / "mutation"
AIM = 85
SAMPLE = 300
NOTICED = {"killed", "timeout", "segfault", "caught by type check"}
SETTINGS = """use_git_change_detection = false
timeout_constant = 12.0
timeout_multiplier = 6.0
"""
"""Tests that take six times as long, and 72 seconds more, will never end.

By the clock: what never ends counts as noticed, and who waits for a processor must have time.
"""
BESIDE = ("content", "directory", "docs", "macros", "mkdocs.yml", "overrides", "README.md")
"""What tests read beside the package, which lies at the top here: mutmut derives its name so."""
READ_THE_SOURCE = ("tests/test_problems.py::test_every_code_in_the_package_is_explained",)
"""These look at the text of the package, where all mutants of a function stand side by side."""

MAKERS = {"each", "each_file", "alike", "_each_translation"}
"""What stands above most checks."""


@dataclass(frozen=True)
class Part:
    """Modules to change, as patterns below kim/, and the tests that must notice."""

    modules: tuple[str, ...]
    tests: tuple[str, ...]

    def code(self) -> Iterator[list[Path]]:
        """Give the files of each pattern."""
        return (sorted((ROOT / "macros" / "kim").glob(pattern)) for pattern in self.modules)

    def test_paths(self) -> Iterator[Path]:
        """Give the files and folders of the tests."""
        return (ROOT / "tests" / name for name in self.tests)


PARTS = {
    "loader": Part(
        ("reading.py", "lines.py", "source.py", "syntax.py", "load.py", "translate.py"),
        (
            "test_lines.py",
            "test_source.py",
            "test_load.py",
            "test_translate.py",
            "test_problems.py",
        ),
    ),
    "checks": Part(("checks/*.py",), ("checks", "test_problems.py")),
    "rules": Part(("rules/*.py",), ("rules",)),
    "editions": Part(
        ("editions/*.py",),
        (
            *("editions", "handbook/test_editions.py", "handbook/test_permanent.py"),
            *("persons/test_in_editions.py", "persons/test_in_frozen_texts.py"),
            *("test_problems.py", "test_release.py", "views/test_changes.py"),
        ),
    ),
    "publish": Part(
        ("publish.py", "release.py", "releases.py", "seals.py", "inspection.py"),
        ("test_publish.py", "test_release.py", "test_releases.py", "test_inspection.py"),
    ),
}


def try_part(name: str, size: int) -> tuple[float, str]:
    """Try a sample of one part's mutants; give the share that was noticed, and what came of it."""
    folder = lay_out(name, PARTS[name])
    mutmut(folder, "run", "generate-only", check=False)
    names = sorted(statuses(folder))
    if not names:
        sys.exit(f"{name}: mutmut made no mutants")
    sample = names if len(names) <= size else Random(name).sample(names, size)  # noqa: S311  a sample
    mutmut(folder, "run", "--max-children", str(len(os.sched_getaffinity(0))), *sample)
    found = {mutant: status for mutant, status in statuses(folder).items() if mutant in set(sample)}
    counts = Counter(found.values())
    share = 100 * sum(counts[status] for status in NOTICED) / len(sample)
    lines = [
        f"{name}: {share:.1f} % of {len(sample)} mutants noticed (of {len(names)}): {dict(counts)}"
    ]
    survivors = sorted(one for one, status in found.items() if status not in NOTICED)
    return share, "\n".join([*lines, *(mutmut(folder, "show", one) for one in survivors)])


def lay_out(name: str, part: Part) -> Path:
    """Make a folder in which mutmut finds the package, the tests and its settings."""
    folder = WORK / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    package = ROOT / "macros" / "kim"
    shutil.copytree(package, folder / "kim", ignore=shutil.ignore_patterns("__pycache__"))
    for path in chain.from_iterable(part.code()):
        text = undecorated(path.read_text("utf-8"))
        (folder / "kim" / path.relative_to(package)).write_text(text, "utf-8")
    for path in (*BESIDE, "tests"):
        (folder / path).symlink_to(ROOT / path)
    left_out = [f"--deselect={test}" for test in READ_THE_SOURCE]
    settings = {
        "source_paths": ["kim"],
        "only_mutate": [f"kim/{pattern}" for pattern in part.modules],
        "also_copy": list(BESIDE),
        "pytest_add_cli_args": [
            "-m",
            "not sized and not soak",
            "-p",
            "no:cacheprovider",
            *left_out,
        ],
        "pytest_add_cli_args_test_selection": [f"tests/{test}" for test in part.tests],
    }
    lines = "".join(f"{key} = {value!r}\n" for key, value in settings.items())
    project = (ROOT / "pyproject.toml").read_text("utf-8")
    (folder / "pyproject.toml").write_text(f"{project}\n[tool.mutmut]\n{SETTINGS}{lines}", "utf-8")
    return folder


def undecorated(text: str) -> str:
    """Call what makes a check of a function after the function: mutmut changes no decorated one."""
    lines = text.split("\n")
    for node in reversed(ast.parse(text).body):
        if isinstance(node, ast.FunctionDef) and len(node.decorator_list) == 1:
            made = ast.unparse(node.decorator_list[0])
            if made.partition("(")[0] in MAKERS:
                lines.insert(node.end_lineno or 0, f"{node.name} = {made}({node.name})")
                del lines[node.decorator_list[0].lineno - 1 : node.lineno - 1]
    return "\n".join(lines)


def mutmut(folder: Path, *arguments: str, check: bool = True) -> str:
    """Run mutmut there and give what it printed."""
    program = Path(sys.executable).parent / "mutmut"
    done = subprocess.run(
        [str(program), *arguments], cwd=folder, capture_output=True, text=True, check=False
    )
    if check and done.returncode:
        sys.exit(done.stdout[-3000:] + done.stderr[-3000:])
    return done.stdout


def statuses(folder: Path) -> dict[str, str]:
    """Read what became of each mutant; those that were not tried are there too."""
    lines = mutmut(folder, "results", "--all", "true").splitlines()
    found = (re.fullmatch(r" +(\S+__mutmut_\d+): (.+)", line) for line in lines)
    return {match[1]: match[2] for match in found if match}


def main(arguments: list[str]) -> int:
    """Try the parts that are named, else all."""
    sizes = [int(argument) for argument in arguments if argument.isdigit()]
    names = [argument for argument in arguments if not argument.isdigit()] or list(PARTS)
    shares = []
    for name in names:
        share, text = try_part(name, sizes[0] if sizes else SAMPLE)
        shares.append(share)
        print(text, flush=True)
    return 0 if min(shares) >= AIM else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
