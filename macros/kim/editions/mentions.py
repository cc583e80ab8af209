"""Places in a frozen text → the text with these places blacked out.

Comes in: a text and where in it somebody or something is told. Goes out: the same text with a mark
at each place, so that it can still be read and printed: in the target of a link or the name of a
heading a mark has no spaces. Cut out the marks of the new text and the places of the old one, and
the rest must be equal: that is how anybody can prove that nothing else was touched.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple, TypeAlias

NAME, PHONE, MAIL, ADDRESS, OTHER = (
    "Name",
    "Rufnummer",
    "E-Mail-Adresse",
    "Anschrift",
    "Angabe",
)
ALL = "alle"
"""What people call all places that are left to decide."""
_WHAT = f"{NAME}|{PHONE}|{MAIL}|{ADDRESS}|{OTHER}"
_NOWHERE = "#geloescht"
_MARK = re.compile(
    rf"‹(?:{_WHAT}) gelöscht›|{_NOWHERE}(?![\w-])|(?:{_WHAT.lower()})-geloescht",
)
_HOLE = "\0"
_TARGET = re.compile(
    r"\]\(\s*<?([^\s)>]+)|^ {0,3}\[[^\]\n]+\]:\s*<?([^\s>]+)|(?:href|src)=\"([^\"]*)\""
    r"|(?<![<(\w])((?:https?://|mailto:|tel:)[^\s)>\]]+)",
    re.MULTILINE,
)
_CALL = re.compile(r"\[([^\[\]\n]*)\]\(\s*<?(?:mailto|tel):[^\s)>]*>?\s*\)")
_AUTOMATIC = re.compile(r"<(?:(?:mailto|tel|https?):[^<>\s]+|[^<>\s@/]+@[^<>\s]+)>")
_NAMED = re.compile(r"\{:?[^{}\n]*#[^{}\n]*\}")
_FIXED = re.compile(r"^kapitel:.*$|\"[a-z0-9-]*\"(?=[^{}]*\}\})", re.MULTILINE)
"""Ids of chapters and of what macros ask for: other files go by them."""
_CALLS = ("mailto:", "tel:")
_SIGNS = ("**", "__", "*", "_")
_CONTEXT = 40


class Certainty(StrEnum):
    """Tell how sure it is that a place tells what must not be told."""

    SURE = "sure"
    IF_NAMED = "if named"
    """A word that stands in no other text: it is meant where the rest is told too."""
    OPEN = "open"
    """A person has to decide."""


class Mention(NamedTuple):
    """A place in a text and what stands there."""

    start: int
    end: int
    what: str
    certainty: Certainty = Certainty.SURE


class Cut(NamedTuple):
    """A place and what takes its place; None where nothing can."""

    start: int
    end: int
    by: str | None


Find: TypeAlias = Callable[[str], Iterable[Mention]]


def settle(mentions: Iterable[Mention]) -> list[Mention]:
    """Join what overlaps; what is sure swallows what is not. Cost: one sorting."""
    ordered = sorted(mentions, key=lambda one: one.start)
    sure: list[Mention] = []
    for one in ordered:
        if one.certainty != Certainty.SURE:
            continue
        if sure and one.start < sure[-1].end:
            sure[-1] = sure[-1]._replace(end=max(sure[-1].end, one.end))
        else:
            sure.append(one)
    return sorted((*sure, *_beside(sure, ordered)))


def _beside(sure: Sequence[Mention], ordered: Iterable[Mention]) -> Iterator[Mention]:
    """Yield what is not sure and overlaps nothing that is sure or stands before it."""
    end = 0
    for one in ordered:
        if one.certainty == Certainty.SURE or one.start < end:
            continue
        if not _between(sure, one.start, one.end):
            end = one.end
            yield one


def _between(settled: Sequence[Mention], start: int, end: int) -> Sequence[Mention]:
    """Give those that overlap a part of the text; none of them overlaps another."""
    first = bisect_right(settled, start, key=lambda one: one.end)
    return settled[first : bisect_left(settled, end, key=lambda one: one.start)]


def cuts_in(text: str, mentions: Sequence[Mention]) -> Iterator[Cut]:
    """Yield what is to be cut and what takes its place; each cut once, in their order."""
    around = [*_links_of(text, mentions), *_surroundings(text)] if mentions else []
    done = 0
    for mention in mentions:
        cut = _cut(text, mention, around)
        if cut.end > done:
            yield cut._replace(start=max(done, cut.start))
            done = cut.end


class _Around(NamedTuple):
    start: int
    end: int
    kind: re.Pattern[str]


def _links_of(text: str, mentions: Iterable[Mention]) -> Iterator[_Around]:
    """Yield links to call or write to somebody whose words say who it is: they go whole."""
    for match in _CALL.finditer(text):
        start, end = match.span(1)
        if any(one.start < end and start < one.end for one in mentions):
            yield _Around(*match.span(), _CALL)


def _surroundings(text: str) -> Iterator[_Around]:
    for kind in (_FIXED, _AUTOMATIC, _TARGET, _NAMED):
        for match in kind.finditer(text):
            group = match.lastindex or 0
            yield _Around(match.start(group), match.end(group), kind)


def _cut(text: str, mention: Mention, around: Iterable[_Around]) -> Cut:
    start, end, what, _ = mention
    outer = next((one for one in around if one.start < end and start < one.end), None)
    if outer is None:
        return Cut(*_with_signs(text, start, end), f"‹{what} gelöscht›")
    if outer.kind is _FIXED:
        return Cut(start, end, None)
    if outer.kind in (_AUTOMATIC, _CALL):
        return Cut(outer.start, outer.end, f"‹{what} gelöscht›")
    if text.startswith(_CALLS, outer.start):
        return Cut(outer.start, outer.end, _NOWHERE)
    return Cut(start, end, f"{what.lower()}-geloescht")


def _with_signs(text: str, start: int, end: int) -> tuple[int, int]:
    """Take with a place the other half of what makes words bold or slanted inside it."""
    for sign in _SIGNS:
        if text.count(sign, start, end) % 2 == 0:
            continue
        if text.endswith(sign, 0, start):
            return start - len(sign), end
        if text.startswith(sign, end):
            return start, end + len(sign)
    return start, end


def replace_cuts(text: str, cuts: Iterable[Cut]) -> str:
    """Put the marks where the cuts are."""
    return _replace(text, ((cut.start, cut.end, cut.by or "") for cut in cuts))


def rest_without(text: str, cuts: Iterable[Cut]) -> str:
    """Give what is left of a text when the cuts and earlier marks are taken out."""
    return rest_of(_replace(text, ((cut.start, cut.end, _HOLE) for cut in cuts)))


def rest_of(text: str) -> str:
    """Give what is left of a text when its marks are taken out."""
    return _MARK.sub(_HOLE, text)


def _replace(text: str, places: Iterable[tuple[int, int, str]]) -> str:
    parts: list[str] = []
    at = 0
    for start, end, by in places:
        parts += (text[at:start], by)
        at = end
    return "".join((*parts, text[at:]))


def show_mention(text: str, mention: Mention, mentions: Sequence[Mention]) -> str:
    """Show where a place stands, and never what stood there or at the settled places beside it."""
    first, last = max(0, mention.start - _CONTEXT), mention.end + _CONTEXT
    near = sorted({mention, *_between(mentions, first, last)})
    first, last = min(first, near[0].start), max(last, near[-1].end)
    shown = ((one.start - first, one.end - first, f"‹{one.what}›") for one in near)
    return " ".join(_replace(text[first:last], shown).split())
