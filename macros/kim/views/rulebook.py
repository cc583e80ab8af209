"""The rules of all services as the Wegweiser's script reckons with them: codes, and their words.

Comes in: a viewpoint. Goes out: facts, each criterion that a record names once, with the reasons
that it can give; a line of facts for each service, in the order of their names; and for a language
what is said about each. Cost: one pass over the services.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from kim.fields import HOME_LANGUAGE, Text
from kim.reads import see_noting
from kim.rules.criteria import Reason, Trees
from kim.rules.hierarchy import Tree
from kim.views.order import order_rules
from kim.views.outline import Outline, read_reason, see_outlines
from kim.views.reasons import say_reason
from kim.views.viewpoint import Phrase, Viewpoint

NOTHING = -1
"""The number of what a record does not say."""

STAYS = ("new", "longer")
_TREE_OF = {"status": "status", "situation": "situations", "topic": "topics", "area": "areas"}


class Fact(NamedTuple):
    """A criterion and its values by number; days as 20220701, 0 is none.

    `reasons` are for where it is met, not met and to be asked; of a day: until when, over, not yet;
    of ages: met, too old, to be asked, too young.
    """

    criterion: str
    values: tuple[int, ...]
    reasons: tuple[Reason, ...]


class Branch(NamedTuple):
    """The ids of a taxonomy and the number of what lies above each."""

    ids: tuple[str, ...]
    parents: tuple[int, ...]


class Line(NamedTuple):
    """A service; everything but its id and the flags of exclusions is a number, mostly of a fact.

    A group is its facts, an exclusion its own fact, whether it is for those with nothing else, and
    its facts. `preferred` is its own fact and groups.
    """

    id: str
    topics: tuple[int, ...]
    area: int
    language: int
    day: int
    successor: int
    everyone: tuple[int, ...]
    groups: tuple[tuple[int, ...], ...]
    exclusions: tuple[tuple[int, ...], ...]
    preferred: tuple[int | tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class RulebookView:
    """All that the script reckons with; the same in every language."""

    trees: Mapping[str, Branch]
    languages: tuple[str, ...]
    facts: tuple[Fact, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class SpokenRules:
    """What the script says: about each fact and state, where nothing restricts, of each service."""

    facts: tuple[tuple[Phrase, ...], ...]
    anyone: Phrase
    notes: tuple[Phrase | None, ...]


def see_rulebook(view: Viewpoint) -> RulebookView:
    """Give a number to everything that the rules name; once for all languages."""
    catalogue = view.catalogue
    if see_rulebook not in catalogue.seen:
        catalogue.seen[see_rulebook] = see_noting(catalogue.reads, lambda: _write_rulebook(view))
    book: RulebookView
    book, part = catalogue.seen[see_rulebook]
    if catalogue.reads and part:
        catalogue.reads.join(part)
    return book


def _write_rulebook(view: Viewpoint) -> RulebookView:
    trees, outlines = Trees.of(view.catalogue), see_outlines(view)
    names = order_rules(view.in_language(HOME_LANGUAGE), "")
    places = {name: place for place, name in enumerate(names)}
    collector = _Collector(trees)
    lines = tuple([_line(collector, name, outlines[name], places) for name in names])
    return RulebookView(
        trees={name: _branch(tree) for name, tree in collector.trees.items()},
        languages=tuple(collector.languages),
        facts=tuple(collector.facts),
        lines=lines,
    )


def speak_rules(view: Viewpoint, rules: RulebookView) -> SpokenRules:
    """Put every fact into words, and add what the records say in words only."""
    outlines = see_outlines(view)
    return SpokenRules(
        facts=tuple(
            tuple(say_reason(view, reason) for reason in fact.reasons) for fact in rules.facts
        ),
        anyone=say_reason(view, Reason("no-limits", is_met=True)),
        notes=tuple([_note(view, outlines[line.id].notes) for line in rules.lines]),
    )


def _note(view: Viewpoint, notes: Mapping[str, str]) -> Phrase | None:
    return view.phrase(Text.model_construct(root=dict(notes))) if notes else None


def _branch(tree: Tree) -> Branch:
    numbers = {name: number for number, name in enumerate(tree.parents)}
    parents = (numbers.get(above or "", NOTHING) for above in tree.parents.values())
    return Branch(tuple(numbers), tuple(parents))


class _Collector:
    """Gives every fact its number."""

    def __init__(self, trees: Trees) -> None:
        self.trees = trees._asdict()
        self.numbers = {
            name: {term: number for number, term in enumerate(tree.parents)}
            for name, tree in self.trees.items()
        }
        self.languages: dict[str, int] = {}
        self.facts: dict[Fact, int] = {}
        self.asked: dict[Reason, int] = {}
        self.parts: dict[tuple[str, ...], tuple[int, ...]] = {}

    def number(self, reason: Reason) -> int:
        """Give the number of what is to be asked."""
        if reason not in self.asked:
            fact = Fact(reason.criterion, tuple(self._values(reason)), tuple(_states(reason)))
            self.asked[reason] = self.facts.setdefault(fact, len(self.facts))
        return self.asked[reason]

    def part(self, criteria: tuple[str, ...]) -> tuple[int, ...]:
        """Give the numbers of one part's criteria."""
        if criteria not in self.parts:
            self.parts[criteria] = tuple(map(self.number, map(read_reason, criteria)))
        return self.parts[criteria]

    def _values(self, reason: Reason) -> Iterator[int]:
        if reason.criterion == "age":
            yield NOTHING if reason.youngest is None else reason.youngest
            yield NOTHING if reason.oldest is None else reason.oldest
        elif reason.criterion == "valid":
            yield _packed(reason.first)
            yield _packed(reason.last)
        elif reason.criterion == "stay":
            yield from map(STAYS.index, reason.terms)
        elif reason.criterion == "language":
            for code in reason.terms:
                yield self.languages.setdefault(code, len(self.languages))
        elif reason.criterion in _TREE_OF:
            yield from self.terms(_TREE_OF[reason.criterion], reason.terms)

    def terms(self, tree: str, ids: Iterable[str]) -> Iterator[int]:
        """Give the terms' numbers; each is known, or the site has a problem."""
        return (self.numbers[tree][name] for name in ids if name in self.numbers[tree])


