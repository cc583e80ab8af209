"""The commands about Fortschreibungen: what changed, publish, go back."""

import os
from datetime import date
from pathlib import Path
from typing import Any

import click

from kim.catalogue import Catalogue, load_catalogue
from kim.cli.frame import ABOUT_SITE, PATH, day_option, kim, out_option, site_argument, site_option
from kim.cli.german import DayType, German, OneOf, fail
from kim.cli.report import report_check, seen_from_here
from kim.cli.surroundings import choose_day, find_site, say_progress
from kim.editions.draft import RefusedError, Wish
from kim.editions.library import NOW, find_snapshot, frozen_editions
from kim.editions.snapshot import Snapshot
from kim.nearest import suggest
from kim.problems import has_errors
from kim.settings import check_settings


@kim.command(
    "diff",
    cls=German,
    about=(
        ("ALT", "Stand der älteren Fassung, zum Beispiel 2022-06-24."),
        ("[NEU]", f"Stand der neueren Fassung. Ohne Angabe: {NOW}, der Arbeitsstand."),
    ),
    examples=[
        ("kim diff 2022-06-24", "was sich seit dieser Fortschreibung geändert hat"),
        ("kim diff 2021-02-01 2022-06-24", "zwei Fortschreibungen vergleichen"),
        ("kim diff 2022-06-24 --format html > neu.html", "für eine Vorlage oder E-Mail"),
    ],
)
@click.argument("alt", metavar="ALT")
@click.argument("neu", required=False, default=NOW, metavar="[NEU]")
@site_option
@click.option(
    "--format",
    "form",
    type=OneOf("text", "json", "html"),
    default="text",
    metavar="FORM",
    help="text, json oder html.",
)
def diff(alt: str, neu: str, seite: Path, form: str) -> int:
    """Zeigen, was sich zwischen zwei Fortschreibungen geändert hat."""
    from kim.export.changes import write_changes, write_text  # noqa: PLC0415  only here
    from kim.render.changes import write_page  # noqa: PLC0415  as above
    from kim.views.changes import see_changes  # noqa: PLC0415  as above

    root = find_site(seite)
    catalogue, found = load_catalogue(root)
    if NOW in {alt, neu} and has_errors(found):  # what cannot be read would count as dropped
        return report_check(seen_from_here(root, found), "text", strict=False)
    old, new = _find(root, catalogue, alt), _find(root, catalogue, neu)
    write = {"text": write_text, "json": write_changes, "html": write_page}[form]
    click.echo(write(see_changes(old, new, (alt, neu))), nl=False)
    return 0


def _find(root: Path, catalogue: Catalogue, name: str) -> Snapshot:
    snapshot = find_snapshot(root, catalogue, name)
    if snapshot is None:
        known = (*(edition.id for edition in frozen_editions(root, catalogue)), NOW)
        fail(f"eine eingefrorene Fortschreibung '{name}' gibt es nicht; {suggest(name, known)}")
    return snapshot


@kim.command(
    "publish",
    cls=German,
    about=ABOUT_SITE,
    examples=[
        ("kim publish --stand 01.12.2026 --dry-run", "zeigen, was sich geändert hat, sonst nichts"),
        ("kim publish --stand 01.12.2026 --number 3 --note vermerke.yml", "veröffentlichen"),
        ("kim publish --correction-of 01.12.2026 --note vermerke.yml", "Fehler darin berichtigen"),
    ],
)
@site_argument
@click.option("--stand", type=DayType(), metavar="DATUM", help="Tag, für den sie gilt; Pflicht.")
@click.option(
    "--correction-of",
    "corrected",
    type=DayType(),
    metavar="STAND",
    help="Statt --stand: die Fortschreibung von diesem Tag berichtigen.",
)
@click.option("--number", type=int, metavar="NUMMER", help="Laufende Nummer.")
@click.option("--adopted-by", metavar="GREMIUM", help="Wer sie beschlossen hat.")
@click.option("--adopted-on", type=DayType(), metavar="DATUM", help="Wann sie beschlossen wurde.")
@click.option(
    "--note",
    type=PATH,
    metavar="DATEI",
    help="Anlass und Änderungsvermerke; --dry-run zeigt, welche fehlen.",
)
@click.option("--dry-run", is_flag=True, help="Nur zeigen, nichts schreiben.")
@click.option(
    "--freeze-only", is_flag=True, help="Nur einfrieren; ins Netz bringt es 'kim build --release'."
)
@out_option
@day_option
def publish(
    seite: Path,
    stichtag: date | None,
    *,
    dry_run: bool,
    freeze_only: bool,
    **options: Any,
) -> int:
    """Eine Fortschreibung veröffentlichen: prüfen, einfrieren, bauen, umschalten."""
    from kim.cli.publishing import report  # noqa: PLC0415  check and explain need no renderer
    from kim.release import Outcome, Publication, publish_edition  # noqa: PLC0415  as above

    root = find_site(seite)
    target = options.pop("out") or root / "site"
    wish = _wish(**options)
    day = choose_day(stichtag, os.environ)
    site = Publication(root, target.absolute(), day, say_progress, is_live=not freeze_only)
    problems = tuple(check_settings(root))
    try:
        outcome = Outcome(problems) if problems else publish_edition(site, wish, is_trial=dry_run)
    except RefusedError as error:
        fail(str(error))
    return report(site, target, outcome, is_trial=dry_run)


def _wish(stand: date | None, corrected: date | None, note: Path | None, **options: Any) -> Wish:
    day = stand or corrected
    if day is None:
        fail("es fehlt die Angabe --stand")
    if stand and corrected:
        fail("--stand und --correction-of schließen sich aus")
    return Wish(day, notes=note, is_correction=corrected is not None, **options)


@kim.command(
    "rollback",
    cls=German,
    about=ABOUT_SITE,
    examples=[("kim rollback", "wieder zeigen, was vor dem letzten Bau zu sehen war")],
)
@site_argument
@out_option
def rollback(seite: Path, out: Path | None) -> int:
    """Die vorige fertige Seite wieder zeigen. Einträge und Fortschreibungen bleiben."""
    from kim.releases import NoReleaseError, folder_of, go_back, locked  # noqa: PLC0415  only here
    from kim.seals import BrokenSealError  # noqa: PLC0415  as above

    target = (out or find_site(seite) / "site").absolute()
    try:
        with locked(folder_of(target)):
            shown = go_back(target)
    except (NoReleaseError, FileNotFoundError):
        fail(f"zu '{target}' gibt es keine frühere fertige Seite")
    except BrokenSealError as error:
        click.echo(f"nicht zurückgeschaltet: {error}; {error.release} löschen", err=True)
        return 1
    click.echo(f"{target} zeigt wieder {shown.name}", err=True)
    return 0
