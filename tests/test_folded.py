"""A folded text says the same as kim.unpacked.fold, and where each sign stood."""

from __future__ import annotations

from html import escape
from unicodedata import normalize
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kim.folded import fold_in_place
from kim.unpacked import fold, squeeze

TEXT = "Über Ærøskøbing: Jürgen Müller-Öztürk, ß & ﬁn"
FORMS = {
    "plain": TEXT,
    "in two parts": normalize("NFD", TEXT),
    "page": escape(TEXT),
    "numbers": "".join(f"&#{ord(one)};" for one in TEXT),
    "twice": escape("".join(f"&#{ord(one)};" for one in TEXT)),
    "link": quote(TEXT),
    "link in two parts": quote(normalize("NFD", TEXT)),
    "json": "".join(f"\\u{ord(one):04x}" for one in TEXT),
    "soft hyphens": TEXT.replace("r", "r\u00ad"),
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_it_says_the_same_in_every_form(form: str) -> None:
    """Letter by letter."""
    assert fold_in_place(form).squeeze().text == squeeze(fold(form)) == squeeze(fold(TEXT))


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_a_word_is_cut_out_exactly(form: str) -> None:
    """What stands before and after it stays."""
    bare = fold_in_place(form).squeeze()
    start = bare.text.index("mueller")
    first, last = bare.place(start, start + len("mueller"))
    rest = fold(form[:first] + "|" + form[last:])
    assert squeeze(rest) == squeeze(fold(TEXT)).replace("mueller", "")
    assert rest.count("|") == 1


@given(st.text(alphabet="aÜ̈ßﬁ&;#x20%C3BuU\\<>-\u00ad \n", max_size=40))
def test_each_sign_has_a_place_in_the_text(text: str) -> None:
    """Inside it, in order, never empty."""
    folded = fold_in_place(text)
    assert len(folded.text) == len(folded.starts) == len(folded.ends)
    assert list(folded.starts) == sorted(folded.starts)
    for start, end in zip(folded.starts, folded.ends, strict=True):
        assert 0 <= start < end <= len(text)
