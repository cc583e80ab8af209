"""A small sound site with a file of every sort, to be spoiled one file at a time."""

from __future__ import annotations

import shutil
from pathlib import Path

SOUND = Path(__file__).parents[1] / "sites" / "musterstadt"
CHAPTER = "content/handbuch/auftrag.md"
HEAD = b"---\ntitle: Auftrag\nkapitel: auftrag\n---\n\n## Ausgangslage {: #ausgangslage }\n\n"
IN_YAML = {
    "record": "directory/services/migrationsberatung.yml",
    "statistic": "directory/statistics/einwohner.yml",
    "terms": "directory/taxonomies/topics.yml",
    "edition": "directory/editions/2022-03-01.yml",
    "site": "directory/site.yml",
    "erased": "directory/erased.yml",
    "translation": "directory/translations/en/services/jugendberatung.yml",
    "translated site": "directory/translations/en/site.yml",
    "settings": "mkdocs.yml",
}
"""Every sort of file that is written in YAML; front matter stands in CHAPTER."""
_MORE = {
    "directory/erased.yml": "erased:\n  - person: niemand\n    on: 2026-01-15\n    by: KI\n"
    "    reason: Wunsch\n    reached: 0 Spuren\n",
    "directory/translations/en/services/jugendberatung.yml": "state: machine\ntexts:\n"
    "  name: {text: Youth counselling, of: b0163d4d}\n",
    "directory/translations/en/site.yml": "state: machine\ntexts:\n"
    "  name: {text: Counselling, of: '00000000'}\n",
}
_OLD = "<!doctype html><title>alt</title>"


def make_site(root: Path) -> None:
    """Copy the sound site, add what it lacks, and put an old site where a build would go."""
    shutil.copytree(SOUND, root, dirs_exist_ok=True)
    settings = root / "directory" / "site.yml"
    text = settings.read_text("utf-8").replace("languages:\n  - de\n", "languages: [de, en]\n")
    settings.write_text(text, "utf-8")
    for name, content in _MORE.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8")
    old = root / ".site.releases" / "release-000001"
    old.mkdir(parents=True)
    (old / "index.html").write_text(_OLD, "utf-8")
    (root / "site").symlink_to(".site.releases/release-000001")


def state_of(root: Path) -> dict[str, bytes | str]:
    """Give everything that was there before a call: files as bytes, links as what they say."""
    found: dict[str, bytes | str] = {}
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        if ".kim-cache" in path.parts:  # what a build keeps for the next one
            continue
        if path.is_symlink():
            found[name] = str(path.readlink())
        elif path.is_file():
            found[name] = path.read_bytes()
    return found
