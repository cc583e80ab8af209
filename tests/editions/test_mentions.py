"""Places in a text are blacked out so that the text can still be read, and the rest is the same."""

from __future__ import annotations

import pytest
from markdown import markdown

from kim.editions.mentions import (
    MAIL,
    NAME,
    PHONE,
    Certainty,
    Mention,
    cuts_in,
    replace_cuts,
    rest_of,
    rest_without,
    settle,
    show_mention,
)

SECRETS = {"Erika Muster": NAME, "erika-muster": NAME, "erika@stadt.example": MAIL, "123-45": PHONE}


def spots_of(text: str) -> list[Mention]:
    """Find the secrets of this test, each as often as it stands there."""
    found = []
    for secret, what in SECRETS.items():
        start = text.find(secret)
        while start >= 0:
            found.append(Mention(start, start + len(secret), what))
            start = text.find(secret, start + 1)
    return settle(found)


FORMS = {
    "in a sentence": ("Frau Erika Muster kommt.", "Frau ‹Name gelöscht› kommt."),
    "twice": ("Erika Muster, Erika Muster", "‹Name gelöscht›, ‹Name gelöscht›"),
    "bold": ("Es ist **Erika Muster**.", "Es ist **‹Name gelöscht›**."),
    "a link to write": ("[Erika Muster](mailto:erika@stadt.example)", "‹Name gelöscht›"),
    "a link with other words": ("[Mail](mailto:erika@stadt.example)", "[Mail](#geloescht)"),
    "a link to call": ("[Anruf](tel:123-45)", "[Anruf](#geloescht)"),
    "an automatic link": ("<erika@stadt.example>", "‹E-Mail-Adresse gelöscht›"),
    "a page": ("[x](https://a.example/erika-muster/)", "[x](https://a.example/name-geloescht/)"),
    "a bare address": ("https://a.example/erika-muster", "https://a.example/name-geloescht"),
    "another section": ("[x](weg.md#erika-muster)", "[x](weg.md#name-geloescht)"),
    "a heading": ("## Erika Muster {: #erika-muster }", "## ‹Name gelöscht› {: #name-geloescht }"),
    "at the start of a line": ("Erika Muster: Leitung", "‹Name gelöscht›: Leitung"),
    "before brackets": ("Erika Muster(KI)", "‹Name gelöscht›(KI)"),
    "a definition": (
        "[1]: https://a.example/erika-muster",
        "[1]: https://a.example/name-geloescht",
    ),
}


@pytest.mark.parametrize(("before", "after"), FORMS.values(), ids=FORMS)
def test_a_mark_stands_where_it_can_be_read(before: str, after: str) -> None:
    """And what is left of both texts is the same."""
    cuts = list(cuts_in(before, spots_of(before)))
    assert replace_cuts(before, cuts) == after
    assert rest_of(after) == rest_without(before, cuts)
    assert markdown(before).count("<a ") - markdown(after).count("<a ") in (0, 1)
    assert markdown(after).count("**") == 0


def test_half_of_what_is_bold_goes_with_it() -> None:
    """Else a star would be left over."""
    text = "| **Erika** Muster |"
    cuts = list(cuts_in(text, [Mention(4, 18, NAME)]))
    assert replace_cuts(text, cuts) == "| ‹Name gelöscht› |"


@pytest.mark.parametrize(
    "text", ['{{ kontakt("erika-muster") }}', "kapitel: erika-muster", 'kapitel: "erika-muster"']
)
def test_what_others_go_by_cannot_be_cut(text: str) -> None:
    """An id in a call, a chapter's own: the cut has nothing to put there."""
    assert [cut.by for cut in cuts_in(text, spots_of(text))] == [None]


def test_a_second_time_the_earlier_marks_are_no_rest() -> None:
    """A text that was blacked out once is compared without both."""
    text = "‹Name gelöscht› und Erika Muster"
    cuts = list(cuts_in(text, spots_of(text)))
    assert rest_without(text, cuts) == rest_of(replace_cuts(text, cuts)) == "\0 und \0"


def test_what_overlaps_is_one_place() -> None:
    """What is sure swallows what is not, and grows by what is sure too."""
    unsure = Mention(2, 6, NAME, Certainty.OPEN)
    assert settle([unsure, Mention(0, 6, NAME)]) == [Mention(0, 6, NAME)]
    assert settle([Mention(0, 6, NAME), Mention(4, 9, NAME)]) == [Mention(0, 9, NAME)]
    assert settle([unsure, Mention(6, 9, NAME)]) == [unsure, Mention(6, 9, NAME)]
    beside = [Mention(0, 4, NAME), Mention(4, 9, PHONE)]
    assert settle(beside) == beside


def test_what_is_shown_never_says_it() -> None:
    """Nor what stands at the places beside it."""
    text = "Fragen Sie Erika Muster oder erika@stadt.example, immer."
    mentions = spots_of(text)
    shown = [show_mention(text, mention, mentions) for mention in mentions]
    assert shown == ["Fragen Sie ‹Name› oder ‹E-Mail-Adresse›, immer."] * 2
