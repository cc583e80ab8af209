"""What the program finds around it: the day, the site's folder, the terminal.

The only place beside kim.plugin that reads the clock and the environment; everything else gets
these as arguments.
"""

import errno
import sys
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from kim.cli.german import fail
from kim.settings import SETTINGS_FILE

_HOME = ZoneInfo("Europe/Berlin")
_REASONS = {
    errno.EACCES: "dafür fehlt die Berechtigung",
    errno.EPERM: "dafür fehlt die Berechtigung",
    errno.EROFS: "der Datenträger ist schreibgeschützt",
    errno.ENOSPC: "der Datenträger ist voll",
    errno.EDQUOT: "der Datenträger ist voll",
    errno.EIO: "der Datenträger meldet einen Fehler",
    errno.ENOENT: "diese Datei oder diesen Ordner gibt es nicht",
    errno.ENOTDIR: "ein Teil dieses Pfades ist kein Ordner",
    errno.EISDIR: "das ist ein Ordner",
    errno.EEXIST: "das gibt es schon",
    errno.ENOTEMPTY: "darin liegt anderes als eine fertige Seite; einen leeren Ordner nehmen",
    errno.ENAMETOOLONG: "der Name ist zu lang",
    errno.EADDRNOTAVAIL: "dieser Computer hat die Adresse nicht; 127.0.0.1:8000 geht immer",
    errno.EADDRINUSE: "die Adresse ist schon belegt; mit --adresse eine andere wählen",
}


def choose_day(given: date | None, environment: Mapping[str, str]) -> date:
    """Give the day that counts as today: the one asked for, SOURCE_DATE_EPOCH, or the clock's."""
    if given is not None:
        return given
    epoch = environment.get("SOURCE_DATE_EPOCH", "")
    if not epoch:
        return datetime.now(_HOME).date()
    try:
        return datetime.fromtimestamp(int(epoch), UTC).astimezone(_HOME).date()
    except (ValueError, OverflowError, OSError):
        fail(f"SOURCE_DATE_EPOCH ist keine Zahl von Sekunden: '{epoch}'")


def find_site(folder: Path) -> Path:
    """Accept a folder with an mkdocs.yml, or say what is wrong with it."""
    if not (folder / SETTINGS_FILE).is_file():
        fail(_why_no_site(folder))
    return folder


def _why_no_site(folder: Path) -> str:
    if not folder.exists():
        return f"den Ordner '{folder}' gibt es nicht"
    if not folder.is_dir():
        return f"'{folder}' ist kein Ordner; erwartet wird ein Ordner mit einer {SETTINGS_FILE}"
    above = next((up for up in folder.resolve().parents if (up / SETTINGS_FILE).is_file()), None)
    cure = f"gemeint '{above}'?" if above else "eine neue Seite legt 'kim new PFAD' an"
    return f"in '{folder}' liegt keine {SETTINGS_FILE}; {cure}"


def say_progress(text: str) -> None:
    """Tell a person who waits what goes on; stay quiet when nobody looks at a terminal."""
    if sys.stderr.isatty():
        click.echo(text, err=True)


def say_system_error(error: OSError) -> str:
    """Word an error of the operating system in German."""
    reason = _REASONS.get(error.errno or 0, "das Betriebssystem lässt es nicht zu")
    return f"'{error.filename}': {reason}" if error.filename else reason
