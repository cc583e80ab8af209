"""The second site as these tests read it: the Kreis, its records, its source."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from kim.catalogue import load_catalogue
from tests.content.oberhausen import ROOT

if TYPE_CHECKING:
    from kim.catalogue import Catalogue

KREIS_SITE = ROOT / "tests" / "sites" / "rheinisch-bergischer-kreis"
KREIS_SOURCE = "rheinisch-bergischer-kreis-kim-konzept.txt"
KREIS_FACTS = Path(__file__).parent / "kreis_facts"


@cache
def load_kreis() -> Catalogue:
    """Load the site of the Kreis once for all tests."""
    catalogue, _ = load_catalogue(KREIS_SITE)
    return catalogue
