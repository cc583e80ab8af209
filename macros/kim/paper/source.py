"""What an edition's document is made from → its fingerprint, without making it.

Frozen sources are known by their checksum. What is not frozen is read: what today's site says about
itself and its editions, who may be named, the town's look, and the program with what it builds on.
"""

import platform
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import kim
from kim.handbook.concept import Concept
from kim.models.contact import Contact
from kim.models.edition import Edition
from kim.settings import OVERRIDES

_BUILDS_ON = ("typst", "Markdown", "lxml", "Jinja2", "MarkupSafe", "pydantic")
"""Each stands for all that it brings: the typesetter for its fonts."""


def source_key(concept: Concept, root: Path, address: str) -> str:
    """Name all that an edition's document depends on: the same name, the same bytes."""
    return _sum(_parts(concept, root, address))


def _parts(concept: Concept, root: Path, address: str) -> Iterator[bytes]:
    catalogue = concept.catalogue
    yield program_key().encode()
    yield address.encode()
    yield concept.day.isoformat().encode()
    yield repr(concept.note).encode()
    if concept.edition and concept.edition.checksum:
        yield concept.edition.checksum.encode()
    if catalogue.site:
        yield catalogue.site.model_dump_json().encode()
    for edition in catalogue.all(Edition).values():
        yield edition.model_dump_json().encode()
    for contact in catalogue.all(Contact).values():
        if contact.person:
            yield contact.model_dump_json().encode()
    yield from _files(root / OVERRIDES)


@cache
def program_key() -> str:
    """Name the program and what it builds on."""
    versions = (f"{name} {version(name)}".encode() for name in _BUILDS_ON)
    return _sum((platform.python_version().encode(), *versions, *_files(Path(kim.__file__).parent)))


def _files(folder: Path) -> Iterator[bytes]:
    """Yield names and contents of all files but the interpreter's own."""
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        if path.is_file() and path.suffix != ".pyc":
            yield path.relative_to(folder).as_posix().encode()
            yield path.read_bytes()


def _sum(parts: tuple[bytes, ...] | Iterator[bytes]) -> str:
    return sha256(b"".join(sha256(part).digest() for part in parts)).hexdigest()
