"""`kim person`: where somebody is named, and forgetting them."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import NoReturn

import click

from kim.catalogue import load_catalogue
from kim.cli.forgetting import (
    ask,
    by_option,
    cut_option,
    demand_reason,
    keep_option,
    reason_option,
    report_erased,
    show_list,
    show_places,
    trial_option,
)
from kim.cli.frame import day_option, kim, out_option, site_option
from kim.cli.german import German, GermanGroup, fail
from kim.cli.surroundings import find_site
from kim.models.contact import Contact
from kim.nearest import suggest

_ABOUT = (("KENNUNG", "'id' im Block 'person:', sonst die Kennung der Ansprechstelle."),)
_person = click.argument("kennung", metavar="KENNUNG")


@kim.group(
    "person",
    cls=GermanGroup,
    no_args_is_help=True,
    examples=[
        ("kim person find kim-koordination", "zeigen, wo die Person genannt ist"),
        ("kim person erase kim-koordination --reason Wunsch --by KI", "sie überall löschen"),
    ],
)
def person() -> None:
    """Zeigen, wo eine Person genannt ist, oder sie überall löschen."""


@person.command(
    "find",
    cls=German,
    about=_ABOUT,
    examples=[("kim person find kim-koordination", "Einträge, Fortschreibungen und Seiten")],
)
@_person
@site_option
@out_option
def find(kennung: str, seite: Path, out: Path | None) -> int:
    """Zeigen, wo eine Person genannt ist."""
    from kim.persons.search import find_person, name_person  # noqa: PLC0415  others read no PDF

    root = find_site(seite)
    catalogue, _ = load_catalogue(root)
    named = name_person(catalogue, kennung)
    if named is None:
        erasure = catalogue.erased.get(kennung)
        if erasure is None:
            _fail_unknown(kennung, (one.person_id for one in catalogue.all(Contact).values()))
        click.echo(f"gelöscht am {erasure.on:%d.%m.%Y}")
        return 0
    places = find_person(root, (out or root / "site").absolute(), catalogue, named)
    show_list("In diesen Ansprechstellen:", places.contacts)
    show_list("In diesen Fortschreibungen, dort nur als Kennung:", places.editions)
    show_places("An diesen Stellen eingefrorener Texte:", places.frozen)
    show_list("In diesen Texten:", places.texts)
    show_list("In diesen veröffentlichten Dateien:", places.published)
    return 0


@person.command(
    "erase",
    cls=German,
    about=_ABOUT,
    examples=[
        (
            'kim person erase leitung-ki --reason "Wunsch der Person" --by "KI Musterstadt"',
            "aus Einträgen, Seiten und allen früheren Seiten löschen",
        ),
        ("kim person erase leitung-ki --dry-run", "zeigen, was geschwärzt würde"),
    ],
)
@_person
@reason_option
@by_option
@cut_option
@keep_option
@trial_option
@site_option
@out_option
@day_option
def erase(  # noqa: PLR0913  # an argument for each option
    kennung: str,
    seite: Path,
    out: Path | None,
    stichtag: date | None,
    *,
    dry_run: bool,
    cut: tuple[str, ...],
    keep: tuple[str, ...],
    reason: str | None,
    by: str | None,
) -> int:
    """Eine Person löschen: Eintrag, Seiten, Fortschreibungen, PDF. Zum Schluss der Nachweis."""
    from kim.persons.block import UnusualFileError  # noqa: PLC0415  as above
    from kim.persons.erase import UnknownError, erase_person  # noqa: PLC0415  as above
    from kim.persons.register import Wish  # noqa: PLC0415  as above

    demand_reason(reason, by, is_trial=dry_run)
    asked = ask(seite, out, stichtag, cut=cut, keep=keep, is_trial=dry_run)
    try:
        erased = erase_person(asked, Wish(kennung, reason or "", by or ""))
    except UnknownError as error:
        _fail_unknown(kennung, error.known)
    except UnusualFileError as error:
        fail(f"in '{error}' ist der Block 'person:' nicht eingerückt; von Hand löschen")
    return report_erased(asked, erased, "die Person")


def _fail_unknown(kennung: str, known: Iterable[str]) -> NoReturn:
    there = sorted({*known} - {""})
    fail(f"eine Person '{kennung}' gibt es nicht; {suggest(kennung, there)}")
