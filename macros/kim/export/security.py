"""security.txt: to whom one reports a weakness of the site (RFC 9116)."""

from collections.abc import Iterator

from kim.export.data import DataFile
from kim.export.headers import WELL_KNOWN
from kim.models import Site

SECURITY_TXT = f"{WELL_KNOWN}security.txt"


def security_files(site: Site) -> Iterator[DataFile]:
    """Write security.txt where site.yml says whom to tell."""
    if site.security:
        lines = (
            *(f"Contact: {address}" for address in site.security.addresses),
            f"Expires: {site.security.expires.isoformat()}T23:59:59Z",
            "Preferred-Languages: de, en",
        )
        yield DataFile(SECURITY_TXT, ("\n".join(lines) + "\n").encode())
