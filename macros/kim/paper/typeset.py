"""A book's nodes → PDF/UA-1, set by typst with the fonts it carries; same input, same bytes."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any
from unicodedata import category

import typst

TEMPLATE = Path(__file__).with_name("concept.typ")
_STANDARD = "ua-1"
_NO_LETTER = "could not be displayed"
_BOX = "\u25a1"
"""Stands for a letter that no font here has."""
_LAST_SURE = "\u024f"
"""Every Latin letter up to here is in the fonts."""
_JOINING = frozenset({"Cf", "Me", "Mn"})
"""Kinds of signs that are seen with their neighbours only."""
_ESCAPED = re.compile(r"(\\\\)|\\[bfnrt]")
"""How JSON writes a tab or the end of a line: a space in print; a backslash is a letter."""
_FEW = 40
_ONE_LINE = b'#set document(title: "x")\n#sys.inputs.text'


class UnprintableError(Exception):
    """The concept cannot be set; says what the typesetter said."""


def fingerprint(book: dict[str, Any], stand: date, content: Path) -> str:
    """Name everything that the document depends on: two books with one name give the same bytes.

    The typesetter's version stands for its fonts.
    """
    parts = [
        version("typst").encode(),
        Path(__file__).read_bytes(),
        TEMPLATE.read_bytes(),
        stand.isoformat().encode(),
        json.dumps(book, ensure_ascii=False).encode(),
        *((content / path.lstrip("/")).read_bytes() for path in _pictures(book["chapters"])),
    ]
    return sha256(b"".join(sha256(part).digest() for part in parts)).hexdigest()


def _pictures(nodes: Any) -> Iterator[str]:
    """Yield the paths of all pictures in the order in which they stand."""
    for node in nodes:
        if isinstance(node, list):
            yield from _pictures(node)
        elif isinstance(node, dict):
            if node.get("path"):
                yield node["path"]
            yield from _pictures(node.values())


def typeset(book: dict[str, Any], stand: date, content: Path) -> bytes:
    """Set the book; `stand` is the day in the file's properties, `content` holds its pictures.

    Cost: about 10 ms a page.
    """
    said = ""
    for text in _printable(json.dumps(book, ensure_ascii=False)):
        try:
            return _compile(text, stand, content)
        except typst.TypstError as error:
            said = str(error)
            if _NO_LETTER not in said:
                break
    raise UnprintableError(said)


def _printable(text: str) -> Iterator[str]:
    """Yield the text, then forms of it in which ever fewer letters can be missing in the fonts."""
    text = _ESCAPED.sub(lambda found: found[1] or " ", text)
    yield text
    boxed = text.translate(dict.fromkeys(_strange(text), _BOX))
    yield boxed
    # Each may be there alone and not be where it joins others: a digit on a key, a family.
    yield boxed.translate({ord(one): None for one in {*boxed} if category(one) in _JOINING})
    yield re.sub(f"[^\\0-{_LAST_SURE}{_BOX}]", "", boxed)


def _compile(text: str, stand: date, content: Path) -> bytes:
    pdf: bytes = typst.compile(  # type: ignore[call-overload]  # its stub wants root as bytes too
        TEMPLATE.read_bytes(),
        root=content,
        ignore_system_fonts=True,
        sys_inputs={"book": text},
        pdf_standards=[_STANDARD],
        timestamp=int(datetime.combine(stand, time(), UTC).timestamp()),
        format="pdf",
    )
    return pdf


def _strange(text: str) -> Iterator[int]:
    """Yield the letters that no font has, which a file to be read aloud may not hold.

    They are tried out in groups of 256 neighbours: of a script that is wholly foreign to the fonts
    none is tried alone.
    """
    groups: dict[int, set[str]] = defaultdict(set)
    for letter in {*text}:
        if letter > _LAST_SURE:
            groups[ord(letter) >> 8].add(letter)
    for group in groups.values():
        if not _can_show("".join(sorted(group))):
            alone = group if len(group) <= _FEW else ()
            yield from (ord(one) for one in group if one not in alone or not _can_show(one))


def _can_show(letters: str) -> bool:
    try:
        typst.compile(  # type: ignore[call-overload]  # as above
            _ONE_LINE,
            ignore_system_fonts=True,
            sys_inputs={"text": letters},
            pdf_standards=[_STANDARD],
            format="pdf",
        )
    except typst.TypstError:
        return False
    return True
