"""What a piece of work reads is noted, whoever read it first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kim.catalogue import load_catalogue
from kim.checks import CHECKS, code_of, run_check
from kim.models.organization import Organization
from kim.models.service import Service
from kim.reads import see_noting
from kim.render.data import data_files, files_to_take
from kim.traces import ANY, LINKS, TEXT, code_of_look, name_changes, parts_of
from kim.views.drafts import list_drafts
from kim.views.viewpoint import Viewpoint
from tests.making import make_catalogue

if TYPE_CHECKING:
    from collections.abc import Callable

    from kim.catalogue import Catalogue
    from kim.reads import Reads
    from kim.traces import Trace

OWN = Path(__file__).parent.parent
KREIS = Path(__file__).parent / "sites" / "rheinisch-bergischer-kreis"
TODAY = date(2026, 11, 21)
_HELD = "name: Musterverein\ntype: association\n"


@pytest.fixture
def catalogue() -> Catalogue:
    """Give two services of one organization, watched."""
    return make_catalogue(
        organizations__verein="name: Musterverein\ntype: association\nphones: [{number: 030 1}]",
        services__eins="name: Eins\norganization: verein",
        services__zwei="name: Zwei\norganization: verein",
    ).watched()


def reads_of(catalogue: Catalogue) -> Reads:
    """Give who notes the reads of a watched catalogue."""
    assert catalogue.reads
    return catalogue.reads


def codes_for(**services: set[str]) -> set[int]:
    """Give the codes of these fields of services."""
    keys = {name: ("services", name) for name in services}
    return {code_of_look(keys[name], field) for name in services for field in services[name]}


def codes_in(trace: Trace) -> set[int]:
    """Give all that was read."""
    return {code for one in (trace, *parts_of([trace]).values()) for code in one.codes}


def test_a_look_at_a_field_is_noted(catalogue: Catalogue) -> None:
    """By its name, however it was asked for; asking for the id alone tells nothing."""
    reads = reads_of(catalogue)
    one = catalogue.all(Service)["eins"]
    with reads.part() as part:
        assert str(one.name) == "Eins"
        assert catalogue.all(Service)["zwei"].id == "zwei"
    assert codes_in(part.trace) == codes_for(eins={"name"})


LOOKS: dict[str, Callable[[Service], object]] = {
    "print": repr,
    "list": dict,
    "write": lambda one: one.model_dump(),
    "compare": lambda one: one == one.model_copy(),
}


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
def test_a_look_at_a_whole_record_is_noted(
    catalogue: Catalogue, look: Callable[[Service], object]
) -> None:
    """Comparing, printing and copying read everything."""
    reads = reads_of(catalogue)
    with reads.part() as part:
        look(catalogue.all(Service)["eins"])
    assert part.trace.is_touched({("services", "eins"): name_changes({"phones"})})
    assert not part.trace.is_touched({("services", "zwei"): name_changes({"phones"})})


def test_links_and_places_are_noted(catalogue: Catalogue) -> None:
    """Who names a record, and where something stands in its file, can change by other files."""
    reads = reads_of(catalogue)
    with reads.part() as part:
        assert catalogue.linked_from("organizations", "verein", "services")
        catalogue.place(catalogue.all(Service)["zwei"])
    verein, zwei = ("organizations", "verein"), ("services", "zwei")
    assert {*part.trace.codes} == {code_of_look(verein, LINKS), code_of_look(zwei, TEXT)}
    assert part.trace.is_touched({verein: frozenset({LINKS})})
    assert part.trace.is_touched({zwei: name_changes(())})
    assert not part.trace.is_touched({("services", "eins"): name_changes({"name"})})


def test_who_asks_for_one_kind_is_not_touched_by_another(catalogue: Catalogue) -> None:
    """A programme's box in a chapter stays what it is when one more service names the programme."""
    verein = ("organizations", "verein")
    with catalogue.reads.part() as part:  # type: ignore[union-attr]  # it is watched
        assert catalogue.naming(*verein, "services", "organization")
        assert not catalogue.naming("organizations", "nobody", "services")
    assert part.trace.is_touched({verein: frozenset({LINKS, f"{LINKS}services"})})
    assert not part.trace.is_touched({verein: frozenset({LINKS, f"{LINKS}contacts"})})


