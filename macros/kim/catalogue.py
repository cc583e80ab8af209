"""Records → Catalogue: indexes, resolved references, reverse links.

Comes in: what load found and the chapters. Goes out: one frozen whole in which every record can be
found by kind and id, every term by taxonomy and id, and every record knows who names it. Cost: one
pass over the records and their references.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import NamedTuple, TypeVar, cast

from kim.chapters import Chapter, load_chapters
from kim.collecting import without_collecting
from kim.demand import with_each
from kim.fields import Reference
from kim.files import list_files
from kim.load import TRANSLATIONS, Loaded, load_directory
from kim.models import Record, Site
from kim.models.erasure import Erasure
from kim.models.taxonomy import Taxonomy, Term
from kim.nearest import suggest
from kim.problems import Place, Problem
from kim.reads import Reads, noted_links, noted_sources
from kim.references import Found, find_references
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

    def place(self, record: Record, keys: Keys = ()) -> Place:
        """Point at a value in the record's file."""
        return self.sources[record.kind, record.id].place(keys)


@without_collecting()
def load_catalogue(root: Path) -> tuple[Catalogue, list[Problem]]:
    """Load a site's directory and chapters and link them."""
    loaded = load_directory(root / DIRECTORY, DIRECTORY)
    translations = load_translations(
        root / DIRECTORY / TRANSLATIONS, DIRECTORY / TRANSLATIONS, loaded
    )
    content = load_content(root)
    catalogue, problems = link_records(loaded, content.chapters, content.files, translations)
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
) -> tuple[Catalogue, list[Problem]]:
    """Resolve every reference; an id counts as known when its file exists."""
    terms = terms_of(loaded.records[Taxonomy.kind])
    links, problems = find_links(loaded, terms)
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
    loaded: Loaded, terms: Mapping[str, Mapping[str, Term]]
) -> tuple[dict[tuple[str, str], tuple[Link, ...]], list[Problem]]:
    """Give who names whom among what was loaded, and which references lead nowhere."""
    links: dict[tuple[str, str], list[Link]] = defaultdict(list)
    unknown = []
    aims: dict[tuple[str, int], tuple[str, Mapping[str, object] | None]] = {}
    for record, source, references in _references(loaded):
        own, name = (record.kind, record.id) if record else ("", "")
        link = Link(own, name, "")
        for found in references:
            keys, reference, target = found
            aim = own, id(reference)
            if aim not in aims:
                aims[aim] = _aim(own, reference, loaded, terms)
            kind, known = aims[aim]
            if known is not None and target not in known:
                unknown.append((source.place(keys), kind, found))
            elif record is not None:
                if link.field != keys[0]:
                    link = Link(own, name, str(keys[0]))
                naming = links[kind, target]
                if not naming or naming[-1] is not link:
                    naming.append(link)
    found_links = {key: tuple(some) for key, some in links.items()}
    return found_links, list(_say_unknown(unknown, loaded, terms))


def terms_of(records: Mapping[str, Record]) -> dict[str, dict[str, Term]]:
    """Give the terms of all taxonomies, each by its id."""
    taxonomies = cast("Mapping[str, Taxonomy]", records)
    return {
        name: {term.id: term for term in taxonomy.terms} for name, taxonomy in taxonomies.items()
    }


def _references(loaded: Loaded) -> Iterator[tuple[Record | None, Source, list[Found]]]:
    for kind, records in loaded.records.items():
        for name, record in records.items():
            yield record, loaded.sources[kind, name], find_references(record)
    if loaded.site and loaded.site_source:
        yield None, loaded.site_source, find_references(loaded.site)


def name_targets(record: Record) -> Iterator[tuple[tuple[str, str], str]]:
    """Give kind and id of each record or term that a record names, and the field that does."""
    for found in find_references(record):
        yield (_target_of(found.reference, record.kind), found.id), str(found.keys[0])


def _target_of(reference: Reference, own: str) -> str:
    """Give the kind of what is named; of a term with its taxonomy."""
    kind = reference.kind or own
    return f"{kind}/{reference.taxonomy}" if reference.taxonomy else kind


def _aim(
    own: str, reference: Reference, loaded: Loaded, terms: Mapping[str, Mapping[str, Term]]
) -> tuple[str, Mapping[str, object] | None]:
    """Give the kind of what a record of one's own kind names and all that can be named.

    None where that is not certain: the taxonomy's own file has a problem already.
    """
    kind, taxonomy = _target_of(reference, own), reference.taxonomy
    if not taxonomy:
        return kind, loaded.known[kind]
    is_broken = taxonomy in loaded.known["taxonomies"] and taxonomy not in terms
    return kind, None if is_broken else terms.get(taxonomy, {})


def _say_unknown(
    unknown: list[tuple[Place, str, Found]],
    loaded: Loaded,
    terms: Mapping[str, Mapping[str, Term]],
) -> Iterator[Problem]:
    for number, (place, kind, found) in enumerate(unknown):
        cure = ""
        if number < _MOST_SUGGESTIONS:
            _, known = _aim(kind, found.reference, loaded, terms)
            cure = f"; {suggest(found.id, list(known or ()))}"
        yield Problem(place, "unknown-reference", f"{_what(kind)} '{found.id}'{cure}")


def _what(kind: str) -> str:
    folder, _, taxonomy = kind.partition("/")
    if taxonomy:
        return f"in directory/{folder}/{taxonomy}.yml steht kein Begriff mit der Kennung"
    return f"in directory/{folder}/ gibt es keinen Eintrag mit der Kennung"
