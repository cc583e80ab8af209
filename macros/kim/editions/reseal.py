"""Write what was blacked out of an edition, and seal the edition anew.

Comes in: a redaction as kim.editions.redaction planned it. Goes out: the edition's folder with the
places blacked out, its list of files with the note on what was done, and its own file with the new
checksum. Begun and broken off, `mend_editions` ends or undoes it.
"""

import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from kim.blocks import without_block, write_value
from kim.editions.evidence import BEFORE, METADATA, NOTED, REDACTIONS, REST
from kim.editions.form import checksum_of, write_json
from kim.editions.proof import EDITIONS, editions_folder
from kim.editions.redaction import Redaction
from kim.editions.store import (
    MANIFEST,
    edition_checksum,
    find_alterations,
    list_redactions,
    read_manifest,
    replace_file,
    write_durably,
)
from kim.editions.written import Written
from kim.source import Source, read_source

_NEW, _OLD = ".redacted", ".before"


def reseal(root: Path, redaction: Redaction, on: date, reason: str) -> None:
    """Write a redaction. `reason` is its sort, as kim.models.edition knows them."""
    home = editions_folder(root)
    edition = redaction.edition
    folder = home / edition.id
    if redaction.files or redaction.metadata:
        _replace_folder(folder, _files(folder, redaction, on, reason))
    _replace_record(home / f"{edition.id}.yml", folder, redaction.record)


def _files(folder: Path, redaction: Redaction, on: date, reason: str) -> dict[str, bytes]:
    """Give the files that change, edition.json with its new note among them."""
    manifest = read_manifest(folder)
    note: dict[str, Any] = dict(
        zip(
            NOTED,
            (on.isoformat(), reason, str(redaction.count()), edition_checksum(folder)),
            strict=True,
        )
    )
    note["files"] = redaction.rests
    if redaction.metadata:
        note[METADATA] = {REST: redaction.own_rest}
    sums = {name: checksum_of(data) for name, data in redaction.files.items()}
    new = {
        **manifest,
        "metadata": redaction.metadata or manifest["metadata"],
        "files": {**manifest["files"], **sums},
        REDACTIONS: [*manifest.get(REDACTIONS, ()), note],
    }
    return {**redaction.files, MANIFEST: write_json(new)}


def _replace_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Put an edition's folder with some new files in its place."""
    fresh, old = _hidden(folder, _NEW), _hidden(folder, _OLD)
    for left in (fresh, old):
        shutil.rmtree(left, ignore_errors=True)
    try:
        shutil.copytree(folder, fresh)
        for name, data in files.items():
            write_durably(fresh / name, data)
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise
    folder.rename(old)
    try:
        fresh.rename(folder)
    except BaseException:
        old.rename(folder)
        raise
    shutil.rmtree(old)


def _hidden(folder: Path, ending: str) -> Path:
    return folder.with_name(f".{folder.name}{ending}")


def mend_editions(root: Path) -> None:
    """End or undo what was broken off, so that each edition and its own file agree."""
    home = editions_folder(root)
    for old in home.glob(f".*{_OLD}"):
        folder = home / old.name.removeprefix(".").removesuffix(_OLD)
        if not folder.exists():
            old.rename(folder)
    for ending in (_NEW, _OLD):
        for left in home.glob(f".*{ending}"):
            shutil.rmtree(left, ignore_errors=True)
    for folder in home.iterdir() if home.is_dir() else ():
        record = home / f"{folder.name}.yml"
        if folder.is_dir() and record.is_file() and not any(find_alterations(folder)):
            _mend(record, folder)


def _mend(record: Path, folder: Path) -> None:
    """Complete the file of an edition whose folder was replaced last."""
    source = read_source(record, EDITIONS / record.name)
    noted = list_redactions(folder)
    if isinstance(source, Source) and noted and source.value.get("checksum") == noted[-1][BEFORE]:
        _replace_record(record, folder, None)


def _replace_record(path: Path, folder: Path, value: Written | None) -> None:
    """Write the checksum and the redactions of an edition into its own file, and changed values."""
    text = path.read_text("utf-8-sig")
    source = read_source(path, EDITIONS / path.name)
    before = source.value if isinstance(source, Source) else {}
    now = before if value is None else value
    seals: Written = {
        REDACTIONS: [*list_redactions(folder)],
        "checksum": edition_checksum(folder),
    }
    for name in before:
        if before[name] != now.get(name) or name in seals:
            text = without_block(text, name)
    changed = {name: one for name, one in now.items() if one != before.get(name)}
    lines = [f"{name}: {write_value(one)}\n" for name, one in (changed | seals).items() if one]
    replace_file(path, f"{text.rstrip()}\n{''.join(lines)}".encode())
