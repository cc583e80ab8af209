"""Seeded mutants of the real records: bytes cut, doubled and turned, structures put elsewhere."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

from tests.hostile.texts import YAML

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]
_SHARE_OF_STRUCTURES, _SHARE_OF_KEYS = 0.4, 0.15
_MOST = 20_000
"""A mutant has hardly more bytes than a real record; what is huge has tests of its own."""
_LINES = tuple(
    text.encode() if isinstance(text, str) else text for text in YAML.values() if len(text) < 200
)
_SIGNS = (
    *(bytes([number]) for number in range(256)),
    *(one.encode() for one in "äß\u00ad\u0085\u200b\u200f\u2028\u202e\u2067\ufeff\uffff\U0001f469"),
    *b"- |: |: \n|? |# |#|'|\"|[|]|{|}|,|&a |*a |!x |<<: |---|...|%|@|`| |\t|\n|\r\n".split(b"|"),
    *b"|>|>-|||~|null|ja|nein|no|0|-1|1e999|nan|.inf|0x1F|2026-02-30|0001-01-01".split(b"|"),
    *b"24:00|25:00|190:20:30|99999999999999999999|1/0|3/2|+49 208 1|a@b|https://|de: ".split(b"|"),
)
_WORDS = ("", "x", "ja", "2026-02-30", "9" * 400, "-1", "1e999", "\u0661", "a" * 3000, "../x")
_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_DUMPER: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


class Mutant(NamedTuple):
    """A spoiled record: its kind, its id, and what stands in the file now."""

    kind: str
    id: str
    data: bytes


def real_records() -> list[Mutant]:
    """Give every record of the repository's own site, unspoiled."""
    folder = ROOT / "directory"
    paths = sorted(path for path in folder.glob("*/*.yml") if path.parent.name != "translations")
    return [Mutant(path.parent.name, path.stem, path.read_bytes()) for path in paths]


def make_mutant(records: list[Mutant], number: int) -> Mutant:
    """Make the mutant of this number: the same one on every day and every machine."""
    random = Random(number)  # noqa: S311  # nothing secret: the same mutants every time
    record = random.choice(records)
    if random.random() < _SHARE_OF_STRUCTURES:
        return record._replace(data=_spoil_structure(record.data, random))
    data = record.data[:_MOST]
    for _ in range(random.choice((1, 1, 1, 2, 3, 8))):
        data = random.choice(_SPOILERS)(data, random)
    return record._replace(data=data)


def _insert(data: bytes, random: Random) -> bytes:
    at = random.randint(0, len(data))
    return data[:at] + random.choice(_SIGNS) * random.choice((1, 1, 1, 2, 40)) + data[at:]


def _replace(data: bytes, random: Random) -> bytes:
    at = random.randint(0, len(data))
    return data[:at] + random.choice(_SIGNS) + data[at + random.choice((1, 1, 2, 10)) :]


def _cut(data: bytes, random: Random) -> bytes:
    at = random.randint(0, len(data))
    return data[:at] + data[at + random.choice((1, 2, 5, 50, len(data))) :]


def _flip(data: bytes, random: Random) -> bytes:
    if not data:
        return b"\0"
    at = random.randrange(len(data))
    return data[:at] + bytes([data[at] ^ (1 << random.randrange(8))]) + data[at + 1 :]


def _move_line(data: bytes, random: Random) -> bytes:
    lines = data.splitlines(keepends=True) or [b""]
    line = random.choice(lines)
    lines.insert(random.randint(0, len(lines)), line)
    return b"".join(lines)


def _indent_line(data: bytes, random: Random) -> bytes:
    lines = data.splitlines(keepends=True) or [b""]
    number = random.randrange(len(lines))
    lines[number] = random.choice((b" ", b"  ", b"\t", b"- ")) + lines[number]
    return b"".join(lines)


def _add_line(data: bytes, random: Random) -> bytes:
    lines = data.splitlines(keepends=True)
    lines.insert(random.randint(0, len(lines)), random.choice(_LINES) + b"\n")
    return b"".join(lines)


_SPOILERS: tuple[Callable[[bytes, Random], bytes], ...] = (
    _insert,
    _insert,
    _replace,
    _replace,
    _cut,
    _flip,
    _move_line,
    _indent_line,
    _add_line,
)


def _spoil_structure(data: bytes, random: Random) -> bytes:
    """Read a record and put other values, of any kind, where some of its values stand."""
    tree = yaml.load(data, _LOADER)  # noqa: S506  # text only: no tag makes an object
    for _ in range(random.choice((1, 1, 2, 4))):
        spots = list(_spots(tree))
        place, key = random.choice(spots)
        other, name = random.choice(spots)
        if random.random() < _SHARE_OF_KEYS and isinstance(place, dict):
            place[f"{key}{random.choice(('s', '_', ' ', '-'))}"] = place.pop(key)
        else:
            place[key] = _another(place[key], other[name], random)
    text: str = yaml.dump(tree, Dumper=_DUMPER, allow_unicode=True, sort_keys=False, width=1000)
    return text.encode()


def _spots(tree: Any) -> list[tuple[Any, Any]]:
    """List every mapping and list with each of its keys."""
    found: list[tuple[Any, Any]] = []
    waiting = [tree]
    while waiting:
        here = waiting.pop()
        if isinstance(here, dict | list):
            keys = list(here) if isinstance(here, dict) else list(range(len(here)))
            found += [(here, key) for key in keys]
            waiting += [here[key] for key in keys]
    return found


def _another(value: Any, other: Any, random: Random) -> Any:
    word = random.choice(_WORDS)
    copy = deepcopy(other)
    return random.choice(
        (
            [],
            {},
            [word],
            {word: word},
            {"de": word},
            word,
            word,
            [value, value],
            {"de": value},
            copy,
        )
    )
