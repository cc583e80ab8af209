"""How long it takes to know the records of a site: read from files, or recalled.

`python -m tests.bench.recall <site> <kind>/<id>` prints seconds of the processor as JSON; the named
record is the one whose file is read again. Nothing is written.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING, TypeVar

from kim.catalogue import load_catalogue
from kim.collecting import without_collecting
from kim.recall import recall_catalogue
from kim.revision import revise
from kim.stored import list_changes, read_stored, store_records

if TYPE_CHECKING:
    from collections.abc import Callable

V = TypeVar("V")


class Clock:
    """Seconds of the processor for each thing that is done."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def measure(self, name: str, do: Callable[[], V]) -> V:
        """Do something and note how long it took."""
        begin = process_time()
        value = do()
        self.seconds[name] = round(process_time() - begin, 4)
        return value


@without_collecting()
def measure_recall(root: Path, key: tuple[str, str]) -> dict[str, float]:
    """Read a site whole, keep what its files say, and recall it with one record read again."""
    clock = Clock()
    whole, _ = clock.measure("read all", lambda: load_catalogue(root))
    values, links = clock.measure("keep", lambda: store_records(whole).write())
    stored = clock.measure("open", lambda: read_stored(values, links))
    found = clock.measure("recall", lambda: recall_catalogue(root, stored))
    assert found
    revised = clock.measure("read one", lambda: revise(root, found, [key]))
    assert revised
    now = revised.catalogue
    changes = clock.measure("compare", lambda: list_changes(stored, found, now, [key]))
    assert changes
    clock.measure("keep again", lambda: stored.after(now, [key], changes).write())
    clock.measure("make all", lambda: [dict(some) for some in now.records.values()])
    return clock.seconds


if __name__ == "__main__":
    kind, _, name = sys.argv[2].partition("/")
    print(json.dumps(measure_recall(Path(sys.argv[1]), (kind, name)), indent=2))
