"""Find the address of a confidential place in what was built, in every form it could hide in.

Comes in: the places and a file's bytes. Goes out: whether the file tells where one of them is. Most
files are ruled out by a quick look at their bare letters; what could hide something, an archive, a
PDF, an escape, a mark inside a word, is unpacked and read.
"""

import re
from collections.abc import Iterable, Iterator
from string import ascii_letters, ascii_lowercase, ascii_uppercase, digits
from unicodedata import normalize

from kim.catalogue import Catalogue
from kim.checks.traces import AddressIndex
from kim.editions.mentions import ADDRESS, OTHER, Mention
from kim.folded import fold_in_place
from kim.models.location import Location
from kim.unpacked import fold, readable, squeeze

_PACKED = (b"\x1f\x8b", b"PK\x03\x04", b"%PDF-")
_HIDING = (
    (b"&", re.compile(rb"&(?!(?:amp|lt|gt|quot|#34|#39);)")),
    # A program writes only others than the letters a to z so: who does that with these hides them.
    (b"\\", re.compile(rb"\\(?:u00|x)")),
    (b"%", re.compile(rb"%[4-7]")),
    # Letters that look like others, alone or two in one.
    (b"\xef", re.compile(rb"\xef[\xac\xbc\xbd]")),
    # What stands inside words.
    (b"<", re.compile(rb"<(?:/a>\w|em\b|strong\b|ins\b|del\b|wbr\b|code\b|mark\b)")),
)
"""What may hide something, by the sign that it begins with; a program has few of them in a page.

Where the sign first stands is found in a tenth of the time that the search takes.

Signs that nobody sees inside a word, as Persian has in every line, are no letters: they hide
nothing from a look at the bare letters.
"""
_MARKUP = re.compile(r"<[^<>]*>")
_COMPARED = tuple(re.compile(rf"<{one}\b.*?</{one}>", re.DOTALL) for one in ("del", "ins"))
_LOWER = bytes.maketrans(ascii_uppercase.encode(), ascii_lowercase.encode())
_NO_LETTERS = bytes({*range(256)} - {*(ascii_letters + digits).encode()})
_WORD = re.compile(r"[^\W\d_]+")
_PLAIN = re.compile(r"[a-zA-Z]+")
_SURE = 3
"""Fewer letters stand in every file."""
_STREET = re.compile(r"str(?:a(?:ß|ss)e)?$", re.IGNORECASE)
"""Is written in many ways; what stands before it is not."""
_SHORTEST_NOTE = 12
_DECIMALS = 3
"""With fewer a pair of coordinates names a part of the town, not a house."""
_AFTER_POINT = re.compile(rb"[.,](\d{3,})"), re.compile(rb"%2[CEce](\d{3,})")


class SecretPlaces:
    """Streets, ways there and coordinates of all confidential places, ready to be looked up."""

    def __init__(self, locations: Iterable[Location]) -> None:
        secret = [one for one in locations if one.confidential]
        streets = {one.id: one.address.street for one in secret if one.address}
        self._streets = AddressIndex({name: said for name, said in streets.items() if said})
        notes = [note for one in secret for note in _notes(one)]
        long = {note: bare for note in notes if len(bare := _bare(note)) >= _SHORTEST_NOTE}
        self._notes = list(long.values())
        self._coordinates = _Coordinates(secret)
        self._sure = {_sure_letters(text) for text in (*filter(None, streets.values()), *long)}

    def __bool__(self) -> bool:
        return bool(self._sure or self._coordinates)

    def are_in(self, data: bytes) -> bool:
        """Tell whether a file tells where one of the places is."""
        if self._coordinates.are_in(data):
            return True
        if not (data.startswith(_PACKED) or self._may_hold(data)):
            return False
        return any(self._are_in_text(text) for text in readable(data))

    def _may_hold(self, data: bytes) -> bool:
        if self._may_be_in(data):
            return True
        return any(hiding.search(data, data.find(sign)) for sign, hiding in _HIDING if sign in data)

    def _are_in_text(self, text: str) -> bool:
        for shown in {text, *_without_markup(text)}:
            folded = fold(shown)
            written = folded.encode()
            if self._may_be_in(written) and self._are_told(folded):
                return True
            if self._coordinates.are_in(written):
                return True
        return False

    def _may_be_in(self, data: bytes) -> bool:
        """Tell whether the letters of a street or a way are there, all of them, anywhere."""
        letters = data.translate(_LOWER, _NO_LETTERS)
        return any(all(map(letters.__contains__, sure)) for sure in self._sure)

    def _are_told(self, folded: str) -> bool:
        squeezed = squeeze(folded)
        return any(note in squeezed for note in self._notes) or any(self._streets.find(folded))


