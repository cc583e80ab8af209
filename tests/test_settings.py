"""A faulty mkdocs.yml is an author's mistake like any other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kim.settings import check_look, check_settings

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("site_name: Muster\ndocs_dir: content\nplugins:\n  - kim\n", []),
        ("site_name: Muster\ndocs_dir: content\nplugins: {search: {}, kim: {}}\n", []),
        ("site_name: Muster\ndocs_dir: content\nplugins:\n  - search\n  - kim: {}\n", []),
        ("site_name: Muster\nsite_url: !ENV ADRESSE\ndocs_dir: content\nplugins: [kim]\n", []),
        (
            "docs_dir: content\nplugins: [kim]\n",
            ["mkdocs.yml:1:1: das Pflichtfeld 'site_name' (Name der Seite) fehlt [missing-field]"],
        ),
        (
            "site_name: Muster\ndocs_dir: content\nplugins:\n  - search\n",
            [
                (
                    "mkdocs.yml:4:3: unter 'plugins:' fehlt die Zeile '- kim'; ohne sie baut MkDocs"
                    " nur einfache Seiten [missing-field]"
                )
            ],
        ),
        (
            "site_name: Muster\nplugins: [kim\n",
            ["mkdocs.yml:2:10: die eckige Klammer wird nicht geschlossen [syntax]"],
        ),
        (
            "site_name: Muster\nsite_name: Muster\ndocs_dir: content\nplugins: [kim]\n",
            [
                (
                    "mkdocs.yml:2:1: das Feld 'site_name' steht hier zum zweiten Mal; eines von"
                    " beiden löschen [duplicate-key]"
                )
            ],
        ),
        (
            "docs_dir: content\nplugins: [kim]\nsite_name: M\nsite_url: stadt.example\nnav: a.md\n",
            [
                (
                    "mkdocs.yml:4:11: erwartet wird eine ganze Internet-Adresse, die mit https://"
                    " beginnt; hier steht 'stadt.example' [invalid-value]"
                ),
                (
                    "mkdocs.yml:5:6: erwartet wird eine Liste: jede Zeile eingerückt und mit '- '"
                    " am Anfang [invalid-value]"
                ),
            ],
        ),
        (
            "site_name: M\ndocs_dir: content\nplugins: [kim]\ntheme: {custom_dir: overrides}\n",
            [
                (
                    "mkdocs.yml:4:21: den Ordner 'overrides' gibt es nicht; anlegen oder die Zeile"
                    " löschen [invalid-value]"
                )
            ],
        ),
        (
            "site_name: M\ndocs_dir: content\nplugins: [kim]\nuse_directory_urls: false\n",
            [
                (
                    "mkdocs.yml:4:1: jede Adresse dieser Seite endet mit '/'; die Zeile löschen"
                    " [unknown-field]"
                )
            ],
        ),
    ],
    ids=[
        "right",
        "as mapping",
        "with options",
        "a tag of MkDocs",
        "no name",
        "no plugin",
        "open",
        "double",
        "no address, no list",
        "an empty folder, which git forgets",
        "other addresses",
    ],
)
def test_what_must_be_mended_is_said(tmp_path: Path, text: str, lines: list[str]) -> None:
    """In German, with line and column."""
    (tmp_path / "mkdocs.yml").write_text(text, encoding="utf-8")
    assert [str(problem) for problem in check_settings(tmp_path)] == lines


def test_of_very_many_foreign_files_the_first_are_said(tmp_path: Path) -> None:
    """Each with its place; a style full of them would take seconds."""
    look = tmp_path / "overrides" / "look.css"
    look.parent.mkdir()
    look.write_text("a { color: red; }\n" + "b { background: url(//x.example); }\n" * 500)
    places = [(one.place.line, one.place.column) for one in check_look(tmp_path)]
    assert places == [(line, 17) for line in range(2, 102)]
