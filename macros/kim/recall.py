"""The catalogue of the last build, in which a record comes when somebody asks for it.

Comes in: a site of which no file has come or gone, and what is kept of its records. Goes out: the
catalogue that reading everything would give. A record is checked again by its model when it is
made, a file is read when somebody asks where something stands in it. What is not as it was kept,
because a file is being changed at this moment, is for a whole build.
"""

from collections import defaultdict
from collections.abc import Mapping
from functools import partial
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from kim.catalogue import DIRECTORY, Catalogue, Content, Link, load_content, terms_of
from kim.demand import OnDemand
from kim.fields import KNOWN
from kim.load import SITE_FILE, TRANSLATIONS, Loaded, load_basics
from kim.models import KINDS, Record
from kim.models.taxonomy import Taxonomy
from kim.problems import Problem
from kim.source import Source, read_source
from kim.stored import Stored
from kim.traces import Key
from kim.translations import (
    SITE_KIND,
    Owner,
    Sidecar,
    TranslationFile,
    put_texts,
    put_translation,
)

M = TypeVar("M", bound=BaseModel)


class StaleError(Exception):
    """What stands in a file is not what was kept of it."""


def recall_catalogue(root: Path, stored: Stored) -> Catalogue | None:
    """Give the catalogue that was kept; None where what is no record has faults."""
    loaded, content = Loaded(), load_content(root)
    load_basics(root / DIRECTORY, DIRECTORY, loaded)
    if loaded.problems or content.problems:
        return None
    return _Recall(root, stored, loaded).catalogue(content)


class _Recall:
    """Makes records, sources and translations of a site."""

    def __init__(self, root: Path, stored: Stored, loaded: Loaded) -> None:
        self._root = root
        self._stored = stored
        self._loaded = loaded
        self._owners: dict[Key, list[Owner]] = defaultdict(list)
        for owner in stored.owners:
            self._owners[owner[1:]].append(owner)

    def catalogue(self, content: Content) -> Catalogue:
        """Give the whole."""
        loaded, known = self._loaded, self._loaded.known
        for kind, name in self._stored.keys:
            known[kind][name] = None
        records: dict[str, Mapping[str, Record]] = {
            kind: OnDemand(some, partial(self._record, kind)) for kind, some in known.items()
        }
        return Catalogue(
            records=MappingProxyType(records),
            sources=OnDemand(self._stored.keys, self._read),
            terms=MappingProxyType(terms_of(records[Taxonomy.kind])),
            links=OnDemand(self._stored.targets, self._links),
            chapters=MappingProxyType({chapter.id: chapter for chapter in content.chapters}),
            site=loaded.site,
            site_source=loaded.site_source,
            known=MappingProxyType(known),
            files=content.files,
            translations=self._translations(),
            erased=MappingProxyType(loaded.erased),
            erased_source=loaded.erased_source,
        )

    def _record(self, kind: str, name: str) -> Record:
        """Make a record, with its translated texts."""
        record = self._written(kind, name)
        for owner in self._owners.get((kind, name), ()):
            put_texts(record, owner[0], self._sidecar(owner))
        return record

    def _written(self, kind: str, name: str) -> Record:
        """Make a record as its author wrote it."""
        return _checked(KINDS[kind], {**self._value(kind, name), "id": name})

    def _sidecar(self, owner: Owner) -> Sidecar:
        return _checked(Sidecar, self._value(*owner))

    def _value(self, *name: str) -> Mapping[str, object]:
        """Give what stands in a file; what is not kept is read."""
        value = self._stored.value(name)
        return self._read(name).value if value is None else value

    def _links(self, key: Key) -> tuple[Link, ...]:
        return tuple(Link(*link) for link in self._stored.links_to(key))

    def _translations(self) -> Mapping[Owner, TranslationFile]:
        """Give all translated texts; those of the site's own file are put where they belong."""
        site = self._loaded.site
        of_site = {
            owner: put_translation(site, owner, self._read(owner), self._sidecar(owner))
            for owner in self._owners.get((SITE_KIND, SITE_KIND), ())
            if site
        }
        return OnDemand(self._stored.owners, self._translation, of_site)

    def _translation(self, owner: Owner) -> TranslationFile:
        """Tell what became of translated texts; their record is made once more to see it."""
        record = self._written(*owner[1:])
        return put_translation(record, owner, self._read(owner), self._sidecar(owner))

    def _read(self, name: tuple[str, ...]) -> Source:
        """Read a file that is as it was."""
        path = DIRECTORY / _path_of(name)
        source = read_source(self._root / path, path)
        if isinstance(source, Problem) or self._stored.value(name) not in (None, source.value):
            raise StaleError(str(path))
        return source


def _path_of(name: tuple[str, ...]) -> PurePosixPath:
    """Give the file of a record or of translated texts, below the directory."""
    *folders, last = name
    if len(folders) == 1:
        return PurePosixPath(*folders, f"{last}.yml")
    language, kind = folders
    parts = (SITE_FILE,) if kind == SITE_KIND else (kind, f"{last}.yml")
    return PurePosixPath(TRANSLATIONS, language, *parts)


def _checked(model: type[M], value: Mapping[str, object]) -> M:
    try:
        return model.model_validate(value, context=KNOWN)
    except ValidationError as error:
        raise StaleError from error
