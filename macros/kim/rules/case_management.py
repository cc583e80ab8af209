"""Which services steer a case themselves: by case management or by a method that belongs to it.

The method's term, or a broader one in methods.yml, has the id that stands here.
"""

from kim.catalogue import Catalogue
from kim.models.service import Service
from kim.rules.hierarchy import walk_up

CASE_MANAGEMENT = "case-management"


def has_case_management(catalogue: Catalogue, service: Service) -> bool:
    """Tell whether a service has a case management of its own."""
    return CASE_MANAGEMENT in walk_up(service.method, lambda name: _broader(catalogue, name))


def _broader(catalogue: Catalogue, method: str) -> str | None:
    term = catalogue.term("methods", method)
    return term.parent if term else None
