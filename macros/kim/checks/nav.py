"""Checks of the handbook's contents: 'nav' in mkdocs.yml against the chapters that there are."""

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from posixpath import normpath

from kim.catalogue import Catalogue
from kim.lines import Value
from kim.problems import Problem, quote
from kim.source import Keys, Source
from kim.translate import Adviser

_CURE = "eine Datei aus content/ nennen, zum Beispiel 'handbuch/index.md'"


def check_nav(catalogue: Catalogue, settings: Iterable[Source]) -> Iterator[Problem]:
    """Yield entries that are no chapter, and chapters that nobody would find.

    Without 'nav' MkDocs lists all chapters by itself; what 'not_in_nav' says is an author's wish.
    """
    chapters = {chapter.path: chapter for chapter in catalogue.chapters.values()}
    known, adviser = [str(path) for path in chapters], Adviser()
    for source in settings:
        listed = set[PurePosixPath]()
        for keys, entry in _leaves(source.value.get("nav", []), ("nav",)):
            path = PurePosixPath(normpath(entry))
            listed.add(path)
            if path not in chapters:
                yield Problem(source.place(keys), "nav-entry", _say_wrong(entry, known, adviser))
        if listed and "not_in_nav" not in source.value:
            for path in chapters.keys() - listed:
                message = (
                    f"dieses Kapitel fehlt im Inhaltsverzeichnis; unter 'nav:' in {source.path}"
                )
                yield Problem(
                    chapters[path].place, "nav-entry", f"{message} die Zeile '- {path}' ergänzen"
                )


def _leaves(value: Value, keys: Keys) -> Iterator[tuple[Keys, str]]:
    """Yield what stands in a list of chapters, however deep, and where."""
    if isinstance(value, str):
        yield keys, value
    else:
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _leaves(inner, (*keys, key))


def _say_wrong(entry: str, known: list[str], adviser: Adviser) -> str:
    if not entry.endswith(".md"):
        return f"'{quote(entry)}' ist kein Kapitel; {_CURE}"
    return f"das Kapitel '{quote(entry)}' gibt es nicht{adviser.cure(entry, known)}"
