"""What stood in the files of records when a site was built, and who names whom.

Comes in: a catalogue. Goes out: two texts, from which the next build takes single records without
reading the others. A line has what one file says, as JSON: values, nothing that could be run; the
models check them again when the record is made. Of a confidential place nothing is kept.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise
from typing import Any

from pydantic_core import to_json

from kim.catalogue import Catalogue, Link, name_targets
from kim.models import Record
from kim.models.location import Location
from kim.sections import Packed, read_value
from kim.traces import LINKS, Changes, Key, name_changes
from kim.translations import Owner

_SECRET = b""
"""Stands for the values of a file that are not kept."""
_PARTS_OF_KEY = 2


class Slices(Packed):
    """Lines by name in one piece of bytes: all names, how long each line is, then the lines."""

    def __init__(self, data: bytes) -> None:
        names = data.index(b"\n")
        self._begin = data.index(b"\n", names + 1) + 1
        ends = accumulate(map(int, data[names : self._begin].split()), initial=self._begin)
        spots = zip(data[:names].decode().split(), pairwise(ends), strict=True)
        super().__init__(data, dict(spots))

    def exchange(self, new: Mapping[str, bytes]) -> "Slices":
        """Give the same with some other lines; what is between them is taken over as it is."""
        sizes = {name: end - begin for name, (begin, end) in self._spots.items()}
        sizes |= {name: len(line) for name, line in new.items()}
        old, at = memoryview(self.data), self._begin
        pieces: list[bytes | memoryview] = [_head(sizes)]
        for (begin, end), line in sorted((self._spots[name], line) for name, line in new.items()):
            pieces += (old[at:begin], line)
            at = end
        return Slices(b"".join((*pieces, old[at:])))


def cut(lines: Mapping[str, bytes]) -> Slices:
    """Put lines into one piece."""
    head = _head({name: len(line) for name, line in lines.items()})
    return Slices(head + b"".join(lines.values()))


def _head(sizes: Mapping[str, int]) -> bytes:
    return f"{' '.join(sizes)}\n{' '.join(map(str, sizes.values()))}\n".encode()


@dataclass(frozen=True)
class Stored:
    """Lines that are understood when somebody asks for them."""

    values: Slices
    """By kind and id, of translated texts by language, kind and id, in the order of the files."""
    links: Slices
    """By kind and id of the record or term that is named."""

    @cached_property
    def keys(self) -> list[Key]:
        """List the records."""
        names = (name.split("/") for name in self.values)
        return [(name[0], name[1]) for name in names if len(name) == _PARTS_OF_KEY]

    @cached_property
    def owners(self) -> list[Owner]:
        """List the files of translated texts."""
        names = (name.split("/") for name in self.values)
        return [(name[0], name[1], name[2]) for name in names if len(name) > _PARTS_OF_KEY]

    @cached_property
    def targets(self) -> list[Key]:
        """List what is named; the kind of a term is that of its taxonomy and the taxonomy's id."""
        names = (name.rpartition("/") for name in self.links)
        return [(kind, name) for kind, _, name in names]

    @cached_property
    def secret(self) -> list[Key]:
        """List the places of which nothing is kept."""
        return [key for key in self.keys if not self.values["/".join(key)]]

    def value(self, name: Iterable[str]) -> dict[str, Any] | None:
        """Give what stood in a file; None where that is not kept."""
        line = self.values["/".join(name)]
        return read_value(line) if line else None

    def links_to(self, target: Key) -> Iterator[list[str]]:
        """Give kind, id and field of those who name a record or a term."""
        return (link.split("/") for link in self.links["/".join(target)].decode().split(" "))

    def after(self, now: Catalogue, keys: Iterable[Key], changes: Changes) -> "Stored":
        """Give what is to be kept of a site in which some records were exchanged."""
        targets = [target for target, names in changes.items() if LINKS in names]
        values = {"/".join(key): _value_line(now, key) for key in keys}
        return Stored(self.values.exchange(values), self._links_after(now, targets))

    def _links_after(self, now: Catalogue, targets: Iterable[Key]) -> Slices:
        names = {"/".join(target) for target in targets}
        if not names:
            return self.links
        rest = {name: line for name, line in self.links.items() if name not in names}
        new = {target: now.links[target] for target in targets if target in now.links}
        return cut({**rest, **_links_lines(new)})

    def write(self) -> tuple[bytes, bytes]:
        """Write values and links."""
        return self.values.data, self.links.data


def store_records(catalogue: Catalogue) -> Stored:
    """Keep what the files of a catalogue say."""
    values = {"/".join(key): _value_line(catalogue, key) for key in catalogue.sources}
    for owner, file in catalogue.translations.items():
        is_secret = values.get("/".join(owner[1:])) == _SECRET
        values["/".join(owner)] = _SECRET if is_secret else to_json(file.source.value)
    return Stored(cut(values), cut(_links_lines(catalogue.links)))


def read_stored(values: bytes, links: bytes) -> Stored:
    """Read what `Stored.write` wrote."""
    return Stored(Slices(values), Slices(links))


def list_changes(
    stored: Stored, before: Catalogue, now: Catalogue, keys: Iterable[Key]
) -> Changes | None:
    """Name the fields in which records differ from what was kept; None where that is not known.

    A record that was only written anew has no such field, but stands in other lines.
    """
    changes: dict[Key, set[str]] = {}
    for key in keys:
        old = stored.value(key)
        if old is None:
            return None
        new = now.sources[key].value
        changes.setdefault(key, set()).update(name_changes(_differences(old, new)))
        first, second = (frozenset(name_targets(_record(one, key))) for one in (before, now))
        for target, _ in first ^ second:
            changes.setdefault(target, set()).update((LINKS, f"{LINKS}{key[0]}"))
    return {key: frozenset(names) for key, names in changes.items()}


def _differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> set[str]:
    """Name the fields that say something else, be it only in another order."""
    said = {name: to_json(value) for name, value in old.items()}
    alike = (name for name, value in new.items() if said.get(name) == to_json(value))
    return {*old, *new}.difference(alike)


def _record(catalogue: Catalogue, key: Key) -> Record:
    return catalogue.records[key[0]][key[1]]


def _value_line(catalogue: Catalogue, key: Key) -> bytes:
    record = _record(catalogue, key)
    is_secret = isinstance(record, Location) and record.confidential
    return _SECRET if is_secret else to_json(catalogue.sources[key].value)


def _links_lines(links: Mapping[Key, Iterable[Link]]) -> dict[str, bytes]:
    return {
        "/".join(target): " ".join(map("/".join, some)).encode() for target, some in links.items()
    }
