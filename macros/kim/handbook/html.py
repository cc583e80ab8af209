"""A chapter as HTML without MkDocs, by the same Markdown that its page is made with."""

from typing import Any

from markdown import Markdown
from markdown.extensions import Extension
from markupsafe import escape

from kim.chapters import Chapter
from kim.handbook.glossary import Glossary
from kim.handbook.markdown import EXTENSIONS, SETTINGS, HandbookMarkdown, PageText
from kim.handbook.pages import Handbook


def make_markdown(page: PageText, glossary: Glossary, *more: Extension) -> Markdown:
    """Set up the Markdown of one page; `more` is what only some of its readers need."""
    # What is wrong with a link, the page in the handbook has said already.
    own = HandbookMarkdown(lambda: page, glossary, lambda _: None)
    return Markdown(extensions=[*EXTENSIONS, own, *more], extension_configs=SETTINGS)


def escape_titles(items: Any) -> None:
    """Escape the titles of sections in MkDocs' navigation, on all its levels."""
    for item in items:
        if item.is_section:
            item.title = escape(item.title)
            escape_titles(item.children)


def render_chapter(handbook: Handbook, chapter: Chapter) -> str:
    """Render one chapter; links between chapters stay as their authors wrote them."""
    page = handbook.page_text(chapter)
    return make_markdown(page, handbook.glossary).convert(page.text)
