"""Rules across records: what no single field can tell.

Comes in: the linked catalogue and today. Goes out: problems. The name of a check is its code, its
docstring its documentation; a new rule is one generator and one line below.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from itertools import chain
from pathlib import Path

from kim.catalogue import Catalogue, load_catalogue
from kim.checks import (
    anchors,
    areas,
    chapters,
    committees,
    contacts,
    dates,
    eligibility,
    ended,
    events,
    figures,
    handbook,
    hours,
    links,
    names,
    nav,
    posts,
    responsibilities,
    services,
    site,
    succession,
    texts,
    transitions,
    translations,
)
from kim.checks.alike import Alike
from kim.checks.finding import Check, Each, Findings
from kim.checks.walk import Rule, Walk, list_sights
from kim.collecting import without_collecting
from kim.crew import count_processes, share_in_order
from kim.editions.addresses import check_addresses
from kim.editions.proof import prove_editions
from kim.problems import Problem, Severity, shorten_list
from kim.settings import check_look, read_settings
from kim.traces import Key

_RELEASE: tuple[Check, ...] = (
    site.release_imprint,
    site.release_privacy,
    site.release_accessibility,
    site.release_feedback,
)

HINTS: tuple[Check, ...] = (
    *_RELEASE,
    chapters.chapter_by_hand,
    committees.committee_without_seats,
    contacts.contact_unreachable,
    contacts.unfinished_erasure,
    contacts.location_without_address,
    contacts.no_contact,
    dates.milestone_overdue,
    dates.not_verified,
    ended.ended_body,
    events.duplicate_event,
    events.series_of_one,
    names.doubled_entry,
    names.duplicate_name,
    names.duplicate_short_name,
    posts.incomplete_position,
    responsibilities.no_lead,
    services.incomplete_service,
    services.unneeded_overlap,
    site.security_contact,
    succession.expired_without_successor,
    succession.programme_ended,
    succession.successor_ended,
    succession.successor_gap,
    succession.successor_without_end,
    texts.macro_in_record,
    translations.language_without_words,
    translations.translation_missing,
    translations.translation_outdated,
)
"""Checks whose problems do not stop the build."""

CHECKS: tuple[Check, ...] = (
    anchors.reserved_id,
    areas.area_level,
    areas.area_outside_site,
    areas.membership_circle,
    areas.official_key,
    areas.parent_circle,
    areas.term_parent_circle,
    areas.unknown_parent_term,
    chapters.attribute_list,
    chapters.duplicate_heading,
    chapters.heading_level,
    chapters.open_brackets,
    chapters.open_code,
    chapters.unknown_chapter,
    chapters.unknown_footnote,
    committees.reporting_circle,
    committees.seat_without_holder,
    committees.seats_mismatch,
    committees.setting_up_circle,
    committees.several_chairs,
    contacts.person_expired,
    contacts.erased_person,
    contacts.hidden_location,
    dates.contradicting_dates,
    dates.date_in_future,
    dates.document_year,
    dates.event_ends_before_start,
    dates.milestone_outside_year,
    eligibility.age_range,
    eligibility.excluded_altogether,
    eligibility.impossible_criteria,
    eligibility.required_and_excluded,
    events.meeting_of_ended_committee,
    figures.missing_figure,
    figures.row_without_name,
    figures.share_mismatch,
    figures.total_mismatch,
    figures.unknown_column,
    handbook.macro_argument,
    handbook.macro_not_alone,
    handbook.macro_target,
    handbook.unknown_macro,
    hours.closes_before_opens,
    hours.contradicting_hours,
    hours.incomplete_hours,
    hours.overlapping_hours,
    links.broken_link,
    links.forbidden_link,
    links.foreign_file,
    links.image_without_text,
    names.duplicate_abbreviation,
    names.duplicate_id,
    names.former_id_taken,
    names.self_reference,
    posts.granted_posts,
    posts.grants_of_parts,
    posts.position_shares,
    responsibilities.assignment_organization,
    responsibilities.several_leads,
    services.doubled_provider,
    services.home_topic_without_service,
    succession.edition_name,
    succession.edition_order,
    succession.successor_circle,
    succession.successor_too_early,
    texts.confidential_address,
    texts.person_in_text,
    texts.record_link,
    transitions.transition_to_closed_door,
    transitions.transition_to_itself,
    transitions.transition_without_ends,
    translations.review_without_day,
    translations.translation_target,
    translations.translation_twice,
    *HINTS,
)


FIRST: tuple[Check, ...] = (
    areas.membership_circle,
    areas.parent_circle,
    areas.term_parent_circle,
    committees.reporting_circle,
    committees.setting_up_circle,
    succession.successor_circle,
    chapters.attribute_list,
    chapters.duplicate_heading,
    chapters.heading_level,
    chapters.open_brackets,
    chapters.open_code,
    chapters.unknown_chapter,
    chapters.unknown_footnote,
    figures.missing_figure,
    figures.row_without_name,
    figures.unknown_column,
    handbook.macro_argument,
    handbook.macro_not_alone,
    handbook.macro_target,
    handbook.unknown_macro,
    names.duplicate_id,
)
"""Checks without which nothing can be drawn: circles have no end, a chapter names what it shows.

