"""The product's styles and scripts and the municipality's own look → files with hashed names.

One stylesheet: the product's files in the order of css/ORDER, then overrides/look.css.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace

from kim.render.film import Film, find_film

THEME = Path(__file__).parent.parent / "theme"
ASSETS = THEME / "assets"
_LOGO = "logo.svg"


@dataclass(frozen=True, slots=True)
class Assets:
    """Files to publish by address, and the addresses that templates need."""

    files: Mapping[str, bytes]
    stylesheet: str
    scripts: SimpleNamespace
    """The address of each script by its name, as templates ask for it."""
    logo: str | None
    film: Film | None
    """Too large to be read as a whole: to copy, not among the files."""


def collect_assets(overrides: Path) -> Assets:
    """Read styles, scripts and logo once and name them by their content."""
    files: dict[str, bytes] = {}
    stylesheet = _add(files, "kim.css", b"\n".join(_styles(overrides)))
    scripts = {
        path.stem: _add(files, path.name, path.read_bytes())
        for path in sorted((ASSETS / "js").glob("*.js"))
    }
    logo = overrides / _LOGO
    return Assets(
        files,
        stylesheet,
        SimpleNamespace(**scripts),
        _add(files, _LOGO, logo.read_bytes()) if logo.is_file() else None,
        find_film(overrides),
    )


def _styles(overrides: Path) -> Iterator[bytes]:
    for name in (ASSETS / "css" / "ORDER").read_text("utf-8").split():
        yield (ASSETS / "css" / name).read_bytes()
    look = overrides / "look.css"
    if look.is_file():
        yield look.read_bytes()


def _add(files: dict[str, bytes], name: str, content: bytes) -> str:
    stem, _, ending = name.rpartition(".")
    address = f"assets/{stem}.{sha256(content).hexdigest()[:10]}.{ending}"
    files[address] = content
    return address
