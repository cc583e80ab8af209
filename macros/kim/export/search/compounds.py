"""Split German compounds over the site's own words: Einbürgerungsberatung ends in Beratung.

The longest tail that is itself a word of the site is split off, and the letters that German puts
between the parts (s, n) are dropped. No dictionary: a word that the site does not have is of no use
to its search. The script finds the two parts again by the place of the split.
"""

from collections.abc import Collection

from kim.export.search.words import stem

SHORTEST_PART = 3
SHORTEST_SURE_TAIL = 5
LONGEST = 64
"""More letters make no word, and trying every split of them would never end."""
_LINKS = ("", "s", "n", "en", "es")


def split_compound(word: str, roots: Collection[str], sure: Collection[str]) -> int:
    """Tell where the tail of a folded word begins; 0 when it is no compound.

    `roots` are the stems of all the site's words, `sure` those of names and everyday words. A head
    that is no word of the site needs a sure tail: "Gartenberatung" has one, "Kindergarten" is not
    taken for "Kinderg" and "Arten".
    """
    if len(word) > LONGEST or not (word.isascii() and word.isalpha()):
        return 0
    for start in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
        tail = stem(word[start:])
        if tail in roots and _is_head(word, start, tail, roots, sure):
            return start
    return 0


def _is_head(
    word: str, start: int, tail: str, roots: Collection[str], sure: Collection[str]
) -> bool:
    head = word[:start]
    if stem(head) == stem(word):
        return False  # what follows is an ending
    if any(stem(head.removesuffix(link)) in roots for link in _LINKS):
        return True
    return start > SHORTEST_PART and len(word) - start >= SHORTEST_SURE_TAIL and tail in sure
