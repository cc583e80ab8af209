"""Hand-overs → a chart: boxes one below the other, a trunk from each to all that it leads to.

Comes in: hand-overs as views. Goes out: a frozen drawing for theme/templates/figures/. Who hands
over stands above where it leads, as far as there is no circle. Ways down run on the left, ways back
up on the right, no two in one lane at one height. Lengths are units of the viewBox.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count
from typing import NamedTuple

from kim.render.structure import WIDTH, Node, TextLine, wrap
from kim.views.transitions import End, TransitionView

_LANE = 16
_LINE_HEIGHT = 18
_PADDING = 12
_GAP = 16
_NARROWEST = 200
_CHARACTER = 9.4
"""Width of a bold character at the size in which the chart is read, in a wide font."""


class Trunk(NamedTuple):
    """The ways from one box: their line and the points of each head."""

    path: str
    heads: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TransitionChart:
    """The drawing, and the same in words."""

    id: str
    title: str
    description: str
    width: int
    height: int
    nodes: tuple[Node, ...]
    trunks: tuple[Trunk, ...]


class _Way(NamedTuple):
    """From one box to several others on one side, in a lane beside the boxes."""

    start: int
    goals: tuple[int, ...]
    is_down: bool
    lane: int = 0

    @property
    def top(self) -> int:
        return min(self.start, *self.goals)

    @property
    def bottom(self) -> int:
        return max(self.start, *self.goals)


def draw_transitions(steps: Iterable[TransitionView]) -> TransitionChart:
    """Draw the hand-overs of which both ends are known."""
    known = [step for step in steps if step.start and step.goal]
    ends = {end.id: end for step in known for end in (step.start, step.goal) if end}
    leads: dict[str, dict[str, None]] = {end: {} for end in ends}
    for step in known:
        if step.start and step.goal:
            leads[step.start.id][step.goal.id] = None
    order = _order(leads)
    ways = _in_lanes(_ways(leads, order))
    nodes = tuple(_nodes([ends[end] for end in order], ways))
    last = nodes[-1] if nodes else None
    return TransitionChart(
        id="uebergaenge-bild",
        title="Übergänge zwischen Angeboten und Rechtskreisen",
        description=" ".join(map(_say, known)),
        width=_width(nodes, ways),
        height=last.y + last.height + 2 if last else 0,
        nodes=nodes,
        trunks=tuple(_trunk(way, nodes) for way in ways),
    )


def _order(leads: dict[str, dict[str, None]]) -> list[str]:
    """Put every box after the first one that leads to it; those that nobody leads to begin."""
    reached = {goal for goals in leads.values() for goal in goals}
    order: dict[str, None] = {}
    waiting = [*reversed([end for end in leads if end in reached])]
    waiting += [*reversed([end for end in leads if end not in reached])]
    while waiting:
        end = waiting.pop()
        if end not in order:
            order[end] = None
            waiting += reversed([goal for goal in leads[end] if goal not in order])
    return list(order)


def _ways(leads: dict[str, dict[str, None]], order: list[str]) -> Iterator[_Way]:
    place = {end: number for number, end in enumerate(order)}
    for end in order:
        goals = sorted(place[goal] for goal in leads[end] if goal != end)
        down = tuple(goal for goal in goals if goal > place[end])
        up = tuple(goal for goal in goals if goal < place[end])
        if down:
            yield _Way(place[end], down, is_down=True)
        if up:
            yield _Way(place[end], up, is_down=False)


def _in_lanes(ways: Iterable[_Way]) -> tuple[_Way, ...]:
    """Give each way the innermost lane of its side that is free where it runs."""
    placed: list[_Way] = []
    for way in ways:
        taken = {
            other.lane
            for other in placed
            if other.is_down == way.is_down and other.top <= way.bottom and way.top <= other.bottom
        }
        placed.append(way._replace(lane=next(n for n in count() if n not in taken)))
    return tuple(placed)


def _lanes(ways: tuple[_Way, ...], *, is_down: bool) -> int:
    return max((way.lane + 1 for way in ways if way.is_down == is_down), default=0)


def _nodes(ends: list[End], ways: tuple[_Way, ...]) -> Iterator[Node]:
    left = 2 + _LANE * _lanes(ways, is_down=True)
    width = max(WIDTH - 2 - _LANE * _lanes(ways, is_down=False) - left, _NARROWEST)
    y = 2
    for end in ends:
        lines = tuple(_lines(end, y, width))
        height = _LINE_HEIGHT * len(lines) + 2 * _PADDING - 4
        yield Node(left, y, width, height, lines, "node node-dashed" if end.is_regime else "node")
        y += height + _GAP


def _width(nodes: tuple[Node, ...], ways: tuple[_Way, ...]) -> int:
    """Give the width of the whole: 360, more only where many ways run side by side."""
    outer = nodes[0].x + nodes[0].width if nodes else 0
    return max(WIDTH, outer + _LANE * _lanes(ways, is_down=False) + 2)


def _lines(end: End, top: int, width: int) -> Iterator[TextLine]:
    kind = "Rechtskreis" if end.is_regime else "Angebot"
    words = [(f"{kind}, beendet" if end.has_ended else kind, False)]
    room = int((width - 2 * _PADDING) / _CHARACTER)
    words += [(line, True) for line in wrap(str(end.link.text), room)]
    for number, (text, is_name) in enumerate(words):
        yield TextLine(text, top + _PADDING + _LINE_HEIGHT * number + 11, is_name)


def _trunk(way: _Way, nodes: tuple[Node, ...]) -> Trunk:
    """Draw a line out of the box, along its lane, and a branch with a head to each goal."""
    start = nodes[way.start]
    border = start.x if way.is_down else start.x + start.width
    side = -1 if way.is_down else 1
    x, near = border + side * (_LANE * (way.lane + 1) - 4), border + side * 8
    y = start.y + start.height // 2 - 6 * side
    goals = [nodes[goal].y + nodes[goal].height // 2 + 6 * side for goal in way.goals]
    far = goals[-1] if way.is_down else goals[0]
    path = f"M{border} {y}H{x}V{far}" + "".join(f"M{x} {goal}H{near}" for goal in goals)
    heads = (f"{border},{goal} {near},{goal - 6} {near},{goal + 6}" for goal in goals)
    return Trunk(path, tuple(heads))


def _say(step: TransitionView) -> str:
    start = step.start.link.text if step.start else ""
    goal = step.goal.link.text if step.goal else ""
    return f"Von „{start}“ zu „{goal}“."
