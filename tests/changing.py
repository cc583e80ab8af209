"""Random changes of a site's records, as authors make them: right, wrong, in several files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kim.revision import record_in

if TYPE_CHECKING:
    import random
    from collections.abc import Callable
    from pathlib import Path


def records_of(town: Path) -> list[Path]:
    """List the files whose change alone needs no whole reading."""
    files = sorted((town / "directory").rglob("*.yml"))
    return [path for path in files if record_in(path.relative_to(town).as_posix())]


def snapshot(town: Path) -> dict[Path, bytes]:
    """Keep all records and chapters as they are."""
    chapters = (town / "content").rglob("*.md")
    return {path: path.read_bytes() for path in (*records_of(town), *chapters)}


def restore(town: Path, kept: dict[Path, bytes]) -> None:
    """Put those back that are other ones now; the others are not touched."""
    now = snapshot(town)
    for path in now.keys() - kept.keys():
        path.unlink()
    for path, text in kept.items():
        if now.get(path) != text:
            path.write_bytes(text)


def edit(path: Path, chance: random.Random) -> list[Path]:
    """Put a line of another record of the kind into this one, or take one out."""
    lines = path.read_text("utf-8").split("\n")
    others = chance.choice(sorted(path.parent.iterdir())).read_text("utf-8").split("\n")
    spot = chance.randrange(len(lines))
    new = chance.choice([[chance.choice(others)], ["website: https://neu.example/"], []])
    lines[spot : spot + chance.randint(0, 1)] = new
    path.write_text("\n".join(lines), "utf-8")
    return [path]


def reword(path: Path, chance: random.Random) -> list[Path]:
    """Write something else into the name or the summary."""
    text = path.read_text("utf-8")
    for field in chance.sample(["name: ", "summary: ", "email: "], 3):
        text = text.replace(f"\n{field}", f"\n{field}x{chance.randrange(99)}", 1)
    path.write_text(text.replace("name: ", f"name: N{chance.randrange(99)} ", 1), "utf-8")
    return [path]


def copy(path: Path, chance: random.Random) -> list[Path]:
    """Take over another record of the same kind."""
    path.write_bytes(chance.choice(sorted(path.parent.iterdir())).read_bytes())
    return [path]


def rename(path: Path, chance: random.Random) -> list[Path]:
    """Give a record another id, which may be before or behind its neighbours'."""
    new = path.with_name(f"{chance.choice('amz')}-{path.name}")
    path.rename(new)
    return [path, new]


def remove(path: Path, _: random.Random) -> list[Path]:
    """Take a record away."""
    path.unlink()
    return [path]


CHANGES: tuple[Callable[[Path, random.Random], list[Path]], ...] = (
    edit,
    edit,
    reword,
    reword,
    copy,
    rename,
    remove,
)


def change(town: Path, chance: random.Random, most: int = 3) -> list[Path]:
    """Change one record to some; give the files that were touched."""
    return [
        path
        for one in chance.sample(records_of(town), chance.randint(1, most))
        for path in chance.choice(CHANGES)(one, chance)
    ]
