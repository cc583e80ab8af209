"""`kim person`: where somebody is named, and forgetting them."""

import os
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import NoReturn

import click

from kim.catalogue import load_catalogue
from kim.cli.frame import day_option, kim, out_option, site_option
from kim.cli.german import German, GermanGroup, fail
from kim.cli.report import report_check, seen_from_here
from kim.cli.surroundings import choose_day, find_site, say_progress
from kim.models.contact import Contact
from kim.problems import has_errors
from kim.translate import suggest

_ABOUT = (("KENNUNG", "'id' im Block 'person:', sonst die Kennung der Ansprechstelle."),)
_MOST = 20
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
    named = name_person(root, catalogue, kennung)
    if named is None:
        erasure = catalogue.erased.get(kennung)
        if erasure is None:
            _fail_unknown(kennung, (one.person_id for one in catalogue.all(Contact).values()))
        click.echo(f"gelöscht am {erasure.on:%d.%m.%Y}")
        return 0
    places = find_person(root, (out or root / "site").absolute(), catalogue, named)
    _list("In diesen Ansprechstellen:", places.contacts)
    _list("In diesen Fortschreibungen, dort nur als Kennung:", places.editions)
    _list("In diesen Texten:", places.texts)
    _list("In diesen veröffentlichten Dateien:", places.published)
    return 0


@person.command(
    "erase",
    cls=German,
    about=_ABOUT,
    examples=[
        (
            'kim person erase leitung-ki --reason "Wunsch der Person" --by "KI Musterstadt"',
            "aus Einträgen, Seiten und allen früheren Seiten löschen",
        )
    ],
)
@_person
@click.option("--reason", metavar="TEXT", help="Warum; kommt in directory/erased.yml. Pflicht.")
@click.option("--by", metavar="STELLE", help="Wer es veranlasst, als Funktion. Pflicht.")
@site_option
@out_option
@day_option
def erase(kennung: str, seite: Path, out: Path | None, stichtag: date | None, **why: str) -> int:
    """Eine Person löschen: Eintrag, Seiten, Fortschreibungen, PDF. Zum Schluss der Nachweis."""
    from kim.persons.block import UnusualFileError  # noqa: PLC0415  as above
    from kim.persons.erase import UnknownPersonError, erase_person  # noqa: PLC0415  as above
    from kim.persons.register import Wish  # noqa: PLC0415  as above

    root = find_site(seite)
    if not (why["reason"] and why["by"]):
        fail("es fehlt die Angabe --reason oder --by")
    target = (out or root / "site").absolute()
    day = choose_day(stichtag, os.environ)
    wish = Wish(kennung, **why)
    try:
        erased = erase_person(root, target, day, wish, say=say_progress)
    except UnknownPersonError as error:
        _fail_unknown(kennung, error.known)
    except UnusualFileError as error:
        fail(f"in '{error}' ist der Block 'person:' nicht eingerückt; von Hand löschen")
    if has_errors(erased.problems):
        click.echo("Der Eintrag ist bereinigt, aber die Seite ist nicht neu gebaut.", err=True)
        return report_check(seen_from_here(root, erased.problems), "text", strict=False)
    _list("Bereinigt:", erased.contacts)
    _list("Entfernt:", erased.removed)
    _list("Hier steht die Person noch; von Hand entfernen und noch einmal aufrufen:", erased.left)
    click.echo(erased.reached if not erased.left else "nicht zu Ende")
    return int(bool(erased.left))


def _fail_unknown(kennung: str, known: Iterable[str]) -> NoReturn:
    there = sorted({*known} - {""})
    fail(f"eine Person '{kennung}' gibt es nicht; {suggest(kennung, there)}")


def _list(title: str, found: Iterable[object]) -> None:
    lines = [str(one) for one in found]
    if lines:
        rest = [f"  und {len(lines) - _MOST} weitere"] if len(lines) > _MOST else []
        click.echo("\n".join([title, *(f"  {line}" for line in lines[:_MOST]), *rest]))
