"""The YAML that authors mostly write, read line by line; whatever else there is, is left to YAML.

Comes in: a text. Goes out: its values, or None where a line is not of the few simple forms. What is
read here, the reader of all YAML reads alike; the tests compare the two. It takes a third of the
time, because no event is made for each key and value and no place is kept.
"""

import re
import sys
from typing import Any, TypeAlias

Value: TypeAlias = "str | list[Value] | dict[str, Value]"

WORD = 32
"""A text of so few letters is mostly one of many: a name, a choice, a day."""
LONGEST = 16 * 1024
"""So short a text has fewer values than one may have."""
_DEEPEST = 10
_LINE = re.compile(
    r"( *)(- )?"
    r"(?:([A-Za-z_][A-Za-z0-9_.-]{0,99}):(?=[ \n]))?"
    r" *(?:"
    r"([^\s\-?:,\[\]{}#&*!|>'\"%@`][^\n]*)\n"
    r"|([|>]-?\n\1(?(2)    |  )[^ \n][^\n]*\n(?:(?:\1(?(2)    |  )[^\n]+)?\n)*)"  # lines below
    r'|"([^"\\\n]+)"\n'
    r"|'([^'\n]+)'\n"
    r"|\[([A-Za-z0-9][A-Za-z0-9_-]*(?:, [A-Za-z0-9][A-Za-z0-9_-]*)*)\]\n"
    r"|(?:#[^\n]*)?\n"
    r")"
    r"|(.)",  # anything else
    re.DOTALL,
)
_STRANGE = ("\t", "\r", "\ufeff", " \n", " #", "\n---", "\n...")
"""A tab, a blank at the end of a line, a comment behind a value, a second document."""
_BREAKS = re.compile(r"\n+")


def read_lines(text: str) -> dict[str, Value] | None:
    """Read a text of simple lines; None where only YAML itself can tell what is meant."""
    if len(text) > LONGEST or not text.endswith("\n") or any(map(text.__contains__, _STRANGE)):
        return None
    values = _Values()
    for indent, dash, key, plain, below, double, single, words, other in _LINE.findall(text):
        value = plain or double or single or (below and _join(below, len(indent + dash)))
        if words and key:
            value = [sys.intern(word) for word in words.split(", ")]
        if value or key:
            is_other = ": " in plain or plain.endswith(":") or (below and not value)
            if is_other or not values.add(len(indent), dash, key, value):
                return None
        elif other or dash or below or words:
            return None
    return values.root if values.root and not values.field else None


def _join(below: str, depth: int) -> str:
    """Join the lines below a field as its mark says; nothing where one stands further in."""
    mark, _, text = below.partition("\n")
    text = f"\n{text}".replace(f"\n{' ' * (depth + 2)}", "\n").strip("\n")
    if mark[0] == ">":
        if "\n " in text:
            return ""
        text = _BREAKS.sub(_fold, text)
    return text if mark[-1] == "-" else f"{text}\n"


def _fold(breaks: re.Match[str]) -> str:
    return breaks[0][1:] or " "


class _Values:
    """The values of one text, put together line by line."""

    def __init__(self) -> None:
        self.root: dict[str, Value] = {}
        self.field = ""
        """The field whose value begins in the next line."""
        self._open: list[tuple[int, Any]] = [(0, self.root)]
        """The mappings and lists that may go on, and how far each is indented."""

    def add(self, depth: int, dash: str, key: str, value: Value) -> bool:
        """Put what a line says where it belongs; tell whether that is certain."""
        if self.field and not self._begin(depth, [] if dash else {}):
            return False
        while depth < self._open[-1][0]:
            self._open.pop()
        at, into = self._open[-1]
        if depth != at or isinstance(into, list) != bool(dash):
            return False
        if dash and key:
            item: dict[str, Value] = {}
            into.append(item)
            self._open.append((depth + 2, item))
            into = item
        return self._put(into, key, value)

    def _put(self, into: Any, key: str, value: Value) -> bool:
        if isinstance(value, str) and len(value) <= WORD:
            value = sys.intern(value)
        if isinstance(into, list):
            into.append(value)
        elif not key or key in into:
            return False
        elif value:
            into[sys.intern(key)] = value
        else:
            self.field = key
        return True

    def _begin(self, depth: int, group: list[Value] | dict[str, Value]) -> bool:
        """Begin the mapping or list that is the value of a field."""
        at, into = self._open[-1]
        if depth <= at or len(self._open) > _DEEPEST:
            return False
        into[sys.intern(self.field)] = group
        self._open.append((depth, group))
        self.field = ""
        return True
