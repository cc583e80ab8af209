"""All states of a concept: the frozen editions, and the working state of today.

Comes in: a site's folder and its catalogue. Goes out: snapshots, by the name people give them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from kim.catalogue import CONTENT, Catalogue
from kim.editions.order import editions_in_order
from kim.editions.proof import editions_folder, is_frozen
from kim.editions.snapshot import Snapshot, take_snapshot
from kim.editions.store import read_edition
from kim.editions.written import without_whereabouts
from kim.models.edition import Edition
from kim.models.location import Location
from kim.settings import read_nav

MEDIA = (".png", ".jpg", ".jpeg", ".webp", ".svg", ".pdf")
"""Endings of what may stand beside chapters."""
NOW = "jetzt"
"""What people call the working state."""


def frozen_editions(root: Path, catalogue: Catalogue) -> tuple[Edition, ...]:
    """List the editions whose sources are kept, from the oldest to the newest."""
    return tuple(one for one in editions_in_order(catalogue) if is_frozen(root, one))


def read_frozen(root: Path, edition: Edition, today: Catalogue | None = None) -> Snapshot:
    """Read the frozen sources of an edition; whoever altered them is found out.

    Of a place that is confidential `today` nothing says where it was then.
    """
    snapshot = read_edition(editions_folder(root) / edition.id, edition.checksum)
    secret = {one for place in _confidential(today) for one in (place.id, *place.formerly)}
    places = snapshot.records.get(Location.kind, {})
    if secret.isdisjoint(places):
        return snapshot
    hidden = {
        name: without_whereabouts(place) if name in secret else place
        for name, place in places.items()
    }
    return replace(snapshot, records={**snapshot.records, Location.kind: hidden})


def _confidential(today: Catalogue | None) -> Iterator[Location]:
    for place in today.all(Location).values() if today else ():
        if place.confidential:
            yield place


def working_snapshot(root: Path, catalogue: Catalogue) -> Snapshot:
    """Take a snapshot of what the authors' files say now."""
    return take_snapshot(catalogue, read_nav(root), _media(root, catalogue))


def find_snapshot(root: Path, catalogue: Catalogue, name: str) -> Snapshot | None:
    """Find an edition by its Stand, or the working state."""
    if name == NOW:
        return working_snapshot(root, catalogue)
    edition = catalogue.get(Edition, name)
    return read_frozen(root, edition, catalogue) if edition and is_frozen(root, edition) else None


def _media(root: Path, catalogue: Catalogue) -> Mapping[str, bytes]:
    paths = sorted(path for path in catalogue.files if path.suffix.lower() in MEDIA)
    return {str(path): (root / CONTENT / path).read_bytes() for path in paths}
