"""Garbage is not looked for while much is made that stays, nor in all of it right afterwards."""

from __future__ import annotations

import gc

from kim.collecting import leave_out, take_in, without_collecting


def test_what_was_made_meanwhile_is_old() -> None:
    """The search goes on as before, with what comes then."""
    made = list[list[int]]()
    with without_collecting(), without_collecting():
        assert not gc.isenabled()
        made.append([1])
    assert gc.isenabled()
    assert any(one is made for one in gc.get_objects(generation=2))
    assert not gc.get_freeze_count()


def test_what_is_left_out_of_the_search_stays_so() -> None:
    """Who has said so before knows why; what is made later is not left out."""
    leave_out()
    try:
        left_out = gc.get_freeze_count()
        with without_collecting():
            made = [[1]]
        assert gc.get_freeze_count() <= left_out
        assert any(one is made for one in gc.get_objects())
    finally:
        take_in()
    assert not gc.get_freeze_count()
