"""The addresses of all pages → sitemap.xml, without dates: the same records give the same bytes."""

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from markupsafe import escape

_INDEX = "index.html"
_EDITION = re.compile(r"fortschreibungen/\d{4}-\d{2}-\d{2}/")


def list_addresses(folder: Path) -> Iterator[str]:
    """Yield the address of every page below a built site, in order."""
    for parent, folders, files in os.walk(folder):
        folders.sort()
        if _INDEX in files:
            inside = PurePosixPath(Path(parent).relative_to(folder).as_posix())
            yield "" if inside == PurePosixPath() else f"{inside}/"


def write_sitemap(addresses: Iterable[str], site: str) -> bytes:
    """Write the site map of pages below the site's full address.

    Editions stay out: their list leads to them.
    """
    base = site.rstrip("/")
    lines = "".join(
        f"<url><loc>{escape(f'{base}/{address}')}</loc></url>\n"
        for address in addresses
        if not _EDITION.match(address)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        f"{lines}</urlset>\n"
    ).encode()
