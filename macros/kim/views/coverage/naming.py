"""Names and small sentences of the report: terms, areas, records, lists and amounts in German."""

from collections.abc import Iterable
from typing import NamedTuple

from kim.models import Record
from kim.models.area import Area
from kim.models.committee import Committee
from kim.models.organization import Organization
from kim.rules.coverage import State
from kim.rules.ways import OLDEST
from kim.views.viewpoint import Viewpoint

STATES: dict[State, str] = {
    "nobody": "kein Angebot",
    "part": "nur für einen Teil",
    "one": "ein Angebot",
    "several": "mehrere, verschieden",
    "intended": "mehrfach, so gewollt",
    "distinct": "mehrfach, Abgrenzung beschrieben",
    "overlap": "mehrfach, Abgrenzung nicht beschrieben",
}
"""What a cell says."""


class Entry(NamedTuple):
    """A record in the report: its name, its page, and the file in which it stands."""

    name: str
    href: str
    path: str


def see_entry(view: Viewpoint, record: Record) -> Entry:
    """Name a record and say where it is kept."""
    path = view.catalogue.sources[record.kind, record.id].path
    return Entry(str(record.name), view.href(record), path.as_posix())


def term_names(view: Viewpoint, taxonomy: str, ids: Iterable[str]) -> tuple[str, ...]:
    """Name terms."""
    return tuple(str(name) for name in view.term_names(taxonomy, tuple(ids)))


def term_name(view: Viewpoint, taxonomy: str, term_id: str | None) -> str:
    """Name one term; empty where there is none."""
    term = view.catalogue.term(taxonomy, term_id) if term_id else None
    return str(term.name) if term else ""


def area_names(view: Viewpoint, ids: Iterable[str]) -> tuple[str, ...]:
    """Name areas."""
    areas = (view.catalogue.get(Area, area) for area in ids)
    return tuple(str(area.name) for area in areas if area)


def organization_name(view: Viewpoint, organization: str | None) -> str:
    """Name an organization; empty where there is none."""
    found = view.catalogue.get(Organization, organization)
    return str(found.name) if found else ""


def body_name(view: Viewpoint, body: str | None) -> str:
    """Name who leads a task: an organization or a committee; empty where nobody does."""
    committee = view.catalogue.get(Committee, body)
    return organization_name(view, body) or (str(committee.name) if committee else "")


def listed(names: Iterable[str], joint: str = " und ") -> str:
    """Write a list as a sentence does: a, b und c; with 'sowie' where a name has its own 'und'."""
    *most, last = tuple(names) or ("",)
    if joint == " und " and any(joint in name for name in (*most, last)):
        joint = " sowie "
    return f"{', '.join(most)}{joint}{last}" if most else last


def amount(number: int, one: str, many: str) -> str:
    """Write a number with its noun."""
    return f"{number:,} {one if number == 1 else many}".replace(",", ".")


def share(part: int, total: int) -> str:
    """Write a share in whole per cent; rounded down, so that 100 % means all."""
    return f"{part * 100 // total} %" if total else "–"


def say_ages(first: int, last: int) -> str:
    """Write years of age: unter 18, ab 28, 18 bis 26 Jahre."""
    if first == 0:
        return f"unter {last + 1} Jahren"
    if last >= OLDEST:
        return f"ab {first} Jahren"
    return f"mit {first} Jahren" if first == last else f"von {first} bis {last} Jahren"
