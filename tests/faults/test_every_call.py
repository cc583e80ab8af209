"""Faults at the system calls of a publishing: killed, disk full, disk broken, folder unreadable.

A town with one edition publishes a second one. First every call is noted that touches its folder,
then one after the other fails, or the process is killed at it. Whatever happens: what the public
sees is the old site or the new one, the editions are sound, the exit code says which of the two it
is, and the same call once more ends where it would have ended without a fault, and leaves nothing
lying about.

Every such call fails as on a broken disk; those that need room as on a full one; the opening of a
folder as when it may not be read. Killed it is at every call that changes something: between two
of them the disk is as before the second. What a folder is like decides what comes of the next
publishing from it: that is tried for every different folder that a fault has left, and for each
tenth of those that are alike once more. The program that sets documents runs wherever a fault
strikes what it touches, and for each tenth; else what it made before is taken.
"""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import stat
import subprocess
import sys
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from kim.checks import check_site
from kim.cli import run
from kim.editions.library import frozen_editions
from kim.kept import FOLDER
from kim.problems import has_errors
from kim.releases import list_releases
from kim.seals import find_tampering
from tests.faults.town import FIRST, SECOND, TODAY, arguments, change_town, write_town
from tests.faults.trap import KILLED, OPENS, Point, Seen, Strike
from tests.sizes import sized

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SAMPLE = 12
SHARES = sized(1, 16)
"""So many tests divide the calls among themselves: the workers of `make soak` run them at once."""
REPOSITORY = Path(__file__).parents[2]
NEEDS_ROOM = frozenset({
    "creat", "copy_file_range", "fallocate", "fdatasync", "fsync", "ftruncate", "link", "linkat",
    "mkdir", "mkdirat", "open", "openat", "pwrite64", "rename", "renameat", "renameat2", "sendfile",
    "symlink", "symlinkat", "write", "writev",
})  # fmt: skip
CHANGES = NEEDS_ROOM | frozenset({
    "chmod", "fchmod", "fchmodat", "rmdir", "truncate", "unlink", "unlinkat", "utimensat",
})  # fmt: skip
WRITES = os.O_CREAT | os.O_WRONLY | os.O_RDWR
TYPESETTER = "typesetter.py"
HONEST = (0, 1, 2, -9)
AGAIN = 0.1
_PASSING = re.compile(r"(?<=build-)[a-z0-9_]{8}|(?<=/tmp)[a-z0-9_]{8}|(?<=release-)\d{6}")
"""What may differ in names when all is well."""