class _Coordinates:
    """Pairs of coordinates; what stands behind the point of one rules out most files at once."""

    def __init__(self, locations: Iterable[Location]) -> None:
        self._patterns = [pattern for one in locations for pattern in _coordinates(one)]
        self._after = {after.encode() for one in locations for _, after in _degrees(one)}
        self._lengths = {len(after) for after in self._after}

    def __bool__(self) -> bool:
        return bool(self._patterns)

    def are_in(self, data: bytes) -> bool:
        """Tell whether a file names one of the pairs."""
        return self._may_be_in(data) and any(one.search(data) for one in self._patterns)

    def _may_be_in(self, data: bytes) -> bool:
        for pattern in _AFTER_POINT if self._patterns else ():
            for after in {*pattern.findall(data)}:
                if any(after[:length] in self._after for length in self._lengths):
                    return True
        return False


def _without_markup(text: str) -> Iterator[str]:
    """Yield the words of a page; where two texts are compared, those of the old and of the new."""
    yield _MARKUP.sub("", text)
    yield _MARKUP.sub(" ", text)
    for compared in _COMPARED if "<ins" in text else ():
        yield _MARKUP.sub("", compared.sub("", text))


class PlaceSeeker:
    """Street, ways there and coordinates of one place, ready to be looked for in a text."""

    def __init__(self, location: Location) -> None:
        """Get ready; whether the place is confidential yet does not matter."""
        self._places = SecretPlaces([location.model_copy(update={"confidential": True})])
        address = location.address
        self._street = AddressIndex(
            {location.id: address.street} if address and address.street else {}
        )
        self._notes = [note for note in map(_bare, _notes(location)) if len(note) >= _SHORTEST_NOTE]
        self._coordinates = [
            re.compile(one.pattern.decode(), one.flags & re.IGNORECASE)
            for one in _coordinates(location)
        ]
        rest = (address.postal_code, fold(address.city)) if address else ()
        words = r"[\s,;·–-]{0,4}(?:d-)?".join(re.escape(word) for word in rest if word)
        self._rest = re.compile(rf"[\s,;·–-]{{0,4}}{words}\b")

    def are_in(self, data: bytes) -> bool:
        """Tell whether a file tells where the place is."""
        return self._places.are_in(data)

    def find(self, text: str) -> Iterator[Mention]:
        """Yield every place in a text that tells it."""
        if not self._places.are_in(text.encode()):
            return
        folded = fold_in_place(text)
        for start, end, _ in self._street.spans(folded.text):
            rest = self._rest.match(folded.text, end)
            yield Mention(*folded.place(start, rest.end() if rest else end), ADDRESS)
        for pattern in self._coordinates:
            for match in pattern.finditer(folded.text):
                yield Mention(*folded.place(*match.span()), OTHER)
        bare = folded.squeeze() if self._notes else folded
        for note in self._notes:
            start = bare.text.find(note)
            while start >= 0:
                yield Mention(*bare.place(start, start + len(note)), OTHER)
                start = bare.text.find(note, start + 1)


def secret_places(catalogue: Catalogue) -> SecretPlaces:
    """Collect what no file may tell."""
    return SecretPlaces(catalogue.all(Location).values())


def _notes(location: Location) -> Iterator[str]:
    for note in (location.transportation, location.accessibility_note):
        if note:
            yield from note.root.values()


def _bare(text: str) -> str:
    return squeeze(fold(text))


def _coordinates(location: Location) -> Iterator[re.Pattern[bytes]]:
    degrees = _degrees(location)
    if degrees:
        first, second = (rb"%b(?:[.,]|%%2[CE])%b" % (a.encode(), b.encode()) for a, b in degrees)
        for one, other in ((first, second), (second, first)):
            yield re.compile(rb"(?<!\d)%b\d*(?:%%2C|[^\d]){1,40}%b" % (one, other), re.IGNORECASE)


def _degrees(location: Location) -> tuple[tuple[str, str], ...]:
    """Give what stands on both sides of the points, if latitude and longitude name a house."""
    known = (location.latitude, location.longitude)
    parts = [str(one).partition(".") for one in known if one is not None]
    degrees = tuple((before, after) for before, _, after in parts if len(after) >= _DECIMALS)
    return degrees if len(degrees) == len(known) else ()


def _sure_letters(text: str) -> tuple[bytes, ...]:
    """Give what stands in a text however its umlauts are written: the letters between them.

    They may be there as they are, in two parts, spelled out or as the escapes of JSON and links.
    """
    words = (_STREET.sub("", word) for word in _WORD.findall(normalize("NFC", text)))
    runs = {run.lower().encode() for word in words for run in _PLAIN.findall(word)}
    longest = sorted(runs, key=lambda run: (-len(run), run))
    return tuple(run for run in longest if len(run) >= _SURE) or tuple(longest[:1])


def leaks_in(files: Iterable[bytes], places: Iterable[Location]) -> bool:
    """Tell whether one of some files holds the address of one of some places, if confidential."""
    secret = SecretPlaces(places)
    return bool(secret) and any(map(secret.are_in, files))
