"""`kim pdf`: the concept as a document for council and archive."""

import os
from datetime import date
from pathlib import Path

import click

from kim.checks import check_site
from kim.cli.frame import ABOUT_SITE, day_option, kim, site_argument
from kim.cli.german import German, fail
from kim.cli.report import report_check, seen_from_here
from kim.cli.surroundings import choose_day, find_site, say_progress
from kim.problems import has_errors
from kim.settings import check_settings, read_address


@kim.command(
    "pdf",
    cls=German,
    about=ABOUT_SITE,
    examples=[
        ("kim pdf", "das Konzept in die Datei konzept.pdf schreiben"),
        ("kim pdf --out /tmp/entwurf.pdf", "in eine andere Datei schreiben"),
    ],
)
@site_argument
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default="konzept.pdf",
    metavar="DATEI",
    help="Name der Datei. Ohne Angabe: konzept.pdf.",
)
@day_option
def pdf(seite: Path, out: Path, stichtag: date | None) -> int:
    """Das Konzept mit seinen Anlagen als barrierefreies PDF schreiben, ohne Namen von Personen."""
    from kim.paper import UnprintableError, has_paper, print_concept  # noqa: PLC0415  the other commands need no typesetter

    root = find_site(seite)
    today = choose_day(stichtag, os.environ)
    say_progress("prüfe die Einträge und Kapitel …")
    catalogue, found = check_site(root, today)
    problems = (*check_settings(root), *found)
    if has_errors(problems):
        return report_check(seen_from_here(root, problems), "text", strict=False)
    if not has_paper(catalogue):
        fail("in directory/site.yml nennt 'concept_chapters' kein Kapitel des Konzepts")
    say_progress("setze das Konzept …")
    try:
        out.write_bytes(print_concept(catalogue, today, root, read_address(root)))
    except UnprintableError as error:
        fail(f"das Konzept lässt sich nicht setzen: {error}")
    click.echo(f"geschrieben: {out}")
    return 0
