"""Markdown → the same text with spaces where code or macro calls stand.

Offsets and lines stay what they were. Every expression here runs once over a text, however it was
made: none looks for an end that may not come, from each of a hundred thousand beginnings.
"""

import re
from collections.abc import Iterator

CALL = re.compile(r"\{\{((?:(?!\{\{|\}\}).)*)\}\}", re.DOTALL)
"""A macro call; what stands between the braces is the first group."""
_FENCE = re.compile(r"^(`{3,}|~{3,})([^`\n]*)$", re.MULTILINE)
_INLINE_CODE = re.compile(r"`[^`\n]+`")
DEPTH = 10
_DEEP = re.compile(
    rf"^(?:[ \t]*(?:>|[-*+](?=[ \t])|[0-9]{{1,9}}\.(?=[ \t]))){{{DEPTH + 1}}}"
    rf"|^(?: {{4}}|\t){{{DEPTH + 1}}}(?=\S)",
    re.MULTILINE,
)
_NO_BREAK = re.compile(r"[^\n]")


def blank_code(body: str) -> str:
    """Put spaces where code stands; nothing in it is meant to work."""
    return _blank(_INLINE_CODE, blank_fences(body))


def blank_calls(body: str) -> str:
    """Put spaces where macros are called."""
    return _blank(CALL, body)


def blank_fences(body: str) -> str:
    """Put spaces where blocks of code stand, from one fence to the next of its kind."""
    pieces, done = [], 0
    for start, end in _fences(body):
        if end:
            pieces += [body[done:start], _NO_BREAK.sub(" ", body[start:end])]
            done = end
    return "".join([*pieces, body[done:]])


def open_fences(body: str) -> Iterator[int]:
    """Yield where a block of code begins that nothing closes."""
    return (start for start, end in _fences(body) if not end)


def deep_lines(body: str) -> Iterator[int]:
    """Yield where lists and quotes stand in each other more often than a renderer can follow."""
    return (match.start() for match in _DEEP.finditer(blank_fences(body)))


def _fences(body: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of each block; the end is 0 where nothing closes it."""
    fences = list(_FENCE.finditer(body))
    last = {match[1]: match.start() for match in fences if not match[2].strip()}
    start, mark = 0, ""
    for match in fences:
        if mark:
            if match[1] == mark and not match[2].strip():
                yield start, match.end()
                mark = ""
        elif last.get(match[1], -1) > match.start():
            start, mark = match.start(), match[1]
        else:
            yield match.start(), 0


def _blank(pattern: re.Pattern[str], body: str) -> str:
    """Put spaces where the pattern matches; offsets and lines stay."""
    return pattern.sub(lambda match: _NO_BREAK.sub(" ", match[0]), body)
