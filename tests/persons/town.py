"""An invented town with many persons: in contacts, in services, in six frozen editions."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

from tests.editing import edit, freeze

SITES = Path(__file__).parents[1] / "sites"
STAND = date(2026, 10, 1)
NAMED = 'persons_in_editions:\n  reason: "Die Leitungen werden genannt"\n'
FIRST = ("Ayşe", "Björn", "Chinwe", "Đorđe", "Łukasz", "Zoë", "Ömer", "Nguyễn", "Jürgen", "Siân")
LAST = (
    *("Yıldırım", "Ångström", "Okonjo-Eze", "Petrović", "Wąsowski"),
    *("D’Angelo", "Güvenç", "Trần", "Großmüller", "O’Brîon"),
)


class Somebody:
    """One invented person, with names that can be written in many ways."""

    def __init__(self, number: int) -> None:
        self.id = f"person-{number}"
        self.contact = f"beratung-{number}"
        self.name = (
            f"{FIRST[number % 10]} {LAST[(number + number // 10) % 10]}quist{chr(97 + number)}"
        )
        self.phone = f"030 99887-{number + 101}"
        self.email = f"wer{number + 101}.quist@musterstadt.example"

    @property
    def block(self) -> str:
        """Write the block of a contact's file."""
        return (
            f"person:\n  id: {self.id}\n  name: {self.name}\n  phone: {self.phone}\n"
            f"  email: {self.email}\n  basis: consent\n"
        )


def make_town(root: Path, count: int, *, is_named: bool) -> tuple[Somebody, ...]:
    """Make the town; with `is_named` editions and documents say who fills a function."""
    shutil.copytree(SITES / "musterstadt", root)
    people = tuple(map(Somebody, range(count)))
    for one in people:
        path = root / "directory" / "contacts" / f"{one.contact}.yml"
        path.write_text(
            f"name: Beratung {one.contact}\norganization: ki\nlast_verified: 2026-09-01\n"
            f"{one.block}# Ende\n",
            "utf-8",
        )
    names = "".join(f"  - {one.contact}\n" for one in people)
    service = root / "directory" / "services" / "migrationsberatung.yml"
    edit(service, ("contacts:\n", f"contacts:\n{names}"))
    chapter = root / "content" / "handbuch" / "steuerung.md"
    boxes = "\n\n".join(f'{{{{ kontakt("{one.contact}") }}}}' for one in people)
    edit(chapter, ('{{ kontakt("kim-koordination") }}', boxes))
    if is_named:
        edit(root / "directory" / "site.yml", ("imprint:\n", f"{NAMED}imprint:\n"))
    freeze(root, STAND, "steuerung", "contacts", "services", "persons")
    return people
