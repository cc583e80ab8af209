"""A preview shows what a whole build would, after every change, page by page as one asks for it."""

from __future__ import annotations

import shutil
import time
from datetime import date
from functools import partial
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest
from mkdocs.utils import get_theme_dir

from kim.catalogue import load_catalogue
from kim.checks import FIRST, check_site, run_check
from kim.handbook.build import make_build
from kim.preview.preview import Preview
from kim.preview.shown import Shown
from kim.problems import has_errors
from kim.render.site import Setting
from kim.views.drafts import list_drafts
from kim.views.languages import languages_of
from kim.views.single_pages import SEARCH
from kim.views.viewpoint import Viewpoint, home_in
from tests.changing import change, restore, snapshot
from tests.sizes import sized

if TYPE_CHECKING:
    from kim.catalogue import Catalogue
    from kim.handbook.build import Build

TODAY = date(2026, 11, 21)
SITES = Path(__file__).parents[1] / "sites"


class Bench:
    """A preview of a copied site, without a server and without MkDocs."""

    def __init__(self, site: str, folder: Path) -> None:
        self.town = shutil.copytree(SITES / site, folder / "town")
        self.setting = Setting("http://127.0.0.1/", self.town / "overrides", is_preview=True)
        self.folder = folder / "preview"
        self.folder.mkdir()
        material = Path(get_theme_dir("material"))
        self.make = partial(make_build, material=material, is_draft=True)
        self.preview = Preview(self.folder, lambda: TODAY, self.make)
        self.builds = 0

    def build(self) -> None:
        """Do what MkDocs does as far as the preview sees it."""
        self.builds += 1
        made = self.preview.read(self.town)
        assert made is not None
        shutil.rmtree(self.folder)
        self.folder.mkdir()
        self.preview.show(made, self.setting)

    def change(self) -> None:
        """Tell the preview that something may have changed, as late as the server does."""
        time.sleep(0.06)
        self.preview.rebuild(self.town, self.build)

    def ask(self, address: str) -> bytes | None:
        """Ask for a page or file as a browser does."""
        page = self.preview.print_page(address)
        if page is not None or address.endswith("/"):
            return page
        assert self.preview.shown is not None
        file = self.preview.shown.file_at(address)
        return file.read_bytes() if file.is_file() else None

    def build_of(self, catalogue: Catalogue) -> Build:
        """Prepare what a whole build of a state would be made from."""
        return self.make(self.town, catalogue, TODAY)


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    """Start a preview of a small site in German."""
    bench = Bench("rheinisch-bergischer-kreis", tmp_path)
    bench.build()
    return bench


def addresses_of(catalogue: Catalogue) -> list[str]:
    """List where the pages of a state may stand, in all its languages."""
    assert catalogue.site
    found = []
    for language in languages_of(catalogue.site):
        view = Viewpoint(catalogue, TODAY, language)
        found += [home for draft in list_drafts(view, catalogue.site) for home in draft.homes]
        found.append(f"{home_in(language)}{SEARCH}")
    return found


def change_chapter(town: Path, random: Random) -> None:
    """Write something more into a chapter; at times a macro that there is not."""
    path = random.choice(sorted((town / "content").rglob("*.md")))
    new = random.choice(["\nNoch ein Satz.\n"] * 3 + ["\n{{ gibtesnicht() }}\n"])
    path.write_text(path.read_text("utf-8") + new, "utf-8")


@pytest.mark.sized
@pytest.mark.slow
@pytest.mark.promise("preview-as-built")
@pytest.mark.parametrize("site", ["rheinisch-bergischer-kreis", "musterstadt"])
def test_random_changes(tmp_path: Path, site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """After each, every page is that of a whole build of the last state without faults."""
    bench, random = Bench(site, tmp_path), Random(5)  # noqa: S311  no secret
    bench.build()
    good = load_catalogue(bench.town)[0]
    whole_reads: list[Path] = []
    monkeypatch.setattr(
        "kim.preview.preview.check_site",
        lambda root, today: (whole_reads.append(root), check_site(root, today))[1],
    )
    rounds, asked = sized(7, 120), sized(25, 10_000)
    changed = at_once = 0
    for number in range(rounds):
        before = snapshot(bench.town)
        change(bench.town, random, most=1)
        if not random.randrange(3):
            change_chapter(bench.town, random)
        reads, old = len(whole_reads), addresses_of(good)
        bench.change()
        catalogue, problems = load_catalogue(bench.town)
        if len(whole_reads) > reads:
            catalogue, problems = check_site(bench.town, TODAY)  # type: ignore[assignment]
        faults = [one for rule in FIRST for one in run_check(rule, catalogue, TODAY)]
        is_good = not has_errors(problems) and not faults
        good = catalogue if is_good else good
        (folder := tmp_path / f"whole-{number}").mkdir()
        whole = Shown(bench.build_of(good), bench.setting, folder)
        addresses = sorted({*addresses_of(good), *old})
        for address in random.sample(addresses, min(asked, len(addresses))):
            expected = whole.file_at(address).read_bytes() if whole.find(address) else None
            assert bench.ask(address) == expected, address
        changed += is_good
        at_once += is_good and len(whole_reads) == reads
        assert bench.preview.shown
        shown = bench.preview.shown.made.catalogue.chapters
        assert [one.text for one in shown.values()] == [one.text for one in good.chapters.values()]
        if not is_good:
            restore(bench.town, before)
        shutil.rmtree(folder)
    assert changed >= rounds // 4
    assert at_once
