"""Build the same site with `kim build` and with what one would take instead, in turn, and compare.

`python -m tests.bench.peers [--services N] [--runs N]`. First all others are given the pages of our
own build, each in its own form. Then all programs build in turn, each run into an empty folder and
without what an earlier run has kept; whoever needs more than a minute runs once. At the end the
pages that came out are compared with ours: another text, title, JSON-LD, link or search entry is an
error. Nothing here decides whether a build is quick enough: it only tells.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

from tests.bench.peers.contest import Contest
from tests.bench.peers.programs import find_programs
from tests.bench.peers.table import report

MISSING = "{} fehlt und wird nicht gemessen; `make peers` holt, was hier verglichen wird."


def main() -> int:
    """Measure, print the table and give the exit code."""
    options = _read_options()
    programs = []
    for name, program in find_programs():
        if program is None:
            print(MISSING.format(name))
        elif options.only is None or name.split()[0].lower() in options.only:
            programs.append(program)
    with tempfile.TemporaryDirectory(prefix="kim-peers-", dir=options.place) as folder:
        contest = Contest(Path(folder).resolve(), programs)
        result = contest.hold(options.services, options.runs, options.pages)
    if options.json:
        print(json.dumps(result, ensure_ascii=False, indent=2))
    else:
        print("\n".join(report(result)))
    return int(bool(result["differences"]))


def _read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Dieselbe Seite mit mehreren Programmen bauen.")
    parser.add_argument("--services", type=int, default=10_000, metavar="N", help="Angebote")
    parser.add_argument("--runs", type=int, default=3, metavar="N", help="Läufe je Programm")
    parser.add_argument("--pages", type=int, default=300, metavar="N", help="verglichene Seiten")
    parser.add_argument("--only", nargs="*", metavar="NAME", help="nur diese, z. B. hugo eleventy")
    parser.add_argument("--place", type=Path, metavar="ORDNER", help="wo gebaut wird")
    parser.add_argument("--json", action="store_true", help="für andere Programme")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
