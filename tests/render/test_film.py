"""The film in sign language: found, measured, copied, shown; nothing where there is none."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path

import pytest

from kim.checks import check_site
from kim.render.film import find_film, read_length
from kim.render.site import Setting, render_site

MINIMAL = Path(__file__).parents[1] / "sites" / "minimal"
TODAY = date(2026, 11, 21)


def box(name: bytes, content: bytes) -> bytes:
    """Make one box of an MP4 file."""
    return (len(content) + 8).to_bytes(4) + name + content


def large_box(name: bytes, content: bytes) -> bytes:
    """Make a box whose size stands in eight bytes."""
    return (1).to_bytes(4) + name + (len(content) + 16).to_bytes(8) + content


def film(seconds: int, *, version: int = 0, scale: int = 600) -> bytes:
    """Make a film without pictures that says how long it is, at its end as cameras do."""
    wide = 8 if version else 4
    dates = bytes([version, 0, 0, 0]) + bytes(2 * wide)
    mvhd = dates + scale.to_bytes(4) + (seconds * scale).to_bytes(wide) + bytes(80)
    return (
        box(b"ftyp", b"isom")
        + large_box(b"mdat", b"pictures")
        + box(b"moov", box(b"udta", b"") + box(b"mvhd", mvhd))
    )


@pytest.mark.parametrize("version", [0, 1])
def test_the_length_is_read_from_the_file(version: int) -> None:
    """Both versions of the box give whole seconds."""
    assert read_length(BytesIO(film(125, version=version))) == 125


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"This is not a film at all.", id="text"),
        pytest.param(film(125)[:-40], id="cut off"),
        pytest.param(film(125, scale=0), id="no time scale"),
        pytest.param(film(125, version=0).replace(b"mvhd\x00", b"mvhd\x07"), id="unknown version"),
        pytest.param((3).to_bytes(4) + b"moov" + bytes(8), id="a box smaller than its head"),
    ],
)
def test_a_file_that_does_not_say_its_length_is_no_error(content: bytes) -> None:
    """The page then shows the size alone."""
    assert read_length(BytesIO(content)) is None


def test_only_a_file_of_the_site_is_taken(tmp_path: Path) -> None:
    """No film, no slot; a link could publish any file of the machine."""
    assert find_film(tmp_path) is None
    (tmp_path / "other.mp4").write_bytes(film(1))
    (tmp_path / "dgs.mp4").symlink_to(tmp_path / "other.mp4")
    assert find_film(tmp_path) is None


@pytest.mark.parametrize(
    ("content", "sentences"),
    [
        (film(125), ("Der Film dauert 2 Minuten und 5 Sekunden.", "Der Film hat 1 Mega-Byte.")),
        (film(60), ("Der Film dauert 1 Minute.", "Der Film hat 1 Mega-Byte.")),
        (film(41) + bytes(2_600_000),
         ("Der Film dauert 41 Sekunden.", "Der Film hat 3 Mega-Byte.")),
        (b"?", ("Der Film hat 1 Mega-Byte.",)),
    ],
)  # fmt: skip
def test_the_page_shows_the_film_with_its_length_and_size(
    tmp_path: Path, content: bytes, sentences: tuple[str, ...]
) -> None:
    """The film is copied under a name of its own and not loaded before somebody starts it."""
    page = render_minimal(tmp_path, content)
    (copied,) = (tmp_path / "out" / "assets").glob("dgs.*.mp4")
    assert copied.read_bytes() == content
    assert f'<video controls preload="none" src="../assets/{copied.name}"' in page
    assert tuple(line for line in page.splitlines() if "Der Film" in line) == tuple(
        f"<p>{sentence}</p>" for sentence in sentences
    )


def test_without_a_film_the_page_says_nothing_of_it(tmp_path: Path) -> None:
    """No empty slot and no promise."""
    page = render_minimal(tmp_path, None)
    assert "<video" not in page
    assert "Film" not in page


def render_minimal(folder: Path, content: bytes | None) -> str:
    """Write the small site with this film and give the page in Leichte Sprache."""
    look = folder / "look"
    look.mkdir()
    if content is not None:
        (look / "dgs.mp4").write_bytes(content)
    catalogue, _ = check_site(MINIMAL, TODAY)
    render_site(catalogue, TODAY, folder / "out", Setting("", look))
    return (folder / "out" / "leichte-sprache" / "index.html").read_text("utf-8")
