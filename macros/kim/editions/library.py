"""All states of a concept: the frozen editions, and the working state of today.

Comes in: a site's folder and its catalogue. Goes out: snapshots, by the name people give them.
"""

from collections.abc import Mapping
from pathlib import Path

from kim.catalogue import CONTENT, Catalogue
from kim.editions.order import editions_in_order
from kim.editions.proof import editions_folder, is_frozen
from kim.editions.snapshot import Snapshot, take_snapshot
from kim.editions.store import read_edition
from kim.models.edition import Edition
from kim.settings import read_nav

MEDIA = (".png", ".jpg", ".jpeg", ".webp", ".svg", ".pdf")
"""Endings of what may stand beside chapters."""
NOW = "jetzt"
"""What people call the working state."""


def frozen_editions(root: Path, catalogue: Catalogue) -> tuple[Edition, ...]:
    """List the editions whose sources are kept, from the oldest to the newest."""
    return tuple(one for one in editions_in_order(catalogue) if is_frozen(root, one))


def read_frozen(root: Path, edition: Edition) -> Snapshot:
    """Read the frozen sources of an edition; whoever altered them is found out."""
    return read_edition(editions_folder(root) / edition.id, edition.checksum)


def working_snapshot(root: Path, catalogue: Catalogue) -> Snapshot:
    """Take a snapshot of what the authors' files say now."""
    return take_snapshot(catalogue, read_nav(root), _media(root, catalogue))


def find_snapshot(root: Path, catalogue: Catalogue, name: str) -> Snapshot | None:
    """Find an edition by its Stand, or the working state."""
    if name == NOW:
        return working_snapshot(root, catalogue)
    edition = catalogue.get(Edition, name)
    return read_frozen(root, edition) if edition and is_frozen(root, edition) else None


def _media(root: Path, catalogue: Catalogue) -> Mapping[str, bytes]:
    paths = sorted(path for path in catalogue.files if path.suffix.lower() in MEDIA)
    return {str(path): (root / CONTENT / path).read_bytes() for path in paths}
