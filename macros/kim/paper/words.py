"""A book's nodes → all that it says, as one text, before it is set.

To read the words out of the finished document takes longer than to set it.
"""

from typing import Any

_INLINE = frozenset({"a", "code", "em", "limit", "strong", "sup"})
"""Kinds of nodes inside a line: a word may go on before and after them."""
_ASIDE = "note"
"""Stands at the foot of the page, not in the line that leads to it."""


def words_in(book: dict[str, Any]) -> str:
    """Give the texts of a book as they run on in print, then what stands beside them.

    Beside them stand footnotes, addresses, drawings and what a picture is called.
    """
    running: list[str] = []
    beside: list[str] = []
    _collect(book, running, beside)
    return "".join(running) + "\n" + "\n".join(beside)


def _collect(part: Any, running: list[str], beside: list[str]) -> None:
    if isinstance(part, str):
        running.append(part)
    elif isinstance(part, list):
        for one in part:
            _collect(one, running, beside)
    elif isinstance(part, dict):
        _collect_node(part, running, beside)


def _collect_node(node: dict[str, Any], running: list[str], beside: list[str]) -> None:
    kind = node.get("t")
    if kind == _ASIDE:
        beside.append(words_in({**node, "t": ""}))
        return
    edge = "" if kind in _INLINE else "\n"
    running.append(edge)
    _collect(node.get("c"), running, beside)
    running.append(edge)
    for value in (value for name, value in node.items() if name not in {"t", "c"}):
        if isinstance(value, str):
            beside.append(value)
        for one in value if isinstance(value, list) else ():
            running.append("\n")
            _collect(one, running, beside)
