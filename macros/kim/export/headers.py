"""What every answer of the web server says beside the page: the rules for browsers.

One source for all places: the element in each page, the file for Apache and the file for nginx.
Comes in: where the site stands on its host. Goes out: text.
"""

from collections.abc import Iterable, Iterator, Mapping

from kim.export.data import DataFile
from kim.views.moved import Moved

APACHE, NGINX = ".htaccess", ".nginx.conf"
WELL_KNOWN = ".well-known/"

_POLICY: Mapping[str, str] = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    # Material draws its small signs as pictures inside its stylesheet.
    "img-src": "'self' data:",
    "media-src": "'self'",
    "connect-src": "'self'",
    "worker-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
}
_ON_SERVER_ONLY: Mapping[str, str] = {"frame-ancestors": "'none'"}
"""A browser takes this from the server's answer, not from the page."""
_YEAR = 365 * 24 * 60 * 60


def page_policy() -> str:
    """Give the Content-Security-Policy as it stands in every page."""
    return _joined(_POLICY)


def headers() -> Mapping[str, str]:
    """Give the headers of every answer, whatever its status."""
    return {
        "Content-Security-Policy": _joined({**_POLICY, **_ON_SERVER_ONLY}),
        "X-Content-Type-Options": "nosniff",
        # An address that a person has searched for or shared is nobody else's business.
        "Referrer-Policy": "no-referrer",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }


def _joined(policy: Mapping[str, str]) -> str:
    return "; ".join(f"{name} {value}" for name, value in policy.items())


def server_files(base: str, moved: Iterable[Moved] = ()) -> tuple[DataFile, ...]:
    """Write the files for both servers; `base` is the site's path with a slash at both ends.

    What has `moved` leads on in one step.
    """
    moved = tuple(moved)
    nginx = (f"location = {base}{a} {{ return 301 {base}{b}; }}" for a, b, _ in moved)
    apache = (f"Redirect permanent {base}{old} {base}{new}" for old, new, _ in moved)
    files = ((APACHE, (*_apache(base), *apache)), (NGINX, (*_nginx(base), *nginx)))
    return tuple(DataFile(name, ("\n".join(lines) + "\n").encode()) for name, lines in files)


def _nginx(base: str) -> Iterator[str]:
    yield "# Von kim geschrieben. In den server-Block aufnehmen:"
    yield f"#   include <Ordner der Seite>/{NGINX};"
    yield "charset utf-8;"
    yield "gzip on;"
    yield "gzip_vary on;"
    yield (
        "gzip_types text/css text/javascript application/javascript application/json"
        " application/xml image/svg+xml text/calendar text/csv;"
    )
    for name, value in headers().items():
        yield f'add_header {name} "{value}" always;'
    yield f"error_page 404 {base}404.html;"
    # Pages and the service worker are asked for anew each time; what is named by its content never.
    yield "expires -1;"
    yield f"location {base}assets/ {{ expires {_YEAR}s; }}"
    yield f"location {base}{WELL_KNOWN} {{ default_type text/plain; }}"
    yield r"location ~ /\.(?!well-known/) { return 404; }"
    yield r"location ~ \.ics$ { types { } default_type text/calendar; }"
    yield r"location ~ \.csv$ { types { } default_type text/csv; }"


def _apache(base: str) -> Iterator[str]:
    yield "# Von kim geschrieben. Apache liest diese Datei, wenn 'AllowOverride All' gilt."
    yield "AddDefaultCharset utf-8"
    yield "AddCharset utf-8 .css .js .json .svg .xml .txt .csv .ics"
    yield "AddType text/javascript .js"
    yield "AddType text/calendar .ics"
    yield "AddType text/csv .csv"
    yield f"ErrorDocument 404 {base}404.html"
    yield "Options -Indexes"
    yield "<IfModule mod_headers.c>"
    for name, value in headers().items():
        yield f'  Header always set {name} "{value}"'
    yield '  Header set Cache-Control "no-cache"'
    yield rf"""  <If "%{{REQUEST_URI}} =~ m#^{base}assets/#">"""
    yield f'    Header set Cache-Control "max-age={_YEAR}"'
    yield "  </If>"
    yield "</IfModule>"
    yield "<IfModule mod_deflate.c>"
    yield (
        "  AddOutputFilterByType DEFLATE text/html text/css text/javascript application/json"
        " application/xml image/svg+xml text/calendar text/csv"
    )
    yield "</IfModule>"
    yield '<FilesMatch "^\\.">'
    yield "  Require all denied"
    yield "</FilesMatch>"
