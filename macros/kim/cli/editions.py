"""The commands about Fortschreibungen: what changed, publish, go back."""

from pathlib import Path

import click

from kim.catalogue import load_catalogue
from kim.cli.frame import kim
from kim.cli.german import German, OneOf, fail
from kim.cli.surroundings import find_site
from kim.editions.library import NOW, find_snapshot, frozen_editions
from kim.editions.snapshot import Snapshot
from kim.translate import suggest

site_option = click.option(
    "--seite",
    default=".",
    metavar="SEITE",
    type=click.Path(path_type=Path),
    help="Ordner mit der mkdocs.yml. Ohne Angabe: der Ordner, in dem Sie sind.",
)


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
    old, new = _find(root, alt), _find(root, neu)
    write = {"text": write_text, "json": write_changes, "html": write_page}[form]
    click.echo(write(see_changes(old, new, (alt, neu))), nl=False)
    return 0


def _find(root: Path, name: str) -> Snapshot:
    catalogue, _ = load_catalogue(root)
    snapshot = find_snapshot(root, catalogue, name)
    if snapshot is None:
        known = (*(edition.id for edition in frozen_editions(root, catalogue)), NOW)
        fail(f"eine eingefrorene Fortschreibung '{name}' gibt es nicht; {suggest(name, known)}")
    return snapshot