def test_a_look_at_translated_texts_is_noted() -> None:
    """They grow old when a German text of their record changes; its phone has no part in it."""
    whole = load_catalogue(OWN)[0]
    owner = next(owner for owner in whole.translations if owner[1] == "services")
    catalogue = whole.watched()
    reads = reads_of(catalogue)
    with reads.part() as part:
        assert catalogue.translations[owner] == whole.translations[owner]
    assert part.trace.is_touched({owner[1:]: frozenset({"summary"})})
    assert not part.trace.is_touched({owner[1:]: frozenset({"phones"})})


def test_what_was_seen_once_counts_for_all_who_use_it(catalogue: Catalogue) -> None:
    """The second page that shows an organization has read it too."""
    reads, view = reads_of(catalogue), Viewpoint(catalogue, TODAY)
    organization = catalogue.all(Organization)["verein"]
    traces = []
    for _ in range(2):
        with reads.part() as part:
            view.link(organization)
        traces.append(codes_in(part.trace))
    assert traces == 2 * [{code_of_look(("organizations", "verein"), "name")}]


def test_what_an_inner_piece_of_work_reads_is_its_own(catalogue: Catalogue) -> None:
    """Neither does it hide what the outer one reads before, meanwhile or afterwards."""
    reads, services = reads_of(catalogue), catalogue.all(Service)
    with reads.part() as outer:
        assert services["eins"].name
        with reads.part() as inner:
            assert services["eins"].name
            assert services["zwei"].summary is None
        assert services["eins"].phones == ()
    assert codes_in(inner.trace) == codes_for(eins={"name"}, zwei={"summary"})
    assert codes_in(outer.trace) == codes_for(eins={"name", "phones"})


def test_of_its_own_record_a_piece_of_work_has_read_all(catalogue: Catalogue) -> None:
    """Work inside it notes its looks, even if the record is its own as well."""
    reads, one = reads_of(catalogue), catalogue.all(Service)["eins"]
    with reads.part(one) as outer:
        assert one.name
        with reads.part() as inner:
            assert one.summary is None
            with reads.part(one) as inmost:
                assert one.phones == ()
            assert one.description is None
        assert one.name
        assert catalogue.all(Service)["zwei"].name
    with reads.part() as later:
        assert one.name
    whole = {code_of_look(("services", "eins"), ANY)}
    assert codes_in(outer.trace) == whole | codes_for(zwei={"name"})
    assert codes_in(inner.trace) == codes_for(eins={"summary", "description"})
    assert codes_in(inmost.trace) == whole
    assert codes_in(later.trace) == codes_for(eins={"name"})
    assert outer.trace.is_touched({("services", "eins"): name_changes({"phones"})})


def test_who_joins_a_piece_of_work_has_read_what_it_did(catalogue: Catalogue) -> None:
    """Whether it was done within the work at hand or long before, once or twice."""
    reads, services = reads_of(catalogue), catalogue.all(Service)
    _, shared = see_noting(reads, lambda: services["zwei"].name)
    assert shared
    with reads.part() as part:
        assert services["zwei"].phones == ()
        reads.join(shared)
        reads.join(shared)
    assert codes_in(part.trace) == codes_for(zwei={"name", "phones"})
    assert codes_in(reads.base()) == set()


def test_what_another_process_has_read_is_read_by_the_work_at_hand(catalogue: Catalogue) -> None:
    """Outside of any work it belongs to the base."""
    reads, services = reads_of(catalogue), catalogue.all(Service)
    with reads.part() as part:
        assert services["eins"].name
    reads.add(part.trace)
    assert codes_in(reads.base()) == codes_for(eins={"name"})


def test_what_fails_was_read_by_who_goes_on(catalogue: Catalogue) -> None:
    """The work around it knows that it failed, and for which reason."""
    reads, services = reads_of(catalogue), catalogue.all(Service)

    def fail() -> None:
        assert services["zwei"].name
        raise LookupError

    with reads.part() as part:
        with pytest.raises(LookupError):
            see_noting(reads, fail)
        assert services["eins"].name
    assert codes_in(part.trace) == codes_for(eins={"name"}, zwei={"name"})


