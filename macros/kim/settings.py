"""mkdocs.yml and overrides/ → problems: the few settings without which nothing can be built.

Comes in: a site's folder. Goes out: what MkDocs would say in English and without a line. Anything
else in the file is MkDocs' own business, also forms that records may not use.
"""

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from kim.lines import Value
from kim.problems import Place, Problem
from kim.reading import decode_text, read_bytes
from kim.source import Source, read_source

SETTINGS_FILE = "mkdocs.yml"
PLUGIN = "kim"
OVERRIDES = "overrides"
"""The folder with a municipality's own look, beside its mkdocs.yml."""
_LOOK = ("look.css", "logo.svg")
CONTENT = "content"
_TEXTS = ("site_name", "site_dir")
_REFUSED = {
    "INHERIT": "eine zweite Datei mit Einstellungen gibt es nicht; alles hier eintragen",
    "hooks": "eigene Programme gibt es in einer Seite nicht; die Zeile löschen",
}
_TAGS = frozenset({"!ENV", "!relative"})
"""Tags that MkDocs itself knows and that read no more than the surroundings and the folder."""


def check_settings(root: Path) -> Iterator[Problem]:
    """Yield what must be mended in mkdocs.yml."""
    source = _read(root)
    if isinstance(source, Source):
        yield from _check_values(source)
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
    if PLUGIN not in _names(source.value.get("plugins", [])):
        yield Problem(
            source.place(("plugins",)),
            "missing-field",
            "unter 'plugins:' fehlt die Zeile '- kim'; ohne sie baut MkDocs nur einfache Seiten",
        )


def _names(plugins: Value) -> Iterator[str]:
    """Yield what MkDocs takes for a plugin's name: a word, or the key before its options."""
    for item in [plugins] if isinstance(plugins, str) else plugins:
        yield from [item] if isinstance(item, str) else map(str, item)
