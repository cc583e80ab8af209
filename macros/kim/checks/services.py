"""Checks that a service can be found: by category, topic, target group and from the home page."""

from collections.abc import Iterator
from datetime import date

from kim.catalogue import Catalogue
from kim.checks.finding import Findings, each, has_ended
from kim.models.service import Service
from kim.rules.coverage import coverage
from kim.rules.hierarchy import term_and_broader

_FOUND_BY = (("categories", "Kategorie"), ("topics", "Thema"), ("target_groups", "Zielgruppe"))


@each(Service)
def incomplete_service(catalogue: Catalogue, service: Service, today: date) -> Findings:
    """Ein Angebot hat Kategorie, Thema und Zielgruppe.

    Ohne sie steht es in keiner Liste und wird nur über die Suche gefunden.

    Falsch:

        name: Migrationsberatung
        organization: awo

    Richtig:

        name: Migrationsberatung
        organization: awo
        categories: [migrationsdienste]
        topics: [aufenthalt]
        target_groups: [neuzugewanderte]
    """
    missing = [f"{word} ('{name}')" for name, word in _FOUND_BY if not getattr(service, name)]
    if missing and not has_ended(service, today):
        yield catalogue.place(service), f"es fehlt: {', '.join(missing)}"


@each(Service)
def doubled_provider(catalogue: Catalogue, service: Service, _today: date) -> Findings:
    """Ein Träger steht nur einmal bei seinem Angebot.

    Falsch:

        organization: awo
        partners: [awo]

    Richtig:

        organization: awo
        partners: [caritas]
    """
    for index, name in enumerate(service.partners):
        if name == service.organization:
            yield (
                catalogue.place(service, ("partners", index)),
                f"'{name}' ist schon als Träger genannt",
            )


def home_topic_without_service(catalogue: Catalogue, today: date) -> Findings:
    """Zu jedem Thema auf der Startseite gibt es heute ein Angebot.

    Sonst führt der erste Weg, den Menschen sehen, auf eine leere Seite. Ein Angebot zu einem
    Unterthema zählt mit.

    Falsch, wenn kein Angebot das Thema 'wohnen' hat:

        home_topics: [aufenthalt, wohnen]

    Richtig:

        home_topics: [aufenthalt]
    """
    if not catalogue.site or not catalogue.site_source or not catalogue.is_whole(Service):
        return
    served = set(_served_topics(catalogue, today))
    for index, topic in enumerate(catalogue.site.home_topics):
        if catalogue.term("topics", topic) and topic not in served:
            yield (
                catalogue.site_source.place(("home_topics", index)),
                (
                    f"zum Thema '{topic}' gibt es heute kein Angebot; das Thema löschen oder ein"
                    " Angebot damit kennzeichnen"
                ),
            )


def _served_topics(catalogue: Catalogue, today: date) -> Iterator[str]:
    named = {
        topic
        for service in catalogue.all(Service).values()
        if service.is_valid_on(today)
        for topic in service.topics
    }
    for topic in named:
        yield from term_and_broader(catalogue, "topics", topic)


def unneeded_overlap(catalogue: Catalogue, today: date) -> Findings:
    """Was unter 'intended_overlaps' steht, überschneidet sich wirklich.

    Genannt werden Angebote, die mit derselben Methode zu demselben Thema für dieselben Menschen im
    selben Gebiet da sind. Ist eines davon vorbei oder anders geworden, stimmt der Grund nicht mehr.

    Falsch, wenn 'mbe' und 'jmd' verschiedene Methoden haben:

        intended_overlaps:
          - services: [mbe, jmd]
            reason: Ratsuchende sollen wählen können

    Richtig:

        intended_overlaps:
          - services: [mbe-awo, mbe-caritas]
            reason: Ratsuchende sollen wählen können
    """
    site, source = catalogue.site, catalogue.site_source
    if not site or not source or not site.intended_overlaps or not catalogue.is_whole(Service):
        return
    found = coverage(catalogue, today)
    for number, overlap in enumerate(site.intended_overlaps):
        for place, name in enumerate(overlap.services):
            service = catalogue.get(Service, name)
            is_here = service is not None and not _is_yet_to_come(service, today)
            if is_here and not {*found.intended_with(name)} & {*overlap.services}:
                yield (
                    source.place(("intended_overlaps", number, "services", place)),
                    (
                        f"'{name}' überschneidet sich heute mit keinem der anderen; Methode,"
                        " Themen, Zielgruppen, Gebiete und Tage prüfen oder das Angebot hier"
                        " löschen"
                    ),
                )


def _is_yet_to_come(service: Service, today: date) -> bool:
    return service.valid_from is not None and service.valid_from > today
