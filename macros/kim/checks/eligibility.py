"""Checks of who may come and where they are handed over to."""

from datetime import date

from kim.catalogue import Catalogue
from kim.checks.finding import Findings
from kim.models.service import Service
from kim.models.transition import Transition


def age_range(catalogue: Catalogue, _today: date) -> Findings:
    """Das Alter 'ab' ist nicht höher als das Alter 'bis'.

    Sonst dürfte niemand kommen, und der Wegweiser zeigt das Angebot keinem Menschen.

    Falsch:

        eligibility:
          minimum_age: 27
          maximum_age: 18

    Richtig:

        eligibility:
          minimum_age: 18
          maximum_age: 27
    """
    for service in catalogue.all(Service).values():
        low, high = service.eligibility.minimum_age, service.eligibility.maximum_age
        if low is not None and high is not None and low > high:
            yield (
                catalogue.place(service, ("eligibility", "maximum_age")),
                (
                    f"das Alter bis {high} ist kleiner als das Alter ab {low}; sind die beiden"
                    " vertauscht?"
                ),
            )


def transition_without_ends(catalogue: Catalogue, _today: date) -> Findings:
    """Ein Übergang sagt, von wo und wohin.

    Auf beiden Seiten steht ein Angebot, ein Rechtskreis oder beides.

    Falsch:

        from_regime: asylblg
        trigger: Anerkennung

    Richtig:

        from_regime: asylblg
        to_regime: sgb-2
        trigger: Anerkennung
    """
    for transition in catalogue.all(Transition).values():
        if not (transition.from_service or transition.from_regime):
            yield (
                catalogue.place(transition),
                (
                    "es fehlt, von wo der Übergang ausgeht; 'from_service' oder 'from_regime'"
                    " ergänzen"
                ),
            )
        if not (transition.to_service or transition.to_regime):
            yield (
                catalogue.place(transition),
                "es fehlt, wohin der Übergang führt; 'to_service' oder 'to_regime' ergänzen",
            )


def transition_to_itself(catalogue: Catalogue, _today: date) -> Findings:
    """Ein Übergang führt nicht dorthin zurück, wo er beginnt.

    Falsch:

        from_service: jmd
        to_service: jmd

    Richtig:

        from_service: jmd
        to_service: mbe
    """
    for transition in catalogue.all(Transition).values():
        start = (transition.from_service, transition.from_regime)
        end = (transition.to_service, transition.to_regime)
        if start == end and any(start):
            name = "to_service" if transition.to_service else "to_regime"
            yield (
                catalogue.place(transition, (name,)),
                "der Übergang führt dorthin zurück, wo er beginnt",
            )
