"""mkdocs.yml → problems: the few settings without which nothing can be built.

Comes in: a site's folder. Goes out: what MkDocs would say in English and without a line. Anything
else in the file is MkDocs' own business, also forms that records may not use.
"""

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from kim.lines import Value
from kim.problems import Place, Problem
from kim.source import Source, read_source

SETTINGS_FILE = "mkdocs.yml"
PLUGIN = "kim"
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


def _check_values(source: Source) -> Iterator[Problem]:
    if not source.value.get("site_name"):
        yield Problem(
            Place(source.path, 1, 1),
            "missing-field",
            "das Pflichtfeld 'site_name' (Name der Seite) fehlt",
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
