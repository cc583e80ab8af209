"""Problems: what is wrong in an author's file, where it stands, and how it prints.

Comes in: anything a loader, a model or a check has to say. Goes out: sorted lines of text,
JSON or GitHub annotations. Knows nothing about YAML, records or the terminal.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain
from pathlib import PurePosixPath

_GITHUB_ESCAPES = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_GITHUB_PROPERTY_ESCAPES = _GITHUB_ESCAPES | {":": "%3A", ",": "%2C"}

MOST_PROBLEMS = 100
"""So many are told of one file; nobody reads more before mending these."""
_QUOTED = 40


class Severity(StrEnum):
    """Say whether a problem stops the build."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A spot in an author's file; lines and columns count from 1, 0 means the whole file."""

    path: PurePosixPath
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        """Print as editors and terminals understand it: path:line:column."""
        path = visible(str(self.path))
        return f"{path}:{self.line}:{self.column}" if self.line else path


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing an author should mend: where, what, and the stable code of the rule."""

    place: Place
    code: str
    message: str
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        """Print the one line that authors read."""
        mark = "Hinweis: " if self.severity is Severity.WARNING else ""
        return f"{self.place}: {mark}{self.message} [{self.code}]"


def visible(text: str) -> str:
    """Spell out what would break the line, steer the terminal or hide: a file's name may be odd."""
    if text.isprintable():
        return text
    return "".join(
        one if one.isprintable() else one.encode("unicode_escape").decode("ascii") for one in text
    )


def quote(written: str) -> str:
    """Quote what an author wrote on one line: the start of a long or folded text."""
    line = visible(" ".join(written[:200].split()))
    return line if len(line) <= _QUOTED else line[: _QUOTED - 1] + "…"


def warning(place: Place, code: str, message: str) -> Problem:
    """Make a problem that is reported but does not stop the build."""
    return Problem(place, code, message, Severity.WARNING)


def sort_problems(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Order by place and drop what was said twice."""
    return tuple(sorted(set(problems)))


def shorten_list(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Tell the first hundred of each file and how many there are more; errors before hints."""
    by_file: dict[PurePosixPath, list[Problem]] = {}
    for problem in problems:
        by_file.setdefault(problem.place.path, []).append(problem)
    return sort_problems(chain.from_iterable(map(_first_of, by_file.values())))


def _first_of(problems: list[Problem]) -> Iterator[Problem]:
    if len(problems) <= MOST_PROBLEMS:
        yield from problems
        return
    ranked = sorted(problems, key=lambda one: (one.severity is not Severity.ERROR, one))
    yield from ranked[:MOST_PROBLEMS]
    first, number = ranked[MOST_PROBLEMS], len(ranked) - MOST_PROBLEMS
    message = f"{number} weitere Meldungen zu dieser Datei; erst die anderen beheben"
    yield Problem(first.place, "more-problems", message, first.severity)


def has_errors(problems: Iterable[Problem], *, strict: bool = False) -> bool:
    """Tell whether the build must stop; strict counts warnings too."""
    return any(strict or problem.severity is Severity.ERROR for problem in problems)


def format_text(problems: Iterable[Problem]) -> str:
    """Print one line per problem."""
    return "\n".join(str(problem) for problem in problems)


def format_json(problems: Iterable[Problem]) -> str:
    """Print a JSON list with path, line, column, code, severity and message."""
    rows = [
        {
            "path": str(problem.place.path),
            "line": problem.place.line,
            "column": problem.place.column,
            "code": problem.code,
            "severity": problem.severity.value,
            "message": problem.message,
        }
        for problem in problems
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def format_github(problems: Iterable[Problem]) -> str:
    """Print workflow commands that GitHub shows beside the changed line."""
    return "\n".join(_github_line(problem) for problem in problems)


def count_problems(problems: Iterable[Problem]) -> str:
    """Say in German how many errors and warnings there are."""
    severities = [problem.severity for problem in problems]
    errors = severities.count(Severity.ERROR)
    warnings = severities.count(Severity.WARNING)
    return f"{_amount(errors, 'Fehler', 'Fehler')}, {_amount(warnings, 'Hinweis', 'Hinweise')}"


def _amount(number: int, singular: str, plural: str) -> str:
    return f"{number} {singular if number == 1 else plural}"


def _github_line(problem: Problem) -> str:
    place = problem.place
    path = _escape(str(place.path), _GITHUB_PROPERTY_ESCAPES)
    title = _escape(problem.code, _GITHUB_PROPERTY_ESCAPES)
    message = _escape(problem.message, _GITHUB_ESCAPES)
    where = f"file={path},line={max(place.line, 1)},col={max(place.column, 1)},title={title}"
    return f"::{problem.severity.value} {where}::{message}"


def _escape(text: str, escapes: dict[str, str]) -> str:
    return "".join(escapes.get(character, character) for character in text)
