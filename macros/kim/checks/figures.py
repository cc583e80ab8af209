"""Checks of statistics: every figure there, every sum and share computed again."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from kim.catalogue import Catalogue
from kim.checks.finding import Findings, each, say_amount
from kim.models.statistic import Column, ShareOf, Statistic
from kim.problems import quote
from kim.source import Keys
from kim.translate import Adviser


class _Line(NamedTuple):
    """A row or the total row: where its values stand, and the values."""

    keys: Keys
    values: Mapping[str, Decimal]


def _lines(statistic: Statistic) -> Iterator[_Line]:
    for index, row in enumerate(statistic.rows):
        yield _Line(("rows", index, "values"), row.values)
    if statistic.total:
        yield _Line(("total", "values"), statistic.total.values)


def unknown_column(catalogue: Catalogue, _today: date) -> Findings:
    """Zeilen, Summe und 'share_of' nennen nur Spalten, die es gibt.

    Falsch:

        columns:
          - {id: insgesamt, name: Insgesamt}
        rows:
          - {id: mitte, area: mitte, values: {gesamt: 27.143}}

    Richtig:

        columns:
          - {id: insgesamt, name: Insgesamt}
        rows:
          - {id: mitte, area: mitte, values: {insgesamt: 27.143}}
    """
    adviser = Adviser()
    for statistic in catalogue.all(Statistic).values():
        columns = [column.id for column in statistic.columns]
        known = frozenset(columns)
        source = catalogue.sources[statistic.kind, statistic.id]
        for keys, name in _named_columns(statistic):
            if name not in known:
                yield (
                    source.key_place(keys),
                    f"die Spalte '{quote(name)}' gibt es hier nicht{adviser.cure(name, columns)}",
                )


def _named_columns(statistic: Statistic) -> Iterator[tuple[Keys, str]]:
    for line in _lines(statistic):
        for name in line.values:
            yield (*line.keys, name), name
    for index, column in enumerate(statistic.columns):
        if column.share_of:
            keys = ("columns", index, "share_of")
            yield (*keys, "part"), column.share_of.part
            yield (*keys, "whole"), column.share_of.whole


@each(Statistic)
def missing_figure(catalogue: Catalogue, statistic: Statistic, _today: date) -> Findings:
    """Jede Zeile hat eine Zahl in jeder Spalte, die Summe auch.

    In der Summe darf nur ein Prozentwert fehlen, der sich nicht nachrechnen lässt.

    Falsch:

        values: {insgesamt: 27.143}

    Richtig:

        values: {insgesamt: 27.143, mit: 11.965}
    """
    for line in _lines(statistic):
        is_total = line.keys[0] == "total"
        for column in statistic.columns:
            may_lack = is_total and column.unit == "percent" and not column.share_of
            if column.id not in line.values and not may_lack:
                yield (
                    catalogue.place(statistic, line.keys),
                    f"die Zahl für die Spalte '{column.id}' fehlt",
                )


@each(Statistic)
def row_without_name(catalogue: Catalogue, statistic: Statistic, _today: date) -> Findings:
    """Eine Zeile nennt ein Gebiet oder hat eine Bezeichnung.

    Falsch:

        rows:
          - {id: mitte, values: {insgesamt: 27.143}}

    Richtig:

        rows:
          - {id: mitte, area: mitte, values: {insgesamt: 27.143}}
    """
    for index, row in enumerate(statistic.rows):
        if not (row.area or row.name):
            yield (
                catalogue.place(statistic, ("rows", index)),
                f"die Zeile '{row.id}' hat keinen Namen; 'area' oder 'name' ergänzen",
            )


@each(Statistic)
def total_mismatch(catalogue: Catalogue, statistic: Statistic, _today: date) -> Findings:
    """Die Summe ist die Summe der Zeilen.

    Nachgerechnet wird jede Spalte mit 'unit: number', die in allen Zeilen eine Zahl hat.

    Falsch:

        rows:
          - {id: mitte, area: mitte, values: {insgesamt: 100}}
          - {id: nord, area: nord, values: {insgesamt: 50}}
        total: {name: Gesamt, values: {insgesamt: 160}}

    Richtig:

        total: {name: Gesamt, values: {insgesamt: 150}}
    """
    written = statistic.total.values if statistic.total else {}
    for column in statistic.columns:
        computed = _sum(statistic, column)
        if column.id in written and computed is not None and written[column.id] != computed:
            yield (
                catalogue.place(statistic, ("total", "values", column.id)),
                (
                    f"die Zeilen ergeben zusammen {say_amount(computed)}, hier steht"
                    f" {say_amount(written[column.id])}"
                ),
            )


def _sum(statistic: Statistic, column: Column) -> Decimal | None:
    values = [row.values.get(column.id) for row in statistic.rows]
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) if column.unit == "number" and len(known) == len(values) else None


@each(Statistic)
def share_mismatch(catalogue: Catalogue, statistic: Statistic, _today: date) -> Findings:
    """Ein Anteil mit 'share_of' stimmt so genau, wie er geschrieben ist.

    Gerechnet wird Teil durch Ganzes mal 100, kaufmännisch gerundet.

    Falsch:

        values: {insgesamt: 27.143, mit: 11.965, anteil: "44,0"}

    Richtig:

        values: {insgesamt: 27.143, mit: 11.965, anteil: "44,1"}
    """
    shares = [column for column in statistic.columns if column.share_of]
    for line in _lines(statistic):
        for column in shares:
            written = line.values.get(column.id)
            computed = _share(line.values, column.share_of, written)
            if computed is not None and written != computed:
                yield (
                    catalogue.place(statistic, (*line.keys, column.id)),
                    (
                        f"der Anteil ist {say_amount(computed)} Prozent, hier steht"
                        f" {say_amount(written or computed)}"
                    ),
                )


def _share(
    values: Mapping[str, Decimal], share_of: ShareOf | None, written: Decimal | None
) -> Decimal | None:
    """Compute a share with as many decimals as the author wrote."""
    part = values.get(share_of.part) if share_of else None
    whole = values.get(share_of.whole) if share_of else None
    if part is None or not whole or written is None:
        return None
    return (part * 100 / whole).quantize(written, ROUND_HALF_UP)
