"""Black places out of all frozen editions of a site: plan first, then write.

Comes in: a site's catalogue and what finds places in a text. Goes out: what would become of each
edition, and when it is wanted the editions with the places blacked out and sealed anew.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any

from pydantic import ValidationError

from kim.catalogue import Catalogue
from kim.editions.altered import AlteredEditionError
from kim.editions.evidence import METADATA
from kim.editions.form import checksum_of, write_json
from kim.editions.library import frozen_editions
from kim.editions.mentions import ALL, Mention, replace_cuts, rest_without
from kim.editions.proof import EDITIONS
from kim.editions.redaction import Found, Redaction, Redactor, Seeking, Unit, Verdict
from kim.editions.reseal import reseal
from kim.editions.snapshot import is_readable_site
from kim.editions.store import (
    CATALOGUE,
    MANIFEST,
    find_alterations,
    read_manifest,
)
from kim.editions.values import KEY, Line, lines_of, rest_of_values
from kim.lines import Value
from kim.models import KINDS
from kim.models.edition import Edition
from kim.source import Source
from kim.unpacked import readable

_TEXTS = (".md", ".svg")
"""Endings of files that are texts; nothing can be cut out of pictures of other kinds."""
_NAV, _RECORDS, _SITE = "nav", "records", "site"


@dataclass(frozen=True, slots=True)
class Decisions:
    """What a person said of the places that the program cannot judge, each as FILE:LINE."""

    cut: frozenset[str] = frozenset()
    keep: frozenset[str] = frozenset()

    def of(self, path: PurePosixPath, line: int) -> bool | None:
        """Tell what was said of a place: what is said of the line goes before what is of all."""
        for name in (f"{path}:{line}", str(path), ALL):
            if name in self.cut or name in self.keep:
                return name in self.cut
        return None

    def unheard(self, found: Iterable[Found]) -> tuple[str, ...]:
        """Give what was said of files and lines in which nothing was found."""
        places = {name for one in found for name in (str(one.path), f"{one.path}:{one.line}")}
        return tuple(sorted((self.cut | self.keep) - places - {ALL}))


@dataclass(frozen=True, slots=True)
class Blackout:
    """What becomes of all editions."""

    redactions: tuple[Redaction, ...] = ()

    @property
    def found(self) -> Iterator[Found]:
        """Yield every place that was found."""
        for redaction in self.redactions:
            yield from redaction.found

    def with_verdict(self, verdict: Verdict) -> tuple[Found, ...]:
        """Give the places of which this becomes."""
        return tuple(one for one in self.found if one.verdict is verdict)

    @property
    def changed(self) -> tuple[Redaction, ...]:
        """Give the editions in which something is cut."""
        return tuple(one for one in self.redactions if not one.is_empty)

    def write(self, root: Path, on: date, reason: str) -> None:
        """Write all editions, one after the other; each is whole at any time."""
        for redaction in self.changed:
            reseal(root, redaction, on, reason)


def plan_blackout(root: Path, catalogue: Catalogue, seeking: Seeking) -> Blackout:
    """Look through every frozen edition. Raises AlteredEditionError."""
    return Blackout(
        tuple(
            _plan(root, edition, catalogue.sources[Edition.kind, edition.id], seeking)
            for edition in frozen_editions(root, catalogue)
        )
    )


def _plan(root: Path, edition: Edition, source: Source, seeking: Seeking) -> Redaction:
    """Find every place in the frozen sources of an edition and in its own file."""
    folder = root / EDITIONS / edition.id
    altered = list(find_alterations(folder, edition.checksum))
    if altered:
        raise AlteredEditionError(folder, altered)
    redactor = Redactor(Redaction(edition), seeking)
    manifest = read_manifest(folder)
    for name in sorted(manifest["files"]):
        redactor.redaction.note_stuck(
            EDITIONS / edition.id / MANIFEST, 1, redactor.find(name), name
        )
        data = (folder / name).read_bytes()
        if name == CATALOGUE:
            _read_catalogue(redactor, data)
        elif name.endswith(_TEXTS):
            _read_text(redactor, name, data)
        else:
            _read_other(redactor, name, data)
    _read_metadata(redactor, manifest)
    _read_record(redactor, source)
    return redactor.redaction


def _read_text(redactor: Redactor, name: str, data: bytes) -> None:
    """Look through a chapter or a drawing."""
    redaction, text = redactor.redaction, data.decode()
    cuts = redactor.read_text(EDITIONS / redaction.edition.id / name, text)
    if cuts:
        rest = checksum_of(rest_without(text, cuts).encode())
        redaction.change(name, data, replace_cuts(text, cuts).encode(), rest)


def _read_other(redactor: Redactor, name: str, data: bytes) -> None:
    """Look through what is no text: what stands in it cannot be cut out."""
    redaction = redactor.redaction
    for text in readable(data):
        mentions = [Mention(0, 0, one.what, one.certainty) for one in redactor.find(text)]
        redaction.note_stuck(EDITIONS / redaction.edition.id / name, 1, mentions[:1], "")


def _read_metadata(redactor: Redactor, manifest: Mapping[str, Any]) -> None:
    redaction = redactor.redaction
    lines = [
        one._replace(keys=one.keys[1:])
        for one in lines_of({name: manifest[name] for name in ("files", METADATA)})
        if one.keys[0] == METADATA and one.keys[1:] not in {(), (KEY,)}
    ]
    path = EDITIONS / redaction.edition.id / MANIFEST
    is_valid = partial(_is_record, Edition.kind, redaction.edition.id)
    made = redactor.read_unit(Unit(path, manifest[METADATA], lines, is_valid))
    if made and isinstance(made[0], dict):
        redaction.metadata, redaction.own_rest = made[0], checksum_of(write_json(made[1]))


def _read_record(redactor: Redactor, source: Source) -> None:
    """Look through the edition's own file."""
    redaction = redactor.redaction
    lines = [
        one._replace(line=source.place(one.keys).line)
        for one in lines_of(source.value)
        if one.keys[-1] != KEY
    ]
    is_valid = partial(_is_record, Edition.kind, redaction.edition.id)
    made = redactor.read_unit(Unit(redaction.record_path, source.value, lines, is_valid))
    if made and isinstance(made[0], dict):
        redaction.record = made[0]


