"""mkdocs.yml and overrides/ → problems: the few settings without which nothing can be built.

Comes in: a site's folder. Goes out: what MkDocs would say in English and without a line. Anything
else in the file is MkDocs' own business, also forms that records may not use.
"""

import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path, PurePosixPath

from kim.lines import Value
from kim.problems import Place, Problem, quote
from kim.reading import decode_text, place_in, read_bytes
from kim.source import Source, read_source

SETTINGS_FILE = "mkdocs.yml"
PLUGIN = "kim"
OVERRIDES = "overrides"
"""The folder with a municipality's own look, beside its mkdocs.yml."""
_STYLE = "look.css"
_LOOK = (_STYLE, "logo.svg")
_PROGRAM = (".html", ".js")
CONTENT = "content"
_TEXTS = ("site_name", "site_dir")
_FOREIGN = re.compile(r"(?:@import\s*|url\(\s*)[\"']?(?:[a-z][a-z0-9+.-]*:)?//", re.IGNORECASE)
_TOLD = 100
"""So many faults of a style are told at once: each place is counted from the top."""
_WEB = re.compile(r"https?://", re.IGNORECASE)
_REFUSED = {
    "use_directory_urls": "jede Adresse dieser Seite endet mit '/'; die Zeile löschen",
    "INHERIT": "eine zweite Datei mit Einstellungen gibt es nicht; alles hier eintragen",
    "hooks": "eigene Programme gibt es in einer Seite nicht; die Zeile löschen",
}
_NO_PROGRAM = "hier liegen nur Logo, Farben und ein Film, keine Vorlagen und Programme; löschen"
_NO_LIST = "erwartet wird eine Liste: jede Zeile eingerückt und mit '- ' am Anfang"
_TAGS = frozenset({"!ENV", "!relative"})
"""Tags that MkDocs itself knows and that read no more than the surroundings and the folder."""


def check_settings(root: Path) -> Iterator[Problem]:
    """Yield what must be mended in mkdocs.yml."""
    source = _read(root)
    if isinstance(source, Source):
        yield from _check_values(source)
        yield from _check_theme(source, root)
    else:
        yield source


def read_settings(root: Path) -> Iterator[Source]:
    """Yield what mkdocs.yml says; nothing where it has a form that nobody may use."""
    source = _read(root)
    if isinstance(source, Source):
        yield source


def _read(root: Path) -> Source | Problem:
    return read_source(root / SETTINGS_FILE, PurePosixPath(SETTINGS_FILE), _TAGS)


def read_address(root: Path) -> str:
    """Give the full address under which the site will stand, or nothing."""
    source = _read(root)
    address = source.value.get("site_url", "") if isinstance(source, Source) else ""
    return address if isinstance(address, str) else ""


def read_nav(root: Path) -> Value:
    """Give the order of the handbook's contents; empty when nobody set one."""
    source = _read(root)
    return source.value.get("nav", []) if isinstance(source, Source) else []


def check_look(root: Path) -> Iterator[Problem]:
    """Yield what is wrong with the files of the municipality's own look; they become public."""
    for name in _LOOK:
        path = root / OVERRIDES / name
        if path.exists() or path.is_symlink():
            shown = PurePosixPath(OVERRIDES) / name
            data = read_bytes(path, shown)
            text = data if isinstance(data, Problem) else decode_text(data, shown)
            if isinstance(text, Problem):
                yield text
            elif name == _STYLE:
                yield from _foreign_files(text, shown)
    for path in sorted((root / OVERRIDES).rglob("*")):
        if path.suffix in _PROGRAM:
            shown = PurePosixPath(path.relative_to(root).as_posix())
            yield Problem(Place(shown), "unexpected-file", _NO_PROGRAM)


def _foreign_files(style: str, shown: PurePosixPath) -> Iterator[Problem]:
    for match in islice(_FOREIGN.finditer(style), _TOLD):
        yield Problem(
            place_in(style, match.start(), shown),
            "foreign-file",
            "Bilder und Schriften kommen nicht von anderen Rechnern; die Zeile löschen",
        )


def _check_values(source: Source) -> Iterator[Problem]:
    if not source.value.get("site_name"):
        yield Problem(
            Place(source.path, 1, 1),
            "missing-field",
            "das Pflichtfeld 'site_name' (Name der Seite) fehlt",
        )
    for name in _TEXTS:
        if not isinstance(source.value.get(name, ""), str):
            yield Problem(source.place((name,)), "invalid-value", "erwartet wird einfacher Text")
    for name, message in _REFUSED.items():
        if name in source.value:
            yield Problem(source.key_place((name,)), "unknown-field", message)
    if source.value.get("docs_dir") != CONTENT:
        yield Problem(
            source.place(("docs_dir",)),
            "invalid-value",
            f"die Kapitel liegen in '{CONTENT}'; erwartet wird die Zeile 'docs_dir: {CONTENT}'",
        )
    yield from _check_address(source)
    yield from _check_nav(source)
    if PLUGIN not in _names(source.value.get("plugins", [])):
        yield Problem(
            source.place(("plugins",)),
            "missing-field",
            "unter 'plugins:' fehlt die Zeile '- kim'; ohne sie baut MkDocs nur einfache Seiten",
        )


def _check_theme(source: Source, root: Path) -> Iterator[Problem]:
    """Yield that the folder of the own look is gone: version control keeps no empty ones."""
    theme = source.value.get("theme")
    folder = theme.get("custom_dir") if isinstance(theme, dict) else None
    if isinstance(folder, str) and not (root / folder).is_dir():
        yield Problem(
            source.place(("theme", "custom_dir")),
            "invalid-value",
            f"den Ordner '{quote(folder)}' gibt es nicht; anlegen oder die Zeile löschen",
        )


def _check_address(source: Source) -> Iterator[Problem]:
    address = source.value.get("site_url", "")
    # What MkDocs takes from the surroundings has no dot in its name.
    if isinstance(address, str) and "." in address and not _WEB.match(address):
        yield Problem(
            source.place(("site_url",)),
            "invalid-value",
            "erwartet wird eine ganze Internet-Adresse, die mit https:// beginnt; hier steht"
            f" '{quote(address)}'",
        )


def _check_nav(source: Source) -> Iterator[Problem]:
    if not isinstance(source.value.get("nav", []), list):
        yield Problem(source.place(("nav",)), "invalid-value", _NO_LIST)


def _names(plugins: Value) -> Iterator[str]:
    """Yield what MkDocs takes for a plugin's name: a word, or the key before its options."""
    for item in [plugins] if isinstance(plugins, str) else plugins:
        yield from [item] if isinstance(item, str) else map(str, item)
