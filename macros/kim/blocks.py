"""The text of an author's file, block by block: a key at its margin and all that belongs to it."""

import json

from kim.lines import Value


def without_block(text: str, key: str) -> str:
    """Cut the line with a key and all lines of its value; empty lines after them stay."""
    lines = text.splitlines(keepends=True)
    heads = (place for place, line in enumerate(lines) if line.startswith(f"{key}:"))
    start = next(heads, len(lines))
    end = last = start + 1
    while end < len(lines) and (not lines[end].strip() or lines[end][0] in " \t-"):
        end += 1
        last = end if lines[end - 1].strip() else last
    return "".join(lines[:start] + lines[last:])


def write_value(value: Value) -> str:
    """Write a value in the part of YAML that is JSON; lists one item a line."""
    if isinstance(value, list):
        return "".join(f"\n  - {json.dumps(item, ensure_ascii=False)}" for item in value)
    return json.dumps(value, ensure_ascii=False)
