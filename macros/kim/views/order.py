"""All services in the order of their names, sorted once for whatever lists some of them."""

from kim.models.service import Service
from kim.views.viewpoint import Viewpoint, once


@once
def services_by_name(view: Viewpoint) -> tuple[Service, ...]:
    """Sort the services in the alphabet of the page; of the same name, by their ids."""
    services = view.catalogue.all(Service).values()
    return tuple(sorted(services, key=lambda service: view.sort_key(service.name)))
