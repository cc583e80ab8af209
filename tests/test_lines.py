"""The quick reader of simple lines: it reads what YAML reads, or leaves the text to YAML."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kim import source
from kim.lines import LONGEST, find_spot, read_lines
from kim.source import Source, parse_source
from tests.sizes import sized

if TYPE_CHECKING:
    from collections.abc import Iterator

SHOWN = PurePosixPath("x.yml")
SITES = Path(__file__).parent / "sites"
RECORDS = sorted(SITES.rglob("*.yml"))
PIECES = (
    *(
        "a",
        "b",
        "name",
        "a-b",
        "de",
        "01067",
        "08:30",
        "Ärzt*in",
        "text: mehr",
        "#",
        " # x",
        "'it''s'",
    ),
    *(
        '"zwei Wörter"',
        "'eins: zwei'",
        '"\\n"',
        "https://a.example/#b",
        "[]",
        "{}",
        "[a, b]",
        "[a]",
        "[1, b-]",
        "[a,b]",
        "|",
        ">",
    ),
    *(
        "|-",
        ">-",
        "|+",
        "|2",
        ">1-",
        "- ",
        "-",
        "? ",
        ":",
        ": ",
        "&a",
        "*a",
        "!!str x",
        "<<",
        "~",
        "---",
    ),
    *(
        "...",
        "%YAML 1.1",
        "\t",
        "\r\n",
        "\r",
        "\n",
        "\n\n",
        " ",
        "  ",
        "    ",
        "\u00a0",
        "\ufeff",
        "@",
        "`",
    ),
)
LINES = st.builds(
    "{}{}{}{}\n".format,
    st.sampled_from(("", "", "  ", "    ", "      ", " ", "   ")),
    st.sampled_from(("", "", "", "- ", "- - ", "-  ")),
    st.sampled_from(("", "a: ", "b: ", "c: ", "name:", "de:  ", "a:", "'a': ", "ä: ", "1: ")),
    st.sampled_from(("", "", "", "Text", "Zwei Wörter", *PIECES)),
)
TEXTS = st.lists(LINES, max_size=8).map("".join)
RAW = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)


@pytest.fixture(scope="module")
def _yaml_only() -> Iterator[None]:
    """Let everything be read by the reader of all YAML."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(source, "read_lines", lambda _: None)
        yield


def in_order(value: Any) -> Any:
    """Write mappings as pairs, so that their order counts."""
    if isinstance(value, dict):
        return [(key, in_order(item)) for key, item in value.items()]
    return [in_order(item) for item in value] if isinstance(value, list) else value


def agrees(text: str) -> bool:
    """Compare both readers and where they find fields; tell whether the quick one has read it."""
    quick = read_lines(text)
    if quick is None:
        return False
    whole = parse_source(text.encode(), SHOWN)
    assert isinstance(whole, Source), (text, whole)
    assert in_order(quick) == in_order(whole.value), text
    for keys in ((), *((key,) for key in quick)):
        assert Source(SHOWN, quick, text).place(keys) == whole.place(keys), (text, keys)
    return True


def mutated(random: Random, text: str) -> str:
    """Change a text in a few places, as slips of the hand do."""
    for _ in range(random.randint(1, 3)):
        at = random.randrange(len(text) + 1)
        until = at + random.choice((0, 0, 1, 2, 9))
        text = text[:at] + random.choice(("", *PIECES)) + text[until:]
    return text


@pytest.mark.promise("both-readers-agree")
@pytest.mark.sized
@pytest.mark.usefixtures("_yaml_only")
def test_both_readers_agree_about_changed_records() -> None:
    """What one of them reads, the other reads alike."""
    random = Random(20261121)  # noqa: S311  # the same slips every time, nothing secret
    texts = [path.read_bytes().decode("utf-8", "replace") for path in RECORDS]
    read = sum(agrees(mutated(random, random.choice(texts))) for _ in range(sized(2000, 100_000)))
    assert read > sized(200, 10_000)


@pytest.mark.usefixtures("_yaml_only")
@settings(max_examples=sized(500, 50_000))
@given(TEXTS | RAW)
@example("a: |\n  x\n\n\nb: >-\n  x\n  y\n\n  z\n")
@example("a:\n  - |\n    x\n  - b: >\n      x\n      y\n    c: d\n")
@example("a: |\n  x\n    y\n\n z: 1\n")
@example("a: b\n c: d\n")
@example("a:\n- b\n")
@example("a: x\na: y\n")
@example("a: >\n  x\n    y\n  z\n")
@example("a: |\n  X\n")
@example("a: |\n  \u00a0x\u00a0\n")
def test_both_readers_agree_about_any_lines(text: str) -> None:
    """Also where lines of all forms follow each other as they like."""
    agrees(text)


@pytest.mark.usefixtures("_yaml_only")
def test_records_are_read_quickly() -> None:
    """Four of five are made of simple lines only; if not, every build would be slow."""
    services = sorted(SITES.glob("[mr]*/directory/services/*.yml"))
    assert sum(agrees(path.read_text("utf-8")) for path in services) >= 0.8 * len(services)


def test_places_are_found_when_they_are_asked_for() -> None:
    """A source that was read quickly knows where everything stands."""
    read = parse_source(b"# Kopf\na: x\nb:\n  - c: |\n      y\n    d: z\n", SHOWN)
    assert isinstance(read, Source)
    assert read.value == {"a": "x", "b": [{"c": "y\n", "d": "z"}]}
    assert str(read.place()) == "x.yml:2:1"
    assert str(read.place(("b", 0, "d"))) == "x.yml:6:8"
    assert str(read.key_place(("b", 0, "c"))) == "x.yml:4:5"
    assert read.has(("b", 0, "d"))
    assert not read.has(("b", 1))


def test_the_place_of_a_record_or_a_line_is_found_without_yaml() -> None:
    """Most problems are about these; what stands further in, YAML finds."""
    text = "# Kopf\na: x\nb:\n  - a: y\nc.d: 'z'\n"
    assert [find_spot(text, keys) for keys in ((), ("a",), ("c.d",))] == [(2, 1), (2, 4), (5, 6)]
    assert [find_spot(text, keys) for keys in (("b",), ("b", 0), ("d",))] == [None] * 3


def test_a_long_text_is_left_to_yaml() -> None:
    """So the number of values stays bounded."""
    assert read_lines(f"a: {'x' * LONGEST}\n") is None
    assert read_lines("a: x\n") == {"a": "x"}


def test_values_that_were_let_go_are_read_again() -> None:
    """Also where only all of YAML could tell what is meant: these stay."""
    for text in ("a: x\nb:\n  - c: |\n      y\n    d: z\n", "a: {b: [c, d]}\n"):
        read = parse_source(text.encode(), SHOWN)
        assert isinstance(read, Source)
        before, places = read.value, {key: read.place((key,)) for key in read.value}
        read.let_go()
        assert (read.value, {key: read.place((key,)) for key in read.value}) == (before, places)
