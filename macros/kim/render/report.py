"""The report on coverage as one HTML file: with its styles inside, without script or other files.

The file is opened from a folder or sent by mail, so no server sends a policy with it: it carries
its own, which allows exactly its own style sheet.
"""

from base64 import b64encode
from hashlib import sha256

from markupsafe import Markup

from kim.models import Site
from kim.render.assets import collect_assets
from kim.render.environment import make_environment
from kim.render.site import Setting
from kim.views.coverage.page import PURPOSE
from kim.views.coverage.report import ReportView
from kim.views.site import see_frame
from kim.views.viewpoint import Viewpoint


def render_report(view: Viewpoint, site: Site, report: ReportView, setting: Setting) -> bytes:
    """Render a report of the viewpoint's day; it names the file of every record.

    Where the address of the site is known, records link to their pages.
    """
    assets = collect_assets(setting.overrides)
    style = assets.files[assets.stylesheet].decode().replace("</", "<\\/")
    digest = b64encode(sha256(style.encode()).digest()).decode()
    environment = make_environment(see_frame(view, site), assets)
    html = environment.get_template("report.html").render(
        view=report,
        purpose=PURPOSE,
        pages=setting.root or None,
        has_files=True,
        root=setting.root,
        style=Markup(style),  # noqa: S704  the site's own style sheet; it cannot end the element
        policy=f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:",
    )
    return html.encode()
