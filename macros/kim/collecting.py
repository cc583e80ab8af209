"""When the search for circular garbage waits: while much is made that stays."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass(slots=True)
class _Search:
    """What is known of the search; Python itself would count all that is left out to tell."""

    leaves_out: bool = False


_SEARCH = _Search()


def leave_out() -> None:
    """Leave all that there is now out of the search: it stays, or is shared with others."""
    gc.freeze()
    _SEARCH.leaves_out = True


def take_in() -> None:
    """Take everything into the search again."""
    gc.unfreeze()
    _SEARCH.leaves_out = False


@contextmanager
def without_collecting() -> Iterator[None]:
    """Stop the search for circular garbage: records make none, and searching costs a third.

    What was made meanwhile counts as old: it is not looked through as soon as the search goes on.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            if not _SEARCH.leaves_out:
                gc.freeze()
                gc.unfreeze()
            gc.enable()
