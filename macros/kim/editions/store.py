"""Snapshot ↔ directory/editions/<stand>/: frozen sources with their checksum.

A frozen edition is a folder: catalogue.json with all records, content/ with the chapters as
Markdown and their pictures, edition.json with the edition's own data and the SHA-256 of every file.
The checksum of edition.json is the edition's: it also stands in directory/editions/<stand>.yml.
"""

import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from hashlib import file_digest
from pathlib import Path, PurePosixPath
from typing import Any

from kim.editions.altered import AlteredEditionError
from kim.editions.evidence import BEFORE, NOTED, REDACTIONS, find_excess
from kim.editions.form import checksum_of, write_json
from kim.editions.migrations import SCHEMA_VERSION, migrate
from kim.editions.snapshot import HELD, Snapshot
from kim.editions.written import Written
from kim.files import names_below
from kim.problems import Problem
from kim.reading import read_bytes

MANIFEST = "edition.json"
CATALOGUE = "catalogue.json"
CONTENT = "content"
PENDING = ".pending-"
"""Begins the name of a folder that is being written; everything else passes it by."""
_NEW, _OLD = ".new", ".old"

RESTORE = "die eingefrorene Fassung wiederherstellen, Fehler berichtigt die nächste Fortschreibung"
_MOST_BYTES = 64 * 1024 * 1024
_CHANGED = f"die Datei wurde nach dem Einfrieren verändert; {RESTORE}"
_UNREADABLE = "die Datei ist nicht lesbar; ihre Rechte und den Datenträger prüfen"
_NEWER = "eine neuere Version von kim installieren"


def freeze(snapshot: Snapshot, metadata: Written) -> dict[str, bytes]:
    """Give every file of a frozen edition by its path below the edition's folder.

    Same snapshot, same bytes. `metadata` is the edition's own record without the checksum.
    """
    content = {
        "site": snapshot.site,
        "records": {kind: dict(records) for kind, records in snapshot.records.items()},
        "persons": dict(snapshot.persons),
        "nav": snapshot.nav,
    }
    texts = {path: text.encode() for path, text in snapshot.chapters.items()}
    files = {CATALOGUE: write_json(content)}
    files |= {f"{CONTENT}/{path}": data for path, data in (texts | dict(snapshot.media)).items()}
    manifest = {
        "schema_version": SCHEMA_VERSION,
        "metadata": metadata,
        "files": {path: checksum_of(data) for path, data in files.items()},
    }
    return files | {MANIFEST: write_json(manifest)}


def write_edition(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write a frozen edition whole or not at all; an edition that exists is never overwritten."""
    pending = folder.with_name(f"{PENDING}{folder.name}")
    if folder.exists():
        raise FileExistsError(f"{folder} exists")
    for left in folder.parent.glob(f"{PENDING}*"):  # by one that was killed
        shutil.rmtree(left, ignore_errors=True)
    try:
        for name, data in files.items():
            path = pending / name
            path.parent.mkdir(parents=True, exist_ok=True)
            write_durably(path, data)
        pending.rename(folder)
    except BaseException:
        shutil.rmtree(pending, ignore_errors=True)
        raise


def remove_edition(folder: Path) -> None:
    """Take back an edition that could not be published: it vanishes in one step."""
    pending = folder.with_name(f"{PENDING}{folder.name}")
    shutil.rmtree(pending, ignore_errors=True)
    folder.rename(pending)
    shutil.rmtree(pending)


def write_durably(path: Path, data: bytes) -> None:
    """Write a file and wait until it is on the disk."""
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def replace_file(path: Path, data: bytes) -> None:
    """Write a file in one step: readers see the old one or the new one."""
    fresh = path.with_name(f".{path.name}{_NEW}")
    try:
        write_durably(fresh, data)
        fresh.replace(path)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise


@contextmanager
def put_back(paths: Iterable[Path], is_done: Callable[[], bool]) -> Iterator[None]:
    """Put files back as they were unless it is done; needs no room on the disk."""
    with ExitStack() as ends:  # one that cannot be put back stops no other
        for path in paths:
            ends.callback(_put_back, path, _keep(path), is_done)
        yield


def _put_back(path: Path, old: Path | None, is_done: Callable[[], bool]) -> None:
    if not is_done():
        old.replace(path) if old else path.unlink(missing_ok=True)
    if old:  # two names of one file both stay when one takes the place of the other
        with suppress(OSError):  # goes when somebody publishes again
            old.unlink(missing_ok=True)


def _keep(path: Path) -> Path | None:
    """Give a file a second name, or copy it where the disk knows no second names."""
    if not path.exists():
        return None
    old = path.with_name(f".{path.name}{_OLD}")
    old.unlink(missing_ok=True)
    try:
        old.hardlink_to(path)
    except OSError:
        shutil.copy2(path, old)
    return old


def clear_leftovers(folder: Path, pattern: str) -> None:
    """Remove the second names and half written files of one who was killed."""
    for ending in (_NEW, _OLD):
        for left in folder.glob(f".{pattern}{ending}"):
            left.unlink(missing_ok=True)


def read_edition(folder: Path, checksum: str | None = None) -> Snapshot:
    """Read a frozen edition back, of any version; refuse one that was altered."""
    found = list(find_alterations(folder, checksum))
    if found:
        raise AlteredEditionError(folder, found)
    manifest = read_manifest(folder)
    version = manifest["schema_version"]
    content: dict[str, Any] = json.loads((folder / CATALOGUE).read_bytes())
    inside = f"{CONTENT}/"
    files = {
        name.removeprefix(inside): (folder / name).read_bytes()
        for name in sorted(manifest["files"])
        if name.startswith(inside)
    }
    content["chapters"] = {n: data.decode() for n, data in files.items() if n.endswith(".md")}
    content = migrate(content, version)
    return Snapshot(
        site=content["site"],
        records={kind: content["records"][kind] for kind in HELD if kind in content["records"]},
        chapters=content["chapters"],
        persons=content["persons"],
        nav=content["nav"],
        media={name: data for name, data in files.items() if not name.endswith(".md")},
    )


def edition_checksum(folder: Path) -> str:
    """Give the checksum by which an edition is known."""
    return checksum_of((folder / MANIFEST).read_bytes())


def read_metadata(folder: Path) -> Written:
    """Give the edition's own data as they were when it was frozen."""
    metadata: Written = read_manifest(folder)["metadata"]
    return metadata


def list_redactions(folder: Path) -> list[Written]:
    """List what was blacked out of a frozen edition, as its own file says it too."""
    noted = read_manifest(folder).get(REDACTIONS, [])
    sums = [*(one[BEFORE] for one in noted[1:]), edition_checksum(folder)]
    return [
        {name: one[name] for name in NOTED} | {"after": after}
        for one, after in zip(noted, sums[-len(noted) :] if noted else (), strict=True)
    ]


def read_manifest(folder: Path) -> dict[str, Any]:
    """Give version, own data and checksums of a frozen edition."""
    manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_bytes())
    return manifest