class Publisher:
    """Publishes in processes of which it decides what becomes of their calls."""

    def __init__(self, *options: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.publisher", *options],
            cwd=REPOSITORY,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert self.process.stdout
        self.is_able = json.loads(self.process.stdout.readline())

    def run(
        self,
        root: Path,
        strike: Strike | None = None,
        *,
        is_watched: bool = False,
        is_set: bool = True,
    ) -> tuple[int, list[Seen]]:
        """Publish the second edition; give the exit code, or minus the signal that ended it."""
        assert self.process.stdin
        assert self.process.stdout
        order = (str(root), arguments(root, SECOND), strike, is_watched, is_set)
        self.process.stdin.write(f"{json.dumps(order)}\n")
        self.process.stdin.flush()
        code, seen = json.loads(self.process.stdout.readline())
        return code, [Seen(Point(*point), flags, program) for point, flags, program in seen]

    def end(self) -> None:
        """Say that there is nothing more to publish."""
        self.process.communicate(timeout=60)


class Entry(NamedTuple):
    """A folder, a file or a link: its type and rights, its bytes or where it leads."""

    mode: int
    content: bytes


@dataclass(frozen=True)
class Tree:
    """All that lies in a folder at a time, by its path below it."""

    entries: Mapping[str, Entry]

    @cached_property
    def public(self) -> dict[str, Entry]:
        """Give what the public sees."""
        start = f"{self.entries['site'].content.decode()}/" if "site" in self.entries else "site/"
        return _below(self.entries, start)

    @cached_property
    def authored(self) -> dict[str, Entry]:
        """Give what stands in the authors' folders."""
        return {
            name: entry
            for name, entry in self.entries.items()
            if name.startswith(("directory/", "content/"))
        }

    @cached_property
    def names(self) -> frozenset[str]:
        """Give all paths, without what may differ in them."""
        return frozenset(_PASSING.sub("*", name) for name in self.entries)

    @cached_property
    def key(self) -> bytes:
        """Give the same only for what is the same."""
        known = sorted((_PASSING.sub("*", name), *one) for name, one in self.entries.items())
        digest = sha256()
        for name, mode, content in (*known, ("", *self.entries.get("site", Entry(0, b"")))):
            digest.update(f"{name}\0{mode} {len(content)}\0".encode())
            digest.update(content)
        return digest.digest()


def _below(entries: Mapping[str, Entry], start: str) -> dict[str, Entry]:
    return {
        name.removeprefix(start): one for name, one in entries.items() if name.startswith(start)
    }


def look(root: Path) -> Tree:
    """Look at all that lies in a folder."""
    found = {}
    waiting = [str(root)]
    while waiting:
        for one in os.scandir(waiting.pop()):
            mode = one.stat(follow_symlinks=False).st_mode
            content = b""
            if stat.S_ISLNK(mode):
                content = os.fsencode(Path(one.path).readlink())
            elif stat.S_ISDIR(mode):
                waiting.append(one.path)
            else:
                content = Path(one.path).read_bytes()
            found[one.path.removeprefix(f"{root}/")] = Entry(mode, content)
    return Tree(found)


def put_back(root: Path, wanted: Tree, now: Tree) -> None:
    """Make a folder what it was."""
    same = now.entries.items() & wanted.entries.items()
    for name, _ in sorted(now.entries.items() - same, reverse=True):
        path = root / name
        if path.is_dir() and not path.is_symlink():
            path.rmdir() if name not in wanted.entries else path.chmod(wanted.entries[name].mode)
        else:
            path.unlink()
    for name, entry in sorted(wanted.entries.items() - same):
        write(root / name, entry)


def write(path: Path, entry: Entry) -> None:
    """Write one file, folder or link."""
    if stat.S_ISLNK(entry.mode):
        path.symlink_to(os.fsdecode(entry.content))
        return
    if stat.S_ISDIR(entry.mode):
        path.mkdir(exist_ok=True)
    else:
        path.write_bytes(entry.content)
    path.chmod(stat.S_IMODE(entry.mode))


class Opinion(NamedTuple):
    """What the program says of a folder."""

    frozen: list[str]
    errors: list[str]
    broken: list[str]


class Trial:
    """A town in a folder, which is published and put back again and again."""

    def __init__(self, root: Path, publisher: Publisher, *, is_crew: bool = False) -> None:
        self.root, self.publisher, self.is_crew = root, publisher, is_crew
        self.old = look(root)
        code, self.seen = publisher.run(root, is_watched=True)
        assert code == 0
        self.now = self.new = look(root)
        self.typeset = {one.point[:2] for one in self.seen if TYPESETTER in one.program}
        self.opinions: dict[bytes, Opinion] = {}
        self.known: set[bytes] = set()

    def faults(self) -> list[Strike]:
        """List every fault there can be at a call that touches the town."""
        return [Strike(one.point, happens) for one in self.seen for happens in _ways(one)]

    def strike(self, strike: Strike, *, again: bool = False) -> list[str]:
        """Publish with one fault, then once more without; say all that is wrong."""
        put_back(self.root, self.old, self.now)
        is_set = again or strike.point[:2] in self.typeset
        code, seen = self.publisher.run(self.root, strike, is_set=is_set)
        now = self.now = look(self.root)
        found = [] if seen or self.is_crew else ["the call never came"]
        found += self._damage(now, code)
        if again or now.key not in self.known:
            self.known.add(now.key)
            found += self._publish_again(is_set=is_set)
        return [f"{strike}: {code}: {one}" for one in found]

    def _publish_again(self, *, is_set: bool) -> Iterator[str]:
        code, _ = self.publisher.run(self.root, is_set=is_set)
        now = self.now = look(self.root)
        damage = self._damage(now, code)
        if code:
            damage.append("cannot be completed")
        missing = {one for one in self.new.names - now.names if not one.startswith(FOLDER)}
        kept = {one for one in self.old.names if one.startswith(FOLDER)}  # the next build forgets
        left_over = now.names - self.new.names - kept
        if missing or left_over:
            damage.append(f"missing: {missing}, left over: {left_over}")
        for one in damage:
            yield f"published again: {code}: {one}"

    def _damage(self, now: Tree, code: int) -> list[str]:
        """Say all that is wrong after a publishing that ended with this exit code."""
        is_new, is_killed = now.public == self.new.public, code < 0
        says = self._ask(now)
        lost = [
            name
            for name, (_, content) in self.old.authored.items()
            if name not in now.entries or not now.entries[name].content.startswith(content)
        ]
        faults = {
            "between old and new": not is_new and now.public != self.old.public,
            "said to be published": code == 0 and not is_new,
            "said not to be published": is_new and not is_killed and code != 0,
            "a traceback": code not in HONEST,
            "public, but not frozen": is_new and says.frozen != [FIRST, SECOND],
            "not taken back": not is_new and not is_killed and says.frozen != [FIRST],
            f"unsound: {says.errors}": bool(says.errors),
            f"broken releases: {says.broken}": bool(says.broken),
            f"lost: {lost}": bool(lost),
        }
        return [name for name, is_so in faults.items() if is_so]

    def _ask(self, now: Tree) -> Opinion:
        """Ask the program what it says of the folder; of what is the same it says the same."""
        if now.key not in self.opinions:
            catalogue, problems = check_site(self.root, TODAY)
            own = {f"directory/editions/{SECOND}", f"directory/editions/{SECOND}.yml"}
            self.opinions[now.key] = Opinion(
                [one.id for one in frozen_editions(self.root, catalogue)],
                [
                    str(one)
                    for one in problems
                    if has_errors((one,)) and str(one.place.path) not in own
                ],
                [name for one in list_releases(self.root / "site") for name in find_tampering(one)],
            )
        return self.opinions[now.key]


def _ways(seen: Seen) -> Iterator[str]:
    call = seen.point.call
    yield "EIO"
    if call in OPENS and seen.flags & os.O_DIRECTORY:
        yield "EACCES"
    if call in CHANGES and (call not in OPENS or seen.flags & WRITES):
        yield KILLED
        if call in NEEDS_ROOM:
            yield "ENOSPC"


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trial]:
    """Let one process publish."""
    yield from make_trial(tmp_path_factory.mktemp("alone") / "town")


