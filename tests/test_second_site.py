"""A Kreis with eight municipalities: the product knows nothing of the town it began with."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kim.checks import check_site
from kim.models.area import Area
from kim.models.committee import Committee
from kim.models.programme import Programme
from kim.models.responsibility import Responsibility
from kim.models.service import Service
from kim.models.statistic import Statistic
from kim.problems import has_errors
from kim.rules.responsibility import lead
from tests.built import KREIS as SITE
from tests.built import TODAY
from tests.site.checker import html_faults
from tests.site.reading import broken_links
from tests.site.reading import read_pages as parse_pages
from tests.sizes import sized

if TYPE_CHECKING:
    from kim.catalogue import Catalogue
    from kim.problems import Problem
    from kim.rules.responsibility import Lead

TESTS = Path(__file__).parent
PRODUCT = TESTS.parent / "macros" / "kim"
KREIS = "rheinisch-bergischer-kreis"
OWN_YOUTH_OFFICE = ("bergisch-gladbach", "leichlingen", "overath", "roesrath", "wermelskirchen")
YOUTH_OFFICE_OF_THE_KREIS = ("burscheid", "kuerten", "odenthal")
MUNICIPALITIES = tuple(sorted((*OWN_YOUTH_OFFICE, *YOUTH_OFFICE_OF_THE_KREIS)))
# The town the product began with, and the invented one that new sites start from.
FOREIGN = ("oberhausen", "musterstadt")


@pytest.fixture(scope="module")
def checked() -> tuple[Catalogue, tuple[Problem, ...]]:
    """Load and check the site once."""
    return check_site(SITE, TODAY)


@pytest.fixture(scope="module")
def catalogue(checked: tuple[Catalogue, tuple[Problem, ...]]) -> Catalogue:
    """Give the site's records."""
    return checked[0]


def leader(catalogue: Catalogue, task: str, area: str) -> Lead:
    """Find who leads a task in an area."""
    record = catalogue.all(Responsibility)[task]
    found = lead(catalogue, record, area, TODAY)
    assert found is not None, f"nobody leads {task} in {area}"
    return found


def read_pages(folder: Path) -> dict[str, str]:
    """Read every text file of a finished site, in small letters."""
    kinds = {".html", ".json", ".js", ".css", ".svg", ".xml", ".txt"}
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8").lower()
        for path in folder.rglob("*")
        if path.suffix in kinds
    }


def test_it_passes_every_check(checked: tuple[Catalogue, tuple[Problem, ...]]) -> None:
    """Hints are allowed: the concept names few telephones, and nobody has asked again since."""
    catalogue, problems = checked
    assert not has_errors(problems), "\n".join(map(str, problems))
    assert catalogue.site is not None
    assert catalogue.site.area == KREIS


@pytest.mark.promise("second-site")
def test_it_holds_no_code() -> None:
    """Records, chapters, colours and a logo are all that a municipality brings."""
    files = [path.relative_to(SITE) for path in SITE.rglob("*") if path.is_file()]
    own = [path for path in files if path.parts[0] not in {"site", ".site.releases", ".kim-cache"}]
    assert {path.suffix for path in own} == {".yml", ".md", ".css", ".svg"}
    assert {path.name for path in own if path.parts[0] == "overrides"} == {"look.css", "logo.svg"}


def test_the_product_names_no_place() -> None:
    """Whatever is true of one municipality only stands in its site."""
    names = re.compile("|".join(("oberhausen", "bergisch", *MUNICIPALITIES)), re.IGNORECASE)
    kinds = {".py", ".html", ".css", ".js", ".md", ".yml", ".svg"}
    files = [path for path in PRODUCT.rglob("*") if path.suffix in kinds]
    assert len(files) > 100
    assert [path for path in files if names.search(path.read_text(encoding="utf-8"))] == []


def test_eight_municipalities_make_the_kreis(catalogue: Catalogue) -> None:
    """The areas are a tree of three levels: Land, Kreis, municipality."""
    areas = catalogue.all(Area)
    inside = tuple(sorted(area.id for area in areas.values() if area.parent == KREIS))
    assert inside == MUNICIPALITIES
    assert areas[KREIS].parent == "nrw"


