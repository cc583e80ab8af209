"""Where chapters stand in public and how they are numbered."""

from kim.catalogue import Catalogue
from kim.chapters import Chapter


def chapter_href(chapter: Chapter) -> str:
    """Give a chapter's public address: the folder of its file."""
    path = chapter.path.with_suffix("")
    parts = path.parent.parts if path.name == "index" else path.parts
    return "/".join(parts) + "/" if parts else ""


def number_of(catalogue: Catalogue, chapter: Chapter) -> str:
    """Give the chapter's number in the concept; empty for chapters outside it."""
    chapters = catalogue.site.concept_chapters if catalogue.site else ()
    return str(chapters.index(chapter.id) + 1) if chapter.id in chapters else ""
