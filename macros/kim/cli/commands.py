"""The commands of `kim`: read the call, start the work, say what came out."""

import os
from datetime import date
from pathlib import Path

import click

from kim.catalogue import load_catalogue
from kim.checks import check_site
from kim.cli.frame import ABOUT_SITE, PATH, day_option, kim, site_argument, strict_option
from kim.cli.german import Address, AddressType, German, OneOf, fail
from kim.cli.report import FORMATS, report_check, seen_from_here
from kim.cli.surroundings import choose_day, find_site, say_progress
from kim.explain import all_codes, explain, summary
from kim.export.schema import write_schemas
from kim.nearest import suggest
from kim.settings import check_settings
from kim.skeleton import FolderInUseError, write_site
from kim.untranslated import write_drafts


@kim.command(
    "check",
    cls=German,
    about=ABOUT_SITE,
    examples=[
        ("kim check", "alles prüfen"),
        ("kim check --strict", "auch bei Hinweisen mit 1 enden"),
        ("kim check --stichtag 31.12.2026", "prüfen, was an diesem Tag gilt"),
        ("kim check --format json", "für andere Programme"),
    ],
)
@site_argument
@click.option(
    "--format",
    "form",
    type=OneOf(*FORMATS),
    default="text",
    metavar="FORM",
    help="text, json oder github.",
)
@strict_option
@day_option
def check(seite: Path, form: str, stichtag: date | None, *, strict: bool) -> int:
    """Einträge und Kapitel prüfen. Endet mit 0, wenn alles stimmt, sonst mit 1."""
    root = find_site(seite)
    say_progress(f"prüfe {root} …")
    _, found = check_site(root, choose_day(stichtag, os.environ))
    problems = seen_from_here(root, (*check_settings(root), *found))
    return report_check(problems, form, strict=strict)


@kim.command(
    "serve",
    cls=German,
    about=ABOUT_SITE,
    examples=[
        ("kim serve", "ansehen unter http://127.0.0.1:8000"),
        ("kim serve --adresse 127.0.0.1:9000", "eine andere Adresse nehmen"),
    ],
)
@site_argument
@click.option(
    "--adresse",
    type=AddressType(),
    default="127.0.0.1:8000",
    metavar="HOST:PORT",
    help="Adresse auf diesem Computer. Ohne Angabe: 127.0.0.1:8000.",
)
def serve(seite: Path, adresse: Address) -> int:
    """Die Seite auf dem eigenen Computer zeigen; jede Änderung ist gleich zu sehen."""
    from kim.plugin import serve_site  # noqa: PLC0415  only this command waits for MkDocs

    root = find_site(seite)
    problems = seen_from_here(root, check_settings(root))
    if problems:
        return report_check(problems, "text", strict=False)
    click.echo(
        f"http://{adresse.host}:{adresse.port}/ zeigt gleich die Seite; beenden mit Strg und C",
        err=True,
    )
    serve_site(root, adresse.host, adresse.port)
    return 0


@kim.command(
    "new",
    cls=German,
    about=[("PFAD", "Ordner für die neue Seite; leer oder neu.")],
    examples=[("kim new musterstadt", "eine Seite im Ordner musterstadt anlegen")],
)
@click.argument("pfad", metavar="PFAD", type=PATH)
def new(pfad: Path) -> int:
    """Eine neue Seite anlegen, mit einem erklärten Beispiel für jede Art von Eintrag."""
    try:
        written = write_site(pfad, choose_day(None, os.environ))
    except FolderInUseError:
        fail(f"'{pfad}' ist nicht leer; einen leeren oder neuen Ordner angeben")
    click.echo(f"{len(written)} Dateien angelegt in {pfad}\n\nSo geht es weiter:")
    for step in ("check", "serve"):
        click.echo(f"  kim {step} {pfad}")
    click.echo(f"  {pfad / 'README.md'} lesen")
    return 0


@kim.command(
    "explain",
    cls=German,
    about=[("[CODE]", "Das Wort in eckigen Klammern am Ende einer Meldung.")],
    examples=[
        ("kim explain", "alle Codes zeigen"),
        ("kim explain unknown-reference", "einen Code erklären"),
    ],
)
@click.argument("code", required=False, metavar="[CODE]")
def explain_code(code: str | None) -> int:
    """Erklären, was eine Meldung bedeutet und was hilft."""
    if code is None:
        click.echo(_list_codes())
        return 0
    text = explain(code)
    if text is None:
        fail(f"den Code '{code}' gibt es nicht; {suggest(code, all_codes())}")
    click.echo(text, nl=False)
    return 0


def _list_codes() -> str:
    width = max(map(len, all_codes()))
    return "\n".join(f"{code:{width}}  {summary(code)}" for code in all_codes())


@kim.command(
    "translate",
    cls=German,
    about=[("SPRACHE", "Kürzel einer Sprache der Seite, zum Beispiel en."), *ABOUT_SITE],
    examples=[("kim translate en", "Dateien für fehlende englische Texte anlegen")],
)
@click.argument("sprache", metavar="SPRACHE")
@site_argument
def translate(sprache: str, seite: Path) -> int:
    """Dateien zum Übersetzen anlegen: mit dem deutschen Text, leer für die Übersetzung."""
    root = find_site(seite)
    catalogue, _ = load_catalogue(root)
    languages = catalogue.site.languages[1:] if catalogue.site else ()
    if sprache not in languages:
        fail(f"'{sprache}' ist keine Sprache dieser Seite; {suggest(sprache, languages)}")
    for name in write_drafts(root, catalogue, sprache, choose_day(None, os.environ)):
        click.echo(name)
    return 0


@kim.command(
    "schema",
    cls=German,
    examples=[
        ("kim schema", "in den Ordner schema schreiben"),
        ("kim schema --out ../schema", "in einen anderen Ordner schreiben"),
    ],
)
@click.option(
    "--out",
    type=PATH,
    default="schema",
    metavar="ORDNER",
    help="Ordner für die Dateien. Ohne Angabe: schema.",
)
def schema(out: Path) -> int:
    """Für Editoren: eine Beschreibung (JSON Schema) jeder Art von Eintrag schreiben."""
    written = write_schemas(out)
    click.echo(f"{len(written)} Dateien geschrieben in {out}")
    click.echo(
        "Hinweis für den Editor, als erste Zeile eines Eintrags:\n"
        f"  # yaml-language-server: $schema=../../{out.name}/services.schema.json"
    )
    return 0