@pytest.mark.parametrize("area", YOUTH_OFFICE_OF_THE_KREIS)
def test_three_municipalities_inherit_the_youth_office(catalogue: Catalogue, area: str) -> None:
    """Where a municipality has no Jugendamt, the one of the Kreis leads."""
    found = leader(catalogue, "jugendhilfe", area)
    assert found.assignment.organization == "kreisjugendamt"
    assert found.area == KREIS


@pytest.mark.parametrize("area", OWN_YOUTH_OFFICE)
def test_five_towns_have_their_own_youth_office(catalogue: Catalogue, area: str) -> None:
    """A town's own Jugendamt comes before the one of the Kreis."""
    found = leader(catalogue, "jugendhilfe", area)
    assert found.assignment.organization == f"jugendamt-{area}"
    assert found.area == area


@pytest.mark.parametrize("area", MUNICIPALITIES)
@pytest.mark.parametrize(
    ("task", "organization", "limits"),
    [
        ("aufenthalt", "auslaenderbehoerde", "None"),
        ("schulaufsicht", "schulamt", "nur Grund-, Haupt- und Förderschulen"),
        ("gesundheit", "gesundheitsamt", "None"),
        ("grundsicherung", "jobcenter", "None"),
    ],
)
def test_what_one_office_does_for_all(
    catalogue: Catalogue, area: str, task: str, organization: str, limits: str
) -> None:
    """Offices of the Kreis lead everywhere, with the limits that the concept names."""
    found = leader(catalogue, task, area).assignment
    assert (found.organization, str(found.limits)) == (organization, limits)


@pytest.mark.parametrize("task", ["schulverwaltung", "aufnahme-gefluechteter"])
@pytest.mark.parametrize("area", MUNICIPALITIES)
def test_what_each_municipality_does_itself(catalogue: Catalogue, area: str, task: str) -> None:
    """A municipality's own assignment hides the limited one of the Kreis."""
    found = leader(catalogue, task, area)
    assert found.assignment.organization in {f"stadt-{area}", f"gemeinde-{area}"}
    assert found.area == area


def test_posts_add_up(catalogue: Catalogue) -> None:
    """Seven places share the seven posts; Overath takes none."""
    programme = catalogue.all(Programme)["kim-baustein-2"]
    posts = {position.area: position.fte for position in programme.positions}
    assert posts == {
        "bergisch-gladbach": Decimal("2.0"),
        "burscheid": Decimal("1.0"),
        "kuerten": Decimal("0.5"),
        "leichlingen": Decimal("1.0"),
        "odenthal": Decimal("0.5"),
        "roesrath": Decimal("1.0"),
        "wermelskirchen": Decimal("1.0"),
    }
    assert sum(fte for fte in posts.values() if fte) == programme.granted_posts == Decimal("7.0")


def test_the_steering_group_has_eleven_seats(catalogue: Catalogue) -> None:
    """Eight municipalities, the Kreis, the Jobcenter, the Ausländerbehörde."""
    group = catalogue.all(Committee)["lenkungsgruppe"]
    assert sum(seat.number for seat in group.seats) == group.seats_granted == 8 + 1 + 1 + 1


def test_figures_are_those_of_the_concept(catalogue: Catalogue) -> None:
    """One row of figures, written and read in the German way."""
    (row,) = catalogue.all(Statistic)["bevoelkerung"].rows
    assert row.values == {
        "insgesamt": 283455,
        "ohne-deutschen-pass": 28282,
        "anteil-ohne-deutschen-pass": 10,
        "migrationshintergrund": 63000,
        "anteil-migrationshintergrund": 22,
    }


@pytest.mark.parametrize(
    ("service", "youngest", "oldest"),
    [
        ("teilhabemanagement-ki", 18, 27),
        ("jugendmigrationsdienst", 12, 27),
        ("migrationsberatung", 28, None),
    ],
)
def test_ages_leave_no_gap(
    catalogue: Catalogue, service: str, youngest: int, oldest: int | None
) -> None:
    """Whoever is too old for the youth service may go to the one for adults."""
    who = catalogue.all(Service)[service].eligibility
    assert (who.minimum_age, who.maximum_age) == (youngest, oldest)


