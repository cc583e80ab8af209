"""Views → the data behind the facets: a line for each service, in the order of the list.

A line is [id, name, number of the provider, summary, address, state, options]; the state is a pair
of code and words, or 0 where nothing is to be said. The page itself carries the options, and `more`
those that are too many for it; the lines refer to them by number.
"""

from collections.abc import Iterator

from kim.export.data import DataFile, json_file, json_text
from kim.views.facets import FacetsView, MarkedService
from kim.views.viewpoint import Phrase

_NOBODY = -1


def facets_file(view: FacetsView, language: str) -> DataFile:
    """Write the services that the facets of one language find."""
    providers: dict[Phrase, int] = {}
    services = list(_lines(view.services, providers))
    value = {
        "smaller": view.smaller,
        "more": {
            facet.key: [[option.id, json_text(option.label)] for option in facet.more]
            for facet in view.facets
            if facet.more
        },
        "providers": [json_text(name) for name in providers],
        "services": services,
    }
    return json_file(f"angebote-{language}", value)


def _lines(services: tuple[MarkedService, ...], providers: dict[Phrase, int]) -> Iterator[object]:
    for row, options in services:
        provider = row.organization
        number = providers.setdefault(provider.text, len(providers)) if provider else _NOBODY
        yield [
            row.id,
            json_text(row.name),
            number,
            json_text(row.summary) if row.summary else "",
            row.href,
            row.status if row.status.text else 0,
            options,
        ]
