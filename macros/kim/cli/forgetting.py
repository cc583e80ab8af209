"""What the commands share that make something unknown: their options, and what they say."""

import os
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kim.cli.german import fail
from kim.cli.report import report_check, seen_from_here
from kim.cli.surroundings import choose_day, find_site, say_progress
from kim.editions.mentions import ALL
from kim.problems import has_errors

if TYPE_CHECKING:
    from kim.editions.redaction import Found
    from kim.persons.erase import Asked, Erased

_MOST = 20
reason_option = click.option(
    "--reason", metavar="TEXT", help="Warum; kommt in directory/erased.yml. Pflicht."
)
by_option = click.option("--by", metavar="STELLE", help="Wer es veranlasst, als Funktion. Pflicht.")
cut_option = click.option(
    "--cut",
    multiple=True,
    metavar="STELLE",
    help=f"Diese unsichere Stelle schwärzen: DATEI:ZEILE, DATEI oder {ALL}. Auch mehrmals.",
)
keep_option = click.option(
    "--keep",
    multiple=True,
    metavar="STELLE",
    help="Diese unsichere Stelle lassen, wie sie ist. Auch mehrmals.",
)
trial_option = click.option(
    "--dry-run", is_flag=True, help="Nur zeigen, was geschwärzt würde; nichts schreiben."
)


def demand_reason(reason: str | None, by: str | None, *, is_trial: bool) -> None:
    """Stop where nobody says why and who; a trial needs neither."""
    missing = [name for name, said in (("--reason", reason), ("--by", by)) if not said]
    if missing and not is_trial:
        fail(f"es fehlt die Angabe {' und '.join(missing)}")


def ask(  # noqa: PLR0913  # an argument for each option
    seite: Path,
    out: Path | None,
    stichtag: date | None,
    *,
    cut: tuple[str, ...],
    keep: tuple[str, ...],
    is_trial: bool,
) -> "Asked":
    """Put together where and how something is to be forgotten."""
    from kim.editions.blackout import Decisions  # noqa: PLC0415  slow to load
    from kim.persons.erase import Asked  # noqa: PLC0415  as above

    both = sorted({*cut} & {*keep})
    if both:
        fail(f"'{both[0]}' steht bei --cut und bei --keep")
    root = find_site(seite)
    target = (out or root / "site").absolute()
    decided = Decisions(frozenset(cut), frozenset(keep))
    return Asked(root, target, choose_day(stichtag, os.environ), decided, is_trial, say_progress)


def report_erased(asked: "Asked", erased: "Erased", whom: str) -> int:
    """Say what was done and what is left to do; give the exit code."""
    from kim.editions.redaction import Verdict  # noqa: PLC0415  slow to load

    if has_errors(erased.problems):
        click.echo("Der Eintrag ist bereinigt, aber die Seite ist nicht neu gebaut.", err=True)
        return report_check(seen_from_here(asked.root, erased.problems), "text", strict=False)
    cut = erased.places(Verdict.CUT)
    show_places("Zu schwärzen:" if not erased.is_done else "Geschwärzt:", cut, all_of_them=True)
    is_open = bool(erased.places(Verdict.OPEN))
    show_places(
        f"Hier muss jemand entscheiden, ob {whom} gemeint ist; mit --cut DATEI:ZEILE schwärzen, mit"
        f" --keep DATEI:ZEILE lassen, '{ALL}' gilt für alle übrigen:",
        erased.places(Verdict.OPEN),
        all_of_them=True,
    )
    show_places(
        "Das lässt sich nicht schwärzen, ohne die Datei zu zerstören:", erased.places(Verdict.STUCK)
    )
    show_list("Hier ist keine Stelle zu entscheiden; Datei und Zeile prüfen:", erased.unheard)
    show_list("Bereinigt:" if erased.is_done else "Zu bereinigen:", erased.cleaned)
    show_list("Entfernt:", erased.removed)
    show_list(f"Hier steht {whom} noch; von Hand entfernen und noch einmal aufrufen:", erased.left)
    if not erased.is_done:
        click.echo("nichts geschrieben" + (", es fehlen Entscheidungen" if is_open else ""))
        return int(erased.is_undecided)
    click.echo(erased.reached if erased.is_complete else "nicht zu Ende")
    return int(not erased.is_complete)


def show_places(title: str, found: "Iterable[Found]", *, all_of_them: bool = False) -> None:
    """List places with file, line and what stands around them, as they follow each other."""
    in_order = sorted(found, key=lambda one: (one.path, one.line))
    lines = (f"{one.path}:{one.line}: {one.shown or one.what}" for one in in_order)
    show_list(title, lines, all_of_them=all_of_them)


def show_list(title: str, found: Iterable[object], *, all_of_them: bool = False) -> None:
    """List some things, of many only the first."""
    lines = [str(one) for one in found]
    if lines:
        most = len(lines) if all_of_them else _MOST
        rest = [f"  und {len(lines) - most} weitere"] if len(lines) > most else []
        click.echo("\n".join([title, *(f"  {line}" for line in lines[:most]), *rest]))
