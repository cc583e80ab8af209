"""directory/ → validated records and problems.

Comes in: the folder of one site's records. Goes out: every record that is valid, with its Source,
the ids of all files (an id counts as known when its file exists) and every problem found.
"""

import os
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from operator import attrgetter
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from pydantic import BaseModel, ValidationError

from kim.crew import MOST_PARTS, count_processes, share_in_order
from kim.fields import ID_LENGTH, ID_PATTERN, share_given
from kim.files import is_device, is_hidden
from kim.models import KINDS, Record, Site
from kim.models.erasure import Erasure, Erasures
from kim.nearest import suggest
from kim.problems import Place, Problem
from kim.source import Source, read_source
from kim.translate import translate_errors

SITE_FILE = "site.yml"
ERASED_FILE = "erased.yml"
URLS_FILE = "urls.txt"
TRANSLATIONS = "translations"
_ID = re.compile(ID_PATTERN)
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


WORTH_SHARING = 1000
"""So many files; fewer are read sooner than a process is started."""


class _RecordFile(NamedTuple):
    """A file that holds a record, and its path in problems."""

    kind: str
    id: str
    path: str
    shown: PurePosixPath


@dataclass(slots=True)
class Loaded:
    """What was found in a directory: valid records, their sources, known ids, problems."""

    records: dict[str, dict[str, Record]] = field(
        default_factory=lambda: {kind: {} for kind in KINDS}
    )
    sources: dict[tuple[str, str], Source] = field(default_factory=dict)
    known: dict[str, dict[str, None]] = field(default_factory=lambda: {kind: {} for kind in KINDS})
    site: Site | None = None
    site_source: Source | None = None
    erased: dict[str, Erasure] = field(default_factory=dict)
    """Persons who must not be named again, by id."""
    erased_source: Source | None = None
    problems: list[Problem] = field(default_factory=list)


def load_directory(
    folder: Path, shown: PurePosixPath, see: Callable[[Record], None] = lambda _: None
) -> Loaded:
    """Read and validate every record below the folder; one read and one parse per file.

    `see` is shown every valid record at once: what is done then is done while others read on.
    """
    loaded = Loaded()
    if not folder.is_dir():
        loaded.problems.append(
            Problem(Place(shown), "missing-directory", "der Ordner mit den Einträgen fehlt")
        )
        return loaded
    loaded.problems.extend(_foreign_entries(folder, shown))
    files = [
        file for kind in KINDS for file in _list_files(folder / kind, shown / kind, kind, loaded)
    ]
    for file, source in zip(files, _read(files), strict=True):
        if isinstance(source, Problem):
            loaded.problems.append(source)
        else:
            record = add_record(loaded, file.kind, file.id, source)
            if record is not None:
                see(record)
    load_basics(folder, shown, loaded)
    return loaded


def load_basics(folder: Path, shown: PurePosixPath, loaded: Loaded) -> None:
    """Read what is no record: the site's own file, and who must not be named again."""
    _load_site(folder / SITE_FILE, shown / SITE_FILE, loaded)
    if (folder / ERASED_FILE).exists():
        _load_erased(folder / ERASED_FILE, shown / ERASED_FILE, loaded)


def _foreign_entries(folder: Path, shown: PurePosixPath) -> Iterator[Problem]:
    for entry in sorted(folder.iterdir()):
        if is_hidden(entry.name):
            continue
        if entry.is_symlink():
            yield Problem(
                Place(shown / entry.name),
                "symlink",
                "nur ein Verweis (Symlink); erlaubt sind echte Ordner und Dateien",
            )
        elif entry.is_dir() and entry.name not in (*KINDS, TRANSLATIONS):
            yield Problem(
                Place(shown / entry.name),
                "unknown-folder",
                f"diesen Ordner gibt es nicht; {suggest(entry.name, list(KINDS))}",
            )
        elif not entry.is_dir() and entry.name not in {SITE_FILE, ERASED_FILE, URLS_FILE}:
            yield Problem(
                Place(shown / entry.name),
                "unexpected-file",
                f"hier darf nur {SITE_FILE} stehen; Einträge gehören in einen Ordner",
            )


def _list_files(
    folder: Path, shown: PurePosixPath, kind: str, loaded: Loaded
) -> Iterator[_RecordFile]:
    """Give the files of one kind; their ids count as known, whatever is in them."""
    if not folder.is_dir() or folder.is_symlink():
        return
    try:
        entries = sorted(os.scandir(folder), key=attrgetter("name"))
    except OSError:
        message = "der Ordner lässt sich nicht öffnen; die Rechte des Ordners prüfen"
        loaded.problems.append(Problem(Place(shown), "unreadable", message))
        return
    for entry in entries:
        if _is_foreign(entry, kind):
            continue
        path = shown / entry.name
        problem = _file_problem(entry, path)
        if problem:
            loaded.problems.append(problem)
        else:
            own = entry.name.removesuffix(".yml")
            loaded.known[kind][own] = None
            yield _RecordFile(kind, own, entry.path, path)


