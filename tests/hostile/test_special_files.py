"""What is no file where a file is expected: nobody waits, nothing outside is read."""

from __future__ import annotations

import os
import socket
from typing import TYPE_CHECKING

import pytest

from tests.hostile.calling import open_caller
from tests.hostile.site import make_site
from tests.hostile.test_files import expect_answer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.hostile.calling import Caller, Outcome

pytestmark = pytest.mark.slow

PATHS = (
    "directory/services/migrationsberatung.yml",
    "directory/services/neu.yml",
    "directory/taxonomies/topics.yml",
    "directory/site.yml",
    "directory/erased.yml",
    "directory/urls.txt",
    "directory/translations/en/services/jugendberatung.yml",
    "directory/editions/2022-03-01.yml",
    "directory/editions/2022-03-01/edition.json",
    "directory/editions/2022-03-01/catalogue.json",
    "content/handbuch/auftrag.md",
    "content/handbuch/neu.md",
    "content/handbuch/neu.png",
    "overrides/look.css",
    "overrides/logo.svg",
)


def make_pipe(path: Path) -> None:
    """Put a pipe there that nobody ever fills."""
    os.mkfifo(path)


def make_folder(path: Path) -> None:
    """Put a folder of this name there."""
    path.mkdir()


def make_socket(path: Path) -> None:
    """Put a socket there; its path may be short only."""
    here = os.getcwd()  # noqa: PTH109
    os.chdir(path.parent)
    try:
        with socket.socket(socket.AF_UNIX) as opened:
            opened.bind(path.name)
    finally:
        os.chdir(here)


def link_to_endless(path: Path) -> None:
    """Put a link to a device without end there."""
    path.symlink_to("/dev/zero")


def link_to_itself(path: Path) -> None:
    """Put a link there that leads to itself."""
    path.symlink_to(path.name)


def link_outside(path: Path) -> None:
    """Put a link to a file of the machine there."""
    path.symlink_to("/etc/passwd")


def link_above(path: Path) -> None:
    """Put a link to the folder above there."""
    path.symlink_to("..", target_is_directory=True)


MAKERS = (
    make_pipe, make_folder, make_socket, link_to_endless, link_to_itself, link_outside, link_above
)  # fmt: skip
EMPTY_FOLDERS = ("content/handbuch/neu.md", "content/handbuch/neu.png")
"""A folder in content/ may be called anything that an address may."""


@pytest.fixture(scope="module")
def caller() -> Iterator[Caller]:
    """Give the process that calls kim."""
    with open_caller() as opened:
        yield opened


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Make a sound site of its own."""
    make_site(tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def sound(caller: Caller, tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """Check a sound site."""
    folder = tmp_path_factory.mktemp("sound")
    make_site(folder)
    return caller.call(folder, "check")


@pytest.mark.promise("special-files")
@pytest.mark.parametrize("make", MAKERS, ids=lambda make: make.__name__)
def test_what_is_no_file_is_refused_at_once(
    make: Callable[[Path], None], caller: Caller, root: Path, sound: Outcome
) -> None:
    """At every place where a file may stand; what it leads to is never printed."""
    for name in PATHS:
        path = root / name
        whole = path.read_bytes() if path.is_file() else None
        path.unlink(missing_ok=True)
        make(path)
        outcome = caller.call(root, "check")
        path.rmdir() if make is make_folder else path.unlink()
        if whole is not None:
            path.write_bytes(whole)
        expect_answer(outcome, sound, name, has_lines=False)
        assert outcome.exit == 1 or (make is make_folder and name in EMPTY_FOLDERS), name
        assert "root:" not in outcome.out + outcome.err
