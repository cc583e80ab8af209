"""Values → YAML text as authors write it.

Comes in: text, lists and mappings of text. Goes out: lines that kim.source reads back as the same
values. Only quotes what would be misread otherwise: authors copy what they see.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

_STEP = "  "
_NEEDS_QUOTES = re.compile(
    r"""^$ | ^[\s\-?:,\[\]{}\#&*!|>'"%@`] | :\s | :$ | \s\# | \s$""", re.VERBOSE
)
_NEEDS_QUOTES_INLINE = re.compile(r"[,\[\]{}:]")


def yaml_lines(value: Mapping[str, Any]) -> Iterator[str]:
    """Write a mapping, one line per field."""
    for key, item in value.items():
        yield from entry_lines(key, item)


def entry_lines(key: str, value: Any) -> Iterator[str]:
    """Write one field with everything below it."""
    if isinstance(value, Mapping):
        yield f"{key}:"
        yield from indent(yaml_lines(value))
    elif isinstance(value, str):
        yield from _text_lines(f"{key}:", value)
    else:
        yield f"{key}:"
        for item in value:
            yield from indent(item_lines(item))


def item_lines(value: Any) -> Iterator[str]:
    """Write one item of a list."""
    if isinstance(value, str):
        yield from _text_lines("-", value)
        return
    mark = "- "
    for line in yaml_lines(value):
        yield mark + line
        mark = _STEP


def inline(value: Any) -> str:
    """Write a value in one line, lists and blocks in brackets."""
    if isinstance(value, Mapping):
        inside = ", ".join(f"{key}: {inline(item)}" for key, item in value.items())
        return f"{{{inside}}}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return f"[{', '.join(map(inline, value))}]"
    return _quoted(value) if _NEEDS_QUOTES_INLINE.search(value) else scalar(value)


def scalar(text: str) -> str:
    """Write one line of text, quoted only where it must be."""
    return _quoted(text) if _NEEDS_QUOTES.search(text) else text


def indent(lines: Iterator[str]) -> Iterator[str]:
    """Move lines one step to the right."""
    for line in lines:
        yield f"{_STEP}{line}" if line else line


def _text_lines(start: str, text: str) -> Iterator[str]:
    if "\n" not in text.rstrip("\n"):
        yield f"{start} {scalar(text.rstrip())}"
        return
    yield f"{start} |"
    yield from indent(iter(text.rstrip("\n").split("\n")))


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
