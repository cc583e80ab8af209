"""One stylesheet for the handbook: Material's, the site's own parts, what fits the two together."""

import re
from hashlib import sha256
from pathlib import Path

from kim.render.assets import ASSETS, THEME

FOLDER = THEME / "handbook"
_FIT = "handbook.css"
_SITE_ONLY = frozenset(
    {
        "base.css",
        "home.css",
        "breadcrumb.css",
        "callout.css",
        "facets.css",
        "merkliste.css",
        "easy.css",
        "matrix.css",
        "coverage.css",
    }
)
"""Parts that only the directory's pages use; bare elements get their look from Material here."""


_MAP = re.compile(rb"/\*# sourceMappingURL=.*?\*/")


def collect_stylesheet(material: Path, overrides: Path) -> tuple[str, bytes]:
    """Join the parts in the order of css/ORDER; give the address, named by content, and the text.

    `material` is the folder of Material's templates.
    """
    names = (ASSETS / "css" / "ORDER").read_text("utf-8").split()
    paths = [ASSETS / "css" / name for name in names if name not in _SITE_ONLY]
    look = overrides / "look.css"
    own = [look] if look.is_file() else []
    theirs = sorted((material / "assets" / "stylesheets").glob("main.*.css"))
    parts = (path.read_bytes() for path in (*theirs, *paths, FOLDER / _FIT, *own))
    style = b"\n".join(_MAP.sub(b"", part) for part in parts)
    return f"assets/handbook.{sha256(style).hexdigest()[:10]}.css", style