def test_what_is_read_later_counts_for_who_reads_it(catalogue: Catalogue) -> None:
    """A row that is walked along in another piece of work is read there."""
    reads, services = reads_of(catalogue), catalogue.all(Service)
    with reads.part() as first:
        names = (str(services[name].name) for name in services)
        assert next(names) == "Eins"
    with reads.part() as second:
        assert [*names] == ["Zwei"]
    assert codes_in(first.trace) == codes_for(eins={"name"})
    assert codes_in(second.trace) == codes_for(zwei={"name"})


def test_pieces_of_work_end_in_their_order(catalogue: Catalogue) -> None:
    """Whoever begins one in a row that stops in between is told, and nothing is noted wrongly."""
    reads = reads_of(catalogue)
    outer, inner = reads.part(), reads.part()
    outer.__enter__()
    inner.__enter__()
    for part in (outer, inner):
        with pytest.raises(AssertionError, match="done before"):
            part.__exit__(None, None, None)


def test_a_long_part_is_named_and_told_once() -> None:
    """All who use it share one trace, and each of them is touched by what touches it."""
    names = {f"organizations__s{number}": _HELD for number in range(201)}
    catalogue = make_catalogue(**names).watched()
    reads, services = reads_of(catalogue), catalogue.all(Organization).values()
    _, long = see_noting(reads, lambda: [str(one.name) for one in services])
    _, again = see_noting(reads, lambda: [str(one.name) for one in services])
    assert long
    assert again
    with reads.part() as part:
        reads.join(long)
        reads.join(again)
    ((name, shared),) = part.trace.parts.items()
    assert [*part.trace.codes] == [name]
    assert len(shared.codes) == 201
    assert part.trace.is_touched({("organizations", "s200"): name_changes({"name"})})
    assert not part.trace.is_touched({("organizations", "s200"): name_changes({"phones"})})


def test_a_watched_record_is_what_it_was() -> None:
    """It has its class, its values and its equals."""
    plain = make_catalogue(organizations__verein=_HELD).all(Organization)["verein"]
    watched = make_catalogue(organizations__verein=_HELD).watched().all(Organization)["verein"]
    assert isinstance(watched, Organization)
    assert watched.model_dump() == plain.model_dump()
    assert watched.is_valid_on(TODAY)


@pytest.mark.slow
@pytest.mark.promise("reads-noted")
def test_no_page_reads_what_another_noted() -> None:
    """Each draft alone reads nothing that is not noted of it, or of all, in a whole build."""
    catalogue = load_catalogue(KREIS)[0].watched()
    reads, site = reads_of(catalogue), catalogue.site
    assert site
    together = {}
    view = Viewpoint(catalogue, TODAY)
    for number, draft in enumerate(list_drafts(view, site)):
        with reads.part() as part:
            _print(view, draft())
        together[number] = codes_in(part.trace)
    base = codes_in(reads.base())
    for number, noted in together.items():
        view = Viewpoint(replace(catalogue), TODAY)  # knows nothing that was seen before
        draft = list(list_drafts(view, site))[number]
        with reads.part() as part:
            _print(view, draft())
        assert codes_in(part.trace) <= noted | base


def _print(view: Viewpoint, pages: object) -> None:
    for page in pages:  # type: ignore[attr-defined]  # the pages of a draft
        data_files(view, page.view, "")
        files_to_take(page.view, "")


@pytest.mark.slow
def test_no_check_reads_what_another_noted() -> None:
    """In any order the checks note the same."""
    catalogue = load_catalogue(KREIS)[0].watched()
    reads = reads_of(catalogue)

    def trace_all(checks: list[object]) -> dict[str, set[int]]:
        found = {}
        for check in checks:
            with reads.part() as part:
                run_check(check, catalogue, TODAY)  # type: ignore[arg-type]  # a check
            found[code_of(check)] = codes_in(part.trace)  # type: ignore[arg-type]  # as above
        return found

    assert trace_all([*CHECKS]) == trace_all([*reversed(CHECKS)])
