"""A chapter as HTML without MkDocs, by the same Markdown that its page is made with."""

from markdown import Markdown

from kim.chapters import Chapter
from kim.handbook.markdown import EXTENSIONS, SETTINGS, HandbookMarkdown
from kim.handbook.pages import Handbook


def render_chapter(handbook: Handbook, chapter: Chapter) -> str:
    """Render one chapter; links between chapters stay as their authors wrote them."""
    page = handbook.page_text(chapter)
    # What is wrong with a link, the page in the handbook has said already.
    extension = HandbookMarkdown(lambda: page, handbook.glossary, lambda _: None)
    markdown = Markdown(extensions=[*EXTENSIONS, extension], extension_configs=SETTINGS)
    return markdown.convert(page.text)