They look at few records and take no time.
"""


def code_of(check: Check) -> str:
    """Give the code that problems of this check carry."""
    return check.__name__.replace("_", "-")


RELEASE_CODES = tuple(code_of(check) for check in _RELEASE)
"""Hints that the build for going live treats as errors."""


_HANDFUL = 200
"""So many records at least are looked at in one piece of work, if there are as many."""
_MOST_HANDFULS = 500
WORTH_SHARING = 1000
"""So many records; fewer are checked sooner than a process is started."""


def run_checks(catalogue: Catalogue, today: date) -> Iterable[Problem]:
    """Run every check over the catalogue; the processors share a large one."""
    works = list_work(catalogue, today)
    processes = count_processes() if len(catalogue.sources) >= WORTH_SHARING else 1
    found = share_in_order(lambda number: works[number](), len(works), processes)
    return chain.from_iterable(found)


def list_work(catalogue: Catalogue, today: date) -> list[Callable[[], list[Problem]]]:
    """Part all checks into pieces of work that do not depend on each other."""
    walk = Walk(EACH, catalogue, today, {see: see(catalogue) for see in list_sights(EACH)})
    return [
        *(partial(run_check, check, catalogue, today) for check in WHOLE),
        *(partial(walk.look_besides, rule) for rule in EACH),
        *(partial(_look_at_all, walk, keys) for keys in in_handfuls([*catalogue.sources])),
    ]


def in_handfuls(keys: Sequence[Key]) -> Iterator[Sequence[Key]]:
    """Part records into pieces of work, neither very many nor very large ones."""
    size = max(_HANDFUL, -(-len(keys) // _MOST_HANDFULS))
    return (keys[start : start + size] for start in range(0, len(keys), size))


def _look_at_all(walk: Walk, keys: Iterable[Key]) -> list[Problem]:
    return [problem for key in keys for problem in walk.look_at(key)]


def run_check(check: Check, catalogue: Catalogue, today: date) -> list[Problem]:
    """Run one check over the catalogue."""
    return say(check, check(catalogue, today))


def say(check: Check, findings: Findings) -> list[Problem]:
    """Make problems of what a check has found."""
    code, severity = code_of(check), _severity_of(check)
    return [Problem(place, code, message, severity) for place, message in findings]


def _severity_of(check: Check) -> Severity:
    return Severity.WARNING if check in HINTS else Severity.ERROR


EACH = tuple(
    Rule(check, code_of(check), _severity_of(check)) for check in CHECKS if isinstance(check, Each)
)
"""Checks that look at one record at a time."""

ALIKE = {code_of(check): check for check in CHECKS if isinstance(check, Alike)}
"""Checks that compare records which are alike, by code."""

WHOLE = tuple(check for check in CHECKS if not isinstance(check, Each))
"""Checks that make a walk of their own."""


@without_collecting()
def check_site(root: Path, today: date) -> tuple[Catalogue, tuple[Problem, ...]]:
    """Load a site and find everything that is wrong with it, in the order of files and lines."""
    catalogue, problems = load_catalogue(root)
    around = check_around(root, catalogue)
    return catalogue, shorten_list([*problems, *run_checks(catalogue, today), *around])


def check_around(root: Path, catalogue: Catalogue) -> Iterator[Problem]:
    """Look at what lies beside the records: published editions, their addresses, the settings."""
    yield from prove_editions(root, catalogue)
    yield from check_addresses(root)
    yield from check_look(root)
    settings = tuple(read_settings(root))
    yield from nav.check_nav(catalogue, settings)
    yield from texts.find_persons(catalogue, settings)
