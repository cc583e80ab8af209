"""Who may come, in plain words: for all, by groups, above all for whom, and for whom not.

What an author wrote in words is shown in those words where they are in the page's language; where
they are not, the codes say the same in every language.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from typing import NamedTuple

from kim.fields import HOME_LANGUAGE, Text
from kim.models.service import Criteria, Eligibility, Exclusion, Group, Service, TopicCriteria
from kim.rules.criteria import Reason, named_in
from kim.views.formats import say_age, say_period
from kim.views.labels import STAY
from kim.views.reasons import say_reason
from kim.views.viewpoint import Phrase, Viewpoint, once
from kim.words import N_, load_words

_OR, _AND = N_(" oder "), " + "


class GroupView(NamedTuple):
    """One of the groups a service is open to."""

    name: Phrase | None
    criteria: tuple[Phrase, ...]
    period: Phrase | None
    description: Phrase | None


class EligibilityView(NamedTuple):
    """Who may come: what holds for all, the groups, a note, above all for whom, not for whom."""

    criteria: tuple[Phrase, ...]
    groups: tuple[GroupView, ...]
    note: Phrase | None
    preferred: Phrase | None
    excluded: Phrase | None

    def __bool__(self) -> bool:
        """Tell whether there is anything to show."""
        return any(self[:])


def see_eligibility(view: Viewpoint, service: Service) -> tuple[Phrase, ...]:
    """Say in short who may come; empty when nothing restricts."""
    who = service.eligibility
    groups = (_say_group(view, group) for group in _open_groups(who, view.today))
    return (*see_criteria(view, who), *groups)


def see_criteria(view: Viewpoint, who: Criteria) -> tuple[Phrase, ...]:
    """Say each criterion that must be met."""
    named, known = named_in(who), _known_criteria(view)
    if named not in known:
        known[named] = tuple(_say_criteria(view, who))
    return known[named]


@once
def _known_criteria(_view: Viewpoint) -> dict[object, tuple[Phrase, ...]]:
    """Remember what was said: many services ask for the same."""
    return {}


def _say_criteria(view: Viewpoint, who: Criteria) -> Iterator[Phrase]:
    yield from _say_ages_and_stay(view, who)
    if who.residence_status:
        yield _say_status(view, who.residence_status)
    yield from view.term_names("life-situations", who.life_situations)
    if isinstance(who, TopicCriteria) and who.topics:
        yield say_reason(view, Reason("topic", is_met=None, terms=who.topics))


def see_who(view: Viewpoint, who: Eligibility) -> EligibilityView:
    """Show all that a record says about who may come."""
    groups = _open_groups(who, view.today)
    return EligibilityView(
        criteria=see_criteria(view, who),
        groups=tuple([_see_group(view, group) for group in groups]),
        note=view.optional(who.description),
        preferred=_say_parts(view, who.priority, who.preferred),
        excluded=_say_parts(view, who.exclusion, who.exclusions),
    )


def _open_groups(who: Eligibility, today: date) -> Iterator[Group]:
    for group in who.groups:
        if group.valid_until is None or group.valid_until >= today:
            yield group


def _see_group(view: Viewpoint, group: Group) -> GroupView:
    begins = group.valid_from is not None and group.valid_from > view.today
    criteria = see_criteria(view, group)
    name = _own_name(view, group, criteria)
    later = Reason("valid", is_met=False, first=group.valid_from)
    period = say_period(group.valid_from, group.valid_until, view.language)
    return GroupView(
        name=name,
        criteria=tuple(one for one in criteria if one != name),
        period=say_reason(view, later) if begins else Phrase(period) if period else None,
        description=view.optional(group.description),
    )


def _own_name(view: Viewpoint, group: Group, criteria: tuple[Phrase, ...]) -> Phrase | None:
    """Take the group's name, unless it is in another language and the criteria say it all."""
    name = view.optional(group.name)
    return None if name and name.language and criteria else name


def _say_group(view: Viewpoint, group: Group) -> Phrase:
    """Say a group in one phrase: by its name, or by its criteria."""
    codes = _in_one_language(view, lambda spoken: see_criteria(spoken, group))
    return _in_own_words(view, group.name, lambda _spoken: codes) or codes


def _in_own_words(
    view: Viewpoint, text: Text | None, by_codes: Callable[[Viewpoint], Phrase]
) -> Phrase | None:
    """Take the author's words, unless they are in another language and the codes are not."""
    own = view.optional(text)
    if own and not own.language:
        return own
    coded = by_codes(view)
    return coded if coded.text and not (own and coded.language) else own


def _say_parts(view: Viewpoint, text: Text | None, parts: Sequence[Criteria]) -> Phrase | None:
    """Say in the author's words or by the codes who is meant; mostly nobody."""
    if not (text or parts):
        return None
    return _in_own_words(view, text, partial(_say_all, parts=parts))


def _say_all(view: Viewpoint, parts: Sequence[Criteria]) -> Phrase:
    """Say several parts in one phrase."""
    return _in_one_language(
        view, lambda spoken: tuple(_say_part(spoken, one) for one in parts), _OR
    )


def _say_part(view: Viewpoint, part: Criteria) -> Phrase:
    return _in_one_language(view, lambda spoken: tuple(_say_bare(spoken, part)))


def _say_bare(view: Viewpoint, part: Criteria) -> Iterator[Phrase]:
    """Say criteria so that they can follow a word like: not for."""
    yield from _say_ages_and_stay(view, part)
    yield from view.term_names("residence-status", part.residence_status)
    for situation in view.term_names("life-situations", part.life_situations):
        yield _say_only(view, situation) if isinstance(part, Exclusion) and part.only else situation
    if isinstance(part, TopicCriteria) and part.topics:
        yield say_reason(view, Reason("topic", is_met=None, terms=part.topics))


def _say_only(view: Viewpoint, situation: Phrase) -> Phrase:
    words = load_words(situation.language or view.language)
    text = words.say("nur: %(situation)s", situation=situation.text)
    return Phrase(text, situation.language)


def _say_ages_and_stay(view: Viewpoint, who: Criteria) -> Iterator[Phrase]:
    age = say_age(who.minimum_age, who.maximum_age, view.language)
    if age:
        yield Phrase(age)
    yield from (Phrase(view.say(STAY[stay])) for stay in who.length_of_stay)


def _say_status(view: Viewpoint, ids: tuple[str, ...]) -> Phrase:
    """Say with which papers."""
    names = _in_one_language(view, lambda spoken: spoken.term_names("residence-status", ids), _OR)
    words = load_words(names.language or view.language)
    return Phrase(words.say("Mit %(status)s", status=names.text), names.language)


def _in_one_language(
    view: Viewpoint, say: Callable[[Viewpoint], tuple[Phrase, ...]], joint: str = _AND
) -> Phrase:
    """Join phrases; wholly in German where one of them has no other words."""
    said = say(view)
    language = HOME_LANGUAGE if any(phrase.language for phrase in said) else ""
    if language:
        said = say(view.in_language(language))
    words = load_words(language or view.language)
    return Phrase(words.say(joint).join(phrase.text for phrase in said), language)
