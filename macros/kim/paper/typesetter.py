"""The typesetter, a program of its own: it keeps in memory what it has set, and ends with its work.

Comes in on standard input: JSON with the book as `text`, the `timestamp` of the file's properties,
`root`, the folder of its pictures, and `out`, the file to write. Goes out: the PDF there, or what
typst said, and exit code 1.
"""

import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from unicodedata import category

import typst

TEMPLATE = Path(__file__).with_name("concept.typ")
_STANDARD = "ua-1"
_NO_LETTER = re.compile("could not be displayed|missing codepoints")
"""What typst says of a letter that no font has, and of signs that together are no letter."""
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


def main() -> None:
    """Set one book."""
    order = json.load(sys.stdin.buffer)
    try:
        pdf = _set(order["text"], order["timestamp"], order["root"])
    except typst.TypstError as error:
        sys.exit(str(error))
    Path(order["out"]).write_bytes(pdf)


def _set(text: str, timestamp: int, root: str) -> bytes:
    """Set the first form of the text that can be set; raises what typst says of the last."""
    *forms, last = _printable(text)
    for form in forms:
        try:
            return _compile(form, timestamp, root)
        except typst.TypstError as error:
            if not _NO_LETTER.search(str(error)):
                raise
    return _compile(last, timestamp, root)


def _printable(text: str) -> Iterator[str]:
    """Yield the text, then forms of it in which ever fewer letters can be missing in the fonts."""
    text = _ESCAPED.sub(lambda found: found[1] or " ", text)
    yield text
    boxed = text.translate(dict.fromkeys(_strange(text), _BOX))
    yield boxed
    # Each may be there alone and not be where it joins others: a digit on a key, a family.
    yield boxed.translate({ord(one): None for one in {*boxed} if category(one) in _JOINING})
    yield re.sub(f"[^\\0-{_LAST_SURE}{_BOX}]", "", boxed)


def _compile(text: str, timestamp: int, root: str) -> bytes:
    pdf: bytes = typst.compile(  # type: ignore[call-overload]  # its stub wants root as bytes too
        TEMPLATE.read_bytes(),
        root=root,
        ignore_system_fonts=True,
        sys_inputs={"book": text},
        pdf_standards=[_STANDARD],
        timestamp=timestamp,
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


if __name__ == "__main__":
    main()
