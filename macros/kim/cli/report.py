"""Problems and outcomes → lines on the terminal."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path, PurePosixPath

import click

from kim.problems import (
    Problem,
    count_problems,
    format_github,
    format_json,
    format_text,
    has_errors,
    sort_problems,
)

FORMATS = {"text": format_text, "json": format_json, "github": format_github}


def seen_from_here(root: Path, found: Iterable[Problem]) -> tuple[Problem, ...]:
    """Write the paths so that terminals and GitHub find the files from the current folder."""
    here = PurePosixPath(root.as_posix())
    return sort_problems(
        replace(problem, place=replace(problem.place, path=here / problem.place.path))
        for problem in found
    )


def report_check(problems: tuple[Problem, ...], form: str, *, strict: bool) -> int:
    """Print problems for people or programs, their number beside it; give the exit code."""
    text = FORMATS[form](problems)
    if text:
        click.echo(text)
    click.echo(count_problems(problems), err=True)
    return int(has_errors(problems, strict=strict))


def report_build(problems: tuple[Problem, ...], target: Path, *, strict: bool) -> int:
    """Print problems and where the site lies now; give the exit code."""
    if problems:
        click.echo(format_text(problems), err=True)
    failed = has_errors(problems, strict=strict)
    outcome = "nicht gebaut" if failed else f"gebaut in {target}"
    click.echo(f"{outcome}; {count_problems(problems)}", err=True)
    return int(failed)
