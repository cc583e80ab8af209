"""The YAML that authors mostly write, read line by line; whatever else there is, is left to YAML.

Comes in: a text. Goes out: its values, or None where a line is not of the few simple forms. What is
read here, the reader of all YAML reads alike; the tests compare the two. It takes a third of the
time, because no event is made for each key and value and no place is kept.
"""

import re
import sys
from collections.abc import Iterable
from typing import Any, TypeAlias, cast

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
    return _put_together(_LINE.findall(text))


def _put_together(lines: Iterable[tuple[str, ...]]) -> dict[str, Value] | None:  # noqa: C901, PLR0912  # calls for each of half a million lines take as long as all of this
    """Put the values of a text together, line by line; None where that is not certain."""
    root: dict[str, Value] = {}
    field, depth, group = "", 0, cast("Any", root)
    outer = [(depth, group)]
    for indent, dash, key, plain, below, double, single, words, other in lines:
        text = plain or double or single
        value: Value = sys.intern(text) if len(text) <= WORD else text
        if below or words:
            value = _read_more(key, below, words, len(indent + dash))
        if plain:
            if ": " in plain or plain[-1] == ":":
                return None
        elif not value and (below or words or not key):
            if dash or other or below or words:
                return None
            continue  # an empty line, or one for people only
        at = len(indent)
        if field:  # its value begins here
            if at <= depth or len(outer) > _DEEPEST:
                return None
            group[field] = [] if dash else {}
            depth, group, field = at, group[field], ""
            outer.append((depth, group))
        while at < depth:
            outer.pop()
            depth, group = outer[-1]
        fits = dash if isinstance(group, list) else key and not dash and key not in group
        if at != depth or not fits:
            return None
        if dash and key:
            group.append({})
            depth, group = at + 2, group[-1]
            outer.append((depth, group))
        if not key:
            group.append(value)
        elif value:
            group[sys.intern(key)] = value
        else:
            field = sys.intern(key)
    return root if root and not field else None


def _read_more(key: str, below: str, words: str, depth: int) -> Value:
    """Read the lines below a field, or its list in one line; nothing where that is not certain."""
    if below:
        return _join(below, depth)
    return [sys.intern(word) for word in words.split(", ")] if key else ""


def find_spot(text: str, keys: tuple[str | int, ...]) -> tuple[int, int] | None:
    """Find line and column of a whole text that was read here, or of a field's value beside it.

    None where the value stands below its field or further in: for these, YAML is asked. Most
    problems are about a whole record or a field of it, and some are told of every second record.
    """
    if len(keys) > 1:
        return None
    field = f"{re.escape(str(keys[0]))}: +" if keys else ""
    found = re.search(f"^{field}(?=[^ #\n])", text, re.MULTILINE)
    return found and (text.count("\n", 0, found.start()) + 1, found.end() - found.start() + 1)


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
