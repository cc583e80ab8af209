"""All options of facets by number: as lines of services name them, and as the last build did."""

from collections.abc import Iterable, Mapping

from kim.models.service import Service
from kim.rows import kept
from kim.views.facets import FIELDS, marks_of, see_facets
from kim.views.viewpoint import Viewpoint, once


@kept
def option_numbers(view: Viewpoint, _: str) -> list[tuple[str, str]]:
    """List facet and option by number: they stay the same while some options find more or less."""
    return list(see_facets(view).numbers)


@once
def _numbers(view: Viewpoint) -> Mapping[tuple[str, str], int]:
    return _numbered(option_numbers(view, ""))


def _numbered(options: Iterable[Iterable[str]]) -> dict[tuple[str, str], int]:
    return {(key, name): number for number, (key, name) in enumerate(options)}


@once
def renumbering(view: Viewpoint) -> Mapping[int, int]:
    """Give the numbers of now by those of the build before; nothing where options are others."""
    before = view.rows.before(option_numbers, view, "") if view.rows else None
    known, now = _numbered(before or ()), _numbers(view)
    return {known[pair]: now[pair] for pair in known} if known.keys() == now.keys() else {}


def list_marks(view: Viewpoint, service: Service) -> list[int]:
    """Give the numbers of the options that a record itself names."""
    numbers = _numbers(view)
    pairs = (
        (key, name)
        for key, field in FIELDS.items()
        for name in dict.fromkeys(marks_of(view, key, field(service)))
    )
    return [numbers[pair] for pair in pairs if pair in numbers]
