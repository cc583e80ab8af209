"""Take the block `person:` out of a contact's file; all else in it stays as its author wrote it."""

from pathlib import Path, PurePosixPath

from kim.blocks import without_block
from kim.editions.store import write_durably
from kim.source import Source, parse_source

_KEY = "person"


class UnusualFileError(Exception):
    """The block stands in a form that cannot be cut out line by line."""


def cut_person(path: Path) -> str:
    """Give a file's text without its person; raise UnusualFileError where that cannot be done."""
    before = path.read_bytes().decode("utf-8-sig")
    after = without_block(before, _KEY)
    if not _is_the_rest(before, after):
        raise UnusualFileError(path)
    return after


def replace_text(path: Path, text: str) -> None:
    """Rewrite a file in one step."""
    fresh = path.with_name(f".{path.name}.new")
    write_durably(fresh, text.encode())
    fresh.replace(path)


def _is_the_rest(before: str, after: str) -> bool:
    """Tell whether exactly the person is gone."""
    old, new = (parse_source(text.encode(), PurePosixPath()) for text in (before, after))
    if not (isinstance(old, Source) and isinstance(new, Source)):
        return False
    return new.value == {name: value for name, value in old.value.items() if name != _KEY}
