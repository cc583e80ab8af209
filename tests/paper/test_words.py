"""What a document says, known before it is set: no word of it is missing."""

from __future__ import annotations

from kim.paper.words import words_in


def say(*nodes: dict[str, object]) -> str:
    """Give the words of a book of one chapter."""
    return words_in(
        {"title": "Konzept", "facts": ["Stand: heute"], "chapters": [{"nodes": list(nodes)}]}
    )


def paragraph(*children: object) -> dict[str, object]:
    """Make a node of a paragraph."""
    return {"t": "p", "c": list(children)}


def test_a_word_goes_on_where_its_looks_change() -> None:
    """Bold letters inside a word do not part it; a block and a line do."""
    strong = {"t": "strong", "c": ["stra"]}
    link = {"t": "a", "c": ["ße"], "href": "https://stadt.example"}
    words = say(paragraph("Linden", strong, link, " 12", {"t": "br", "c": []}, "Hof"))
    assert [word for word in words.split("\n") if word][1:3] == ["Lindenstraße 12", "Hof"]
    assert {"Konzept", "https://stadt.example"} <= {*words.split("\n")}


def test_a_note_does_not_part_a_word() -> None:
    """It stands at the foot of the page."""
    words = say(paragraph("Linden", {"t": "note", "c": ["Siehe dort."], "label": "n1"}, "hof"))
    assert "Lindenhof" in words
    assert "Siehe dort." in words


def test_cells_and_facts_stand_apart() -> None:
    """Two of them never make one word."""
    row = [{"c": ["Linden"], "span": 1}, {"c": ["hof"], "span": 1}]
    table = {"t": "table", "c": [], "head": [], "body": [row], "foot": []}
    picture = {"t": "image", "c": [], "svg": "<svg><text>Balken</text></svg>", "alt": "Ein Bild"}
    words = say(table, picture)
    assert "Linden" in words
    assert "Lindenhof" not in words
    assert {"Stand: heute", "Ein Bild", "<svg><text>Balken</text></svg>"} <= {*words.split("\n")}
