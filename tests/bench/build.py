"""Build one site as `kim build` does and say what each stage cost, as JSON on standard output.

Meant to be a process of its own: `python -m tests.bench.build SITE OUT`. The first stage is what
Python itself needs to start and to load the product.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.bench.stopwatch import Stopwatch, peak_memory

if TYPE_CHECKING:
    from collections.abc import Iterator

START = "Programm laden"
READ, PARSE = "Dateien lesen", "YAML zerlegen"
PUBLISH = "Prüfen der Ausgabe, Wechsel"
STAGES = (
    START,
    READ,
    PARSE,
    "Einträge prüfen",
    "Kapitel lesen",
    "Verknüpfen",
    "Regeln prüfen",
    "Sichten",
    "Seiten rendern",
    "Seiten schreiben",
    "Suchdaten",
    "Datendateien",
    "Handbuch (MkDocs)",
    PUBLISH,
    "Rest",
)


def main(site: Path, out: Path) -> dict[str, Any]:
    """Build the site; give seconds and bytes by stage and what came out."""
    watch = Stopwatch()
    with watch.stage(START):
        build_site = _prepare(watch)
    from tests.bench.institutions import TODAY  # noqa: PLC0415  loads none of the product

    problems = build_site(site, out, TODAY)
    watch.stop()
    errors = [str(problem) for problem in problems if problem.severity == "error"]
    if errors:
        sys.exit("\n".join(errors[:20]))
    return {
        "stages": [
            {
                "name": name,
                "seconds": watch.seconds[name],
                "processor": watch.processor[name],
                "peak": watch.memory[name],
            }
            for name in STAGES
        ],
        "seconds": sum(watch.seconds.values()),
        "processor": sum(watch.processor.values()),
        "peak": peak_memory() + watch.others_memory,
        "others": watch.others_memory,
        "problems": len(problems),
        **dict(zip(("files", "pages", "bytes"), _size_of(out), strict=True)),
    }


def _prepare(watch: Stopwatch) -> Any:
    """Load the product and put the stopwatch around its stages."""
    from kim import catalogue, checks, crew, load, plugin, publish, source  # noqa: PLC0415  loading is measured
    from kim.export import search  # noqa: PLC0415
    from kim.render import site  # noqa: PLC0415

    watch.wrap(source, "read_bytes", READ)
    watch.wrap(load, "read_source", PARSE)
    watch.wrap(load, "add_record", "Einträge prüfen")
    watch.wrap(catalogue, "load_directory", READ)
    watch.wrap(catalogue, "load_chapters", "Kapitel lesen")
    watch.wrap(catalogue.Naming, "add", "Verknüpfen")
    watch.wrap(catalogue, "link_records", "Verknüpfen")
    watch.wrap(publish, "check_site", "Regeln prüfen")
    watch.wrap_drafts(site, "list_drafts", "Sichten")
    watch.wrap_sharing(crew, "begin")
    watch.wrap_sharing(site, "begin")
    watch.wrap_sharing_in_order(load, "share_in_order")
    watch.wrap_sharing_in_order(checks, "share_in_order")
    watch.wrap(site, "render_page", "Seiten rendern")
    watch.wrap(site.Writer, "write", "Seiten schreiben")
    watch.wrap(plugin.SitePress, "finish", "Seiten schreiben")
    watch.wrap(site, "Search", "Suchdaten")
    watch.wrap(search.Search, "index", "Suchdaten")
    watch.wrap(search.Search, "titles", "Suchdaten")
    watch.wrap(site, "data_files", "Datendateien")
    watch.wrap(publish, "build_handbook", "Handbuch (MkDocs)")
    watch.wrap(publish, "publish_build", PUBLISH)
    return publish.build_site


def _size_of(folder: Path) -> tuple[int, int, int]:
    """Count the files, the pages among them, and the bytes of all."""
    files = list(_files_below(folder))
    pages = sum(path.suffix == ".html" for path in files)
    return len(files), pages, sum(path.stat().st_size for path in files)


def _files_below(folder: Path) -> Iterator[Path]:
    for path in folder.resolve().rglob("*"):
        if path.is_file():
            yield path


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]), Path(sys.argv[2]))))
