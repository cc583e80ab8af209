"""What a contest has found → a table in German, as it stands in docs/messungen.md."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING, Any

from tests.bench.run import amount, number, size

if TYPE_CHECKING:
    from collections.abc import Iterator

_OURS = "kim build"
_HEADS = (
    "Programm",
    "Läufe",
    "Sekunden: Mitte (von bis)",
    "Prozessor",
    "Speicher",
    "kim geteilt durch dies: Zeit, Speicher",
    "Ausgabe",
)


def report(result: dict[str, Any]) -> Iterator[str]:
    """Yield the lines of the table; ratios are those of the medians."""
    counts = f"{amount(result['services'])} Angebote, {amount(result['pages'])} Seiten"
    yield f"{counts}, {result['day']}"
    yield ""
    yield f"| {' | '.join(_HEADS)} |"
    yield "|---" * len(_HEADS) + "|"
    ours = result["runs"][_OURS]
    for name, runs in result["runs"].items():
        files, written = result["written"].get(name, (0, 0))
        out = f"{amount(files)} Dateien, {size(written)}" if files else ""
        yield f"{_row(name, runs, ours)} {out} |"
    for name, seconds in result["floor"].items():
        factor = _median(ours, "seconds") / seconds
        yield f"| {name} der Dateien allein | 1 | {number(seconds)} | | | {number(factor)} | |"
    yield ""
    for name, said in result["failed"].items():
        yield f"{name} hat die Seite nicht gebaut: {said}"
    yield f"{amount(result['compared'])} Seiten verglichen: {_said(result['differences'])}"
    yield from result["differences"][:20]


def _row(name: str, runs: list[dict[str, Any]], ours: list[dict[str, Any]]) -> str:
    seconds = [run["seconds"] for run in runs]
    span = f"{number(median(seconds))} ({number(min(seconds))} bis {number(max(seconds))})"
    processor, memory = _median(runs, "processor"), _median(runs, "memory")
    shares = (_median(ours, what) / _median(runs, what) for what in ("seconds", "memory"))
    ratios = " · ".join(map(number, shares))
    cells = (name, str(len(runs)), span, number(processor), size(int(memory)), ratios)
    return f"| {' | '.join(cells)} |"


def _median(runs: list[dict[str, Any]], what: str) -> float:
    return median(run[what] for run in runs)


def _said(found: list[str]) -> str:
    return f"{len(found)} Unterschiede" if found else "kein Unterschied"
