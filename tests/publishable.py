"""A site that may go live: Musterstadt with all that the law asks for, all of it invented."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kim.skeleton import write_site

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

LEGAL = """\
imprint:
  provider: Stadt Musterstadt
  represented_by: Der Oberbürgermeister
  address: {street: Musterstraße 1, postal_code: 12345, city: Musterstadt}
  phone: 030 12340
  email: info@stadt.example
  responsible: Leitung des KI
privacy:
  officer: Behördliche*r Datenschutzbeauftragte*r
  officer_email: datenschutz@stadt.example
  hosting: Städtisches Rechenzentrum
  log_retention: 7 Tage
  supervisor: Landesbeauftragte für Datenschutz NRW
accessibility:
  reviewed_on: 2026-11-21
  method: Selbstbewertung
  feedback_contact: kim-koordination
  ombuds_office: Ombudsstelle für barrierefreie Informationstechnik
  ombuds_url: https://www.land.example/ombudsstelle

"""


def write_publishable_site(root: Path, today: date) -> None:
    """Write the example site without a gap that `--release` refuses."""
    write_site(root, today)
    path = root / "directory" / "site.yml"
    text = path.read_text(encoding="utf-8")
    start, end = text.index("# Impressum"), text.index("# Sicherheit")
    path.write_text(text[:start] + LEGAL + text[end:], encoding="utf-8")
