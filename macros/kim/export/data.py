"""Data that a page's script asks for: JSON named by its content, so that a browser may keep it."""

from collections.abc import Callable
from hashlib import sha256
from typing import NamedTuple

from pydantic_core import to_json

from kim.views.viewpoint import Phrase, Viewpoint


class DataFile(NamedTuple):
    """A file to publish; `first` is the first id in it where a list is split into several.

    One that is published already has no content.
    """

    address: str
    content: bytes
    first: str = ""


def json_file(name: str, value: object, first: str = "") -> DataFile:
    """Write a value as compact JSON, named by its content."""
    content = to_json(value)
    return DataFile(f"assets/{name}.{sha256(content).hexdigest()[:10]}.json", content, first)


def json_text(phrase: Phrase) -> str | list[str]:
    """Give a text; where it is not in the page's language, as a pair with its language."""
    return [phrase.text, phrase.language] if phrase.language else phrase.text


def hold_file(view: Viewpoint, file: DataFile) -> list[str]:
    """Hold a file until the first of its pages is printed; give what can be kept of it."""
    view.seen.setdefault(hold_file, {})[file.address] = file
    return [file.address, file.first]


def given_file(view: Viewpoint, row: list[str]) -> DataFile:
    """Give a file that is held; without content the one that is published already."""
    address, first = row
    file: DataFile = view.seen.get(hold_file, {}).pop(address, DataFile(address, b"", first))
    return file


def published_before(
    view: Viewpoint, see: Callable[[Viewpoint, str], list[str]], row: str
) -> bytes:
    """Give the file that a row named in the build before; nothing where there is none."""
    rows = view.rows
    before = rows.before(see, view, row) if rows else None
    return rows.published(before[0]) if rows and rows.published and before else b""
