"""Two snapshots → what changed between them, and back again.

Records are compared by id and field by field; a record that names its former id is a renamed one.
Chapters are compared by kim.editions.sections. The comparison is exact: applied to the old snapshot
it gives the new one.
"""

from collections.abc import Iterator, Mapping

from kim.editions.changes import Changes, ChapterChange, FieldChange, Path, RecordChange
from kim.editions.sections import apply_chapters, compare_chapters
from kim.editions.snapshot import HELD, Snapshot, read_chapters, write_chapter
from kim.editions.written import Written
from kim.lines import Value


class WrongSnapshotError(Exception):
    """Changes were applied to a snapshot that they were not made from."""


def compare(old: Snapshot, new: Snapshot) -> Changes:
    """Find everything that is different."""
    chapters = compare_chapters(read_chapters(old), read_chapters(new))
    return Changes(
        site=tuple(compare_values(old.site, new.site)),
        records=tuple(_compare_records(old, new)),
        chapters=tuple(chapters),
        persons=tuple(compare_values(dict(old.persons), dict(new.persons))),
        nav=(old.nav, new.nav) if old.nav != new.nav else None,
        media={
            name: new.media.get(name)
            for name in sorted({*old.media, *new.media})
            if old.media.get(name) != new.media.get(name)
        },
    )


def compare_values(
    old: Mapping[str, Value], new: Mapping[str, Value], keys: Path = ()
) -> Iterator[FieldChange]:
    """Yield every field that is different; blocks are looked into, lists are taken whole."""
    for name in [*old, *(name for name in new if name not in old)]:
        before, after = old.get(name), new.get(name)
        if isinstance(before, dict) and isinstance(after, dict):
            yield from compare_values(before, after, (*keys, name))
        elif before != after:
            yield FieldChange((*keys, name), before, after)


def _compare_records(old: Snapshot, new: Snapshot) -> Iterator[RecordChange]:
    for kind in HELD:
        yield from _compare_kind(kind, old.records.get(kind, {}), new.records.get(kind, {}))


def _compare_kind(
    kind: str, old: Mapping[str, Written], new: Mapping[str, Written]
) -> Iterator[RecordChange]:
    origins = _origins(old, new)
    for name, after in new.items():
        origin = origins.get(name, "")
        before = old.get(origin, {})
        fields = tuple(compare_values(before, after))
        if fields or origin != name:
            yield RecordChange(kind, origin, name, before, after, fields)
    for name in sorted({*old} - {*origins.values()}):
        fields = tuple(compare_values(old[name], {}))
        yield RecordChange(kind, name, "", old[name], {}, fields)


def _origins(old: Mapping[str, Written], new: Mapping[str, Written]) -> dict[str, str]:
    """Find for each new record the old one it comes from: its own id, else a former one."""
    origins = {name: name for name in new if name in old}
    free = {name for name in old if name not in new}
    for name, record in new.items():
        if name not in origins:
            former = [one for one in record.get("formerly", ()) if one in free]
            if former:
                origins[name] = former[-1]
                free.discard(former[-1])
    return origins


def apply(old: Snapshot, changes: Changes) -> Snapshot:
    """Make the new snapshot out of the old one and the changes."""
    records = {kind: dict(some) for kind, some in old.records.items()}
    for change in changes.records:
        _apply_record(records.setdefault(change.kind, {}), change)
    media = dict(old.media) | dict(changes.media)
    return Snapshot(
        site=_apply_fields(old.site, changes.site),
        records={kind: records[kind] for kind in HELD if records.get(kind)},
        chapters=_apply_chapters(old, changes.chapters) if changes.chapters else old.chapters,
        persons={k: str(v) for k, v in _apply_fields(dict(old.persons), changes.persons).items()},
        nav=changes.nav[1] if changes.nav else old.nav,
        media={name: data for name, data in media.items() if data is not None},
    )


def _apply_chapters(old: Snapshot, changes: tuple[ChapterChange, ...]) -> dict[str, str]:
    made = apply_chapters(read_chapters(old), changes)
    chapters = sorted(made, key=lambda chapter: chapter.path)
    return {str(chapter.path): write_chapter(chapter) for chapter in chapters}


def _apply_record(records: dict[str, Written], change: RecordChange) -> None:
    before = records.pop(change.old_id, {}) if change.old_id else {}
    if before != change.before:
        raise WrongSnapshotError(change.old_id)
    after = _apply_fields(before, change.fields)
    if change.new_id:
        records[change.new_id] = after


def _apply_fields(old: Mapping[str, Value], changes: tuple[FieldChange, ...]) -> Written:
    """Put the changed fields into a copy; blocks that are not touched are shared."""
    new: Written = dict(old)
    for change in changes:
        block = new
        for key in change.keys[:-1]:
            inner = block[key]
            if not isinstance(inner, dict):
                raise WrongSnapshotError(".".join(change.keys))
            block[key] = block = dict(inner)
        if block.get(change.keys[-1]) != change.before:
            raise WrongSnapshotError(".".join(change.keys))
        if change.after is None:
            del block[change.keys[-1]]
        else:
            block[change.keys[-1]] = change.after
    return new
