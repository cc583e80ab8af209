"""Records → Catalogue: indexes, resolved references, reverse links.

Comes in: what load found and the chapters. Goes out: one frozen whole in which every record can be
found by kind and id, every term by taxonomy and id, and every record knows who names it. Cost: one
pass over the records and their references.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar, cast

from kim.chapters import Chapter, load_chapters
from kim.collecting import without_collecting
from kim.demand import with_each
from kim.files import list_files
from kim.load import TRANSLATIONS, Loaded, load_directory
from kim.models import Record, Site
from kim.models.erasure import Erasure
from kim.models.taxonomy import Taxonomy, Term
from kim.nearest import suggest
from kim.problems import Place, Problem
from kim.reads import NotedLooks, Reads, noted_links, noted_sources
from kim.references import Found, find_references, list_targets
from kim.rows import Rows
from kim.source import Keys, Source
from kim.translations import NotedTranslations, Owner, TranslationFile, load_translations

R = TypeVar("R", bound=Record)

DIRECTORY = PurePosixPath("directory")
CONTENT = PurePosixPath("content")
_MOST_SUGGESTIONS = 200  # comparing words costs time; a wholly broken directory stays quick


class Link(NamedTuple):
    """One record names another: who, in which field."""

    kind: str
    id: str
    field: str


class Naming:
    """Who names whom, put together record by record while they are read."""

    def __init__(self) -> None:
        self.links: dict[tuple[str, str], list[Link]] = defaultdict(list)

    def add(self, record: Record) -> None:
        """Note whom a record names, known or not."""
        own, name, links = record.kind, record.id, self.links
        link = Link(own, name, "")
        for field_name, kind, targets in list_targets(record):
            if link.field != field_name:
                link = Link(own, name, field_name)
            for target in targets:
                naming = links[kind or own, target]
                if not naming or naming[-1] is not link:
                    naming.append(link)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything a site's authors wrote, linked."""

    records: Mapping[str, Mapping[str, Record]]
    sources: Mapping[tuple[str, str], Source]
    terms: Mapping[str, Mapping[str, Term]]
    links: Mapping[tuple[str, str], tuple[Link, ...]]
    chapters: Mapping[str, Chapter]
    site: Site | None
    site_source: Source | None = field(repr=False)
    known: Mapping[str, Mapping[str, None]] = field(default_factory=dict, repr=False)
    files: frozenset[PurePosixPath] = frozenset()
    translations: Mapping[Owner, TranslationFile] = field(default_factory=dict, repr=False)
    erased: Mapping[str, Erasure] = field(default_factory=dict)
    """Persons who must not be named again, by id."""
    erased_source: Source | None = field(default=None, repr=False)
    reads: Reads | None = field(default=None, repr=False, compare=False)
    """Notes who reads what, where a later build wants to know."""
    rows: Rows | None = field(default=None, repr=False, compare=False)
    """What was made of many records and is kept for a later build."""
    seen: dict[Any, Any] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What was seen in all languages at once, by what saw it."""

    def watched(self) -> "Catalogue":
        """Give the same whole, in which every look at a record is noted."""
        reads = Reads()
        records = {kind: with_each(some, reads.watch) for kind, some in self.records.items()}
        return replace(
            self,
            reads=reads,
            rows=Rows(reads),
            records=MappingProxyType(records),
            sources=noted_sources(reads, self.sources),
            links=noted_links(reads, self.links),
            translations=NotedTranslations(self.translations, reads.note),
        )

    def let_go(self) -> None:
        """Keep of the files no values that only checks ask for."""
        for source in self.sources.values():
            source.let_go()

    def is_known(self, kind: str, record_id: str) -> bool:
        """Tell whether a file of this name exists, even one that has problems of its own."""
        return record_id in self.known.get(kind, {})

    def is_whole(self, model: type[Record]) -> bool:
        """Tell whether every file of this kind could be read; else nothing is proven missing."""
        return len(self.known.get(model.kind, {})) == len(self.records[model.kind])

    def all(self, model: type[R]) -> Mapping[str, R]:
        """Give all records of one kind by id, in the order of their ids."""
        return cast("Mapping[str, R]", self.records[model.kind])

    def get(self, model: type[R], record_id: str | None) -> R | None:
        """Find one record, or None."""
        return self.all(model).get(record_id) if record_id else None

    def term(self, taxonomy: str, term_id: str) -> Term | None:
        """Find one term of a taxonomy, or None."""
        return self.terms.get(taxonomy, {}).get(term_id)

    def linked_from(self, kind: str, record_id: str, by: str) -> tuple[Link, ...]:
        """List the records of kind `by` that name this record, each once per field."""
        return tuple(link for link in self.links.get((kind, record_id), ()) if link.kind == by)

    def naming(self, kind: str, record_id: str, by: str, *fields: str) -> list[str]:
        """Give the ids of those of kind `by` that name a record in one of the fields, once each."""
        known, key = self.links, (kind, record_id)
        links = known.look(key, by) if isinstance(known, NotedLooks) else known.get(key)
        found = {
            link.id
            for link in links or ()
            if link.kind == by and (not fields or link.field in fields)
        }
        return sorted(found)

    def place(self, record: Record, keys: Keys = ()) -> Place:
        """Point at a value in the record's file."""
        return self.sources[record.kind, record.id].place(keys)