def _packed(day: date | None) -> int:
    return int(f"{day:%Y%m%d}") if day else 0


def _states(reason: Reason) -> Iterator[Reason]:
    """Give a reason as it stands where it is met, not met and to be asked."""
    if reason.criterion == "valid":
        yield reason._replace(is_met=True, first=None)
        yield reason._replace(is_met=False, first=None)
        yield reason._replace(is_met=False, last=None)
        return
    if reason.criterion == "age":
        yield reason._replace(is_met=True)
        yield reason._replace(is_met=False, youngest=None)
        yield reason
        yield reason._replace(is_met=False, oldest=None)
        return
    for state in (True, False, None):
        yield reason._replace(is_met=state)


def _line(collector: _Collector, name: str, outline: Outline, places: Mapping[str, int]) -> Line:
    return Line(
        id=name,
        topics=tuple(collector.terms("topics", outline.topics)),
        area=_one(collector, Reason("area", is_met=None, terms=outline.service_areas)),
        language=_one(collector, Reason("language", is_met=None, terms=outline.languages)),
        day=next(iter(collector.part(outline.days)), NOTHING),
        successor=places.get(outline.successor, NOTHING),
        everyone=collector.part(outline.everyone),
        groups=tuple(map(collector.part, outline.groups)),
        exclusions=tuple([tuple(_exclusion(collector, *one)) for one in outline.exclusions]),
        preferred=tuple(_preferred(collector, outline.preferred)),
    )


def _one(collector: _Collector, reason: Reason) -> int:
    return collector.number(reason) if reason.terms else NOTHING


def _exclusion(collector: _Collector, only: int, criteria: tuple[str, ...]) -> Iterator[int]:
    yield collector.number(Reason("exclusion", is_met=None))
    yield only
    yield from collector.part(criteria)


def _preferred(
    collector: _Collector, preferred: tuple[tuple[str, ...], ...]
) -> Iterator[int | tuple[int, ...]]:
    if preferred:
        yield collector.number(Reason("priority", is_met=None))
        yield from map(collector.part, preferred)
