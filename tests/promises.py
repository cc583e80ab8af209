"""The promises of the product, and the one test that carries each: docs/versprechen.md."""

from __future__ import annotations

import ast
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

TESTS = Path(__file__).parent
REGISTRY = TESTS / "promises.yml"
DOCUMENT = TESTS.parent / "docs" / "versprechen.md"
HEAD = """\
# Versprechen

Was dieses Programm verspricht, und welche Prüfung das Versprechen trägt. Geschrieben von
`make docs` aus `tests/promises.yml` und den Tests; jedes Versprechen trägt genau ein Test.
`make test` prüft die Versprechen, die großen an einer Stichprobe; `make soak` prüft die großen in
ganzer Größe. Gemessene Zahlen stehen in den [Messungen](messungen.md).
"""
TABLE = "| Kennung | Versprechen | Wofür | Test |\n|---|---|---|---|\n"


@dataclass(frozen=True)
class Promise:
    """One promise: its id, its theme, a German sentence, the figure it holds for."""

    id: str
    theme: str
    says: str
    figure: str


@dataclass(frozen=True)
class Carrier:
    """A test with the marker `promise`: its file, relative to tests/, and its name."""

    promise: str
    path: str
    test: str


def all_promises() -> list[Promise]:
    """Read the registry in its order."""
    themes = yaml.safe_load(REGISTRY.read_text(encoding="utf-8"))
    return [
        Promise(entry["id"], theme, entry["says"], entry.get("figure", ""))
        for theme, entries in themes.items()
        for entry in entries
    ]


@cache
def all_carriers() -> tuple[Carrier, ...]:
    """Find every test that is marked, in the order of the files."""
    return tuple(
        Carrier(promise, path.relative_to(TESTS).as_posix(), function.name)
        for path in sorted(TESTS.rglob("test_*.py"))
        for function in tests_in(path)
        for promise in marks_on(function)
    )


def tests_in(path: Path) -> Iterator[ast.FunctionDef]:
    """Give the tests of one file: functions that stand in no other."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return (node for node in tree.body if isinstance(node, ast.FunctionDef))


def marks_on(function: ast.FunctionDef) -> Iterator[str]:
    """Give the promises that a function is marked with: `@pytest.mark.promise("id")`."""
    for mark in function.decorator_list:
        if isinstance(mark, ast.Call) and ast.unparse(mark.func) == "pytest.mark.promise":
            yield ast.literal_eval(mark.args[0])


def as_document() -> str:
    """Write the document: a table for each theme."""
    carriers = {carrier.promise: carrier for carrier in all_carriers()}
    promises = all_promises()
    themes = dict.fromkeys(promise.theme for promise in promises)
    parts = [HEAD]
    for theme in themes:
        parts.append(f"\n## {theme}\n\n{TABLE}")
        parts += [
            as_row(promise, carriers[promise.id])
            for promise in promises
            if promise.theme == theme and promise.id in carriers
        ]
    return "".join(parts)


def as_row(promise: Promise, carrier: Carrier) -> str:
    """Write one row of the table."""
    link = f"[{carrier.test}](../tests/{carrier.path})"
    return f"| `{promise.id}` | {promise.says} | {promise.figure} | {link} |\n"


if __name__ == "__main__":
    (Path(sys.argv[1]) if len(sys.argv) > 1 else DOCUMENT).write_text(
        as_document(), encoding="utf-8"
    )