@without_collecting()
def load_catalogue(root: Path) -> tuple[Catalogue, list[Problem]]:
    """Load a site's directory and chapters and link them."""
    naming = Naming()
    loaded = load_directory(root / DIRECTORY, DIRECTORY, naming.add)
    translations = load_translations(
        root / DIRECTORY / TRANSLATIONS, DIRECTORY / TRANSLATIONS, loaded
    )
    content = load_content(root)
    catalogue, problems = link_records(
        loaded, content.chapters, content.files, translations, naming
    )
    return catalogue, [*loaded.problems, *content.problems, *problems]


class Content(NamedTuple):
    """The chapters, the files beside them, and what is wrong with any."""

    chapters: list[Chapter]
    files: frozenset[PurePosixPath]
    problems: list[Problem]


def load_content(root: Path) -> Content:
    """Read the chapters of a site, and name the files that lie there."""
    folder = root / CONTENT
    chapters, problems = load_chapters(folder, CONTENT)
    files = (path for path in list_files(folder, CONTENT)[0] if not path.is_symlink())
    names = frozenset(PurePosixPath(path.relative_to(folder).as_posix()) for path in files)
    return Content(chapters, names, problems)


def link_records(
    loaded: Loaded,
    chapters: list[Chapter],
    files: frozenset[PurePosixPath] = frozenset(),
    translations: Mapping[Owner, TranslationFile] = MappingProxyType({}),
    naming: Naming | None = None,
) -> tuple[Catalogue, list[Problem]]:
    """Resolve every reference; an id counts as known when its file exists."""
    terms = terms_of(loaded.records[Taxonomy.kind])
    links, problems = find_links(loaded, terms, naming)
    catalogue = Catalogue(
        records=MappingProxyType({k: MappingProxyType(v) for k, v in loaded.records.items()}),
        sources=MappingProxyType(loaded.sources),
        terms=MappingProxyType(terms),
        links=MappingProxyType(links),
        chapters=MappingProxyType({chapter.id: chapter for chapter in chapters}),
        site=loaded.site,
        site_source=loaded.site_source,
        known=MappingProxyType(loaded.known),
        files=files,
        translations=translations,
        erased=MappingProxyType(loaded.erased),
        erased_source=loaded.erased_source,
    )
    return catalogue, problems


def find_links(
    loaded: Loaded, terms: Mapping[str, Mapping[str, Term]], naming: Naming | None = None
) -> tuple[dict[tuple[str, str], tuple[Link, ...]], list[Problem]]:
    """Give who names whom among what was loaded, and which references lead nowhere.

    Where all records were noted while they were read, that is done.
    """
    if naming is None:
        naming = Naming()
        for records in loaded.records.values():
            for record in records.values():
                naming.add(record)
    of_site = list_targets(loaded.site) if loaded.site else ()
    site = {(kind, name) for _, kind, names in of_site for name in names}
    named = (*naming.links, *site)
    known = {kind: _all_of(kind, loaded, terms) for kind in {kind for kind, _ in named}}
    lost = {
        (kind, name)
        for kind, name in named
        if (some := known[kind]) is not None and name not in some
    }
    links = {key: tuple(some) for key, some in naming.links.items() if key not in lost}
    return links, list(_say_unknown(loaded, lost, known)) if lost else []


def terms_of(records: Mapping[str, Record]) -> dict[str, dict[str, Term]]:
    """Give the terms of all taxonomies, each by its id."""
    taxonomies = cast("Mapping[str, Taxonomy]", records)
    return {
        name: {term.id: term for term in taxonomy.terms} for name, taxonomy in taxonomies.items()
    }


def name_targets(record: Record) -> Iterator[tuple[tuple[str, str], str]]:
    """Give kind and id of each record or term that a record names, and the field that does."""
    for field_name, kind, names in list_targets(record):
        for name in names:
            yield (kind or record.kind, name), field_name


def _all_of(
    kind: str, loaded: Loaded, terms: Mapping[str, Mapping[str, Term]]
) -> Mapping[str, object] | None:
    """Give all that can be named of a kind, or of a kind and its taxonomy.

    None where that is not certain: the taxonomy's own file has a problem already.
    """
    folder, _, taxonomy = kind.partition("/")
    if not taxonomy:
        return loaded.known[kind]
    is_broken = taxonomy in loaded.known[folder] and taxonomy not in terms
    return None if is_broken else terms.get(taxonomy, {})


def _say_unknown(
    loaded: Loaded,
    lost: Collection[tuple[str, str]],
    known: Mapping[str, Mapping[str, object] | None],
) -> Iterator[Problem]:
    """Say where in the files that stands which is not known; only then are places looked for."""
    number = 0
    for own, source, references in _references(loaded):
        for keys, reference, name in references:
            kind = reference.target or own
            if (kind, name) in lost:
                cure = number < _MOST_SUGGESTIONS and suggest(name, list(known[kind] or ()))
                message = f"{_what(kind)} '{name}'{f'; {cure}' if cure else ''}"
                yield Problem(source.place(keys), "unknown-reference", message)
                number += 1


def _references(loaded: Loaded) -> Iterator[tuple[str, Source, list[Found]]]:
    for kind, records in loaded.records.items():
        for name, record in records.items():
            yield kind, loaded.sources[kind, name], find_references(record)
    if loaded.site and loaded.site_source:
        yield "", loaded.site_source, find_references(loaded.site)


def _what(kind: str) -> str:
    folder, _, taxonomy = kind.partition("/")
    if taxonomy:
        return f"in directory/{folder}/{taxonomy}.yml steht kein Begriff mit der Kennung"
    return f"in directory/{folder}/ gibt es keinen Eintrag mit der Kennung"
