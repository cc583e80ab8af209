"""Views → the data behind the facets: a line for each service, in the order of the list.

A line is [id, name, number of the provider, summary, address, state, options]; the state is a pair
of code and words, or 0 where nothing is to be said. The page itself carries the options, and `more`
those that are too many for it; the lines refer to them by number.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from kim.export.data import DataFile, json_file, json_text
from kim.views.facets import FacetsView
from kim.views.services import ServiceRow

_NOBODY = -1
_PROVIDER = 2
"""Where in a line the provider stands."""


def facets_file(view: FacetsView, lines: Iterable[Sequence[Any]], language: str) -> DataFile:
    """Write the services that the facets of one language find."""
    providers: dict[Any, int] = {}
    services = list(_numbered(lines, providers))
    value = {
        "smaller": view.smaller,
        "more": {
            facet.key: [[option.id, json_text(option.label)] for option in facet.more]
            for facet in view.facets
            if facet.more
        },
        "providers": list(providers),
        "services": services,
    }
    return json_file(f"angebote-{language}", value)


def service_line(row: ServiceRow, options: Sequence[int]) -> list[Any]:
    """Write one service as a line, in which the name of the provider stands for its number."""
    provider = row.organization
    return [
        row.id,
        json_text(row.name),
        json_text(provider.text) if provider else None,
        json_text(row.summary) if row.summary else "",
        row.href,
        row.status if row.status.text else 0,
        options,
    ]


def _numbered(lines: Iterable[Sequence[Any]], providers: dict[Any, int]) -> Iterator[list[Any]]:
    """Give each provider a number in the order in which they come."""
    for line in lines:
        name = line[_PROVIDER]
        key = tuple(name) if isinstance(name, list) else name
        number = _NOBODY if name is None else providers.setdefault(key, len(providers))
        yield [*line[:_PROVIDER], number, *line[_PROVIDER + 1 :]]
