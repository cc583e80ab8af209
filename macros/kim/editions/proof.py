"""Prove that the frozen sources of every edition are what was frozen.

Comes in: a site's folder and its catalogue. Goes out: problems with the file that was altered.
"""

from collections.abc import Iterator
from pathlib import Path

from kim.catalogue import DIRECTORY, Catalogue
from kim.editions.store import RESTORE, find_alterations, list_redactions, read_metadata
from kim.editions.written import write_part, write_record
from kim.models.edition import Edition
from kim.problems import Place, Problem

EDITIONS = DIRECTORY / Edition.kind
_LASTING = (
    "number",
    "stand",
    "adopted_by",
    "adopted_on",
    "predecessor",
    "reason",
    "changes",
    "corrects",
    "corrected_on",
)
"""What an edition says of itself; once frozen it may be completed, but not changed."""


def editions_folder(root: Path) -> Path:
    """Give the folder below which every edition is frozen."""
    return root / EDITIONS


def is_frozen(root: Path, edition: Edition) -> bool:
    """Tell whether the sources of an edition are kept."""
    return edition.checksum is not None and (editions_folder(root) / edition.id).is_dir()


def prove_editions(root: Path, catalogue: Catalogue) -> Iterator[Problem]:
    """Yield everything that was altered, lost or added since an edition was frozen."""
    home = editions_folder(root)
    frozen = {path.name for path in _folders(home)} if home.is_dir() else set()
    for edition in catalogue.all(Edition).values():
        if edition.id in frozen:
            yield from _prove(home / edition.id, catalogue, edition)
        elif edition.checksum:
            yield Problem(
                catalogue.place(edition, ("checksum",)),
                "altered-edition",
                f"die eingefrorenen Quellen in {EDITIONS}/{edition.id}/ fehlen;"
                " den Ordner wiederherstellen",
            )
    for name in sorted(frozen - {*catalogue.known[Edition.kind]}):
        yield Problem(
            Place(EDITIONS / name),
            "altered-edition",
            f"zu diesen eingefrorenen Quellen fehlt {EDITIONS}/{name}.yml; die Datei"
            " wiederherstellen",
        )


def _folders(home: Path) -> Iterator[Path]:
    """Yield the folders of frozen sources; links have been refused when the records were read."""
    for path in home.iterdir():
        if path.is_dir() and not path.is_symlink() and not path.name.startswith("."):
            yield path


def _prove(folder: Path, catalogue: Catalogue, edition: Edition) -> Iterator[Problem]:
    shown = EDITIONS / folder.name
    if edition.checksum is None:
        yield Problem(
            catalogue.place(edition),
            "altered-edition",
            f"hier fehlt die Zeile 'checksum:', obwohl es {shown}/ gibt; die Zeile wiederherstellen"
            " oder 'kim publish' noch einmal aufrufen",
        )
    found = list(find_alterations(folder, edition.checksum))
    for path, message in found:
        yield Problem(Place(shown / path), "altered-edition", message)
    if not found:
        yield from _prove_record(folder, catalogue, edition)


def _prove_record(folder: Path, catalogue: Catalogue, edition: Edition) -> Iterator[Problem]:
    if [*map(write_part, edition.redactions)] != list_redactions(folder):
        yield Problem(
            catalogue.place(edition, ("redactions",) if edition.redactions else ()),
            "altered-edition",
            "'redactions' sagt anderes als die eingefrorenen Quellen; die Zeilen wiederherstellen",
        )
    now, then = write_record(edition), read_metadata(folder)
    for name in _LASTING:
        if name in then and now.get(name) != then[name]:
            yield Problem(
                catalogue.place(edition, (name,)),
                "altered-edition",
                f"'{name}' ist nicht mehr, was eingefroren wurde; {RESTORE}",
            )
