"""A new site: the files of Musterstadt, an invented town, with an annotated example of every kind.

Comes in: the day on which the site is made. Goes out: every file's text. Nothing is written before
all of it is known.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any

from pydantic import BaseModel

from kim.load import SITE_FILE
from kim.models import KINDS, Site
from kim.problems import Problem
from kim.skeleton.example import annotated_lines
from kim.source import parse_source

_SITE = Path(__file__).parent / "site"
_DIRECTORY = PurePosixPath("directory")
_TODAY = "HEUTE"
_GIT_IGNORE = """\
# Entsteht bei jedem Bauen neu.
/site
/.site.releases/
/vorschau
/.vorschau.releases/
/konzept.pdf
/abdeckung.*
"""


class FolderInUseError(Exception):
    """The folder for the new site holds something already, or is none."""


class UnreadableExampleError(Exception):
    """A file that is shipped as an example cannot be read."""


def write_site(folder: Path, today: date) -> tuple[PurePosixPath, ...]:
    """Write a new site into a folder that is empty or not there yet; list what was written."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FolderInUseError(str(folder))
    texts = site_texts(today)
    for path, text in texts.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8", newline="\n")
    return tuple(texts)


def site_texts(today: date) -> dict[PurePosixPath, str]:
    """Give the text of every file of a new site."""
    texts = {PurePosixPath(".gitignore"): _GIT_IGNORE} | _packaged_texts(today)
    for kind, model in KINDS.items():
        path, values = fullest_example(kind, today)
        head = f"# {model.title}. Die Kennung ist der Dateiname ohne .yml: {path.stem}"
        texts[path] = _annotate(head, model, values)
    path, values = example_of_site(today)
    texts[path] = _annotate("# Angaben zur ganzen Seite.", Site, values)
    return dict(sorted(texts.items()))


def fullest_example(kind: str, today: date) -> tuple[PurePosixPath, dict[str, Any]]:
    """Give the record of this kind that says most."""
    records = {
        path: _values(text)
        for path, text in _packaged_texts(today).items()
        if path.parent == _DIRECTORY / kind
    }
    return max(records.items(), key=lambda record: (_size(record[1]), record[0].stem))


def example_of_site(today: date) -> tuple[PurePosixPath, dict[str, Any]]:
    """Give the site's own file."""
    path = _DIRECTORY / SITE_FILE
    return path, _values(_packaged_texts(today)[path])


def _packaged_texts(today: date) -> dict[PurePosixPath, str]:
    return {
        PurePosixPath(path.relative_to(_SITE).as_posix()): path.read_text(encoding="utf-8").replace(
            _TODAY, today.isoformat()
        )
        for path in sorted(_SITE.rglob("*"))
        if path.is_file()
    }


def _annotate(head: str, model: type[BaseModel], values: Mapping[str, Any]) -> str:
    return "\n".join(_head_lines(head, model, values)) + "\n"


def _head_lines(head: str, model: type[BaseModel], values: Mapping[str, Any]) -> Iterator[str]:
    yield head
    yield "# '# Text' erklärt die Zeile darunter. '#feld: …' ist ausgeschaltet; wer das '#' löscht,"
    yield "# auch in den eingerückten Zeilen darunter, schaltet sie ein."
    yield from annotated_lines(model, values)


def _values(text: str) -> dict[str, Any]:
    source = parse_source(text.encode(), PurePosixPath("skeleton"))
    if isinstance(source, Problem):
        raise UnreadableExampleError(str(source))
    return dict(source.value)


def _size(value: Any) -> int:
    if isinstance(value, str):
        return 1
    items = value.values() if isinstance(value, Mapping) else value
    return sum(map(_size, items))
