"""A word that nobody knows → the nearest one that is known, or what there is to choose from."""

from collections.abc import Sequence
from difflib import get_close_matches
from itertools import islice

_LISTED = 12
_MOST_COMPARED = 200


def suggest(given: str, known: Sequence[str]) -> str:
    """Offer the nearest known word, else all of a short list, else how many there are."""
    near = get_close_matches(given, _comparable(given, known), cutoff=0.65)
    if near:
        return f"gemeint '{near[0]}'?"
    if not known:
        return "es gibt noch keine"
    rest = f" und {len(known) - _LISTED} weitere" if len(known) > _LISTED else ""
    return f"möglich sind: {', '.join(known[:_LISTED])}{rest}"


def _comparable(given: str, known: Sequence[str]) -> Sequence[str]:
    """Of very many words keep some that begin alike; slips are seldom in the first letter."""
    if len(known) <= _MOST_COMPARED:
        return known
    alike = (
        word for word in known if word[:1] == given[:1] and abs(len(word) - len(given)) < _LISTED
    )
    return tuple(islice(alike, _MOST_COMPARED * 10))
