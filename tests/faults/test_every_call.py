"""Faults at the system calls of a publishing: killed, disk full, disk broken, folder unreadable.

A site with one edition publishes a second one. strace counts the calls that touch the site, then
lets one of them fail or kills the process at it. Whatever happens: what the public sees is the old
site or the new one, the editions are sound, exit code 0 is said only of what is public, and the
same call once more ends where it would have ended without a fault.
"""

from __future__ import annotations

import json
import random
import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from kim.checks import check_site
from kim.cli import run
from kim.editions.library import frozen_editions
from kim.problems import has_errors
from kim.releases import list_releases
from kim.seals import find_tampering
from tests.publishable import write_publishable_site
from tests.sizes import sized

if TYPE_CHECKING:
    from collections.abc import Iterator

TODAY = date(2026, 11, 21)
FIRST, SECOND = "2026-11-01", "2026-11-20"
NOTES = "changes:\n  - {section: auftrag, weight: editorial, description: x}\n"
SAMPLE = 4
SHARES = sized(1, 16)
"""So many tests divide the calls among themselves: the workers of `make soak` run them at once."""
REPOSITORY = Path(__file__).parents[2]
NEEDS_ROOM = ("openat", "write", "mkdir", "rename", "symlink", "link", "fsync")
CHANGES = (*NEEDS_ROOM, "renameat2", "unlink", "unlinkat", "rmdir", "chmod", "close")
CALL = re.compile(r"^(?:\d+ +)?(\w+)\((.*)")
WRITTEN = re.compile(r"O_CREAT|O_WRONLY|O_RDWR")


class Fault(NamedTuple):
    """What happens at which call of this name."""

    call: str
    number: int
    happens: str

    @property
    def rule(self) -> str:
        """Say it to strace."""
        return f"inject={self.call}:{self.happens}:when={self.number}"


class Publisher:
    """Publishes in children that strace may watch."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.publisher"],
            cwd=REPOSITORY,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    def run(self, root: Path, *strace: str) -> int:
        """Publish the second edition; give the exit code, or minus the signal that ended it."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(f"{json.dumps(arguments(root))}\n")
        self.process.stdin.flush()
        child = self.process.stdout.readline().strip()
        watcher = watch(child, *strace) if strace else None
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        code = int(self.process.stdout.readline())
        if watcher:
            watcher.communicate(timeout=60)
        return code

    def end(self) -> None:
        """Say that there is nothing more to publish."""
        self.process.communicate(timeout=60)


def arguments(root: Path, stand: str = SECOND) -> list[str]:
    """Give what `kim` is called with."""
    call = ["publish", str(root), "--stand", stand, "--stichtag", str(TODAY)]
    return [*call, "--note", str(root / "vermerke.yml")] if stand == SECOND else call


def watch(child: str, *strace: str) -> subprocess.Popen[str]:
    """Watch a process with strace; skip the test where the system forbids that."""
    watcher = subprocess.Popen(
        ["strace", "-f", "-p", child, *strace], stderr=subprocess.PIPE, text=True
    )
    assert watcher.stderr
    said = watcher.stderr.readline()
    if "attached" not in said:
        pytest.skip(f"strace may not watch other processes here: {said}")
    return watcher


class Tree(NamedTuple):
    """What is to be seen at a time."""

    public: dict[str, bytes]
    authored: dict[str, bytes]


class Two(NamedTuple):
    """What was to be seen before, and what is to be seen when all went well."""

    old: Tree
    new: Tree


def read(folder: Path) -> dict[str, bytes]:
    """Read all files below a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def see(root: Path) -> Tree:
    """See what the public sees, and what stands in the authors' folders."""
    authored = {f"directory/{name}": data for name, data in read(root / "directory").items()}
    authored |= {f"content/{name}": data for name, data in read(root / "content").items()}
    return Tree(read(root / "site"), authored)


