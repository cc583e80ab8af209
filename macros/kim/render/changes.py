"""What changed between two editions → one page of HTML that stands alone."""

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from kim.render.assets import THEME
from kim.views.changes import ChangesView


def write_page(view: ChangesView) -> str:
    """Write the page; it needs no other file."""
    environment = Environment(
        loader=FileSystemLoader(THEME / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("diff.html").render(view=view)
