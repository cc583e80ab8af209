"""Small catalogues made from text, for tests that need records of their own."""

from __future__ import annotations

from pathlib import PurePosixPath
from textwrap import dedent
from typing import TYPE_CHECKING

from kim.catalogue import link_records
from kim.load import Loaded, add_record
from kim.source import Source, parse_source

if TYPE_CHECKING:
    from kim.catalogue import Catalogue


def make_catalogue(**files: str) -> Catalogue:
    """Make a catalogue from YAML texts; a name like `services__mbe` is the record's kind and id."""
    loaded = Loaded()
    for name, text in files.items():
        kind, _, stem = name.partition("__")
        record_id = stem.replace("_", "-")
        shown = PurePosixPath(f"directory/{kind}/{record_id}.yml")
        source = parse_source(dedent(text).encode(), shown)
        assert isinstance(source, Source), source
        add_record(loaded, kind, record_id, source)
    assert not loaded.problems, loaded.problems
    catalogue, problems = link_records(loaded, [])
    assert not problems, problems
    return catalogue
