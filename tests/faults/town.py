"""The smallest town in whose second publishing every stage of a publishing has something to do.

Reading and checking, the comparison with the first edition and its note, freezing with a picture,
the page of a record that has moved, the page of one that is gone, both editions' pages, the
concept as a document (one kept, one to be set), the search for a confidential address, the
inspection, the seal, the list of addresses, the switch.
"""

from __future__ import annotations

import shutil
from base64 import b64decode
from datetime import date
from pathlib import Path

__all__ = ["FIRST", "SECOND", "TODAY", "arguments", "change_town", "write_town"]

TODAY = date(2026, 11, 21)
FIRST, SECOND = "2026-11-01", "2026-11-20"
MINIMAL = Path(__file__).parents[1] / "sites" / "minimal"
NOTES = """\
changes:
  - {section: zielgruppen, weight: editorial, description: x}
  - {section: services, weight: editorial, description: x}
"""
HOUSE = """\
name: Schutzwohnung
address: {street: Verborgene Gasse 7, postal_code: 12345, city: Musterstadt}
confidential: ja
last_verified: 2026-09-01
"""
INDEX = """\
---
title: Handbuch
---

Was darin steht.
"""
PICTURE = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="
)


def write_town(root: Path) -> None:
    """Write the town as it is before its first edition."""
    shutil.copytree(MINIMAL, root)
    (root / "vermerke.yml").write_text(NOTES, encoding="utf-8")
    (root / "directory" / "locations").mkdir()
    (root / "directory" / "locations" / "haus.yml").write_text(HOUSE, encoding="utf-8")
    (root / "content" / "handbuch" / "punkt.png").write_bytes(PICTURE)
    (root / "content" / "handbuch" / "index.md").write_text(INDEX, encoding="utf-8")
    add(root / "content" / "handbuch" / "einleitung.md", "\n![Ein Punkt](punkt.png)\n")


def change_town(root: Path) -> None:
    """Move one service, give up another, add a sentence."""
    services = root / "directory" / "services"
    (services / "jmd.yml").unlink()
    add((services / "mbe.yml").rename(services / "beratung.yml"), "formerly: [mbe]\n")
    add(root / "content" / "handbuch" / "zielgruppen.md", "\nNeu ist dieser Satz.\n")


def add(path: Path, text: str) -> None:
    """Write at the end of a file."""
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


def arguments(root: Path, stand: str) -> list[str]:
    """Give what `kim` is called with to publish an edition."""
    call = ["publish", str(root), "--stand", stand, "--stichtag", str(TODAY)]
    return [*call, "--note", str(root / "vermerke.yml")] if stand == SECOND else call
