"""A handbook of one's own for a test: chapters as text, the records of Musterstadt."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import markdown

from kim.catalogue import link_records
from kim.chapters import parse_chapter
from kim.handbook.markdown import EXTENSIONS, SETTINGS, HandbookMarkdown
from kim.handbook.pages import Handbook
from kim.load import load_directory

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from kim.chapters import Chapter


class Writing:
    """Chapters written by a test, and the handbook made of them."""

    def __init__(self, site: Path, today: date, concept: tuple[str, ...], **texts: str) -> None:
        loaded = load_directory(site / "directory", PurePosixPath("directory"))
        catalogue, _ = link_records(loaded, [_chapter(name, text) for name, text in texts.items()])
        assert catalogue.site is not None
        municipality = catalogue.site.model_copy(update={"concept_chapters": concept})
        object.__setattr__(catalogue, "site", municipality)
        self.handbook = Handbook(catalogue, today, site / "overrides")
        self.warnings: list[str] = []

    def html(self, chapter: str) -> str:
        """Render a chapter as MkDocs would."""
        text = self.handbook.page_text(self.handbook.view.catalogue.chapters[chapter])
        extension = HandbookMarkdown(lambda: text, self.handbook.glossary, self.warnings.append)
        return markdown.markdown(
            text.text, extensions=[*EXTENSIONS, extension], extension_configs=SETTINGS
        )


def _chapter(name: str, text: str) -> Chapter:
    inside = PurePosixPath(f"handbuch/{name}.md")
    data = f"---\ntitle: {name.title()}\n---\n{text}".encode()
    chapter, _ = parse_chapter(data, inside, inside)
    assert chapter is not None
    return chapter
