"""`kim pdf`: the concept as a document for council and archive."""

import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kim.catalogue import Catalogue
from kim.checks import check_site
from kim.cli.frame import PATH, day_option, kim, site_option
from kim.cli.german import German, fail
from kim.cli.report import report_check, seen_from_here
from kim.cli.surroundings import choose_day, find_site, say_progress
from kim.editions.library import NOW, frozen_editions
from kim.nearest import suggest
from kim.problems import has_errors
from kim.settings import check_settings, read_address

if TYPE_CHECKING:
    from kim.handbook.concept import Concept


@kim.command(
    "pdf",
    cls=German,
    about=(("[STAND]", f"Stand einer Fortschreibung. Ohne Angabe: {NOW}, der Arbeitsstand."),),
    examples=[
        ("kim pdf", "den Arbeitsstand in die Datei konzept.pdf schreiben"),
        ("kim pdf 2022-06-24 --out alt.pdf", "eine veröffentlichte Fortschreibung"),
    ],
)
@click.argument("stand", required=False, default=NOW, metavar="[STAND]")
@site_option
@click.option(
    "--out",
    type=PATH,
    default="konzept.pdf",
    metavar="DATEI",
    help="Name der Datei. Ohne Angabe: konzept.pdf.",
)
@day_option
def pdf(stand: str, seite: Path, out: Path, stichtag: date | None) -> int:
    """Das Konzept mit seinen Anlagen als barrierefreies PDF schreiben, ohne Namen von Personen."""
    from kim.paper import Papers, UnprintableError, has_paper  # noqa: PLC0415  slow to load

    root = find_site(seite)
    today = choose_day(stichtag, os.environ)
    say_progress("prüfe die Einträge und Kapitel …")
    catalogue, found = check_site(root, today)
    problems = (*check_settings(root), *found)
    if has_errors(problems):
        return report_check(seen_from_here(root, problems), "text", strict=False)
    concept = _choose(root, catalogue, stand, today)
    if not has_paper(concept.catalogue):
        fail("in directory/site.yml nennt 'concept_chapters' kein Kapitel des Konzepts")
    say_progress("setze das Konzept …")
    try:
        out.write_bytes(Papers(root, read_address(root)).print(concept))
    except UnprintableError as error:
        fail(f"das Konzept lässt sich nicht setzen: {error}")
    click.echo(f"geschrieben: {out}")
    return 0


def _choose(root: Path, catalogue: Catalogue, stand: str, today: date) -> "Concept":
    from kim.handbook.concept import choose_concept, read_concept  # noqa: PLC0415  as above

    if stand == NOW:
        return choose_concept(root, catalogue, today, is_draft=True)
    frozen = {edition.id: edition for edition in frozen_editions(root, catalogue)}
    if stand not in frozen:
        hint = suggest(stand, [*frozen, NOW])
        fail(f"eine eingefrorene Fortschreibung '{stand}' gibt es nicht; {hint}")
    return read_concept(root, catalogue, frozen[stand])
