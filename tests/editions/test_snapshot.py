"""Frozen sources that cannot be read are refused with the place; of a site, they can or cannot."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from kim.editions.snapshot import UnreadableEditionError, is_readable_site, link_snapshot

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


def test_a_site_can_be_read_or_not(snapshot: Snapshot) -> None:
    """As it was frozen it can, without its name it cannot."""
    assert is_readable_site(snapshot.site)
    assert not is_readable_site({**snapshot.site, "name": []})
    assert not is_readable_site({})
    assert not is_readable_site([])
