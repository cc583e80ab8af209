"""What is fuzzed: every reader of an author's file, and what must hold of its answer."""

from __future__ import annotations

from datetime import date
from pathlib import PurePosixPath

from kim import source as reader
from kim.catalogue import link_records
from kim.chapters import parse_chapter
from kim.checks import run_checks
from kim.lines import read_lines
from kim.load import Loaded, add_record
from kim.models import KINDS
from kim.problems import Problem
from kim.source import parse_source

TODAY = date(2026, 11, 21)
_KINDS = tuple(KINDS)
_FIRST_CHAPTER = 192
_SHOWN = PurePosixPath("directory/fuzz.yml")
_CHAPTER = PurePosixPath("handbuch/fuzz.md")


def feed(data: bytes) -> None:
    """Read bytes as one kind of file; the first byte says which."""
    number, text = (data[0] if data else 0), data[1:]
    if number >= _FIRST_CHAPTER:
        read_chapter(text)
    else:
        read_record(_KINDS[number % len(_KINDS)], text)


def read_record(kind: str, text: bytes) -> None:
    """Read a record, link it and check it, all by itself."""
    source = parse_source(text, _SHOWN)
    if isinstance(source, Problem):
        expect_place(source, text)
        return
    expect_same_values(text)
    loaded = Loaded()
    add_record(loaded, kind, "fuzz", source)
    for problem in loaded.problems:
        expect_place(problem, text)
    catalogue, unknown = link_records(loaded, [])
    for problem in (*unknown, *run_checks(catalogue, TODAY)):
        if problem.place.path == _SHOWN:
            expect_place(problem, text)


def read_chapter(text: bytes) -> None:
    """Read a chapter and check it."""
    chapter, problems = parse_chapter(text, _CHAPTER, _CHAPTER)
    catalogue, _ = link_records(Loaded(), [chapter] if chapter else [])
    for problem in (*problems, *run_checks(catalogue, TODAY)):
        if problem.place.path == _CHAPTER and problem.place.line:
            expect_place(problem, text)


def expect_place(problem: Problem, text: bytes) -> None:
    """Expect a problem on a line of the file, and one line of German."""
    last = text.count(b"\n") + text.count(b"\r") + 2  # YAML ends the last line itself
    assert 1 <= problem.place.line <= last, problem
    assert problem.place.column >= 1, problem
    assert "\n" not in str(problem), problem


def expect_same_values(data: bytes) -> None:
    """Expect the quick reader of simple lines to read what the reader of all YAML reads."""
    text = data.decode("utf-8-sig")
    quick = read_lines(text)
    if quick is not None:
        whole = reader._parse(text, _SHOWN, frozenset())  # noqa: SLF001  the way that is not quick
        assert whole.value == quick, text
