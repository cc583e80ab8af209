"""A few records read again give the catalogue that reading everything gives."""

from __future__ import annotations

import shutil
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest

from kim.catalogue import load_catalogue
from kim.problems import sort_problems
from kim.revision import record_in, revise
from tests.changing import change, restore, snapshot
from tests.sizes import sized

if TYPE_CHECKING:
    from kim.catalogue import Catalogue

SITES = Path(__file__).parent / "sites"


def looks_of(catalogue: Catalogue) -> object:
    """Give all that a catalogue says, with every order in it."""
    return (
        [(kind, list(some.items())) for kind, some in catalogue.records.items()],
        [(key, one.value, list(one.spots())) for key, one in catalogue.sources.items()],
        [(kind, list(some)) for kind, some in catalogue.known.items()],
        catalogue.links,
        catalogue.terms,
        list(catalogue.chapters),
        {
            owner: (one.known, one.doubled, one.sidecar)
            for owner, one in catalogue.translations.items()
        },
        (catalogue.site, catalogue.files, catalogue.erased),
    )


@pytest.fixture(params=["rheinisch-bergischer-kreis", "musterstadt"])
def town(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Copy a site, so that a test may change it."""
    return shutil.copytree(SITES / request.param, tmp_path / "town")


@pytest.mark.sized
@pytest.mark.promise("revised-as-read")
def test_random_changes(town: Path) -> None:
    """Accepted, refused or left to a whole reading: never another catalogue than that one's."""
    random = Random(11)  # noqa: S311  no secret
    base, _ = load_catalogue(town)
    accepted = 0
    for _ in range(sized(25, 500)):
        before, touched = snapshot(town), change(town, random)
        keys = {record_in(path.relative_to(town).as_posix()) for path in touched}
        revised = revise(town, base, [key for key in keys if key])
        whole, problems = load_catalogue(town)
        if revised is None or revised.problems:
            assert revised is None or revised.catalogue is base
            assert revised is None or set(revised.problems) <= set(problems)
            assert problems
            restore(town, before)
            continue
        assert not problems, sort_problems(problems)
        assert looks_of(revised.catalogue) == looks_of(whole)
        base, accepted = revised.catalogue, accepted + 1
    assert accepted > 5
