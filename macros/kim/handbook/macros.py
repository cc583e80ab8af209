"""Which function draws which macro of the closed set."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from kim.handbook import annexes, blocks, lines
from kim.handbook.spot import Drawn, Spot

DRAWINGS: Mapping[str, Callable[[Spot], Drawn]] = MappingProxyType(
    {
        "statistik": blocks.draw_statistic,
        "gremium": blocks.draw_committee,
        "organigramm": blocks.draw_committees,
        "stellen": blocks.draw_positions,
        "angebote": blocks.draw_services,
        "kontakt": blocks.draw_contact,
        "programm": blocks.draw_programme,
        "abgrenzung": blocks.draw_comparison,
        "programmvergleich": blocks.draw_programmes,
        "termine": blocks.draw_events,
        "anlage": annexes.draw_annex,
        "angebot": lines.draw_service_link,
        "organisation": lines.draw_organization_link,
        "gremium_link": lines.draw_committee_link,
        "programm_link": lines.draw_programme_link,
        "dokument": lines.draw_citation,
        "kapitel": lines.draw_chapter_reference,
        "abschnitt": lines.draw_section_reference,
        "abbildung": lines.draw_figure_reference,
        "zahl": lines.draw_number,
    }
)
