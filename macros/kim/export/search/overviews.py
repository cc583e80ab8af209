"""The lists and pages of the site itself, so that "Gremien" or "Impressum" leads to its page.

Comes in: a viewpoint. Goes out: a document for whatever the menu and the footer lead to, found by
what it is called in every language, by the name of its kind and by its address.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from kim.export.search.documents import LABELS, Document, Found
from kim.fields import Text
from kim.models import KINDS
from kim.views.languages import languages_of
from kim.views.site import see_ways
from kim.views.viewpoint import TERM_PATHS, Viewpoint, kind_href

EVERYWHERE, GERMAN = "pages", "german-pages"
"""Stand for a kind: pages that exist in every language of the site, and those in German only."""
_SINGULARS = {
    **{kind_href(kind): model.title for kind, model in KINDS.items()},
    **{f"{path}/": LABELS[taxonomy] for taxonomy, path in TERM_PATHS.items()},
}


def list_overviews(view: Viewpoint) -> Iterator[Document]:
    """Give the pages that are no record's, each once; those in every language come first."""
    site = view.catalogue.site
    names: dict[str, dict[str, str]] = defaultdict(dict)
    is_everywhere = set()
    for language in languages_of(site) if site else ():
        reader = replace(view, language=language)
        for link in see_ways(reader):
            path = link.href.removeprefix(reader.home)
            names[path][link.text.language or language] = link.text.text
            if path != link.href:
                is_everywhere.add(path)
    for path, texts in sorted(names.items(), key=lambda one: one[0] not in is_everywhere):
        name = path.strip("/")
        yield Document(
            key=(EVERYWHERE if path in is_everywhere else GERMAN, name),
            title=Text(texts),
            hint=None,
            found=Found((*texts.values(), _SINGULARS.get(path, ""), name)),
        )