def find_alterations(
    folder: Path, checksum: str | None = None
) -> Iterator[tuple[PurePosixPath, str]]:
    """Yield every file of a frozen edition that is not as it was frozen, and what is wrong."""
    data = read_bytes(folder / MANIFEST, PurePosixPath(MANIFEST), _MOST_BYTES)
    if isinstance(data, Problem):
        yield PurePosixPath(MANIFEST), f"die Datei fehlt oder ist nicht lesbar; {RESTORE}"
        return
    try:
        manifest = json.loads(data)
        expected: dict[str, str] = dict(manifest["files"])
        is_whole = write_json(manifest) == data and isinstance(manifest["metadata"], dict)
        version = manifest["schema_version"]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        yield PurePosixPath(MANIFEST), f"die Datei fehlt oder ist nicht lesbar; {RESTORE}"
        return
    if not is_whole or (checksum is not None and checksum_of(data) != checksum):
        yield PurePosixPath(MANIFEST), _CHANGED
    if not isinstance(version, int) or not 1 <= version <= SCHEMA_VERSION:
        yield PurePosixPath(MANIFEST), f"die Version {version!r} ist unbekannt; {_NEWER}"
    lost = list(_compare_files(folder, expected))
    yield from lost
    if not lost:
        yield from _find_excess(folder, manifest)


def _find_excess(folder: Path, manifest: dict[str, Any]) -> Iterator[tuple[PurePosixPath, str]]:
    try:
        yield from find_excess(folder, manifest)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        yield PurePosixPath(MANIFEST), _CHANGED


def _compare_files(folder: Path, expected: dict[str, str]) -> Iterator[tuple[PurePosixPath, str]]:
    present = {name: folder / name for name in names_below(folder)}
    for name in sorted({*present, *expected, MANIFEST} - {MANIFEST}):
        path = present.get(name)
        if path is None:
            yield PurePosixPath(name), f"die eingefrorene Datei fehlt; {RESTORE}"
        elif name not in expected:
            yield PurePosixPath(name), "diese Datei gehört nicht zur eingefrorenen Fassung; löschen"
        elif path.is_symlink() or not path.is_file():
            yield PurePosixPath(name), _CHANGED
        else:
            yield from _compare_sum(path, name, expected[name])


def _compare_sum(path: Path, name: str, expected: str) -> Iterator[tuple[PurePosixPath, str]]:
    try:
        with path.open("rb") as file:
            found = file_digest(file, "sha256").hexdigest()
    except OSError:
        yield PurePosixPath(name), _UNREADABLE
    else:
        if found != expected:
            yield PurePosixPath(name), _CHANGED
