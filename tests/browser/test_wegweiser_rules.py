"""The Wegweiser's script and the rules in Python give the same answer: service by service."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from kim.catalogue import load_catalogue
from kim.export.wegweiser import pack_rules
from kim.models.service import Service
from kim.render.assets import ASSETS
from kim.rules.criteria import Reason
from kim.rules.eligibility import Match, judge_services
from kim.rules.rulebook import write_rulebook
from kim.views.rulebook import NOTHING, see_rulebook
from kim.views.viewpoint import Viewpoint
from tests.browser.pages import open_page
from tests.built import ROOT
from tests.rules.hard_site import draw_cases, make_hard_site
from tests.site.serving import serve_folder
from tests.sizes import sized

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from kim.catalogue import Catalogue
    from kim.rules.criteria import Case
    from kim.views.rulebook import RulebookView

pytestmark = [pytest.mark.browser, pytest.mark.slow]

KREIS = ROOT / "tests" / "sites" / "rheinisch-bergischer-kreis"
SITES = {
    "Oberhausen": lambda: load_catalogue(ROOT)[0],
    "Rheinisch-Bergischer Kreis": lambda: load_catalogue(KREIS)[0],
    "hard": lambda: make_hard_site(1),
    "harder": lambda: make_hard_site(2),
}
CASES = sized(130, 750)
"""For each site; all together at least 500."""


@pytest.fixture(scope="module")
def logic(browser: Browser) -> Iterator[Page]:
    """Open a page that has the script's logic at hand, as it is written."""
    with serve_folder(ASSETS / "js") as address:
        page = open_page(browser, address)
        page.evaluate("async (address) => { window.logic = await import(address); }",
                      f"{address}eligibility.js")  # fmt: skip
        yield page
        page.context.close()


@pytest.fixture(scope="module", params=SITES)
def catalogue(request: pytest.FixtureRequest) -> Catalogue:
    """Give the records of a site."""
    found: Catalogue = SITES[request.param]()
    return found


def given(case: Case) -> dict[str, Any]:
    """Say a case as the page does."""
    return {**case._asdict(), "situations": sorted(case.situations)}


def number_of(day: date) -> int:
    """Write a day as the data do."""
    return int(f"{day:%Y%m%d}")


def as_match(view: RulebookView, case: Case, found: dict[str, Any]) -> Match:
    """Read what the script says as what Python says."""
    reasons = tuple(as_reason(view, case, reason) for reason in found["reasons"])
    return Match(found["service"], found["fit"], reasons, tuple(found["rank"]))


def as_reason(view: RulebookView, case: Case, said: dict[str, Any]) -> Reason:
    """Look up the reason that the script means: the same that is put into words."""
    criterion, is_met, group = said["criterion"], said["isMet"], said["group"]
    if said["fact"] == NOTHING:
        terms = (case.topic,) if criterion == "topic" and case.topic else ()
        return Reason(criterion, is_met, terms)
    state = 2 if said.get("isEarly") or is_met is None else int(not is_met)
    state += 2 * bool(said.get("isYoung"))
    reason = view.facts[said["fact"]].reasons[state]
    later = said.get("next", NOTHING)
    terms = (view.lines[later].id,) if later != NOTHING else reason.terms
    assert (reason.is_met, reason.criterion) == (is_met, criterion)
    return reason._replace(terms=terms, group=group)


def ask_script(logic: Page, view: RulebookView, cases: list[tuple[Case, date]]) -> list[Any]:
    """Let the script answer all cases at once."""
    answers: list[Any] = logic.evaluate(
        """([data, cases]) => {
            const rules = logic.readRules(data);
            return cases.map(([given, day]) => logic.servicesFor(rules, given, day)
                .map(({ service, ...match }) => ({ ...match, service: service.id })));
        }""",
        [
            json.loads(json.dumps(pack_rules(view))),
            [(given(c), number_of(day)) for c, day in cases],
        ],
    )
    return answers


@pytest.mark.promise("wegweiser-agrees")
@pytest.mark.sized
def test_the_browser_judges_as_python_does(logic: Page, catalogue: Catalogue) -> None:
    """The same services in the same order, as fitting, for the same reasons."""
    book = write_rulebook(catalogue)
    view = see_rulebook(Viewpoint(catalogue, date(2026, 11, 21)))
    cases = draw_cases(catalogue, CASES, seed=len(catalogue.all(Service)))
    for (case, day), answer in zip(cases, ask_script(logic, view, cases), strict=True):
        said = [as_match(view, case, found) for found in answer]
        assert said == list(judge_services(book, case, day)), (case, day)


def test_the_table_of_cases_asks_everything() -> None:
    """Every fit, criterion and state comes often; most cases give several services in an order."""
    fits: Counter[str] = Counter()
    states: Counter[tuple[str, bool | None]] = Counter()
    reordered = sizes = 0
    for make in SITES.values():
        catalogue = make()
        book = write_rulebook(catalogue)
        order = [rule.service.id for rule in book.rules]
        for case, day in draw_cases(catalogue, CASES, seed=len(catalogue.all(Service))):
            found = judge_services(book, case, day)
            fits.update(match.fit for match in found)
            states.update((r.criterion, r.is_met) for match in found for r in match.reasons)
            places = [order.index(match.service) for match in found]
            reordered += places != sorted(places)
            sizes += len(found) > 1
    assert min(fits[fit] for fit in ("fits", "maybe", "nearly", "no")) > 300, fits
    both = {"age", "status", "stay", "situation", "topic", "language", "priority"}
    for criterion in both:
        assert min(states[criterion, met] for met in (True, False, None)) > 40, (criterion, states)
    for state in (("area", True), ("area", None), ("valid", True), ("valid", False),
                  ("exclusion", False), ("exclusion", None), ("no-limits", True)):  # fmt: skip
        assert states[state] > 40, (state, states)
    asked = CASES * len(SITES)
    assert (reordered > asked * 0.3, sizes > asked * 0.5) == (True, True)
