"""edition.json of an edition that was blacked out → the proof that nothing else was touched.

Each redaction is noted there: the day, the sort of reason, how many places, the checksum that the
edition had before, and for each file its SHA-256 before and the SHA-256 of what is left of it
without the places. With that anybody can make edition.json as it was and compare its checksum with
the one that was public then: so every file that was not blacked out is as it was frozen; and what
is left of those that were is what it was.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from kim.editions.form import checksum_of, write_json
from kim.editions.mentions import rest_of
from kim.editions.values import rest_of_values

REDACTIONS, METADATA = "redactions", "metadata"
BEFORE, REST = "before", "rest"
NOTED = ("on", "reason", "places", BEFORE)
"""What of a redaction stands in the edition's own file too."""
_BEYOND = (
    "mehr als die geschwärzten Stellen ist verändert; die eingefrorene Fassung wiederherstellen"
)
_BROKEN = (
    "die Schwärzungen passen nicht zu der Prüfsumme von davor; die eingefrorene Fassung"
    " wiederherstellen"
)


def rest_of_file(name: str, data: bytes) -> str:
    """Give the SHA-256 of what is left of a file without its marks."""
    if name.endswith(".json"):
        return checksum_of(write_json(rest_of_values(json.loads(data))))
    return checksum_of(rest_of(data.decode()).encode())


def find_excess(folder: Path, manifest: Mapping[str, Any]) -> Iterator[tuple[PurePosixPath, str]]:
    """Yield every file of a frozen edition in which more than the marked places is different."""
    redactions = list(manifest.get(REDACTIONS, ()))
    latest = {name: one for entry in redactions for name, one in entry["files"].items()}
    for name, one in sorted(latest.items()):
        if name in manifest["files"] and rest_of_file(name, _read(folder / name)) != one[REST]:
            yield PurePosixPath(name), _BEYOND
    own = [entry[METADATA] for entry in redactions if METADATA in entry]
    rest = checksum_of(write_json(rest_of_values(manifest["metadata"])))
    if own and rest != own[-1][REST]:
        yield PurePosixPath("edition.json"), _BEYOND
    if not _leads_back(manifest):
        yield PurePosixPath("edition.json"), _BROKEN


def _read(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() and not path.is_symlink() else b"{}"


def _leads_back(manifest: Mapping[str, Any]) -> bool:
    """Tell whether each redaction starts from the checksum that the edition had before it."""
    while manifest.get(REDACTIONS):
        *earlier, last = manifest[REDACTIONS]
        if METADATA in last:
            return True  # what it said before is gone, and with it the way back
        manifest = _before(manifest, earlier, last)
        if checksum_of(write_json(manifest)) != last[BEFORE]:
            return False
    return True


def _before(
    manifest: Mapping[str, Any], earlier: list[Any], last: Mapping[str, Any]
) -> dict[str, Any]:
    then = {name: one[BEFORE] for name, one in last["files"].items()}
    older = {**manifest, "files": {**manifest["files"], **then}, REDACTIONS: earlier}
    return older if earlier else {k: v for k, v in older.items() if k != REDACTIONS}
