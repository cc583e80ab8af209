"""Reading one file: values as written, the place of each, and what is refused."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import pytest

from kim.problems import Place, Problem
from kim.reading import MAX_BYTES, read_bytes
from kim.source import MAX_DEPTH, Source, parse_source, read_source

if TYPE_CHECKING:
    from pathlib import Path

SHOWN = PurePosixPath("x.yml")


def source_of(text: str | bytes) -> Source:
    """Parse what must be readable."""
    source = parse_source(text.encode() if isinstance(text, str) else text, SHOWN)
    assert isinstance(source, Source), source
    return source


def problem_of(data: str | bytes) -> str:
    """Parse what must be refused; give place and code."""
    problem = parse_source(data.encode() if isinstance(data, str) else data, SHOWN)
    assert isinstance(problem, Problem)
    assert problem.place.path == SHOWN
    return f"{problem.place.line}:{problem.place.column} {problem.code}"


@pytest.mark.promise("text-stays-text")
@pytest.mark.parametrize(
    "written",
    [
        "01067",
        "0711",
        "0612345670",
        "12:30",
        "no",
        "ja",
        "~",
        "null",
        "2026-02-30",
        "1e3",
        "1_000",
        "0x1F",
        ".inf",
        "=",
        "<",
        "Ärzt*in",
    ],
)
def test_a_value_stays_what_the_author_wrote(written: str) -> None:
    """No number, no date and no truth is guessed from text."""
    assert source_of(f"feld: {written}\n").value == {"feld": written}


def test_a_place_is_line_and_column_in_characters() -> None:
    """Umlauts count once; lists and mappings are found by their keys."""
    source = source_of(
        "# Kopf\nname: Ä\nliste: [ä, b]\nblock:\n  - art: x\n    wert: >-\n      y\n"
    )
    assert source.place(("name",)) == Place(SHOWN, 2, 7)
    assert source.place(("liste", 1)) == Place(SHOWN, 3, 12)
    assert source.place(("block", 0)) == Place(SHOWN, 5, 5)
    assert source.place(("block", 0, "wert")) == Place(SHOWN, 6, 11)
    assert source.key_place(("block", 0, "wert")) == Place(SHOWN, 6, 5)
    assert source.place() == Place(SHOWN, 2, 1)


def test_what_is_missing_is_found_in_what_encloses_it() -> None:
    """A missing field points at its mapping."""
    source = source_of("name: x\nteil:\n  a: b\n")
    assert source.place(("teil", "fehlt", "tiefer")) == Place(SHOWN, 3, 3)
    assert source.place(("teil", "a", "tiefer")) == Place(SHOWN, 3, 6)
    assert source.key_place(("fehlt",)) == Place(SHOWN, 1, 1)
    assert source.has(("teil", "a"))
    assert not source.has(("teil", "fehlt"))


@pytest.mark.parametrize(
    ("data", "value"),
    [
        (b"", {}),
        (b"# nur ein Kommentar\n", {}),
        (b"---\nname: x\n", {"name": "x"}),
        (b"\xef\xbb\xbfname: x\r\nart: y\r\n", {"name": "x", "art": "y"}),
        (b"name:\n", {"name": ""}),
        (b"text: |\n  a\n\n  b\n", {"text": "a\n\nb\n"}),
        (b"text: >-\n  a\n  b\n", {"text": "a b"}),
        (b'{name: x, "liste": [a, [b]]}', {"name": "x", "liste": ["a", ["b"]]}),
    ],
    ids=["empty", "comment", "marker", "bom and crlf", "no value", "block", "folded", "flow"],
)
def test_a_file_is_read(data: bytes, value: dict[str, object]) -> None:
    """The forms that editors save and authors use."""
    assert source_of(data).value == value


def test_a_bom_does_not_move_the_first_column() -> None:
    """Windows editors put one in front."""
    assert source_of(b"\xef\xbb\xbfname: x").place(("name",)) == Place(SHOWN, 1, 7)


@pytest.mark.promise("refused-yaml")
@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("a: &x b\n", "1:4 anchor"),
        ("a: b\nc: *a\n", "2:4 alias"),
        ("a: !!int 3\n", "1:4 tag"),
        ("!x a: b\n", "1:1 tag"),
        ("a: b\n<<: {c: d}\n", "2:1 merge-key"),
        ("a: 1\nb: 2\na: 3\n", "3:1 duplicate-key"),
        ("liste:\n  - a: 1\n    a: 2\n", "3:5 duplicate-key"),
        ("[a]: b\n", "1:1 complex-key"),
        ("a: b\n---\nc: d\n", "2:1 documents"),
        ("- a\n", "1:1 not-a-mapping"),
        ("nur text\n", "1:1 not-a-mapping"),
        ("a: b: c\n", "1:5 syntax"),
        ("a: 'offen\nb: c\n", "1:4 syntax"),
        ("a: [b\nc: d\n", "1:4 syntax"),
        ("name\nart: x\n", "2:4 syntax"),
        ("a: b\n\tc: d\n", "2:1 syntax"),
        ("a: \x07\n", "1:4 syntax"),
        ("\n\x07\n", "2:1 syntax"),
        ("ä: b\nc: d\ne: äb\x07\n", "3:6 syntax"),
        ("ä: b\u2028c\n", "1:5 syntax"),
        ("a: b\x85c\n", "1:5 syntax"),
        ('a: "\\x00"\n', "1:4 syntax"),
        ('a: "x\\ry"\n', "1:4 syntax"),
        (b"a: b\n\xc3\xa4: \xfc\n", "2:4 encoding"),
        (b"a: \xed\xa0\x80\n", "1:4 encoding"),
        ("a: " + "[" * MAX_DEPTH, f"1:{3 + MAX_DEPTH} too-deep"),
        ("a: " + "{b: " * 20_000, f"1:{4 * MAX_DEPTH} too-deep"),
    ],
)
def test_what_records_do_not_need_is_refused(data: str | bytes, expected: str) -> None:
    """Each has its place, also where YAML itself would go on."""
    assert problem_of(data) == expected


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("".join(f"k{number}: a\n" for number in range(11_000)), "5001:1"),
        ("a:\n" + "  - x\n" * 11_000, "10000:5"),
    ],
    ids=["lines", "list"],
)
def test_no_file_holds_more_than_somebody_writes(text: str, place: str) -> None:
    """Neither lines nor items; the cure is named."""
    assert str(parse_source(text.encode(), SHOWN)) == (
        f"x.yml:{place}: die Datei hat zu viele Angaben; erlaubt sind 10.000,"
        " auf mehrere Dateien verteilen [too-many]"
    )


def test_a_type_that_may_stand_there_may_not_be_a_mark(tmp_path: Path) -> None:
    """Settings of other programs have types of their own; marks are refused there as well."""
    tags = frozenset({"!typ"})
    (tmp_path / "x.yml").write_bytes(b"a: !typ x\n")
    for read in (
        parse_source(b"a: !typ x\n", SHOWN, tags),
        read_source(tmp_path / "x.yml", SHOWN, tags),
    ):
        assert isinstance(read, Source)
        assert read.value == {"a": "x"}
    for text, refused in ((b"a: &b !typ x\n", "1:4"), (b"a: !typ x\nb: !art y\n", "2:4")):
        problem = parse_source(text, SHOWN, tags)
        assert isinstance(problem, Problem)
        assert f"{problem.place.line}:{problem.place.column}" == refused
    assert str(parse_source(b"a: &b !typ x\n", SHOWN, tags)).endswith("[anchor]")


@pytest.mark.parametrize(
    ("data", "line", "column"),
    [
        (b"a: b\n" + "ä".encode() * 9, 2, 3),
        (b"\xef\xbb\xbf\n" + b"x" * 9, 2, 6),
        (b"\xef\xbb\xbf" + "äx".encode() * 9, 1, 5),
        (b"a\nb\n" + b"\xfc" * 9, 3, 6),
    ],
    ids=["letters of two bytes", "bom above", "bom", "latin-1"],
)
def test_where_a_file_is_too_large_is_counted_in_characters(
    tmp_path: Path, data: bytes, line: int, column: int
) -> None:
    """Whatever the bytes are; the limit is said in the next whole number of KiB below."""
    (tmp_path / "x.yml").write_bytes(data)
    assert read_bytes(tmp_path / "x.yml", SHOWN, most=9) == Problem(
        Place(SHOWN, line, column),
        "too-large",
        "die Datei ist zu groß; erlaubt sind 0 KiB",
    )
    assert read_bytes(tmp_path / "x.yml", SHOWN, most=len(data)) == data


def test_a_file_as_large_as_allowed_is_read(tmp_path: Path) -> None:
    """One byte more is too large, and no more than that is read."""
    path = tmp_path / "x.yml"
    path.write_bytes(b"a: b\n" + b"#" * (MAX_BYTES - 5))
    assert isinstance(read_source(path, SHOWN), Source)
    path.write_bytes(b"a: b\n" + b"#" * (MAX_BYTES - 4))
    problem = read_source(path, SHOWN)
    assert isinstance(problem, Problem)
    assert problem.code == "too-large"


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    """Not even to a good record."""
    (tmp_path / "echt.yml").write_text("a: b\n")
    link = tmp_path / "x.yml"
    link.symlink_to(tmp_path / "echt.yml")
    problem = read_source(link, SHOWN)
    assert isinstance(problem, Problem)
    assert problem.code == "symlink"


def test_what_cannot_be_opened_is_a_problem(tmp_path: Path) -> None:
    """No traceback for a folder or a file that is gone."""
    problem = read_source(tmp_path, SHOWN)
    assert isinstance(problem, Problem)
    assert problem.code == "unreadable"
