"""A few changed records, or the chapters, put into a catalogue that is there.

Comes in: a catalogue without faults and the records whose files are other ones now. Goes out: the
catalogue that reading everything would give, or what is wrong with these files. Cost: one read, one
parse and the references of each changed record; where records came or went, all references once.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from itertools import product
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from kim.catalogue import (
    CONTENT,
    DIRECTORY,
    Catalogue,
    Link,
    find_links,
    link_records,
    load_content,
    name_targets,
)
from kim.demand import exchange
from kim.files import is_device
from kim.load import Loaded, add_record, is_id
from kim.models import KINDS
from kim.models.organization import Organization
from kim.problems import Problem
from kim.source import read_source
from kim.traces import Key
from kim.translations import Owner, TranslationFile, put_translation

_WHOLE = frozenset({"taxonomies", "editions"})
"""Kinds that too much hangs on: terms stand on all pages, editions freeze what others say."""
_ORDER = {kind: number for number, kind in enumerate(KINDS)}
_PARTS_OF_PATH = 3


class Revised(NamedTuple):
    """A catalogue, and what kept the changes out of it."""

    catalogue: Catalogue
    problems: tuple[Problem, ...] = ()


def record_in(path: str) -> Key | None:
    """Give the record that stands in a file, if its change alone is no whole reading's."""
    parts = path.removesuffix(".yml").split("/")
    if not path.endswith(".yml") or len(parts) != _PARTS_OF_PATH or parts[0] != str(DIRECTORY):
        return None
    return (parts[1], parts[2]) if parts[1] in KINDS and parts[1] not in _WHOLE else None


def is_content(path: str) -> bool:
    """Tell whether a file is one of the concept's, a chapter or a picture."""
    return path.startswith(f"{CONTENT}/")


def revise(root: Path, catalogue: Catalogue, keys: Collection[Key]) -> Revised | None:
    """Read some records again; None where only reading everything can tell what holds now.

    Nothing of a change with faults comes into the catalogue.
    """
    read = Loaded(known={kind: dict(some) for kind, some in catalogue.known.items()})
    for kind, name in keys:
        if not _read_again(root, read, kind, name):
            return None
    before, now = catalogue.known, read.known
    gone = [(kind, name) for kind, name in keys if name not in now[kind]]
    if any(_is_translated(catalogue, key) for key in gone):
        return None
    if read.problems:
        return Revised(catalogue, tuple(read.problems))
    if gone or any(name not in before[kind] for kind, name in keys):
        return _link_all(catalogue, read)
    return _link_some(catalogue, read)


def revise_chapters(root: Path, catalogue: Catalogue) -> Revised:
    """Read all chapters again; none of the records hangs on any of them."""
    chapters, files, problems = load_content(root)
    if problems:
        return Revised(catalogue, tuple(problems))
    by_id = MappingProxyType({chapter.id: chapter for chapter in chapters})
    return Revised(replace(catalogue, chapters=by_id, files=files))


def _read_again(root: Path, read: Loaded, kind: str, name: str) -> bool:
    """Read one file, or note that it has gone; tell whether this is all there is to it."""
    path = root / DIRECTORY / kind / f"{name}.yml"
    is_file = path.is_symlink() or path.is_file()  # reading a link says that it is one
    if not is_file and not path.exists():
        read.known[kind].pop(name, None)
        return True
    if not is_id(name) or is_device(name) or not is_file:
        return False
    source = read_source(path, DIRECTORY / kind / path.name)
    if isinstance(source, Problem):
        read.known[kind][name] = None
        read.problems.append(source)
    else:
        add_record(read, kind, name, source)
    return True


def _is_translated(catalogue: Catalogue, key: Key) -> bool:
    """Tell whether a translation would be left without its record, or without who checked it."""
    translations = catalogue.translations
    is_reviewer = key[0] == Organization.kind and bool(translations)
    return is_reviewer or any(owner[1:] == key for owner in translations)


def _link_all(catalogue: Catalogue, read: Loaded) -> Revised:
    """Resolve all references again: records have come or gone."""
    translations = _translate(catalogue, read)
    known = {kind: _sorted(some) for kind, some in read.known.items()}
    loaded = Loaded(
        records={
            kind: {
                name: read.records[kind].get(name) or catalogue.records[kind][name] for name in some
            }
            for kind, some in known.items()
        },
        sources={
            key: read.sources.get(key) or catalogue.sources[key]
            for key in ((kind, name) for kind, some in known.items() for name in some)
        },
        known=known,
        site=catalogue.site,
        site_source=catalogue.site_source,
        erased=dict(catalogue.erased),
        erased_source=catalogue.erased_source,
    )
    chapters = list(catalogue.chapters.values())
    linked, problems = link_records(loaded, chapters, catalogue.files, translations)
    return Revised(catalogue, tuple(problems)) if problems else Revised(linked)


def _sorted(some: Iterable[str]) -> dict[str, None]:
    """Put ids into the order of their files."""
    return dict.fromkeys(sorted(some, key=_file_name))


def _rank(link: Link) -> tuple[int, str]:
    return _ORDER[link.kind], _file_name(link.id)


def _file_name(name: str) -> str:
    return f"{name}.yml"


def _link_some(catalogue: Catalogue, read: Loaded) -> Revised:
    """Resolve the references of a few records that were there before."""
    translations = _translate(catalogue, read)
    links, problems = find_links(read, catalogue.terms)
    if problems:
        return Revised(catalogue, tuple(problems))
    records = {
        kind: exchange(catalogue.records[kind], some) for kind, some in read.records.items() if some
    }
    return Revised(
        replace(
            catalogue,
            records=MappingProxyType({**catalogue.records, **records}),
            sources=exchange(catalogue.sources, read.sources),
            links=_exchange_links(catalogue, links, read.sources.keys()),
            translations=translations,
        )
    )


def _exchange_links(
    catalogue: Catalogue, found: Mapping[Key, tuple[Link, ...]], keys: Collection[Key]
) -> Mapping[Key, tuple[Link, ...]]:
    """Take the links of some records out, and put those in that they have now."""
    before: dict[Key, set[Link]] = defaultdict(set)
    for kind, name in keys:
        for target, field in name_targets(catalogue.records[kind][name]):
            before[target].add(Link(kind, name, field))
    links = {}
    for target in before.keys() | found.keys():
        own = found.get(target, ())
        if before[target] != {*own}:
            others = (link for link in catalogue.links.get(target, ()) if link[:2] not in keys)
            links[target] = tuple(sorted((*others, *own), key=_rank))
    gone = {target for target, some in links.items() if not some}
    return exchange(catalogue.links, {key: some for key, some in links.items() if some}, gone)


def _translate(catalogue: Catalogue, read: Loaded) -> Mapping[Owner, TranslationFile]:
    """Put the translated texts into the records that were read again."""
    languages = catalogue.site.languages if catalogue.site else ()
    owners = ((language, *key) for key, language in product(read.sources, sorted(languages)))
    files = (catalogue.translations[owner] for owner in owners if owner in catalogue.translations)
    new = {
        file.owner: put_translation(
            read.records[file.owner[1]][file.owner[2]], file.owner, file.source, file.sidecar
        )
        for file in files
    }
    return exchange(catalogue.translations, new)
