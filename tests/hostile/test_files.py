"""Hostile files of every sort: a German problem with its place, exit 1, and the old site stays.

Each call runs in a process of its own under limits of the system; what it took is compared with
the same call for the sound site: at most a second of computing and 50 MB more.
"""

from __future__ import annotations

import re
from random import Random
from typing import TYPE_CHECKING, NamedTuple

import pytest

from tests.hostile.calling import open_caller
from tests.hostile.site import CHAPTER, HEAD, IN_YAML, make_site, state_of
from tests.hostile.texts import CHAPTER as CHAPTERS
from tests.hostile.texts import ODD, WHOLE, YAML
from tests.sizes import SOAK

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.hostile.calling import Caller, Outcome

pytestmark = pytest.mark.slow

MOST_SECONDS, MOST_MEGABYTES = 1.0, 50.0
LONGEST_LINE = 600
SAMPLE = 60
HARMLESS = {"empty lines", "only a mark of byte order", "nothing"}
"""YAML texts that say nothing wrong behind a sound file."""
UNREAD = frozenset({"settings"})
"""Sorts of which kim reads only a few fields: unknown ones are MkDocs' business."""
_LINE = re.compile(r"(?P<path>[^:\n]+):(?P<line>\d+):(?P<column>\d+): .+ \[[a-z-]+\]")


class Case(NamedTuple):
    """A hostile text and the file in which it stands."""

    name: str
    path: str
    data: bytes
    follows: bool
    """It follows the sound text and does not replace it."""


def cases() -> Iterator[Case]:
    """Yield every text in every file that could hold it."""
    for sort, path in IN_YAML.items():
        for name, text in YAML.items():
            yield Case(f"{sort}: {name}", path, _bytes(text), follows=True)
        for name, text in WHOLE.items():
            yield Case(f"{sort}, whole: {name}", path, _bytes(text), follows=False)
    for name, text in YAML.items():
        data = HEAD.replace(b"---\n", b"---\n" + _bytes(text) + b"\n", 1)
        yield Case(f"front matter: {name}", CHAPTER, data, follows=False)
    for name, text in (*CHAPTERS.items(), *WHOLE.items()):
        yield Case(f"chapter: {name}", CHAPTER, HEAD + _bytes(text) + b"\n", follows=False)
    for name, text in WHOLE.items():
        for path in ("directory/urls.txt", "overrides/look.css", "overrides/logo.svg"):
            yield Case(f"{path}: {name}", path, _bytes(text), follows=False)


def _bytes(text: str | bytes) -> bytes:
    return text if isinstance(text, bytes) else text.encode()


CASES = {case.name: case for case in cases()}
CHOSEN = list(CASES) if SOAK else Random(6).sample(sorted(CASES), SAMPLE)  # noqa: S311  a sample
MUST_FAIL = [
    name
    for name, case in CASES.items()
    if case.path in IN_YAML.values()
    and case.path != IN_YAML["settings"]
    and name.partition(": ")[2] not in HARMLESS
]


@pytest.fixture(scope="module")
def caller() -> Iterator[Caller]:
    """Give the process that calls kim."""
    with open_caller() as opened:
        yield opened


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the sound site once."""
    folder = tmp_path_factory.mktemp("hostile")
    make_site(folder)
    return folder


@pytest.fixture(scope="module")
def sound(caller: Caller, root: Path) -> Outcome:
    """Check the sound site: what every other call is compared with."""
    outcome = caller.call(root, "check")
    assert outcome.exit == 0, outcome
    return outcome


@pytest.mark.promise("hostile-files")
@pytest.mark.sized
@pytest.mark.parametrize("name", CHOSEN)
def test_a_hostile_file_is_refused_at_once(
    name: str, caller: Caller, root: Path, sound: Outcome
) -> None:
    """Exit 1, a line with its place and code, in a second and with 50 MB; nothing else changes."""
    case = CASES[name]
    path = root / case.path
    whole = path.read_bytes()
    before = state_of(root)
    path.write_bytes(whole + case.data + b"\n" if case.follows else case.data)
    try:
        outcome = caller.call(root, "check")
        expect_answer(outcome, sound, case.path)
        if outcome.exit:
            built = caller.call(root, "build")
            assert built.exit == 1
            assert "nicht gebaut" in built.err
        assert outcome.exit or name not in MUST_FAIL
    finally:
        path.write_bytes(whole)
    assert state_of(root) == before


@pytest.fixture(scope="module")
def drawn(caller: Caller, root: Path, tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """Build the sound site, as it is read before it is published."""
    return draw(caller, root, tmp_path_factory.mktemp("sound"))


def draw(caller: Caller, root: Path, out: Path) -> Outcome:
    """Build the working text into a folder of its own."""
    return caller.call(root, "build", "--preview", "--fresh", "--out", str(out / "site"))


@pytest.mark.sized
@pytest.mark.parametrize("name", list(ODD) if SOAK else Random(6).sample(sorted(ODD), 3))  # noqa: S311  a sample
def test_an_odd_chapter_is_refused_or_drawn_at_once(
    name: str, caller: Caller, root: Path, drawn: Outcome, tmp_path: Path
) -> None:
    """What Markdown allows and nobody writes; as much of it as is not refused."""
    assert drawn.exit == 0, drawn
    path = root / CHAPTER
    whole, text = path.read_bytes(), ODD[name]
    try:
        for most in (len(text), 9_000):
            path.write_bytes(HEAD + text[:most].encode() + b"\n")
            outcome = draw(caller, root, tmp_path)
            assert outcome.exit in {0, 1}, outcome
            assert "Traceback" not in outcome.err, outcome.err
            assert outcome.seconds - drawn.seconds <= MOST_SECONDS
            assert outcome.megabytes - drawn.megabytes <= MOST_MEGABYTES
    finally:
        path.write_bytes(whole)


def expect_answer(outcome: Outcome, sound: Outcome, path: str, *, has_lines: bool = True) -> None:
    """Expect a call to end by itself, in German, with the place of each fault, and cheaply."""
    assert outcome.exit in {0, 1}, outcome
    assert "Traceback" not in outcome.err, outcome.err
    assert outcome.seconds - sound.seconds <= MOST_SECONDS
    assert outcome.megabytes - sound.megabytes <= MOST_MEGABYTES
    printed = (outcome.out + outcome.err).splitlines()
    assert max(map(len, printed)) <= LONGEST_LINE
    faults = [line for line in printed if ": Hinweis:" not in line and line.endswith("]")]
    assert bool(faults) == (outcome.exit == 1)
    for line in faults:
        assert line.isprintable()
        if has_lines and line.startswith(path):
            assert _LINE.fullmatch(line), line


def test_the_corpus_is_large_enough() -> None:
    """At least sixty texts, and each of them in every sort of file that could hold it."""
    assert len({*YAML, *WHOLE, *CHAPTERS}) > 150
    assert len(CASES) > 1000
