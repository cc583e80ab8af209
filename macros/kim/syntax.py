"""What a YAML file must not be, in German.

Comes in: libyaml's English complaint, or the name of a feature that records do not need. Goes out:
the words that authors read, with the likely cure.
"""

import re

# libyaml's wording is matched by a part of it; the German text names the likely cure.
_SYNTAX = {
    "mapping values are not allowed": "dieser Doppelpunkt passt hier nicht; Text mit ': ' gehört in"
    " Anführungszeichen, oder in der Zeile darüber fehlt einer",
    "tab character": "hier steht ein Tabulator; mit Leerzeichen einrücken",
    "cannot start any token": "dieses Zeichen darf hier nicht stehen; mit Leerzeichen statt"
    " Tabulator einrücken, Text mit Sonderzeichen in Anführungszeichen setzen",
    "could not find expected ':'": "nach diesem Feldnamen fehlt der Doppelpunkt oder das"
    " Leerzeichen dahinter",
    "did not find expected key": "die Einrückung passt nicht zu den Zeilen darüber",
    "did not find expected '-' indicator": "in dieser Liste fehlt der Strich '- ' am Anfang",
    "block sequence entries are not allowed": "eine Liste mit '- ' darf hier nicht beginnen;"
    " in eine neue, eingerückte Zeile schreiben",
    "unexpected end of stream": "das Anführungszeichen wird nicht geschlossen",
    "did not find expected ',' or ']'": "die eckige Klammer wird nicht geschlossen",
    "did not find expected ',' or '}'": "die geschweifte Klammer wird nicht geschlossen",
    "unknown escape character": "nach '\\' steht hier kein bekanntes Zeichen; einfache statt"
    " doppelter Anführungszeichen nehmen",
    "did not find expected node content": "hier fehlt der Wert, oder eine Klammer wird nicht"
    " geschlossen",
}
_OTHERWISE = (
    "diese Zeile ist kein lesbares YAML; Einrückung, Doppelpunkt und Anführungszeichen prüfen"
)
HARD_SPACE = (
    "hier steht ein geschütztes Leerzeichen, wie es beim Kopieren entsteht; durch ein gewöhnliches"
    " ersetzen"
)
_HARD_SPACES = "\u00a0\u2007\u202f"
_MISPLACED = re.compile(rf"^[ -]*(?:\w[\w-]*:[ ]*)?([{_HARD_SPACES}])", re.MULTILINE)
_BEGINS_EARLIER = ("could not find expected ':'", "unexpected end of stream", "expected ',' or")

REFUSALS = {
    "alias": "Verweise mit '*' sind nicht erlaubt; die Angaben ausschreiben, Text mit '*' am"
    " Anfang in Anführungszeichen setzen",
    "anchor": "Marken mit '&' sind nicht erlaubt; Text mit '&' am Anfang in Anführungszeichen"
    " setzen",
    "tag": "Typangaben mit '!' sind nicht erlaubt; Text mit '!' am Anfang in Anführungszeichen"
    " setzen",
    "merge-key": "'<<' (Zusammenführen) ist nicht erlaubt; die Angaben ausschreiben",
    "duplicate-key": "das Feld '{key}' steht hier zum zweiten Mal; eines von beiden löschen",
    "complex-key": "ein Feldname muss einfacher Text sein",
    "documents": "eine Datei enthält genau einen Eintrag; die Zeile '---' entfernen",
    "too-many": "die Datei hat zu viele Angaben; erlaubt sind {most}, auf mehrere Dateien"
    " verteilen",
    "too-deep": "die Angaben sind zu tief verschachtelt; erlaubt sind {most} Ebenen",
}


def say_syntax(english: str) -> str:
    """Word a complaint of libyaml in German."""
    for part, german in _SYNTAX.items():
        if part in english:
            return german
    return _OTHERWISE


def begins_earlier(english: str) -> bool:
    """Tell whether the fault is where the broken part begins, not where libyaml noticed it."""
    return any(part in english for part in _BEGINS_EARLIER)


def has_hard_space(key: str) -> bool:
    """Tell of a key that it was indented with what YAML takes for letters."""
    return not set(key).isdisjoint(_HARD_SPACES)


def find_hard_space(text: str) -> tuple[int, int] | None:
    """Find what looks like an indentation or the space behind a colon, and is none for YAML."""
    match = _MISPLACED.search(text)
    if match is None:
        return None
    start = match.start(1)
    return text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)
