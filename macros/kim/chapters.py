"""content/ → chapters: their headings and the macro calls in them.

Comes in: the folder with the Markdown of the concept. Goes out: chapters with title, sections and
macro calls, each with its place, and the problems found. A chapter's text has no other power than
these calls: `{{ name("argument", option="value") }}`.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from kim.fields import ID_PATTERN
from kim.problems import Place, Problem
from kim.source import Source, decode_text, parse_source, read_bytes
from kim.translate import suggest

_ID = re.compile(ID_PATTERN)
_CALL = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
_STRAY = re.compile(r"\{%|\{\{|\}\}")
_HEADING = re.compile(r"^(#{1,6})[ \t]+(.+?)[ \t]*#*[ \t]*$", re.MULTILINE)
_HEADING_ID = re.compile(r"[ \t]*\{[^}]*#([^\s}]+)[^}]*\}$")
_RAW_HTML = re.compile(r"<(?:[a-zA-Z][\w-]*[\s/>]|/[a-zA-Z]|!--|\?)")
_FENCE = re.compile(r"^(```|~~~).*?^\1[ \t]*$", re.MULTILINE | re.DOTALL)
_INLINE_CODE = re.compile(r"`[^`\n]+`")
_META = re.compile(r"\A---[ \t]*\r?\n(.*?)^---[ \t]*$\r?\n?", re.DOTALL | re.MULTILINE)
_META_FIELDS = ("title", "kapitel", "description")
_PLAIN = re.compile(r"\\([*_\[\]()#!<>`~-])|[*_`]|\{\{.*?\}\}")


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
    problems: list[Problem] = []
    for path in _chapter_files(folder):
        inside = PurePosixPath(path.relative_to(folder).as_posix())
        data = read_bytes(path, shown / inside)
        if isinstance(data, Problem):
            problems.append(data)
            continue
        chapter, found = parse_chapter(data, inside, shown / inside)
        problems.extend(found)
        if chapter:
            chapters.append(chapter)
    return _with_own_ids(chapters, problems), problems


def _chapter_files(folder: Path) -> list[Path]:
    """List the Markdown files and every symbolic link, which nobody follows."""
    return sorted(
        path
        for path in folder.rglob("*")
        if path.is_symlink() or (path.suffix == ".md" and path.is_file())
    )


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
                f"das Feld '{name}' gibt es hier nicht; {suggest(name, _META_FIELDS)}",
            )
        elif not isinstance(value, str):
            yield Problem(place, "invalid-value", "erwartet wird einfacher Text")
        elif name == "kapitel" and not _ID.fullmatch(value):
            yield Problem(
                place,
                "bad-id",
                "der Name eines Kapitels besteht aus Kleinbuchstaben"
                f" a–z, Ziffern und einzelnen Bindestrichen; hier steht '{value}'",
            )


def _find_calls(
    body: str, first_line: int, shown: PurePosixPath
) -> tuple[list[Call], list[Problem]]:
    calls: list[Call] = []
    problems: list[Problem] = []
    blank = blank_code(body)
    for match in _CALL.finditer(blank):
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
        node = ast.parse(text, mode="eval").body
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


def _text_of(node: ast.expr) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    message = "only text in quotes"
    raise ValueError(message)


def _find_sections(body: str) -> Iterator[Section]:
    for match in _HEADING.finditer(_blank(_FENCE, body)):
        title = match[2]
        explicit = _HEADING_ID.search(title)
        title = plain_text(title[: explicit.start()] if explicit else title)
        section_id = explicit[1] if explicit else slug_of(title)
        yield Section(section_id, title, len(match[1]), match.start())


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


def blank_code(body: str) -> str:
    """Put spaces where code stands; nothing in it is meant to work."""
    return _blank(_INLINE_CODE, _blank(_FENCE, body))


def blank_calls(body: str) -> str:
    """Put spaces where macros are called."""
    return _blank(_CALL, body)


def _blank(pattern: re.Pattern[str], body: str) -> str:
    """Put spaces where the pattern matches; offsets and lines stay."""
    return pattern.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), body)


def _place(body: str, offset: int, first_line: int, shown: PurePosixPath) -> Place:
    line = body.count("\n", 0, offset)
    column = offset - (body.rfind("\n", 0, offset) + 1) + 1
    return Place(shown, first_line + line, column)


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