def _read_catalogue(redactor: Redactor, data: bytes) -> None:
    redaction = redactor.redaction
    content: dict[str, Any] = json.loads(data)
    new, hollow = content, {name: rest_of_values(one) for name, one in content.items()}
    path = EDITIONS / redaction.edition.id / CATALOGUE
    for keys, lines in _units(content):
        is_valid, hidden = _rule_of(keys), redactor.seeking.hide(keys)
        made = redactor.read_unit(
            Unit(path, _at(content, keys), lines, is_valid, keys[0] == _NAV, hidden)
        )
        if made:
            new, hollow = _with(new, keys, made[0]), _with(hollow, keys, made[1])
    if new is not content:
        redaction.change(CATALOGUE, data, write_json(new), checksum_of(write_json(hollow)))


def _units(content: Value) -> Iterable[tuple[tuple[str, ...], list[Line]]]:
    """Give what belongs together with its lines: each record, the site, the contents."""
    units: dict[tuple[str, ...], list[Line]] = {}
    for line in lines_of(content):
        depth = 3 if line.keys[0] == _RECORDS else 1
        if len(line.keys) > depth and line.keys[depth:] != (KEY,):
            keys = tuple(map(str, line.keys[:depth]))
            units.setdefault(keys, []).append(line._replace(keys=line.keys[depth:]))
    return units.items()


def _at(value: Any, keys: Sequence[str]) -> Any:
    for key in keys:
        value = value[key]
    return value


def _with(content: dict[str, Any], keys: Sequence[str], value: Value) -> dict[str, Any]:
    """Give the content with one unit replaced; the rest is shared."""
    first, *rest = keys
    return {**content, first: _with(content[first], rest, value) if rest else value}


def _rule_of(keys: Sequence[str]) -> Callable[[Value], bool]:
    if keys[0] == _RECORDS:
        return partial(_is_record, keys[1], keys[2])
    return is_readable_site if keys[0] == _SITE else lambda _: True


def _is_record(kind: str, name: str, value: Value) -> bool:
    try:
        KINDS[kind].model_validate({"id": name, **value})  # type: ignore[dict-item]  # a record's
    except ValidationError:
        return False
    return True
