"""The group that holds all commands, and what several of them share."""

from pathlib import Path

import click

from kim.cli.german import DayType, GermanGroup

PATH = click.Path(path_type=Path, readable=False)
"""Whoever opens it says in German that it cannot be read."""
ABOUT_SITE = (("[SEITE]", "Ordner mit der mkdocs.yml. Ohne Angabe: der Ordner, in dem Sie sind."),)

site_argument = click.argument(
    "seite",
    required=False,
    default=".",
    metavar="[SEITE]",
    type=PATH,
)
site_option = click.option(
    "--seite",
    default=".",
    metavar="SEITE",
    type=PATH,
    help="Ordner mit der mkdocs.yml. Ohne Angabe: der Ordner, in dem Sie sind.",
)
out_option = click.option(
    "--out",
    type=PATH,
    metavar="ORDNER",
    help="Ordner für die fertige Seite. Ohne Angabe: site in der SEITE.",
)
strict_option = click.option("--strict", is_flag=True, help="Hinweise zählen wie Fehler.")
day_option = click.option(
    "--stichtag",
    type=DayType(),
    metavar="DATUM",
    help="An diesem Tag prüfen statt heute, zum Beispiel 24.06.2022.",
)


MODULES = {
    "check": "kim.cli.commands",
    "build": "kim.cli.building",
    "serve": "kim.cli.commands",
    "new": "kim.cli.commands",
    "explain": "kim.cli.commands",
    "translate": "kim.cli.commands",
    "schema": "kim.cli.commands",
    "report": "kim.cli.coverage",
    "diff": "kim.cli.editions",
    "publish": "kim.cli.editions",
    "rollback": "kim.cli.editions",
    "pdf": "kim.cli.paper",
    "person": "kim.cli.persons",
    "location": "kim.cli.places",
}
"""Where the commands are written, in the order in which people need them."""


@click.group(
    cls=GermanGroup,
    modules=MODULES,
    no_args_is_help=True,
    examples=[
        ("kim new musterstadt", "eine neue Seite anlegen"),
        ("kim check", "die Seite in diesem Ordner prüfen"),
        ("kim serve", "die Seite auf dem eigenen Computer ansehen"),
        ("kim build --release", "die Seite für das Internet bauen"),
    ],
)
@click.version_option(
    package_name="kim-handbuch", message="kim %(version)s", help="Die Version zeigen."
)
def kim() -> None:
    """Handbuch und Beratungsverzeichnis einer Kommune prüfen und bauen."""
