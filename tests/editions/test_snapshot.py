"""Frozen sources that cannot be read are refused with the place; of a site, they can or cannot."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from kim.editions.snapshot import UnreadableEditionError, is_readable_site, link_snapshot
from kim.models.site import Imprint

if TYPE_CHECKING:
    from kim.editions.snapshot import Snapshot


@pytest.mark.parametrize(
    ("broken", "place", "code"),
    [
        (
            {"records": {"services": {"neu": {"nam": "Neu"}}}},
            "directory/services/neu.yml",
            "unknown-field",
        ),
        (
            {"records": {"services": {"neu": {"name": "Neu", "organization": "weg"}}}},
            "neu.yml",
            "unknown-reference",
        ),
        (
            {"chapters": {"handbuch/neu.md": "---\ntitle: [\n---\n"}},
            "content/handbuch/neu.md",
            "syntax",
        ),
    ],
)
def test_what_cannot_be_read_is_said(
    snapshot: Snapshot, broken: dict[str, Any], place: str, code: str
) -> None:
    """File by file."""
    with pytest.raises(UnreadableEditionError, match=place) as refused:
        link_snapshot(replace(snapshot, **broken))
    assert code in {problem.code for problem in refused.value.problems}


def test_a_site_that_leads_nowhere_is_said(snapshot: Snapshot) -> None:
    """With its file too."""
    broken = replace(snapshot, site={**snapshot.site, "area": "weg"})
    with pytest.raises(UnreadableEditionError, match=r"^directory/site\.yml.*'weg'"):
        link_snapshot(broken)


def test_legal_texts_are_those_of_today(snapshot: Snapshot) -> None:
    """None is frozen; where there is no site of today, a dash stands for who provides it."""
    then = link_snapshot(snapshot).site
    assert then
    assert str(then.imprint.provider) == "–"
    today = then.model_copy(update={"imprint": Imprint(provider="Stadt"), "name": "Neu"})
    now = link_snapshot(snapshot, today).site
    assert now
    assert (now.imprint, now.name) == (today.imprint, then.name)


def test_a_site_can_be_read_or_not(snapshot: Snapshot) -> None:
    """As it was frozen it can, without its name it cannot."""
    assert is_readable_site(snapshot.site)
    assert not is_readable_site({**snapshot.site, "name": []})
    assert not is_readable_site({})
    assert not is_readable_site([])
