"""A faulty mkdocs.yml is an author's mistake like any other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kim.settings import check_settings

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
    ],
)
def test_what_must_be_mended_is_said(tmp_path: Path, text: str, lines: list[str]) -> None:
    """In German, with line and column."""
    (tmp_path / "mkdocs.yml").write_text(text, encoding="utf-8")
    assert [str(problem) for problem in check_settings(tmp_path)] == lines
