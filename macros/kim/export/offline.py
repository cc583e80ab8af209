"""The service worker of the Merkliste → the file that browsers ask for.

It keeps its address, so that a browser finds the next one there, and changes with every build that
has other files: that is how a browser notices.
"""

from collections.abc import Iterable
from hashlib import sha256

SERVICE_WORKER = "sw.js"
_MARK = b"@version@"


def service_worker(source: bytes, addresses: Iterable[str]) -> bytes:
    """Write the number of the build into the worker; `addresses` are named by their content."""
    names = "\n".join(sorted(addresses))
    return source.replace(_MARK, sha256(names.encode()).hexdigest()[:10].encode())
