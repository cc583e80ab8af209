"""Checks that a name or an id means one thing."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from kim.catalogue import Catalogue
from kim.checks.alike import alike
from kim.checks.finding import Findings, each, each_file, every_record, fields_of, has_ended
from kim.models import Record
from kim.models.glossary import GlossaryEntry
from kim.models.statistic import Statistic
from kim.models.taxonomy import Taxonomy
from kim.references import find_references
from kim.source import Keys, Source

if TYPE_CHECKING:
    from kim.lines import Value

_PROVIDER = {
    "areas": "parent",
    "organizations": "parent",
    "locations": "area",
    "contacts": "organization",
    "services": "organization",
    "committees": "office",
    "programmes": "funder",
    "documents": "year",
    "statistics": "as_of",
    "responsibilities": None,
    "glossary": None,
}
"""Within what a name must be unique; kinds that are not here may repeat names."""


def _tell(field: str, record: Record, today: date) -> tuple[object, ...] | None:
    """Give a name in any spelling, and within what nothing else may bear it."""
    name, provider = getattr(record, field), _PROVIDER[record.kind]
    if name is None or has_ended(record, today):
        return None
    return str(name).casefold(), getattr(record, provider) if provider else None


def _say_repeated(catalogue: Catalogue, field: str, record: Record, other: Record) -> Findings:
    yield (
        catalogue.place(record, (field,)),
        f"so heißt auch {catalogue.place(other).path}; ist es dasselbe?",
    )


@alike(_PROVIDER, partial(_tell, "name"))
def duplicate_name(catalogue: Catalogue, record: Record, other: Record) -> Findings:
    """Zwei Einträge einer Art und desselben Trägers heißen nicht gleich.

    Wer sucht, kann sie nicht auseinanderhalten. Ist es derselbe Eintrag, einen löschen; sonst sagt
    der Name, was ihn unterscheidet.

    Falsch:

        # mbe.yml und mbe-nord.yml
        name: Migrationsberatung
        organization: awo

    Richtig:

        # mbe-nord.yml
        name: Migrationsberatung im Norden
        organization: awo
    """
    return _say_repeated(catalogue, "name", record, other)


@alike(_PROVIDER, partial(_tell, "alternate_name"))
def duplicate_short_name(catalogue: Catalogue, record: Record, other: Record) -> Findings:
    """Zwei Einträge einer Art und desselben Trägers haben nicht denselben Kurznamen.

    Falsch:

        # migrationsberatung.yml und elternberatung.yml, beide mit
        organization: awo
        alternate_name: MBE

    Richtig:

        # nur migrationsberatung.yml
        alternate_name: MBE
    """
    return _say_repeated(catalogue, "alternate_name", record, other)


def _tell_abbreviation(entry: GlossaryEntry, _today: date) -> tuple[object, ...] | None:
    return (entry.abbreviation,) if entry.abbreviation else None


@alike([GlossaryEntry.kind], _tell_abbreviation)
def duplicate_abbreviation(
    catalogue: Catalogue, entry: GlossaryEntry, other: GlossaryEntry
) -> Findings:
    """Eine Abkürzung steht nur einmal im Glossar.

    Sie wird in den Kapiteln erklärt, sobald jemand darauf zeigt; das geht nur mit einer Bedeutung.

    Falsch:

        # jmd.yml und jugendmigrationsdienst.yml
        abbreviation: JMD

    Richtig:

        # nur jmd.yml
        abbreviation: JMD
    """
    yield (
        catalogue.place(entry, ("abbreviation",)),
        f"die Abkürzung '{entry.abbreviation}' erklärt schon {catalogue.place(other).path}",
    )


def former_id_taken(catalogue: Catalogue, _today: date) -> Findings:
    """Eine frühere Kennung gehört genau einem Eintrag.

    Alte Adressen führen zu dem Eintrag, der sie bei 'formerly' nennt. Gibt es die Kennung noch oder
    nennen sie zwei, weiß niemand, wohin.

    Falsch, wenn es directory/services/mbe.yml noch gibt:

        formerly: [mbe]

    Richtig:

        formerly: [mbe-alt]
    """
    owners: dict[tuple[str, str], Record] = {}
    for record in every_record(catalogue):
        for index, old in enumerate(record.formerly):
            owner = owners.setdefault((record.kind, old), record)
            fault = ""
            if catalogue.is_known(record.kind, old):
                fault = f"gibt es noch: directory/{record.kind}/{old}.yml"
            elif owner is not record:
                fault = f"nennt schon {catalogue.place(owner).path}"
            if fault:
                yield (catalogue.place(record, ("formerly", index)), f"die Kennung '{old}' {fault}")


@each(Taxonomy, Statistic)
def duplicate_id(catalogue: Catalogue, record: Taxonomy | Statistic, _today: date) -> Findings:
    """Begriffe, Spalten und Zeilen haben in ihrer Datei je eine eigene Kennung.

    Falsch:

        terms:
          - {id: arbeit, name: Arbeit}
          - {id: arbeit, name: Beruf}

    Richtig:

        terms:
          - {id: arbeit, name: Arbeit}
          - {id: beruf, name: Beruf}
    """
    for name in fields_of(type(record), ("terms", "columns", "rows")):
        first: dict[str, int] = {}
        for index, inner in enumerate(getattr(record, name)):
            other = first.setdefault(inner.id, index)
            if other != index:
                line = catalogue.place(record, (name, other, "id")).line
                yield (
                    catalogue.place(record, (name, index, "id")),
                    f"die Kennung '{inner.id}' gibt es schon in Zeile {line}",
                )


@each(Record)
def self_reference(catalogue: Catalogue, record: Record, _today: date) -> Findings:
    """Ein Eintrag verweist nicht auf sich selbst.

    Nur bei 'verified_by' darf eine Organisation sich selbst nennen.

    Falsch, in directory/organizations/ki.yml:

        parent: ki

    Richtig:

        parent: stadt
    """
    kind, name = record.kind, record.id
    links = catalogue.links.get((kind, name), ())
    if any(link.kind == kind and link.id == name for link in links):
        for found in find_references(record):
            is_same_kind = found.reference.kind in {"", kind}
            if is_same_kind and found.id == name and found.keys[0] != "verified_by":
                yield (
                    catalogue.place(record, found.keys),
                    f"der Eintrag nennt sich hier selbst: '{name}'",
                )


def _file_of_site(catalogue: Catalogue) -> Iterator[Source]:
    if catalogue.site_source:
        yield catalogue.site_source


@each_file(others=_file_of_site)
def doubled_entry(_catalogue: Catalogue, source: Source, _today: date) -> Findings:
    """In einer Liste steht nichts zweimal.

    Falsch:

        topics: [aufenthalt, sprache, aufenthalt]

    Richtig:

        topics: [aufenthalt, sprache]
    """
    for keys, text in _doubled(source) if _has_doubled(source.value) else ():
        yield source.place(keys), f"'{text}' steht schon in dieser Liste; eine Zeile löschen"


def _has_doubled(value: "Value") -> bool:
    """Tell whether a text stands twice in a list; where, is asked for few files."""
    groups = [value]
    for group in groups:
        if isinstance(group, dict):
            groups += [one for one in group.values() if not isinstance(one, str)]
        else:
            others = [one for one in group if not isinstance(one, str)]
            texts = {one for one in group if isinstance(one, str)} if others else {*group}
            if len(texts) + len(others) < len(group):
                return True
            groups += others
    return False


def _doubled(source: Source) -> Iterator[tuple[Keys, str]]:
    stack: list[tuple[Keys, Value]] = [((), source.value)]
    while stack:
        keys, value = stack.pop()
        if isinstance(value, dict):
            stack.extend(
                ((*keys, key), one) for key, one in value.items() if not isinstance(one, str)
            )
        elif isinstance(value, list):
            seen: set[str] = set()
            for index, item in enumerate(value):
                if not isinstance(item, str):
                    stack.append(((*keys, index), item))
                elif item in seen:
                    yield (*keys, index), item
                else:
                    seen.add(item)
