"""What pages leave behind when they are printed."""

from __future__ import annotations

import gc
from datetime import date
from typing import TYPE_CHECKING

from kim.catalogue import load_catalogue
from kim.render.site import Press, Setting
from kim.render.writer import Basket
from kim.skeleton import write_site
from kim.views.drafts import list_drafts
from kim.views.passport import PassportView
from kim.views.services import ServiceRow
from kim.views.viewpoint import Viewpoint
from kim.views.wegweiser import WegweiserView

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


TODAY = date(2026, 11, 21)


def left_behind(kinds: tuple[type, ...]) -> Iterator[str]:
    """Give what only circles keep alive, by its kind."""
    gc.set_debug(gc.DEBUG_SAVEALL)
    try:
        gc.collect()
        yield from (type(one).__name__ for one in gc.garbage if isinstance(one, kinds))
    finally:
        gc.set_debug(0)
        gc.enable()
        gc.garbage.clear()


def test_no_page_about_all_services_stays_in_a_circle(tmp_path: Path) -> None:
    """Garbage is looked for seldom while a site is printed; what circles hold, stays."""
    write_site(tmp_path, TODAY)
    catalogue, _ = load_catalogue(tmp_path)
    assert catalogue.site
    view, shown = Viewpoint(catalogue, TODAY), set()
    press = Press(catalogue.site, Setting("", tmp_path), Basket())
    gc.collect()  # what earlier tests left
    gc.disable()
    for draft in list_drafts(view, catalogue.site):
        for page in draft():
            if isinstance(page.view, (PassportView, WegweiserView)):
                shown.add(type(page.view))
                press.print_page(view, page)
    del page
    view.seen.clear()
    assert shown == {PassportView, WegweiserView}
    assert list(left_behind((PassportView, WegweiserView, ServiceRow))) == []
