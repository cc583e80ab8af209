"""Count the calls that a build makes: the same number however busy the machine is.

`python -m tests.bench.calls [--languages N] SERVICES ...`. One process, one build for each size,
with nothing kept from the build before. Twice the services must not make more than twice the calls;
seconds could not tell that on a machine that others use too. What C does in one call is not seen.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from cProfile import Profile
from pathlib import Path

from kim.publish import build_site
from tests.bench.institutions import TODAY
from tests.bench.land import write_land
from tests.bench.run import ROOT, amount


def main() -> None:
    """Print the number of calls for each size."""
    parser = argparse.ArgumentParser(description="Aufrufe eines Baus zählen.")
    parser.add_argument("services", type=int, nargs="+", metavar="ANGEBOTE")
    parser.add_argument("--languages", type=int, default=1, metavar="N")
    options = parser.parse_args()
    for services in options.services:
        calls = count_calls(services, options.languages)
        print(f"{amount(services):>7} Angebote: {amount(calls):>14} Aufrufe")


def count_calls(services: int, languages: int = 1) -> int:
    """Build a Land in a process of its own and give the number of calls."""
    count = "import sys; from tests.bench.calls import count; print(count(*map(int, sys.argv[1:])))"
    done = subprocess.run(  # our own function
        [sys.executable, "-c", count, str(services), str(languages)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return int(done.stdout.splitlines()[-1])


def count(services: int, languages: int) -> int:
    """Count what one process calls to build a Land."""
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})  # what others call is not counted
    with tempfile.TemporaryDirectory(prefix="kim-calls-") as folder:
        site = Path(folder, "site")
        write_land(site, services, languages)
        profile = Profile()
        profile.runcall(build_site, site, Path(folder, "out"), TODAY)
        return sum(entry.callcount for entry in profile.getstats())


if __name__ == "__main__":
    main()
