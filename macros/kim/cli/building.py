"""The command `kim build`, by itself: it is not to wait for what the other commands need."""

import os
from datetime import date
from pathlib import Path

import click

from kim.building import build_needed
from kim.cli.frame import ABOUT_SITE, PATH, day_option, kim, site_argument, strict_option
from kim.cli.german import German
from kim.cli.report import report_build, seen_from_here
from kim.cli.surroundings import choose_day, find_site, say_progress
from kim.releases import DRAFT
from kim.settings import check_settings


@kim.command(
    "build",
    cls=German,
    about=ABOUT_SITE,
    examples=[
        ("kim build", "in den Ordner site bauen"),
        ("kim build --out /srv/www/kim", "in einen anderen Ordner bauen"),
        ("kim build --release", "nur bauen, wenn alle Pflichtangaben da sind"),
        ("kim build --preview", "das Konzept im Arbeitsstand zeigen, in den Ordner vorschau"),
    ],
)
@site_argument
@click.option(
    "--out",
    type=PATH,
    metavar="ORDNER",
    help="Ordner für die fertige Seite. Ohne Angabe: site in der SEITE.",
)
@click.option(
    "--release", is_flag=True, help="Für das Internet: fehlende Pflichtangaben zählen als Fehler."
)
@click.option(
    "--preview", is_flag=True, help="Nicht fürs Internet: das Konzept im Arbeitsstand zeigen."
)
@click.option("--fresh", is_flag=True, help="Alles neu bauen, auch was sich nicht geändert hat.")
@strict_option
@day_option
def build(  # noqa: PLR0913  # one parameter for each option
    seite: Path,
    out: Path | None,
    stichtag: date | None,
    *,
    release: bool,
    preview: bool,
    fresh: bool,
    strict: bool,
) -> int:
    """Die Seite prüfen und bauen. Bei Fehlern bleibt die alte Seite, wie sie ist."""
    root = find_site(seite)
    target = out or root / (DRAFT if preview else "site")
    found = tuple(check_settings(root)) or build_needed(
        root,
        target.absolute(),  # MkDocs would read it from the site's folder
        choose_day(stichtag, os.environ),
        release=release,
        strict=strict,
        is_draft=preview,
        fresh=fresh,
        say=say_progress,
    )
    return report_build(seen_from_here(root, found), target, strict=strict)
