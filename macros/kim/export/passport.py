"""Views → the data of the Merkliste: what a pass says about a service, by id.

Long directories are split, so that a phone loads what the chosen services need and the server
learns little about which these are. A former id stands for the id that replaced it.
"""

import base64
import json
from collections.abc import Callable, Iterator, Mapping

from kim.export.data import DataFile, json_file, json_text
from kim.views.parts import PhoneView
from kim.views.passport import PassEntry
from kim.views.viewpoint import Phrase

Encoder = Callable[[str], tuple[int, int]]
"""Gives the QR code of a text: its size and its modules, row by row, as the bits of one number."""


def passport_file(
    entries: Mapping[str, PassEntry | str], language: str, site_address: str, encode: Encoder
) -> DataFile:
    """Write some entries in the order of their ids; a reader finds the file by its first id."""

    def say(entry: PassEntry | str) -> object:
        if isinstance(entry, str):
            return entry
        code = pack_code(*encode(site_address + entry.href)) if site_address else None
        return _lines(entry, code)

    said = {name: say(entry) for name, entry in entries.items()}
    return json_file(f"pass-{language}", said, next(iter(said)))


def _lines(entry: PassEntry, code: list[object] | None) -> dict[str, object]:
    """Give what is known, by the names that passentry.js uses."""
    said = {
        "href": entry.href,
        "name": json_text(entry.name),
        "ended": entry.status.text if entry.status.code == "ended" else None,
        "next": entry.successor,
        "what": entry.what and json_text(entry.what),
        "who": entry.provider and json_text(entry.provider),
        "office": entry.office and json_text(entry.office),
        "phones": [list(_phone(phone)) for phone in entry.phones],
        "email": entry.email,
        "hours": _texts(entry.hours),
        "places": [_texts(place) for place in entry.places],
        "de": dict(_german(entry)) if entry.german else None,
        "qr": code,
    }
    return {name: value for name, value in said.items() if value}


def _german(entry: PassEntry) -> Iterator[tuple[str, object]]:
    """Give the German texts that are not on the page already."""
    german = entry.german
    if german is None:
        return
    if german.name.text != entry.name.text:
        yield "name", german.name.text
    if german.what and entry.what and german.what.text != entry.what.text:
        yield "what", german.what.text
    if german.hours != entry.hours:
        yield "hours", _texts(german.hours)


def _texts(phrases: tuple[Phrase, ...]) -> list[str | list[str]]:
    return [json_text(phrase) for phrase in phrases]


def _phone(phone: PhoneView) -> Iterator[object]:
    yield phone.number
    yield phone.dial
    if phone.description:
        yield json_text(phone.description)


def codes_in(content: bytes, site_address: str) -> dict[str, tuple[int, int]]:
    """Give the QR codes in a file that `passport_file` wrote, by the addresses they tell."""
    entries = json.loads(content).values()
    return {
        site_address + entry["href"]: unpack_code(*entry["qr"])
        for entry in entries
        if isinstance(entry, dict) and "qr" in entry
    }


def pack_code(size: int, modules: int) -> list[object]:
    """Give a QR code as its size and its modules, eight to a byte, in base64."""
    length = -(-size * size // 8)
    packed = (modules << length * 8 - size * size).to_bytes(length)
    return [size, base64.b64encode(packed).decode()]


def unpack_code(size: int, packed: str) -> tuple[int, int]:
    """Undo `pack_code`."""
    data = base64.b64decode(packed)
    return size, int.from_bytes(data) >> len(data) * 8 - size * size