@pytest.fixture(scope="module")
def publisher() -> Iterator[Publisher]:
    """Start the process that publishes."""
    if not shutil.which("strace"):
        pytest.skip("strace is not installed")
    publisher = Publisher()
    yield publisher
    publisher.end()


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Publish a first edition, then change a chapter."""
    root = tmp_path_factory.mktemp("faults") / "musterstadt"
    write_publishable_site(root, TODAY)
    (root / "vermerke.yml").write_text(NOTES, encoding="utf-8")
    assert run(arguments(root, FIRST)) == 0
    with (root / "content" / "handbuch" / "auftrag.md").open("a", encoding="utf-8") as chapter:
        chapter.write("\nNeu ist dieser Satz.\n")
    return root


def find_faults(log: str, root: Path) -> list[Fault]:
    """List every fault there can be at a call that touches the site."""
    counted: dict[str, int] = {}
    faults = []
    for line in log.splitlines():
        found = CALL.match(line)
        if not found:
            continue
        call, rest = found.groups()
        number = counted[call] = counted.get(call, 0) + 1
        if str(root) not in rest:
            continue
        faults.append(Fault(call, number, "error=EIO"))
        if "O_DIRECTORY" in rest:
            faults.append(Fault(call, number, "error=EACCES"))
        if call in CHANGES and (call not in {"openat", "close"} or WRITTEN.search(rest)):
            faults.append(Fault(call, number, "signal=KILL"))
            if call in NEEDS_ROOM:
                faults.append(Fault(call, number, "error=ENOSPC"))
    return faults


@pytest.mark.promise("every-call")
@pytest.mark.slow
@pytest.mark.sized
@pytest.mark.parametrize("share", range(SHARES))
def test_a_fault_at_any_call_breaks_nothing(
    publisher: Publisher, before: Path, tmp_path: Path, share: int
) -> None:
    """At a sample of the calls, in `make soak` at every one that touches the site."""
    root = tmp_path / "site-of-town"
    log = tmp_path / "log"
    old = copy(before, root)
    assert publisher.run(root, "-y", "-e", "trace=%file,%desc", "-o", str(log)) == 0
    new = see(root)
    assert new.public != old.public
    faults = find_faults(log.read_text(encoding="utf-8", errors="replace"), root)
    assert len(faults) > 1000
    chance = random.Random(9)  # noqa: S311  the same faults in every run
    struck = chance.sample(faults, sized(SAMPLE, len(faults)))[share::SHARES]
    damage = [
        said for fault in struck for said in strike(publisher, fault, before, root, Two(old, new))
    ]
    assert damage == []


def strike(
    publisher: Publisher, fault: Fault, before: Path, root: Path, two: Two
) -> Iterator[tuple[Fault, int, str]]:
    """Publish with one fault, then once more without; yield all that is wrong."""
    copy(before, root)
    log = str(root.with_name("log"))
    code = publisher.run(root, "-e", f"trace={fault.call}", "-e", fault.rule, "-o", log)
    for said in find_damage(root, two, code):
        yield fault, code, said
    again = publisher.run(root)
    for said in find_damage(root, two, again):
        yield fault, code, f"published again: {again}, {said}"
    if see(root).authored.keys() != two.new.authored.keys():
        yield fault, code, f"rubbish: {see(root).authored.keys() ^ two.new.authored.keys()}"


def copy(before: Path, root: Path) -> Tree:
    """Start again from the site with one edition."""
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(before, root, symlinks=True)
    return see(root)


def find_damage(root: Path, two: Two, code: int) -> list[str]:
    """Say all that is wrong after a publishing that ended with this exit code."""
    old, new = two
    now = see(root)
    catalogue, problems = check_site(root, TODAY)
    frozen = [one.id for one in frozen_editions(root, catalogue)]
    own = {f"directory/editions/{SECOND}", f"directory/editions/{SECOND}.yml"}
    errors = [one for one in problems if has_errors((one,)) and str(one.place.path) not in own]
    is_new, is_killed = now.public == new.public, code < 0
    broken = [name for one in list_releases(root / "site") for name in find_tampering(one)]
    lost = [
        name
        for name, data in old.authored.items()
        if not now.authored.get(name, b"").startswith(data)
    ]
    faults = {
        "between old and new": not is_new and now.public != old.public,
        "said to be published": code == 0 and not is_new,
        "public, but not frozen": is_new and frozen != [FIRST, SECOND],
        "not taken back": not is_new and not is_killed and frozen != [FIRST],
        f"unsound: {errors}": bool(errors),
        f"broken releases: {broken}": bool(broken),
        f"lost: {lost}": bool(lost),
    }
    return [name for name, is_so in faults.items() if is_so]
