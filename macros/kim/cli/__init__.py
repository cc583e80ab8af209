"""The command `kim`: the one place that prints, in German.

Exit codes: 0 all is well, 1 there are problems in the data, 2 the call was wrong, 75 somebody
else is publishing right now, 130 stopped by the person.
"""

import atexit
import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from typing import NoReturn

import click

from kim.cli.frame import kim
from kim.cli.german import say_usage_error
from kim.cli.surroundings import say_system_error
from kim.editions.altered import AlteredEditionError
from kim.releases import BusyError

__all__ = ["kim", "main", "run"]

PROBLEMS = 1
WRONG_USAGE = 2
BUSY = 75
INTERRUPTED = 130


def main() -> NoReturn:
    """Run the program and leave with its exit code."""
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"  # no record is for others; slow to look for
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # an old terminal knows no '–'
    _leave(run())


def _leave(code: int) -> NoReturn:
    """Leave without taking apart what is in memory: of a large site, that takes seconds."""
    try:
        for stream in filter(None, (sys.stdout, sys.stderr)):  # none where it was closed before
            stream.flush()
    except (OSError, ValueError):  # nobody listens any more; Python knows what to do then
        sys.exit(code)
    atexit._run_exitfuncs()  # noqa: SLF001  what temporary folders and logs asked for
    os._exit(code)


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command; no mistake of an author or of a caller ends in a traceback."""
    try:
        return kim.main(args=arguments, prog_name="kim", standalone_mode=False) or 0
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
    except click.UsageError as error:
        command = error.ctx.command_path if error.ctx else "kim"
        click.echo(f"Fehler: {say_usage_error(error)}\nHilfe: {command} --help", err=True)
    except click.ClickException as error:  # MkDocs stops with these
        click.echo(f"Fehler, gemeldet von MkDocs: {error.format_message()}", err=True)
        return PROBLEMS
    except BusyError as error:
        click.echo(f"Fehler: '{error}' wird gerade schon gebaut; später noch einmal", err=True)
        return BUSY
    except AlteredEditionError as error:  # between two looks at it
        click.echo(f"Fehler: {error}", err=True)
        return PROBLEMS
    except OSError as error:
        click.echo(f"Fehler: {say_system_error(error)}", err=True)
    return WRONG_USAGE
