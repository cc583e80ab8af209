"""`kim location`: make unknown where a place is."""

from datetime import date
from pathlib import Path

import click

from kim.cli.forgetting import (
    ask,
    by_option,
    demand_reason,
    reason_option,
    report_erased,
    trial_option,
)
from kim.cli.frame import day_option, kim, out_option, site_option
from kim.cli.german import German, GermanGroup, fail
from kim.nearest import suggest


@kim.group(
    "location",
    cls=GermanGroup,
    no_args_is_help=True,
    examples=[("kim location hide schutzhaus --reason Schutz --by KI", "nirgends mehr zeigen")],
)
def location() -> None:
    """Die Anschrift eines Ortes geheim machen, auch in eingefrorenen Fortschreibungen."""


@location.command(
    "hide",
    cls=German,
    about=(("KENNUNG", "Name der Datei in directory/locations/, ohne .yml."),),
    examples=[
        (
            'kim location hide schutzhaus --reason "Ort ist jetzt ein Schutzraum" --by "KI"',
            "Anschrift, Lage und Weg dorthin überall unkenntlich machen",
        ),
        ("kim location hide schutzhaus --dry-run", "zeigen, was geschwärzt würde"),
    ],
)
@click.argument("kennung", metavar="KENNUNG")
@reason_option
@by_option
@trial_option
@site_option
@out_option
@day_option
def hide(  # noqa: PLR0913  # an argument for each option
    kennung: str,
    seite: Path,
    out: Path | None,
    stichtag: date | None,
    *,
    dry_run: bool,
    reason: str | None,
    by: str | None,
) -> int:
    """Einen Ort geheim machen: Eintrag, Seiten, Fortschreibungen, PDF. Zum Schluss der Nachweis."""
    from kim.hiding import hide_place  # noqa: PLC0415  others read no PDF
    from kim.persons.erase import UnknownError  # noqa: PLC0415  as above
    from kim.persons.register import Wish  # noqa: PLC0415  as above

    demand_reason(reason, by, is_trial=dry_run)
    asked = ask(seite, out, stichtag, cut=(), keep=(), is_trial=dry_run)
    try:
        erased = hide_place(asked, Wish(kennung, reason or "", by or "", "location"))
    except UnknownError as error:
        fail(f"einen Ort '{kennung}' gibt es nicht; {suggest(kennung, error.known)}")
    return report_erased(asked, erased, "der Ort")
