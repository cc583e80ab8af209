"""Rows are renewed in the order in which they are made from one another."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import pytest

from kim import renewal as renewal_module
from kim import rows as module
from kim.models.organization import Organization
from kim.models.service import Service
from kim.renewal import Renewal, mended, renew
from kim.rows import kept, weighed
from kim.sections import Lines
from kim.sheets import ROW, KeptRows, Row
from kim.traces import NOTHING, Touch, code_of_look, name_changes, trace_of
from tests.making import make_catalogue

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from kim.catalogue import Catalogue
    from kim.rows import Rows
    from kim.traces import Changes


class View:
    """A point of view upon a catalogue."""

    language = "de"

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.seen: dict[object, dict[object, object]] = {}

    @property
    def rows(self) -> Rows | None:
        """Give the rows of the catalogue."""
        return self.catalogue.rows


def make_view(name: str) -> View:
    """Look at two services, one of which has this name."""
    return View(
        make_catalogue(
            organizations__verein="name: Musterverein\ntype: association",
            services__eins=f"name: {name}\norganization: verein",
            services__zwei="name: Zwei\norganization: verein",
        ).watched()
    )


@pytest.fixture(params=[1, -1], ids=["needed first", "needed last"])
def length(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    """Make two tables, whichever is known first: the lengths of names, and the sum of them."""
    monkeypatch.setattr(module, "TABLES", {})

    @kept
    def _one(view: View, name: str) -> int:
        return len(str(view.catalogue.all(Service)[name].name))

    @kept
    def _all(view: View, _: str) -> int:
        return sum(_one(view, name) for name in ("eins", "zwei"))

    tables = list(module.TABLES.items())[:: request.param]
    monkeypatch.setattr(module, "TABLES", dict(tables))
    monkeypatch.setattr(renewal_module, "TABLES", module.TABLES)
    return _all


def keep(rows: Rows | None) -> KeptRows:
    """Write rows as a note does, and read them."""
    assert rows
    left = KeptRows().after(rows.made)
    return KeptRows(Lines(left.values.encode()), left.reads, left.needs)


def renewal(now: View, before: View | None = None) -> Renewal:
    """Renew what a change touches."""
    return Renewal({"de": now}, {"de": before or now}, lambda some: Touch(some, {}))


@pytest.mark.parametrize(
    ("name", "differ"),
    [("Drei", {}), ("Eins!", {("*one@de", "eins"): {ROW}, ("*all@de", ""): {ROW}})],
    ids=["as long", "longer"],
)
def test_what_is_made_from_rows_is_made_after_them(
    length: Callable[..., int], name: str, differ: Changes
) -> None:
    """Only what came out differently is told, and nothing stale goes into a sum."""
    before = make_view("Eins")
    assert length(before, "") == 8
    known = keep(before.rows)
    now = make_view(name)
    assert now.rows
    now.rows.known = known
    changes = {("services", "eins"): name_changes({"name"})}
    found = renew(now.rows, renewal(now), changes)
    assert found == {**changes, **differ}
    assert length(now, "") == 4 + len(name)
    assert set(now.rows.made) == {("*one@de", "eins"), *differ}


def test_what_nobody_can_order_or_make_is_not_renewed(length: Callable[..., int]) -> None:
    """Rows in a circle, of a table that has gone or in a language that has gone."""
    view = make_view("Eins")
    assert length(view, "") == 8
    assert view.rows
    made = view.rows.made

    def can_renew(more: dict[tuple[str, str], Row]) -> bool:
        assert view.rows
        view.rows.known = KeptRows().after(made | more)
        return renew(view.rows, renewal(view), {}) == {}

    asked = trace_of({code_of_look(("*all@de", ""), ROW)})
    long = {code_of_look(("services", str(number)), "name") for number in range(201)}
    assert can_renew({})
    assert not can_renew({("*one@de", "x"): Row(1, asked)})
    assert not can_renew({("*one@de", "x"): Row(1, trace_of(long, [asked]).to_share())})
    assert not can_renew({("*gone@de", "x"): Row(1, NOTHING)})
    assert not can_renew({("*one@fr", "x"): Row(1, NOTHING)})


def test_who_uses_a_row_has_read_the_row_only(length: Callable[..., int]) -> None:
    """What it was made from is noted of the row; where nobody notes, it is seen once."""
    view = make_view("Eins")
    assert view.catalogue.reads
    assert view.rows
    with view.catalogue.reads.part() as part:
        assert length(view, "") == 8
    assert [*part.trace.codes] == [code_of_look(("*all@de", ""), ROW)]
    one = view.rows.made["*one@de", "eins"]
    assert [*one.trace.codes] == [code_of_look(("services", "eins"), "name")]
    view.catalogue = replace(view.catalogue, rows=None)
    assert [length(view, ""), length(view, "")] == [8, 8]
    assert [list(some) for some in view.seen.values()] == [[""], ["eins", "zwei"]]


def test_a_row_that_is_suddenly_made_from_others_is_not_renewed(
    length: Callable[..., int],
) -> None:
    """The other may be an old one: its table would have been renewed later."""
    view = make_view("Eins")
    assert length(view, "") == 8
    assert view.rows
    made = {
        key: Row(row.value, view.rows.made["*one@de", "eins"].trace)
        for key, row in view.rows.made.items()
    }
    now = make_view("Eins!")
    assert now.rows
    now.rows.known = KeptRows().after({key: made[key] for key in sorted(made)})
    changes = {("services", "eins"): name_changes({"name"})}
    assert renew(now.rows, renewal(now), changes) is None


class Weighing(NamedTuple):
    """A table whose rows are weighed, what is made of all of them, and how often it was mended."""

    one: Callable[[View, str], str]
    all: Callable[[View, str], str]
    mended: list[frozenset[str]]


@pytest.fixture
def weighing(monkeypatch: pytest.MonkeyPatch) -> Weighing:
    """Weigh names, and write them all down."""
    monkeypatch.setattr(module, "TABLES", {})
    monkeypatch.setattr(renewal_module, "TABLES", module.TABLES)
    monkeypatch.setattr(renewal_module, "_MENDINGS", {})
    mended_with: list[frozenset[str]] = []

    @weighed(lambda name: name)
    def _one(view: View, name: str) -> str:
        return str(view.catalogue.all(Service)[name].name)

    @kept
    def _all(view: View, _: str) -> str:
        sure = view.catalogue.all(Organization)["verein"].name
        return " ".join((str(sure), *(_one(view, name) for name in ("eins", "zwei"))))

    @mended(_all, by=_one)
    def _mend_all(view: View, before: View, known: str, names: Collection[str]) -> str | None:
        mended_with.append(frozenset(names))
        for name in names:
            old = str(before.catalogue.all(Service)[name].name)
            known = known.replace(old, _one(view, name))
        return None if "Nein" in known else known

    return Weighing(_one, _all, mended_with)


@pytest.mark.parametrize("name", ["Drei", "Nein"], ids=["mended", "made anew"])
def test_a_row_is_mended_where_nothing_else_has_changed(weighing: Weighing, name: str) -> None:
    """From what has changed and what was there before; made anew where that does not do."""
    before = make_view("Eins")
    assert weighing.all(before, "") == "Musterverein Eins Zwei"
    known = keep(before.rows)
    assert "Eins" not in known.values["*one@de"]
    now = make_view(name)
    assert now.rows
    now.rows.known = known
    changes = {("services", "eins"): name_changes({"name"})}
    found = renew(now.rows, renewal(now, before), changes)
    assert found == {**changes, ("*one@de", "eins"): {ROW}, ("*all@de", ""): {ROW}}
    assert weighing.all(now, "") == f"Musterverein {name} Zwei"
    assert weighing.one(now, "zwei") == "Zwei"
    assert weighing.mended == [{"eins"}]
    later = known.after(now.rows.made)
    verein = {("organizations", "verein"): name_changes({"name"})}
    assert later.touched("*all@de", Touch(verein, {})) == [""]


def test_a_row_is_made_anew_where_more_has_changed(weighing: Weighing) -> None:
    """Nobody mends what hangs on something else too."""
    before = make_view("Eins")
    assert weighing.all(before, "")
    now = make_view("Drei")
    assert now.rows
    now.rows.known = keep(before.rows)
    changes = {
        ("services", "eins"): name_changes({"name"}),
        ("organizations", "verein"): name_changes({"name"}),
    }
    assert renew(now.rows, renewal(now, before), changes)
    assert weighing.mended == []
    assert weighing.all(now, "") == "Musterverein Drei Zwei"


def test_where_nobody_keeps_rows_what_is_weighed_is_seen(weighing: Weighing) -> None:
    """As often as somebody asks."""
    view = make_view("Eins")
    view.catalogue = replace(view.catalogue, rows=None)
    assert weighing.one(view, "eins") == "Eins"
