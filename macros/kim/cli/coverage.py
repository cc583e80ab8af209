"""`kim report`: what the steering group asks for."""

import os
from datetime import date
from pathlib import Path

import click

from kim.checks import check_site
from kim.cli.frame import ABOUT_SITE, PATH, kim, site_argument
from kim.cli.german import DayType, German, GermanGroup, OneOf, fail
from kim.cli.report import report_check, seen_from_here
from kim.cli.surroundings import choose_day, find_site, say_progress
from kim.problems import has_errors
from kim.settings import check_settings, read_address

ENDINGS = {"html": "abdeckung.html", "xlsx": "abdeckung.xlsx"}
"""The forms of the report and how its file is called when nobody says."""


@kim.group(
    "report",
    cls=GermanGroup,
    no_args_is_help=True,
    examples=[("kim report coverage", "wo es Angebote gibt und wo nicht")],
)
def report() -> None:
    """Berichte für die Lenkungsgruppe schreiben."""


@report.command(
    "coverage",
    cls=German,
    about=ABOUT_SITE,
    examples=[
        ("kim report coverage", "den Bericht in die Datei abdeckung.html schreiben"),
        ("kim report coverage --format xlsx", "als Tabelle: abdeckung.xlsx"),
        ("kim report coverage --stichtag 01.07.2022", "wie es an diesem Tag war oder sein wird"),
        ("kim report coverage --out lenkungsgruppe.html", "in eine andere Datei"),
    ],
)
@site_argument
@click.option(
    "--format",
    "form",
    type=OneOf(*ENDINGS),
    metavar="FORM",
    help="html zum Lesen und Drucken, xlsx zum Filtern. Ohne Angabe: wie die Datei endet, sonst"
    " html.",
)
@click.option(
    "--out",
    type=PATH,
    metavar="DATEI",
    help="Name der Datei. Ohne Angabe: abdeckung.html oder abdeckung.xlsx.",
)
@click.option(
    "--stichtag",
    type=DayType(),
    metavar="DATUM",
    help="Für diesen Tag statt für heute, zum Beispiel 01.07.2022.",
)
def coverage(seite: Path, form: str | None, out: Path | None, stichtag: date | None) -> int:
    """Lücken, Überschneidungen und Änderungen zeigen, je Thema, Zielgruppe und Gebiet."""
    root = find_site(seite)
    form, target = _choose(form, out)
    today = choose_day(None, os.environ)
    say_progress("prüfe die Einträge und Kapitel …")
    # By the day it is: on a past day all that was checked since would lie in the future.
    catalogue, found = check_site(root, today)
    problems = (*check_settings(root), *found)
    if has_errors(problems):
        return report_check(seen_from_here(root, problems), "text", strict=False)
    from kim.reports import write_report  # noqa: PLC0415  the other commands need no workbooks

    say_progress("rechne …")
    day, address = stichtag or today, read_address(root)
    target.write_bytes(write_report(form, root, catalogue, day, address))
    click.echo(f"geschrieben: {target}")
    return 0


def _choose(form: str | None, out: Path | None) -> tuple[str, Path]:
    """Tell form and file from what was said of either."""
    ending = out.suffix.removeprefix(".").lower() if out else ""
    chosen = form or (ending if ending in ENDINGS else "html")
    if ending and ending not in ENDINGS:
        fail(f"die Datei '{out}' endet weder auf .html noch auf .xlsx")
    if form and ending in ENDINGS and ending != form:
        fail(f"die Datei '{out}' endet nicht auf .{form}")
    return chosen, out or Path(ENDINGS[chosen])
