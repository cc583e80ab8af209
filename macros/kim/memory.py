"""What is remembered of the builds into a folder, and whether all is still as the last one left it.

Comes in: a site's folder and the call. Goes out: the files it is made from now, what the last build
left, and which files are other ones since. Nothing here reads a record: who calls for a build of
what has not changed waits for nothing more.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import partial
from hashlib import sha256
from itertools import chain
from pathlib import Path

import kim
from kim.crew import LostWorkError, begin, count_processes
from kim.inputs import NOTHING, Inputs, digest_program, digest_site, time_in
from kim.kept import KeptFiles
from kim.marks import prove_mark
from kim.problems import Problem, sort_problems
from kim.releases import shown_release
from kim.sections import Sections, pack, read_problems, unpack, write_value

FOLDER = "builds"


@dataclass(frozen=True, slots=True)
class Memory:
    """What is remembered of the builds into one folder."""

    root: Path
    out: Path
    today: date
    call: str
    name: str
    kept: KeptFiles
    inputs: Inputs
    left: Sections | None
    """What the last build left, if it was asked for the same."""
    releases: Mapping[str, str]
    """The marks of releases that are as they were sealed, if the last one of them is shown."""
    changed: tuple[str, ...] | None
    """The files that are other ones since; None where more has changed than what is in files."""


def open_memory(
    root: Path,
    out: Path,
    today: date,
    *,
    is_draft: bool,
    prepare: Callable[[], None] = lambda: None,
) -> Memory | None:
    """Look what the last build left; None where nothing can be kept or a file cannot be read.

    Where files have changed, this process prepares while another still looks at the release.
    """
    kept = KeptFiles(root, FOLDER)
    if not kept.is_safe:
        return None
    name = sha256(str(out).encode()).hexdigest()
    call = f"{digest_program((Path(kim.__file__).parent,))} {today} {is_draft} {out}"
    left = unpack(call, kept.find(name) or b"")
    known = Inputs(*json.loads(left["inputs"])) if left else NOTHING
    look = begin(partial(_standing, out, left), 1, min(2, count_processes()) if left else 1)
    stands: list[Mapping[str, str]] = []
    try:
        inputs = digest_site(root, known, time_in(kept.folder))
        if _changed(known, inputs):
            prepare()
        with suppress(LostWorkError):
            stands = look.finish()
    except OSError:  # who reads all files says which one cannot be read
        return None
    finally:
        look.stop()
    releases = next(filter(None, stands), {})
    changed = _changed(known, inputs) if releases else None
    return Memory(root, out, today, call, name, kept, inputs, left, releases, changed)


def told_before(memory: Memory) -> tuple[Problem, ...] | None:
    """Give what the last build had to say; None where something has changed since."""
    if memory.left is None or memory.changed != ():
        return None
    now = {"inputs": write_value(memory.inputs), "releases": write_value(memory.releases)}
    if any(memory.left[name] != text for name, text in now.items()):
        keep_sections(memory, {**memory.left, **now})
    said = json.loads(memory.left["said"]).values()
    return sort_problems(chain.from_iterable(map(read_problems, said)))


def keep_sections(memory: Memory, sections: Sections) -> None:
    """Leave sections for the next build."""
    memory.kept.keep(memory.name, *pack(memory.call, sections))


def _changed(known: Inputs, now: Inputs) -> tuple[str, ...] | None:
    if known.digests == now.digests:
        return ()
    if known.digests.keys() != now.digests.keys():
        return None
    return tuple(path for path, digest in now.digests.items() if digest != known.digests[path])


def _standing(out: Path, left: Sections | None, parts: Iterator[int]) -> Mapping[str, str]:
    """Give the marks of releases if the public name shows what the last build left, as it left it.

    One process looks while another looks at the site's own files; who has no part gives none.
    """
    known = json.loads(left["releases"]) if left and any(True for _ in parts) else {}
    shown = shown_release(out)
    mark = prove_mark(shown, known) if shown and known and shown.name == max(known) else ""
    return {**known, shown.name: mark} if shown and mark else {}
