"""content/ → chapters: their headings and the macro calls in them.

Comes in: the folder with the Markdown of the concept. Goes out: chapters with title, sections and
macro calls, each with its place, and the problems found. A chapter's text has no other power than
these calls: `{{ name("argument", option="value") }}`.
"""

import ast
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path, PurePosixPath

from kim.blanks import CALL, blank_calls, blank_code, blank_fences
from kim.bulk import find_excess
from kim.fields import ID_PATTERN
from kim.files import list_files
from kim.nearest import suggest
from kim.problems import Place, Problem, quote
from kim.reading import decode_text, read_bytes
from kim.source import Source, parse_source

MAX_BYTES = 128 * 1024
"""About fifty printed pages in one chapter."""
_MOST_CALL = 1000

_ID = re.compile(ID_PATTERN)
_STRAY = re.compile(r"\{%|\{\{|\}\}")
_HEADING = re.compile(r"^(#{1,6})[ \t]+(\S.*)$", re.MULTILINE)
_MARKED_ID = re.compile(r"#([^\s#}]+)")
_RAW_HTML = re.compile(r"<(?:[a-zA-Z][\w-]*[\s/>]|/[a-zA-Z]|!--|\?)")
_LINE_END = re.compile(r"\n")
_META = re.compile(r"\A---[ \t]*\r?\n(.*?)^---[ \t]*$\r?\n?", re.DOTALL | re.MULTILINE)
_META_FIELDS = ("title", "kapitel", "description")
_PLAIN = re.compile(r"\\([*_\[\]()#!<>`~-])|[*_`]|\{\{(?:(?!\{\{|\}\}).)*\}\}")


@dataclass(frozen=True, slots=True)
class Call:
    """One macro call: what it says, and where; start and end are offsets into the text."""

    place: Place
    start: int
    end: int
    name: str
    arguments: tuple[str, ...]
    options: tuple[tuple[str, str], ...]

    def option(self, name: str, default: str = "") -> str:
        """Give one named argument."""
        return dict(self.options).get(name, default)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading inside a chapter; `start` is its offset into the chapter's text."""

    id: str
    title: str
    level: int
    start: int = 0


@dataclass(frozen=True, slots=True)
class Chapter:
    """One Markdown file of the handbook; `id` is the name that cross-references use."""

    id: str
    path: PurePosixPath
    title: str
    description: str
    text: str
    sections: tuple[Section, ...]
    calls: tuple[Call, ...]
    place: Place
    first_line: int = 1

    def place_at(self, offset: int) -> Place:
        """Point at a spot of the text in the author's file."""
        return _place(self.text, offset, self.first_line, self.place.path)


def load_chapters(folder: Path, shown: PurePosixPath) -> tuple[list[Chapter], list[Problem]]:
    """Read every Markdown file below the folder, in the order of their paths."""
    chapters: list[Chapter] = []
    files, problems = list_files(folder, shown)
    for path in files:
        if path.suffix != ".md" and not path.is_symlink():
            continue
        inside = PurePosixPath(path.relative_to(folder).as_posix())
        data = read_bytes(path, shown / inside, MAX_BYTES)
        if isinstance(data, Problem):
            problems.append(data)
            continue
        chapter, found = parse_chapter(data, inside, shown / inside)
        problems.extend(found)
        if chapter:
            chapters.append(chapter)
    return _with_own_ids(chapters, problems), problems


def parse_chapter(
    data: bytes, inside: PurePosixPath, shown: PurePosixPath
) -> tuple[Chapter | None, list[Problem]]:
    """Parse one chapter; `inside` is its path below content/."""
    decoded = decode_text(data, shown)
    if isinstance(decoded, Problem):
        return None, [decoded]
    text = decoded.replace("\r\n", "\n")
    match = _META.match(text)
    meta = parse_source((match[1] if match else "").encode(), shown)
    if isinstance(meta, Problem):
        shift = Place(shown, meta.place.line + 1, meta.place.column)
        return None, [Problem(shift, meta.code, meta.message)]
    body = text[match.end() :] if match else text
    first_line = text.count("\n", 0, match.end()) + 1 if match else 1
    problems = list(_meta_problems(meta, shown))
    calls, call_problems = _find_calls(body, first_line, shown)
    problems.extend(call_problems)
    problems.extend(_raw_html(body, first_line, shown))
    problems.extend(
        Problem(_place(body, start, first_line, shown), code, message)
        for start, code, message in find_excess(body)
    )
    chapter = Chapter(
        id=str(meta.value.get("kapitel") or default_id(inside)),
        path=inside,
        title=str(meta.value.get("title", "")),
        description=str(meta.value.get("description", "")),
        text=body,
        sections=tuple(_find_sections(body)),
        calls=tuple(calls),
        place=Place(shown),
        first_line=first_line,
    )
    return chapter, problems


def default_id(inside: PurePosixPath) -> str:
    """Name a chapter that does not name itself: after its file, or the folder of an index."""
    return inside.parent.name if inside.stem == "index" else inside.stem


