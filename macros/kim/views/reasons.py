"""Reasons in words: why a service is for somebody, what to ask there, what would have to differ.

Comes in: reasons as `kim.rules.eligibility` gives them. Goes out: one phrase each, in the language
of the page, wholly in German where a name in it has no other. The table is closed: every reason has
one of its messages, and the Wegweiser's script fills in the same ones.
"""

from collections.abc import Callable, Iterator, Mapping

from kim.models.area import Area
from kim.models.service import Service
from kim.rules.criteria import Criterion, Reason
from kim.views.formats import short_day
from kim.views.viewpoint import Phrase, Viewpoint, once
from kim.words import N_, load_words

REASONS: Mapping[str, str] = {
    "no-limits": N_("Keine besonderen Bedingungen bekannt"),
    "topic": N_("Zum Thema: %(terms)s"),
    "area": N_("Für dieses Gebiet: %(terms)s"),
    "age.between": N_("Für Menschen im Alter von %(youngest)s bis %(oldest)s"),
    "age.from": N_("Für Menschen im Alter ab %(youngest)s"),
    "age.to": N_("Für Menschen im Alter bis %(oldest)s"),
    "age.older": N_("Wenn Sie nicht älter als %(oldest)s wären"),
    "age.younger": N_("Wenn Sie mindestens %(youngest)s wären"),
    "status": N_("Mit diesem Papier: %(terms)s"),
    "status.other": N_("Wenn Sie dieses Papier hätten: %(terms)s"),
    "stay.new": N_("Für Menschen, die neu in Deutschland sind"),
    "stay.longer": N_("Für Menschen, die schon länger in Deutschland leben"),
    "stay.both": N_("Für Menschen, die neu in Deutschland sind oder schon länger hier leben"),
    "stay.new.other": N_("Wenn Sie neu in Deutschland wären"),
    "stay.longer.other": N_("Wenn Sie schon länger in Deutschland leben würden"),
    "situation": N_("In dieser Lage: %(terms)s"),
    "situation.other": N_("Wenn es um diese Lage ginge: %(terms)s"),
    "language": N_("Sprachen der Beratung: %(terms)s"),
    "language.other": N_("Sprachen der Beratung: %(terms)s. Fragen Sie, ob jemand dolmetscht"),
    "language.unknown": N_("In welchen Sprachen beraten wird, ist nicht bekannt"),
    "valid.until": N_("Nur noch bis zum %(last)s"),
    "valid.from": N_("Erst ab dem %(first)s"),
    "valid.ended": N_("Endete am %(last)s"),
    "valid.replaced": N_("Endete am %(last)s. Jetzt hilft: %(terms)s"),
    "exclusion.ask": N_("Nicht für alle. Fragen Sie dort, ob Sie richtig sind"),
    "exclusion": N_("Für Sie ist zuerst eine andere Stelle da"),
    "priority": N_("Vor allem für Menschen in Ihrer Lage"),
    "priority.ask": N_("Vor allem für bestimmte Menschen, aber nicht nur"),
    "priority.other": N_("Vor allem für andere Menschen, aber nicht nur"),
}
"""What can be said, by code; values in %(brackets)s are filled in."""

_TAXONOMIES: Mapping[Criterion, str] = {
    "status": "residence-status",
    "situation": "life-situations",
    "topic": "topics",
    "language": "languages",
}


_LISTED = frozenset({"area", "language"})


def say_reason(view: Viewpoint, reason: Reason) -> Phrase:
    """Put a reason into words."""
    terms, language = _say_terms(view, reason) if reason.terms else ("", "")
    words = load_words(language or view.language)
    said = words.say(
        REASONS[code_of(reason)],
        terms=terms,
        youngest=reason.youngest,
        oldest=reason.oldest,
        first=short_day(reason.first, words.language) if reason.first else "",
        last=short_day(reason.last, words.language) if reason.last else "",
    )
    return Phrase(said, language)


def _say_terms(view: Viewpoint, reason: Reason) -> Phrase:
    """Name what a reason is about; that sounds the same whether it is met or not."""
    said, named = _said_terms(view), (reason.criterion, reason.terms)
    if reason.criterion not in _TAXONOMIES:
        return _join_names(view, reason)
    if named not in said:
        said[named] = _join_names(view, reason)
    return said[named]


@once
def _said_terms(_view: Viewpoint) -> dict[tuple[Criterion, tuple[str, ...]], Phrase]:
    """Remember the names of terms; those of records are looked up, so that it is noted."""
    return {}


def _join_names(view: Viewpoint, reason: Reason) -> Phrase:
    """Join the names of all terms, in German where one of them has no other."""
    names = tuple(_names(view, reason))
    language = next((name.language for name in names if name.language), "")
    spoken = view.in_language(language) if language else view
    words = load_words(spoken.language)
    joint = words.say(", ") if reason.criterion in _LISTED else words.say(" oder ")
    shown = _names(spoken, reason) if language else names
    return Phrase(joint.join([name.text for name in shown]), language)


def _names(view: Viewpoint, reason: Reason) -> Iterator[Phrase]:
    if reason.criterion in _TAXONOMIES:
        yield from view.term_names(_TAXONOMIES[reason.criterion], reason.terms)
    elif reason.criterion == "area":
        yield from (link.text for link in view.links(Area, reason.terms))
    elif reason.criterion == "valid":
        yield from (link.text for link in view.links(Service, reason.terms))


def code_of(reason: Reason) -> str:
    """Choose the message for a reason."""
    find = _CODES.get(reason.criterion)
    return find(reason) if find else reason.criterion


def _age(reason: Reason) -> str:
    if reason.is_met is False:
        return "age.younger" if reason.oldest is None else "age.older"
    if reason.youngest is None:
        return "age.to"
    return "age.from" if reason.oldest is None else "age.between"


def _stay(reason: Reason) -> str:
    if len(set(reason.terms)) > 1:
        return "stay.both"  # nobody can miss it
    stay = reason.terms[0]
    return f"stay.{stay}.other" if reason.is_met is False else f"stay.{stay}"


def _language(reason: Reason) -> str:
    if reason.is_met is None:
        return "language.unknown"
    return "language" if reason.is_met else "language.other"


def _valid(reason: Reason) -> str:
    if reason.first is not None:
        return "valid.from"
    if reason.is_met:
        return "valid.until"
    return "valid.replaced" if reason.terms else "valid.ended"


def _other(reason: Reason) -> str:
    return f"{reason.criterion}.other" if reason.is_met is False else reason.criterion


def _priority(reason: Reason) -> str:
    return "priority.ask" if reason.is_met is None else _other(reason)


def _exclusion(reason: Reason) -> str:
    return "exclusion.ask" if reason.is_met is None else "exclusion"


_CODES: Mapping[Criterion, Callable[[Reason], str]] = {
    "age": _age,
    "status": _other,
    "stay": _stay,
    "situation": _other,
    "language": _language,
    "valid": _valid,
    "priority": _priority,
    "exclusion": _exclusion,
}
