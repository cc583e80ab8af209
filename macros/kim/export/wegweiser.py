"""Views → the data of the Wegweiser: the rules as codes for all languages, their words for each.

theme/assets/js/eligibility.js reckons with the codes, theme/assets/js/wegweiser.js says the words.
"""

from kim.export.data import DataFile, json_file, json_text
from kim.views.rulebook import NOTHING, Line, RulebookView, SpokenRules


def rules_file(rules: RulebookView) -> DataFile:
    """Write the rules, the same in every language."""
    return json_file("wegweiser", pack_rules(rules))


def words_file(words: SpokenRules, german: SpokenRules | None, language: str) -> DataFile:
    """Write what is said in one language, and beside it in German."""
    said = _words(words)
    if german:
        said["german"] = _words(german)
    return json_file(f"wegweiser-{language}", said)


def pack_rules(rules: RulebookView) -> dict[str, object]:
    """Give the rules as eligibility.js reads them."""
    return {
        "trees": {name: branch._asdict() for name, branch in rules.trees.items()},
        "languages": rules.languages,
        "facts": [(fact.criterion, fact.values) for fact in rules.facts],
        "services": [_line(line) for line in rules.lines],
    }


def _line(line: Line) -> list[object]:
    """Write a service without the empty fields at its end."""
    values: list[object] = list(line)
    while values[-1] in (NOTHING, ()):
        values.pop()
    return values


def _words(words: SpokenRules) -> dict[str, object]:
    return {
        "facts": [[json_text(text) for text in texts] for texts in words.facts],
        "anyone": json_text(words.anyone),
        "notes": [json_text(note) if note else 0 for note in words.notes],
    }