@pytest.mark.slow
def test_its_pages_name_no_other_town(kreis: Path) -> None:
    """Nothing of another site reaches a page, the search data or a stylesheet."""
    pages = read_pages(kreis)
    assert len(pages) > 150
    assert [name for name, text in pages.items() if any(word in text for word in FOREIGN)] == []


@pytest.mark.slow
def test_every_page_bears_its_own_name(kreis: Path) -> None:
    """Citizens' pages and handbook carry the name of this site."""
    pages = read_pages(kreis)
    html = {name: text for name, text in pages.items() if name.endswith(".html")}
    name = "beratung und integration im rheinisch-bergischen kreis"
    assert [page for page, text in html.items() if name not in text] == []


@pytest.mark.slow
@pytest.mark.parametrize("area", MUNICIPALITIES)
def test_every_municipality_has_a_page(kreis: Path, area: str) -> None:
    """The page of a municipality leads to its own case management."""
    text = (kreis / "sozialraeume" / area / "index.html").read_text(encoding="utf-8")
    assert f"case-management-{area}" in text


@pytest.mark.slow
@pytest.mark.parametrize(
    "chapter",
    ["grundlagen", "bausteine", "dienststellen", "struktur", "abgrenzung", "ansprechperson"],
)
def test_every_chapter_is_built(kreis: Path, chapter: str) -> None:
    """Six numbered chapters stand in the handbook."""
    assert (kreis / "handbuch" / chapter / "index.html").is_file()


@pytest.mark.slow
def test_the_look_is_its_own(kreis: Path) -> None:
    """Colours come from overrides/look.css, after those of the product."""
    styles = [text for name, text in read_pages(kreis).items() if name.endswith(".css")]
    assert any("--brand: #24512f" in text for text in styles)
    assert list((kreis / "assets").glob("logo.*.svg"))


@pytest.mark.slow
def test_no_link_and_no_anchor_is_broken(kreis: Path) -> None:
    """Every link inside the site leads to a page, and every anchor to a place on it."""
    pages = parse_pages(kreis)
    assert sum(len(page.links) for page in pages.values()) > 1000
    assert list(broken_links(kreis, pages)) == []


@pytest.mark.slow
@pytest.mark.sized
def test_every_page_is_valid_html(kreis: Path) -> None:
    """The Nu Html Checker has nothing to say; its templates are those of the first site."""
    pages = sorted(parse_pages(kreis))
    assert len(pages) > 100
    assert html_faults(kreis, pages[:: sized(4, 1)]) == ""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("organization", "committees"),
    [
        ("diakonie", ["projektgruppe-case-management"]),
        (
            "katholische-jugendagentur",
            ["arbeitskreis-case-management", "projektgruppe-case-management"],
        ),
        (
            "stadt-overath",
            ["fachkonferenz-integration", "lenkungsgruppe", "projektgruppe-case-management"],
        ),
        ("drk", []),
    ],
)
def test_an_organization_says_where_it_sits(
    kreis: Path, organization: str, committees: list[str]
) -> None:
    """What a partner agency asks first, on its own page."""
    text = (kreis / "traeger" / organization / "index.html").read_text(encoding="utf-8")
    _, _, section = text.partition('id="gremien"')
    found = re.findall(r'href="[./]*gremien/([a-z-]+)/"', section.partition("</section>")[0])
    assert found == committees


@pytest.mark.slow
def test_without_dates_there_is_no_calendar(kreis: Path) -> None:
    """The concept names no meeting: the pages say so and offer no empty file."""
    assert list(kreis.rglob("*.ics")) == []
    text = (kreis / "gremien" / "lenkungsgruppe" / "index.html").read_text(encoding="utf-8")
    assert "Zurzeit ist kein neuer Termin bekannt." in text
    assert "Wie oft sich das Gremium trifft, ist nicht angegeben." in text