@pytest.fixture(scope="module")
def trial_of_crew(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trial]:
    """Let as many processes publish as for a large town."""
    yield from make_trial(tmp_path_factory.mktemp("crew") / "town", "crew")


def make_trial(root: Path, *options: str) -> Iterator[Trial]:
    """Publish a first edition, then change the town."""
    publisher = Publisher(*options)
    if not publisher.is_able:
        publisher.process.kill()
        pytest.skip("no process can be supervised here")
    write_town(root)
    assert run(arguments(root, FIRST)) == 0
    change_town(root)
    yield Trial(root, publisher, is_crew=bool(options))
    publisher.end()
    shutil.rmtree(root)


@pytest.mark.promise("every-call")
@pytest.mark.slow
@pytest.mark.sized
@pytest.mark.parametrize("share", range(SHARES))
def test_a_fault_at_any_call_breaks_nothing(trial: Trial, share: int) -> None:
    """At a sample of the calls, in `make soak` at every one that touches the site."""
    assert trial.old.public != trial.new.public
    faults = trial.faults()
    assert len(faults) > 1000
    chance = random.Random(9)  # noqa: S311  the same faults in every run
    struck = chance.sample(faults, sized(SAMPLE, len(faults)))[share::SHARES]
    damage = [said for one in struck for said in trial.strike(one, again=chance.random() < AGAIN)]
    assert damage == []


@pytest.mark.slow
@pytest.mark.sized
def test_a_fault_in_one_of_several_processes_breaks_nothing(trial_of_crew: Trial) -> None:
    """Which of them meets the fault is left to chance; sometimes none does."""
    chance = random.Random(10)  # noqa: S311  as above
    struck = chance.sample(trial_of_crew.faults(), sized(4, 600))
    damage = [said for one in struck for said in trial_of_crew.strike(one)]
    assert damage == []
