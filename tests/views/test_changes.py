"""What changed, in words: titles of fields, names instead of ids, text marked word by word."""

from __future__ import annotations

import json
from textwrap import dedent
from typing import Any

import pytest

from kim.editions.snapshot import Snapshot
from kim.export.changes import write_changes, write_text
from kim.render.changes import write_page
from kim.views.changes import see_changes

TAXONOMIES = {
    "topics": {
        "name": "Themen",
        "terms": [{"id": "arbeit", "name": "Arbeit"}, {"id": "wohnen", "name": "Wohnen"}],
    }
}
CHAPTER = '---\ntitle: "Auftrag"\nkapitel: "auftrag"\n---\n'


def snapshot(text: str = "", persons: dict[str, str] | None = None, **records: Any) -> Snapshot:
    """Make a snapshot of a few records and one chapter."""
    chapters = {"handbuch/auftrag.md": f"{CHAPTER}{text}"} if text else {}
    return Snapshot({}, {"taxonomies": TAXONOMIES, **records}, chapters, persons or {})


def said(old: Snapshot, new: Snapshot) -> str:
    """Say the changes at a terminal."""
    return write_text(see_changes(old, new, ("alt", "neu")))


MBE = {"name": "MBE", "organization": "awo"}


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [
        (
            {"eligibility": {"maximum_age": "25"}},
            {"eligibility": {"maximum_age": "27"}},
            "Für wen – Alter bis: 25 → 27",
        ),
        ({"topics": ["arbeit"]}, {"topics": ["wohnen"]}, "Themen: neu Wohnen; entfallen Arbeit"),
        ({}, {"valid_until": "2026-06-30"}, "Gültig bis: – → 30.06.2026"),
        (
            {"topics": ["arbeit", "wohnen"]},
            {"topics": ["wohnen", "arbeit"]},
            "Themen: andere Reihenfolge",
        ),
        (
            {"description": "Wir beraten alle Menschen in der ganzen Stadt, und zwar kostenlos."},
            {"description": "Wir beraten viele Menschen in der ganzen Stadt, und zwar kostenlos."},
            (
                "Beschreibung: Wir beraten [-alle-]{+viele+} Menschen in der ganzen Stadt, und zwar"
                " kostenlos."
            ),
        ),
        ({}, {"organization": "drk"}, "Träger: AWO → DRK"),
    ],
)
def test_a_field_is_said_in_words(before: Any, after: Any, line: str) -> None:
    """By the field's title, with names, days and lists as people write them."""
    both = {"organizations": {"awo": {"name": "AWO"}, "drk": {"name": "DRK"}}}
    old = snapshot(services={"mbe": MBE | before}, **both)
    new = snapshot(services={"mbe": MBE | after}, **both)
    assert f"    {line}\n" in said(old, new)


def test_records_are_told_apart_by_what_happened() -> None:
    """New, gone, renamed, changed; what was only checked again is counted."""
    old = snapshot(
        services={
            "a": {"name": "Alt"},
            "b": {"name": "Bleibt", "last_verified": "2026-01-01"},
            "c": {"name": "Geht"},
        }
    )
    new = snapshot(
        services={
            "b": {"name": "Bleibt", "last_verified": "2026-02-01"},
            "d": {"name": "Kommt"},
            "e": {"name": "Alt", "formerly": ["a"]},
        }
    )
    assert said(old, new) == dedent("""\
        alt → neu

        Angebote
          neu: Kommt
          entfallen: Geht
          umbenannt: Alt
            Kennung: a → e
            Frühere Kennungen: – → a
          nur neu geprüft: 1
        """)


def test_text_is_shown_as_it_is_read() -> None:
    """Without the signs of Markdown; what a macro draws from is named."""
    old = snapshot(
        '## Wege {: #wege }\n\nDer **kurze** Weg führt zu [uns](x.md) und {{ angebot("mbe") }}.\n'
    )
    new = snapshot(
        '## Wege {: #wege }\n\nDer **lange** Weg führt zu [uns](x.md) und {{ angebot("jmd") }}.\n'
    )
    assert said(old, new).splitlines()[2:] == [
        "Kapitel „Auftrag“: geändert",
        "  geändert: Wege",
        "    Der [-kurze-]{+lange+} Weg führt zu uns und [-[angebot: mbe]-]{+[angebot: jmd]+}.",
    ]


def test_a_person_is_never_named() -> None:
    """That somebody else is there now is all that is said."""
    contacts = {"leitung": {"name": "Leitung", "organization": "ki"}}
    old = snapshot(persons={"leitung": "eins"}, contacts=contacts)
    new = snapshot(persons={"leitung": "zwei"}, contacts=contacts)
    assert "    Leitung: die Person hat gewechselt\n" in said(old, new)


def test_without_changes_it_says_so() -> None:
    """Not an empty page."""
    assert said(snapshot("Text.\n"), snapshot("Text.\n")) == "alt → neu: keine Änderung\n"


def test_programs_and_readers_get_the_same() -> None:
    """JSON holds what the text says; the page marks it for eye and ear and escapes it."""
    view = see_changes(
        snapshot(services={"x": {"name": "<b>Alt</b>"}}),
        snapshot(services={"x": {"name": "Neu & besser"}}),
        ("2025-01-01", "jetzt"),
    )
    assert json.loads(write_changes(view)) == {
        "old": "2025-01-01",
        "new": "jetzt",
        "groups": [
            {
                "kind": "services",
                "title": "Angebote",
                "entries": [
                    {
                        "id": "x",
                        "name": "Neu & besser",
                        "how": "changed",
                        "lines": [
                            {"title": "Name", "before": "<b>Alt</b>", "after": "Neu & besser"}
                        ],
                    }
                ],
            }
        ],
    }
    page = write_page(view)
    assert '<del><span class="hidden">bisher: </span>&lt;b&gt;Alt&lt;/b&gt;</del>' in page
    assert '<ins><span class="hidden">jetzt: </span>Neu &amp; besser</ins>' in page
