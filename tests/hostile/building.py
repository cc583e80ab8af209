"""Build a town whose every text is hostile, with all that can be made from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kim.catalogue import load_catalogue
from kim.plugin import build_handbook
from kim.publish import publish_build
from kim.reports import write_report
from tests.hostile.town import IDS, TODAY, make_town

if TYPE_CHECKING:
    from pathlib import Path

    from tests.hostile.town import Town

REPORT = "bericht.html"
"""One file with its own style, for a steering group; it is not on the site."""


def build_town(folder: Path, turn: int) -> tuple[Town, Path]:
    """Build a town without asking the checks: here the outputs must hold alone."""
    town = make_town(folder, turn)
    catalogue, _ = load_catalogue(town.root)
    kinds = {kind: len(records) for kind, records in catalogue.records.items()}
    assert min(kinds.values()) >= len(IDS), kinds
    out = publish_build(
        town.root / "site",
        catalogue,
        lambda to: build_handbook(town.root, to, catalogue, TODAY).written,
    )
    for form in ("xlsx", "html"):
        report = write_report(form, town.root, catalogue, TODAY, "https://kim.example/")
        (out / REPORT).with_suffix(f".{form}").write_bytes(report)
    return town, out
