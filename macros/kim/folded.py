"""A text → the same text folded, each sign with the place where it stood.

`kim.unpacked.fold` tells that something stands in a text; this tells where, so that it can be cut
out: through the escapes of HTML, links and JSON, through accents in two parts and signs that nobody
sees.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import unescape
from unicodedata import normalize
from urllib.parse import unquote

from kim.unpacked import ESCAPE, fold_plain, sign_of

_PERCENT = re.compile(
    r"%[0-7][0-9A-F]|%[CD][0-9A-F]%[89AB][0-9A-F]|%E[0-9A-F](?:%[89AB][0-9A-F]){2}"
    r"|%F[0-7](?:%[89AB][0-9A-F]){3}",
    re.IGNORECASE,
)
"""The bytes of one letter: what stands beside it keeps its own place."""
_ENTITY = re.compile(r"&(?:#[0-9]{1,7};?|#[xX][0-9a-fA-F]{1,6};?|[A-Za-z][A-Za-z0-9]{1,31};)")
_LETTER = re.compile(r"[^\W\d_][\u0300-\u036f]+|[A-Z]|[^\x00-\x7f]")
"""What folding changes; a letter in two parts is one."""
_UNSEEN = re.compile(r"[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text; sign by sign the place in the text that it was made from."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Give the place in the original of a part of the folded text."""
        return self.starts[start], self.ends[end - 1]

    def replace(self, pattern: re.Pattern[str], by: Callable[[re.Match[str]], str]) -> "Folded":
        """Replace what matches; what takes its place stands where it stood."""
        texts: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        at = 0
        for match in pattern.finditer(self.text):
            new, (first, last) = by(match), self.place(*match.span())
            texts += (self.text[at : match.start()], new)
            starts += (*self.starts[at : match.start()], *[first] * len(new))
            ends += (*self.ends[at : match.start()], *[last] * len(new))
            at = match.end()
        if not at:
            return self
        rest = self.text[at:]
        return Folded(
            "".join((*texts, rest)), (*starts, *self.starts[at:]), (*ends, *self.ends[at:])
        )

    def squeeze(self) -> "Folded":
        """Keep letters and digits."""
        kept = [place for place, sign in enumerate(self.text) if sign.isalnum()]
        return Folded(
            "".join([self.text[place] for place in kept]),
            [self.starts[place] for place in kept],
            [self.ends[place] for place in kept],
        )


def fold_in_place(text: str) -> Folded:
    """Undo escapes, make one of all spellings of a word, drop what is not seen."""
    folded = Folded(text, range(len(text)), range(1, len(text) + 1))
    folded = folded.replace(ESCAPE, sign_of)
    folded = folded.replace(_PERCENT, lambda found: unquote(found[0]))
    for _ in range(2):  # as often as kim.unpacked.fold does
        folded = folded.replace(_ENTITY, lambda found: unescape(found[0]))
    folded = folded.replace(_LETTER, lambda found: fold_plain(normalize("NFC", found[0])))
    return folded.replace(_UNSEEN, lambda _: "")
