"""Committees → the chart of their structure: boxes one below the other, arrows between them.

Comes in: committees as views. Goes out: a frozen drawing for theme/templates/figures/. Arrows
between neighbours go straight; the others run beside the boxes, upwards on the left, downwards on
the right. Every length is a unit of the viewBox, which is 360 wide.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from kim.views.committees import CommitteeView
from kim.views.labels import COMMITTEE_LEVELS
from kim.views.viewpoint import Link

WIDTH = 360
_LANE = 16
_PAIR = 90
"""Room for a word between arrows that go the same way."""
_LINE_HEIGHT = 18
_PADDING = 12
_CHARACTER = 8.0
"""Average width of a bold character at the size in which the chart is read."""
_ORDER = {label: number for number, label in enumerate(COMMITTEE_LEVELS.values())}
_VERBS = {"reports_to": "berichtet", "delegates_to": "entsendet", "sets_up": "setzt ein"}


class TextLine(NamedTuple):
    """A line of text; `is_name` makes it bold."""

    text: str
    y: int
    is_name: bool


class Node(NamedTuple):
    """A committee's box."""

    x: int
    y: int
    width: int
    height: int
    lines: tuple[TextLine, ...]
    style: str

    @property
    def middle(self) -> int:
        """Give where its text is centred."""
        return self.x + self.width // 2


class Arrow(NamedTuple):
    """A line with a head: the path of the line, the points of the head, its word and where."""

    path: str
    head: str
    word: str
    x: int
    y: int
    anchor: str


@dataclass(frozen=True, slots=True)
class StructureChart:
    """The drawing and the same in words."""

    id: str
    title: str
    description: str
    width: int
    height: int
    nodes: tuple[Node, ...]
    arrows: tuple[Arrow, ...]
    committees: tuple["Member", ...]


class Member(NamedTuple):
    """A committee in the list beside the drawing."""

    link: Link
    level: str
    seats: int
    office: Link | None
    sentences: tuple[tuple[str, Link], ...]


class _Edge(NamedTuple):
    start: int
    end: int
    verb: str

    @property
    def top(self) -> int:
        return min(self.start, self.end)

    @property
    def side(self) -> str:
        if abs(self.start - self.end) == 1:
            return "middle"
        return "left" if self.end < self.start else "right"


def draw_structure(committees: Iterable[CommitteeView]) -> StructureChart:
    """Draw committees from the steering level down, with what they send, set up and report."""
    ordered = sorted(committees, key=lambda one: (_ORDER.get(one.row.level, 9), str(one.row.name)))
    edges = tuple(_edges(ordered))
    lanes = {side: sum(edge.side == side for edge in edges) for side in ("left", "right")}
    nodes = tuple(_nodes(ordered, edges, lanes))
    members = tuple(_member(one) for one in ordered)
    last = nodes[-1] if nodes else None
    return StructureChart(
        id="organigramm-bild",
        title="Gremien des Kommunalen Integrationsmanagements",
        description=" ".join(_say(member) for member in members),
        width=WIDTH,
        height=last.y + last.height + 2 if last else 0,
        nodes=nodes,
        arrows=tuple(_arrows(edges, nodes)),
        committees=members,
    )


def _edges(ordered: list[CommitteeView]) -> Iterator[_Edge]:
    places = {one.row.href: number for number, one in enumerate(ordered)}
    for number, one in enumerate(ordered):
        for field, verb in _VERBS.items():
            for link in getattr(one, field):
                if link.href in places and link.href != one.row.href:
                    yield _Edge(number, places[link.href], verb)


def _nodes(
    ordered: list[CommitteeView], edges: tuple[_Edge, ...], lanes: dict[str, int]
) -> Iterator[Node]:
    left = 2 + _LANE * lanes["left"]
    width = WIDTH - 2 - _LANE * lanes["right"] - left
    y = 2
    for number, one in enumerate(ordered):
        lines = tuple(_lines(one, y, width))
        height = _LINE_HEIGHT * len(lines) + 2 * _PADDING - 4
        yield Node(left, y, width, height, lines, _style(one))
        y += height + _gap(edges, number)