def _meta_problems(meta: Source, shown: PurePosixPath) -> Iterator[Problem]:
    if not meta.value.get("title"):
        yield Problem(
            Place(shown, 1, 1),
            "missing-field",
            "oben in der Datei fehlt die Zeile 'title: …' zwischen zwei Zeilen '---'",
        )
    for name, value in meta.value.items():
        place = meta.key_place((name,))
        place = Place(shown, place.line + 1, place.column)
        if name not in _META_FIELDS:
            yield Problem(
                place,
                "unknown-field",
                f"das Feld '{quote(name)}' gibt es hier nicht; {suggest(name, _META_FIELDS)}",
            )
        elif not isinstance(value, str):
            yield Problem(place, "invalid-value", "erwartet wird einfacher Text")
        elif name == "kapitel" and not _ID.fullmatch(value):
            yield Problem(
                place,
                "bad-id",
                "der Name eines Kapitels besteht aus Kleinbuchstaben"
                f" a–z, Ziffern und einzelnen Bindestrichen; hier steht '{quote(value)}'",
            )


def _find_calls(
    body: str, first_line: int, shown: PurePosixPath
) -> tuple[list[Call], list[Problem]]:
    calls: list[Call] = []
    problems: list[Problem] = []
    blank = blank_code(body)
    for match in CALL.finditer(blank):
        place = _place(body, match.start(), first_line, shown)
        call = _parse_call(match[1].strip(), place, match.span())
        (calls.append(call) if isinstance(call, Call) else problems.append(call))
    for match in _STRAY.finditer(blank_calls(blank)):
        place = _place(body, match.start(), first_line, shown)
        problems.append(
            Problem(
                place,
                "macro-syntax",
                f"'{match[0]}' steht hier allein; ein"
                ' Baustein sieht so aus: {{ name("kennung") }}',
            )
        )
    return calls, problems


def _parse_call(text: str, place: Place, span: tuple[int, int]) -> Call | Problem:
    """Read one call without running anything: a name and text in quotes, no more."""
    try:
        node = ast.parse(text if _is_modest(text) else "", mode="eval").body
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            arguments = tuple(_text_of(argument) for argument in node.args)
            options = tuple((str(word.arg or ""), _text_of(word.value)) for word in node.keywords)
            return Call(place, *span, node.func.id, arguments, options)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        pass  # whatever Python cannot read is no call
    return Problem(
        place,
        "macro-syntax",
        'diesen Baustein kann man nicht lesen; er sieht so aus: {{ name("kennung") }}',
    )


def _is_modest(text: str) -> bool:
    """Tell that Python may read a call: not endless, no character spelled with a backslash."""
    return len(text) <= _MOST_CALL and "\\" not in text


def _text_of(node: ast.expr) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    message = "only text in quotes"
    raise ValueError(message)


def _find_sections(body: str) -> Iterator[Section]:
    for match in _HEADING.finditer(blank_fences(body)):
        title, marks = _split_marks(_without_end(match[2]))
        names = _MARKED_ID.findall(marks)
        title = plain_text(title)
        yield Section(names[-1] if names else slug_of(title), title, len(match[1]), match.start())


def _without_end(heading: str) -> str:
    """Drop the number signs with which a heading may end as well."""
    return heading.rstrip(" \t").rstrip("#").rstrip(" \t") or heading


def _split_marks(heading: str) -> tuple[str, str]:
    """Split a heading into its text and the marks in braces at its end, if they hold an address."""
    if not heading.endswith("}"):
        return heading, ""
    start = heading.find("{", heading.rfind("}", 0, -1) + 1)
    marks = heading[start:] if start >= 0 else ""
    return (heading[:start].rstrip(" \t"), marks) if _MARKED_ID.search(marks) else (heading, "")


_SPELLINGS: dict[str, str | int | None] = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "*": ""}
_SPELLED_OUT = str.maketrans(_SPELLINGS)


def plain_text(markdown: str) -> str:
    """Drop the marks of emphasis, code and macros from one line of Markdown."""
    return _PLAIN.sub(lambda match: match[1] or "", markdown).strip()


def slug_of(title: str) -> str:
    """Make the address of a heading from its text; the handbook's renderer uses the same."""
    folded = title.lower().translate(_SPELLED_OUT)
    return "-".join(re.findall(r"[a-z0-9]+", folded)) or "abschnitt"


def _raw_html(body: str, first_line: int, shown: PurePosixPath) -> Iterator[Problem]:
    for match in _RAW_HTML.finditer(blank_code(body)):
        place = _place(body, match.start(), first_line, shown)
        yield Problem(
            place,
            "raw-html",
            "HTML ist in Kapiteln nicht erlaubt; Markdown oder einen"
            " Baustein nehmen, ein einzelnes '<' als '&lt;' schreiben",
        )


def _place(body: str, offset: int, first_line: int, shown: PurePosixPath) -> Place:
    starts = _line_starts(body)
    line = bisect_right(starts, offset)
    return Place(shown, first_line + line - 1, offset - starts[line - 1] + 1)


@lru_cache(maxsize=4)
def _line_starts(body: str) -> tuple[int, ...]:
    """List where each line begins; kept for a chapter with a thousand faults."""
    return (0, *(match.end() for match in _LINE_END.finditer(body)))


def _with_own_ids(chapters: list[Chapter], problems: list[Problem]) -> list[Chapter]:
    """Call a second chapter of the same name after its file, so that it is checked as well."""
    first: dict[str, Chapter] = {}
    for chapter in chapters:
        other = first.setdefault(chapter.id, chapter)
        if other is not chapter:
            first[str(chapter.path)] = replace(chapter, id=str(chapter.path))
            problems.append(
                Problem(
                    chapter.place,
                    "duplicate-chapter",
                    f"das Kapitel '{chapter.id}' gibt es schon in"
                    f" {other.place}; mit 'kapitel: …' einen anderen Namen geben",
                )
            )
    return list(first.values())