def _read(files: Sequence[_RecordFile]) -> Iterator[Source | Problem]:
    """Read files in their order; of a large directory, other processes read those that follow."""
    size = max(1, -(-len(files) // MOST_PARTS))

    def read_some(part: int) -> list[Any]:
        some = files[part * size : (part + 1) * size]
        found = (read_source(Path(file.path), file.shown) for file in some)
        return [one if isinstance(one, Problem) else one.pack() for one in found]

    processes = count_processes() if len(files) >= WORTH_SHARING else 1
    read = chain.from_iterable(share_in_order(read_some, -(-len(files) // size), processes))
    for file, found in zip(files, read, strict=True):
        yield found if isinstance(found, Problem) else Source(file.shown, *found)


def _is_foreign(entry: os.DirEntry[str], kind: str) -> bool:
    """Tell what no author wrote here: hidden files, an edition's frozen sources."""
    return is_hidden(entry.name) or (kind == "editions" and entry.is_dir(follow_symlinks=False))


def _file_problem(entry: os.DirEntry[str], shown: PurePosixPath) -> Problem | None:
    # Reading a link says that it is one.
    is_file = entry.is_symlink() or entry.is_file(follow_symlinks=False)
    stem, _, ending = entry.name.rpartition(".")
    if not is_file or not stem or ending != "yml":
        return Problem(
            Place(shown), "unexpected-file", "hier dürfen nur Dateien mit der Endung .yml stehen"
        )
    if not is_id(stem):
        return Problem(
            Place(shown),
            "bad-id",
            "der Dateiname ist keine Kennung aus Kleinbuchstaben a–z, Ziffern und"
            f" einzelnen Bindestrichen; gemeint '{_as_id(stem)}.yml'?",
        )
    if is_device(stem):
        return Problem(
            Place(shown),
            "bad-id",
            "unter Windows kann keine Datei so heißen; einen anderen Namen wählen",
        )
    return None


def is_id(name: str) -> bool:
    """Tell whether an author may call a record so."""
    return len(name) <= ID_LENGTH and bool(_ID.fullmatch(name))


def _as_id(name: str) -> str:
    words = re.findall(r"[a-z0-9]+", name.lower().translate(_UMLAUTS))
    return "-".join(words)[:ID_LENGTH].strip("-") or "eintrag"


def add_record(loaded: Loaded, kind: str, record_id: str, source: Source) -> Record | None:
    """Validate one file's values; give and keep the record, or keep its problems."""
    loaded.known[kind][record_id] = None
    loaded.sources[kind, record_id] = source
    record = _validate(KINDS[kind], source, record_id, loaded)
    if not isinstance(record, Record):
        return None
    loaded.records[kind][record_id] = record
    return record


def _load_site(path: Path, shown: PurePosixPath, loaded: Loaded) -> None:
    if not path.is_file():
        loaded.problems.append(
            Problem(Place(shown), "missing-site", "diese Datei mit den Angaben zur Seite fehlt")
        )
        return
    source = read_source(path, shown)
    if isinstance(source, Problem):
        loaded.problems.append(source)
        return
    loaded.site_source = source
    site = _validate(Site, source, None, loaded)
    loaded.site = site if isinstance(site, Site) else None


def _load_erased(path: Path, shown: PurePosixPath, loaded: Loaded) -> None:
    source = read_source(path, shown)
    if isinstance(source, Problem):
        loaded.problems.append(source)
        return
    found = _validate(Erasures, source, None, loaded)
    if isinstance(found, Erasures):
        loaded.erased = {one.person: one for one in found.erased if one.person}
        loaded.erased_source = source


def _validate(
    model: type[BaseModel], source: Source, record_id: str | None, loaded: Loaded
) -> BaseModel | None:
    value = dict(source.value)
    if record_id is not None:
        if "id" in value:
            loaded.problems.append(
                Problem(
                    source.key_place(("id",)),
                    "unknown-field",
                    "die Kennung ist der Dateiname; die Zeile 'id:' löschen",
                )
            )
        value["id"] = record_id
    try:
        record = model.model_validate(value)
    except ValidationError as error:
        loaded.problems.extend(translate_errors(error, source, model))
        return None
    share_given(record)
    return record