def _lines(one: CommitteeView, top: int, width: int) -> Iterator[TextLine]:
    room = int((width - 2 * _PADDING) / _CHARACTER)
    words = [(one.row.level, False)]
    words += [(line, True) for line in wrap(str(one.row.name), room)]
    if _seats(one):
        words.append((f"{_seats(one)} Sitze", False))
    for number, (text, is_name) in enumerate(words):
        yield TextLine(text, top + _PADDING + _LINE_HEIGHT * number + 11, is_name)


def _seats(one: CommitteeView) -> int:
    """Count the seats; who works in a group for a time is no fixed number."""
    return 0 if one.time_limit else one.row.seat_count or 0


def wrap(text: str, room: int) -> list[str]:
    """Break text into lines of at most `room` characters; a longer word is broken with a hyphen."""
    lines = [""]
    for word in text.split():
        rest = word
        while len(rest) > room:
            lines.append(rest[: room - 1] + "-")
            rest = rest[room - 1 :]
        joined = f"{lines[-1]} {rest}".strip()
        if len(joined) <= room:
            lines[-1] = joined
        else:
            lines.append(rest)
    return [line for line in lines if line]


def _style(one: CommitteeView) -> str:
    if one.row.level == COMMITTEE_LEVELS["steering"]:
        return "node node-strong"
    return "node node-dashed" if one.time_limit else "node"


def _gap(edges: tuple[_Edge, ...], number: int) -> int:
    here = [edge.side for edge in edges if edge.top == number]
    most = max((here.count(side) for side in set(here)), default=0)
    return 16 + _LINE_HEIGHT * max(most, 1) + 10


def _arrows(edges: tuple[_Edge, ...], nodes: tuple[Node, ...]) -> Iterator[Arrow]:
    used: dict[tuple[str, int], int] = {}
    lanes = {"left": 0, "right": 0, "middle": 0}
    for edge in edges:
        side = edge.side
        row = used[side, edge.top] = used.get((side, edge.top), -1) + 1
        above = nodes[edge.top]
        word_y = above.y + above.height + 26 + _LINE_HEIGHT * row
        if side == "middle":
            yield _straight(edge, nodes, word_y, row)
        else:
            yield _around(edge, nodes, word_y, lanes[side])
        lanes[side] += 1


def _straight(edge: _Edge, nodes: tuple[Node, ...], word_y: int, row: int) -> Arrow:
    start, end = nodes[edge.start], nodes[edge.end]
    # In pairs, from the middle outwards; words stand outside of each pair and cross no line.
    pair, is_left = divmod(row, 2)
    way = -1 if is_left else 1
    x = start.x + start.width // 2 - _LANE * is_left + way * _PAIR * pair
    down = edge.start < edge.end
    y1, y2 = (start.y + start.height, end.y) if down else (start.y, end.y + end.height)
    back = -8 if down else 8
    head = f"{x},{y2} {x - 6},{y2 + back} {x + 6},{y2 + back}"
    anchor = "end" if is_left else "start"
    return Arrow(f"M{x} {y1}V{y2 + back}", head, edge.verb, x + way * 10, word_y, anchor)


def _around(edge: _Edge, nodes: tuple[Node, ...], word_y: int, lane: int) -> Arrow:
    start, end = nodes[edge.start], nodes[edge.end]
    left = edge.side == "left"
    border = start.x if left else start.x + start.width
    way = -1 if left else 1
    x = border + way * (_LANE * (lane + 1) - 4)
    y1, y2 = start.y + start.height // 2, end.y + end.height // 2
    near = border + way * 8
    head = f"{border},{y2} {near},{y2 - 6} {near},{y2 + 6}"
    path = f"M{border} {y1}H{x}V{y2}H{near}"
    return Arrow(path, head, edge.verb, x - way * 8, word_y, "start" if left else "end")


def _member(one: CommitteeView) -> Member:
    sentences = [(verb, link) for field, verb in _PHRASES.items() for link in getattr(one, field)]
    return Member(
        Link(one.row.name, one.row.href),
        one.row.level,
        one.row.seat_count or 0,
        one.office,
        tuple(sentences),
    )


_PHRASES = {
    "reports_to": "berichtet an:",
    "delegates_to": "entsendet eine Vertretung in:",
    "sets_up": "setzt ein:",
}


def _say(member: Member) -> str:
    said = [f"{verb} {link.text}" for verb, link in member.sentences]
    return f"{member.level}: {member.link.text}" + (f", {', '.join(said)}." if said else ".")
