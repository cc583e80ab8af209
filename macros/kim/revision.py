"""A few changed records, or the chapters, put into a catalogue that is there.

Comes in: a catalogue without faults and the records whose files are other ones now. Goes out: the
catalogue that reading everything would give, or what is wrong with these files. Cost: one read, one
parse and the references of each changed record; where records came or went, all references once.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace
from itertools import product
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple, TypeVar

from kim.catalogue import (
    CONTENT,
    DIRECTORY,
    Catalogue,
    Link,
    link_records,
    load_content,
    name_targets,
)
from kim.files import is_device
from kim.load import Loaded, add_record, is_id
from kim.models import KINDS
from kim.models.organization import Organization
from kim.models.taxonomy import Taxonomy
from kim.problems import Problem
from kim.reads import Key
from kim.source import read_source
from kim.translations import Owner, TranslationFile, put_translation

V = TypeVar("V")

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
    loaded = _unpack(catalogue)
    for kind, name in keys:
        if not _read_again(root, loaded, kind, name):
            return None
    before, now = catalogue.known, loaded.known
    gone = [(kind, name) for kind, name in keys if name not in now[kind]]
    if any(_is_translated(catalogue, key) for key in gone):
        return None
    if loaded.problems:
        return Revised(catalogue, tuple(loaded.problems))
    if gone or any(name not in before[kind] for kind, name in keys):
        return _link_all(catalogue, loaded, keys)
    return _link_some(catalogue, loaded, keys)


def revise_chapters(root: Path, catalogue: Catalogue) -> Revised:
    """Read all chapters again; none of the records hangs on any of them."""
    chapters, files, problems = load_content(root)
    if problems:
        return Revised(catalogue, tuple(problems))
    by_id = MappingProxyType({chapter.id: chapter for chapter in chapters})
    return Revised(replace(catalogue, chapters=by_id, files=files))


def _unpack(catalogue: Catalogue) -> Loaded:
    """Give what was read, so that some of it can be exchanged; the catalogue stays as it is."""
    return Loaded(
        records={kind: dict(some) for kind, some in catalogue.records.items()},
        sources=dict(catalogue.sources),
        known={kind: dict(some) for kind, some in catalogue.known.items()},
        site=catalogue.site,
        site_source=catalogue.site_source,
        erased=dict(catalogue.erased),
        erased_source=catalogue.erased_source,
    )


def _read_again(root: Path, loaded: Loaded, kind: str, name: str) -> bool:
    """Read one file, or take out what stood in it; tell whether this is all there is to it."""
    path = root / DIRECTORY / kind / f"{name}.yml"
    is_file = path.is_symlink() or path.is_file()  # reading a link says that it is one
    if not is_file and not path.exists():
        for some in (loaded.records[kind], loaded.known[kind]):
            some.pop(name, None)
        loaded.sources.pop((kind, name), None)
        return True
    if not is_id(name) or is_device(name) or not is_file:
        return False
    source = read_source(path, DIRECTORY / kind / path.name)
    if isinstance(source, Problem):
        loaded.known[kind][name] = None
        loaded.problems.append(source)
    else:
        add_record(loaded, kind, name, source)
    return True


def _is_translated(catalogue: Catalogue, key: Key) -> bool:
    """Tell whether a translation would be left without its record, or without who checked it."""
    translations = catalogue.translations
    is_reviewer = key[0] == Organization.kind and bool(translations)
    return is_reviewer or any(owner[1:] == key for owner in translations)


def _link_all(catalogue: Catalogue, loaded: Loaded, keys: Collection[Key]) -> Revised:
    """Resolve all references again: records have come or gone."""
    loaded.records = {kind: _sorted(some) for kind, some in loaded.records.items()}
    loaded.known = {kind: _sorted(some) for kind, some in loaded.known.items()}
    sources = sorted(loaded.sources.items(), key=lambda one: _rank(*one[0]))
    loaded.sources = dict(sources)
    still_there = [key for key in keys if key in loaded.sources]
    translations = _translate(catalogue, loaded, still_there)
    chapters = list(catalogue.chapters.values())
    linked, problems = link_records(loaded, chapters, catalogue.files, translations)
    return Revised(catalogue, tuple(problems)) if problems else Revised(linked)


def _sorted(some: dict[str, V]) -> dict[str, V]:
    """Put records into the order of their files."""
    return {name: some[name] for name in sorted(some, key=_file_name)}


def _rank(kind: str, name: str) -> tuple[int, str]:
    return _ORDER[kind], _file_name(name)


def _file_name(name: str) -> str:
    return f"{name}.yml"


def _link_some(catalogue: Catalogue, loaded: Loaded, keys: Collection[Key]) -> Revised:
    """Resolve the references of a few records that were there before."""
    translations = _translate(catalogue, loaded, keys)
    part = Loaded(sources=loaded.sources, known=loaded.known)
    part.records[Taxonomy.kind] = loaded.records[Taxonomy.kind]
    for kind, name in keys:
        part.records[kind][name] = loaded.records[kind][name]
    linked, problems = link_records(part, [])
    if problems:
        return Revised(catalogue, tuple(problems))
    records = {kind: MappingProxyType(loaded.records[kind]) for kind, _ in keys}
    return Revised(
        replace(
            catalogue,
            records=MappingProxyType({**catalogue.records, **records}),
            sources=MappingProxyType(loaded.sources),
            links=MappingProxyType(_exchange_links(catalogue, linked, frozenset(keys))),
            translations=translations,
        )
    )


def _exchange_links(
    catalogue: Catalogue, linked: Catalogue, keys: frozenset[Key]
) -> dict[Key, tuple[Link, ...]]:
    """Take the links of some records out, and put those in that they have now."""
    links = dict(catalogue.links)
    before = {
        target for kind, name in keys for target, _ in name_targets(catalogue.records[kind][name])
    }
    for target in before | linked.links.keys():
        others = (link for link in links.pop(target, ()) if link[:2] not in keys)
        own = (link for link in linked.links.get(target, ()) if link[:2] in keys)
        found = sorted((*others, *own), key=lambda link: _rank(link.kind, link.id))
        if found:
            links[target] = tuple(found)
    return links


def _translate(
    catalogue: Catalogue, loaded: Loaded, keys: Collection[Key]
) -> Mapping[Owner, TranslationFile]:
    """Put the translated texts into the records that were read again."""
    translations = dict(catalogue.translations)
    languages = catalogue.site.languages if catalogue.site else ()
    for (kind, name), language in product(keys, languages):
        file = translations.get((language, kind, name))
        if file:
            record = loaded.records[kind][name]
            translations[file.owner] = put_translation(
                record, file.owner, file.source, file.sidecar
            )
    return translations
