"""`make bench`: write an invented Land, build it and print what each stage cost.

The build runs in a fresh process, so that its memory is its own. Nothing here decides whether a
build is fast enough: it only tells.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).resolve().parents[2]
MEGABYTE = 1_000_000
COMPILED = {"PYTHONDONTWRITEBYTECODE": ""}
"""Programs in Python are kept compiled, as where they were installed, whatever is set here."""
_WRITE = """
import sys
from pathlib import Path
from tests.bench.land import write_land
print(write_land(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])))
"""


def main() -> None:
    """Measure one build for each size that was asked for."""
    options = _read_options()
    results = []
    for services in options.services:
        results.append(measure(services, options.languages))
        if not options.json:
            print("\n".join(report(results[-1])), end="\n\n", flush=True)
    if options.json:
        print(json.dumps(results, ensure_ascii=False, indent=2))
    elif len(results) > 1:
        print("\n".join(growth(results)), end="\n\n")


def measure(services: int, languages: int = 1) -> dict[str, Any]:
    """Write the Land into a folder of its own, build it there and throw both away."""
    with tempfile.TemporaryDirectory(prefix="kim-bench-") as folder:
        site, out = Path(folder, "site"), Path(folder, "out")
        written = _run("-c", _WRITE, str(site), str(services), str(languages))
        result = json.loads(_run("-m", "tests.bench.build", str(site), str(out)))
    day = datetime.now(UTC).date().isoformat()
    asked = {"services": services, "languages": languages, "day": day, "yaml": int(written)}
    return {**asked, **result}


def _run(*arguments: str) -> str:
    done = subprocess.run(  # our own program with our own arguments
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**os.environ, **COMPILED},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return done.stdout.splitlines()[-1]


def report(result: dict[str, Any]) -> list[str]:
    """Write the result as a table, in German."""
    asked = f"{amount(result['services'])} Angebote in {result['languages']} Sprachen"
    pages = amount(result["pages"])
    return [
        f"{asked}, {size(result['yaml'])} YAML, {result['day']}",
        "",
        f"{'Schritt':<30}{'Sekunden':>10}{'Prozessor':>11}{'Speicher':>10}",
        *map(_line, (*result["stages"], {"name": "Zusammen", **result})),
        "",
        f"Speicher der weiteren Prozesse, ohne den gemeinsamen: {size(result['others'])}",
        f"{amount(result['files'])} Dateien, {size(result['bytes'])}; {pages} Seiten",
        f"{amount(result['problems'])} Hinweise beim Prüfen",
    ]


def growth(results: list[dict[str, Any]]) -> list[str]:
    """Compare sizes: what a stage takes for each page, which must not grow with the size.

    Seconds of the processor: other programs on the machine do not count.
    """
    sizes = "".join(f"{amount(result['services']):>10}" for result in results)
    rows = zip(*(result["stages"] for result in results), strict=True)
    return [
        f"{'Prozessor, ms je 100 Seiten':<30}{sizes}",
        *(_per_page(stages[0]["name"], stages, results) for stages in rows),
        _per_page("Zusammen", results, results),
        f"{'Bytes je Seite':<30}"
        + "".join(f"{amount(result['bytes'] // result['pages']):>10}" for result in results),
    ]


def _per_page(name: str, rows: Sequence[dict[str, Any]], results: list[dict[str, Any]]) -> str:
    pairs = zip(rows, results, strict=True)
    each = (100_000 * row["processor"] / result["pages"] for row, result in pairs)
    return f"{name:<30}" + "".join(f"{number(value):>10}" for value in each)


def _line(row: dict[str, Any]) -> str:
    seconds, processor = number(row["seconds"]), number(row["processor"])
    return f"{row['name']:<30}{seconds:>10}{processor:>11}{size(row['peak']):>10}"


def _read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Ein erfundenes Land bauen und messen.")
    parser.add_argument(
        "--services",
        type=int,
        nargs="+",
        default=[10_000],
        metavar="N",
        help="Zahl der Angebote, auch mehrere (Vorgabe: 10000)",
    )
    parser.add_argument(
        "--languages", type=int, default=1, metavar="N", help="Zahl der Sprachen (Vorgabe: 1)"
    )
    parser.add_argument("--json", action="store_true", help="für andere Programme")
    return parser.parse_args()


def number(value: float) -> str:
    """Write a number with two places, in German."""
    return f"{value:.2f}".replace(".", ",")


def amount(value: int) -> str:
    """Write a count, in German."""
    return f"{value:,}".replace(",", ".")


def size(value: int) -> str:
    """Write bytes as megabytes."""
    return f"{value / MEGABYTE:.0f} MB"


if __name__ == "__main__":
    main()
