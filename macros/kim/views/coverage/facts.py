"""Views of what is counted: languages, accessibility, checks, posts."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from kim.models import KINDS, Site
from kim.models.organization import Organization
from kim.models.programme import Programme
from kim.rules.access import Access
from kim.rules.posts import Posts, count_posts
from kim.rules.verification import Checked, Verification
from kim.views.coverage.naming import Entry, amount, see_entry, share, term_name
from kim.views.formats import say_number
from kim.views.programmes import PositionView, see_position
from kim.views.viewpoint import Viewpoint

UNKNOWN = "nicht angegeben"


class SpokenView(NamedTuple):
    """Topics by languages of counselling; a cell is a number, a dash or that nobody stated it."""

    languages: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...], str], ...]


class AccessRow(NamedTuple):
    """A topic and how many services state something about the accessibility of their places."""

    topic: str
    total: int
    accessible: int
    unstated: int
    placeless: int


class CheckedRow(NamedTuple):
    """Records of one kind, or services of one organization, and how many have been checked."""

    name: str
    href: str
    counts: Checked
    half_year: str
    year: str


class PostsRow(NamedTuple):
    """A programme: posts granted and placed, and where they sit."""

    entry: Entry
    granted: str
    placed: str
    words: str
    positions: tuple[PositionView, ...]
    is_settled: bool


def see_spoken(view: Viewpoint, site: Site, access: Mapping[str, Access]) -> SpokenView:
    """Show the languages of the site and all others that a service states."""
    stated = {name for one in access.values() for name in one.languages}
    known = view.catalogue.terms.get("languages", {})
    shown = [name for name in known if name in stated or name in site.languages]
    return SpokenView(
        tuple(term_name(view, "languages", name) for name in shown),
        tuple(
            (
                term_name(view, "topics", topic),
                tuple(_spoken(one, name) for name in shown),
                _unstated(one),
            )
            for topic, one in access.items()
            if one.total
        ),
    )


def _spoken(one: Access, language: str) -> str:
    if one.languages.get(language):
        return str(one.languages[language])
    return UNKNOWN if one.stated < one.total else "–"


def _unstated(one: Access) -> str:
    return f"{one.total - one.stated} von {one.total}"


def see_access(view: Viewpoint, access: Mapping[str, Access]) -> tuple[AccessRow, ...]:
    """Show what is known about accessibility, topic by topic."""
    return tuple(
        AccessRow(
            term_name(view, "topics", topic),
            one.total,
            one.accessible,
            one.unstated,
            one.placeless,
        )
        for topic, one in access.items()
        if one.total
    )


def see_kinds(view: Viewpoint, found: Verification) -> tuple[CheckedRow, ...]:
    """Show how much of each kind has been checked."""
    return tuple(
        _checked(KINDS[kind].plural, view.kind_href(kind), counts)
        for kind, counts in found.kinds.items()
    )


def see_organizations(view: Viewpoint, found: Verification) -> tuple[CheckedRow, ...]:
    """Show how many services of each organization have been checked, the least first."""
    organizations = view.catalogue.all(Organization)
    rows = [
        _checked(str(organizations[name].name), view.href(organizations[name]), counts)
        for name, counts in found.organizations.items()
        if name in organizations
    ]
    rows.sort(key=lambda row: (row.counts.year / row.counts.total, -row.counts.total, row.name))
    return tuple(rows)


def _checked(name: str, href: str, counts: Checked) -> CheckedRow:
    return CheckedRow(
        name,
        href,
        counts,
        share(counts.half_year, counts.total),
        share(counts.year, counts.total),
    )


def see_posts(view: Viewpoint) -> Iterator[PostsRow]:
    """Show the programmes that name posts: unsettled ones first."""
    rows = []
    for programme in view.catalogue.all(Programme).values():
        posts = count_posts(programme)
        if programme.is_valid_on(view.today) and (posts.granted is not None or programme.positions):
            rows.append(_see_posts(view, programme, posts))
    yield from sorted(rows, key=lambda row: row.is_settled)


def _see_posts(view: Viewpoint, programme: Programme, posts: Posts) -> PostsRow:
    return PostsRow(
        see_entry(view, programme),
        UNKNOWN if posts.granted is None else say_number(posts.granted, view.language),
        say_number(posts.placed, view.language) if posts.placed else "–",
        _say_posts(view, posts),
        tuple(see_position(view, position) for position in programme.positions),
        posts.is_settled,
    )


def _say_posts(view: Viewpoint, posts: Posts) -> str:
    if posts.granted is None:
        return "wie viele bewilligt sind, ist nicht angegeben"
    if posts.unnumbered:
        return f"bei {amount(posts.unnumbered, 'Eintrag', 'Einträgen')} steht keine Zahl"
    left = posts.granted - posts.placed
    if not left:
        return "alle verteilt"
    number = say_number(abs(left), view.language)
    return f"{number} noch ohne Ort" if left > Decimal(0) else f"{number} mehr als bewilligt"
