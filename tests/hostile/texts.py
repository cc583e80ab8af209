"""Hostile texts, made by a line of code where a file would be huge or git would spoil it.

`YAML` is put behind a sound file of any kind that is written in YAML: the fault is what follows.
`WHOLE` stands instead of such a file. `CHAPTER` stands instead of a chapter's text.
"""

from __future__ import annotations

_MANY = 100_000
_CHAPTER = 120_000
_LETTERS = "abcdefghij"


def _fill(piece: str) -> str:
    """Repeat a piece until a chapter is nearly as long as it may be."""
    return piece * (_CHAPTER // len(piece.encode()))


def _half(piece: str) -> str:
    return _fill(piece)[: _CHAPTER // 2]


def _bomb(text: str, times: int) -> str:
    """Let each line name the line before it nine times: 9 to the power of ten at the end."""
    lines = [f"x0: &x0 {text}"]
    for number, _ in enumerate(_LETTERS, 1):
        lines.append(f"x{number}: &x{number} [{', '.join([f'*x{number - 1}'] * times)}]")
    return "\n".join(lines)


def _merges(times: int) -> str:
    """As the bomb, with mappings that are merged."""
    lines = ["x0: &x0 {a: b}"]
    for number, _ in enumerate(_LETTERS, 1):
        names = ", ".join([f"*x{number - 1}"] * times)
        lines.append(f"x{number}: &x{number} {{<<: [{names}]}}")
    return "\n".join(lines)


def _stairs(levels: int) -> str:
    return "\n".join(f"{' ' * level}x:" for level in range(levels))


YAML: dict[str, bytes | str] = {
    "alias bomb": _bomb("lol", 9),
    "merge bomb": _merges(9),
    "alias of itself": "x: &x [*x]",
    "alias of nothing": "x: *nichts",
    "anchor": "x: &x y",
    "anchor with a thousand letters": f"x: &{'x' * 1000} y",
    "merge key": "<<: {x: y}",
    "merge key in quotes": '"<<": {x: y}',
    "tag that runs code": 'x: !!python/object/apply:os.system ["touch geknackt"]',
    "tag that imports": "x: !!python/name:os.system",
    "tag of a new object": "x: !!python/object/new:type [a, [], {}]",
    "tag with its own address": "x: !<tag:yaml.org,2002:python/tuple> [a]",
    "tag binary": "x: !!binary R0lGODlhDAAMAIQAAP",
    "tag set": "x: !!set {a, b}",
    "tag of an unknown prefix": "x: !y!z a",
    "tag on a key": "!!str x: y",
    "several documents": "---\nx: y",
    "a document that ends": "...\nx: y",
    "directive": "%YAML 1.1\n---\nx: y",
    "complex key": "? [a, b]\n: c",
    "complex key without value": "? {a: b}",
    "key over a thousand letters": f"{'x' * 2000}: y",
    "key of a whole file": f"? {'x' * 400_000}\n: y",
    "no key": ": y",
    "empty key": '"": y',
    "key of blanks": '"   ": y',
    "the same key twice": "x: 1\nx: 2",
    "the same key a hundred thousand times": "x: 1\n" * 80_000,
    "the same key in two spellings": 'x: 1\n"x": 2',
    "a hundred thousand keys": "\n".join(f"x{number}: y" for number in range(45_000)),
    "a hundred thousand items": "x: [" + "a, " * _MANY + "a]",
    "a hundred thousand lists": "x: [" + "[], " * _MANY + "[]]",
    "a hundred thousand lines of a list": "x:\n" + "- a\n" * _MANY,
    "items without value": "x:\n" + "-\n" * _MANY,
    "brackets without end": "x: " + "[" * _MANY,
    "blanks before a fault": " " * (4 * _MANY) + "\nx: [",
    "minus signs before a fault": "-" * (4 * _MANY) + "\nx: [",
    "braces without end": "x: " + "{x: " * _MANY,
    "brackets with end": "x: " + "[" * 20_000 + "]" * 20_000,
    "dashes in one line": "x:\n" + "- " * _MANY + "a",
    "question marks in one line": "x:\n  " + "? " * _MANY + "a",
    "stairs": _stairs(900),
    "digits of a whole file": "x: " + "9" * 400_000,
    "number in base sixty": "x: 190:20:30",
    "octal number": "x: 0o777",
    "exponent": "x: 1e400000000",
    "not a number": "x: .nan",
    "text of a whole file": "x: " + "a" * 400_000,
    "text of a whole file in quotes": 'x: "' + "a" * 400_000 + '"',
    "lines of a whole file": "x: |\n" + "  a\n" * 90_000,
    "folded lines of a whole file": "x: >\n" + "  a\n" * 90_000,
    "empty lines": "\n" * 400_000,
    "blank lines before a value": "x:" + "\n" * 400_000 + "  y",
    "comment of a whole file": "#" * 400_000 + "\nx: y",
    "comments on each line": "# a\n" * _MANY + "x: y",
    "quote without end": "x: 'y\n" + "a: b\n" * 10_000,
    "double quote without end": 'x: "y\n' + "a: b\n" * 10_000,
    "escapes of a whole file": 'x: "' + "\\x41" * 90_000 + '"',
    "half a surrogate, escaped": 'x: "\\ud800"',
    "a pair of surrogates, escaped": 'x: "\\ud83d\\ude00"',
    "the last character, escaped": 'x: "\\U0010FFFF"',
    "beyond the last character": 'x: "\\U00110000"',
    "NUL, escaped": 'x: "\\0"',
    "escape sequence, escaped": 'x: "\\e[2J"',
    "line break of Unicode, escaped": 'x: "\\L\\P\\N"',
    "unknown escape": 'x: "C:\\Daten"',
    "tabulator before a key": "\tx: y",
    "tabulator before a value": "x:\ty",
    "tabulator in a list": "x:\n\t- y",
    "no blank after the colon": "x:y",
    "colon in a text": "x: Beratung: montags",
    "one blank too much": "x: y\n z: a",
    "list beside its key's text": "x: y\n  - a",
    "percent sign": "x: %y",
    "at sign": "x: @y",
    "backtick": "x: `y`",
    "block that begins with a blank line": "x: |9\n  y",
    "block with a false number": "x: |0\n  y",
    "bracket that closes nothing": "x: ]",
    "braces and brackets crossed": "x: [{]}",
    "comma of nothing": "x: [,]",
    "lone carriage return": "x: y\rz: a",
    "carriage returns of a whole file": "x: y\r" * 60_000,
    "NUL": "x: \0",
    "bell": "x: \a",
    "escape sequence": "x: \x1b[2J\x1b]0;gekapert\x07",
    "delete": "x: \x7f",
    "next line": "x: a\x85b",
    "line separator": "x: a\u2028b",
    "mark of byte order in the middle": "x: a\ufeffb",
    "override of direction": "x: a\u202eb",
    "embedding of direction": "x: a\u202bb",
    "isolate of direction": "x: a\u2067b",
    "blank of no width": "x: a\u200bb",
    "key with a blank of no width": "na\u200bme: y",
    "key in another alphabet": "n\u0430me: y",
    "no character": "x: \ufffe",
    "tag characters": "x: a\U000e0041\U000e0042",
    "marks over marks": "x: a" + "\u0301" * 50_000,
    "a byte of Latin-1": b"x: \xe4",
    "bytes of Windows-1252": b"x: \x84ja\x93",
    "half a character": b"x: \xc3",
    "too long a form": b"x: \xc0\xaf",
    "surrogate in bytes": b"x: \xed\xa0\x80",
    "beyond Unicode": b"x: \xf4\x90\x80\x80",
    "five bytes": b"x: \xf8\x88\x80\x80\x80",
    "a lone byte that continues": b"x: \x80",
}

WHOLE: dict[str, bytes | str] = {
    "nothing": b"",
    "one byte": b"\xff",
    "only a mark of byte order": b"\xef\xbb\xbf",
    "UTF-16 of a Windows editor": "name: Ä\n".encode("utf-16"),
    "UTF-16 without a mark": "name: Ä\n".encode("utf-16-le"),
    "UTF-16 the other way round": "name: Ä\n".encode("utf-16-be"),
    "UTF-32": "name: Ä\n".encode("utf-32"),
    "UTF-7": b"name: +AMQ-\n",
    "EBCDIC": "name: x\n".encode("cp500"),
    "zeros": b"\0" * 100_000,
    "just too large": b"#" * (512 * 1024 + 1),
    "much too large": b"# a\n" * 5_000_000,
    "a list": "- a\n",
    "a text": "nur Text\n",
    "null": "~\n",
    "an empty list": "[]\n",
    "only a tag": "!!python/none\n",
    "only a directive": "%YAML 1.2\n",
    "only an anchor": "&x\n",
    "a program": "#!/bin/sh\nrm -rf /\n",
    "a picture": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
    "a packed file": b"\x1f\x8b\x08\x00\x00\x00\x00\x00",
    "a web page": "<!doctype html><html><script>alert(1)</script></html>\n",
    "JSON cut off": '{"name": {"de": "x"',
    "a merge by git": "<<<<<<< HEAD\nname: a\n=======\nname: b\n>>>>>>> main\n",
}


def _numbered(*pieces: str) -> str:
    """Repeat pieces with a number in each, all of one before all of the next."""
    times = _CHAPTER // (sum(map(len, pieces)) + 4 * len(pieces))
    return "".join(piece.replace("#", str(number)) for piece in pieces for number in range(times))


ODD = {
    f"{piece!r} again and again": _fill(piece)
    for piece in (
        "*a*", "***a** b* ", "`a ``b ", "&amp;", "<a@b.c> ", "[", "[^", "[a", "[a](", "![",
        "[a](b) ", "[a][b] ", "[a] [", "# a\n", "## a\n\n", "a\n=\n\n", "a\n-\n", "---\n", "- a\n",
        "- a\n\n", "1. a\n", "- a\nb\n", "- a\n\n    b\n\n", "> a\n\n", "> - a\n", "a\n:   b\n",
        ":   b\n",
        "a\n\n:   b\n\n", "a[^1]\n\n[^1]: b[^1]\n\n", "!!! note\n", "a {: #b .c}\n\n",
        "```\na\n```\n", "```\n~~~\n", "| a |\n|---|\n| b |\n\n", "| a | b |\n", "a  \n", "\\*",
        "a\n\n", "![a](b.png)\n\n", "*[a]: b\n", "*[`(_!{<&|#>-~",
    )
} | {
    "brackets in brackets": _half("[") + _half("]"),
    "many notes": _numbered("a[^#]\n\n", "[^#]: x\n\n"),
    "notes in notes": "a[^0]\n\n"
    + "".join(f"[^{n}]: b[^{n + 1}] b[^{n + 1}]\n\n" for n in range(_CHAPTER // 26)),
    "many addresses": _numbered("[a#]: b#\n", "[a#] "),
    "a wide table": "|a" * 20_000 + "|\n" + "|-" * 20_000 + "|\n",
    "a heading of code": "## " + _fill("`a` "),
}  # fmt: skip
"""What Markdown allows and nobody writes: a chapter of it is refused or drawn at once."""

CHAPTER: dict[str, bytes | str] = {
    **ODD,
    "calls without end": _fill("{{ "),
    "calls that end only": _fill("}} "),
    "tags of a template without end": _fill("{% "),
    "comments of a template": _fill("{# "),
    "a call with brackets": "{{ " + _half("(") + _half(")") + " }}",
    "a call with minus signs": "{{ " + _fill("-") + "1 }}",
    "a call with dots": "{{ a" + _fill(".a") + " }}",
    "a call with sums": "{{ " + _fill("1+") + "1 }}",
    "a call of a call": '{{ zahl(zahl("x")) }}',
    "a call with many thousand arguments": "{{ zahl(" + _fill('"x", ') + ") }}",
    "a call of Python": "{{ ().__class__.__bases__[0].__subclasses__() }}",
    "a call that imports": '{{ __import__("os").system("touch geknackt") }}',
    "a call with a formatted text": '{{ zahl(f"{1+1}") }}',
    "a call with bytes": '{{ zahl(b"x") }}',
    "a call with a huge number": "{{ zahl(" + _fill("9") + ") }}",
    "a call with a false escape": '{{ zahl("\\d") }}',
    "a call with half a surrogate": '{{ zahl("\\ud800") }}',
    "a call with NUL": '{{ zahl("\\0") }}',
    "a call with a comparison": "{{ 1 is 1 }}",
    "a call that unpacks": "{{ zahl(*a, **b) }}",
    "a call in a loop": '{% for x in range(10**9) %}{{ zahl("x") }}{% endfor %}',
    "an include": '{% include "/etc/passwd" %}',
    "a snippet": '--8<-- "/etc/passwd"',
    "fences without end": _fill("```a\n"),
    "fences of two kinds": _fill("```a\n~~~b\n"),
    "ticks without end": _fill("`"),
    "ticks in pairs": _fill("` `` "),
    "a heading of blanks": "# a" + _fill(" ") + "b",
    "a heading of number signs": "# a" + _fill(" #") + "b",
    "a heading of braces": "# a {" + _fill("#"),
    "a heading of open braces": "# a" + _fill(" {#"),
    "many thousand headings": _fill("# a\n\n"),
    "headings with the same address": _fill("# a {: #a }\n\n"),
    "brackets": _fill("["),
    "brackets in pairs": _half("[") + _half("]"),
    "links without end": _fill("[a]("),
    "pictures without end": _fill("![a]("),
    "pictures that only begin": _fill("!["),
    "a line of equals signs": "a\n" + _fill("=") + "x",
    "pictures in pictures": "![" * 20_000 + "](a)" * 20_000,
    "references": _fill("[a]: b\n"),
    "notes": _fill("[^a]\n"),
    "notes of their own": "".join(f"[^a{number}]\n" for number in range(12_000)),
    "stars": _fill("*a "),
    "stars in pairs": _half("**a") + _half("**"),
    "a line of stars": _fill("*"),
    "a line of underscores": _fill("_"),
    "underscores between letters": _fill("a_"),
    "quotes in quotes": _fill(">") + " a",
    "lists in lists": "".join(f"{' ' * (4 * level)}- a\n" for level in range(300)),
    "a list of many thousand": _fill("- a\n"),
    "a table of many columns": _half("|a") + "|\n" + _half("|-") + "|\n",
    "a table of many rows": "|a|\n|-|\n" + _fill("|b|\n"),
    "less-than signs": _fill("<"),
    "open tags": _fill("<a "),
    "open comments": _fill("<!--"),
    "ampersands": _fill("&"),
    "entities": _fill("&#x41;"),
    "backslashes": _fill("\\"),
    "marks of attributes": "a {: " + _fill(".a ") + "}",
    "open marks of attributes": _fill("{: "),
    "exclamation marks": _fill("!!! "),
    "a box in a box": "".join(f"{' ' * (4 * level)}!!! note\n" for level in range(300)),
    "a definition of many": "a\n" + _fill(": b\n"),
    "an abbreviation of all": "*[a]: b\n" + _fill("a "),
    "front matter without end": _fill("---\ntitle: x\n"),
    "a hidden direction": "a\u202eb",
    "NUL": "a\0b",
    "a mark of the renderer": "\x02wzxhzdk:0\x03",
    "a byte of Latin-1": b"a\xe4b",
    "half a surrogate": b"a\xed\xa0\x80b",
    "lone carriage returns": _fill("a\r"),
    "one word of a whole file": _fill("a"),
    "words of a whole file": _fill("a "),
    "capitals of a whole file": _fill("KI "),
    "addresses of a whole file": _fill("a@b.example "),
    "numbers of a whole file": _fill("0208 825-"),
}
