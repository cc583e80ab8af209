"""What came out of publishing → lines on the terminal."""

from pathlib import Path

import click

from kim.cli.report import report_build, seen_from_here
from kim.export.changes import write_text
from kim.problems import format_text, has_errors
from kim.release import Outcome, Publication


def report(site: Publication, target: Path, outcome: Outcome, *, is_trial: bool) -> int:
    """Say what stands in the way, what changed and what was written; give the exit code."""
    problems = seen_from_here(site.root, outcome.problems)
    if has_errors(problems):
        return report_build(problems, target, strict=False)
    if problems:
        click.echo(format_text(problems), err=True)
    if outcome.is_unchanged:
        click.echo("seit der letzten Fortschreibung hat sich nichts geändert; nichts geschrieben")
        return 0
    if outcome.changes:
        click.echo(write_text(outcome.changes))
    if outcome.missing:
        return _report_missing(outcome)
    for name in outcome.files:
        click.echo(name)
    click.echo(_say_outcome(site, target, outcome, is_trial=is_trial), err=True)
    return 0


def _say_outcome(site: Publication, target: Path, outcome: Outcome, *, is_trial: bool) -> str:
    if is_trial:
        return "nur gezeigt, nichts geschrieben"
    done = f"veröffentlicht in {target}" if site.is_live else "eingefroren, noch nicht im Netz"
    return f"{done}; Prüfsumme {outcome.checksum}"


def _report_missing(outcome: Outcome) -> int:
    """Print the notes that are missing in the form in which they are written."""
    needs = outcome.changes.needs if outcome.changes else {}
    click.echo(
        "Nicht veröffentlicht: zu diesen Änderungen fehlt ein Vermerk. In die Datei für --note"
        " schreiben,\n'weight' ist substantial (wesentlich) oder editorial (redaktionell):\n\n"
        "changes:",
        err=True,
    )
    for need in outcome.missing:
        click.echo(f"  - section: {need}  # {needs.get(need, '')}", err=True)
        click.echo("    weight: editorial\n    description: …", err=True)
    return 1
