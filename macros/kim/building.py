"""Build as much of a site as has changed: nothing, a few files, or all of it.

Comes in: a site's folder and how it was called for. Goes out: what is wrong. Most of the program is
loaded only when there is something for it to do: that takes longer than to look at the files.
"""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from kim.collecting import without_collecting
from kim.memory import Memory, open_memory, told_before
from kim.problems import Problem, has_errors


@without_collecting()
def build_needed(  # noqa: PLR0913  # one call says all that a build depends on
    root: Path,
    out: Path,
    today: date,
    *,
    release: bool = False,
    strict: bool = False,
    is_draft: bool = False,
    fresh: bool = False,
    say: Callable[[str], None] = lambda _: None,
) -> tuple[Problem, ...]:
    """Build a site, or take over what has not changed since the last build: the site is the same.

    A release is always built as a whole, and so is what is to be made afresh.
    """
    whole = release or fresh
    memory = None if whole else open_memory(root, out, today, is_draft=is_draft, prepare=_load)
    found = build_changes(memory, strict=strict) if memory else None
    if found is not None:
        return found
    from kim.publish import build_site  # noqa: PLC0415  MkDocs and all of the program

    return build_site(
        root,
        out,
        today,
        release=release,
        strict=strict,
        is_draft=is_draft,
        memory=memory,
        say=say,
    )


def build_changes(memory: Memory, *, strict: bool) -> tuple[Problem, ...] | None:
    """Build what has changed; None where that cannot be done or should not be shown."""
    known = told_before(memory)
    if known is not None or not memory.changed:
        return known
    from kim.again import build_again  # noqa: PLC0415  records, checks and pages

    return build_again(memory, lambda problems: has_errors(problems, strict=strict))


def _load() -> None:
    """Load what builds again, which takes as long as a look at a large release."""
    import kim.again  # noqa: F401, PLC0415  records, checks and pages
