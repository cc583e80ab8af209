"""From a chapter's HTML to what the typesetter draws."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import pytest

from kim.chapters import parse_chapter
from kim.paper.links import Links
from kim.paper.tree import read_chapter

if TYPE_CHECKING:
    from kim.chapters import Chapter
    from kim.paper.tree import Node


def chapter(name: str) -> Chapter:
    """Make an empty chapter of the concept."""
    path = PurePosixPath(f"handbuch/konzept/{name}.md")
    made, _ = parse_chapter(f"---\ntitle: {name}\nkapitel: {name}\n---\nText".encode(), path, path)
    assert made is not None
    return made


HERE, OTHER = chapter("hier"), chapter("dort")
PAGES = {"handbuch/konzept/hier/": HERE, "handbuch/konzept/dort/": OTHER}


def read(markup: str, address: str = "https://kim.example/") -> list[Node]:
    """Read a piece of a chapter."""
    return read_chapter(markup, Links(HERE, PAGES, address))


@pytest.mark.parametrize(
    ("href", "target"),
    [
        ("https://www.example.org/a", {"href": "https://www.example.org/a"}),
        ("mailto:ki@stadt.example", {"href": "mailto:ki@stadt.example"}),
        ("#ziele", {"label": "hier#ziele"}),
        ("dort.md", {"label": "dort#"}),
        ("../konzept/dort.md#wege", {"label": "dort#wege"}),
        ("../../../handbuch/konzept/dort/#wege", {"label": "dort#wege"}),
        ("../ki/sport.md", {"href": "https://kim.example/handbuch/ki/sport/"}),
        ("../../../angebote/mbe/", {"href": "https://kim.example/angebote/mbe/"}),
        ("../../../glossar/#ki", {"href": "https://kim.example/glossar/#ki"}),
    ],
)
def test_a_link_leads_into_the_book_or_to_the_web(href: str, target: dict[str, str]) -> None:
    """As authors write it, from file to file, and as macros do, from page to page."""
    assert read(f'<p><a href="{href}">so</a></p>') == [
        {"t": "p", "c": [{"t": "a", "c": ["so"], **target}]}
    ]


def test_a_link_to_a_site_whose_address_nobody_knows_is_plain_text() -> None:
    """On paper nobody can press a link that leads nowhere."""
    assert read('<p><a href="../../../angebote/mbe/">MBE</a></p>', "") == [{"t": "p", "c": ["MBE"]}]


def test_what_is_for_the_screen_only_is_left_out() -> None:
    """Links beside headings, buttons, small pictures, explanations on hover."""
    found = read(
        '<div class="heading"><h2 id="a"><span class="section-number">2.1</span> Ziele</h2>'
        '<a class="headerlink" href="#a">#</a></div><div class="no-print">merken</div>'
        '<p>Das <a class="term" href="../../../glossar/#ki" title="Zentrum">KI</a> hilft.</p>'
    )
    assert found == [
        {"t": "heading", "c": ["2.1 Ziele"], "level": 2, "label": "hier#a"},
        {"t": "p", "c": ["Das KI hilft."]},
    ]


def test_a_footnote_stands_where_it_is_called() -> None:
    """Each time, with its own words; the list at the end of the page goes."""
    found = read(
        '<p>Ein<sup id="fnref:x"><a class="footnote-ref" href="#fn:x">1</a></sup> und'
        '<sup id="fnref2:x"><a class="footnote-ref" href="#fn:x">1</a></sup></p>'
        '<div class="footnote"><hr/><ol><li id="fn:x"><p>Kapitel <em>3</em>&#160;'
        '<a class="footnote-backref" href="#fnref:x">zurück</a></p></li></ol></div>'
    )
    notes = [
        {"t": "note", "c": ["Kapitel ", {"t": "em", "c": ["3"]}, ""], "label": f"hier#{name}:x"}
        for name in ("fn", "fn2")
    ]
    assert found == [{"t": "p", "c": ["Ein", notes[0], " und", notes[1]]}]


def test_footnotes_that_name_each_other_come_to_an_end() -> None:
    """A note holds the notes that it names, each once; what these name is only a number."""
    items = "".join(
        f'<li id="fn:{name}"><p>{name}<sup id="fnref2:{other}">{other}</sup>'
        f'<sup id="fnref3:{other}">{other}</sup></p></li>'
        for name, other in ("xy", "yz", "zx")
    )
    found = read(f'<p>Ein<sup id="fnref:x">1</sup></p><div class="footnote"><ol>{items}</ol></div>')
    again: list[object] = [{"t": "sup", "c": [name]} for name in "yz"]
    inner = {"t": "note", "c": ["y", again[1], again[1]], "label": "hier#fn2:y"}
    note = {"t": "note", "c": ["x", inner, again[0]], "label": "hier#fn:x"}
    assert found == [{"t": "p", "c": ["Ein", note]}]


def test_a_table_keeps_its_heads_numbers_and_spans() -> None:
    """And has no link in its head, which is repeated on every page."""
    found = read(
        "<table><thead><tr><th><a href='dort.md'>Wer</a></th><th class='num'>Zahl</th></tr></thead>"
        "<tbody><tr><th>A</th><td class='num'>1</td></tr><tr><td colspan='2'>–</td></tr></tbody>"
        "</table>"
    )

    def cell(text: str, *, head: bool = False, num: bool = False, span: int = 1) -> object:
        return {"c": [text], "head": head, "num": num, "span": span}

    assert found == [
        {
            "t": "table",
            "c": [],
            "columns": 2,
            "shares": [4, 4],
            "head": [[cell("Wer", head=True), cell("Zahl", head=True, num=True)]],
            "body": [[cell("A", head=True), cell("1", num=True)], [cell("–", span=2)]],
            "foot": [],
        }
    ]


def test_a_column_is_as_wide_as_what_it_holds_needs() -> None:
    """Twice the width for four times the text; a row that joins columns does not count."""
    body = "".join(f"<tr><td>{'a' * 25}</td><td>{'b' * 100}</td><td>c</td></tr>" for _ in range(2))
    joined = f"<tr><td colspan='3'>{'d' * 900}</td></tr>"
    (found,) = read(f"<table><tbody>{body}{joined}</tbody></table>")
    assert isinstance(found, dict)
    assert found["shares"] == [5, 10, 4]


def test_what_repeats_the_head_of_a_column_is_for_small_screens() -> None:
    """On paper the head stands above."""
    cell = "<td><span class='where'>Alter</span>ab 27</td>"
    (found,) = read(f"<table><tbody><tr>{cell}</tr></tbody></table>")
    assert isinstance(found, dict)
    assert found["body"][0][0]["c"] == ["ab 27"]


def test_a_drawing_brings_its_words_colours_and_lengths() -> None:
    """Percentages and heights of letters mean nothing on paper."""
    (found,) = read(
        '<svg class="bars" height="4em"><title>Anteile</title><desc>A hat 5 Prozent.</desc>'
        '<rect class="chart-bar" x="0" y="1em" width="50%" height="0.9em"/></svg>'
    )
    assert isinstance(found, dict)
    assert found["alt"] == "Anteile. A hat 5 Prozent"
    assert found["units"] == 480
    assert 'viewBox="0 0 480 44"' in found["svg"]
    assert '<rect class="chart-bar" x="0" y="11" width="240" height="9.9"/>' in found["svg"]
    assert ".chart-bar { fill:" in found["svg"]


@pytest.mark.parametrize(
    ("source", "path"),
    [
        ("bild.png", "/handbuch/konzept/bild.png"),
        ("../../bilder/stadt.jpg", "/bilder/stadt.jpg"),
        ("../../../geheim.png", ""),
    ],
)
def test_a_picture_is_taken_from_the_content_only(source: str, path: str) -> None:
    """Nothing outside content/ is ever read."""
    expected = [{"t": "image", "c": [], "path": path, "alt": "Stadt"}] if path else []
    assert read(f'<img src="{source}" alt="Stadt"/>') == expected
