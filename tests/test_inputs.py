"""Everything a build reads has a digest, and nothing that may have changed keeps its old one."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from kim.inputs import NOTHING, Inputs, digest_program, digest_site

if TYPE_CHECKING:
    from pathlib import Path

LATER = 1 << 62
"""A time after all that these tests do."""


def make_site(root: Path) -> Path:
    """Write a file of each part that a site has, and one that is none of them."""
    for name in ("directory/a.yml", "content/b.md", "overrides/look.css", "mkdocs.yml", "other/x"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(name)
    return root


def test_all_that_a_site_is_made_from_is_looked_at(tmp_path: Path) -> None:
    """Also files in folders within; nothing beside."""
    found = digest_site(make_site(tmp_path), NOTHING, LATER)
    assert sorted(found.digests) == [
        "content/b.md",
        "directory/a.yml",
        "mkdocs.yml",
        "overrides/look.css",
    ]


def test_a_file_is_read_again_when_it_may_have_changed(tmp_path: Path) -> None:
    """The same length and the same date do not hide a change: the system dates the entry too."""
    path = make_site(tmp_path) / "directory" / "a.yml"
    before = digest_site(tmp_path, NOTHING, LATER)
    dates = path.stat()
    path.write_text("directory/b.yml")
    os.utime(path, ns=(dates.st_atime_ns, dates.st_mtime_ns))
    after = digest_site(tmp_path, before, LATER)
    changed = after.digests.items() - before.digests.items()
    assert {name for name, _ in changed} == {"directory/a.yml"}


def test_a_file_that_is_not_read_again_keeps_its_digest(tmp_path: Path) -> None:
    """What the system has not dated anew is believed to be what it was."""
    known = digest_site(make_site(tmp_path), NOTHING, LATER)
    lie = Inputs(known.marks, dict.fromkeys(known.digests, "kept"))
    assert digest_site(tmp_path, lie, LATER) == lie


def test_a_file_that_was_just_written_is_read_again(tmp_path: Path) -> None:
    """Within one tick of the clock a second change would have the same date."""
    now = make_site(tmp_path).joinpath("mkdocs.yml").stat().st_ctime_ns
    assert {*digest_site(tmp_path, NOTHING, now).marks.values()} == {""}


def test_what_stands_behind_a_link_is_never_known(tmp_path: Path) -> None:
    """The link stays the same while its target changes."""
    (make_site(tmp_path) / "overrides" / "logo.svg").symlink_to(tmp_path / "other" / "x")
    first = digest_site(tmp_path, NOTHING, LATER)
    second = digest_site(tmp_path, first, LATER)
    name = "overrides/logo.svg"
    assert first.digests[name] != second.digests[name]


def test_a_program_is_all_its_files(tmp_path: Path) -> None:
    """A changed template is another program; what Python compiled is not looked at."""
    package = tmp_path / "kim"
    (package / "__pycache__").mkdir(parents=True)
    (package / "page.html").write_text("eins")
    before = digest_program((package,))
    (package / "__pycache__" / "page.pyc").write_text("x")
    assert digest_program((package,)) == before
    (package / "page.html").write_text("zwei")
    assert digest_program((package,)) != before
