"""Reports as files: what a command writes for the steering group.

Comes in: the checked catalogue, a day, the site's folder and address. Goes out: the bytes of one
file.
"""

from datetime import date
from pathlib import Path

from kim.catalogue import Catalogue
from kim.export.coverage import write_coverage
from kim.render.report import render_report
from kim.render.site import Setting
from kim.rules.coverage import coverage
from kim.settings import OVERRIDES
from kim.views.coverage.grid import see_lines_of_grid
from kim.views.coverage.page import see_report
from kim.views.viewpoint import Viewpoint


def write_report(form: str, root: Path, catalogue: Catalogue, day: date, address: str) -> bytes:
    """Write the report on coverage, as html or xlsx."""
    site = catalogue.site
    assert site is not None, "checked before"  # noqa: S101  a missing site is a problem
    view, found = Viewpoint(catalogue, day), coverage(catalogue, day)
    report, setting = see_report(view, site, found), Setting(address, root / OVERRIDES)
    if form == "xlsx":
        return write_coverage(report, see_lines_of_grid(view, found), setting.root, day)
    return render_report(view, site, report, setting)
