"""Reading chapters: front matter, sections, calls, and where each stands."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import pytest

from kim.chapters import load_chapters, parse_chapter, plain_text, slug_of

if TYPE_CHECKING:
    from pathlib import Path

    from kim.chapters import Chapter

INSIDE = PurePosixPath("handbuch/konzept/einleitung.md")
SHOWN = PurePosixPath("content") / INSIDE
HEAD = "---\ntitle: Einleitung\n---\n"


def chapter_of(text: str) -> Chapter:
    """Parse what must be a chapter without problems."""
    chapter, problems = parse_chapter(text.encode(), INSIDE, SHOWN)
    assert not problems
    assert chapter
    return chapter


def problems_of(text: str) -> list[str]:
    """Parse and give place and code of each problem."""
    _, problems = parse_chapter(text.encode(), INSIDE, SHOWN)
    return [f"{problem.place.line}:{problem.place.column} {problem.code}" for problem in problems]


def test_a_chapter_is_named_after_its_file() -> None:
    """An index is named after its folder; a line of the front matter names it otherwise."""
    assert chapter_of(HEAD).id == "einleitung"
    assert chapter_of("---\ntitle: x\nkapitel: anfang\n---\n").id == "anfang"
    index, _ = parse_chapter(HEAD.encode(), PurePosixPath("handbuch/konzept/index.md"), SHOWN)
    assert index
    assert index.id == "konzept"


def test_front_matter_is_text() -> None:
    """Title and description are what the author wrote."""
    chapter = chapter_of('---\ntitle: "Anlage 2: 2021"\ndescription: 01\n---\nText\n')
    assert (chapter.title, chapter.description, chapter.text) == ("Anlage 2: 2021", "01", "Text\n")


def test_sections_have_ids_and_offsets() -> None:
    """An id is given or made; code and emphasis in a heading are read as text."""
    chapter = chapter_of(
        f"{HEAD}## Für *wen*? {{: #wer .x }}\n\n### Ämter & `kim check`\n\n"
        "```\n## kein Abschnitt\n```\n\n## Schluss ##\n"
    )
    assert [(section.id, section.title, section.level) for section in chapter.sections] == [
        ("wer", "Für wen?", 2),
        ("aemter-kim-check", "Ämter & kim check", 3),
        ("schluss", "Schluss", 2),
    ]
    assert [chapter.place_at(section.start).line for section in chapter.sections] == [4, 6, 12]


def test_calls_are_read_without_being_run() -> None:
    """A name, texts, named texts; the place is the one in the file."""
    chapter = chapter_of(
        f"{HEAD}\nText {{{{ zahl('ew', zeile=\"gesamt\") }}}}.\n"
        "`{{ nicht(1) }}`\n\n{{ organigramm() }}\n"
    )
    first, second = chapter.calls
    assert (first.name, first.arguments, first.options) == ("zahl", ("ew",), (("zeile", "gesamt"),))
    assert (first.place.line, first.place.column) == (5, 6)
    assert chapter.text[first.start : first.end] == "{{ zahl('ew', zeile=\"gesamt\") }}"
    assert first.option("zeile") == "gesamt"
    assert first.option("spalte", "x") == "x"
    assert (second.name, second.arguments, second.place.line) == ("organigramm", (), 8)


@pytest.mark.parametrize(
    "call",
    [
        "{{ a }}",
        "{{ a(1) }}",
        "{{ a(b) }}",
        "{{ a.b('x') }}",
        "{{ a(*'x') }}",
        "{{ a(f'x') }}",
        "{{ a('x' if b else 'c') }}",
        "{{ 'x'.join('y') }}",
        "{{ a('x')('y') }}",
        "{{ }}",
        "{{ a(b'x') }}",
        "{{ a('x', y=1) }}",
        "{{ __import__('os').system('true') }}",
        "{{ a('x' + 'y') }}",
        "{{ " + "(" * 500 + ")" * 500 + " }}",
        "{{ a(" + "-" * 90_000 + "1) }}",
        "{{ a('\0') }}",
    ],
    ids=range(17),
)
def test_anything_else_is_no_call(call: str) -> None:
    """No arithmetic, no attributes, no names; the reader survives all of it."""
    assert problems_of(f"{HEAD}{call}\n")[0].split()[-1] in {"macro-syntax", "syntax"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ohne Kopf\n", ["1:1 missing-field"]),
        ("---\ntitle:\n---\n", ["1:1 missing-field"]),
        ("---\ntitle: x\nautor: y\n---\n", ["3:1 unknown-field"]),
        ("---\ntitle: x\nkapitel: Mit Abstand\n---\n", ["3:1 bad-id"]),
        ("---\ntitle: [x]\n---\n", ["2:1 invalid-value"]),
        ("---\ntitle: a: b\n---\n", ["2:9 syntax"]),
        (f"{HEAD}a {{{{ b\n\n{{% c %}} }}}}\n", ["4:3 macro-syntax"]),
        (f"{HEAD}x\n{{% c %}}\n", ["5:1 macro-syntax"]),
        (f"{HEAD}<b>x</b>\n", ["4:1 raw-html", "4:5 raw-html"]),
        (f"{HEAD}`<b>` 1 < 2 <https://stadt.example> \\<b>\n", ["4:38 raw-html"]),
    ],
    ids=range(10),
)
def test_what_a_chapter_may_not_say(text: str, expected: list[str]) -> None:
    """Every fault with its line in the file, front matter counted."""
    assert problems_of(text) == expected


def test_a_second_chapter_of_a_name_is_still_read(tmp_path: Path) -> None:
    """It is called after its file, so that its own faults are found in the same run."""
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.md").write_text(f"{HEAD}{{{{ 1 }}}}\n")
    chapters, problems = load_chapters(tmp_path, PurePosixPath("content"))
    assert [chapter.id for chapter in chapters] == ["x", "b/x.md"]
    assert [problem.code for problem in problems] == [
        "macro-syntax",
        "macro-syntax",
        "duplicate-chapter",
    ]


def test_no_link_is_followed(tmp_path: Path) -> None:
    """Neither a file nor a folder, which would show any file of the machine."""
    content = tmp_path / "content"
    content.mkdir()
    (tmp_path / "geheim").mkdir()
    (tmp_path / "geheim" / "x.md").write_text(HEAD)
    (content / "x.md").symlink_to(tmp_path / "geheim" / "x.md")
    (content / "ordner").symlink_to(tmp_path / "geheim", target_is_directory=True)
    chapters, problems = load_chapters(content, PurePosixPath("content"))
    assert chapters == []
    assert [(str(problem.place), problem.code) for problem in problems] == [
        ("content/ordner", "symlink"),
        ("content/x.md", "symlink"),
    ]


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Für wen?", "fuer-wen"),
        ("Berater*innen", "beraterinnen"),
        ("A: Analysen", "a-analysen"),
        ("§ 25b", "25b"),
        ("!?", "abschnitt"),
        ("Straße", "strasse"),
    ],
)
def test_a_heading_gets_a_readable_address(title: str, slug: str) -> None:
    """Letters a to z, digits and hyphens."""
    assert slug_of(title) == slug


def test_plain_text_has_no_marks() -> None:
    """What is escaped stays."""
    assert plain_text(r"**Fett**, *kursiv*, `code` und Berater\*innen {{ a('b') }}") == (
        "Fett, kursiv, code und Berater*innen"
    )
