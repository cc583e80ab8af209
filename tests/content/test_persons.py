"""Persons are named where they may be taken out again, and nowhere else.

That is: in the person block of a contact and among the authors of a document. The conference's
speakers appear with function and organization.
"""

from __future__ import annotations

import itertools
import re
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.content.oberhausen import ROOT, load_oberhausen, texts_of_records
from tests.content.sources import SECTIONS, read_source_text, read_table

if TYPE_CHECKING:
    from collections.abc import Iterator

TABLE: Any = read_table(Path(__file__).parent / "persons.yml")
NAMES = frozenset(TABLE["names"])
WORD = re.compile(r"[^\W\d_]+")
ADDRESSED = re.compile(r"\b(?:Frau|Herrn?|Prof\. Dr\.|Dr\.)\s+\**([^\W\da-zäöü]\w+)")
TITLE = frozenset({"Staatssekretärin", "Minister", "Prof", "Dr"})
ALLOWED = {"contacts": "person", "documents": "authors"}


def fingerprint(name: str) -> str:
    """Give what persons.yml keeps of a name."""
    return sha256(name.encode()).hexdigest()[:12]


def persons_in(text: str) -> Iterator[str]:
    """List the names in a text: single words, and pairs of words."""
    words = WORD.findall(text)
    pairs = [" ".join(pair) for pair in itertools.pairwise(words)]
    yield from (name for name in [*words, *pairs] if fingerprint(name) in NAMES)


def is_allowed(path: str, keys: tuple[str | int, ...]) -> bool:
    """Tell whether a person may be named in this field of this file."""
    _, kind, *_ = path.split("/")
    return ALLOWED.get(kind) == keys[0]


def test_no_chapter_names_a_person() -> None:
    """Neither in its text nor in its title."""
    files = sorted((ROOT / "content").rglob("*.md"))
    assert files
    named = {file.name: list(persons_in(file.read_text("utf-8"))) for file in files}
    assert {name: persons for name, persons in named.items() if persons} == {}


def test_records_name_persons_only_where_they_may() -> None:
    """Contacts and authors; a name in any other field cannot be found when it must go."""
    named = [
        (path, keys, list(persons_in(text)))
        for path, keys, text in texts_of_records(load_oberhausen())
    ]
    assert any(persons and is_allowed(path, keys) for path, keys, persons in named)
    assert [one for one in named if one[2] and not is_allowed(one[0], one[1])] == []


@pytest.mark.parametrize("name", SECTIONS)
def test_every_person_addressed_in_a_source_is_known(name: str) -> None:
    """The list of names is complete as far as the sources address people."""
    addressed = set(ADDRESSED.findall(read_source_text(name))) - TITLE
    first_names = {one for one in addressed if _is_first_name(one, read_source_text(name))}
    assert {one for one in addressed - first_names if fingerprint(one) not in NAMES} == set()


def _is_first_name(word: str, text: str) -> bool:
    """Tell whether a known family name follows this word somewhere."""
    following = re.findall(rf"\b{word}\s+(\w+)", text)
    return any(fingerprint(other) in NAMES for other in following)
