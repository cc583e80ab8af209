"""Icons: small drawings of the product that templates put into the page, coloured by its text."""

from functools import lru_cache

from markupsafe import Markup

from kim.render.assets import ASSETS

_NAMESPACE = ' xmlns="http://www.w3.org/2000/svg"'
"""A file needs it to be a picture; inside a page it is only weight, two dozen times."""


@lru_cache(maxsize=256)
def draw_icon(name: str, otherwise: str = "") -> Markup:
    """Give an icon by its name below icons/; `otherwise` names the one for a missing drawing.

    A topic's icon is the file with the topic's own id, so that a site may name topics freely.
    """
    path = ASSETS / "icons" / f"{name}.svg"
    if otherwise and not path.is_file():
        return draw_icon(otherwise)
    drawing = path.read_text("utf-8").strip().replace(_NAMESPACE, "")
    return Markup(drawing)  # noqa: S704  # the product's own file


class Icons(dict[str, Markup]):
    """Icons by their names, each read once."""

    def __missing__(self, name: str) -> Markup:
        """Draw an icon that nobody asked for before."""
        self[name] = draw_icon(name)
        return self[name]
